"""The room as records, at one moment: what a client starts from."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from deliberate.domain.seats import Side, seat_id
from deliberate.journal.records import directory, people_in
from deliberate.store.db import Json, Recorded
from deliberate.store.groups import Constituency, Group
from deliberate.store.journal import Entry, Journal
from deliberate.store.seats import Seat
from deliberate.store.tables import RECORDED

PAGE = 500
"""Entries in one answer, at most."""


def snapshot(session: Session, journal_id: int, audiences: frozenset[str]) -> Json:
    """`{seq, records, directory}` for a reader of these audiences. Call it inside one read transaction."""
    journal = session.get_one(Journal, journal_id)
    records: Json = {}
    for table in RECORDED:
        rows = session.scalars(_live(table), {"journal": journal_id, "audiences": sorted(audiences)})
        records.update((row.key, row.record()) for row in rows)
    _set_equal_halves(session, journal_id, records)
    return {
        "seq": journal.seq,
        "records": records,
        "directory": directory(session, people_in(records.values()), audiences),
    }


@cache
def _live(table: type[Recorded]) -> Select[Any]:
    """The rows of a group that a reader of some audiences sees. Made once: to make it takes as long as to read."""
    return select(table).where(
        table.journal_id == bindparam("journal"),
        table.archived.is_(False),
        table.audience.in_(bindparam("audiences", expanding=True)),
    )


def entries_after(session: Session, journal_id: int, after: int, most: int = PAGE) -> list[Entry]:
    """The entries that follow number `after`, in order, at most `most` of them."""
    found = session.scalars(
        select(Entry).where(Entry.journal_id == journal_id, Entry.seq > after).order_by(Entry.seq).limit(most)
    )
    return list(found)


def _set_equal_halves(session: Session, journal_id: int, records: Json) -> None:
    """Seats follow from the pairs: a row beyond them is not shown, a seat without a row is vacant."""
    group = session.scalar(select(Group).where(Group.journal_id == journal_id))
    if group is None:
        return
    places = vacant_places(session, group)
    for key in [key for key in records if key.startswith("seat/") and key.removeprefix("seat/") not in places]:
        del records[key]
    for seat, vacant in places.items():
        record = records.setdefault(f"seat/{seat}", vacant.record())
        record["constituency"] = vacant.constituency_id


def vacant_places(session: Session, group: Group) -> dict[str, Seat]:
    """Every seat of the plan, as it is when nobody sits on it: `pairs` on each side, in the order of the plan.

    Constituencies say only whose the seats are. Where their rows were tampered with and have too few seats for a side,
    the last of them has the rest: nothing but the one number of pairs makes a seat.
    """
    constituencies = session.scalars(
        select(Constituency).where(Constituency.journal_id == group.journal_id).order_by(Constituency.position)
    ).all()
    found: dict[str, Seat] = {}
    for side in Side if constituencies else ():
        shares = [c.id for c in constituencies if c.side == side for _ in range(c.seats)] or [constituencies[0].id]
        for number in range(1, group.pairs + 1):
            constituency = shares[min(number, len(shares)) - 1]
            found[seat_id(side, number)] = Seat(
                journal_id=group.journal_id, side=side.value, number=number, constituency_id=constituency, weight="1"
            )
    return found
