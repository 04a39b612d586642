"""Secret votes: a seat votes once, and nothing that is kept says how."""

from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.commands.fields import number, one_of
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.registry import command
from deliberate.commands.voting import CHOICES, ELECTORS, elector_of, frozen, own_or_proxy, vote_by
from deliberate.domain import secrecy
from deliberate.domain.methods import Method
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import seat_audience
from deliberate.domain.rules import Rule
from deliberate.store import papers
from deliberate.store.questions import Signature


@command(
    "vote.cast_secretly",
    {"question": number(), "choice": one_of(CHOICES), "seat": own_or_proxy()},
    who=ELECTORS,
    when=CHECK_IN,
    unkept={"choice"},
)
def cast_secretly(desk: Desk, question: int, choice: str, seat: str | None) -> None:
    """A seat of the electorate votes in secret. It cannot be changed: nothing says which of the votes was its own.

    The journal keeps that the seat has voted, and shows it to nobody else before the close.
    """
    row = vote_by(desk, question, Method.SECRET)
    elector = elector_of(desk, row, seat)
    signed = select(Signature.id).where(Signature.question_id == row.id, Signature.seat == elector.seat)
    if desk.session.scalar(signed) is not None:
        raise Refusal(
            "has_voted", N_("%(seat)s has voted. A secret vote cannot be changed."), seat=elector.seat
        )
    (paper,) = secrecy.papers(Rule.parse(row.rule), [frozen(elector)])
    if not papers.write(desk.session, row.id, paper, choice):
        raise RuntimeError("no ballot paper is left for a seat that has not voted")
    audience = seat_audience(elector.acting)
    desk.add(Signature(question_id=row.id, seat=elector.seat), audience)
    desk.record_of_house("vote.cast", audience, question=row.number)
