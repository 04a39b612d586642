"""Rooms at each step of the work, prepared once and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deliberate.store.db import Database
from tests.cast import GROUP, Room

At = Callable[[str], Room]
Prepare = Callable[[str], tuple[Path, Room]]


class Hasty(Room):
    """A room in which commands are given without a look at the law: `tests/test_law.py` has looked already."""

    def do(self, actor: str | None, name: str, /, **data: Any) -> dict[str, Any]:
        self.now += timedelta(seconds=1)
        return self._give(GROUP, actor, name, data)


@pytest.fixture(scope="session")
def prepared(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> Prepare:
    """The file of a room at a step of the cast, made when it is first asked for."""
    made: dict[str, tuple[Path, Room]] = {}

    def prepare(step: str) -> tuple[Path, Room]:
        if step not in made:
            file = tmp_path_factory.mktemp(step) / "site.db"
            room = copy_of(*founded, file, Hasty)
            getattr(room, step)()
            room.database.engine.dispose()
            made[step] = file, room
        return made[step]

    return prepare


@pytest.fixture
def at(prepared: Prepare, tmp_path: Path) -> Iterator[At]:
    """A room of the test's own, at a step of the cast: `at("voting")`."""
    rooms: list[Room] = []

    def open_at(step: str) -> Room:
        rooms.append(copy_of(*prepared(step), tmp_path / f"{step}.db", Room))
        return rooms[-1]

    yield open_at
    for room in rooms:
        room.database.engine.dispose()


def copy_of(source: Path, model: Room, copy: Path, kind: type[Room]) -> Room:
    """The room on a copy of its database, with the people it had, at the time it had reached."""
    for suffix in ("", "-wal", "-shm"):
        if Path(f"{source}{suffix}").exists():
            shutil.copyfile(f"{source}{suffix}", f"{copy}{suffix}")
    room = kind(Database(f"sqlite:///{copy}"))
    room.people, room.links, room.now = dict(model.people), dict(model.links), model.now
    return room


@pytest.fixture
def opened(at: At) -> Room:
    """An open sitting, without a text."""
    return at("opened")


@pytest.fixture
def drafting(at: At) -> Room:
    """A statement in drafting."""
    return at("drafting")


@pytest.fixture
def negotiation(at: At) -> Room:
    """The statement in negotiation."""
    return at("negotiation")


@pytest.fixture
def amended(at: At) -> Room:
    """Olga's amendment A1 to the first paragraph is tabled."""
    return at("amended")


@pytest.fixture
def voting(at: At) -> Room:
    """A vote on A1 is open."""
    return at("voting")


@pytest.fixture
def calling(at: At) -> Room:
    """A call for consensus on A1 is open."""
    return at("calling")
