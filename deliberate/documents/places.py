"""How a report names a seat: by its delegation and its number, never by the person on it.

Who sits for a delegation changes; what a delegation did stays its own. So a seat goes by the name it had in the
electorate of the question or sitting that is told of, and only else by the one it has now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.refusals import Sentence
from deliberate.domain.seats import Side, parse_seat
from deliberate.journal.snapshot import vacant_places
from deliberate.store.db import Json
from deliberate.store.groups import Constituency, Group
from deliberate.store.questions import Elector
from deliberate.store.seats import Seat


@dataclass(frozen=True)
class Place:
    """A seat as a report names it: ``Ghana (G-3)``. Without a delegation it goes by its constituency.

    One that acted by proxy names the seat that acted for it: ``Ghana (G-3, p.p. G-1)``, per procurationem.
    """

    seat: str
    side: str
    constituency: str
    delegation: str | None
    proxy: str | None = None

    @property
    def name(self) -> str:
        """The delegation, or else the constituency."""
        return self.delegation or self.constituency

    def __str__(self) -> str:
        seat = f"{self.seat}, p.p. {self.proxy}" if self.proxy else self.seat
        return f"{self.name} ({seat})" if self.name else seat


class Places:
    """The seats of a group: as they are now, and as an electorate froze them."""

    def __init__(self, session: Session, journal_id: int) -> None:
        group = session.scalars(select(Group).where(Group.journal_id == journal_id)).one()
        rows = session.scalars(select(Constituency).where(Constituency.journal_id == journal_id)).all()
        self.constituencies: Mapping[str, str] = {row.code: row.name for row in rows}
        names = {row.id: row.name for row in rows}
        seats = vacant_places(session, group)
        for seat in session.scalars(select(Seat).where(Seat.journal_id == journal_id)):
            if seat.id in seats:
                seats[seat.id] = seat
        self.now: Mapping[str, Place] = {
            seat.id: Place(seat.id, seat.side, names.get(seat.constituency_id, ""), seat.delegation)
            for seat in seats.values()
        }

    def frozen(self, electors: Iterable[Elector]) -> dict[str, Place]:
        """The seats of an electorate, as they were called when it was frozen."""
        return {
            row.seat: Place(
                row.seat,
                row.side,
                self.constituencies.get(row.constituency, row.constituency),
                row.delegation,
                row.proxy,
            )
            for row in electors
        }

    def of(self, seat: str, then: Mapping[str, Place] | None = None) -> Place:
        """A seat as it was called then, or else as it is called now; one that is no more, by its number."""
        return (then or {}).get(seat) or self.now.get(seat) or Place(seat, parse_seat(seat)[0], "", None)

    def named(self, sentence: Json, then: Mapping[str, Place]) -> Sentence:
        """A sentence of the rules with its seats and constituencies by their names."""
        facts = dict(sentence["facts"])
        for fact in {"seat", "mover"} & facts.keys():
            facts[fact] = str(self.of(facts[fact], then))
        for fact in {"scope", "group"} & facts.keys():
            if facts[fact] not in tuple(Side):  # the name of a half is translated, that of a constituency is its own
                facts[fact] = self.constituencies.get(facts[fact], facts[fact])
        return Sentence(sentence["say"], facts)
