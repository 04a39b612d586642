"""Reconsideration: what is decided is not put again in a session, unless by two thirds; and what that reopens."""

from deliberate.commands.amendments import check_comes_back, come_back
from deliberate.commands.desk import Desk
from deliberate.commands.matters import About, Matter
from deliberate.commands.notes import put_aside
from deliberate.commands.paragraphs import paragraphs_of
from deliberate.domain.phases import Agreement, Asked, Stage
from deliberate.domain.reconsideration import DECIDED, Decision, check_may_reconsider, reopened
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import Audience
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.divisions import Division
from deliberate.store.motions import Motion
from deliberate.store.questions import Question
from deliberate.store.statements import Paragraph, Part, Statement

ADOPTED, REJECTED = "adopted", "rejected"


def check_not_decided(desk: Desk, about: About | None, put: Matter) -> Decision | None:
    """Refuse to put a matter that was decided in this session and is not reconsidered; the decision that now is.

    An amendment is the same matter as any other that makes the same change in the same place. The parts of a division
    are put once each, by its own rule.
    """
    if about is None or about["type"] not in (Batch.noun, Division.noun):
        return reopened(_history(desk, about, put.text_hash))
    if about["type"] == Batch.noun:
        for id_ in desk.find(Batch, about["id"]).amendments:
            reopened(_history(desk, {"type": Amendment.noun, "id": id_}, put.text_hash))
    return None


def tell_reopened(question: Question, decision: Decision) -> None:
    """A matter that is put again says on record which decision it takes the place of."""
    say = N_("Put again: the group has decided to reconsider its decision in question %(number)s.")
    question.cautions = [Sentence(say, {"number": decision.number}).record()]


def to_reconsider(desk: Desk, id_: int) -> Question:
    """The decision whose reconsideration can be put to the vote: taken in this session, on a matter not in force.

    Source: UN General Assembly, rules 81 and 123.
    """
    first = desk.find(Question, id_)
    if first.state != Asked.CLOSED or first.outcome not in DECIDED:
        say = N_("Question %(number)s decided nothing that could be reconsidered.")
        raise Refusal("not_decided", say, number=first.number)
    if first.on_procedure or desk.all_of(Motion, Motion.question_id == first.id):
        raise Refusal("motion_decided", N_("What was decided on procedure is not reconsidered."))
    if first.sitting_id != desk.now_sitting().id:
        say = N_("Question %(number)s was decided in another session: it can be put again without a reconsideration.")
        raise Refusal("other_sitting", say, number=first.number)
    if first.audience != desk.audience and desk.audience == Audience.PUBLIC:
        raise Refusal("private", N_("This was decided behind closed doors. Close the session to observers first."))
    _check_reopens(desk, first)
    check_may_reconsider(_history(desk, _about(first), first.text_hash), first.number)
    return first


def asked_of(first: Question) -> Matter:
    """What the vote on a reconsideration is about: the matter as it was decided."""
    return Matter(first.title, first.text, first.text_hash)


def settle_reconsideration(desk: Desk, question: Question, outcome: str) -> list[Sentence]:
    """What the vote on a reconsideration does: carried, the matter is before the group again. The result says so.

    What was rejected is tabled again; what was agreed is open again, and the notes to it are history.
    """
    if question.reconsiders is None or outcome not in (ADOPTED, REJECTED):
        return []
    first = desk.find(Question, question.reconsiders)
    if outcome == REJECTED:
        say = N_("The decision in question %(number)s stands.")
        told = N_("Question %(number)s: the group does not reconsider this.")
    else:
        _reopen(desk, first)
        say = N_("The decision in question %(number)s is reconsidered: the matter is before the group again.")
        told = N_("Question %(number)s: the group reconsiders this. The matter is before it again.")
    first.explanation = [*first.explanation, Sentence(told, {"number": question.number}).record()]
    return [Sentence(say, {"number": first.number})]


def _check_reopens(desk: Desk, first: Question) -> None:
    """Refuse to reconsider what is in force, what is put only as a part, and what the text no longer allows."""
    carried, noun = first.outcome != REJECTED, first.about_type
    if noun == Batch.noun or (carried and noun in (Amendment.noun, Statement.noun)):
        raise Refusal("in_force", N_("What was adopted stands in the text. Amend it anew, where it can be amended."))
    if noun == Division.noun:
        raise Refusal("part_only", N_("A part that was put by itself is not reconsidered. Reconsider the whole."))
    if noun is None:
        return
    if noun == Amendment.noun:
        amendment = desk.find(Amendment, first.about_id)
        desk.check_silence(desk.find(Statement, amendment.statement_id))
        if amendment.state == REJECTED:
            check_comes_back(desk, amendment)
        return
    table: type[Paragraph | Part | Statement] = {each.noun: each for each in (Paragraph, Part, Statement)}[noun]
    row = desk.find(table, first.about_id)
    statement = row if isinstance(row, Statement) else desk.find(Statement, row.statement_id)
    desk.check_silence(statement)
    if carried and statement.stage not in (Stage.DRAFTING, Stage.NEGOTIATION):
        raise Refusal("wrong_phase", N_("The text is final. The chair goes back to negotiation first."))


def _reopen(desk: Desk, first: Question) -> None:
    """What was decided is undone: a rejected amendment waits again, and agreed paragraphs are open."""
    if first.about_type == Amendment.noun:
        come_back(desk, desk.find(Amendment, first.about_id))
    elif first.outcome != REJECTED and first.about_type == Paragraph.noun:
        _open_again(desk, desk.find(Paragraph, first.about_id))
    elif first.outcome != REJECTED and first.about_type == Part.noun:
        part = desk.find(Part, first.about_id)
        put_aside(desk, Part.noun, part.id)
        for paragraph in paragraphs_of(desk, part):
            _open_again(desk, paragraph)


def _open_again(desk: Desk, paragraph: Paragraph) -> None:
    paragraph.state = Agreement.OPEN
    put_aside(desk, Paragraph.noun, paragraph.id)


def _about(question: Question) -> About | None:
    if question.about_type is None:
        return None
    return {"type": question.about_type, "id": int(question.about_id or 0)}


def _history(desk: Desk, about: About | None, text_hash: str) -> list[Decision]:
    """The decisions of this session on a matter, the first first, each with what the group said of reconsidering it."""
    decided = Question.state == Asked.CLOSED, Question.sitting_id == desk.now_sitting().id
    questions = sorted(desk.all_of(Question, *decided), key=lambda question: question.number)
    motions = {motion.question_id for motion in desk.all_of(Motion)}
    said = {each.reconsiders: each.outcome == ADOPTED for each in questions if each.outcome in (ADOPTED, REJECTED)}
    return [
        Decision(each.number, said.get(each.id))
        for each in questions
        if each.outcome in DECIDED
        and each.kind in ("vote", "call")
        and not each.on_procedure
        and each.id not in motions
        and _same(desk, each, about, text_hash)
    ]


def _same(desk: Desk, question: Question, about: About | None, text_hash: str) -> bool:
    """Whether a question was about this: the same text by its hash, or an amendment that makes the same change."""
    if question.about_type != (about["type"] if about else None):
        return False
    if about is not None and about["type"] == Amendment.noun:
        decided, row = desk.find(Amendment, question.about_id), desk.find(Amendment, about["id"])
        return question.text == row.text and (decided.id == row.id or _change(decided) == _change(row))
    return question.text_hash == text_hash and question.about_id == (about["id"] if about else None)


def _change(row: Amendment) -> tuple[object, ...]:
    return row.kind, row.part_id, row.paragraph_id, row.parent_id, row.to_part_id, row.to_after_id, row.base, row.text
