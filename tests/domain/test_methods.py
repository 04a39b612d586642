"""Methods of voting: the order of a roll call, and what keeps a secret vote secret."""

from fractions import Fraction

import pytest

from deliberate.domain.ballots import Ballot
from deliberate.domain.counting import count
from deliberate.domain.electorate import Elector
from deliberate.domain.methods import Method, roll_call_order
from deliberate.domain.refusals import Refusal
from deliberate.domain.rules import PRESETS, Rule
from deliberate.domain.secrecy import HIDES, TRUST, Paper, cautions, levelled, papers


def half(side: str, weights: str, *, absent: int = 0, group: str | None = None) -> list[Elector]:
    """The seats of a side with these weights, the last ones absent."""
    letter, given = side[0].upper(), [Fraction(each) for each in weights.split()]
    return [
        Elector(f"{letter}-{number}", side, group, weight, number <= len(given) - absent)
        for number, weight in enumerate(given, start=1)
    ]


BOTH = [*half("governments", "1 1 1 1", absent=1), *half("others", "1 1 1 1")]
BY_GROUP = Rule.parse(
    {
        "weighting": "parity",
        "tests": [{"scope": "each_group", "choice": "for", "measure": "weight", "base": "cast", "more_than": "1/2"}],
    }
)


def test_a_roll_call_alternates_the_sides_and_leaves_out_who_is_absent() -> None:
    assert roll_call_order(BOTH, 0) == ["G-1", "O-1", "G-2", "O-2", "G-3", "O-3", "O-4"]


def test_it_begins_at_the_lot_and_comes_round_to_everyone() -> None:
    for lot in range(7):
        turns = roll_call_order(BOTH, lot)
        assert turns[0] == roll_call_order(BOTH, 0)[lot]
        assert sorted(turns) == sorted(roll_call_order(BOTH, 0))


def test_a_lot_that_is_nobodys_is_refused() -> None:
    for lot in (-1, 7):
        with pytest.raises(Refusal) as caught:
            roll_call_order(BOTH, lot)
        assert caught.value.code == "no_such_lot"


def test_of_nobody_nobody_is_called() -> None:
    assert roll_call_order(half("others", "1", absent=1), 0) == []


def test_recorded_votes_and_roll_calls_name_who_voted_how() -> None:
    assert [method.value for method in Method if method.named] == ["recorded", "roll_call"]


def test_there_is_a_paper_for_each_seat_present_with_no_more_on_it_than_the_count_needs() -> None:
    made = papers(PRESETS["substantive"], [*half("others", "1 1 2", absent=1, group="civil")])
    assert made == [Paper("others", None, Fraction(1))] * 2
    assert papers(BY_GROUP, half("others", "2", group="civil")) == [Paper("others", "civil", Fraction(2))]


@pytest.mark.parametrize("weights", ["1 1 1 2", "1 1 2 2 2", "1 2 3 4"])
def test_where_a_weight_would_give_a_vote_away_its_half_weighs_the_same(weights: str) -> None:
    electors = [*half("governments", weights), *half("others", "1 1 1 1")]
    level = levelled(PRESETS["substantive"], electors)
    mean = {each.weight for each in level if each.side == "governments"}
    assert len(mean) == 1
    whole = sum(Fraction(each) for each in weights.split())
    assert sum(each.weight for each in level if each.side == "governments") == whole
    assert [each for each in level if each.side == "others"] == electors[-4:]


@pytest.mark.parametrize("weights", ["1 1 1 2 2 2", "1 1 1 1", "2 2"])
def test_weights_that_enough_seats_have_in_common_stay(weights: str) -> None:
    electors = [*half("governments", weights), *half("others", "1 1 1")]
    assert levelled(PRESETS["substantive"], electors) == electors


def test_weights_that_are_not_counted_give_nothing_away() -> None:
    rule = Rule.parse({**PRESETS["procedural"].json(), "weighting": "equal"})
    electors = [*half("governments", "1 2 3"), *half("others", "1 1 1")]
    assert levelled(rule, electors) == electors


def test_a_weight_that_only_an_absent_seat_has_is_no_danger() -> None:
    electors = [*half("governments", "1 1 1 5", absent=1), *half("others", "1 1 1")]
    assert levelled(PRESETS["substantive"], electors) == electors


def test_levelled_votes_are_counted_by_the_rule_without_their_seats() -> None:
    rule = PRESETS["substantive"]
    level = levelled(rule, [*half("governments", "1 1 4"), *half("others", "1 1 1")])
    votes = [Ballot("for", side=paper.side, weight=paper.weight) for paper in papers(rule, level)]
    assert count(rule, level, votes).outcome == "adopted"


def test_it_is_said_plainly_whom_one_trusts() -> None:
    assert [each.say for each in cautions(PRESETS["substantive"], BOTH)] == [TRUST]


@pytest.mark.parametrize(("present", "warned"), [(1, True), (HIDES - 1, True), (HIDES, False)])
def test_a_half_that_is_too_small_to_hide_a_vote_is_named(present: int, warned: bool) -> None:
    electors = [*half("governments", "1 1 1 1", absent=4 - present), *half("others", "1 1 1 1")]
    said = cautions(PRESETS["substantive"], electors)[1:]
    assert [each.facts for each in said] == ([{"side": "governments", "number": present}] if warned else [])


def test_a_half_in_which_nobody_votes_has_nothing_to_hide() -> None:
    electors = [*half("governments", "1 1 1 1", absent=4), *half("others", "1 1 1 1")]
    assert len(cautions(PRESETS["substantive"], electors)) == 1


def test_a_group_that_the_rule_counts_apart_may_be_too_small() -> None:
    electors = [
        *half("governments", "1 1 1", group="origin"),
        *half("others", "1 1 1", group="migrants"),
        Elector("O-4", "others", "civil"),
    ]
    assert [each.facts for each in cautions(BY_GROUP, electors)[1:]] == [{"group": "civil", "number": 1}]


def test_it_is_said_whose_weights_do_not_count() -> None:
    electors = [*half("governments", "1 1 1 2"), *half("others", "1 1 1")]
    said = cautions(PRESETS["substantive"], electors)[1:]
    assert [each.facts for each in said] == [{"side": "governments"}]
    assert "weigh the same" in str(said[0])
