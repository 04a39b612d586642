"""What adoption needs of those present: the fewest votes for, exactly, compared with every result there can be."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.domain.ballots import Ballot
from deliberate.domain.counting import count
from deliberate.domain.electorate import Elector
from deliberate.domain.enough import enough
from deliberate.domain.rules import PRESETS, Rule


def hall(governments: int, others: int, of: int = 10) -> list[Elector]:
    """A plan of `of` pairs with so many of each half present."""
    return [
        Elector(f"{side[0].upper()}-{number}", side, present=number <= here)
        for side, here in (("governments", governments), ("others", others))
        for number in range(1, of + 1)
    ]


def rule(weighting: str = "equal", **line: Any) -> Rule:
    """A rule of one test, without a quorum."""
    test = {"scope": "all", "choice": "for", "measure": "heads", "base": "for_against", **line}
    return Rule.parse({"weighting": weighting, "tests": [test]})


def words(found: Any) -> list[str]:
    return [str(sentence) for sentence in found.in_words()]


def test_it_says_who_is_here_and_what_adoption_needs_by_side() -> None:
    assert words(enough(PRESETS["substantive"], hall(9, 10))) == [
        "9 of 10 governments and 10 of 10 others are present.",
        "If all of them vote for or against, adoption needs at least 13 votes for of 19:"
        " at least 5 of the governments and at least 6 of the others.",
    ]


def test_two_thirds_of_eighteen_is_exactly_twelve() -> None:
    found = enough(PRESETS["substantive"], hall(9, 9)).fewest
    assert found is not None
    assert (found.whole, found.sides, found.sufficient) == (12, {"governments": 5, "others": 5}, True)


def test_half_is_a_tie_and_one_more_is_enough() -> None:
    found = enough(rule(at_least="1/2"), hall(10, 10)).fewest
    assert found is not None
    assert (found.whole, found.sides) == (11, {"governments": 1, "others": 1})


def test_it_says_what_the_quorum_lacks_and_what_adoption_would_need() -> None:
    assert words(enough(PRESETS["procedural"], hall(9, 4))) == [
        "9 of 10 governments and 4 of 10 others are present.",
        "There is no quorum now:",
        "2 more of the others needed",
        "If all of them vote for or against, adoption needs at least 7 votes for of 13:"
        " at least 3 of the governments and at least 0 of the others.",
    ]


def test_a_rule_that_nobody_here_can_meet_is_said_to_adopt_nothing() -> None:
    found = enough(rule(base="entitled", more_than="1/2"), hall(4, 4))
    assert found.fewest is None
    assert words(found)[-1] == "However all of them vote, nothing is adopted by this rule."


def test_a_rule_that_forbids_a_great_majority_is_not_told_by_the_smallest_numbers_alone() -> None:
    found = enough(rule(base="number", at_most="15"), hall(10, 10))
    assert found.fewest is not None
    assert (found.fewest.whole, found.fewest.sufficient) == (0, False)
    assert words(found)[-1].startswith("These are the smallest numbers")


def test_seats_that_weigh_differently_are_not_told_in_votes() -> None:
    electors = [Elector("G-1", "governments", weight=Fraction(2)), Elector("O-1", "others"), Elector("O-2", "others")]
    found = enough(rule("seat", measure="weight", more_than="1/2"), electors)
    assert not found.alike
    assert words(found)[-1].startswith("The seats present do not all weigh the same")


SCOPES = ["all", "each_side", "side:governments", "side:others", "each_group", "group:a", "group:c"]
LINES = st.fixed_dictionaries(
    {
        "scope": st.sampled_from(SCOPES),
        "choice": st.sampled_from(["for", "against", "abstain"]),
        "measure": st.sampled_from(["heads", "weight"]),
        "base": st.sampled_from(["entitled", "present", "cast", "for_against", "number"]),
        "comparison": st.sampled_from(["more_than", "at_least", "at_most", "less_than"]),
        "threshold": st.sampled_from(["0", "1/3", "1/2", "2/3", "1", "2"]),
    }
)
GROUPS = {"G-1": "a", "G-2": "a", "G-3": "b", "O-1": "c", "O-2": "c", "O-3": None}


def results(electors: list[Elector], tried: Rule) -> Iterator[tuple[int, int]]:
    """The votes for of each side in every result that is adopted, all present voting for or against."""
    here = [elector for elector in electors if elector.present]
    for bits in range(2 ** len(here)):
        ayes = {elector.seat for place, elector in enumerate(here) if bits >> place & 1}
        ballots = [Ballot("for" if each.seat in ayes else "against", each.seat) for each in here]
        if count(tried, electors, ballots).outcome == "adopted":
            yield sum(seat[0] == "G" for seat in ayes), sum(seat[0] == "O" for seat in ayes)


@settings(max_examples=150, deadline=None)
@given(
    weighting=st.sampled_from(["equal", "parity"]),
    lines=st.lists(LINES, min_size=1, max_size=3),
    present=st.sets(st.sampled_from(sorted(GROUPS))),
)
def test_the_numbers_are_those_of_every_result_there_can_be(
    weighting: str, lines: list[dict[str, str]], present: set[str]
) -> None:
    tests = [
        {**{key: line[key] for key in ("scope", "choice", "measure", "base")}, line["comparison"]: line["threshold"]}
        for line in lines
    ]
    tried = Rule.parse({"weighting": weighting, "tests": tests})
    electors = [
        Elector(seat, "governments" if seat[0] == "G" else "others", group, present=seat in present)
        for seat, group in GROUPS.items()
    ]
    found = enough(tried, electors).fewest
    adopted = set(results(electors, tried))
    if not adopted:
        assert found is None
        return
    assert found is not None
    assert found.whole == min(g + o for g, o in adopted)
    assert found.sides == {"governments": min(g for g, _ in adopted), "others": min(o for _, o in adopted)}
    if found.sufficient:
        here = {side: sum(each.present and each.side == side for each in electors) for side in found.sides}
        for g in range(found.sides["governments"], here["governments"] + 1):
            for o in range(found.sides["others"], here["others"] + 1):
                assert g + o < found.whole or (g, o) in adopted


@pytest.mark.parametrize("pairs", [1, 500])
def test_it_is_as_exact_for_one_pair_as_for_five_hundred(pairs: int) -> None:
    found = enough(PRESETS["substantive"], hall(pairs, pairs, pairs)).fewest
    assert found is not None
    assert found.whole == -(-4 * pairs // 3)
    assert found.sides == {"governments": pairs // 2 + 1, "others": pairs // 2 + 1}
