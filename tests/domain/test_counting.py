"""How a vote is counted: the rule model, weights, quorum, tests, ties, and what is refused."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.cases import counted
from deliberate.domain.counting import PRESETS, Ballot, Counts, Elector, Outcome, Rule, after_ties, count, weigh
from deliberate.domain.refusals import Refusal
from deliberate.domain.rules import Weighting
from deliberate.domain.wording import result_in_words, rule_in_words

SHARED = Path(__file__).parents[3] / "shared" / "cases"
OWN = Path(__file__).parent / "cases.json"


def line(**fields: object) -> dict[str, object]:
    """A test of the heads for among those for and against, changed by the fields; of the quorum with `counts`."""
    known: dict[str, object] = {"scope": "all", "measure": "heads", "base": "for_against", **fields}
    return known if "counts" in fields else {"choice": "for", **known}


def rule(*tests: dict[str, object], quorum: tuple[dict[str, object], ...] = (), weighting: str = "equal") -> Rule:
    return Rule.parse({"weighting": weighting, "quorum": list(quorum), "tests": list(tests)})


def seats(side: str, number: int, absent: int = 0, weight: str = "1", group: str | None = None) -> list[Elector]:
    """So many seats of a side, the last of them absent."""
    return [
        Elector(f"{side}-{index}", side, group, Fraction(weight), present=index <= number - absent)
        for index in range(1, number + 1)
    ]


def votes(side: str, in_favour: int = 0, against: int = 0, abstain: int = 0) -> list[Ballot]:
    """Ballots of a side's seats, in the order of the seats."""
    choices = ["for"] * in_favour + ["against"] * against + ["abstain"] * abstain
    return [Ballot(choice, f"{side}-{index}") for index, choice in enumerate(choices, start=1)]


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


MAJORITY = rule(line(more_than="1/2"))


class TestThresholds:
    """Every comparison just below, exactly at, and just above."""

    @pytest.mark.parametrize(
        ("comparison", "below", "at", "above"),
        [
            ("more_than", False, False, True),
            ("at_least", False, True, True),
            ("at_most", True, True, False),
            ("less_than", True, False, False),
        ],
    )
    @pytest.mark.parametrize("threshold", ["1/2", "2/3", "3/4", "1/3"])
    def test_a_share_is_compared_exactly(
        self, comparison: str, below: bool, at: bool, above: bool, threshold: str,
    ) -> None:
        asked = rule(line(**{comparison: threshold}))
        exactly = int(Fraction(threshold) * 120)
        for in_favour, holds in ((exactly - 1, below), (exactly, at), (exactly + 1, above)):
            result = count(asked, seats("all", 120), votes("all", in_favour, 120 - in_favour))
            assert result.tests[0].share == Fraction(in_favour, 120)
            assert result.tests[0].holds is holds

    @pytest.mark.parametrize(
        ("comparison", "expected"),
        [
            ("more_than", [False, False, True]), ("at_least", [False, True, True]),
            ("at_most", [True, True, False]), ("less_than", [True, False, False]),
        ],
    )
    def test_a_number_is_compared_itself_and_has_no_share(self, comparison: str, expected: list[bool]) -> None:
        asked = rule(line(base="number", **{comparison: 9}))
        results = [count(asked, seats("all", 15), votes("all", number, 1)) for number in (8, 9, 10)]
        assert [result.tests[0].holds for result in results] == expected
        assert results[0].json()["tests"] == [
            {"scope": "all", "choice": "for", "measure": "heads", "counted": "8", "base": None, "share": None,
             "required": f"{comparison.replace('_', ' ')} 9", "holds": expected[0]},
        ]

    @pytest.mark.parametrize(
        ("comparison", "holds"), [("more_than", False), ("at_least", False), ("at_most", True), ("less_than", True)],
    )
    @pytest.mark.parametrize("threshold", ["0", "1/2"])
    def test_a_share_of_nothing_is_never_enough_and_never_too_much(
        self, comparison: str, holds: bool, threshold: str,
    ) -> None:
        result = count(rule(line(**{comparison: threshold})), seats("all", 3), votes("all", abstain=3))
        assert result.tests[0].holds is holds
        assert result.tests[0].share is None

    def test_a_number_of_nothing_is_a_number(self) -> None:
        result = count(rule(line(choice="against", base="number", at_most=0)), seats("all", 3), votes("all", 1))
        assert result.outcome == "adopted"

    @pytest.mark.parametrize(("base", "share"), [
        ("for_against", "3/5"), ("cast", "1/2"), ("present", "3/8"), ("entitled", "3/10"),
    ])
    def test_each_base_takes_in_more_seats(self, base: str, share: str) -> None:
        result = count(rule(line(base=base, more_than="0")), seats("all", 10, absent=2), votes("all", 3, 2, 1))
        assert result.tests[0].share == Fraction(share)

    @pytest.mark.parametrize(("counts", "share"), [("present", "4/5"), ("cast", "3/5"), ("for_against", "1/2")])
    def test_a_quorum_counts_presence_or_votes(self, counts: str, share: str) -> None:
        asked = rule(line(more_than="0"), quorum=(line(counts=counts, base="entitled", at_least="1/2"),))
        result = count(asked, seats("all", 10, absent=2), votes("all", 3, 2, 1))
        assert result.quorum[0].share == Fraction(share)


class TestOutcome:
    def test_without_a_quorum_there_is_no_decision_and_every_line_is_still_computed(self) -> None:
        electorate = [*seats("G", 4), *seats("O", 4, absent=2)]
        result = count(PRESETS["substantive"], electorate, [*votes("G", 4), *votes("O", 2)])
        assert result.outcome == "no_quorum"
        assert [each.holds for each in result.quorum] == [True, False]
        assert [each.holds for each in result.tests] == [True, True, True]

    def test_exactly_half_of_a_side_is_no_quorum_and_one_more_is(self) -> None:
        for absent, outcome in ((6, "no_quorum"), (5, "no_quorum"), (4, "adopted")):
            present = 10 - absent
            electorate = [*seats("G", 10), *seats("O", 10, absent)]
            result = count(PRESETS["procedural"], electorate, [*votes("G", 10), *votes("O", present)])
            assert result.outcome == outcome

    def test_as_many_for_as_against_is_a_tie_and_rejected_whatever_the_tests_say(self) -> None:
        result = count(rule(line(at_least="1/2")), seats("all", 20), votes("all", 10, 10))
        assert (result.outcome, result.tie, result.tests[0].holds) == ("rejected", True, True)

    def test_one_vote_more_or_less_is_no_tie(self) -> None:
        for in_favour, outcome in ((9, "rejected"), (11, "adopted")):
            result = count(MAJORITY, seats("all", 20), votes("all", in_favour, 20 - in_favour))
            assert (result.outcome, result.tie) == (outcome, False)

    def test_a_tie_is_in_the_measure_of_the_first_test(self) -> None:
        electorate = [Elector("a", "all", weight=Fraction(2)), Elector("b", "all"), Elector("c", "all")]
        ballots = [Ballot("for", "a"), Ballot("against", "b"), Ballot("against", "c")]
        assert count(rule(line(measure="weight", more_than="1/2"), weighting="seat"), electorate, ballots).tie
        assert not count(rule(line(more_than="1/2"), weighting="seat"), electorate, ballots).tie

    def test_after_a_tie_a_group_may_allow_one_second_vote(self) -> None:
        four = seats("all", 4)
        tie, carried, lost = (count(MAJORITY, four, votes("all", *hands)) for hands in ((2, 2), (3, 1), (1, 3)))
        assert after_ties([tie], second_vote=False) == "rejected"
        assert after_ties([tie], second_vote=True) is None
        assert after_ties([tie, carried], second_vote=True) == "adopted"
        assert after_ties([tie, lost], second_vote=True) == "rejected"
        assert after_ties([tie, tie], second_vote=True) == "rejected"
        assert after_ties([lost], second_vote=True) == "rejected"

    def test_otherwise_a_question_is_voted_on_once(self) -> None:
        tie, carried = (count(MAJORITY, seats("all", 2), votes("all", *hands)) for hands in ((1, 1), (2, 0)))
        for voted, allowed in (([], True), ([tie, carried], False), ([carried, carried], True), ([tie] * 3, True)):
            with refused("voted"):
                after_ties(voted, second_vote=allowed)

    def test_a_vote_without_quorum_is_not_called_a_tie(self) -> None:
        asked = rule(line(more_than="1/2"), quorum=(line(counts="cast", base="entitled", at_least="1"),))
        result = count(asked, seats("all", 3), votes("all", 1, 1))
        assert (result.outcome, result.tie) == ("no_quorum", False)

    def test_nobody_voting_adopts_nothing(self) -> None:
        result = count(rule(line(choice="against", at_most="1/4")), seats("all", 3))
        assert (result.outcome, result.tests[0].holds) == ("rejected", True)

    def test_a_half_that_abstains_as_one_has_not_consented(self) -> None:
        electorate = [*seats("G", 3), *seats("O", 3)]
        result = count(PRESETS["substantive"], electorate, [*votes("G", 3), *votes("O", abstain=3)])
        assert result.outcome == "rejected"
        assert [each.holds for each in result.tests] == [True, True, False]

    def test_two_thirds_overall_are_exactly_enough_under_substantive(self) -> None:
        electorate = [*seats("G", 30), *seats("O", 30)]
        for of_others, outcome in ((17, "rejected"), (18, "adopted"), (19, "adopted")):
            ballots = [*votes("G", 22, 8), *votes("O", of_others, 30 - of_others)]
            assert count(PRESETS["substantive"], electorate, ballots).outcome == outcome

    def test_exactly_half_of_one_side_is_not_enough_under_substantive(self) -> None:
        electorate = [*seats("G", 30), *seats("O", 30)]
        for of_others, outcome in ((14, "rejected"), (15, "rejected"), (16, "adopted")):
            ballots = [*votes("G", 30), *votes("O", of_others, 30 - of_others)]
            assert count(PRESETS["substantive"], electorate, ballots).outcome == outcome

    def test_lines_come_in_the_order_of_the_rule_and_of_the_electorate(self) -> None:
        asked = rule(*(line(scope=scope, more_than=0) for scope in ("each_group", "side:O", "each_side")))
        electorate = [*seats("O", 1, group="z"), *seats("G", 1, group="a"), *seats("H", 1)]
        result = count(asked, electorate, votes("O", 1))
        assert [each.scope for each in result.tests] == ["group:z", "group:a", "side:O", "side:O", "side:G", "side:H"]

    def test_the_result_has_the_documented_shape(self) -> None:
        electorate = [*seats("governments", 10), *seats("others", 10, absent=1)]
        ballots = [*votes("governments", 6, 3), *votes("others", 5, 3, 1)]
        result = count(PRESETS["substantive"], electorate, ballots).json()
        assert list(result) == ["outcome", "tie", "quorum", "tests", "tally"]
        assert result["outcome"] == "rejected"
        assert result["quorum"][1] == {  # type: ignore[index]
            "scope": "side:others", "counted": "9", "base": "10", "share": "9/10",
            "required": "more than 1/2", "holds": True,
        }
        assert result["tests"][0] == {  # type: ignore[index]
            "scope": "all", "choice": "for", "measure": "weight", "counted": "11/20", "base": "17/20", "share": "11/17",
            "required": "at least 2/3", "holds": False,
        }
        assert list(result["tally"]) == ["all", "side:governments", "side:others"]  # type: ignore[call-overload]
        assert result["tally"]["all"] == {  # type: ignore[index]
            "heads": {"for": 11, "against": 6, "abstain": 1, "not_voting": 1, "absent": 1},
            "weight": {"for": "11/20", "against": "3/10", "abstain": "1/20", "not_voting": "1/20", "absent": "1/20"},
        }


class TestWeights:
    def test_equal_weighs_every_seat_one_whatever_is_written_on_it(self) -> None:
        assert set(weigh(Weighting.EQUAL, seats("G", 3, weight="7/2")).values()) == {1}

    def test_seat_weighs_what_is_written(self) -> None:
        assert set(weigh(Weighting.SEAT, seats("G", 3, weight="7/2")).values()) == {Fraction(7, 2)}

    def test_parity_is_not_given_to_those_who_came(self) -> None:
        weights = weigh(Weighting.PARITY, [*seats("G", 12), *seats("O", 8, absent=7)])
        assert (weights["G-1"], weights["O-1"]) == (Fraction(1, 24), Fraction(1, 16))

    def test_parity_shares_a_half_in_proportion_to_the_weights_of_the_seats(self) -> None:
        electorate = [Elector("a", "G", weight=Fraction(2)), Elector("b", "G", weight=Fraction(1, 2)), *seats("O", 1)]
        assert weigh(Weighting.PARITY, electorate) == {"a": Fraction(2, 5), "b": Fraction(1, 10), "O-1": Fraction(1, 2)}

    @pytest.mark.parametrize("electorate", [seats("G", 3), [*seats("G", 1), *seats("O", 1), *seats("X", 1)]])
    def test_parity_needs_exactly_two_sides(self, electorate: list[Elector]) -> None:
        with refused("not_two_sides"):
            count(PRESETS["procedural"], electorate)

    def test_parity_needs_two_sides_that_weigh_something(self) -> None:
        with refused("side_weighs_nothing"):
            count(PRESETS["procedural"], [*seats("G", 3), *seats("O", 3, weight="0")])

    def test_weights_without_a_reasonable_common_denominator_are_refused(self) -> None:
        electorate = [Elector(str(n), "all", weight=Fraction(1, 10**39 + 2 * n + 1)) for n in range(500)]
        with refused("weights_too_fine"):
            weigh(Weighting.SEAT, electorate)


class TestVotesWithoutASeat:
    def test_a_secret_vote_counts_as_the_seats_that_could_have_cast_it(self) -> None:
        electorate = [*seats("G", 2, weight="3"), *seats("O", 3, absent=1)]
        secret = [Ballot("for", side="G", weight=Fraction(3)), Ballot("against", side="O"), Ballot("against", side="O")]
        result = count(rule(line(measure="weight", more_than="1/2"), weighting="parity"), electorate, secret)
        assert result.json()["tally"]["all"] == {  # type: ignore[index]
            "heads": {"for": 1, "against": 2, "abstain": 0, "not_voting": 1, "absent": 1},
            "weight": {"for": "1/4", "against": "1/3", "abstain": "0", "not_voting": "1/4", "absent": "1/6"},
        }

    def test_there_are_at_most_as_many_as_seats_present(self) -> None:
        electorate = [*seats("G", 3, absent=1), *seats("O", 5)]
        count(MAJORITY, electorate, [Ballot("for", side="G")] * 2)
        with refused("more_than_present"):
            count(MAJORITY, electorate, [Ballot("for", side="G")] * 3)

    def test_a_seat_that_voted_by_name_leaves_one_less(self) -> None:
        with refused("more_than_present"):
            count(MAJORITY, seats("G", 2), [*votes("G", 1), *[Ballot("for", side="G")] * 2])

    def test_a_weight_that_no_present_seat_has_is_refused(self) -> None:
        with refused("more_than_present"):
            count(rule(line(more_than=0), weighting="seat"), seats("G", 2, weight="2"), [Ballot("for", side="G")])

    def test_a_vote_without_group_may_come_from_any_unless_the_rule_looks_at_groups(self) -> None:
        electorate, secret = seats("G", 2, group="coast"), [Ballot("for", side="G")]
        assert count(MAJORITY, electorate, secret).outcome == "adopted"
        with refused("more_than_present"):
            count(rule(line(scope="group:coast", more_than=0)), electorate, secret)
        named = [Ballot("for", side="G", group="coast")]
        assert count(rule(line(scope="group:coast", more_than=0)), electorate, named).tests[0].counted == 1

    def test_it_names_its_side(self) -> None:
        with refused("no_side"):
            count(MAJORITY, seats("G", 2), [Ballot("for")])
        with refused("unknown_side"):
            count(MAJORITY, seats("G", 2), [Ballot("for", side="X")])

    def test_hands_are_counted_in_heads_and_weigh_their_share(self) -> None:
        electorate = [*seats("G", 4, weight="5"), *seats("O", 2)]
        shown = [Counts("G", for_=1, against=3), Counts("O", for_=2)]
        result = count(rule(line(measure="weight", more_than="1/2"), weighting="parity"), electorate, counts=shown)
        assert result.tests[0].share == Fraction(5, 8)

    @pytest.mark.parametrize(("shown", "code"), [
        ([Counts("G", for_=5)], "more_than_present"),
        ([Counts("G", for_=2, against=2, abstain=1)], "more_than_present"),
        ([Counts("G", for_=-1)], "negative"),
        ([Counts("X", for_=1)], "unknown_side"),
        ([Counts("G", for_=1), Counts("G", for_=1)], "second_count"),
    ])
    def test_hands_are_at_most_those_present(self, shown: list[Counts], code: str) -> None:
        with refused(code):
            count(MAJORITY, seats("G", 5, absent=1), counts=shown)

    def test_hands_cannot_be_weighed_or_grouped_where_seats_differ(self) -> None:
        electorate = [Elector("a", "G", "x", Fraction(2)), Elector("b", "G", "y", Fraction(1))]
        with refused("unequal_hands"):
            count(rule(line(more_than=0), weighting="seat"), electorate, counts=[Counts("G", for_=1)])
        with refused("unequal_hands"):
            count(rule(line(scope="group:x", more_than=0)), electorate, counts=[Counts("G", for_=1)])
        assert count(MAJORITY, electorate, counts=[Counts("G", for_=1)]).outcome == "adopted"

    def test_ballots_and_hands_do_not_mix(self) -> None:
        for ballots in (votes("G", 1), [Ballot("for", side="G")]):
            with refused("two_ways"):
                count(MAJORITY, seats("G", 3), ballots, [Counts("G", for_=1)])


class TestRefusals:
    @pytest.mark.parametrize(("ballots", "code"), [
        ([Ballot("for", "G-9")], "unknown_seat"),
        ([Ballot("for", "G-3")], "not_present"),
        ([Ballot("for", "G-1"), Ballot("for", "G-1")], "second_ballot"),
        ([Ballot("yes", "G-1")], "unknown_choice"),
    ])
    def test_a_ballot_that_cannot_count_is_refused_with_its_line(self, ballots: list[Ballot], code: str) -> None:
        with refused(code) as caught:
            count(MAJORITY, seats("G", 3, absent=1), [Ballot("for", "G-2"), *ballots])
        assert caught.value.facts["line"] == 1 + len(ballots)

    @pytest.mark.parametrize(("electorate", "code"), [
        ([], "no_electors"),
        ([*seats("G", 1), *seats("G", 1)], "seat_twice"),
        (seats("G", 1, weight="-1"), "negative"),
    ])
    def test_an_electorate_that_is_none_is_refused(self, electorate: list[Elector], code: str) -> None:
        with refused(code):
            count(MAJORITY, electorate)

    @pytest.mark.parametrize("scope", ["side:O", "group:G", "each_group"])
    def test_a_side_or_group_that_nobody_belongs_to_is_refused(self, scope: str) -> None:
        with refused("unknown_scope"):
            count(rule(line(scope=scope, more_than="1/2")), seats("G", 3))
        with refused("unknown_scope"):
            count(rule(line(more_than=0), quorum=(line(counts="cast", scope=scope, at_least=0),)), seats("G", 3))


class TestRule:
    def test_it_is_read_back_as_it_was_written(self) -> None:
        for preset in PRESETS.values():
            assert Rule.parse(json.loads(json.dumps(preset.json()))) == preset

    def test_substantive_is_the_documented_rule(self) -> None:
        assert PRESETS["substantive"].json() == {
            "weighting": "parity",
            "quorum": [
                {"scope": "each_side", "counts": "present", "measure": "heads", "base": "entitled", "more_than": "1/2"},
            ],
            "tests": [
                {"scope": "all", "choice": "for", "measure": "weight", "base": "for_against", "at_least": "2/3"},
                {"scope": "each_side", "choice": "for", "measure": "weight", "base": "for_against", "more_than": "1/2"},
            ],
        }
        assert PRESETS["procedural"].quorum == PRESETS["substantive"].quorum

    @pytest.mark.parametrize(("changed", "code", "place"), [
        ({"more_than": 0.5}, "float", "tests, line 2"),
        ({"more_than": "0.5"}, "malformed_fraction", "tests, line 2"),
        ({"more_than": "1/0"}, "malformed_fraction", "tests, line 2"),
        ({"more_than": " 1/2"}, "malformed_fraction", "tests, line 2"),
        ({"more_than": "1e3"}, "malformed_fraction", "tests, line 2"),
        ({"more_than": "\u0661/\u0662"}, "malformed_fraction", "tests, line 2"),
        ({"more_than": True}, "malformed_fraction", "tests, line 2"),
        ({"more_than": None}, "malformed_fraction", "tests, line 2"),
        ({"more_than": "9" * 41}, "malformed_fraction", "tests, line 2"),
        ({"more_than": "-1/2"}, "negative", "tests, line 2"),
        ({"more_than": "1/2", "at_least": "1/2"}, "one_comparison", "tests, line 2"),
        ({}, "one_comparison", "tests, line 2"),
        ({"more_than": "1/2", "colour": "red"}, "unknown_field", "tests, line 2"),
        ({"more_than": "1/2", "counts": "cast"}, "unknown_field", "tests, line 2"),
        ({"more_than": "1/2", "scope": "side:"}, "unknown_value", "tests, line 2"),
        ({"more_than": "1/2", "scope": "everyone"}, "unknown_value", "tests, line 2"),
        ({"more_than": "1/2", "scope": 7}, "unknown_value", "tests, line 2"),
        ({"more_than": "1/2", "choice": "yes"}, "unknown_value", "tests, line 2"),
        ({"more_than": "1/2", "choice": ["for"]}, "unknown_value", "tests, line 2"),
        ({"more_than": "1/2", "measure": "hands"}, "unknown_value", "tests, line 2"),
        ({"more_than": "1/2", "base": "all"}, "unknown_value", "tests, line 2"),
    ])
    def test_a_wrong_line_is_refused_by_its_place(self, changed: dict[str, object], code: str, place: str) -> None:
        good = {"scope": "all", "choice": "for", "measure": "heads", "base": "cast"}
        with refused(code) as caught:
            Rule.parse({"weighting": "equal", "quorum": [], "tests": [{**good, "more_than": "1/2"}, good | changed]})
        assert caught.value.facts["where"] == place
        assert place in str(caught.value)

    @pytest.mark.parametrize("data", [
        None, [], "majority", {}, {"weighting": "equal"}, {"weighting": "equal", "tests": {}},
        {"tests": [line(more_than=0)]},
        {"weighting": "equal", "tests": []}, {"weighting": "heavy", "tests": [line(more_than=0)]},
        {"weighting": "equal", "tests": [line(more_than=0)], "name": "x"},
        {"weighting": "equal", "tests": [line(more_than=0)], "quorum": [line(more_than=0)]},
        {"weighting": "equal", "tests": [line(more_than=0)], "quorum": None}, {"weighting": "equal", "tests": [7]},
    ])
    def test_what_is_no_rule_is_refused(self, data: object) -> None:
        with pytest.raises(Refusal):
            Rule.parse(data)

    def test_integers_stand_for_fractions(self) -> None:
        assert rule(line(base="number", at_least=9)) == rule(line(base="number", at_least="9"))

    def test_it_says_itself_in_words(self) -> None:
        assert [str(sentence) for sentence in rule_in_words(PRESETS["substantive"])] == [
            "Each side weighs exactly one half, shared among all its seats in proportion to their weights; "
            "what absent seats weigh is not given to those who came.",
            "Quorum within each side: the seats present must come to more than 1/2 of the seats entitled to vote.",
            "To adopt, within the whole body: the votes for must come to at least 2/3 of the weight cast for and "
            "against.",
            "To adopt, within each side: the votes for must come to more than 1/2 of the weight cast for and against.",
            "As much weight for as against is a tie: rejected, and there is no casting vote.",
        ]

    def test_every_line_there_can_be_has_words(self) -> None:
        electorate = [*seats("G", 2, absent=1, group="coast"), *seats("O", 1)]
        for weighting in ("equal", "seat", "parity"):
            for comparison in ("more_than", "at_least", "at_most", "less_than"):
                for base in ("entitled", "present", "cast", "for_against", "number"):
                    for measure in ("heads", "weight"):
                        rest = {"measure": measure, "base": base, comparison: "2/3"}
                        asked = rule(
                            *(line(choice=choice, **rest) for choice in ("for", "against", "abstain")),
                            quorum=tuple(
                                line(counts=counts, scope=scope, **rest)
                                for counts in ("present", "cast", "for_against")
                                for scope in ("all", "each_side", "each_group", "side:G", "group:coast")
                            ),
                            weighting=weighting,
                        )
                        for ballots in ([], votes("O", 1)):
                            said = [*rule_in_words(asked), *result_in_words(count(asked, electorate, ballots))]
                            assert all(str(sentence) and "%(" not in str(sentence) for sentence in said)

    def test_unanimity_is_not_mistaken_for_one_vote(self) -> None:
        said = str(rule_in_words(rule(line(at_least=1)))[2])
        assert said.endswith("must come to at least 1/1 of the votes cast for and against.")


class TestExplanation:
    def test_it_says_each_share_and_what_it_is_a_share_of(self) -> None:
        electorate = [*seats("governments", 10), *seats("others", 10, absent=1)]
        ballots = [*votes("governments", 6, 3), *votes("others", 5, 3, 1)]
        said = [str(sentence) for sentence in result_in_words(count(PRESETS["substantive"], electorate, ballots))]
        assert said[0] == "Rejected: not every test is met."
        assert said[3] == (
            "Within the whole body: the votes for come to 11/17 of the weight cast for and against "
            "(11/20 of 17/20, 64.7%); at least 2/3 needed: not enough."
        )

    def test_it_says_what_a_quorum_lacks(self) -> None:
        electorate = [*seats("governments", 10), *seats("others", 10, absent=6)]
        said = [str(sentence) for sentence in result_in_words(count(PRESETS["procedural"], electorate))]
        assert said[0] == "No decision: there is no quorum."
        assert "2 more of the others needed" in said

    def test_it_says_when_there_is_nothing_to_take_a_share_of(self) -> None:
        said = [str(sentence) for sentence in result_in_words(count(MAJORITY, seats("G", 2)))]
        assert said == [
            "Rejected: it is a tie, as much for as against, and there is no casting vote.",
            "Within the whole body: the votes cast for and against: none. More than 1/2 of it needed: "
            "nothing is not enough.",
        ]

    def test_its_facts_stand_apart_from_the_words(self) -> None:
        sentence = result_in_words(count(MAJORITY, seats("G", 3), votes("G", 2, 1)))[1]
        assert sentence.facts["share"] == "2/3"
        assert sentence.facts["base"] == "the votes cast for and against"
        assert "2/3" not in sentence.say


WEIGHTS = st.fractions(min_value=Fraction(1, 20), max_value=30, max_denominator=20)
CHOICES = st.sampled_from(["for", "against", "abstain"])


@st.composite
def cast_votes(draw: st.DrawFn) -> tuple[list[Elector], list[Ballot]]:
    """Two sides of seats, some of them absent, some in groups, and ballots of some of those present."""
    electorate = [
        Elector(f"{side}-{number}", side, draw(st.sampled_from([None, "x", "y"])), draw(WEIGHTS), draw(st.booleans()))
        for side in ("G", "O") for number in range(draw(st.integers(1, 5)))
    ]
    electorate.append(Elector("X", "G", "x", Fraction(1), present=True))
    said = {seat.seat: draw(st.none() | CHOICES) for seat in electorate if seat.present}
    return electorate, [Ballot(choice, seat) for seat, choice in said.items() if choice]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule of the model over these seats, except that no number of weight is asked for."""
    def drawn(field: str, values: list[str]) -> dict[str, object]:
        base = draw(st.sampled_from(["entitled", "present", "cast", "for_against", "number"]))
        return {
            "scope": draw(st.sampled_from(["all", "each_side", "each_group", "side:O", "group:x"])),
            field: draw(st.sampled_from(values)), "base": base,
            "measure": "heads" if base == "number" else draw(st.sampled_from(["heads", "weight"])),
            draw(st.sampled_from(["more_than", "at_least", "at_most", "less_than"])):
                str(draw(st.fractions(min_value=0, max_value=1, max_denominator=6))),
        }
    return Rule.parse({
        "weighting": draw(st.sampled_from(["equal", "seat", "parity"])),
        "quorum": [drawn("counts", ["present", "cast", "for_against"]) for _ in range(draw(st.integers(0, 2)))],
        "tests": [drawn("choice", ["for", "against", "abstain"]) for _ in range(draw(st.integers(1, 3)))],
    })


WEIGHTINGS = st.sampled_from(["equal", "seat", "parity"])
MONOTONE = st.sampled_from(["more_than", "at_least"])
SCOPES = st.sampled_from(["all", "each_side", "side:O", "group:x"])
MEASURES = st.sampled_from(["heads", "weight"])


class TestProperties:
    @given(cast_votes(), WEIGHTINGS, SCOPES, MEASURES, MONOTONE,
           st.fractions(min_value=0, max_value=1, max_denominator=12))
    def test_a_vote_in_favour_never_makes_a_test_fail(
        self, vote: tuple[list[Elector], list[Ballot]], weighting: str, scope: str, measure: str, comparison: str,
        threshold: Fraction,
    ) -> None:
        electorate, ballots = vote
        asked = rule(line(scope=scope, measure=measure, **{comparison: str(threshold)}), weighting=weighting)
        before = count(asked, electorate, ballots)
        for seat in {seat.seat for seat in electorate if seat.present} - {ballot.seat for ballot in ballots}:
            after = count(asked, electorate, [*ballots, Ballot("for", seat)])
            assert all(now.holds for then, now in zip(before.tests, after.tests, strict=True) if then.holds)

    @given(cast_votes(), WEIGHTINGS, MEASURES, MONOTONE,
           st.fractions(min_value=Fraction(1, 2), max_value=1, max_denominator=12))
    def test_a_vote_in_favour_never_turns_adopted_into_rejected(
        self, vote: tuple[list[Elector], list[Ballot]], weighting: str, measure: str, comparison: str,
        threshold: Fraction,
    ) -> None:
        """From one half on: a rule that lets fewer adopt may meet a tie, which is rejected whatever it asks."""
        electorate, ballots = vote
        asked = rule(line(measure=measure, **{comparison: str(threshold)}), weighting=weighting)
        if count(asked, electorate, ballots).outcome is Outcome.ADOPTED:
            for seat in {seat.seat for seat in electorate if seat.present} - {ballot.seat for ballot in ballots}:
                assert count(asked, electorate, [*ballots, Ballot("for", seat)]).outcome is Outcome.ADOPTED

    @given(cast_votes(), st.sampled_from(sorted(PRESETS)))
    def test_under_a_preset_a_vote_in_favour_never_undoes_an_adoption(
        self, vote: tuple[list[Elector], list[Ballot]], preset: str,
    ) -> None:
        electorate, ballots = vote
        if count(PRESETS[preset], electorate, ballots).outcome is Outcome.ADOPTED:
            for seat in {seat.seat for seat in electorate if seat.present} - {ballot.seat for ballot in ballots}:
                assert count(PRESETS[preset], electorate, [*ballots, Ballot("for", seat)]).outcome is Outcome.ADOPTED

    def test_below_one_half_one_more_vote_in_favour_may_bring_about_a_tie(self) -> None:
        """The exception: a rule that a minority can meet, or that asks one side only, and then a tie over all."""
        third, one_side = rule(line(at_least="1/3")), rule(line(scope="side:G", more_than="1/2"))
        electorate = [*seats("G", 3), *seats("O", 3)]
        for asked in (third, one_side):
            fewer = count(asked, electorate, [*votes("G", 2), *votes("O", 0, 3)])
            assert (fewer.outcome, fewer.tie) == ("adopted", False)
            more = count(asked, electorate, [*votes("G", 3), *votes("O", 0, 3)])
            assert (more.outcome, more.tie) == ("rejected", True)

    @given(cast_votes())
    def test_parity_gives_each_side_exactly_one_half(self, vote: tuple[list[Elector], list[Ballot]]) -> None:
        electorate, _ = vote
        weights = weigh(Weighting.PARITY, electorate)
        for side in ("G", "O"):
            assert sum(weights[seat.seat] for seat in electorate if seat.side == side) == Fraction(1, 2)

    @given(cast_votes(), rules(), st.randoms(use_true_random=False))
    def test_the_order_of_ballots_and_of_seats_does_not_matter(
        self, vote: tuple[list[Elector], list[Ballot]], asked: Rule, chance: Any,
    ) -> None:
        electorate, ballots = vote
        mixed = chance.sample(electorate, len(electorate)), chance.sample(ballots, len(ballots))
        one, other = count(asked, electorate, ballots), count(asked, *mixed)
        assert one.json()["tally"] == other.json()["tally"]
        assert (one.outcome, one.tie) == (other.outcome, other.tie)
        assert set(one.tests) == set(other.tests)
        assert set(one.quorum) == set(other.quorum)

    @given(cast_votes(), rules(), st.fractions(min_value=Fraction(1, 50), max_value=50, max_denominator=50))
    def test_scaling_all_weights_changes_nothing(
        self, vote: tuple[list[Elector], list[Ballot]], asked: Rule, factor: Fraction,
    ) -> None:
        electorate, ballots = vote
        scaled = [
            Elector(seat.seat, seat.side, seat.group, seat.weight * factor, seat.present) for seat in electorate
        ]
        one, other = count(asked, electorate, ballots), count(asked, scaled, ballots)
        assert (one.outcome, one.tie) == (other.outcome, other.tie)
        for mine, theirs in zip((*one.quorum, *one.tests), (*other.quorum, *other.tests), strict=True):
            assert (mine.share, mine.holds) == (theirs.share, theirs.holds)

    @given(cast_votes(), rules())
    def test_every_seat_stands_in_the_tally_once(self, vote: tuple[list[Elector], list[Ballot]], asked: Rule) -> None:
        electorate, ballots = vote
        tally = count(asked, electorate, ballots).tally
        weights = weigh(asked.weighting, electorate)
        assert sum(tally["all"].heads) == len(electorate)
        assert sum(tally["all"].units) * tally["all"].unit == sum(weights.values())
        for standing in range(5):
            assert tally["all"].heads[standing] == tally["side:G"].heads[standing] + tally["side:O"].heads[standing]

    @given(cast_votes(), rules())
    def test_a_secret_vote_comes_out_as_the_same_vote_by_name(
        self, vote: tuple[list[Elector], list[Ballot]], asked: Rule,
    ) -> None:
        electorate, ballots = vote
        choices = {ballot.seat: ballot.choice for ballot in ballots}
        secret = [
            Ballot(choices[each.seat], side=each.side, group=each.group, weight=each.weight)
            for each in electorate if each.seat in choices
        ]
        assert count(asked, electorate, secret).json() == count(asked, electorate, ballots).json()


def recorded(path: Path, ours: Callable[[dict[str, Any]], bool] = bool) -> list[Any]:
    """The cases of a file, each a parameter under its own name; one skipped parameter when there is no such file."""
    if not path.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"{path.name} is not here"))]
    cases = json.loads(path.read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["id"]) for case in cases if ours(case)]


@pytest.mark.parametrize("case", [*recorded(OWN), *recorded(SHARED / "decisions.json")])
def test_a_recorded_decision_comes_out_as_recorded(case: dict[str, Any]) -> None:
    (result,) = counted(case)
    expected = case["expect"]
    assert result["id"] == case["id"]
    assert result["outcome"] == expected["outcome"]
    assert result["tie"] == expected.get("tie", result["tie"])
    lines: Any = result["tests"]
    for wanted in expected["tests"]:
        matching = [each for each in lines if all(each[name] == wanted[name] for name in wanted if name != "share")]
        assert [each["share"] for each in matching] == [wanted["share"]]


COUNTED_RULES = {"coefficients_lcm", "tie_policy", "division", "amendment_order"}


def counts_votes(case: dict[str, Any]) -> bool:
    """Whether a rule of procedure is one of counting, and of two sides where it is one of sides."""
    return case["rule"]["type"] in COUNTED_RULES and len(case["input"].get("eligible", "GO")) == 2


@pytest.mark.parametrize("case", recorded(SHARED / "procedure.json", counts_votes))
def test_a_rule_of_procedure_that_is_ours_counts_as_its_source_says(case: dict[str, Any]) -> None:
    given_, expected, kind = case["input"], case["expected"], case["rule"]["type"]
    if kind == "coefficients_lcm":
        electorate = [each for side, number in given_["eligible"].items() for each in seats(side, number)]
        if expected["outcome"] == "invalid":
            with refused("not_two_sides"):
                weigh(Weighting.PARITY, electorate)
        else:
            weights = weigh(Weighting.PARITY, electorate)
            for side, weight in expected["weights"].items():
                assert weights[f"{side}-1"] == Fraction(weight, expected["grand_total"])
    elif kind == "tie_policy":
        listed = given_["votes"] if isinstance(given_["votes"], list) else [given_["votes"]]
        results = [count(MAJORITY, seats("all", 100), votes("all", vote["for"], vote["against"])) for vote in listed]
        assert all((result.outcome, result.tie) == ("rejected", True) for result in results)
        assert after_ties(results[:1], second_vote=False) == "rejected"
        if "outcome_by_policy" in expected:
            assert after_ties(results, second_vote=True) == "rejected"
    else:
        listed = given_.get("parts") or given_["amendments"]
        said = expected.get("parts") or expected["results"]
        for part in (each for each in listed if each["id"] in said):
            ballots = votes("all", part["votes"]["for"], part["votes"]["against"], part["votes"]["abstain"])
            assert count(MAJORITY, seats("all", 20), ballots).outcome == said[part["id"]]
