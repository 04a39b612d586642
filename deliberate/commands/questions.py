"""Questions: what is common to votes and calls for consensus, and what a decision does to the text."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberate.commands.adoption import adopt_together, apply, end
from deliberate.commands.desk import Desk
from deliberate.commands.division import settle_piece
from deliberate.commands.fields import number, reason
from deliberate.commands.importance import after_importance
from deliberate.commands.matters import About, Matter, matter
from deliberate.commands.motions import settle_motion
from deliberate.commands.notes import Adopted
from deliberate.commands.paragraphs import paragraphs_of
from deliberate.commands.reconsideration import check_not_decided, settle_reconsideration, tell_reopened
from deliberate.commands.registry import command
from deliberate.domain.methods import Method
from deliberate.domain.phases import Agreement, Asked, Proposed, Stage, agreed_by_decision
from deliberate.domain.presence import with_proxies
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import CONDUCT
from deliberate.domain.seats import in_order
from deliberate.store import papers
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.divisions import Division
from deliberate.store.groups import Constituency
from deliberate.store.priorities import Preference
from deliberate.store.proxies import proxies_of
from deliberate.store.questions import Ballot, Elector, Position, Question, Signature
from deliberate.store.seats import Seat
from deliberate.store.statements import Paragraph, Part, Statement

CARRIED = frozenset({"adopted", "consensus"})
NOT_CARRIED = frozenset({"rejected"})


@command("question.void", {"question": number(), "reason": reason()}, who=CONDUCT)
def void(desk: Desk, question: int, reason: str) -> None:
    """A vote or call opened by mistake ends without a result. What was cast is not shown; the reason is on record."""
    row = question_of(desk, question)
    row.state, row.reason, row.closed_at = Asked.VOID, reason, desk.now
    dismiss(desk, row)
    for table in (Ballot, Signature, Position, Preference):
        for given in desk.all_of(table, table.question_id == row.id):
            given.archived = True
    if row.method == Method.SECRET:
        papers.discard(desk.session, row.id)
        desk.leaves_traces = True
    desk.record("question.voided", question=row.number, title=row.title, reason=reason)


def open_question(
    desk: Desk, kind: str, about: About | None, title: str, first: Question | None = None
) -> Question:
    """A new question about a text as it is now, and the electorate as it is now. One is open at a time.

    What was decided in this session is not put again, unless it is reconsidered. `first` is the tie after which this is
    the second vote.
    """
    check_none_open(desk)
    put = matter(desk, about, title, first)
    again = check_not_decided(desk, about, put) if first is None else None
    question = begin(desk, kind, about, put)
    if again is not None:
        tell_reopened(question, again)
    return question


def check_none_open(desk: Desk) -> None:
    """Refuse while a question is open."""
    if (other := desk.open_question()) is not None:
        raise Refusal("question_open", N_("Question %(number)s is open. Close or void it first."), number=other.number)


def begin(desk: Desk, kind: str, about: About | None, put: Matter) -> Question:
    """A new question on what is put, with the electorate as it is now. One is open at a time."""
    check_none_open(desk)
    question = Question(
        number=desk.next_number(Question),
        sitting_id=desk.now_sitting().id,
        kind=kind,
        about_type=about["type"] if about else None,
        about_id=about["id"] if about else None,
        title=put.title,
        text=put.text,
        text_hash=put.text_hash,
        in_words=[],
        cautions=[],
        board=desk.group.settings["board"],
        state=Asked.OPEN,
        explanation=[],
        opened_at=desk.now,
    )
    desk.add(question)
    desk.session.flush()
    _freeze(desk, question)
    return question


def _freeze(desk: Desk, question: Question) -> None:
    here, proxies = desk.present(), proxies_of(desk.session, desk.journal.id)
    present = with_proxies(here, proxies)
    codes = {row.id: row.code for row in desk.all_of(Constituency)}
    for id_, seat in desk.seats().items():
        elector = Elector(
            question_id=question.id,
            seat=id_,
            side=seat.side,
            constituency=codes[seat.constituency_id],
            weight=seat.weight,
            present=id_ in present,
            delegation=seat.delegation,
            holder=seat.holder,
            alternate=seat.alternate,
            proxy=proxies[id_] if id_ in present and id_ not in here else None,
        )
        desk.add(elector)


def dismiss(desk: Desk, question: Question) -> None:
    """A question ends, and with it the part of those who acted in it for a seat they have left: they start anew."""
    acted = desk.session.execute(select(Elector.holder, Elector.alternate).where(Elector.question_id == question.id))
    seated = desk.session.execute(select(Seat.holder, Seat.alternate).where(Seat.journal_id == desk.journal.id))
    left = {person for row in acted for person in row} - {person for row in seated for person in row}
    desk.unsettled |= {person for person in left if person is not None}


def question_of(desk: Desk, id_: int, kind: str | None = None) -> Question:
    """A question that is open, of a kind."""
    row = desk.find(Question, id_)
    if kind is not None and row.kind != kind:
        raise Refusal("not_found", N_("Question %(number)s is of another kind."), number=row.number)
    if row.state != Asked.OPEN:
        raise Refusal("question_closed", N_("Question %(number)s is closed."), number=row.number)
    return row


def electors_of(desk: Desk, question: Question) -> list[Elector]:
    """The frozen electorate of a question, in the order of the plan."""
    rows = {row.seat: row for row in desk.all_of(Elector, Elector.question_id == question.id)}
    return [rows[seat] for seat in in_order(rows)]


def decide(
    desk: Desk, question: Question, outcome: str, result: Mapping[str, Any], explanation: Iterable[Sentence]
) -> Adopted:
    """Close a question with its outcome, and let it take effect on the text it was about; what it adopted."""
    dismiss(desk, question)
    question.state, question.closed_at = Asked.CLOSED, desk.now
    question.outcome, question.result = outcome, dict(result)
    told = [*explanation, *settle_reconsideration(desk, question, outcome), *after_importance(question, outcome)]
    question.explanation = [sentence.record() for sentence in told]
    settle_motion(desk, question, outcome)
    return take_effect(desk, question.about_type, question.about_id, outcome, desk.now)


def take_effect(desk: Desk, noun: str | None, id_: int | None, outcome: str, at: datetime) -> Adopted:
    """What a decision does to the text it was about; the text that stands adopted, where there is one."""
    if noun == Amendment.noun:
        amendment = desk.find(Amendment, id_)
        if outcome in CARRIED:
            return apply(desk, amendment)
        if outcome in NOT_CARRIED:
            end(desk, amendment, Proposed.REJECTED)
    elif noun == Division.noun:
        if outcome in CARRIED | NOT_CARRIED:
            settle_piece(desk, desk.find(Division, id_), adopted=outcome in CARRIED)
    elif outcome in CARRIED and noun == Batch.noun:
        adopt_together(desk, desk.find(Batch, id_))
    elif outcome in CARRIED and noun == Paragraph.noun:
        paragraph = desk.find(Paragraph, id_)
        _agree(desk, paragraph.statement_id, [paragraph])
        return paragraph
    elif outcome in CARRIED and noun == Part.noun:
        part = desk.find(Part, id_)
        _agree(desk, part.statement_id, paragraphs_of(desk, part))
        return part
    elif outcome in CARRIED and noun == Statement.noun:
        statement = desk.find(Statement, id_)
        statement.stage, statement.adopted_at = Stage.ADOPTED, at
        for paragraph in desk.all_of(Paragraph, Paragraph.statement_id == statement.id):
            paragraph.state = Agreement.AGREED
        return statement
    return None


def _agree(desk: Desk, statement: int, paragraphs: Iterable[Paragraph]) -> None:
    """A decision on paragraphs agrees them; ad referendum only, where nothing is agreed until everything is."""
    state = agreed_by_decision(single_undertaking=desk.find(Statement, statement).single_undertaking)
    for paragraph in paragraphs:
        paragraph.state = state
