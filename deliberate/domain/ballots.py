"""Votes as they come in, by seat, in secret or by hands, matched with the seats that may have cast them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from deliberate.domain.electorate import Electorate
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rules import Choice
from deliberate.domain.tally import ABSENT, NOT_VOTING, STANDINGS


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote. It names its seat or, in a secret vote, the side, group and written weight of the seat it came from."""

    choice: str
    seat: str | None = None
    side: str | None = None
    group: str | None = None
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Counts:
    """A show of hands on one side, in hands. (`for` is a word of Python's own, hence `for_`.)"""

    side: str
    for_: int = 0
    against: int = 0
    abstain: int = 0


class Unsigned(NamedTuple):
    """A vote that no seat has signed: its side, its group if known, its units of weight, and where it is counted."""

    side: str
    group: str | None
    units: int
    standing: int


def roll_call(seats: Electorate, ballots: Iterable[Ballot]) -> tuple[list[int], list[tuple[int, Ballot]]]:
    """What each seat did, in the order of the seats, and apart the ballots that name no seat, each with its line.

    Refuses `unknown_seat`, `not_present`, `second_ballot` and `unknown_choice`, naming the line, counted from 1.
    """
    cast: dict[str, int] = {}
    unsigned: list[tuple[int, Ballot]] = []
    for line, ballot in enumerate(ballots, start=1):
        standing = _standing(ballot.choice, line)
        if ballot.seat is None:
            unsigned.append((line, ballot))
            continue
        elector = seats.by_seat.get(ballot.seat)
        if elector is None:
            raise _bad(line, "unknown_seat", N_("ballots, line %(line)s: there is no seat %(seat)s."), seat=ballot.seat)
        if not elector.present:
            raise _bad(line, "not_present", N_("ballots, line %(line)s: %(seat)s is not present."), seat=ballot.seat)
        if ballot.seat in cast:
            raise _bad(line, "second_ballot", N_("ballots, line %(line)s: %(seat)s has voted."), seat=ballot.seat)
        cast[ballot.seat] = standing
    return [cast.get(each.seat, NOT_VOTING) if each.present else ABSENT for each in seats.electors], unsigned


def unsigned_votes(
    seats: Electorate, standings: Sequence[int], ballots: Sequence[tuple[int, Ballot]], by_group: bool,
) -> Counter[Unsigned]:
    """Votes without a seat, each matched with a present seat that has not voted and could have cast it.

    A vote that names no group may come from any group, unless the rule looks at groups: then it comes from no group.
    Refuses `no_side`, `unknown_side` and `more_than_present`, naming the line.
    """
    votes: Counter[Unsigned] = Counter()
    if not ballots:
        return votes
    free = Counter[tuple[str, int]]()
    free_in_group = Counter[tuple[str, int, str | None]]()
    for elector, units, standing in zip(seats.electors, seats.units, standings, strict=True):
        if standing == NOT_VOTING:
            free[elector.side, units] += 1
            free_in_group[elector.side, units, elector.group] += 1
    for line, ballot in ballots:
        side, group = ballot.side, ballot.group
        if side is None:
            raise _bad(line, "no_side", N_("ballots, line %(line)s: a ballot names its seat, or else its side."))
        if side not in seats.sides:
            raise _bad(line, "unknown_side", N_("ballots, line %(line)s: no seat is on the side %(side)s."), side=side)
        weighed = seats.units_of(side, ballot.weight)
        units = -1 if weighed is None else weighed  # no seat weighs that
        grouped = by_group or group is not None
        if not free[side, units] or (grouped and not free_in_group[side, units, group]):
            raise _bad(
                line, "more_than_present",
                N_(
                    "ballots, line %(line)s: more ballots of side %(side)s, group %(group)s, weight %(weight)s "
                    "than such seats present."
                ),
                side=side, group=group or "-", weight=str(ballot.weight),
            )
        free[side, units] -= 1
        if grouped:
            free_in_group[side, units, group] -= 1
        votes[Unsigned(side, group, units, _standing(ballot.choice, line))] += 1
    return votes


def hands(seats: Electorate, counts: Sequence[Counts], by_group: bool) -> Counter[Unsigned]:
    """A show of hands as votes without a seat: no more than the seats present, which must all weigh the same on a side.

    Refuses `unknown_side`, `second_count`, `negative`, `more_than_present` and, where the rule tells seats apart that
    hands do not, `unequal_hands`; each names the line.
    """
    votes: Counter[Unsigned] = Counter()
    counted: set[str] = set()
    for line, shown in enumerate(counts, start=1):
        side, numbers = shown.side, (shown.for_, shown.against, shown.abstain)
        if side not in seats.sides:
            raise _bad(line, "unknown_side", N_("counts, line %(line)s: no seat is on the side %(side)s."), side=side)
        if side in counted:
            raise _bad(line, "second_count", N_("counts, line %(line)s: %(side)s is counted already."), side=side)
        if min(numbers) < 0:
            raise _bad(line, "negative", N_("counts, line %(line)s: hands cannot be fewer than none."))
        counted.add(side)
        present = [
            (elector.group, units) for elector, units in zip(seats.electors, seats.units, strict=True)
            if elector.present and elector.side == side
        ]
        if sum(numbers) > len(present):
            raise _bad(
                line, "more_than_present",
                N_("counts, line %(line)s: more hands on the side %(side)s than its %(present)s seats present."),
                side=side, present=len(present),
            )
        if len({units for _, units in present}) > 1:
            raise _bad(
                line, "unequal_hands",
                N_("counts, line %(line)s: the seats of %(side)s weigh differently; count ballots, not hands."),
                side=side,
            )
        groups = {group for group, _ in present}
        if by_group and len(groups) > 1:
            raise _bad(
                line, "unequal_hands",
                N_("counts, line %(line)s: the rule looks at groups, and hands of %(side)s do not; count ballots."),
                side=side,
            )
        if present:
            group, units = present[0]
            for standing, number in enumerate(numbers):
                votes[Unsigned(side, group if len(groups) == 1 else None, units, standing)] += number
    return votes


_STANDINGS = {choice.value: STANDINGS.index(choice.value) for choice in Choice}


def _standing(choice: str, line: int) -> int:
    """Where a choice is counted."""
    standing = _STANDINGS.get(choice)
    if standing is None:
        raise _bad(
            line, "unknown_choice",
            N_("ballots, line %(line)s: %(choice)s is no choice; a vote is for, against or abstain."), choice=choice,
        )
    return standing


def _bad(line: int, code: str, sentence: str, **facts: str | int) -> Refusal:
    """A refusal that names the line."""
    return Refusal(code, sentence, line=line, **facts)
