"""The speeches of a group as a table, for whoever wants to count for themselves."""

import csv
import io
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.cells import plain
from deliberate.journal.records import directory
from deliberate.journal.snapshot import vacant_places
from deliberate.store.db import stamp
from deliberate.store.groups import Group
from deliberate.store.seats import Seat
from deliberate.store.sittings import Item, Sitting
from deliberate.store.speaking import Speech

COLUMNS = (
    "sitting",
    "item",
    "kind",
    "stance",
    "seat",
    "speaker",
    "side",
    "constituency",
    "on_behalf_of",
    "started_at",
    "seconds",
    "limit",
    "over",
    "out_of_turn",
    "reason",
)


def speeches_as_csv(session: Session, group: Group, audiences: frozenset[str]) -> str:
    """Every speech that has ended and that these audiences may read, the first first: one line each, times in seconds.

    A seat speaks by its delegation; who has no seat, by their name where it is known to these readers. Seconds do not
    count pauses; `over` is what went beyond the limit.
    """
    found = select(Speech).where(
        Speech.journal_id == group.journal_id, Speech.audience.in_(audiences), Speech.ended_at.is_not(None)
    )
    speeches = session.scalars(found.order_by(Speech.started_at, Speech.id)).all()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([plain(cell) for cell in line] for line in _lines(session, group, speeches, audiences))
    return out.getvalue()


def _lines(
    session: Session, group: Group, speeches: Iterable[Speech], audiences: frozenset[str]
) -> Iterator[tuple[object, ...]]:
    sittings = session.scalars(select(Sitting).where(Sitting.journal_id == group.journal_id))
    numbers = {sitting.id: sitting.number for sitting in sittings}
    items = {item.id: item.title for item in session.scalars(select(Item).where(Item.journal_id == group.journal_id))}
    seats = vacant_places(session, group)
    seats |= {row.id: row for row in session.scalars(select(Seat).where(Seat.journal_id == group.journal_id))}
    names = directory(session, (speech.person for speech in speeches if speech.seat is None), audiences)
    for speech in speeches:
        seat = seats.get(speech.seat) if speech.seat else None
        yield (
            numbers[speech.sitting_id],
            items.get(speech.item_id) if speech.item_id else None,
            speech.kind,
            speech.stance,
            speech.seat,
            seat.delegation if seat else names.get(speech.person, {}).get("name"),
            speech.side,
            speech.constituency,
            " ".join(speech.on_behalf),
            stamp(speech.started_at),
            speech.spoken,
            speech.limit,
            max(0, speech.spoken - speech.limit),
            "yes" if speech.out_of_turn else "",
            speech.reason,
        )
