"""A member who types: a Yjs document of their own, kept in step with the server's as a browser keeps it.

What is typed is sent at once and kept until it is acknowledged; after a lost line the paragraph is opened again, and
whatever the server lacks is sent.
"""

import contextlib
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from socket import SHUT_RDWR
from typing import Any

import websocket
from pycrdt import Doc, Text, TransactionEvent
from socketio.packet import ACK, BINARY_ACK, BINARY_EVENT, EVENT, Packet

from deliberate.domain.updates import read_state
from tests.cast import GROUP

PATIENCE_SECONDS = 20.0


def until(true: Callable[[], object], what: str = "", seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.01)


class Line:
    """One socket of a member: it joins the group, asks, and keeps what it hears, each thing in its order.

    socketio's own client hears every message in a thread of its own, so that two can change places; this one does not.
    """

    def __init__(self, url: str, cookie: str = "", namespace: str = "/members") -> None:
        self.url, self.cookie, self.namespace = url, cookie, namespace
        self.headers: dict[str, str] = {}
        self.heard: list[tuple[str, Any]] = []
        self.listeners: list[Callable[[str, Any], None]] = []
        self.connected = False
        self.joined: dict[str, Any] = {}
        self._socket: websocket.WebSocket | None = None
        self._answers: dict[int, Callable[[dict[str, Any]], None]] = {}
        self._asked = 0
        self._sending = threading.Lock()

    def connect(self, *, join: bool = True) -> "Line":
        """Connect, and join."""
        self.close()
        address = self.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._socket = websocket.create_connection(
            address, cookie=self.cookie or None, header=self.headers, timeout=PATIENCE_SECONDS
        )
        self._socket.recv()
        self._socket.send(f"40{self.namespace},")
        admitted = str(self._socket.recv())
        if not admitted.startswith("40"):
            self.close()
            raise PermissionError(admitted)
        self._socket.settimeout(None)
        self.connected, self._answers = True, {}
        threading.Thread(target=self._listen, args=(self._socket,), daemon=True).start()
        if not join:
            return self
        self.joined = self.ask("join", {"group": GROUP, "after": 0})
        if not self.joined["ok"]:
            self.close()
            raise PermissionError(self.joined["code"])
        return self

    def _listen(self, socket: websocket.WebSocket) -> None:
        waiting: Packet | None = None
        with contextlib.suppress(websocket.WebSocketException, OSError, ValueError):
            while socket is self._socket:
                said = socket.recv()
                if said == "2":
                    with self._sending:
                        socket.send("3")
                elif isinstance(said, bytes) and waiting is not None:
                    if waiting.add_attachment(said):
                        self._hear(waiting)
                elif isinstance(said, str) and said[:1] == "4":
                    packet = Packet(encoded_packet=said[1:])
                    if packet.attachment_count:
                        waiting = packet
                    else:
                        self._hear(packet)
                elif not said:
                    break
        if socket is self._socket:
            self.connected = False

    def _hear(self, packet: Any) -> None:
        if packet.packet_type in (ACK, BINARY_ACK):
            self._answers.pop(packet.id)(packet.data[0] if packet.data else {})
        elif packet.packet_type in (EVENT, BINARY_EVENT):
            event, data = packet.data[0], packet.data[1] if len(packet.data) > 1 else None
            self.heard.append((event, data))
            for listener in list(self.listeners):
                listener(event, data)

    def ask(self, event: str, data: Any) -> dict[str, Any]:
        """Send an event and wait for its answer."""
        answers: list[dict[str, Any]] = []
        self.send(event, data, answers.append)
        until(lambda: answers or not self.connected, f"an answer to {event}")
        if not answers:
            raise ConnectionError("the line was lost")
        return answers[0]

    def send(self, event: str, data: Any, answered: Callable[[dict[str, Any]], None]) -> None:
        """Send an event; the answer comes when it comes, in the order of what is heard."""
        if self._socket is None or not self.connected:
            raise ConnectionError("the line is lost")
        with self._sending:
            self._asked += 1
            self._answers[self._asked] = answered
            encoded = Packet(EVENT, namespace=self.namespace, id=self._asked, data=[event, data]).encode()
            parts = encoded if isinstance(encoded, list) else [encoded]
            self._socket.send(f"4{parts[0]}")
            for part in parts[1:]:
                self._socket.send_binary(part)

    def of(self, event: str) -> list[Any]:
        """Everything heard of one kind."""
        return [data for name, data in self.heard if name == event]

    def close(self) -> None:
        """Hang up."""
        socket, self._socket, self.connected = self._socket, None, False
        if socket is not None:
            if socket.sock is not None:
                with contextlib.suppress(OSError):
                    socket.sock.shutdown(SHUT_RDWR)
            socket.shutdown()  # type: ignore[no-untyped-call]  # it publishes some types

    def drop(self) -> None:
        """Lose the line: without a word to the server."""
        self.close()


class Typist:
    """Somebody typing in one paragraph over a line of theirs."""

    def __init__(self, line: Line, paragraph: int, client: int | None = None) -> None:
        self.line, self.paragraph = line, paragraph
        self._client = client
        self.lock = threading.RLock()
        self.refusals: list[dict[str, Any]] = []
        self.closed: dict[str, Any] | None = None
        self.epoch = 0
        self.unsaved = 0
        self._begin()

    def _begin(self) -> None:
        self.doc: Doc[Any] = Doc(client_id=self._client or random.getrandbits(32) | 2, allow_multithreading=True)
        self.shared = self.doc.get("text", type=Text)
        self._applying = False
        self._watching = self.doc.observe(self._typed)

    def open(self) -> "Typist":
        """Open the paragraph, and send what the server lacks of an earlier time on the same line of epochs."""
        if self._listen not in self.line.listeners:
            self.line.listeners.append(self._listen)
        answers: list[dict[str, Any]] = []

        def begin(opened: dict[str, Any]) -> None:
            # In the thread that hears: the next update may follow at once, and must find the document open.
            if opened["ok"]:
                self._opened(opened)
            answers.append(opened)

        self.line.send("draft.open", {"paragraph": self.paragraph, "client": self.doc.client_id}, begin)
        until(lambda: answers or not self.line.connected, "the paragraph is opened")
        if not answers:
            raise ConnectionError("the line was lost")
        assert answers[0]["ok"], answers
        return self

    def _opened(self, opened: dict[str, Any]) -> None:
        with self.lock:
            if self.epoch not in (0, opened["epoch"]):
                self._begin()
            self.epoch, self.closed, self.unsaved = opened["epoch"], None, 0
            self._take(opened["state"])
            theirs: Doc[Any] = Doc()
            theirs.apply_update(opened["state"])
            missing = self.doc.get_update(theirs.get_state())
            if missing != b"\x00\x00":
                self._send(missing)

    @property
    def text(self) -> str:
        """The text as it stands here."""
        with self.lock:
            return str(self.shared)

    def insert(self, at: int, words: str) -> None:
        """Type words before character `at`."""
        with self.lock:
            self.shared.insert(len(self.text[:at].encode()), words)

    def delete(self, at: int, count: int) -> None:
        """Take out characters."""
        with self.lock:
            text = self.text
            start = len(text[:at].encode())
            del self.shared[start : start + len(text[at : at + count].encode())]

    def give(self, update: bytes) -> None:
        """Type what is known as an update already."""
        with self.lock:
            self._take(update)
            if self.line.connected:
                self._send(update)

    def clock(self, client: int) -> int:
        """How much of what somebody wrote has arrived here."""
        with self.lock:
            return read_state(self.doc.get_state()).get(client, 0)

    def saved(self) -> None:
        """Wait until everything typed here is acknowledged."""
        until(lambda: not self.unsaved or self.refusals, "everything is saved")
        assert not self.refusals, self.refusals

    def _typed(self, event: TransactionEvent) -> None:
        if not self._applying and self.line.connected and not self.closed:
            self._send(event.update)

    def _send(self, update: bytes) -> None:
        self.unsaved += 1
        said = {"paragraph": self.paragraph, "epoch": self.epoch, "update": update}
        # The line may be lost in this moment: it is sent when the paragraph is opened again.
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self.line.send("draft.update", said, self._answered)

    def _answered(self, answer: dict[str, Any]) -> None:
        with self.lock:
            if answer["ok"]:
                self.unsaved -= 1
            else:
                self.refusals.append(answer)

    def _listen(self, event: str, data: Any) -> None:
        if not isinstance(data, dict) or data.get("paragraph") != self.paragraph:
            return
        with self.lock:
            if event == "draft.update" and data["epoch"] == self.epoch:
                self._take(data["update"])
            elif event == "draft.closed":
                self.closed = data

    def _take(self, update: bytes) -> None:
        self._applying = True
        try:
            self.doc.apply_update(update)
        finally:
            self._applying = False


def secret_of(folder: Path) -> str:
    """The secret of a site kept in this folder."""
    return (folder / "secret").read_text().strip()
