"""Two servers that send entries when they are asked to over HTTP: ours, and socket.io on Node."""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from benchmarks.calls import Caller
from benchmarks.load import Call, Loop
from benchmarks.site import GROUP, Member, Site, free_port, running

ROOT = Path(__file__).parents[1]


class Rival(Protocol):
    """A server under load."""

    process: int
    port: int

    def send(self) -> Call:
        """Have the server send the next entry."""


class Ours:
    """Our server, where members ask for the floor and withdraw."""

    def __init__(self, loop: Loop, site: Site, process: int) -> None:
        self.process, self.port = process, site.port
        self._loop = loop
        self._members = site.members
        self._callers: dict[int, Caller] = {}
        self._waiting: tuple[int, Call] | None = None
        self._turn = 0

    def ask(self, members: Sequence[int]) -> list[Call]:
        """These members ask for the floor, all at once."""
        return [self._give(member, "floor.ask", {}) for member in members]

    def withdraw(self, members: Sequence[int], asked: Sequence[Call]) -> list[Call]:
        """The same members withdraw."""
        self._loop.run(lambda: all(call.answer for call in asked), "the requests for the floor are answered")
        return [
            self._give(member, "floor.withdraw", {"request": call.made["request"]})
            for member, call in zip(members, asked, strict=True)
        ]

    def send(self) -> Call:
        """The next member asks for the floor, or the one who has asked withdraws."""
        if self._waiting is not None:
            (member, asked), self._waiting = self._waiting, None
            return self.withdraw([member], [asked])[0]
        self._turn = (self._turn + 1) % len(self._members)
        self._waiting = self._turn, self.ask([self._turn])[0]
        return self._waiting[1]

    def _give(self, member: int, name: str, data: dict[str, Any]) -> Call:
        if member not in self._callers:
            self._callers[member] = Caller(self._loop, self.port, _signed(self._members[member]))
        path = f"/api/groups/{GROUP}/commands/{name}"
        return self._callers[member].post(path, data, Idempotency_Key=secrets.token_hex(8))


def _signed(member: Member) -> dict[str, str]:
    return {"Cookie": member.cookie, "X-CSRFToken": member.token}


class Peer:
    """The socket.io server. It sends again what ours sent, `messages`, numbered anew."""

    def __init__(self, loop: Loop, process: int, port: int) -> None:
        self.process, self.port = process, port
        self.messages: Sequence[bytes] = ()
        self._loop = loop
        self._callers: list[Caller] = []
        self._number = 0

    def send(self) -> Call:
        """Have it send the next of the messages."""
        message = self.messages[self._number % len(self.messages)]
        self._number += 1
        frame = json.loads(message[message.index(b"[") :])[1]
        frame["entries"][0]["seq"] = self._number
        caller = next((each for each in self._callers if each.free), None)
        if caller is None:
            self._callers.append(caller := Caller(self._loop, self.port, {}))
        return caller.post("/", {"group": GROUP, "frame": frame})


@contextmanager
def peer(loop: Loop, log: Path) -> Iterator[Peer]:
    """The socket.io server as a process of its own."""
    port = free_port()
    command = [str(ROOT / "tools/with-node"), "node", str(ROOT / "benchmarks/peer/server.mjs"), str(port)]
    with running(command, {}, log, f"http://127.0.0.1:{port}/") as process:
        yield Peer(loop, process, port)
