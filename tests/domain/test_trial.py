"""A rule tried before it is set: every mistake at its line, or the rule."""

import pytest

from deliberate.domain.electorate import Elector
from deliberate.domain.refusals import Refusal
from deliberate.domain.rules import PRESETS
from deliberate.domain.trial import LINES_AT_MOST, own_rule, tried

SEATS = [Elector("G-1", "governments", "states"), Elector("O-1", "others", "migrants")]
LINE = {"scope": "all", "choice": "for", "measure": "heads", "base": "for_against", "more_than": "1/2"}


def test_what_is_well_is_the_rule_it_says() -> None:
    for preset in PRESETS.values():
        assert tried(preset.json(), SEATS) == (preset, [])
        assert own_rule(preset.json(), SEATS) == preset


def test_a_rule_can_be_tried_before_there_are_seats_whatever_it_names() -> None:
    rule, mistakes = tried({"weighting": "equal", "tests": [{**LINE, "scope": "group:anyone"}]}, [])
    assert rule is not None
    assert not mistakes


def test_parity_with_one_side_alone_is_a_mistake_of_the_whole() -> None:
    (mistake,) = tried(PRESETS["procedural"].json(), SEATS[:1]).mistakes
    assert (mistake.part, mistake.line, mistake.refusal.code) == (None, None, "not_two_sides")


def test_a_rule_that_nobody_could_read_out_is_too_long() -> None:
    assert tried({"weighting": "equal", "tests": [LINE] * LINES_AT_MOST}, SEATS).rule is not None
    (mistake,) = tried({"weighting": "equal", "tests": [LINE] * (LINES_AT_MOST + 1)}, SEATS).mistakes
    assert (mistake.part, mistake.refusal.code) == ("tests", "too_many_lines")


def test_who_sets_a_rule_is_told_the_first_mistake() -> None:
    with pytest.raises(Refusal) as caught:
        own_rule({"weighting": "equal", "tests": [{**LINE, "scope": "side:cats"}, {**LINE, "base": "x"}]}, SEATS)
    assert (caught.value.code, caught.value.facts["scope"]) == ("unknown_scope", "side:cats")
