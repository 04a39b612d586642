"""Votes by roll call: each seat is called, answers aloud, and a clerk enters what it says."""

from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.commands.fields import number, one_of, seat
from deliberate.commands.registry import command
from deliberate.commands.voting import CHOICES, OPEN, vote_by
from deliberate.domain import phases
from deliberate.domain.methods import Method
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE
from deliberate.store.questions import Ballot, Elector, Question


@command(
    "vote.enter",
    {"question": number(), "seat": seat(), "choice": one_of(CHOICES, required=True, allow_none=True)},
    who=CONDUCT | OFFICE,
    when=OPEN | {phases.Sitting.SUSPENDED},
)
def enter(desk: Desk, question: int, seat: str, choice: str | None) -> None:
    """The clerk of a roll call enters what a seat answered, corrects it until the close, or takes it back (null).

    The record says who entered it.
    """
    row = vote_by(desk, question, Method.ROLL_CALL)
    _check_called(desk, row, seat)
    ballot = desk.session.scalar(select(Ballot).where(Ballot.question_id == row.id, Ballot.seat == seat))
    if choice is None:
        if ballot is None:
            raise Refusal("not_found", N_("Nothing is entered for %(seat)s."), seat=seat)
        desk.session.delete(ballot)
    else:
        if ballot is None:
            ballot = desk.add(Ballot(question_id=row.id, seat=seat))
        ballot.choice, ballot.at, ballot.person = choice, desk.now, str(desk.actor)
    desk.record("vote.entered", question=row.number, seat=seat)


def _check_called(desk: Desk, question: Question, seat: str) -> None:
    """Refuse a seat that is not on the roll."""
    elector = desk.session.scalar(select(Elector).where(Elector.question_id == question.id, Elector.seat == seat))
    if elector is None:
        raise Refusal("not_elector", N_("There is no seat %(seat)s in this vote."), seat=seat)
    if not elector.present:
        raise Refusal("not_elector", N_("%(seat)s was not checked in when this question was opened."), seat=seat)
