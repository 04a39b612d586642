"""What a decision needs: how seats weigh, the quorum, and the tests to be met; two presets, and custom rules.

One small model says every rule from a simple majority to the parity of two halves; `counting` applies it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Self

from deliberate.domain.exact import fields, fraction, items, one_of, shown
from deliberate.domain.refusals import N_, Refusal


class Weighting(StrEnum):
    """How much a seat weighs: the same as any other, what is written on it, or its share of its side's one half."""

    EQUAL = "equal"
    SEAT = "seat"
    PARITY = "parity"


class Choice(StrEnum):
    """What a ballot may say."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Turnout(StrEnum):
    """What is counted towards a quorum. `cast` includes abstentions, `for_against` does not."""

    PRESENT = "present"
    CAST = "cast"
    FOR_AGAINST = "for_against"


class Measure(StrEnum):
    """Count seats, or add their weights."""

    HEADS = "heads"
    WEIGHT = "weight"


class Base(StrEnum):
    """What the count is a share of; `number` compares the count itself."""

    ENTITLED = "entitled"
    PRESENT = "present"
    CAST = "cast"
    FOR_AGAINST = "for_against"
    NUMBER = "number"


class Comparison(StrEnum):
    """How a share compares with what is required; exactly the threshold is `at_least` and `at_most`, never more."""

    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    @property
    def demands(self) -> bool:
        """Whether it asks for enough (nothing is not enough) rather than for not too much (nothing never is)."""
        return self in (Comparison.MORE_THAN, Comparison.AT_LEAST)

    def holds(self, amount: Fraction, threshold: Fraction) -> bool:
        """The exact comparison: 1/2 is not more than 1/2."""
        if self is Comparison.MORE_THAN:
            return amount > threshold
        if self is Comparison.AT_LEAST:
            return amount >= threshold
        if self is Comparison.AT_MOST:
            return amount <= threshold
        return amount < threshold


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a rule: over which seats, what is counted in which measure, as a share of what, how much it must be.

    A line of the quorum counts `Turnout`, a test counts a `Choice`. `scope` is ``all``, ``each_side``, ``each_group``,
    ``side:NAME`` or ``group:NAME``; ``each_`` makes one line per side or group, all of which must hold.
    """

    scope: str
    counted: Turnout | Choice
    measure: Measure
    base: Base
    comparison: Comparison
    threshold: Fraction

    @property
    def required(self) -> str:
        """What is required, in the fixed words of the count's JSON: ``at least 2/3``."""
        return f"{self.comparison.replace('_', ' ')} {self.threshold}"

    def json(self) -> dict[str, object]:
        """The line as it stands in a rule's JSON."""
        return {
            "scope": self.scope, "choice" if isinstance(self.counted, Choice) else "counts": self.counted.value,
            "measure": self.measure.value, "base": self.base.value, self.comparison.value: str(self.threshold),
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """A decision is taken when every line of the quorum and every test holds. There is at least one test."""

    weighting: Weighting
    quorum: tuple[Requirement, ...]
    tests: tuple[Requirement, ...]

    def __post_init__(self) -> None:
        if not self.tests:
            raise Refusal("no_tests", N_("A rule needs at least one test; without one nothing could be rejected."))

    @classmethod
    def parse(cls, data: object) -> Self:
        """The rule from its JSON, read strictly; a left out `quorum` means that none is needed.

        Refuses, naming the line: a field that is unknown or missing, a value outside its list, a float or a malformed
        fraction, a line with no comparison or with several, a rule without tests.
        """
        found = fields(data, "rule", ("weighting", "tests"), ("quorum",))
        return cls(
            weighting=one_of(Weighting, found["weighting"], "rule", "weighting"),
            quorum=_lines(found.get("quorum", []), "quorum"),
            tests=_lines(found["tests"], "tests"),
        )

    @property
    def by_group(self) -> bool:
        """Whether any line looks at groups, so that every vote must be known by its group."""
        return any(line.scope.startswith(("each_group", "group:")) for line in (*self.quorum, *self.tests))

    def json(self) -> dict[str, object]:
        """The rule as JSON; `Rule.parse` reads it back as the same rule."""
        return {
            "weighting": self.weighting.value,
            "quorum": [line.json() for line in self.quorum],
            "tests": [line.json() for line in self.tests],
        }


def _half(weighting: Weighting, *tests: Requirement) -> Rule:
    """A rule with the house's quorum: more than half of the seats of each side present."""
    quorum = Requirement(
        "each_side", Turnout.PRESENT, Measure.HEADS, Base.ENTITLED, Comparison.MORE_THAN, Fraction(1, 2),
    )
    return Rule(weighting, (quorum,), tests)


def _share_for(scope: str, comparison: Comparison, threshold: Fraction) -> Requirement:
    """A test of the weight for among the weight for and against: who abstains counts as not voting."""
    return Requirement(scope, Choice.FOR, Measure.WEIGHT, Base.FOR_AGAINST, comparison, threshold)


PRESETS: Mapping[str, Rule] = MappingProxyType({
    "procedural": _half(Weighting.PARITY, _share_for("all", Comparison.MORE_THAN, Fraction(1, 2))),
    "substantive": _half(
        Weighting.PARITY,
        _share_for("all", Comparison.AT_LEAST, Fraction(2, 3)),
        _share_for("each_side", Comparison.MORE_THAN, Fraction(1, 2)),
    ),
})
"""The rules a group need not write itself.

Present and voting are those who vote for or against (UN General Assembly, rules 86 and 126). Two thirds decide
important questions there (rule 83), a simple majority all others (rule 85). A majority in each half besides is the rule
of chambers (FSC: two thirds overall, more than half of each chamber) and of parallel consent (Northern Ireland Act
1998, section 4).
"""

RECONSIDERATION = _half(Weighting.PARITY, _share_for("all", Comparison.AT_LEAST, Fraction(2, 3)))
"""By what a decision is reconsidered, and by nothing else: two thirds of those present and voting (UN General Assembly,
rules 81 and 123). It is no preset: nobody chooses it for a vote on a text."""


def _lines(data: object, part: str) -> tuple[Requirement, ...]:
    """The lines of one part of the rule, counted from 1 in refusals."""
    return tuple(line_of(line, part, number) for number, line in enumerate(items(data, part), start=1))


def line_of(data: object, part: str, number: int) -> Requirement:
    """One line of the ``quorum`` or of the ``tests``, with exactly one comparison; refusals name it by its number."""
    where = f"{part}, line {number}"
    field, kind = _COUNTED[part]
    found = fields(data, where, ("scope", field, "measure", "base"), tuple(Comparison))
    comparisons = [comparison for comparison in Comparison if comparison in found]
    if len(comparisons) != 1:
        raise Refusal(
            "one_comparison", N_("%(where)s: exactly one comparison is needed (%(known)s), not %(number)s."),
            where=where, known=", ".join(Comparison), number=len(comparisons),
        )
    (comparison,) = comparisons
    return Requirement(
        scope=_scope(found["scope"], where),
        counted=one_of(kind, found[field], where, field),
        measure=one_of(Measure, found["measure"], where, "measure"),
        base=one_of(Base, found["base"], where, "base"),
        comparison=comparison,
        threshold=fraction(found[comparison], where, comparison),
    )


def _scope(data: object, where: str) -> str:
    """The seats a line looks at; whether a named side or group exists is known only with the electorate."""
    if isinstance(data, str):
        kind, colon, name = data.partition(":")
        if data in ("all", "each_side", "each_group") or (colon and name and kind in ("side", "group")):
            return data
    raise Refusal(
        "unknown_value", N_("%(where)s: %(field)s is %(value)s; it must be one of %(known)s."),
        where=where, field="scope", value=shown(data), known="all, each_side, each_group, side:NAME, group:NAME",
    )


_COUNTED: Mapping[str, tuple[str, type[Turnout] | type[Choice]]] = {
    "quorum": ("counts", Turnout), "tests": ("choice", Choice),
}
