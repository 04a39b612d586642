"""Secret votes: what a ballot paper has to say to be counted, and where that would give away who filled it in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from deliberate.domain.electorate import Elector
from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.rules import Rule, Weighting

HIDES = 3
"""The fewest votes among which one is hidden. Of two, each voter knows the other's from the result."""

TRUST = N_(
    "This vote is secret: nobody in the group learns who chose what, now or later. "
    "Whoever operates the server is trusted with secret votes in this version."
)
TOO_SMALL = N_(
    "Of the %(side)s, %(number)s can vote. That is too few to hide a vote: the result by half may show who chose what."
)
GROUP_TOO_SMALL = N_(
    "The rule counts %(group)s apart, and %(number)s of them can vote. That is too few to hide a vote."
)
LEVELLED = N_(
    "Weights would give votes away: in this vote the seats of the %(side)s weigh the same, and together what they "
    "always weigh."
)


class Paper(NamedTuple):
    """What a ballot paper says before anyone has written on it; papers that say the same cannot be told apart."""

    side: str
    group: str | None
    weight: Fraction


def papers(rule: Rule, electors: Iterable[Elector]) -> list[Paper]:
    """One paper for each seat that can vote. It names a group only where the rule looks at groups."""
    return [Paper(each.side, each.group if rule.by_group else None, each.weight) for each in electors if each.present]


def levelled(rule: Rule, electors: Sequence[Elector]) -> list[Elector]:
    """The electors of a secret vote: where a weight would give a vote away, the seats of that half weigh the same.

    That is so where fewer than `HIDES` seats that can vote have a weight in common, and others of their half another.
    Each seat of the half, absent ones too, then has the half's mean weight, so that the half weighs what it did.
    """
    if rule.weighting is Weighting.EQUAL:
        return list(electors)
    told: dict[str, Counter[Fraction]] = {}
    for each in electors:
        if each.present:
            told.setdefault(each.side, Counter())[each.weight] += 1
    mean: dict[str, Fraction] = {}
    for side, weights in told.items():
        if len(weights) > 1 and min(weights.values()) < HIDES:
            half = [each.weight for each in electors if each.side == side]
            mean[side] = sum(half, Fraction()) / len(half)
    return [replace(each, weight=mean.get(each.side, each.weight)) for each in electors]


def cautions(rule: Rule, electors: Sequence[Elector]) -> list[Sentence]:
    """What everyone has to know before they vote in secret: whom they trust, and where a vote would not be hidden."""
    level = levelled(rule, electors)
    changed = {one.side for one, other in zip(electors, level, strict=True) if one.weight != other.weight}
    said = [Sentence(TRUST)]
    sides = dict.fromkeys(each.side for each in electors)
    said += [Sentence(LEVELLED, {"side": side}) for side in sides if side in changed]
    present = papers(rule, level)
    small = {side: number for side, number in Counter(paper.side for paper in present).items() if number < HIDES}
    said += [Sentence(TOO_SMALL, {"side": side, "number": number}) for side, number in small.items()]
    groups = Counter((paper.side, paper.group) for paper in present if paper.group is not None)
    said += [
        Sentence(GROUP_TOO_SMALL, {"group": str(group), "number": number})
        for (side, group), number in groups.items()
        if number < HIDES and side not in small
    ]
    return said
