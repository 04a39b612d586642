"""Who may vote, and how much each seat weighs in a decision."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from math import lcm

from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rules import Base, Requirement, Weighting
from deliberate.domain.tally import Line, Tally

FINEST_BITS = 8_000
"""How long a common denominator of the weights may become, in bits; beyond, the weights are a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class Elector:
    """A seat of the plan, as it stood when the vote opened. A vacant seat is entitled and not present."""

    seat: str
    side: str
    group: str | None = None
    weight: Fraction = Fraction(1)
    present: bool = True


class Electorate:
    """All seats of the plan, weighed under one weighting; its order is that of the seats.

    Refuses an electorate without seats (`no_electors`), a seat listed twice (`seat_twice`), a negative weight
    (`negative`), and under `parity` anything but two sides that both weigh something (`not_two_sides`,
    `side_weighs_nothing`).
    """

    def __init__(self, weighting: Weighting, electors: Iterable[Elector]) -> None:
        self.electors = tuple(electors)
        self.by_seat = {elector.seat: elector for elector in self.electors}
        self._check()
        self.sides = tuple(dict.fromkeys(elector.side for elector in self.electors))
        self.groups = tuple(dict.fromkeys(each.group for each in self.electors if each.group is not None))
        self._weighting = weighting
        self._common = self._common_denominator()
        whole, self._factors = self._parity() if weighting is Weighting.PARITY else (self._common, self._alike())
        self._unit = Fraction(1, whole)
        self.units = self._units()

    def weights(self) -> dict[str, Fraction]:
        """What each seat weighs, exactly, by seat."""
        return {elector.seat: units * self._unit for elector, units in zip(self.electors, self.units, strict=True)}

    def units_of(self, side: str, weight: Fraction) -> int | None:
        """The units of a seat of this side and written weight; None when no seat could weigh that."""
        if self._weighting is Weighting.EQUAL:
            return 1
        units = weight * self._common * self._factors[side]
        return units.numerator if units.denominator == 1 else None

    def tallies(self, standings: Iterable[int]) -> dict[str, Tally]:
        """The sums of the whole, of each side and of each group, from what each seat did, in the order of the seats."""
        unit = self._unit
        whole = Tally(unit)
        sides = {side: Tally(unit) for side in self.sides}
        groups: dict[str | None, Tally] = {group: Tally(unit) for group in self.groups}
        nobody = Tally(unit)
        for elector, units, standing in zip(self.electors, self.units, standings, strict=True):
            for tally in (whole, sides[elector.side], groups.get(elector.group, nobody)):
                tally.heads[standing] += 1
                tally.units[standing] += units
        by_scope = {"all": whole} | {f"side:{side}": tally for side, tally in sides.items()}
        return by_scope | {f"group:{group}": groups[group] for group in self.groups}

    def lines(self, requirements: Iterable[Requirement], tallies: Mapping[str, Tally]) -> tuple[Line, ...]:
        """Every line of a rule held against the sums, in its order; `each_` by first appearance among the seats."""
        return tuple(
            Line(
                requirement, scope,
                counted=tallies[scope].amount(requirement.counted, requirement.measure),
                base=None if requirement.base is Base.NUMBER
                else tallies[scope].amount(requirement.base, requirement.measure),
            )
            for requirement in requirements
            for scope in self._scopes(requirement.scope)
        )

    def _scopes(self, scope: str) -> Iterator[str]:
        """The scopes a line is checked over. A side or group without seats is refused, not passed over."""
        kind, _, name = scope.partition(":")
        if scope == "all":
            yield scope
        elif scope == "each_side":
            yield from (f"side:{side}" for side in self.sides)
        elif scope == "each_group":
            if not self.groups:
                raise Refusal("unknown_scope", N_("The rule asks for each group, but no seat has a group."))
            yield from (f"group:{group}" for group in self.groups)
        elif name in (self.sides if kind == "side" else self.groups):
            yield scope
        else:
            raise Refusal("unknown_scope", N_("The rule asks for %(scope)s, but no seat belongs to it."), scope=scope)

    def _check(self) -> None:
        """The seats make an electorate: there are some, each once, none with a negative weight."""
        if not self.electors:
            raise Refusal("no_electors", N_("There are no seats: nobody is entitled to vote."))
        seen: set[str] = set()
        for number, elector in enumerate(self.electors, start=1):
            if elector.seat in seen:
                raise Refusal(
                    "seat_twice", N_("electorate, line %(line)s: the seat %(seat)s is already listed."),
                    line=number, seat=elector.seat,
                )
            if elector.weight.numerator < 0:
                raise Refusal(
                    "negative", N_("electorate, line %(line)s: the seat %(seat)s cannot weigh less than nothing."),
                    line=number, seat=elector.seat,
                )
            seen.add(elector.seat)

    def _common_denominator(self) -> int:
        """A denominator all written weights can be added over, so that only integers are added."""
        if self._weighting is Weighting.EQUAL:
            return 1
        common = 1
        for common in accumulate({elector.weight.denominator for elector in self.electors}, lcm):
            _bounded(common)
        return common

    def _alike(self) -> dict[str, int]:
        """The units of all sides as they are."""
        return dict.fromkeys(self.sides, 1)

    def _parity(self) -> tuple[int, dict[str, int]]:
        """How many units make 1, and by how much each side's are multiplied so that both sides come to half of that."""
        if len(self.sides) != 2:
            raise Refusal(
                "not_two_sides", N_("Parity needs exactly two sides with seats; there are %(number)s: %(sides)s."),
                number=len(self.sides), sides=", ".join(self.sides),
            )
        totals = dict.fromkeys(self.sides, 0)
        for elector in self.electors:
            totals[elector.side] += self._written(elector)
        for side, total in totals.items():
            if not total:
                raise Refusal(
                    "side_weighs_nothing", N_("Parity needs two sides that weigh something; %(side)s weighs nothing."),
                    side=side,
                )
        half = _bounded(lcm(*totals.values()))
        return 2 * half, {side: half // total for side, total in totals.items()}

    def _written(self, elector: Elector) -> int:
        """The weight written on a seat, over the common denominator."""
        return elector.weight.numerator * (self._common // elector.weight.denominator)

    def _units(self) -> list[int]:
        """What each seat weighs, in units, in the order of the seats."""
        if self._weighting is Weighting.EQUAL:
            return [1] * len(self.electors)
        units = [self._written(elector) * self._factors[elector.side] for elector in self.electors]
        _bounded(sum(units))
        return units


def weigh(weighting: Weighting, electors: Iterable[Elector]) -> dict[str, Fraction]:
    """What each seat weighs in a decision, by seat.

    Under `parity` each side comes to exactly 1/2 over all its entitled seats, present or not, as in the committees of
    the International Labour Conference each group has the same voting strength however many members it has
    (Standing Orders, weighted voting). The refusals are those of `Electorate`.
    """
    return Electorate(weighting, electors).weights()


def _bounded(number: int) -> int:
    """The number itself, if people could have meant it."""
    if number.bit_length() > FINEST_BITS:
        raise Refusal(
            "weights_too_fine", N_("These weights have no common denominator of a reasonable size; simplify them."),
        )
    return number
