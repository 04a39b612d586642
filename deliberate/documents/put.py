"""What was put to the group about one statement: the questions, and who said what, as far as a reader may know it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.domain.phases import Asked
from deliberate.domain.seats import in_order
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.divisions import Division
from deliberate.store.questions import Ballot, Elector, OfSeat, Position, Question, Signature
from deliberate.store.remarks import Remark
from deliberate.store.sittings import Sitting
from deliberate.store.statements import Paragraph, Part, Statement

Said = TypeVar("Said", bound=OfSeat)


@dataclass(frozen=True)
class Put:
    """The questions in the order of their numbers, with electorate, ballots, signatures and positions by question.

    `closed_to_reader` counts the decisions among them that the reader may not know: taken in closed parts of a sitting.
    Ballots and positions of a void question are not told; nor are ballots before the close, unless the board is live.
    """

    questions: tuple[Question, ...]
    electors: Mapping[int, list[Elector]]
    ballots: Mapping[int, list[Ballot]]
    signatures: Mapping[int, list[Signature]]
    positions: Mapping[int, list[Position]]
    remarks: Mapping[int, list[Remark]]
    closed_to_reader: int

    def at_issue(self, question: Question) -> Question:
        """The decision that a vote is to reconsider; for any other question, itself."""
        return next((each for each in self.questions if each.id == question.reconsiders), question)

    def places(self, question: Question, places: Places) -> dict[str, Place]:
        """The seats as they were called when a question was opened."""
        return places.frozen(self.electors.get(question.id, []))


def put(session: Session, statement: Statement, sittings: Iterable[Sitting], audiences: Iterable[str]) -> Put:
    """The questions about a statement or anything in it, and those about no text that its sittings decided."""
    readable = frozenset(audiences)
    inside = {
        table.noun: set(session.scalars(select(table.id).where(table.statement_id == statement.id)))
        for table in (Amendment, Batch, Division, Paragraph, Part)
    } | {Statement.noun: {statement.id}}
    held = {sitting.id for sitting in sittings}
    asked = {
        question.id: question
        for question in session.scalars(
            select(Question).where(Question.journal_id == statement.journal_id).order_by(Question.number)
        )
    }
    found = [
        question
        for question in asked.values()
        if _belongs(question, asked.get(question.reconsiders or 0, question), inside, held)
    ]
    known = tuple(question for question in found if question.audience in readable)
    told = [question for question in known if question.state != Asked.VOID]
    return Put(
        questions=known,
        electors=_said(session, Elector, known, readable),
        ballots=_said(session, Ballot, told, readable),
        signatures=_said(session, Signature, told, readable),
        positions=_said(session, Position, told, readable),
        remarks=_remarks(session, told, readable),
        closed_to_reader=sum(
            question.state == Asked.CLOSED and question.audience not in readable for question in found
        ),
    )


def _belongs(question: Question, at_issue: Question, inside: Mapping[str, set[int]], held: set[int]) -> bool:
    """Whether a question, or what a vote on procedure is about, is of a statement; or of no text, in its sittings."""
    about = question.important or at_issue.about
    return question.sitting_id in held if about is None else about["id"] in inside[about["type"]]


def _remarks(session: Session, questions: Iterable[Question], audiences: Iterable[str]) -> dict[int, list[Remark]]:
    """What seats put on record beside votes, in the order in which they did."""
    among = select(Remark).where(Remark.question_id.in_(each.id for each in questions), Remark.audience.in_(audiences))
    found: dict[int, list[Remark]] = defaultdict(list)
    for row in session.scalars(among.order_by(Remark.id)):
        found[row.question_id].append(row)
    return found


def _said(
    session: Session, table: type[Said], questions: Iterable[Question], audiences: Iterable[str]
) -> dict[int, list[Said]]:
    rows = session.scalars(
        select(table).where(
            table.question_id.in_(question.id for question in questions),
            table.audience.in_(audiences),
        )
    )
    by_question: dict[int, dict[str, Said]] = defaultdict(dict)
    for row in rows:
        by_question[row.question_id][row.seat] = row
    return {question: [rows[seat] for seat in in_order(rows)] for question, rows in by_question.items()}
