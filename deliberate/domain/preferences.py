"""What each ballot prefers among several options, both halves weighing the same, and the chains that follow from it.

Each half weighs exactly one half, shared over the ballots cast in it in proportion to what is written on their seats;
so it never matters how many of a half vote, as long as somebody does. Weights here are shares of the whole, which is 1.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from deliberate.domain.electorate import Elector, Electorate
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rules import Weighting
from deliberate.domain.seats import Side

OPTIONS_AT_MOST = 100
"""Comparing options takes time as the cube of their number."""


@dataclass(frozen=True, slots=True)
class Approval:
    """A ballot that approves any number of the options. One that approves none is cast all the same."""

    side: Side
    options: frozenset[str]
    seat: str | None = None
    weight: Fraction = Fraction(1)

    @property
    def levels(self) -> tuple[frozenset[str], ...]:
        """The same as a ranking: what is approved before what is not."""
        return (self.options,)


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ballot that ranks options, best first. Those of one level are equal; those left out come last, as equals."""

    side: Side
    levels: tuple[frozenset[str], ...]
    seat: str | None = None
    weight: Fraction = Fraction(1)


class Chain(NamedTuple):
    """How one option is ahead of another: each of the chain is preferred to the next, and its weakest link counts."""

    strength: Fraction
    options: tuple[str, ...]


def weighed(options: Sequence[str], ballots: Sequence[Ranking | Approval]) -> tuple[list[int], Fraction]:
    """What each ballot weighs, in whole units, and what one unit is of the whole: each half comes to exactly 1/2.

    Equal strength of groups of unequal size is the rule of the committees of the International Labour Conference; it is
    shared there over the members entitled to vote, and here over the ballots cast.

    Refuses fewer than 2 or more than 100 options, or one listed twice (`options`); naming the line, an option that is
    not listed (`unknown_option`), one that is ranked twice (`ranked_twice`), a second ballot of one seat
    (`second_ballot`) and a negative weight (`negative`); and a half without any ballot that weighs (`half_silent`).
    """
    _check(options, ballots)
    electorate = Electorate(
        Weighting.PARITY,
        (Elector(str(line), ballot.side, weight=ballot.weight) for line, ballot in enumerate(ballots, start=1)),
    )
    return electorate.units, Fraction(1, sum(electorate.units))


def preferences(options: Sequence[str], ballots: Iterable[Ranking | Approval]) -> dict[tuple[str, str], Fraction]:
    """The share of the weight that prefers the first of each pair of options to the second.

    A ballot prefers what it names to what it leaves out, and has no preference between equals. Refuses as `weighed`.
    """
    cast = tuple(ballots)
    units, unit = weighed(options, cast)
    alike: Counter[tuple[frozenset[str], ...]] = Counter()
    for ballot, weight in zip(cast, units, strict=True):
        alike[ballot.levels] += weight
    sums = dict.fromkeys(permutations(options, 2), 0)
    for levels, weight in alike.items():
        left = set(options)
        for level in levels:
            left -= level
            for better in level:
                for worse in left:
                    sums[better, worse] += weight
    return {pair: number * unit for pair, number in sums.items()}


def check_levels(options: Sequence[str], levels: Sequence[Sequence[str]]) -> None:
    """Refuse a ballot that names what cannot be chosen (`unknown_option`), or one option twice (`ranked_twice`)."""
    named: set[str] = set()
    for option in (option for level in levels for option in level):
        if option not in options:
            raise Refusal("unknown_option", N_("%(option)s cannot be chosen here."), option=option)
        if option in named:
            raise Refusal("ranked_twice", N_("%(option)s stands in two places; name it once."), option=option)
        named.add(option)


def strongest_chains(
    options: Sequence[str], preferred: Mapping[tuple[str, str], Fraction]
) -> dict[tuple[str, str], Chain]:
    """For each pair of options the strongest chain from the first to the second, where there is any.

    Found as widest paths are (Floyd and Warshall); of equally strong chains, the one found first in the order of the
    options. Takes time as the cube of the number of options.
    """
    chains = {
        (one, other): Chain(weight, (one, other))
        for (one, other), weight in preferred.items()
        if weight > preferred[other, one]
    }
    for middle in options:
        for one, other in permutations((option for option in options if option != middle), 2):
            there, on = chains.get((one, middle)), chains.get((middle, other))
            if there is None or on is None:
                continue
            strength = min(there.strength, on.strength)
            known = chains.get((one, other))
            if known is None or strength > known.strength:
                chains[one, other] = Chain(strength, there.options + on.options[1:])
    return chains


def _check(options: Sequence[str], ballots: Sequence[Ranking | Approval]) -> None:
    """The options can be told apart, and every ballot is one that can be counted."""
    known = set(options)
    if not 2 <= len(options) <= OPTIONS_AT_MOST or len(known) < len(options):
        raise Refusal(
            "options", N_("Give 2 to %(most)s options, each once; there are %(number)s, %(known)s of them different."),
            most=OPTIONS_AT_MOST, number=len(options), known=len(known),
        )
    voted: set[str] = set()
    weight = dict.fromkeys(Side, Fraction(0))
    for line, ballot in enumerate(ballots, start=1):
        named = [option for level in ballot.levels for option in level]
        strange = sorted(set(named) - known)
        if strange:
            raise Refusal(
                "unknown_option", N_("ballots, line %(line)s: there is no option %(option)s."),
                line=line, option=strange[0],
            )
        if len(set(named)) < len(named):
            twice = N_("ballots, line %(line)s: one option stands in two places of the ranking.")
            raise Refusal("ranked_twice", twice, line=line)
        if ballot.seat is not None and ballot.seat in voted:
            raise Refusal(
                "second_ballot", N_("ballots, line %(line)s: %(seat)s has voted."), line=line, seat=ballot.seat,
            )
        if ballot.seat is not None:
            voted.add(ballot.seat)
        if ballot.weight < 0:
            below = N_("ballots, line %(line)s: a ballot cannot weigh less than nothing.")
            raise Refusal("negative", below, line=line)
        weight[ballot.side] += ballot.weight
    for side, total in weight.items():
        if not total:
            raise Refusal("half_silent", _SILENT[side])


_SILENT = {
    Side.GOVERNMENTS: N_("No ballot of the governments weighs anything, and nothing is chosen for both halves by one."),
    Side.OTHERS: N_("No ballot of the others weighs anything, and nothing is chosen for both halves by one."),
}
