"""Who sits where and who is present, of a group at this moment: what a vote that opened now would freeze."""

from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from deliberate.domain.electorate import Elector
from deliberate.domain.presence import with_proxies
from deliberate.journal.snapshot import vacant_places
from deliberate.store.groups import Constituency, Group
from deliberate.store.proxies import proxies_of
from deliberate.store.seats import Seat
from deliberate.store.sittings import Attendance, Sitting, current_sitting


def seats_of(session: Session, group: Group) -> dict[str, Seat]:
    """Every seat of the plan in its order, equal on both sides, with who sits on it."""
    seats = vacant_places(session, group)
    for row in session.scalars(select(Seat).where(Seat.journal_id == group.journal_id, Seat.archived.is_(False))):
        if row.id in seats:
            # Whose seat it is follows from the plan, whatever the row says; reading it is no change of the row.
            set_committed_value(row, "constituency_id", seats[row.id].constituency_id)
            seats[row.id] = row
    return seats


def checked_in(session: Session, sitting: Sitting | None) -> frozenset[str]:
    """The seats that have checked in to a sitting and not left it."""
    if sitting is None:
        return frozenset()
    here = select(Attendance.seat).where(Attendance.sitting_id == sitting.id, Attendance.left_at.is_(None))
    return frozenset(session.scalars(here))


def electorate(session: Session, group: Group) -> list[Elector]:
    """Every seat of the plan, in its order, with whether it is present now, as the rules count it."""
    here = checked_in(session, current_sitting(session, group.journal_id))
    present = with_proxies(here, proxies_of(session, group.journal_id))
    constituencies = session.scalars(select(Constituency).where(Constituency.journal_id == group.journal_id))
    codes = {row.id: row.code for row in constituencies}
    return [
        Elector(id_, row.side, codes[row.constituency_id], Fraction(row.weight), id_ in present)
        for id_, row in seats_of(session, group).items()
    ]
