"""What a test of the commands looks at: records by noun, the last entry as a reader has it, how a text was changed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from deliberate.store.statements import Revision
from tests.cast import GROUP, READERS, Room


def quickly(room: Room, actor: str, name: str, /, **data: Any) -> dict[str, Any]:
    """Give a command on the way to what a test is about. The next step looks at the law for this one too."""
    room.now += timedelta(seconds=1)
    return room._give(GROUP, actor, name, data)


def first(room: Room, noun: str) -> int:
    """The id of the first record of a noun."""
    return int(room.of(noun)[0]["id"])


def last(room: Room, noun: str) -> dict[str, Any]:
    """The newest record of a noun."""
    return max(room.of(noun), key=lambda record: int(record["id"]))


def heard(room: Room, reader: str = "public") -> dict[str, Any]:
    """The last entry as a reader has it."""
    return room.told(len(room.entries()) - 1, READERS[reader])[0]


def happened(room: Room) -> tuple[str, dict[str, Any]]:
    """The last event, with its facts, as everyone hears it."""
    entry = heard(room)
    return entry["event"], entry["facts"]


def texts(room: Room, reader: str = "public") -> list[str]:
    """The statement as a reader sees it, paragraph by paragraph, each under its number."""
    parts = {part["id"]: part["position"] for part in room.of("part", reader)}
    rows = sorted(room.of("paragraph", reader), key=lambda row: (parts[row["part"]], row["position"]))
    return [f"{parts[row['part']]}.{row['position']} {row['text']}" for row in rows]


def paragraph_at(room: Room, number: str) -> dict[str, Any]:
    """The paragraph under a number such as `1.2`."""
    part, position = (int(each) for each in number.split("."))
    parts = {row["id"]: row["position"] for row in room.of("part")}
    return next(r for r in room.of("paragraph") if parts[r["part"]] == part and r["position"] == position)


def revisions(room: Room, paragraph: int) -> list[Revision]:
    """Every revision of a paragraph, the first first."""
    with room.database.reading() as session:
        found = select(Revision).where(Revision.paragraph_id == paragraph).order_by(Revision.number)
        return list(session.scalars(found))
