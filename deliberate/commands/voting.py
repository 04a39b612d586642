"""Votes: casting, closing, and the file that anyone can count again. How one opens is in `opening`."""

from fractions import Fraction
from typing import Any

from marshmallow.fields import String
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.commands.desk import Desk
from deliberate.commands.fields import number, one_of, seat
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.questions import decide, electors_of, question_of
from deliberate.commands.registry import command
from deliberate.commands.second_votes import after_tie
from deliberate.domain import phases
from deliberate.domain.ballots import Ballot, Counts
from deliberate.domain.counting import count
from deliberate.domain.electorate import Elector
from deliberate.domain.methods import Method
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED, Role, seat_audience
from deliberate.domain.rules import Rule
from deliberate.domain.seats import Side, in_order
from deliberate.domain.wording import result_in_words
from deliberate.store import papers
from deliberate.store import questions as store

PROCEDURAL = "procedural"
CHOICES = ("for", "against", "abstain")
ELECTORS = SEATED | Role.SELF
"""Who may act is read from the frozen electorate: somebody who has left the seat since still acts for it."""

OPEN = frozenset({phases.Sitting.OPEN})


def own_or_proxy() -> String:
    """The field that says for which seat one acts: one's own where it is left out."""
    return seat(load_default=None, allow_none=True)


@command(
    "vote.cast", {"question": number(), "choice": one_of(CHOICES), "seat": own_or_proxy()}, who=ELECTORS, when=CHECK_IN
)
def cast(desk: Desk, question: int, choice: str, seat: str | None) -> None:
    """A seat of the electorate votes, or changes its vote, until the close.

    Holder and alternate as frozen: the first of them to cast acts for the seat. `seat` names the one whose proxy it
    holds; that ballot is cast by itself.
    """
    row = vote_by(desk, question, Method.RECORDED)
    elector = elector_of(desk, row, seat)
    ballot = desk.shared.ballot(elector)
    if ballot is None:
        audience = desk.audience if row.board == "live" else seat_audience(elector.acting)
        ballot = desk.add(store.Ballot(question_id=row.id, seat=elector.seat, person=str(desk.actor)), audience)
        desk.shared.voted(ballot)
    check_same(elector, ballot.person, desk.actor)
    ballot.choice, ballot.at = choice, desk.now
    desk.record("vote.cast", ballot.audience, question=row.number, seat=elector.seat)


def vote_by(desk: Desk, question: int, method: Method) -> store.Question:
    """An open vote that is taken by this method."""
    row = question_of(desk, question, "vote")
    if row.method != method:
        raise Refusal("other_method", N_("Question %(number)s is voted on in another way."), number=row.number)
    return row


def elector_of(desk: Desk, question: store.Question, seat: str | None = None) -> store.Elector:
    """The seat of the frozen electorate for which the actor may act: their own, or the one they name by its proxy."""
    own = desk.shared.elector(question.id, desk.actor)
    if own is None:
        raise Refusal("not_elector", N_("You did not sit on a seat when this question was opened."))
    if seat is not None and seat != own.seat:
        return _by_proxy(desk, own, seat)
    if own.proxy is not None:
        raise Refusal(
            "by_proxy", N_("%(to)s acts for %(seat)s in this question, by proxy."), to=own.proxy, seat=own.seat
        )
    if not own.present:
        raise Refusal("not_elector", N_("%(seat)s was not checked in when this question was opened."), seat=own.seat)
    return own


def _by_proxy(desk: Desk, own: store.Elector, seat: str) -> store.Elector:
    """The other seat for which a seat acts in this question."""
    given = desk.session.scalar(
        select(store.Elector).where(
            store.Elector.question_id == own.question_id, store.Elector.seat == seat, store.Elector.proxy == own.seat
        )
    )
    if given is None:
        raise Refusal(
            "not_elector", N_("%(own)s does not hold the proxy of %(seat)s in this question."), own=own.seat, seat=seat
        )
    return given


def check_same(elector: store.Elector, acting: str, actor: str | None) -> None:
    """Refuse when the other of holder and alternate has acted for the seat in this question."""
    if acting != actor:
        raise Refusal(
            "other_acts", N_("Somebody else already acts for %(seat)s in this question."), seat=elector.seat
        )


@command("vote.close", {"question": number()}, who=CONDUCT, when=OPEN | {phases.Sitting.SUSPENDED})
def close(desk: Desk, question: int) -> None:
    """The vote is closed and counted by its rule, and what was adopted takes effect.

    Each seat's vote is public from now on; of a secret vote, who has voted and what was voted, each without the other.
    """
    row = question_of(desk, question, "vote")
    electors = [frozen(elector) for elector in electors_of(desk, row)]
    ballots, hands = votes_of(desk.session, row)
    if row.method == Method.HANDS and len(hands) < len(Side):
        raise Refusal("not_counted", N_("Enter the hands of both sides first; where nobody raised one, enter 0."))
    for table in (store.Ballot, store.Signature):
        for each in desk.all_of(table, table.question_id == row.id):
            each.audience = row.audience
    if row.method == Method.SECRET:
        papers.put_away(desk.session, row.id)
        desk.leaves_traces = True
    result = count(Rule.parse(row.rule), electors, ballots, hands)
    decide(desk, row, result.outcome, result.json(), [*result_in_words(result), *after_tie(desk, row)])
    desk.record("vote.closed", question=row.number, title=row.title, outcome=row.outcome)


def votes_of(session: Session, question: store.Question) -> tuple[list[Ballot], list[Counts]]:
    """What was voted, whichever the method: ballots that name their seat or do not, or hands."""
    if question.method == Method.HANDS:
        shown = question.hands or []
        return [], [Counts(each["side"], each["for"], each["against"], each["abstain"]) for each in shown]
    if question.method == Method.SECRET:
        return papers.written(session, question.id), []
    cast = session.execute(
        select(store.Ballot.seat, store.Ballot.choice).where(store.Ballot.question_id == question.id)
    )
    given: dict[str, str] = dict(cast.all())
    return [Ballot(given[seat], seat) for seat in in_order(given)], []


def frozen(elector: store.Elector) -> Elector:
    """A seat of a frozen electorate, as the rules count it."""
    return Elector(elector.seat, elector.side, elector.constituency, Fraction(elector.weight), elector.present)


def as_case(session: Session, question: store.Question) -> dict[str, Any]:
    """The vote as a file that `deliberate count` recounts: the rule, every seat, and what was voted."""
    rows = session.scalars(select(store.Elector).where(store.Elector.question_id == question.id))
    electors = {row.seat: row for row in rows}
    ballots, _ = votes_of(session, question)
    case: dict[str, Any] = {
        "id": f"question-{question.number}",
        "method": question.method,
        "rule": question.rule,
        "electorate": [
            {"seat": e.seat, "side": e.side, "group": e.constituency, "weight": e.weight, "present": e.present}
            for e in (electors[seat] for seat in in_order(electors))
        ],
    }
    if question.method == Method.HANDS:
        return case | {"counts": question.hands}
    return case | {"ballots": [_line(ballot) for ballot in ballots]}


def _line(ballot: Ballot) -> dict[str, Any]:
    if ballot.seat is not None:
        return {"seat": ballot.seat, "choice": ballot.choice}
    group = {} if ballot.group is None else {"group": ballot.group}
    return {"side": ballot.side, **group, "weight": str(ballot.weight), "choice": ballot.choice}
