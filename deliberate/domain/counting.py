"""Counting a decision: from a rule, an electorate and its votes to an outcome anyone can recount."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from deliberate.domain.ballots import Ballot, Counts, hands, roll_call, unsigned_votes
from deliberate.domain.electorate import Elector, Electorate, weigh
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rules import PRESETS, Choice, Rule
from deliberate.domain.tally import NOT_VOTING, Line, Tally

__all__ = [
    "PRESETS", "Ballot", "Choice", "Counts", "Elector", "Line", "Outcome", "Result", "Rule", "Tally", "after_ties",
    "count", "weigh",
]


class Outcome(StrEnum):
    """What came of a vote."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


class Voted(Protocol):
    """What came of a vote, and whether it was a tie."""

    @property
    def outcome(self) -> Outcome: ...
    @property
    def tie(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Result:
    """A counted vote: the outcome, every line of the rule with its exact share, and what became of every seat."""

    outcome: Outcome
    tie: bool
    quorum: tuple[Line, ...]
    tests: tuple[Line, ...]
    tally: Mapping[str, Tally]

    def json(self) -> dict[str, object]:
        """The result as `deliberate count --json` prints it: exact shares as text such as ``"17/46"``."""
        return {
            "outcome": self.outcome.value,
            "tie": self.tie,
            "quorum": [line.json() for line in self.quorum],
            "tests": [line.json() for line in self.tests],
            "tally": {scope: tally.json() for scope, tally in self.tally.items()},
        }


def count(
    rule: Rule, electorate: Iterable[Elector], ballots: Iterable[Ballot] = (), counts: Iterable[Counts] = (),
) -> Result:
    """The vote's result under the rule.

    `no_quorum` if a line of the quorum fails; else `rejected` on a tie or if a test fails; else `adopted`. A tie is as
    much for as against over the whole body, in the measure of the first test, whatever the tests say; there is no
    casting vote (UN General Assembly, rule 133). Who abstains has cast a vote but is not "present and voting": the base
    `for_against` leaves abstentions out (rules 86 and 126). Every line is computed, also without a quorum.

    Refuses, naming the line, whatever `Electorate`, `roll_call`, `unsigned_votes` and `hands` refuse; a side or group
    that the electorate does not have (`unknown_scope`); ballots and a show of hands at once (`two_ways`).
    """
    seats, shown = Electorate(rule.weighting, electorate), tuple(counts)
    standings, unsigned = roll_call(seats, ballots)
    if shown and (unsigned or any(standing < NOT_VOTING for standing in standings)):
        raise Refusal("two_ways", N_("A vote is taken by ballots or by a show of hands: give one of the two."))
    votes = hands(seats, shown, rule.by_group) if shown else unsigned_votes(seats, standings, unsigned, rule.by_group)
    tallies = seats.tallies(standings)
    for vote, number in votes.items():
        tallies["all"].turn_out(vote.standing, number, vote.units)
        tallies[f"side:{vote.side}"].turn_out(vote.standing, number, vote.units)
        if vote.group is not None:
            tallies[f"group:{vote.group}"].turn_out(vote.standing, number, vote.units)
    quorum, tests = seats.lines(rule.quorum, tallies), seats.lines(rule.tests, tallies)
    measure = rule.tests[0].measure
    equal = tallies["all"].amount(Choice.FOR, measure) == tallies["all"].amount(Choice.AGAINST, measure)
    if not all(line.holds for line in quorum):
        outcome = Outcome.NO_QUORUM
    elif equal or not all(line.holds for line in tests):
        outcome = Outcome.REJECTED
    else:
        outcome = Outcome.ADOPTED
    tally = {scope: tally for scope, tally in tallies.items() if not scope.startswith("group:")}
    return Result(outcome, equal and outcome is Outcome.REJECTED, quorum, tests, tally)


def after_ties(votes: Sequence[Voted], *, second_vote: bool) -> Outcome | None:
    """What came of a question after the votes on it; None while a second one is still to be taken.

    A tie is rejected at once, as in the committees of the UN General Assembly (rule 133), unless the group allows one
    `second_vote`, as its plenary does (rule 95); a second tie is rejected. Refuses one vote too many (`voted`).
    """
    again = second_vote and bool(votes) and votes[0].tie
    if not votes or len(votes) > 1 + again:
        raise Refusal(
            "voted",
            N_("A question is voted on once, or once more after a tie if the group allows it; not %(votes)s times."),
            votes=len(votes),
        )
    return None if again and len(votes) == 1 else votes[-1].outcome
