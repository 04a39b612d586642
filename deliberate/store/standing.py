"""What a person is in one group, read from the rows: roles, and the seat."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select, union
from sqlalchemy.orm import Session

from deliberate.domain.phases import Asked
from deliberate.domain.rights import NOBODY, SEATED, TAKES_PART, Office, Role, readable
from deliberate.store.groups import Appointment, Group
from deliberate.store.people import Account
from deliberate.store.questions import Elector, Question
from deliberate.store.seats import Credential, Seat

# What every command, page and join asks is made once: to make it takes as long as to read.
_JOURNAL: BindParameter[int] = bindparam("journal")
_PEOPLE: BindParameter[list[str]] = bindparam("people", expanding=True)
_ACCOUNTS = select(Account).where(Account.id.in_(_PEOPLE), Account.revoked_at.is_(None))
_OFFICES = select(Appointment.person, Appointment.office).where(
    Appointment.journal_id == _JOURNAL, Appointment.person.in_(_PEOPLE), Appointment.archived.is_(False)
)
_SEATS = (
    select(Seat)
    .join(Group, Group.journal_id == Seat.journal_id)
    .where(Seat.journal_id == _JOURNAL, Seat.number <= Group.pairs)
    .where(or_(Seat.holder.in_(_PEOPLE), Seat.alternate.in_(_PEOPLE)))
)
_ELECTORS = (
    select(Elector.seat, Elector.holder, Elector.alternate)
    .join(Question, Question.id == Elector.question_id)
    .where(Question.journal_id == _JOURNAL, Question.state == Asked.OPEN)
    .where(or_(Elector.holder.in_(_PEOPLE), Elector.alternate.in_(_PEOPLE)))
)


@dataclass(frozen=True)
class Standing:
    """A person's roles in one group, the seat they sit on, and whether as its holder."""

    person: str | None
    roles: Role
    seat: Seat | None
    holds: bool
    generation: int | None
    """Which of a person's sign-ins hold."""
    elector: str | None = None
    """The seat for which they still act in an open question, though they have left it since."""

    @property
    def reads_for(self) -> str | None:
        """The seat whose own records they read."""
        return self.seat.id if self.seat is not None else self.elector

    @property
    def takes_part(self) -> bool:
        """Whether they are one of the group, rather than look on."""
        return bool(self.roles & TAKES_PART) or self.elector is not None

    @property
    def audiences(self) -> frozenset[str]:
        """What this person may read."""
        roles = self.roles if self.elector is None else self.roles | SEATED
        return readable(roles, self.reads_for)


NOBODYS = Standing(None, NOBODY, None, holds=False, generation=None)
"""The standing of somebody not signed in, or revoked."""


def standing(session: Session, journal_id: int, person: str | None) -> Standing:
    """The standing of a person; of nobody, for somebody not signed in or revoked."""
    return NOBODYS if person is None else standings(session, journal_id, {person}).get(person, NOBODYS)


def standings(session: Session, journal_id: int, people: Iterable[str]) -> dict[str, Standing]:
    """The standing of each of several people, asked together. Somebody unknown or revoked has none."""
    asked = {"journal": journal_id, "people": sorted(people)}
    accounts = session.scalars(_ACCOUNTS, asked).all()
    roles = {account.id: Role.SELF | (Role.ADMINISTRATOR if account.administrator else NOBODY) for account in accounts}
    for person, office in session.execute(_OFFICES, asked):
        if person in roles:
            roles[person] |= Office(office).role
    seats = _seats_of(session, asked)
    left = _electors(session, journal_id, roles.keys() - seats.keys())
    return {
        account.id: _standing(account, roles[account.id], seats.get(account.id), left.get(account.id))
        for account in accounts
    }


def _standing(account: Account, roles: Role, seat: Seat | None, elector: str | None) -> Standing:
    holds = seat is not None and seat.holder == account.id
    if seat is not None:
        roles |= Role.HOLDER if holds else Role.ALTERNATE
    return Standing(account.id, roles, seat, holds, account.generation, elector)


def _electors(session: Session, journal_id: int, people: Collection[str]) -> dict[str, str]:
    """The seats for which people who sit on none act in an open question, as its frozen electorate has it."""
    found: dict[str, str] = {}
    if people:
        for seat, *acting in session.execute(_ELECTORS, {"journal": journal_id, "people": sorted(people)}):
            found.update((str(person), seat) for person in acting if person in people)
    return found


def _seats_of(session: Session, asked: dict[str, Any]) -> dict[str, Seat]:
    """The seat of each of these people in a group's plan, as holder or alternate. A row beyond the plan is none."""
    found: dict[str, Seat] = {}
    for seat in session.scalars(_SEATS, asked):
        for person in (seat.holder, seat.alternate):
            if person is not None:
                found.setdefault(person, seat)
    return found


def seat_of(session: Session, journal_id: int, person: str) -> Seat | None:
    """The seat of this group's plan on which a person sits, as holder or alternate."""
    return _seats_of(session, {"journal": journal_id, "people": [person]}).get(person)


def groups_of(session: Session, person: str) -> set[int]:
    """The journals of all groups in which a person has a seat, an office or a credential."""
    seated = select(Seat.journal_id).where(or_(Seat.holder == person, Seat.alternate == person))
    appointed = select(Appointment.journal_id).where(Appointment.person == person)
    accredited = select(Credential.journal_id).where(Credential.person == person)
    return set(session.scalars(union(seated, appointed, accredited)))
