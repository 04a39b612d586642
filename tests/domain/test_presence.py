"""Quorum: how many seats of each side must be present to open a sitting, and to decide."""

import pytest

from deliberate.domain.counting import PRESETS, Elector, Rule
from deliberate.domain.presence import deciding, opening, with_proxies
from deliberate.domain.refusals import Refusal


def group(governments: tuple[int, int], others: tuple[int, int]) -> list[Elector]:
    """Two sides, each with so many seats present of so many in the plan."""
    return [
        Elector(f"{side[0]}-{number}", side, present=number <= present)
        for side, (present, plan) in (("governments", governments), ("others", others))
        for number in range(1, plan + 1)
    ]


def test_opening_needs_at_least_one_third_of_each_side() -> None:
    for present, holds in ((2, False), (3, True), (4, True)):
        assert opening(group((9, 9), (present, 9))).holds is holds
        assert opening(group((present, 9), (9, 9))).holds is holds


def test_a_third_of_ten_seats_is_four() -> None:
    quorum = opening(group((10, 10), (3, 10)))
    assert not quorum.holds
    assert [str(sentence) for sentence in quorum.missing] == ["1 more of the others needed"]
    assert opening(group((10, 10), (4, 10))).holds


def test_deciding_needs_more_than_half_of_each_side() -> None:
    for present, holds in ((4, False), (5, False), (6, True)):
        for preset in PRESETS.values():
            assert deciding(preset, group((10, 10), (present, 10))).holds is holds


def test_it_says_how_many_of_each_side_lack() -> None:
    quorum = deciding(PRESETS["substantive"], group((3, 10), (4, 10)))
    assert [str(sentence) for sentence in quorum.missing] == [
        "3 more of the governments needed", "2 more of the others needed",
    ]
    assert quorum.missing[1].facts == {"missing": 2, "side": "others"}


def test_nothing_lacks_when_it_holds() -> None:
    quorum = deciding(PRESETS["substantive"], group((6, 10), (6, 10)))
    assert quorum.missing == []
    assert [line.scope for line in quorum.lines] == ["side:governments", "side:others"]


def test_vacant_seats_are_seats_of_the_plan() -> None:
    assert not deciding(PRESETS["procedural"], group((2, 4), (3, 4))).holds


def test_one_side_alone_cannot_open() -> None:
    assert not opening(group((10, 10), (0, 10))).holds


def test_without_seats_nothing_opens_and_nothing_is_decided() -> None:
    for quorum in (opening([]), deciding(PRESETS["procedural"], [])):
        assert not quorum.holds
        assert [str(sentence) for sentence in quorum.missing] == ["There are no seats yet: set the seat plan first."]


def rule(**line: object) -> Rule:
    """A rule of which only the quorum matters."""
    test = {"scope": "all", "choice": "for", "measure": "heads", "base": "cast", "more_than": "1/2"}
    return Rule.parse({"weighting": "seat", "quorum": [line], "tests": [test]})


@pytest.mark.parametrize(("line", "missing"), [
    ({"scope": "all", "measure": "heads", "base": "entitled", "more_than": "1/2"}, "3 more seats needed"),
    ({"scope": "all", "measure": "heads", "base": "number", "at_least": 7}, "3 more seats needed"),
    ({"scope": "group:coast", "measure": "heads", "base": "entitled", "at_least": "1/2"},
     "2 more of the group coast needed"),
    ({"scope": "side:G", "measure": "weight", "base": "entitled", "at_least": "9/10"},
     "Within G: more weight needed, at least 1/2"),
    ({"scope": "side:G", "measure": "weight", "base": "entitled", "more_than": "9/10"},
     "Within G: more weight needed, more than 1/2"),
    ({"scope": "all", "measure": "heads", "base": "entitled", "at_most": "1/10"},
     "Within the whole body: the quorum is not met"),
])
def test_each_kind_of_quorum_says_what_it_lacks(line: dict[str, object], missing: str) -> None:
    electorate = [Elector(f"G-{number}", "G", present=number <= 4) for number in range(1, 6)]
    electorate += [Elector(f"O-{number}", "O", "coast", present=False) for number in range(1, 5)]
    electorate += [Elector("X", "O", present=False), Elector("Y", "O", present=False), Elector("Z", "O", present=False)]
    quorum = deciding(rule(counts="present", **line), electorate)
    assert [str(sentence) for sentence in quorum.missing] == [missing]


def test_votes_cast_are_left_to_the_count() -> None:
    asked = rule(scope="all", counts="cast", measure="heads", base="entitled", at_least="1/2")
    quorum = deciding(asked, group((1, 4), (1, 4)))
    assert quorum.holds
    assert quorum.lines == ()


def test_a_third_opens_and_a_majority_decides_as_in_the_general_assembly() -> None:
    majority = rule(scope="all", counts="present", measure="heads", base="entitled", more_than="1/2")
    levels = []
    for present in (60, 64, 65, 96, 97):
        electorate = [Elector(str(number), "all", present=number <= present) for number in range(1, 194)]
        opens, decides = opening(electorate).holds, deciding(majority, electorate).holds
        levels.append("decide" if decides else "open" if opens else "none")
    assert levels == ["none", "none", "open", "open", "decide"]


def test_a_seat_is_present_by_proxy_while_the_seat_that_holds_it_is() -> None:
    proxies = {"G-2": "G-1", "G-3": "G-1", "O-2": "O-1"}
    assert with_proxies({"G-1", "O-4"}, proxies) == {"G-1", "G-2", "G-3", "O-4"}
    assert with_proxies({"G-2"}, proxies) == {"G-2"}


def test_a_proxy_is_not_passed_on() -> None:
    assert with_proxies({"G-1"}, {"G-2": "G-1", "G-3": "G-2"}) == {"G-1", "G-2"}


@pytest.mark.parametrize(("seat", "holder"), [("G-1", "G-1"), ("G-1", "O-1"), ("O-2", "G-2")])
def test_a_proxy_is_given_to_another_seat_of_the_same_side(seat: str, holder: str) -> None:
    with pytest.raises(Refusal) as caught:
        with_proxies({seat, holder}, {seat: holder})
    assert caught.value.code == "proxy_elsewhere"
