"""Rooms at each step of the work, prepared once and copied for each test."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import select

from deliberate.commands.registry import COMMANDS, command
from deliberate.domain.refusals import Refusal
from deliberate.domain.rights import SEATED
from deliberate.store.journal import Journal
from deliberate.store.tables import metadata
from tests import databases
from tests.cast import GROUP, READERS, Room, applied, without_names
from tests.commands.together import Handler

Kind = TypeVar("Kind", bound=Room)
At = Callable[[str], Room]
Prepare = Callable[[str], tuple[Path, Room]]


class Hasty(Room):
    """A room in which commands are given without a look at the law: `tests/test_law.py` has looked already."""

    def do(self, actor: str | None, name: str, /, **data: Any) -> dict[str, Any]:
        self.now += timedelta(seconds=1)
        return self._give(GROUP, actor, name, data)


class Watched(Hasty):
    """A room in which the law is looked at once, when the test ends, and a refusal leaves every row as it was.

    How it looks is remembered until something happens.
    """

    _looks: dict[str, dict[str, Any]]
    _looked_at = 0

    def rooms(self) -> dict[str, Any]:
        self._looks = dict(super().rooms())
        self._looked_at = self._looks["public"]["seq"]
        return dict(self._looks)

    def records(self, reader: str = "officers") -> dict[str, Any]:
        if self._looked_at != (now := self._head()):
            self._looks, self._looked_at = {}, now
        if reader not in self._looks:
            self._looks[reader] = {"records": super().records(reader)}
        found: dict[str, Any] = self._looks[reader]["records"]
        return found

    def refused(self, actor: str | None, name: str, /, **data: Any) -> Refusal:
        before = self._rows()
        with pytest.raises(Refusal) as caught:
            self._give(GROUP, actor, name, data)
        assert self._rows() == before, f"{name} was refused and yet changed something"
        return caught.value

    def check_law(self) -> None:
        """Look at the law for all that was given since the last look."""
        before, self._seen = self._seen, self.rooms()
        for reader, audiences in READERS.items():
            told = applied(before[reader], self.told(before[reader]["seq"], audiences))
            assert told == without_names(self._seen[reader]), f"{reader} was not told the truth"

    def _head(self) -> int:
        with self.database.reading() as session:
            return session.scalars(select(Journal.seq).where(Journal.slug == GROUP)).one()

    def _rows(self) -> dict[str, list[Any]]:
        with self.database.engine.connect() as connection:
            return {name: list(connection.execute(select(table))) for name, table in metadata.tables.items()}


def clean(room: Room) -> None:
    """The statement is in negotiation, and no bracket is left in it."""
    room.drafting()
    row = next(each for each in room.of("paragraph") if "[" in each["text"])
    text = row["text"].replace("[shall][should]", "should")
    room.do("Remi", "paragraph.edit", paragraph=row["id"], text=text, revision=row["revision"])
    room.do("Clara", "statement.set_stage", statement=row["statement"], stage="negotiation")


def final(room: Room) -> None:
    """The statement is final."""
    clean(room)
    room.do("Clara", "statement.set_stage", statement=room.of("statement")[0]["id"], stage="final")


def adopted(room: Room) -> None:
    """The statement is adopted as a whole, by consensus."""
    final(room)
    room.do("Clara", "call.open", about={"type": "statement", "id": room.of("statement")[0]["id"]})
    room.do("Clara", "call.close", question=room.of("question")[0]["id"])


STEPS: dict[str, Callable[[Room], object]] = {
    "seated": lambda room: room,
    "opened": Room.opened,
    "drafting": Room.drafting,
    "negotiation": Room.negotiation,
    "clean": clean,
    "final": final,
    "adopted": adopted,
    "amended": Room.amended,
    "voting": Room.voting,
    "calling": Room.calling,
}
"""The steps at which a test can begin."""


@pytest.fixture(scope="session")
def prepared(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> Prepare:
    """The file of a room at a step of the cast, made when it is first asked for."""
    made: dict[str, tuple[Path, Room]] = {}

    def prepare(step: str) -> tuple[Path, Room]:
        if step not in made:
            file = tmp_path_factory.mktemp(step) / "site.db"
            room = copy_of(*founded, file, Hasty)
            STEPS[step](room)
            room._seen = room.rooms()
            room.database.engine.dispose()
            made[step] = file, room
        return made[step]

    return prepare


@pytest.fixture
def at(prepared: Prepare, tmp_path: Path) -> Iterator[At]:
    """A room of the test's own, at a step of the cast: `at("voting")`."""
    rooms: list[Watched] = []

    def open_at(step: str) -> Room:
        source, model = prepared(step)
        room = copy_of(source, model, tmp_path / f"{step}.db", Watched)
        room._seen, room._looks, room._looked_at = model._seen, dict(model._seen), model._seen["public"]["seq"]
        rooms.append(room)
        return room

    yield open_at
    for room in rooms:
        if room._head() > room._seen["public"]["seq"]:
            room.check_law()
        room.database.engine.dispose()


def copy_of(source: Path, model: Room, copy: Path, kind: type[Kind]) -> Kind:
    """The room on a copy of its database, with the people it had, at the time it had reached."""
    room = kind(databases.opened(databases.copied(source, copy)))
    room.people, room.links, room.now = dict(model.people), dict(model.links), model.now
    return room


@pytest.fixture
def room(at: At) -> Room:
    """The group with its people on their seats."""
    return at("seated")


@pytest.fixture
def seated(at: At) -> Room:
    """The group with its people on their seats, and nothing scheduled."""
    return at("seated")


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
def clean_text(at: At) -> Room:
    """The statement in negotiation, without a bracket."""
    return at("clean")


@pytest.fixture
def final_text(at: At) -> Room:
    """The statement is final, and is to be put as a whole."""
    return at("final")


@pytest.fixture
def adopted_text(at: At) -> Room:
    """The statement adopted as a whole."""
    return at("adopted")


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


@pytest.fixture
def temporary() -> Iterator[Callable[[str, Handler], None]]:
    """Adds commands `test.*` that members may give, for the length of a test."""
    added: list[str] = []

    def add(name: str, handler: Handler) -> None:
        command(name, {}, who=SEATED)(handler)
        added.append(name)

    yield add
    for name in added:
        del COMMANDS[name]
