"""The one second vote after a tie, where the group's rules have it: on the same matter, its text unchanged."""

from typing import NamedTuple

from deliberate.commands.desk import Desk
from deliberate.commands.paragraphs import open_paragraph
from deliberate.commands.sponsors import check_tabled
from deliberate.commands.targets import stands_at
from deliberate.domain.amendments import Goal, Kind
from deliberate.domain.counting import Outcome, after_ties
from deliberate.domain.phases import Asked, Stage
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.store.amendments import Amendment
from deliberate.store.motions import Motion
from deliberate.store.questions import Question
from deliberate.store.statements import Paragraph, Statement


class Vote(NamedTuple):
    """What came of a vote, as far as a second one depends on it."""

    outcome: Outcome
    tie: bool


def tied(desk: Desk, id_: int) -> Question:
    """The vote that was a tie, if it may be taken once more; a second vote without a quorum or voided does not count.

    Source: UN General Assembly, rule 95.
    """
    first = desk.find(Question, id_)
    if not desk.group.settings.get("second_vote", False):
        raise Refusal("no_second_vote", N_("The group's rules have no second vote: a tie is rejected."))
    if first.kind != "vote" or first.state != Asked.CLOSED or first.again_of is not None:
        raise _not_tied(first)
    if first.on_procedure or desk.all_of(Motion, Motion.question_id == first.id):
        raise Refusal("motion_decided", N_("A motion of procedure is voted on once. A seat can move another."))
    votes = [_vote(each) for each in (first, *_taken_again(desk, first))]
    if after_ties(votes, second_vote=True) is None:
        return first
    if len(votes) == 1:
        raise _not_tied(first)
    say = N_("There was a second vote after the tie in question %(number)s; what came of it stands.")
    raise Refusal("voted", say, number=first.number)


def check_same_text(first: Question, text_hash: str) -> None:
    """Refuse a second vote on a text that has changed since the tie."""
    if text_hash != first.text_hash:
        raise _changed(first.number)


def check_still_stands(desk: Desk, amendment: Amendment, statement: Statement, number: int) -> None:
    """Refuse a second vote on an amendment unless what it is to still is as it was in question ``number``."""
    if statement.stage != Stage.NEGOTIATION:
        raise Refusal(
            "wrong_phase", N_("An amendment is put again only in negotiation. The chair goes back to it first.")
        )
    if amendment.parent_id is not None:
        parent = desk.find(Amendment, amendment.parent_id)
        check_tabled(parent)
        same = parent.revision == amendment.base_revision
    else:
        same = _same_place(desk, amendment)
    if not same:
        raise _changed(number)


def tell(first: Question, second: Question) -> None:
    """Both votes say of each other, on the record, from when the second opens."""
    second.again_of = first.id
    last = N_("The second and last vote, after the tie in question %(number)s. If it is a tie again, that is final.")
    second.cautions = [Sentence(last, {"number": first.number}).record(), *second.cautions]
    once_more = N_("After the tie it is voted on once more, in question %(number)s.")
    first.explanation = [*first.explanation, Sentence(once_more, {"number": second.number}).record()]


def after_tie(desk: Desk, question: Question) -> list[Sentence]:
    """What the result of a second vote says about the first."""
    if question.again_of is None:
        return []
    first = desk.find(Question, question.again_of)
    return [Sentence(N_("This was the second vote, after the tie in question %(number)s."), {"number": first.number})]


def _taken_again(desk: Desk, first: Question) -> list[Question]:
    again = Question.again_of == first.id, Question.state == Asked.CLOSED
    return desk.all_of(Question, *again, Question.outcome != Outcome.NO_QUORUM)


def _vote(question: Question) -> Vote:
    return Vote(Outcome(str(question.outcome)), bool((question.result or {}).get("tie")))


def _same_place(desk: Desk, amendment: Amendment) -> bool:
    """Whether the paragraph it is to stands as it did and is open, and, for a move, the one it was to go behind."""
    standing = {row.id: row for row in desk.all_of(Paragraph, Paragraph.statement_id == amendment.statement_id)}
    if amendment.paragraph_id is not None and amendment.paragraph_id not in standing:
        return False
    if amendment.paragraph_id is None or amendment.kind == Kind.INSERT:
        return True
    paragraph = open_paragraph(desk, amendment.paragraph_id)
    if amendment.kind == Kind.MOVE:
        behind = standing.get(amendment.to_after_id) if amendment.to_after_id is not None else None
        there = amendment.to_after_id is None or (behind is not None and behind.part_id == amendment.to_part_id)
        return there and not stands_at(desk, paragraph, Goal(int(amendment.to_part_id or 0), amendment.to_after_id))
    return paragraph.revision == amendment.base_revision


def _not_tied(question: Question) -> Refusal:
    say = N_("Question %(number)s was no tie; there is a second vote only after one.")
    return Refusal("not_tied", say, number=question.number)


def _changed(number: int) -> Refusal:
    say = N_("The text has changed since question %(number)s. Put it as it is now, as a new question.")
    return Refusal("text_changed", say, number=number)
