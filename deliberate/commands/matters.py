"""What is put to the group: a text as it stands now, if it is ready for a decision, or a question in words."""

from typing import NamedTuple, TypedDict

from marshmallow import Schema
from marshmallow.fields import Nested

from deliberate.commands.adoption import label_of
from deliberate.commands.agreement import check_undisputed
from deliberate.commands.desk import Desk
from deliberate.commands.division import next_piece
from deliberate.commands.drafting import settle_statement
from deliberate.commands.fields import number, one_of
from deliberate.commands.paragraphs import paragraphs_of
from deliberate.commands.second_votes import check_same_text, check_still_stands
from deliberate.commands.sponsors import ready_for_decision
from deliberate.commands.statements import check_decided, check_final, pending_amendments
from deliberate.commands.undivided import check_undivided
from deliberate.domain.amendments import Kind
from deliberate.domain.brackets import check_clean
from deliberate.domain.phases import Stage, agreed_by_decision
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.text import text_hash
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.divisions import Division
from deliberate.store.questions import Question
from deliberate.store.statements import Paragraph, Part, Statement

PUT: dict[str, type[Amendment | Paragraph | Part | Statement | Batch | Division]] = {
    table.noun: table for table in (Amendment, Paragraph, Part, Statement, Batch, Division)
}
"""The texts that can be put to the group, by noun."""

AboutFields = Schema.from_dict(
    {"type": one_of([noun for noun in PUT if noun != Batch.noun]), "id": number()}, name="About"
)


class About(TypedDict):
    """What a question is about: the noun and the id of a record."""

    type: str
    id: int


def about() -> Nested:
    """The field that says what a question is about; nothing, for a free question."""
    return Nested(AboutFields, load_default=None, allow_none=True)


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


def _check_not_final(statement: Statement) -> None:
    if statement.stage == Stage.FINAL:
        raise Refusal("wrong_phase", N_("The statement is final, and is now put as a whole."))
