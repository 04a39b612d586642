"""Questions: what is common to votes and calls for consensus, and what a decision does to the text."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypedDict

from marshmallow import Schema
from marshmallow.fields import Nested
from sqlalchemy import select

from deliberate.commands.adoption import adopt_together, apply, end, label_of
from deliberate.commands.agreement import check_undisputed
from deliberate.commands.desk import Desk
from deliberate.commands.division import next_piece, settle_piece
from deliberate.commands.drafting import settle_statement
from deliberate.commands.fields import number, one_of, reason
from deliberate.commands.motions import settle_motion
from deliberate.commands.notes import Adopted
from deliberate.commands.paragraphs import paragraphs_of
from deliberate.commands.registry import command
from deliberate.commands.second_votes import check_same_text, check_still_stands
from deliberate.commands.sponsors import ready_for_decision
from deliberate.commands.statements import check_decided, check_final, pending_amendments
from deliberate.commands.undivided import check_undivided
from deliberate.domain.amendments import Kind
from deliberate.domain.brackets import check_clean
from deliberate.domain.methods import Method
from deliberate.domain.phases import Agreement, Asked, Proposed, Stage, agreed_by_decision
from deliberate.domain.presence import with_proxies
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import CONDUCT
from deliberate.domain.seats import in_order
from deliberate.domain.text import text_hash
from deliberate.store import papers
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.divisions import Division
from deliberate.store.groups import Constituency
from deliberate.store.priorities import Preference
from deliberate.store.proxies import proxies_of
from deliberate.store.questions import Ballot, Elector, Position, Question, Signature
from deliberate.store.seats import Seat
from deliberate.store.statements import Paragraph, Part, Statement

PUT: dict[str, type[Amendment | Paragraph | Part | Statement | Batch | Division]] = {
    table.noun: table for table in (Amendment, Paragraph, Part, Statement, Batch, Division)
}
"""The texts that can be put to the group, by noun."""

AboutFields = Schema.from_dict(
    {"type": one_of([noun for noun in PUT if noun != Batch.noun]), "id": number()}, name="About"
)
CARRIED = frozenset({"adopted", "consensus"})
NOT_CARRIED = frozenset({"rejected"})


class About(TypedDict):
    """What a question is about: the noun and the id of a record."""

    type: str
    id: int


def about() -> Nested:
    """The field that says what a question is about; nothing, for a free question."""
    return Nested(AboutFields, load_default=None, allow_none=True)


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

    `first` is the tie after which this is the second vote.
    """
    if (other := desk.open_question()) is not None:
        raise Refusal("question_open", N_("Question %(number)s is open. Close or void it first."), number=other.number)
    put = matter(desk, about, title, first)
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
    question.explanation = [sentence.record() for sentence in explanation]
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


def _check_not_final(statement: Statement) -> None:
    if statement.stage == Stage.FINAL:
        raise Refusal("wrong_phase", N_("The statement is final, and is now put as a whole."))


Texts = list[tuple[int, str, str]]


class Matter(NamedTuple):
    """What is put: what it is called, its text as people read it, and the hash of that text."""

    title: str
    text: str
    text_hash: str


def matter(desk: Desk, about: About | None, title: str, first: Question | None = None) -> Matter:
    """What is put to the group, as it is now: a text that is ready for it, or a question in words of the chair."""
    named, text, texts = _text(desk, about, first)
    if not (title or named):
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="title: what is the question?")
    put = text_hash(texts or [(0, desk.group.language, title)])
    if first is not None:
        check_same_text(first, put)
    return Matter(title or named, text if about else title, put)


def _text(desk: Desk, about: About | None, first: Question | None) -> tuple[str, str, Texts]:
    """What is put: its name in the room, its text, and the same as the hash is made of it."""
    if about is None:
        return "", "", []
    row = desk.find(PUT[about["type"]], about["id"])
    statement = row if isinstance(row, Statement) else desk.find(Statement, row.statement_id)
    desk.check_silence(statement)
    if isinstance(row, Amendment):
        return _amendment_text(desk, row, statement, first)
    if isinstance(row, Batch):
        put = [_amendment_text(desk, desk.find(Amendment, id_), statement) for id_ in row.amendments]
        labels = ", ".join(named.partition(",")[0] for named, *_ in put)
        together = "\n\n".join(f"{named}: {text}" for named, text, _ in put)
        return labels, together, [each for *_, texts in put for each in texts]
    if isinstance(row, Division):
        settle_statement(desk, statement)
        named, text, paragraph = next_piece(desk, row)
        return named, text, [(paragraph, statement.language, text)]
    if isinstance(row, Paragraph):
        return _paragraph_text(desk, row, statement)
    return _part_text(desk, row, statement) if isinstance(row, Part) else _whole_text(desk, row)


def _amendment_text(
    desk: Desk, row: Amendment, statement: Statement, first: Question | None = None
) -> tuple[str, str, Texts]:
    if first is None:
        ready_for_decision(desk, row)
    else:
        check_still_stands(desk, row, statement, first.number)
    settle_statement(desk, statement)
    # An adopted text's hash is that of the question. A new paragraph has no number before it is adopted.
    paragraph = 0 if row.kind == Kind.INSERT else int(row.paragraph_id or 0)
    return label_of(desk, row), row.text, [(paragraph, statement.language, row.text)]


def _paragraph_text(desk: Desk, row: Paragraph, statement: Statement) -> tuple[str, str, Texts]:
    part = desk.find(Part, row.part_id)
    if row.state == agreed_by_decision(single_undertaking=statement.single_undertaking):
        raise Refusal("agreed", N_("This paragraph is agreed already."))
    _check_not_final(statement)
    settle_statement(desk, statement)
    check_undisputed(desk, row)
    return f"{part.position}.{row.position}", row.text, [(row.id, statement.language, row.text)]


def _part_text(desk: Desk, part: Part, statement: Statement) -> tuple[str, str, Texts]:
    settle_statement(desk, statement)
    if waiting := [each.label for each in pending_amendments(desk, statement) if each.part_id == part.id]:
        labels = ", ".join(waiting)
        raise Refusal("amendments_pending", N_("Decide or withdraw first: %(amendments)s."), amendments=labels)
    rows = paragraphs_of(desk, part)
    if not rows:
        raise Refusal("no_text", N_("This part has no text yet."))
    if all(row.state == agreed_by_decision(single_undertaking=statement.single_undertaking) for row in rows):
        raise Refusal("agreed", N_("Every paragraph of this part is agreed already."))
    _check_not_final(statement)
    for row in rows:
        check_clean(row.text)
    check_undivided(desk, Paragraph.noun, *(row.id for row in rows))
    text = "\n\n".join(f"{part.position}.{row.position} {row.text}" for row in rows)
    return part.title, text, [(row.id, statement.language, row.text) for row in rows]


def _whole_text(desk: Desk, statement: Statement) -> tuple[str, str, Texts]:
    if statement.stage != Stage.FINAL:
        raise Refusal("wrong_phase", N_("A statement is put as a whole when it is final. The chair makes it so first."))
    check_decided(desk, statement)
    settle_statement(desk, statement)
    check_final(desk, statement)
    parts = {part.id: part.position for part in desk.all_of(Part, Part.statement_id == statement.id)}
    rows = desk.all_of(Paragraph, Paragraph.statement_id == statement.id)
    rows.sort(key=lambda row: (parts[row.part_id], row.position))
    text = "\n\n".join(f"{parts[row.part_id]}.{row.position} {row.text}" for row in rows)
    return statement.title, text, [(row.id, statement.language, row.text) for row in rows]
