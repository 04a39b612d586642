"""A member who types: a Yjs document of their own, kept in step with the server's as a browser keeps it.

What is typed is sent at once and kept until it is acknowledged; after a lost line the paragraph is opened again, and
whatever the server lacks is sent.
"""

import contextlib
import random
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import socketio
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from pycrdt import Doc, Text, TransactionEvent

from tests.cast import GROUP

PATIENCE_SECONDS = 20.0


def cookie_of(secret: str, person: str, generation: int) -> tuple[str, str]:
    """The session cookie of somebody signed in, and their token against forgery."""
    app = Flask("signed in")
    app.secret_key = secret
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    token = secrets.token_hex(20)
    held = {"_user_id": f"{person}.{generation}", "_fresh": True, "csrf_token": token}
    return f"session={signer.dumps(held)}", str(URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(token))


def until(true: Callable[[], object], what: str = "", seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.01)


class Line:
    """One socket of a member: it joins the group, asks, and keeps what it hears."""

    def __init__(self, url: str, cookie: str) -> None:
        self.url, self.cookie = url, cookie
        self.heard: list[tuple[str, Any]] = []
        self.listeners: list[Callable[[str, Any], None]] = []
        self.client: Any = None
        self._transport: Any = None

    def connect(self) -> "Line":
        """Connect and join."""
        self.close()
        self.client = socketio.Client(reconnection=False, handle_sigint=False)
        self.client.on("*", self._hear, namespace="/members")
        try:
            self.client.connect(
                self.url,
                headers={"Cookie": self.cookie},
                namespaces=["/members"],
                transports=["websocket"],
                wait_timeout=20,
            )
            self._transport = self.client.eio.ws
            joined = self.ask("join", {"group": GROUP, "after": 0})
        except socketio.exceptions.ConnectionError:
            self.close()
            raise
        if not joined["ok"]:
            self.close()
            raise PermissionError(joined["code"])
        return self

    def _hear(self, event: str, data: Any = None, *_: Any) -> None:
        self.heard.append((event, data))
        for listener in list(self.listeners):
            listener(event, data)

    def ask(self, event: str, data: Any) -> dict[str, Any]:
        """Send an event and wait for its answer."""
        answer: dict[str, Any] = self.client.call(event, data, namespace="/members", timeout=PATIENCE_SECONDS)
        return answer

    def send(self, event: str, data: Any, answered: Callable[[dict[str, Any]], None]) -> None:
        """Send an event; the answer comes when it comes."""
        self.client.emit(event, data, namespace="/members", callback=answered)

    def of(self, event: str) -> list[Any]:
        """Everything heard of one kind."""
        return [data for name, data in self.heard if name == event]

    def close(self) -> None:
        """Hang up."""
        if self.client is not None:
            self.client.disconnect()
        if self._transport is not None:
            self._transport.close()

    def drop(self) -> None:
        """Lose the line: without a word to the server."""
        self._transport.sock.close()
        until(lambda: not self.client.connected, "the line is lost")


class Typist:
    """Somebody typing in one paragraph over a line of theirs."""

    def __init__(self, line: Line, paragraph: int) -> None:
        self.line, self.paragraph = line, paragraph
        self.lock = threading.RLock()
        self.refusals: list[dict[str, Any]] = []
        self.closed: dict[str, Any] | None = None
        self.epoch = 0
        self.unsaved = 0
        self._begin()

    def _begin(self) -> None:
        self.doc: Doc[Any] = Doc(client_id=random.getrandbits(32) | 2, allow_multithreading=True)
        self.shared = self.doc.get("text", type=Text)
        self._applying = False
        self._watching = self.doc.observe(self._typed)

    def open(self) -> "Typist":
        """Open the paragraph, and send what the server lacks of an earlier time on the same line of epochs."""
        if self._listen not in self.line.listeners:
            self.line.listeners.append(self._listen)
        opened = self.line.ask("draft.open", {"paragraph": self.paragraph, "client": self.doc.client_id})
        assert opened["ok"], opened
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
        return self

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

    def saved(self) -> None:
        """Wait until everything typed here is acknowledged."""
        until(lambda: not self.unsaved or self.refusals, "everything is saved")
        assert not self.refusals, self.refusals

    def _typed(self, event: TransactionEvent) -> None:
        if not self._applying and self.line.client is not None and self.line.client.connected and not self.closed:
            self._send(event.update)

    def _send(self, update: bytes) -> None:
        self.unsaved += 1
        said = {"paragraph": self.paragraph, "epoch": self.epoch, "update": update}
        # The line may be lost in this moment: it is sent when the paragraph is opened again.
        with contextlib.suppress(socketio.exceptions.SocketIOError):
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
