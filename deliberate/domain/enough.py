"""The fewest votes for with which a rule adopts, if everybody present votes: exactly, by side and in all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from deliberate.domain import wording
from deliberate.domain.electorate import Elector, Electorate
from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.rules import Choice, Measure, Rule
from deliberate.domain.seats import Side
from deliberate.domain.tally import ABSENT, FOR, Line


@dataclass(frozen=True, slots=True)
class Fewest:
    """How many votes for adoption needs: in all, and of each side whatever the other does.

    `sufficient` says that nothing else is asked for: whoever has these numbers has an adoption.
    """

    whole: int
    sides: Mapping[str, int]
    sufficient: bool


@dataclass(frozen=True, slots=True)
class Enough:
    """What a rule asks of those present. Seats that weigh differently cannot be told in votes: `alike` is false then.

    `fewest` is None where no result at all would be adopted.
    """

    seats: Mapping[str, int]
    present: Mapping[str, int]
    lacking: tuple[Sentence, ...]
    alike: bool
    fewest: Fewest | None

    def in_words(self) -> list[Sentence]:
        """Who is here, what the quorum lacks, and what adoption needs."""
        here = {f"{side}_present": self.present.get(side, 0) for side in Side}
        seats = {side.value: self.seats.get(side, 0) for side in Side}
        words = [Sentence(_HERE, {**here, **seats})]
        if self.lacking:
            words += [Sentence(N_("There is no quorum now:")), *self.lacking]
        if not self.alike:
            return [*words, Sentence(_UNLIKE)]
        if self.fewest is None:
            return [*words, Sentence(N_("However all of them vote, nothing is adopted by this rule."))]
        needed = {side.value: self.fewest.sides.get(side, 0) for side in Side}
        words.append(Sentence(_NEEDED, {"whole": self.fewest.whole, "votes": sum(self.present.values()), **needed}))
        return words if self.fewest.sufficient else [*words, Sentence(_MORE)]


def enough(rule: Rule, electors: Iterable[Elector]) -> Enough:
    """What adoption needs of those present, if every one of them votes for or against.

    A vote for is one that is not against, so every line of a rule is a limit on the number of votes for in its scope;
    limits of groups add up to limits of their side, and those of the sides to limits of the whole. A tie is never
    adopted. The refusals are those of `Electorate`, and `unknown_scope`.
    """
    electorate = Electorate(rule.weighting, electors)
    standings = [FOR if elector.present else ABSENT for elector in electorate.electors]
    tallies = electorate.tallies(standings)
    quorum = electorate.lines(rule.quorum, tallies)
    tests = electorate.lines(rule.tests, tallies)
    weights = {units for elector, units in zip(electorate.electors, electorate.units, strict=True) if elector.present}
    groups = {(elector.group, elector.side) for elector in electorate.electors if elector.group is not None}
    alike = len(weights) <= 1 and len({group for group, _ in groups}) == len(groups)
    present = {scope: sum(tally.heads[:ABSENT]) for scope, tally in tallies.items()}
    return Enough(
        seats={side: sum(tallies[f"side:{side}"].heads) for side in electorate.sides},
        present={side: present[f"side:{side}"] for side in electorate.sides},
        lacking=tuple(wording.missing_in_words(quorum)),
        alike=alike,
        fewest=_fewest(electorate, tests, present, groups) if alike else None,
    )


def _fewest(
    electorate: Electorate, tests: Iterable[Line], present: Mapping[str, int], groups: Iterable[tuple[str, str]]
) -> Fewest | None:
    """The smallest numbers of votes for that some adopted result has."""
    weight = next((electorate.weights()[each.seat] for each in electorate.electors if each.present), Fraction(0))
    allowed = {scope: list(range(number + 1)) for scope, number in present.items()}
    grouped = False
    for line in tests:
        grouped = grouped or line.scope.startswith("group:")
        number = present[line.scope]
        allowed[line.scope] = [votes for votes in allowed[line.scope] if _holds(line, votes, number, weight)]
    if not all(allowed.values()):
        return None
    sides: dict[str, range] = {}
    for side in electorate.sides:
        scope, inside = f"side:{side}", [f"group:{group}" for group, of in groups if of == side]
        free = present[scope] - sum(present[group] for group in inside)
        least = max(allowed[scope][0], sum(allowed[group][0] for group in inside))
        most = min(allowed[scope][-1], free + sum(allowed[group][-1] for group in inside))
        sides[side] = range(least, most + 1)
    lowest, highest = sum(each.start for each in sides.values()), sum(each.stop - 1 for each in sides.values())
    adopted = [votes for votes in allowed["all"] if lowest <= votes <= highest and 2 * votes != present["all"]]
    if not adopted or not all(sides.values()):
        return None
    fewest: dict[str, int] = {}
    for side, own in sides.items():
        others = range(lowest - own.start, highest - (own.stop - 1) + 1)
        fewest[side] = next(mine for mine in own if any(votes - mine in others for votes in adopted))
    upwards = all(own.stop - 1 == present[f"side:{side}"] for side, own in sides.items())
    unbroken = adopted == list(range(adopted[0], present["all"] + 1))
    return Fewest(adopted[0], fewest, sufficient=upwards and unbroken and not grouped)


def _holds(line: Line, votes: int, present: int, weight: Fraction) -> bool:
    """Whether a line holds with so many votes for of so many present, none of whom abstains."""
    heads = {Choice.FOR: votes, Choice.AGAINST: present - votes}.get(Choice(line.requirement.counted), 0)
    counted = heads * (Fraction(1) if line.requirement.measure is Measure.HEADS else weight)
    return Line(line.requirement, line.scope, counted, line.base).holds


_HERE = N_(
    "%(governments_present)s of %(governments)s governments and %(others_present)s of %(others)s others are present."
)
_NEEDED = N_(
    "If all of them vote for or against, adoption needs at least %(whole)s votes for of %(votes)s:"
    " at least %(governments)s of the governments and at least %(others)s of the others."
)
_MORE = N_("These are the smallest numbers; the rule asks for more than they can say.")
_UNLIKE = N_("The seats present do not all weigh the same, so no number of votes says what adoption needs.")
