"""Group-informed consensus: which texts have support in every group, and not only in the largest.

The measure is that of Polis (Small, Bjorkegren, Erkkila, Shaw and Megill, "Polis: Scaling Deliberation by Mapping High
Dimensional Opinion Spaces", Recerca 26(2), 2021): for each group the share of its answers that support the text, with
one answer of each kind added, (support + 1) / (answers + 2); and the product of these over all groups. One group that
does not support a text pulls it down, however many the others are. Polis finds its groups in the answers; ours are the
two halves and the constituencies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from deliberate.domain.consensus import Stance

SUPPORTS = frozenset({Stance.SUPPORT, Stance.RESERVATION})
"""Who joins a text, with a reservation or without. To stand aside or to object is an answer that does not."""

DIGITS = 3
"""Decimal places of a geometric mean."""


@dataclass(frozen=True, slots=True)
class Support:
    """How many of a group's seats took a position on a text, and how many of those support it."""

    support: int
    answers: int

    @property
    def likely(self) -> Fraction:
        """(support + 1) / (answers + 2): of a group that said nothing nothing is known, and it counts as one half."""
        return Fraction(self.support + 1, self.answers + 2)

    @property
    def most(self) -> bool:
        """Whether more than half of those who answered support it; nobody's answer is no support."""
        return 2 * self.support > self.answers


@dataclass(frozen=True, slots=True)
class Agreement:
    """A text's support in the groups of one kind."""

    groups: Mapping[str, Support]

    @property
    def product(self) -> Fraction:
        """The product over the groups: Polis's group-informed consensus."""
        return prod((group.likely for group in self.groups.values()), start=Fraction(1))

    @property
    def mean(self) -> str:
        """The geometric mean of the groups, to three places: the product as a share that one group would have.

        It lets texts be compared that were put to different numbers of groups.
        """
        return rounded_root(self.product, len(self.groups), DIGITS) if self.groups else ""

    @property
    def everywhere(self) -> bool:
        """Whether most of those who answered in each group support it."""
        return bool(self.groups) and all(group.most for group in self.groups.values())


def agreement(groups: Iterable[str], answers: Iterable[tuple[str, str]]) -> Agreement:
    """The support in some groups, of answers that are each a group and a stance, in the order the groups are given."""
    support = dict.fromkeys(groups, 0)
    given = dict(support)
    for group, stance in answers:
        given[group] += 1
        support[group] += Stance(stance) in SUPPORTS
    return Agreement({group: Support(support[group], given[group]) for group in support})


def rounded_root(share: Fraction, degree: int, digits: int) -> str:
    """The root of a share, as a decimal number rounded half up, exactly: no float takes part.

    `rounded_root(Fraction(1, 2), 2, 3)` is "0.707".
    """
    scale = 10**digits
    numerator, denominator = share.numerator * scale**degree, share.denominator
    root = _floor_root(numerator // denominator, degree)
    if (2 * root + 1) ** degree * denominator <= numerator * 2**degree:  # root + 1/2 is not above the exact root
        root += 1
    return f"{root // scale}.{root % scale:0{digits}}"


def _floor_root(number: int, degree: int) -> int:
    """The largest whole number whose power is not above `number`, by bisection."""
    low, high = 0, number + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle)
    return low
