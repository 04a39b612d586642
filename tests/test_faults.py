"""Faults: a server that is killed at any moment has lost nothing that it acknowledged, and everybody comes back."""

import http.client
import itertools
import json
import secrets
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from deliberate import doctor
from deliberate.config import from_environment
from deliberate.upkeep import opened
from tests.cast import GROUP, Room
from tests.commands.conftest import Hasty, copy_of
from tests.live.listener import GALLERY, Listener
from tests.serving import Caller, Serving, serving

LIVES = 5
"""How often the server is killed."""

SECONDS_ALIVE = 0.8
"""How long commands run before it is."""


class Member(threading.Thread):
    """One who acts as fast as the server answers, and remembers what was asked and what was answered."""

    def __init__(self, caller: Caller, command: str, data: dict[str, Any], field: str) -> None:
        super().__init__()
        self._caller, self._command, self._data, self._field = caller, command, data, field
        self.asked: list[str] = []
        """The keys, each of which stands in the text as well."""
        self.answered: dict[str, dict[str, Any]] = {}

    def run(self) -> None:
        while True:
            key = secrets.token_hex(8)
            self.asked.append(key)
            try:
                answer = self.ask(self._caller, key)
            except requests.RequestException:  # killed: stored or not, nobody told us
                return
            self.answered[key] = answer

    def ask(self, caller: Caller, key: str) -> dict[str, Any]:
        """The receipt for the command with this key."""
        answer = caller.give(self._command, key=key, **self._data, **{self._field: f"Asked as {key}"})
        assert answer.status_code == 200, answer.text
        receipt: dict[str, Any] = answer.json()
        return receipt


@pytest.fixture
def drafting(founded: tuple[Path, Room], tmp_path: Path) -> Room:
    """A site in `tmp_path`, with a statement in drafting."""
    room = copy_of(*founded, tmp_path / "deliberate.db", Hasty)
    room.drafting()
    room.database.engine.dispose()
    return room


@pytest.fixture
def port() -> int:
    """A port that is free, and will be again."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def findings(var: Path) -> list[str]:
    """What the doctor finds."""
    config = from_environment({"DELIBERATE_VAR": str(var)})
    with opened(config.database_url) as database:
        return doctor.examine(config, database)


def written(server: Serving, person: str) -> Iterator[dict[str, Any]]:
    """The whole journal, as an officer reads it."""
    caller, last = server.as_person(person), 0
    while entries := caller.get(f"entries?after={last}")["entries"]:
        yield from entries
        last = entries[-1]["seq"]


@pytest.mark.timeout(120)
def test_what_was_acknowledged_is_never_lost_and_never_done_twice(drafting: Room, tmp_path: Path) -> None:
    person = {name: str(drafting.people[name]) for name in ("Clara", "Gita", "Olga", "George")}
    part = drafting.of("part")[0]["id"]
    everything: list[Member] = []
    server = Serving(tmp_path)
    for _ in range(LIVES):
        members = [Member(server.as_person(person["Clara"]), "agenda.add", {}, "title")] + [
            Member(server.as_person(person[name]), "paragraph.add", {"part": part}, "text")
            for name in ("Gita", "Olga", "George")
        ]
        for member in members:
            member.start()
        time.sleep(SECONDS_ALIVE)
        server.kill()
        for member in members:
            member.join()
            assert member.answered, "it was killed before anything happened"
        everything += members
        assert findings(tmp_path) == []

        server = Serving(tmp_path)
        for member, name in zip(members, person, strict=True):
            caller = server.as_person(person[name])
            for key, receipt in itertools.islice(member.answered.items(), 0, None, 5):
                assert member.ask(caller, key) == receipt, "asked again, it is the same receipt"
            for key in member.asked[len(member.answered) :]:
                member.answered[key] = member.ask(caller, key)  # done now, if it was not done before

    entries = {entry["seq"]: json.dumps(entry) for entry in written(server, person["Clara"])}
    assert list(entries) == list(range(1, len(entries) + 1))
    for member in everything:
        for key, receipt in member.answered.items():
            assert key in entries[receipt["seq"]], "it is in the journal where the receipt says"
            assert sum(key in entry for entry in entries.values()) == 1, "and nowhere else: it was done once"
    assert sum(len(member.answered) for member in everything) > LIVES * 20
    assert server.stop() == 0
    assert findings(tmp_path) == []


def test_listeners_come_back_by_themselves_and_are_complete(drafting: Room, tmp_path: Path, port: int) -> None:
    serve = ("serve", "--port", str(port))
    server = Serving(tmp_path, *serve)
    clara, gita = str(drafting.people["Clara"]), str(drafting.people["Gita"])
    with (
        Listener(server.as_person(gita)) as member,
        Listener(server.as_person(), GALLERY) as observer,
    ):
        for number in range(2):
            last = server.as_person(clara).do("agenda.add", title=f"Life {number}")["seq"]
            server.kill()
            server = Serving(tmp_path, *serve)
            last = server.as_person(clara).do("agenda.add", title=f"Life {number}, after it was killed")["seq"]
            for listener in (member, observer):
                listener.reach(last)
                assert listener.records == listener.snapshot()["records"]
                assert listener.fresh == 1
        assert member.joins == observer.joins == 3
    assert server.stop() == 0


def test_asked_to_stop_it_answers_what_it_has_begun(drafting: Room, tmp_path: Path) -> None:
    server = Serving(tmp_path)
    gita = server.as_person(str(drafting.people["Gita"]))
    part = drafting.of("part")[0]["id"]
    member = Member(gita, "paragraph.add", {"part": part}, "text")
    member.start()
    time.sleep(SECONDS_ALIVE)
    assert server.stop(signal.SIGTERM) == 0
    member.join()
    assert member.answered
    assert "Traceback" not in server.err.read_text()
    assert findings(tmp_path) == []


@pytest.fixture(scope="module")
def calm(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Serving, Caller]]:
    """A server to which nothing happens, and Clara."""
    var = tmp_path_factory.mktemp("calm")
    room = copy_of(*founded, var / "deliberate.db", Hasty)
    room.scheduled()
    room.database.engine.dispose()
    with serving(var) as server:
        yield server, server.as_person(room.people["Clara"])


def test_while_another_program_writes_a_command_waits(calm: tuple[Serving, Caller]) -> None:
    server, clara = calm
    with closing(sqlite3.connect(server.var / "deliberate.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        asking = threading.Thread(target=clara.do, args=("agenda.add",), kwargs={"title": "In time"})
        asking.start()
        time.sleep(0.5)
        assert asking.is_alive()
        other.execute("COMMIT")
        asking.join(10)
    assert "In time" in str(clara.get("snapshot"))


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large_is_refused_over_the_wire_too(declared: bool, calm: tuple[Serving, Caller]) -> None:
    server, clara = calm
    body = b'{"title": "' + b"x" * 2**20 + b'"}'
    headers = {**clara.http.headers, "Content-Type": "application/json", "Idempotency-Key": "one"}
    chunks = iter([body[:500_000], body[500_000:]])
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        address = f"/api/groups/{GROUP}/commands/agenda.add"
        connection.request("POST", address, body if declared else chunks, headers, encode_chunked=not declared)
        answer = connection.getresponse()
        assert answer.status == 413
        assert json.load(answer)["code"] == "too_large"
