"""Common ground in a statement: for each paragraph that was put to a call, its support by half and constituency.

The positions are those of the latest call on the paragraph that was not void, as far as the reader may read them; the
groups are those of the seats in its electorate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Places
from deliberate.domain.common_ground import Agreement, agreement
from deliberate.domain.phases import Asked
from deliberate.domain.seats import Side
from deliberate.store.questions import Elector, OfSeat, Position, Question
from deliberate.store.statements import Paragraph, Part, Statement

Said = TypeVar("Said", bound=OfSeat)


@dataclass(frozen=True)
class Group:
    """A constituency, with its half and its name."""

    code: str
    side: str
    name: str


@dataclass(frozen=True)
class Ground:
    """A paragraph with its support: in the halves, and in the constituencies."""

    part: int
    number: int
    paragraph: int
    text: str
    question: int
    halves: Agreement
    constituencies: Agreement


@dataclass(frozen=True)
class CommonGround:
    """All paragraphs that were put to a call, the widest support first, and the constituencies they were put to."""

    groups: tuple[Group, ...]
    grounds: tuple[Ground, ...]


def common_ground(
    session: Session, statement: Statement, places: Places, audiences: Iterable[str]
) -> CommonGround:
    """What the positions on the paragraphs of a statement show to a reader of these audiences."""
    readable = frozenset(audiences)
    parts = {row.id: row.position for row in session.scalars(select(Part).where(Part.statement_id == statement.id))}
    paragraphs = session.scalars(
        select(Paragraph).where(
            Paragraph.statement_id == statement.id, Paragraph.archived.is_(False), Paragraph.audience.in_(readable)
        )
    ).all()
    calls = _latest_calls(session, statement, readable)
    put = [(row, calls[row.id]) for row in paragraphs if row.id in calls]
    electors = {call.id: _of(session, Elector, call) for _, call in put}
    groups = _groups(places, [each for them in electors.values() for each in them])
    grounds = []
    for row, call in put:
        of_seat = {each.seat: each for each in electors[call.id]}
        taken = [(of_seat[each.seat], each.stance) for each in _of(session, Position, call)]
        halves = agreement((side.value for side in Side), ((seat.side, stance) for seat, stance in taken))
        present = {each.constituency for each in electors[call.id]}
        constituencies = agreement(
            (group.code for group in groups if group.code in present),
            ((seat.constituency, stance) for seat, stance in taken),
        )
        grounds.append(
            Ground(parts[row.part_id], row.position, row.id, row.text, call.number, halves, constituencies)
        )
    grounds.sort(key=lambda each: (-each.constituencies.product, -each.halves.product, each.part, each.number))
    return CommonGround(groups, tuple(grounds))


def _latest_calls(session: Session, statement: Statement, readable: frozenset[str]) -> dict[int, Question]:
    found = session.scalars(
        select(Question)
        .where(
            Question.journal_id == statement.journal_id,
            Question.kind == "call",
            Question.about_type == Paragraph.noun,
            Question.state != Asked.VOID,
            Question.audience.in_(readable),
        )
        .order_by(Question.number)
    )
    return {int(call.about_id or 0): call for call in found}


def _of(session: Session, table: type[Said], call: Question) -> list[Said]:
    return list(session.scalars(select(table).where(table.question_id == call.id).order_by(table.id)))


def _groups(places: Places, electors: Iterable[Elector]) -> tuple[Group, ...]:
    sides = {each.constituency: each.side for each in electors}
    order = [side.value for side in Side]
    known = [code for code in places.constituencies if code in sides] + [
        code for code in sides if code not in places.constituencies
    ]
    groups = [Group(code, sides[code], places.constituencies.get(code, code)) for code in known]
    return tuple(sorted(groups, key=lambda group: order.index(group.side)))
