"""Who attended: for each sitting, by constituency, which seats were there and from when to when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.domain.rights import Audience
from deliberate.domain.seats import Side, in_order
from deliberate.journal.records import directory
from deliberate.store.questions import Elector, Question
from deliberate.store.seats import Credential
from deliberate.store.sittings import Attendance, Sitting
from deliberate.store.statements import Paragraph, Revision, Statement


@dataclass(frozen=True)
class Stay:
    """From check-in to check-out; without an end while the seat is still there."""

    arrived_at: datetime
    left_at: datetime | None


@dataclass(frozen=True)
class Attendee:
    """A seat that was there. People are named only where they agreed to be named in public."""

    place: Place
    stays: tuple[Stay, ...]
    people: tuple[str, ...]


@dataclass(frozen=True)
class Bench:
    """The seats of one constituency: how many it has, and which attended."""

    name: str
    side: str
    seats: int
    attended: tuple[Attendee, ...]


@dataclass(frozen=True)
class SittingHeld:
    """One sitting, as it was held."""

    number: int
    title: str
    opened_at: datetime
    closed_at: datetime | None
    benches: tuple[Bench, ...]

    def attended(self, side: str) -> tuple[int, int]:
        """How many seats of a side attended, of how many."""
        mine = [bench for bench in self.benches if bench.side == side]
        return sum(len(bench.attended) for bench in mine), sum(bench.seats for bench in mine)


def sittings_of(session: Session, statement: Statement, audiences: Iterable[str]) -> list[Sitting]:
    """The sittings in which a statement was worked on: opened by its adoption, not closed before its first words."""
    begun = session.scalar(
        select(func.min(Revision.at))
        .join(Paragraph, Paragraph.id == Revision.paragraph_id)
        .where(Paragraph.statement_id == statement.id)
    )
    found = session.scalars(
        select(Sitting)
        .where(Sitting.journal_id == statement.journal_id, Sitting.audience.in_(audiences))
        .order_by(Sitting.number)
    )
    return [
        sitting
        for sitting in found
        if sitting.opened_at is not None
        and (statement.adopted_at is None or sitting.opened_at <= statement.adopted_at)
        and (begun is None or sitting.closed_at is None or sitting.closed_at >= begun)
    ]


def attendance(session: Session, sitting: Sitting, places: Places, audiences: Iterable[str]) -> SittingHeld:
    """Who attended a sitting. Checked out and in again is one seat with two stays."""
    rows = session.scalars(
        select(Attendance)
        .where(Attendance.sitting_id == sitting.id, Attendance.audience.in_(audiences))
        .order_by(Attendance.arrived_at, Attendance.id)
    ).all()
    frozen = frozen_in(session, sitting)
    plan = places.frozen(frozen) or dict(places.now)
    called = _Names(session, sitting.journal_id, plan, frozen)
    public = directory(session, (row.person for row in rows), frozenset({Audience.PUBLIC}))
    by_seat: dict[str, list[Attendance]] = defaultdict(list)
    for row in rows:
        by_seat[row.seat].append(row)
    attendees = {
        seat: Attendee(
            called.place(places.of(seat, plan), by_seat[seat][-1].person),
            tuple(Stay(row.arrived_at, row.left_at) for row in by_seat[seat]),
            tuple(dict.fromkeys(public[row.person]["name"] for row in by_seat[seat] if row.person in public)),
        )
        for seat in in_order(by_seat)
    }
    return SittingHeld(
        sitting.number,
        sitting.title,
        sitting.opened_at or sitting.starts_at,
        sitting.closed_at,
        tuple(_benches(plan, attendees)),
    )


def _benches(plan: Mapping[str, Place], attendees: Mapping[str, Attendee]) -> Iterable[Bench]:
    """The constituencies in the order of the plan; last on its side, what attended from a seat that is no more."""
    whole = dict(plan) | {seat: attendee.place for seat, attendee in attendees.items() if seat not in plan}
    for side in Side:
        mine = [place for place in whole.values() if place.side == side]
        for name in dict.fromkeys(place.constituency for place in mine):
            seats = [place.seat for place in mine if place.constituency == name]
            attended = tuple(attendees[seat] for seat in in_order(seats) if seat in attendees)
            yield Bench(name, side.value, len(seats), attended)


def frozen_in(session: Session, sitting: Sitting) -> list[Elector]:
    """The seats as the last electorate of a sitting froze them; none, where nothing was put to it."""
    question = select(func.max(Question.id)).where(Question.sitting_id == sitting.id).scalar_subquery()
    rows = {row.seat: row for row in session.scalars(select(Elector).where(Elector.question_id == question))}
    return [rows[seat] for seat in in_order(rows)]


class _Names:
    """For which delegation somebody attended: by the electorate, or else by the credential they have."""

    def __init__(
        self, session: Session, journal_id: int, plan: Mapping[str, Place], frozen: Iterable[Elector]
    ) -> None:
        self._plan = plan
        self._frozen = {(row.seat, who): row.delegation for row in frozen for who in (row.holder, row.alternate) if who}
        rows = session.scalars(select(Credential).where(Credential.journal_id == journal_id))
        self._credentials = {row.person: row.delegation for row in rows}

    def place(self, place: Place, person: str) -> Place:
        """A seat by the delegation of the person who attended on it."""
        delegation = self._frozen.get((place.seat, person)) or self._credentials.get(person) or place.delegation
        return Place(place.seat, place.side, place.constituency, delegation)
