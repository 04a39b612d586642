"""One among several recommendations: which comes first, by approval or by rankings, both halves weighing the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Self

from deliberate.domain.preferences import Approval, Chain, Ranking, preferences, strongest_chains, weighed
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.seats import Side

__all__ = ["Approval", "Method", "Priority", "Ranking", "by_approval", "by_ranking"]


class Method(StrEnum):
    """Approve as many as one likes, or rank them."""

    APPROVAL = "approval"
    SCHULZE = "schulze"


@dataclass(frozen=True, slots=True)
class Priority:
    """What comes first, and the figures behind it. Several that come first are a tie, which the chair settles."""

    method: Method
    first: tuple[str, ...]
    figures: Mapping[str, object]
    found: tuple[Sentence, ...]
    chosen: str | None = None
    reasons: str | None = None

    @property
    def tie(self) -> bool:
        """Whether several come first; no lot is drawn, and no order of the list decides."""
        return len(self.first) > 1

    def settle(self, chosen: str, reasons: str) -> Self:
        """The tie settled by the chair, who names one of those that come first and says why.

        Refuses where there is no tie (`no_tie`), an option that does not come first (`not_first`), and a choice
        without reasons (`no_reason`).
        """
        if not self.tie:
            raise Refusal("no_tie", N_("There is no tie: %(option)s comes first."), option=self.first[0])
        if chosen not in self.first:
            raise Refusal(
                "not_first", N_("%(option)s is not among those that tie. Choose one of: %(options)s."),
                option=chosen, options=", ".join(self.first),
            )
        if not reasons.strip():
            raise Refusal("no_reason", N_("Say why: the chair's choice among those that tie needs reasons."))
        return replace(self, chosen=chosen, reasons=reasons)

    def json(self) -> dict[str, object]:
        """The result as data, exact shares as text such as ``"5/8"``."""
        return {
            "method": self.method.value, "first": list(self.first), "tie": self.tie,
            **self.figures, "chosen": self.chosen, "reasons": self.reasons,
        }

    def explanation(self) -> list[Sentence]:
        """What comes first and why, then each figure that led there."""
        if self.chosen is not None:
            tied = ", ".join(self.first)
            facts = {"option": self.chosen, "options": tied, "reasons": self.reasons}
            words = Sentence(N_("The chair chose %(option)s among those that tie (%(options)s): %(reasons)s"), facts)
        elif self.tie:
            words = Sentence(
                N_("A tie: %(options)s. The chair chooses one of them and says why."),
                {"options": ", ".join(self.first)},
            )
        else:
            words = Sentence(N_("%(option)s comes first: no other is ahead of it."), {"option": self.first[0]})
        return [words, *self.found]


def by_approval(options: Sequence[str], ballots: Iterable[Approval]) -> Priority:
    """The option that most of the weight approves (approval voting: Brams and Fishburn, 1978).

    Each half weighs 1/2, shared over the ballots cast in it, so an option's share is the mean of what it has in each
    half. Refuses as `weighed` does.
    """
    cast = tuple(ballots)
    units, unit = weighed(options, cast)
    shares = {side: dict.fromkeys(options, Fraction(0)) for side in Side}
    for ballot, weight in zip(cast, units, strict=True):
        for option in ballot.options:
            shares[ballot.side][option] += 2 * weight * unit
    whole = {option: sum(shares[side][option] for side in Side) / 2 for option in options}
    most = max(whole.values())
    found = [
        Sentence(_APPROVED, {
            "option": option, "share": str(whole[option]),
            **{side.value: str(shares[side][option]) for side in Side},
        })
        for option in sorted(options, key=lambda each: -whole[each])
    ]
    figures = {
        "ballots": _numbers(cast),
        "approved": {
            option: {"share": str(whole[option]), **{side.value: str(shares[side][option]) for side in Side}}
            for option in options
        },
    }
    first = tuple(option for option in options if whole[option] == most)
    return Priority(Method.APPROVAL, first, figures, (_shared(cast), *found))


def by_ranking(options: Sequence[str], ballots: Iterable[Ranking]) -> Priority:
    """The option that no other is ahead of, by the method of Schulze (Social Choice and Welfare 36, 2011).

    One option is ahead of another when its strongest chain to it is stronger than the strongest chain back. A chain
    leads from option to option, each preferred to the next by more weight than the other way round; it is as strong
    as its weakest link, and a link as strong as the weight that prefers it (Schulze's "winning votes").

    Refuses as `weighed` does.
    """
    cast = tuple(ballots)
    preferred = preferences(options, cast)
    chains = strongest_chains(options, preferred)
    nobody = Chain(Fraction(0), ())

    def ahead(one: str, other: str) -> bool:
        return chains.get((one, other), nobody).strength > chains.get((other, one), nobody).strength

    first = tuple(option for option in options if not any(ahead(other, option) for other in options))
    found = [_level(one, other, preferred, chains) for one, other in combinations(first, 2)]
    for other in (option for option in options if option not in first):
        leader = next(option for option in first if ahead(option, other))
        found += _ahead(leader, other, preferred, chains)
    figures = {
        "ballots": _numbers(cast),
        "preferred": _nested(options, {pair: str(share) for pair, share in preferred.items()}),
        "chains": _nested(
            options,
            {pair: {"strength": str(each.strength), "options": list(each.options)} for pair, each in chains.items()},
        ),
    }
    return Priority(Method.SCHULZE, first, figures, (_shared(cast), *found))


def method_in_words(method: Method) -> list[Sentence]:
    """How a choice is counted, before anybody has voted."""
    return [Sentence(_WEIGHS), Sentence(_METHODS[method]), Sentence(_TIES)]


def _numbers(ballots: Sequence[Ranking | Approval]) -> dict[str, int]:
    """How many ballots each half has cast."""
    numbers = Counter(ballot.side for ballot in ballots)
    return {side.value: numbers[side] for side in Side}


def _shared(ballots: Sequence[Ranking | Approval]) -> Sentence:
    """How the weight is shared."""
    return Sentence(
        N_(
            "Each half weighs one half, shared over the ballots cast in it:"
            " %(governments)s of the governments, %(others)s of the others."
        ),
        _numbers(ballots),
    )


def _level(
    one: str, other: str, preferred: Mapping[tuple[str, str], Fraction], chains: Mapping[tuple[str, str], Chain]
) -> Sentence:
    """Why neither of two is ahead: chains both ways are equally strong, or there is none."""
    chain = chains.get((one, other))
    if chain is None:
        return Sentence(_EQUAL, {"option": one, "other": other, "share": str(preferred[one, other])})
    return Sentence(_EQUAL_CHAINS, {"option": one, "other": other, "strength": str(chain.strength)})


def _ahead(
    one: str, other: str, preferred: Mapping[tuple[str, str], Fraction], chains: Mapping[tuple[str, str], Chain]
) -> list[Sentence]:
    """Why one is ahead of another: more weight prefers it, or else by which chain."""
    share, back = preferred[one, other], preferred[other, one]
    chain, chain_back = chains[one, other], chains.get((other, one))
    facts = {"option": one, "other": other, "share": str(share), "back": str(back)}
    direct = Sentence(_PREFERRED if share > back else _NOT_PREFERRED, facts)
    if share > back and chain_back is None:
        return [direct]
    strengths = {
        "chain": " > ".join(chain.options), "strength": str(chain.strength),
        "back": str(chain_back.strength) if chain_back else "0",
    }
    return [direct, Sentence(_CHAIN, {"option": one, "other": other, **strengths})]


def _nested(options: Sequence[str], by_pair: Mapping[tuple[str, str], object]) -> dict[str, dict[str, object]]:
    """The figures of pairs as JSON can hold them."""
    return {
        one: {other: by_pair[one, other] for other in options if (one, other) in by_pair} for one in options
    }


_APPROVED = N_(
    "%(option)s: approved by %(share)s of the weight, which is %(governments)s of the governments' half"
    " and %(others)s of the others' half."
)
_PREFERRED = N_("%(option)s is preferred to %(other)s by %(share)s of the weight, and %(other)s to it by %(back)s.")
_NOT_PREFERRED = N_(
    "%(option)s is preferred to %(other)s by only %(share)s of the weight, and %(other)s to it by %(back)s."
)
_CHAIN = N_(
    "%(option)s is ahead of %(other)s by the chain %(chain)s, whose weakest link has %(strength)s of the weight;"
    " the strongest chain back has %(back)s."
)
_EQUAL = N_(
    "Neither %(option)s nor %(other)s is ahead: %(share)s of the weight prefers the one, as much prefers the other,"
    " and no chain leads from one to the other."
)
_EQUAL_CHAINS = N_("Neither %(option)s nor %(other)s is ahead: the strongest chains both ways have %(strength)s.")
_WEIGHS = N_("Each half weighs one half, shared over the ballots cast in it; somebody of each half must cast one.")
_METHODS = {
    Method.APPROVAL: N_("Each seat approves as many as it likes. What most of the weight approves comes first."),
    Method.SCHULZE: N_(
        "Each seat ranks them, several as equals if it likes; what it leaves out comes last."
        " What no other is ahead of comes first, by the method of Schulze."
    ),
}
_TIES = N_("If several come first, the chair chooses one of them and says why.")
