"""A client as a browser has it: a snapshot, then the four lines of the client's rule, and it comes back by itself."""

import contextlib
import json
import queue
import socket
import threading
import time
from typing import Any

import engineio
import socketio

from tests.cast import GROUP
from tests.serving import SECONDS, Caller

ANSWER_WITHIN = 3.0
"""Seconds after which a line that gave no answer is taken to be broken."""

MEMBERS, GALLERY = "/members", "/gallery"


class InOrder(engineio.Client):  # type: ignore[misc]  # engineio publishes no types
    """engineio's client starts a thread for each message, which may overtake one another; this one has one for all."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._waiting: queue.Queue[tuple[Any, ...]] = queue.Queue()
        threading.Thread(target=self._dispatch, daemon=True).start()

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        if options.get("run_async"):
            return self._waiting.put((event, *args))
        return super()._trigger_event(event, *args, **options)

    def _dispatch(self) -> None:
        while True:
            super()._trigger_event(*self._waiting.get())


class Client(socketio.Client):  # type: ignore[misc]  # socketio publishes no types
    """A Socket.IO client that hears everything in its order."""

    def _engineio_client_class(self) -> type[InOrder]:
        return InOrder


class Listener:
    """One reader of one group: `records` as the frames have made them."""

    def __init__(self, caller: Caller, namespace: str = MEMBERS, group: str = GROUP) -> None:
        self.caller, self.namespace, self.group = caller, namespace, group
        self.seq = -1
        self.records: dict[str, Any] = {}
        self.entries: list[dict[str, Any]] = []
        self.turnouts: list[dict[str, Any]] = []
        self.heard: list[str] = []
        self.gaps = self.joins = self.fresh = 0
        self.deaf = False
        """While it is, frames are lost on their way to this reader."""
        self.out: str | None = None
        """Why the server no longer lets this reader in."""
        self._events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self._open = True
        self.client = Client(handle_sigint=False, reconnection=False)
        self._worker = threading.Thread(target=self._live, daemon=True)

    def __enter__(self) -> "Listener":
        self.start_again()
        self._worker.start()
        self._connect()
        self.until(lambda: self.joins > 0 or self.out)
        assert self.out is None
        return self

    def turned_away(self) -> str:
        """Try to come in, and be told why not."""
        self.seq = 0
        self._worker.start()
        self._connect()
        self.until(lambda: self.joins > 0 or self.out)
        self.__exit__()
        assert self.joins == 0
        assert self.out is not None
        return self.out

    def __exit__(self, *_: object) -> None:
        self._open = False
        self._events.put(("end", None))
        self._worker.join(SECONDS)
        with contextlib.suppress(Exception):
            self.client.disconnect()

    # what a test asks

    def until(self, condition: Any, within: float = SECONDS) -> None:
        """Wait for something to become so."""
        end = time.monotonic() + within
        while not condition():
            assert time.monotonic() < end, f"waited in vain; out: {self.out}, at {self.seq}, heard {self.heard[-9:]}"
            time.sleep(0.01)

    def reach(self, seq: int, within: float = SECONDS) -> "Listener":
        """Wait until an entry is heard of."""
        self.until(lambda: self.seq >= seq, within)
        return self

    def last(self) -> dict[str, Any]:
        """The last entry that was heard of."""
        return self.entries[-1]

    def snapshot(self) -> dict[str, Any]:
        """The room as a fresh look shows it to this reader."""
        public = "?as=public" if self.namespace == GALLERY else ""
        found: dict[str, Any] = self.caller.get(f"snapshot{public}", self.group)
        return found

    def drop(self) -> None:
        """The line breaks, without a word."""
        with contextlib.suppress(OSError, AttributeError):  # it may be broken already
            self.client.eio.ws.sock.shutdown(socket.SHUT_RDWR)

    def join(self, *asked: Any) -> Any:
        """Ask to join with anything; the answer."""
        return self.client.call("join", asked, namespace=self.namespace, timeout=ANSWER_WITHIN)

    # what a browser does

    def start_again(self) -> None:
        """Take a snapshot."""
        seen = self.snapshot()
        self.seq, self.records = seen["seq"], seen["records"]
        self.fresh += 1

    def take(self, entries: list[dict[str, Any]]) -> None:
        """The client's rule."""
        for entry in entries:
            if entry["seq"] <= self.seq:
                continue
            if entry["seq"] > self.seq + 1:
                self.gaps += 1
                public = "&as=public" if self.namespace == GALLERY else ""
                self.take(self.caller.get(f"entries?after={self.seq}{public}", self.group)["entries"])
                return
            for key, record in entry.get("changes", {}).items():
                if record is None:
                    del self.records[key]  # never told of what was not there
                else:
                    self.records[key] = record
            self.entries.append(entry)
            self.seq = entry["seq"]

    def _connect(self) -> None:
        """Connect, by a client of its own for each time: socketio's loses its way when lines break quickly."""
        headers = {"Cookie": self.caller.cookie} if self.caller.cookie else {}
        while self._open and self.out is None:
            self.client = client = Client(handle_sigint=False, reconnection=False)
            for event in ("connect", "disconnect", "connect_error", "entries", "turnout", "again"):
                client.on(event, self._keep(client, event), namespace=self.namespace)
            with contextlib.suppress(socketio.exceptions.ConnectionError):
                client.connect(
                    self.caller.address,
                    headers=headers,
                    namespaces=[self.namespace],
                    transports=["websocket"],
                    wait_timeout=ANSWER_WITHIN,
                )
                return
            time.sleep(0.05)

    def _keep(self, client: Client, event: str) -> Any:
        def keep(*data: Any) -> None:
            if event == "connect_error" and data and isinstance(data[0], dict):
                self.out = "connect_error"
            if client is self.client:
                self._events.put((event, data[0] if data else None))

        return keep

    def _live(self) -> None:
        while self._open:
            event, data = self._events.get()
            self.heard.append(event)
            if event == "connect":
                self._join_again()
            elif event == "entries" and not self.deaf:
                self.take(data["entries"])
            elif event == "turnout":
                self.turnouts.append(data)
            elif event == "disconnect" and self._open and "again" not in self.heard:
                self._connect()

    def _join_again(self) -> None:
        with contextlib.suppress(socketio.exceptions.SocketIOError):  # the line broke again; it will be back
            answer = self.join({"group": self.group, "after": self.seq})
            if not answer["ok"]:
                self.out = answer["code"]
            elif answer.get("resync"):
                self.start_again()
                self._join_again()
            else:
                self.take(answer["entries"])
                self.joins += 1


def size(value: object) -> int:
    """How many bytes something takes as JSON."""
    return len(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())
