"""Straw polls on the gradient of agreement: where the halves stand. They bind nobody and decide nothing."""

from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.commands.fields import line, note, number, one_of
from deliberate.commands.registry import command
from deliberate.domain.gradient import Step, spread
from deliberate.domain.phases import Asked, Sitting
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED
from deliberate.store.polls import Answer, Poll

OPEN = frozenset({Sitting.OPEN})
UNDER_WAY = OPEN | {Sitting.SUSPENDED}


@command("poll.open", {"title": line(), "text": note()}, who=CONDUCT, when=OPEN)
def open_poll(desk: Desk, title: str, text: str) -> dict[str, int]:
    """The chair takes the temperature of the room: a straw poll in eight steps, shown by side as it comes.

    It is no decision, and binds nobody. It waits while a question is open, for nothing comes between a question and its
    answer.
    """
    if (question := desk.open_question()) is not None:
        raise Refusal(
            "question_open", N_("Question %(number)s is open. Close or void it first."), number=question.number
        )
    check_no_poll(desk)
    poll = Poll(number=desk.next_number(Poll), sitting_id=desk.now_sitting().id, title=title, text=text)
    poll.state, poll.opened_at = Asked.OPEN, desk.now
    desk.add(poll)
    desk.record("poll.opened", number=poll.number, title=title)
    return {"poll": poll.id}


@command("poll.answer", {"poll": number(), "step": one_of(Step)}, who=SEATED, when=UNDER_WAY)
def answer(desk: Desk, poll: int, step: str) -> None:
    """A present seat says on which step it stands, and may change it while the poll is open."""
    row, seat = _open(desk, poll), desk.present_seat()
    given = desk.session.scalar(select(Answer).where(Answer.poll_id == row.id, Answer.seat == seat.id))
    if given is None:
        given = desk.add(Answer(poll_id=row.id, seat=seat.id, side=seat.side), row.audience)
    given.step, given.at = step, desk.now
    desk.record("poll.answered", row.audience, number=row.number, seat=seat.id)


@command("poll.close", {"poll": number()}, who=CONDUCT, when=UNDER_WAY)
def close(desk: Desk, poll: int) -> None:
    """The straw poll ends; how the halves stood stays to be seen. Nothing was decided."""
    row = _open(desk, poll)
    _end(desk, row)
    desk.record("poll.closed", number=row.number, title=row.title)


def check_no_poll(desk: Desk) -> None:
    """Refuse while a straw poll is open."""
    for poll in desk.all_of(Poll, Poll.state == Asked.OPEN):
        raise Refusal("poll_open", N_("Straw poll %(number)s is open. Close it first."), number=poll.number)


def end_polls(desk: Desk) -> None:
    """With the sitting its straw poll ends."""
    for poll in desk.all_of(Poll, Poll.state == Asked.OPEN):
        _end(desk, poll)


def _open(desk: Desk, id_: int) -> Poll:
    row = desk.find(Poll, id_)
    if row.state != Asked.OPEN:
        raise Refusal("poll_closed", N_("Straw poll %(number)s is closed."), number=row.number)
    return row


def _end(desk: Desk, poll: Poll) -> None:
    answers = desk.all_of(Answer, Answer.poll_id == poll.id)
    poll.state, poll.closed_at = Asked.CLOSED, desk.now
    poll.spread = {side: dict(steps) for side, steps in spread((each.side, each.step) for each in answers).items()}
