"""Votes by show of hands: what was counted in the room, half by half."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import number, one_of
from deliberate.commands.questions import electors_of
from deliberate.commands.registry import command
from deliberate.commands.voting import OPEN, frozen, vote_by
from deliberate.domain import phases
from deliberate.domain.ballots import Counts
from deliberate.domain.counting import count
from deliberate.domain.methods import Method
from deliberate.domain.rights import CONDUCT
from deliberate.domain.rules import Rule
from deliberate.domain.seats import Side


@command(
    "vote.count_hands",
    {"question": number(), "side": one_of(Side), "for": number(0), "against": number(0), "abstain": number(0)},
    who=CONDUCT,
    when=OPEN | {phases.Sitting.SUSPENDED},
)
def count_hands(desk: Desk, question: int, side: str, **shown: int) -> None:
    """The chair enters the hands counted on one side: for, against, abstaining; not more than its seats present.

    Entered again, they take the place of those entered before, until the close.
    """
    row = vote_by(desk, question, Method.HANDS)
    electors = [frozen(elector) for elector in electors_of(desk, row)]
    count(Rule.parse(row.rule), electors, counts=[Counts(side, shown["for"], shown["against"], shown["abstain"])])
    others = [each for each in row.hands or [] if each["side"] != side]
    order = list(Side)
    row.hands = sorted([*others, {"side": side, **shown}], key=lambda each: order.index(each["side"]))
    desk.record("vote.hands_counted", question=row.number, side=side)
