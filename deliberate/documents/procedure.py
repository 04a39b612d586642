"""What was raised on procedure while a statement was worked on: motions, points of order and rulings, the quorum.

A straw poll is told beside them: it is no decision, and binds nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.attendance import frozen_in
from deliberate.documents.places import Place, Places
from deliberate.store.motions import Motion
from deliberate.store.polls import Poll
from deliberate.store.questions import Question
from deliberate.store.remarks import Finding
from deliberate.store.sittings import Sitting


@dataclass(frozen=True)
class Raised:
    """A motion of procedure or a point of order: who raised it, what the chair ruled and why, and what came of it."""

    place: Place
    kind: str
    note: str
    state: str
    reason: str
    appealed_by: Place | None
    question: int | None
    """The number of the vote on it, or on the appeal, where the reader may know of that."""
    at: datetime


@dataclass(frozen=True)
class QuorumCalled:
    """Who was there when a seat called the quorum: seats present and seats of the plan, by side."""

    place: Place
    present: Mapping[str, int]
    seats: Mapping[str, int]
    holds: bool
    at: datetime


@dataclass(frozen=True)
class Polled:
    """A straw poll that is over: what was asked, and how many seats of each side stood on each step."""

    number: int
    title: str
    text: str
    spread: Mapping[str, Mapping[str, int]]
    closed_at: datetime | None


@dataclass(frozen=True)
class Procedure:
    """One sitting: what was raised in it, the quorum when it was called, and its straw polls, each in order of time."""

    number: int
    title: str
    raised: tuple[Raised, ...]
    quorum: tuple[QuorumCalled, ...]
    polls: tuple[Polled, ...]


def procedure(
    session: Session,
    sittings: Iterable[Sitting],
    questions: Iterable[Question],
    places: Places,
    audiences: Iterable[str],
) -> tuple[Procedure, ...]:
    """The sittings in which there was anything of it that the reader may read."""
    readable = frozenset(audiences)
    numbers = {question.id: question.number for question in questions}
    found = (_of(session, sitting, numbers, places, readable) for sitting in sittings)
    return tuple(each for each in found if each.raised or each.quorum or each.polls)


def _of(
    session: Session, sitting: Sitting, numbers: Mapping[int, int], places: Places, audiences: frozenset[str]
) -> Procedure:
    then = places.frozen(frozen_in(session, sitting))
    motions = session.scalars(
        select(Motion).where(Motion.sitting_id == sitting.id, Motion.audience.in_(audiences)).order_by(Motion.id)
    )
    findings = session.scalars(
        select(Finding).where(Finding.sitting_id == sitting.id, Finding.audience.in_(audiences)).order_by(Finding.id)
    )
    polls = session.scalars(
        select(Poll).where(Poll.sitting_id == sitting.id, Poll.audience.in_(audiences)).order_by(Poll.number)
    )
    return Procedure(
        sitting.number,
        sitting.title,
        tuple(
            Raised(
                places.of(row.seat, then),
                row.kind,
                row.note,
                row.state,
                row.reason,
                places.of(row.appealed_by, then) if row.appealed_by else None,
                numbers.get(row.question_id or 0),
                row.raised_at,
            )
            for row in motions
        ),
        tuple(
            QuorumCalled(places.of(row.seat, then), row.present, row.seats, row.holds, row.at) for row in findings
        ),
        tuple(Polled(row.number, row.title, row.text, row.spread, row.closed_at) for row in polls if row.spread),
    )
