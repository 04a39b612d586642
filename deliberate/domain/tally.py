"""What became of every seat in a vote, added up, and the lines of a rule held against these sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from deliberate.domain.rules import Measure, Requirement

STANDINGS: Final = ("for", "against", "abstain", "not_voting", "absent")
"""What became of a seat in a vote: every seat of the plan is in exactly one of these."""

FOR, AGAINST, ABSTAIN, NOT_VOTING, ABSENT = range(len(STANDINGS))

_PARTS: Mapping[str, Sequence[int]] = {
    "for": (FOR,),
    "against": (AGAINST,),
    "abstain": (ABSTAIN,),
    "for_against": (FOR, AGAINST),
    "cast": (FOR, AGAINST, ABSTAIN),
    "present": (FOR, AGAINST, ABSTAIN, NOT_VOTING),
    "entitled": (FOR, AGAINST, ABSTAIN, NOT_VOTING, ABSENT),
}


@dataclass(slots=True)
class Tally:
    """What became of the seats of one scope, in seats and in units of weight; `unit` is what one unit weighs."""

    unit: Fraction
    heads: list[int] = field(default_factory=lambda: [0] * len(STANDINGS))
    units: list[int] = field(default_factory=lambda: [0] * len(STANDINGS))

    def amount(self, part: str, measure: Measure) -> Fraction:
        """How many seats, or how much weight, a part of the seats comes to: one of the choices, counts or bases."""
        if measure is Measure.HEADS:
            return Fraction(sum(self.heads[standing] for standing in _PARTS[part]))
        return sum(self.units[standing] for standing in _PARTS[part]) * self.unit

    def turn_out(self, standing: int, number: int, units: int) -> None:
        """So many seats of so many units each, which had not voted so far, have voted."""
        for sums, amount in ((self.heads, number), (self.units, number * units)):
            sums[NOT_VOTING] -= amount
            sums[standing] += amount

    def json(self) -> dict[str, object]:
        """Seats as integers and weights as exact fractions, by what became of them."""
        return {
            "heads": dict(zip(STANDINGS, self.heads, strict=True)),
            "weight": {name: str(units * self.unit) for name, units in zip(STANDINGS, self.units, strict=True)},
        }


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a rule held against one scope. `base` is None where the count itself is compared."""

    requirement: Requirement
    scope: str
    counted: Fraction
    base: Fraction | None

    @property
    def share(self) -> Fraction | None:
        """The exact share; None of a number, and None of nothing."""
        return self.counted / self.base if self.base else None

    @property
    def holds(self) -> bool:
        """Whether the line is met. A share of nothing is never enough, and never too much."""
        amount = self.counted if self.base is None else self.share
        if amount is None:
            return not self.requirement.comparison.demands
        return self.requirement.comparison.holds(amount, self.requirement.threshold)

    def json(self) -> dict[str, object]:
        """The line as `deliberate count --json` prints it; a test says besides what it counted, and how."""
        asked = self.requirement.json()
        what = {name: asked[name] for name in ("choice", "measure")} if "choice" in asked else {}
        return {
            "scope": self.scope, **what, "counted": str(self.counted),
            "base": None if self.base is None else str(self.base),
            "share": None if self.share is None else str(self.share),
            "required": self.requirement.required, "holds": self.holds,
        }
