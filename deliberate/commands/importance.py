"""Important questions: whether a text is one is put to the vote; if so, votes on it are by the substantive rule."""

from collections.abc import Iterator

from marshmallow import Schema
from marshmallow.fields import Nested

from deliberate.commands.adoption import label_of
from deliberate.commands.desk import Desk
from deliberate.commands.fields import number, one_of
from deliberate.commands.matters import PUT, About, Matter
from deliberate.commands.targets import check_undecided
from deliberate.domain.phases import Agreement, Stage
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import Audience
from deliberate.domain.text import text_hash
from deliberate.store.amendments import Amendment
from deliberate.store.divisions import Division
from deliberate.store.questions import Question
from deliberate.store.statements import Paragraph, Part, Statement

ADOPTED, REJECTED = "adopted", "rejected"

ImportantFields = Schema.from_dict(
    {"type": one_of([Amendment.noun, Paragraph.noun, Part.noun, Statement.noun]), "id": number()}, name="Important"
)


def important() -> Nested:
    """The field that names the text of which it is asked whether it is an important question."""
    return Nested(ImportantFields, load_default=None, allow_none=True)


def asked_whether_important(desk: Desk, about: About) -> Matter:
    """What the vote on whether a text is an important question shows: the text, on which nothing is decided yet.

    It is put once in a session. Source: Charter of the United Nations, article 18 (3).
    """
    if (found := found_important(desk, about)) is not None:
        say = N_("Question %(number)s found this to be an important question already.")
        raise Refusal("already_so", say, number=found.number)
    this = Question.important_type == about["type"], Question.important_id == about["id"]
    here = Question.sitting_id == desk.now_sitting().id, Question.outcome == REJECTED
    if refused := desk.all_of(Question, *this, *here):
        say = N_("Question %(number)s decided this in this session. It is put again in another session.")
        raise Refusal("decided_before", say, number=refused[0].number)
    title, text, statement = _undecided(desk, about)
    return Matter(title, text, text_hash([(0, statement.language, text)]))


def found_important(desk: Desk, about: About | None) -> Question | None:
    """The vote that found a text, or a whole of which it is part, to be an important question.

    Amendments to an important question and parts of it put separately are decided as it is (UN General Assembly,
    rule 84).
    """
    found = desk.all_of(Question, Question.important_type.is_not(None), Question.outcome == ADOPTED)
    wholes = list(_wholes(desk, about)) if found and about is not None else []
    return next((each for each in found if each.important in wholes), None)


def caution(found: Question) -> Sentence:
    """What a vote on an important question says before anyone votes."""
    say = N_("An important question, as question %(number)s has found: the substantive rule applies.")
    return Sentence(say, {"number": found.number})


def after_importance(question: Question, outcome: str) -> list[Sentence]:
    """What the result of the vote on whether a text is an important question says of later votes."""
    if question.important_type is None or outcome not in (ADOPTED, REJECTED):
        return []
    if outcome == ADOPTED:
        say = N_("An important question: votes on it, on its parts and on amendments are by the substantive rule.")
    else:
        say = N_("Not an important question: the chair chooses the rule of the vote on it.")
    return [Sentence(say)]


def _undecided(desk: Desk, about: About) -> tuple[str, str, Statement]:
    """What a text is called in the room, its words, and its statement, if it is still to be decided."""
    row = desk.find(PUT[about["type"]], about["id"])
    if row.audience != desk.audience and desk.audience == Audience.PUBLIC:
        raise Refusal("private", N_("This was put forward behind closed doors. Close the session to observers first."))
    statement = row if isinstance(row, Statement) else desk.find(Statement, row.statement_id)
    if statement.stage == Stage.ADOPTED:
        raise Refusal("decided", N_("The statement is adopted already."))
    if isinstance(row, Amendment):
        check_undecided(row)
        return label_of(desk, row), row.text or row.base, statement
    if isinstance(row, Paragraph):
        if row.state == Agreement.AGREED:
            raise Refusal("agreed", N_("This paragraph is agreed already."))
        return f"{desk.find(Part, row.part_id).position}.{row.position}", row.text, statement
    title = row.title if isinstance(row, Part) else statement.title
    return title, title, statement


def _wholes(desk: Desk, about: About) -> Iterator[About]:
    """A text, and every whole of which it is part or which it is to amend."""
    yield about
    row = desk.session.get(PUT[about["type"]], about["id"])
    if isinstance(row, Division):
        yield from _wholes(desk, {"type": row.of_type, "id": row.of_id})
    elif isinstance(row, Amendment) and row.parent_id is not None:
        yield from _wholes(desk, {"type": Amendment.noun, "id": row.parent_id})
    elif isinstance(row, Amendment) and row.paragraph_id is not None and row.kind != "insert":
        yield from _wholes(desk, {"type": Paragraph.noun, "id": row.paragraph_id})
    elif isinstance(row, Amendment | Paragraph):
        yield from _wholes(desk, {"type": Part.noun, "id": row.part_id})
    elif isinstance(row, Part):
        yield {"type": Statement.noun, "id": row.statement_id}
