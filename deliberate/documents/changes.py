"""What became of the amendments: for each paragraph, in short."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.documents.put import Put
from deliberate.store.amendments import Amendment
from deliberate.store.statements import Statement


@dataclass(frozen=True)
class Proposal:
    """An amendment: what it does, who moved it and who stood behind it, what became of it and in which questions.

    `diff` is the difference it made or would have made, as `["=" or "-" or "+", words]`.
    """

    id: int
    label: str
    kind: str
    state: str
    part: int
    paragraph: int | None
    mover: Place
    sponsors: tuple[Place, ...]
    questions: tuple[int, ...]
    diff: tuple[tuple[str, str], ...]
    text: str
    reason: str


def proposals(
    session: Session, statement: Statement, places: Places, put: Put, audiences: Iterable[str]
) -> dict[int, Proposal]:
    """The amendments to a statement that may be told of, by id, in the order in which they were tabled."""
    rows = session.scalars(
        select(Amendment)
        .where(Amendment.statement_id == statement.id, Amendment.audience.in_(audiences))
        .order_by(Amendment.number)
    )
    return {row.id: _proposal(row, places, put) for row in rows}


def _proposal(row: Amendment, places: Places, put: Put) -> Proposal:
    questions = [each for each in put.questions if (each.about_type, each.about_id) == (Amendment.noun, row.id)]
    then = put.places(questions[-1], places) if questions else {}
    return Proposal(
        id=row.id,
        label=row.label,
        kind=row.kind,
        state=row.state,
        part=row.part_id,
        paragraph=row.paragraph_id,
        mover=places.of(row.seat, then),
        sponsors=tuple(places.of(seat, then) for seat in row.sponsors if seat != row.seat),
        questions=tuple(each.number for each in questions),
        diff=tuple((sign, words) for sign, words in row.diff),
        text=row.text,
        reason=row.reason,
    )
