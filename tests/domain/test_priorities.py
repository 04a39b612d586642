"""One among several recommendations: approval, rankings, halves that weigh the same, and ties left to the chair."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from votelib.convert import ApprovalToSimpleVotes, RankedToCondorcetVotes
from votelib.evaluate.condorcet import Schulze

from deliberate.domain.preferences import preferences, strongest_chains
from deliberate.domain.priorities import Approval, Method, Ranking, by_approval, by_ranking
from deliberate.domain.refusals import Refusal
from deliberate.domain.seats import Side

G, O = Side.GOVERNMENTS, Side.OTHERS  # noqa: E741 - the letters of the two sides
OPTIONS = ("A", "B", "C", "D", "E")


def approves(side: Side, *votes: str) -> list[Approval]:
    """Ballots of a side, each approving the letters of a word."""
    return [Approval(side, frozenset(vote)) for vote in votes]


def ranks(side: Side, order: str, times: int = 1) -> list[Ranking]:
    """So many equal rankings, as in ``A>BC>D``; whatever is left out comes last."""
    return [Ranking(side, tuple(frozenset(level) for level in order.split(">") if level))] * times


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


class TestApproval:
    def test_what_most_of_the_weight_approves_comes_first(self) -> None:
        result = by_approval("ABC", [*approves(G, "A", "AB", "B", "AC"), *approves(O, "B", "BC")])
        assert (result.first, result.tie) == (("B",), False)
        # A: 3/4 of one half; B: 1/2 and all of the other; C: 1/4 and 1/2.
        assert result.json() == {
            "method": "approval", "first": ["B"], "tie": False,
            "ballots": {"governments": 4, "others": 2},
            "approved": {
                "A": {"share": "3/8", "governments": "3/4", "others": "0"},
                "B": {"share": "3/4", "governments": "1/2", "others": "1"},
                "C": {"share": "3/8", "governments": "1/4", "others": "1/2"},
            },
            "chosen": None, "reasons": None,
        }

    def test_two_against_ten_is_a_tie_between_the_halves(self) -> None:
        result = by_approval("AB", [*approves(G, *["A"] * 10), *approves(O, *["B"] * 2)])
        assert (result.first, result.tie) == (("A", "B"), True)

    def test_a_ballot_that_approves_nothing_is_cast_and_shares_the_half(self) -> None:
        result = by_approval("AB", [*approves(G, "A", ""), *approves(O, "B")])
        assert result.first == ("B",)

    def test_it_explains_itself(self) -> None:
        result = by_approval("ABC", [*approves(G, "A", "AB"), *approves(O, "B")])
        assert [str(sentence) for sentence in result.explanation()] == [
            "B comes first: no other is ahead of it.",
            "Each half weighs one half, shared over the ballots cast in it: 2 of the governments, 1 of the others.",
            "B: approved by 3/4 of the weight, which is 1/2 of the governments' half and 1 of the others' half.",
            "A: approved by 1/2 of the weight, which is 1 of the governments' half and 0 of the others' half.",
            "C: approved by 0 of the weight, which is 0 of the governments' half and 0 of the others' half.",
        ]


class TestRanking:
    def test_an_option_that_is_preferred_to_every_other_comes_first(self) -> None:
        result = by_ranking("ABC", [*ranks(G, "A>B>C", 2), *ranks(G, "C>A>B"), *ranks(O, "B>A>C")])
        # A to B 1/2 : 1/2; A to C 5/6; B to C 5/6: nobody is ahead of A or B, both are ahead of C.
        assert result.first == ("A", "B")
        result = by_ranking("ABC", [*ranks(G, "A>B>C", 2), *ranks(O, "B>A>C"), *ranks(O, "A>C>B")])
        assert result.first == ("A",)

    def test_the_example_of_schulzes_paper_comes_out_as_he_has_it(self) -> None:
        # 45 voters, five options; his winner is E. Both halves vote alike here, so that halves change nothing.
        voters = {
            "A>C>B>E>D": 5, "A>D>E>C>B": 5, "B>E>D>A>C": 8, "C>A>B>E>D": 3,
            "C>A>E>B>D": 7, "C>B>A>D>E": 2, "D>C>E>B>A": 7, "E>B>A>D>C": 8,
        }
        ballots = [ballot for side in Side for order, times in voters.items() for ballot in ranks(side, order, times)]
        assert by_ranking(OPTIONS, ballots).first == ("E",)
        preferred = preferences(OPTIONS, ballots)
        assert preferred["A", "B"] == Fraction(20, 45)
        chains = strongest_chains(OPTIONS, preferred)
        assert (chains["A", "B"].strength, "".join(chains["A", "B"].options)) == (Fraction(28, 45), "ADCB")
        assert chains["E", "A"].strength == Fraction(25, 45)
        assert chains["A", "E"].strength == Fraction(24, 45)

    def test_options_left_out_come_last_as_equals(self) -> None:
        preferred = preferences("ABC", [*ranks(G, "A"), *ranks(O, "A>B>C")])
        assert [preferred[one, other] for one, other in ("AB", "BC", "CB")] == [1, Fraction(1, 2), 0]

    def test_equals_are_preferred_to_nobody_among_them(self) -> None:
        preferred = preferences("ABC", [*ranks(G, "AB>C"), *ranks(O, "AB>C")])
        assert [preferred[one, other] for one, other in ("AB", "BA", "AC")] == [0, 0, 1]

    def test_a_blank_ballot_prefers_nothing(self) -> None:
        assert by_ranking("AB", [*ranks(G, ""), *ranks(O, "")]).first == ("A", "B")

    def test_it_explains_itself(self) -> None:
        result = by_ranking("AB", [*ranks(G, "A>B", 3), *ranks(O, "A>B"), *ranks(O, "B>A")])
        assert [str(sentence) for sentence in result.explanation()] == [
            "A comes first: no other is ahead of it.",
            "Each half weighs one half, shared over the ballots cast in it: 3 of the governments, 2 of the others.",
            "A is preferred to B by 3/4 of the weight, and B to it by 1/4.",
        ]

    def test_it_explains_a_circle_by_its_chains(self) -> None:
        circle = {"A>B>C": 4, "B>C>A": 3, "C>A>B": 2}
        ballots = [ballot for side in Side for order, times in circle.items() for ballot in ranks(side, order, times)]
        result = by_ranking("ABC", ballots)
        assert result.first == ("A",)
        assert [str(sentence) for sentence in result.explanation()][2:] == [
            "A is preferred to B by 2/3 of the weight, and B to it by 1/3.",
            "A is ahead of B by the chain A > B, whose weakest link has 2/3 of the weight; "
            "the strongest chain back has 5/9.",
            "A is preferred to C by only 4/9 of the weight, and C to it by 5/9.",
            "A is ahead of C by the chain A > B > C, whose weakest link has 2/3 of the weight; "
            "the strongest chain back has 5/9.",
        ]

    def test_it_explains_a_tie(self) -> None:
        tie = by_ranking("AB", [*ranks(G, "A>B"), *ranks(O, "B>A")])
        assert [str(sentence) for sentence in tie.explanation()] == [
            "A tie: A, B. The chair chooses one of them and says why.",
            "Each half weighs one half, shared over the ballots cast in it: 1 of the governments, 1 of the others.",
            "Neither A nor B is ahead: 1/2 of the weight prefers the one, as much prefers the other, "
            "and no chain leads from one to the other.",
        ]
        circle = [each for side in Side for order in ("A>B>C", "B>C>A", "C>A>B") for each in ranks(side, order)]
        assert "Neither A nor B is ahead: the strongest chains both ways have 2/3." in [
            str(sentence) for sentence in by_ranking("ABC", circle).explanation()
        ]

    def test_its_figures_are_data(self) -> None:
        result = by_ranking("AB", [*ranks(G, "A>B"), *ranks(O, "A>B")]).json()
        assert result["preferred"] == {"A": {"B": "1"}, "B": {"A": "0"}}
        assert result["chains"] == {"A": {"B": {"strength": "1", "options": ["A", "B"]}}, "B": {}}
        assert result["method"] == Method.SCHULZE


class TestTies:
    def test_the_chair_settles_one_by_a_choice_with_reasons(self) -> None:
        tie = by_approval("AB", [*approves(G, "A"), *approves(O, "B")])
        settled = tie.settle("B", "It was tabled first.")
        assert (settled.chosen, settled.reasons, settled.first) == ("B", "It was tabled first.", ("A", "B"))
        assert str(settled.explanation()[0]) == "The chair chose B among those that tie (A, B): It was tabled first."
        assert settled.json() | {"chosen": "B", "reasons": "It was tabled first."} == settled.json()

    def test_only_a_tie_is_settled_only_among_those_that_tie_and_only_with_reasons(self) -> None:
        tie = by_approval("ABC", [*approves(G, "A"), *approves(O, "B")])
        with refused("not_first"):
            tie.settle("C", "Why not.")
        with refused("no_reason"):
            tie.settle("A", " ")
        with refused("no_tie"):
            by_approval("AB", [*approves(G, "A"), *approves(O, "A")]).settle("A", "It leads.")


class TestRefusals:
    @pytest.mark.parametrize("options", [[], ["A"], ["A", "A"], ["A", "B", "A"], [str(n) for n in range(101)]])
    def test_there_are_2_to_100_options_each_once(self, options: list[str]) -> None:
        with refused("options"):
            by_approval(options, [])

    @pytest.mark.parametrize(("ballot", "code"), [
        (Ranking(G, (frozenset("X"),)), "unknown_option"),
        (Ranking(G, (frozenset("A"), frozenset("BA"))), "ranked_twice"),
        (Ranking(G, (frozenset("A"),), seat="G-1"), "second_ballot"),
        (Ranking(G, (frozenset("A"),), weight=Fraction(-1)), "negative"),
    ])
    def test_a_ballot_that_cannot_count_is_refused_with_its_line(self, ballot: Ranking, code: str) -> None:
        good = [Ranking(G, (frozenset("B"),), seat="G-1"), *ranks(O, "A>B")]
        with refused(code) as caught:
            by_ranking("AB", [*good, ballot])
        assert caught.value.facts["line"] == 3

    def test_one_half_chooses_nothing_for_both(self) -> None:
        for ballots in ([], ranks(G, "A>B"), [*ranks(G, "A>B"), replace(ranks(O, "A")[0], weight=Fraction(0))]):
            with refused("half_silent"):
                by_ranking("AB", ballots)


WEIGHTS = st.fractions(min_value=Fraction(1, 6), max_value=6, max_denominator=6)


@st.composite
def rankings(draw: st.DrawFn, weights: st.SearchStrategy[Fraction] = st.just(Fraction(1))) -> list[Ranking]:  # noqa: B008
    """Ballots of both halves that rank up to five options, with equals and with options left out."""
    ballots = []
    for side in Side:
        for _ in range(draw(st.integers(1, 7))):
            order = draw(st.permutations(OPTIONS))
            cuts = sorted(draw(st.lists(st.integers(0, 5), max_size=5)))
            levels = [order[low:high] for low, high in zip([0, *cuts], cuts, strict=False)]
            ballots.append(Ranking(side, tuple(frozenset(level) for level in levels if level), weight=draw(weights)))
    return ballots


@st.composite
def approvals(draw: st.DrawFn) -> list[Approval]:
    """Ballots of both halves that approve some of five options."""
    subsets = st.frozensets(st.sampled_from(OPTIONS))
    sides = [side for side in Side for _ in range(draw(st.integers(1, 7)))]
    return [Approval(side, draw(subsets), weight=draw(WEIGHTS)) for side in sides]


def half_weights(ballots: list[Ranking] | list[Approval]) -> list[Fraction]:
    """What each ballot weighs, worked out as the rule says it."""
    totals = {side: sum(ballot.weight for ballot in ballots if ballot.side is side) for side in Side}
    return [ballot.weight / totals[ballot.side] / 2 for ballot in ballots]


class TestAgainstAnIndependentPackage:
    @given(rankings(WEIGHTS))
    def test_preferences_chains_and_winners_agree(self, ballots: list[Ranking]) -> None:
        votes: Counter[tuple[frozenset[str], ...]] = Counter()
        for ballot, weight in zip(ballots, half_weights(ballots), strict=True):
            rest = frozenset(OPTIONS) - frozenset().union(*ballot.levels)
            votes[(*ballot.levels, rest) if rest else ballot.levels] += weight  # type: ignore[assignment]
        theirs = RankedToCondorcetVotes().convert(votes)
        ours = preferences(OPTIONS, ballots)
        assert all(ours[pair] == theirs.get(pair, 0) for pair in permutations(OPTIONS, 2))
        paths = Schulze.widest_paths(theirs)
        chains = strongest_chains(OPTIONS, ours)
        for pair in permutations(OPTIONS, 2):
            assert (chains[pair].strength if pair in chains else 0) == paths.get(pair, 0)
        assert by_ranking(OPTIONS, ballots).first == tuple(
            one for one in OPTIONS
            if all(paths.get((one, other), 0) >= paths.get((other, one), 0) for other in OPTIONS if other != one)
        )

    @given(approvals())
    def test_approvals_agree(self, ballots: list[Approval]) -> None:
        votes: Counter[frozenset[str]] = Counter()
        for ballot, weight in zip(ballots, half_weights(ballots), strict=True):
            votes[ballot.options] += weight  # type: ignore[assignment]
        theirs = ApprovalToSimpleVotes().convert(votes)
        result = by_approval(OPTIONS, ballots)
        approved: Any = result.figures["approved"]
        assert {option: Fraction(approved[option]["share"]) for option in OPTIONS} == {
            option: theirs.get(option, 0) for option in OPTIONS
        }


BOTH = st.one_of(
    st.tuples(st.just(by_approval), approvals()), st.tuples(st.just(by_ranking), rankings(WEIGHTS)),
)


def renamed(ballot: Any, names: dict[str, str]) -> Any:
    """The same ballot with the options called otherwise."""
    if isinstance(ballot, Approval):
        return replace(ballot, options=frozenset(names[option] for option in ballot.options))
    return replace(ballot, levels=tuple(frozenset(names[option] for option in level) for level in ballot.levels))


class TestProperties:
    @given(BOTH, st.permutations(OPTIONS), st.permutations(OPTIONS))
    def test_no_option_is_favoured(self, vote: Any, other_names: list[str], listed: list[str]) -> None:
        """Neutrality: called otherwise and listed otherwise, the same options come first."""
        count, ballots = vote
        names = dict(zip(OPTIONS, other_names, strict=True))
        first = {names[option] for option in count(OPTIONS, ballots).first}
        assert set(count(listed, [renamed(ballot, names) for ballot in ballots]).first) == first

    @given(BOTH, st.randoms(use_true_random=False))
    def test_no_ballot_is_favoured(self, vote: Any, chance: Any) -> None:
        """Anonymity: who of a half cast which ballot, and in which order, never matters."""
        count, ballots = vote
        mixed = chance.sample(ballots, len(ballots))
        assert count(OPTIONS, mixed).json() == count(OPTIONS, ballots).json()

    @given(BOTH, WEIGHTS)
    def test_scaling_all_weights_changes_nothing(self, vote: Any, factor: Fraction) -> None:
        count, ballots = vote
        scaled = [replace(ballot, weight=ballot.weight * factor) for ballot in ballots]
        assert count(OPTIONS, scaled).json() == count(OPTIONS, ballots).json()

    @given(BOTH, st.sampled_from(Side), st.integers(2, 4))
    def test_the_size_of_one_half_never_matters(self, vote: Any, side: Side, times: int) -> None:
        count, ballots = vote
        larger = [ballot for ballot in ballots for _ in range(times if ballot.side is side else 1)]
        one, other = count(OPTIONS, larger).json(), count(OPTIONS, ballots).json()
        assert one | {"ballots": None} == other | {"ballots": None}

    @given(BOTH)
    def test_exchanging_the_halves_changes_nothing(self, vote: Any) -> None:
        count, ballots = vote
        assert count(OPTIONS, [replace(each, side=each.side.other) for each in ballots]).first == count(
            OPTIONS, ballots
        ).first

    @given(BOTH)
    def test_something_always_comes_first_and_what_does_not_is_behind_something_that_does(self, vote: Any) -> None:
        count, ballots = vote
        result = count(OPTIONS, ballots)
        assert result.first
        assert len(result.explanation()) >= len(OPTIONS) - len(result.first) + 2

    @given(rankings())
    def test_what_is_raised_on_a_ballot_never_falls_from_first_alone(self, ballots: list[Ranking]) -> None:
        """Monotonicity, which Schulze proves of his method."""
        first = by_ranking(OPTIONS, ballots).first
        if len(first) > 1:
            return
        for place, ballot in enumerate(ballots):
            above = tuple(level - set(first) for level in ballot.levels)
            raised = replace(ballot, levels=(frozenset(first), *(level for level in above if level)))
            assert by_ranking(OPTIONS, [*ballots[:place], raised, *ballots[place + 1 :]]).first == first

    @given(approvals())
    def test_approval_is_what_ranking_makes_of_two_levels(self, ballots: list[Approval]) -> None:
        two_levels = [Ranking(each.side, each.levels, weight=each.weight) for each in ballots]
        assert by_ranking(OPTIONS, two_levels).first == by_approval(OPTIONS, ballots).first
