"""Quorum: whether enough seats of each side are present to open a sitting or to take a decision, and how many lack."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from deliberate.domain import wording
from deliberate.domain.electorate import Elector, Electorate
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rules import Base, Comparison, Measure, Requirement, Rule, Turnout, Weighting
from deliberate.domain.seats import parse_seat
from deliberate.domain.tally import ABSENT, NOT_VOTING, Line

OPENING = Requirement("each_side", Turnout.PRESENT, Measure.HEADS, Base.ENTITLED, Comparison.AT_LEAST, Fraction(1, 3))
"""What opening a sitting needs: at least one third of the seats of each side, vacant seats counted among them.

A third opens a meeting of the UN General Assembly too (rule 67), of its membership as a whole.
"""


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether there is a quorum, the lines it was read from, and what is missing, in words; nothing when it holds."""

    holds: bool
    lines: tuple[Line, ...]
    missing: list[Sentence]


def opening(electorate: Iterable[Elector]) -> Quorum:
    """The quorum for opening a sitting: at least one third of the seats of each side are present."""
    return _quorum((OPENING,), Weighting.EQUAL, electorate)


def deciding(rule: Rule, electorate: Iterable[Elector]) -> Quorum:
    """The quorum for putting a question under this rule, as far as presence decides it.

    A decision asks for more than a debate does, as in the UN General Assembly (rule 67: a majority of the members).
    Lines of the rule that look at votes cast can be checked only by the count itself and are left to it.
    """
    votes = (Base.CAST, Base.FOR_AGAINST)
    lines = [line for line in rule.quorum if line.counted is Turnout.PRESENT and line.base not in votes]
    weighed = any(line.measure is Measure.WEIGHT for line in lines)
    return _quorum(lines, rule.weighting if weighed else Weighting.EQUAL, electorate)


def cautions(rule: Rule, electorate: Iterable[Elector]) -> list[Sentence]:
    """What is said while a vote is open, where those present when it opened are no quorum: what would come of it.

    It is read from presence alone. What a quorum of votes cast still lacks is not said: it would tell of votes.
    """
    quorum = deciding(rule, electorate)
    nothing = N_("Those present when it opened are no quorum: closed now, it decides nothing.")
    return [] if quorum.holds else [Sentence(nothing), *quorum.missing]


def with_proxies(present: Collection[str], proxies: Mapping[str, str]) -> frozenset[str]:
    """The seats that are present: those checked in, and those whose proxy sits on a seat that is checked in itself.

    ``proxies`` names, for each seat that gave a proxy, the seat it was given to. It is not passed on: whoever is there
    by proxy alone acts for nobody else. Refuses a proxy given to the same seat or across the room (`proxy_elsewhere`).
    """
    for seat, holder in proxies.items():
        if seat == holder or parse_seat(seat)[0] is not parse_seat(holder)[0]:
            raise Refusal(
                "proxy_elsewhere",
                N_("%(seat)s cannot give its proxy to %(holder)s. Choose another seat of the same side."),
                seat=seat, holder=holder,
            )
    return frozenset(present) | {seat for seat, holder in proxies.items() if holder in present}


def _quorum(requirements: Sequence[Requirement], weighting: Weighting, electorate: Iterable[Elector]) -> Quorum:
    """The lines held against who is present. Without any seat nothing can be opened or decided."""
    electors = tuple(electorate)
    if not electors:
        return Quorum(holds=False, lines=(), missing=[Sentence(N_("There are no seats yet: set the seat plan first."))])
    seats = Electorate(weighting, electors)
    tallies = seats.tallies(NOT_VOTING if elector.present else ABSENT for elector in electors)
    lines = seats.lines(requirements, tallies)
    return Quorum(all(line.holds for line in lines), lines, wording.missing_in_words(lines))
