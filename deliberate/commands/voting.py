"""Votes: opening one on a frozen text, rule and electorate, casting, closing, and what follows."""

from fractions import Fraction
from typing import Any

from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_line, number, one_of
from deliberate.commands.groups import CUSTOM
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.questions import About, about, decide, electors_of, open_question, question_of
from deliberate.commands.registry import command
from deliberate.domain import phases
from deliberate.domain.ballots import Ballot
from deliberate.domain.counting import count
from deliberate.domain.electorate import Elector
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import CONDUCT, SEATED, Role, seat_audience
from deliberate.domain.rules import PRESETS, Rule
from deliberate.domain.wording import result_in_words, rule_in_words
from deliberate.store import questions as store
from deliberate.store.groups import Group

CHOICES = ("for", "against", "abstain")
ELECTORS = SEATED | Role.SELF
"""Who may act is read from the frozen electorate: somebody who has left the seat since still acts for it."""

OPEN = frozenset({phases.Sitting.OPEN})


@command(
    "vote.open",
    {
        "about": about(),
        "title": maybe_line(),
        "preset": one_of([*PRESETS, CUSTOM], load_default=None, allow_none=True),
    },
    who=CONDUCT,
    when=OPEN,
)
def open_vote(desk: Desk, about: About | None, title: str, preset: str | None) -> dict[str, int]:
    """The chair puts a question to a recorded vote.

    From here on the text and its hash, the rule, and the electorate with weights and presence stand as they are now.
    """
    name = preset or str(desk.group.settings["rule"])
    rule = rule_of(desk.group, name)
    question = open_question(desk, "vote", about, title)
    question.preset, question.rule = name, rule.json()
    question.in_words = [*_own_name(desk.group, name), *(sentence.record() for sentence in rule_in_words(rule))]
    count(rule, [frozen(elector) for elector in electors_of(desk, question)])  # a rule that cannot count is refused now
    desk.record("vote.opened", question=question.number, title=question.title)
    return {"question": question.id}


def rule_of(group: Group, name: str | None = None) -> Rule:
    """A preset, or the group's own rule; without a name, the one that the group's rules of procedure choose."""
    name = name or str(group.settings["rule"])
    if name != CUSTOM:
        return PRESETS[name]
    if group.settings["custom"] is None:
        raise Refusal("no_custom_rule", N_("The group has no rule of its own. Set one, or choose a preset."))
    return Rule.parse(group.settings["custom"])


def _own_name(group: Group, preset: str) -> list[dict[str, object]]:
    """The group's own rule by the name it has given it, if it has."""
    name = str(group.settings.get("custom_name", ""))
    if preset != CUSTOM or not name:
        return []
    return [Sentence(N_("By the group's own rule: %(name)s."), {"name": name}).record()]


@command("vote.cast", {"question": number(), "choice": one_of(CHOICES)}, who=ELECTORS, when=CHECK_IN)
def cast(desk: Desk, question: int, choice: str) -> None:
    """A seat of the electorate votes, or changes its vote, until the close.

    Holder and alternate as frozen: the first of them to cast acts for the seat.
    """
    row = question_of(desk, question, "vote")
    elector = elector_of(desk, row)
    ballot = desk.session.scalar(
        select(store.Ballot).where(store.Ballot.question_id == row.id, store.Ballot.seat == elector.seat)
    )
    if ballot is None:
        audience = desk.audience if row.board == "live" else seat_audience(elector.seat)
        ballot = desk.add(store.Ballot(question_id=row.id, seat=elector.seat, person=str(desk.actor)), audience)
    check_same(elector, ballot.person, desk.actor)
    ballot.choice, ballot.at = choice, desk.now
    desk.record("vote.cast", ballot.audience, question=row.number, seat=elector.seat)


def elector_of(desk: Desk, question: store.Question) -> store.Elector:
    """The seat of the frozen electorate for which the actor may act."""
    elector = desk.session.scalar(
        select(store.Elector).where(
            store.Elector.question_id == question.id,
            (store.Elector.holder == desk.actor) | (store.Elector.alternate == desk.actor),
        )
    )
    if elector is None:
        raise Refusal("not_elector", N_("You did not sit on a seat when this question was opened."))
    if not elector.present:
        raise Refusal(
            "not_elector", N_("%(seat)s was not checked in when this question was opened."), seat=elector.seat
        )
    return elector


def check_same(elector: store.Elector, acting: str, actor: str | None) -> None:
    """Refuse when the other of holder and alternate has acted for the seat in this question."""
    if acting != actor:
        raise Refusal(
            "other_acts", N_("Somebody else already acts for %(seat)s in this question."), seat=elector.seat
        )


@command("vote.close", {"question": number()}, who=CONDUCT, when=OPEN | {phases.Sitting.SUSPENDED})
def close(desk: Desk, question: int) -> None:
    """The vote is closed and counted by its rule; ballots are public from now on, and what was adopted takes effect."""
    row = question_of(desk, question, "vote")
    ballots = desk.all_of(store.Ballot, store.Ballot.question_id == row.id)
    for ballot in ballots:
        ballot.audience = row.audience
    result = count(
        Rule.parse(row.rule),
        [frozen(elector) for elector in electors_of(desk, row)],
        [Ballot(seat=each.seat, choice=each.choice) for each in ballots],
    )
    decide(desk, row, result.outcome, result.json(), result_in_words(result))
    desk.record("vote.closed", question=row.number, title=row.title, outcome=row.outcome)


def frozen(elector: store.Elector) -> Elector:
    """A seat of a frozen electorate, as the rules count it."""
    return Elector(elector.seat, elector.side, elector.constituency, Fraction(elector.weight), elector.present)


def as_case(question: store.Question, electors: list[store.Elector], ballots: list[store.Ballot]) -> dict[str, Any]:
    """The vote as a file that `deliberate count` recounts."""
    return {
        "id": f"question-{question.number}",
        "rule": question.rule,
        "electorate": [
            {"seat": e.seat, "side": e.side, "group": e.constituency, "weight": e.weight, "present": e.present}
            for e in electors
        ],
        "ballots": [{"seat": each.seat, "choice": each.choice} for each in ballots],
    }
