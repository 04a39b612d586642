"""What a person is in one group, read from the rows: roles, and the seat."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, or_, select, union
from sqlalchemy.orm import Session

from deliberate.domain.rights import NOBODY, Office, Role, readable
from deliberate.store.groups import Appointment, Group
from deliberate.store.people import Account
from deliberate.store.seats import Credential, Seat

# What every command, page and join asks is made once: to make it takes as long as to read.
_JOURNAL: BindParameter[int] = bindparam("journal")
_PERSON: BindParameter[str] = bindparam("person")
_OFFICES = select(Appointment.office).where(
    Appointment.journal_id == _JOURNAL, Appointment.person == _PERSON, Appointment.archived.is_(False)
)
_SEAT = (
    select(Seat)
    .join(Group, Group.journal_id == Seat.journal_id)
    .where(Seat.journal_id == _JOURNAL, Seat.number <= Group.pairs)
    .where(or_(Seat.holder == _PERSON, Seat.alternate == _PERSON))
)


@dataclass(frozen=True)
class Standing:
    """A person's roles in one group, the seat they sit on, and whether as its holder."""

    person: str | None
    roles: Role
    seat: Seat | None
    holds: bool

    @property
    def audiences(self) -> frozenset[str]:
        """What this person may read."""
        return readable(self.roles, self.seat.id if self.seat else None)


def standing(session: Session, journal_id: int, person: str | None) -> Standing:
    """The standing of a person; of nobody, for somebody not signed in or revoked."""
    account = session.get(Account, person) if person is not None else None
    if account is None or account.revoked_at is not None:
        return Standing(None, NOBODY, None, holds=False)
    roles = Role.SELF
    if account.administrator:
        roles |= Role.ADMINISTRATOR
    for office in session.scalars(_OFFICES, {"journal": journal_id, "person": person}):
        roles |= Office(office).role
    seat = seat_of(session, journal_id, account.id)
    holds = seat is not None and seat.holder == person
    if seat is not None:
        roles |= Role.HOLDER if holds else Role.ALTERNATE
    return Standing(person, roles, seat, holds)


def seat_of(session: Session, journal_id: int, person: str) -> Seat | None:
    """The seat of this group's plan on which a person sits, as holder or alternate. A row beyond the plan is none."""
    return session.scalar(_SEAT, {"journal": journal_id, "person": person})


def groups_of(session: Session, person: str) -> set[int]:
    """The journals of all groups in which a person has a seat, an office or a credential."""
    seated = select(Seat.journal_id).where(or_(Seat.holder == person, Seat.alternate == person))
    appointed = select(Appointment.journal_id).where(Appointment.person == person)
    accredited = select(Credential.journal_id).where(Credential.person == person)
    return set(session.scalars(union(seated, appointed, accredited)))
