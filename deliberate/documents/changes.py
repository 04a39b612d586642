"""What became of the amendments: for each paragraph, in short."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.documents.put import Put
from deliberate.domain.refusals import Sentence
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.statements import Statement


@dataclass(frozen=True)
class Proposal:
    """An amendment: what it does, who moved it and who stood behind it, what became of it and in which questions.

    `diff` is the difference it made or would have made, as `["=" or "-" or "+", words]`. `paragraph` is where it is
    told of: what it is to, or what it became if it added one; for an amendment to an amendment, where that one is.
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
    why: Sentence | None
    """Why it fell, or is to be redrafted."""
    amends: str | None
    """The amendment that it amends, by its label."""
    reintroduces: str | None
    """The withdrawn amendment that it brought back, by its label."""


def proposals(
    session: Session, statement: Statement, places: Places, put: Put, audiences: Iterable[str]
) -> dict[int, Proposal]:
    """The amendments to a statement that may be told of, by id, in the order in which they were tabled."""
    rows = session.scalars(
        select(Amendment)
        .where(Amendment.statement_id == statement.id, Amendment.audience.in_(audiences))
        .order_by(Amendment.number)
    )
    found = {row.id: row for row in rows}
    batches = session.scalars(select(Batch).where(Batch.statement_id == statement.id))
    among: dict[int, set[int]] = defaultdict(set)
    for batch in batches:
        for amendment in batch.amendments:
            among[amendment].add(batch.id)
    return {row.id: _proposal(row, found, places, put, among[row.id]) for row in found.values()}


def _proposal(
    row: Amendment, found: Mapping[int, Amendment], places: Places, put: Put, among: Collection[int]
) -> Proposal:
    batches = {(Batch.noun, batch) for batch in among}
    questions = [
        each for each in put.questions if (each.about_type, each.about_id) in batches | {(Amendment.noun, row.id)}
    ]
    parent, first = found.get(row.parent_id or 0), found.get(row.reintroduces_id or 0)
    home = parent or row
    then = put.places(questions[-1], places) if questions else {}
    return Proposal(
        id=row.id,
        label=row.label,
        kind=row.kind,
        state=row.state,
        part=home.part_id,
        paragraph=home.new_paragraph_id or home.paragraph_id,
        mover=places.of(row.seat, then),
        sponsors=tuple(places.of(seat, then) for seat in row.sponsors if seat != row.seat),
        questions=tuple(each.number for each in questions),
        diff=tuple((sign, words) for sign, words in row.diff),
        text=row.text,
        reason=row.reason,
        why=Sentence(row.why["say"], row.why["facts"]) if row.why else None,
        amends=parent.label if parent else None,
        reintroduces=first.label if first else None,
    )
