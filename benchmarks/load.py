"""A crowd of Socket.IO clients in one loop without threads, so that the load itself weighs little.

A client speaks just enough of engine.io and Socket.IO: it opens a WebSocket, enters a namespace, joins a group, answers
pings, and notes when each entry comes. Requests go through the same loop, so every time is from one clock.
"""

import base64
import json
import os
import secrets
import select
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

HOST = "127.0.0.1"
RECEIVE_BYTES = 65_536
SECONDS = 60.0
"""What has not come by then will not come."""

OPENING_AT_ONCE = 50
AHEAD = 2**53 - 1
"""No journal has this entry: whoever says they have it is not sent what they missed, and hears what happens next."""

TEXT = 0x81
"""The first byte of a message in one frame."""


class Part(Protocol):
    """Something with a socket that the loop reads."""

    socket: socket.socket

    def read(self) -> None:
        """Take what has come."""


class Arrival:
    """How many clients have an entry, and when the first and the last of them got it (seconds of the loop's clock)."""

    __slots__ = ("clients", "first", "last")

    def __init__(self, at: float) -> None:
        self.clients, self.first, self.last = 0, at, at


class Call:
    """A command or a request that was sent, and its answer once that is there."""

    def __init__(self, sent_at: float) -> None:
        self.sent_at = sent_at
        self.answered_at = 0.0
        self.answer: dict[str, Any] | None = None

    def answered(self, answer: dict[str, Any]) -> None:
        """The answer is there."""
        self.answered_at, self.answer = time.monotonic(), answer

    @property
    def entry(self) -> int:
        """The number of the entry that it made."""
        return int((self.answer or {})["seq"])

    @property
    def made(self) -> dict[str, Any]:
        """The ids of what it made."""
        return dict((self.answer or {})["made"])


class Loop:
    """Reads whatever is ready."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._parts: dict[int, Part] = {}

    def add(self, part: Part) -> None:
        """Read this from now on."""
        self._parts[part.socket.fileno()] = part
        self._epoll.register(part.socket.fileno(), select.EPOLLIN)

    def remove(self, part: Part) -> None:
        """Close this, and read it no more."""
        self._epoll.unregister(part.socket.fileno())
        del self._parts[part.socket.fileno()]
        part.socket.close()

    def run_until(self, time_: float) -> None:
        """Read until a time of the clock."""
        while (rest := time_ - time.monotonic()) > 0:
            self._read(rest)

    def run(self, until: Callable[[], bool], what: str) -> None:
        """Read until something is so; `what` says in words what that is."""
        end = time.monotonic() + SECONDS
        while not until():
            if time.monotonic() > end:
                raise RuntimeError(f"after {SECONDS:.0f} s still not so: {what}")
            self._read(1.0)

    def _read(self, seconds: float) -> None:
        for number, _ in self._epoll.poll(seconds):
            self._parts[number].read()


class Crowd:
    """Clients of one server, all in one group."""

    def __init__(self, loop: Loop, port: int, namespace: str, group: str) -> None:
        self.loop, self.port, self.namespace, self.group = loop, port, namespace, group
        self.arrivals: dict[int, Arrival] = {}
        """By the number of the entry."""
        self.joined = 0
        self._clients: list[Client] = []
        self._numbers: dict[bytes, list[int]] = {}

    def gather(self, cookies: Sequence[str]) -> None:
        """Open a client for each cookie (an empty one: somebody not signed in), and wait until all have joined."""
        for done in range(0, len(cookies), OPENING_AT_ONCE):
            for cookie in cookies[done : done + OPENING_AT_ONCE]:
                client = Client(self, cookie)
                self._clients.append(client)
                self.loop.add(client)
            self.loop.run(lambda: self.joined == len(self._clients), "every client has joined")

    def leave(self) -> None:
        """Close every client."""
        for client in self._clients:
            self.loop.remove(client)
        self._clients, self.joined = [], 0

    def give(self, number: int, name: str, data: object) -> Call:
        """Have the client of this number, in the order of the cookies, give a command."""
        return self._clients[number].give(name, data)

    def __len__(self) -> int:
        return len(self._clients)

    def have(self, numbers: Sequence[int]) -> bool:
        """Whether every client has these entries."""
        everyone = len(self._clients)
        return not everyone or all(n in self.arrivals and self.arrivals[n].clients == everyone for n in numbers)

    @property
    def messages(self) -> list[bytes]:
        """What was received, each message once, in the order of arrival."""
        return list(self._numbers)

    def forget(self) -> None:
        """Forget what has arrived so far."""
        self.arrivals.clear()
        self._numbers.clear()

    def note(self, message: bytes, at: float) -> None:
        """One client has this message. What it says is read once, as all clients are sent the same bytes."""
        numbers = self._numbers.get(message)
        if numbers is None:
            name, data = json.loads(message[message.index(b"[") :])
            numbers = self._numbers[message] = [entry["seq"] for entry in data["entries"]] if name == "entries" else []
        for number in numbers:
            arrival = self.arrivals.get(number)
            if arrival is None:
                arrival = self.arrivals[number] = Arrival(at)
            arrival.clients += 1
            arrival.last = at


class Client:
    """One Socket.IO client on a WebSocket."""

    def __init__(self, crowd: Crowd, cookie: str) -> None:
        self._crowd = crowd
        self._event = f"42{crowd.namespace},".encode()
        self._join = json.dumps(["join", {"group": crowd.group, "after": AHEAD}])
        self._answered = f"43{crowd.namespace},".encode()
        self._buffer = b""
        self._open = False
        self._given: list[Call] = []
        self.socket = connect(crowd.port)
        self.socket.sendall(_upgrade(crowd.port, cookie))

    def give(self, name: str, data: object) -> Call:
        """Send a command up the socket. Answers are known by their number; that of joining is 0."""
        call = Call(time.monotonic())
        self._given.append(call)
        told = json.dumps(["command", {"name": name, "data": data, "key": secrets.token_hex(8)}])
        self._send(f"42{self._crowd.namespace},{len(self._given)}{told}")
        return call

    def read(self) -> None:
        """Take what has come, frame by frame."""
        data = self.socket.recv(RECEIVE_BYTES)
        at = time.monotonic()
        if not data:
            raise RuntimeError("the server closed a connection")
        if self._buffer:
            data = self._buffer + data
        if not self._open:
            data = self._opened(data)
        while self._open and (span := _message(data)) is not None:
            message = data[slice(*span)]
            if message.startswith(self._event):
                self._crowd.note(message, at)
            else:
                self._answer(message)
            data = data[span[1] :]
        self._buffer = data

    def _opened(self, data: bytes) -> bytes:
        """What follows the answer to the opening handshake."""
        if (end := data.find(b"\r\n\r\n")) < 0:
            return data
        if not data.startswith(b"HTTP/1.1 101 "):
            raise RuntimeError(f"no WebSocket: {data[:200]!r}")
        self._open = True
        return data[end + 4 :]

    def _answer(self, message: bytes) -> None:
        space = self._crowd.namespace
        if message == b"2":
            self._send("3")
        elif message.startswith(b"0"):
            self._send(f"40{space},")
        elif message.startswith(f"40{space},".encode()):
            self._send(f"42{space},0{self._join}")
        elif message.startswith(self._answered) and b'"ok":true' in message:
            number, answer = message[len(self._answered) :].split(b"[", 1)
            if number == b"0":
                self._crowd.joined += 1
            else:
                self._given[int(number) - 1].answered(json.loads(answer[:-1]))
        elif message != b"6":
            raise RuntimeError(f"an unexpected message: {message[:200]!r}")

    def _send(self, text: str) -> None:
        payload = text.encode()
        size = len(payload)
        head = bytes((TEXT, 0x80 | size)) if size < 126 else bytes((TEXT, 0x80 | 126)) + size.to_bytes(2, "big")
        self.socket.sendall(head + bytes(4) + payload)  # masked, as clients must, by the mask that changes nothing


def _message(data: bytes) -> tuple[int, int] | None:
    """Where the first message begins and ends, if a whole frame is there."""
    if len(data) < 2:
        return None
    if data[0] != TEXT:
        raise RuntimeError(f"an unexpected frame: {data[:80]!r}")
    begin, size = 2, data[1]
    if size >= 126:
        begin = 4 if size == 126 else 10
        size = int.from_bytes(data[2:begin], "big")
    return (begin, begin + size) if len(data) >= begin + size else None


def connect(port: int) -> socket.socket:
    """A connection to a port of this machine, whose small messages do not wait."""
    made = socket.create_connection((HOST, port), timeout=SECONDS)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def _upgrade(port: int, cookie: str) -> bytes:
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: {HOST}:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode()
