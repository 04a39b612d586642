"""A rule tried on the electorate as it is: told in words, every mistake at its line, and nothing changed."""

import json
from typing import Any

import pytest

from deliberate.domain.rules import PRESETS
from tests.cast import GROUP, Room
from tests.web.browser import refusal, rows
from tests.web.conftest import Browsers

LINE = {"scope": "all", "choice": "for", "measure": "heads", "base": "for_against", "more_than": "1/2"}
QUORUM = {"scope": "all", "counts": "present", "measure": "heads", "base": "number", "at_least": "7"}


def words(sentences: list[dict[str, Any]]) -> list[str]:
    return [each["say"] % each["facts"] if each["facts"] else each["say"] for each in sentences]


def tried(browser: Any, **asked: Any) -> Any:
    query = {name: each if isinstance(each, str) else json.dumps(each) for name, each in asked.items()}
    return browser.api("rule", query_string=query)


def test_a_preset_is_told_in_words_and_on_those_who_are_here(room: Room, browser: Browsers) -> None:
    room.opened("Gus")
    found = tried(browser("Gita"), preset="substantive")
    assert len(found["in_words"]) == 5
    assert words(found["now"]) == [
        "2 of 4 governments and 3 of 4 others are present.",
        "There is no quorum now:",
        "1 more of the governments needed",
        "If all of them vote for or against, adoption needs at least 4 votes for of 5:"
        " at least 2 of the governments and at least 2 of the others.",
    ]
    assert found["mistakes"] == []


def test_without_a_name_it_is_the_groups_usual_rule(room: Room, browser: Browsers) -> None:
    assert tried(browser("Gita"))["in_words"] == tried(browser("Gita"), preset="substantive")["in_words"]


def test_a_rule_is_tried_before_it_is_set(room: Room, browser: Browsers) -> None:
    before = rows(room)
    found = tried(browser("Clara"), rule={"weighting": "equal", "quorum": [QUORUM], "tests": [LINE]})
    assert words(found["in_words"])[1] == "Quorum within the whole body: the seats present must come to at least 7."
    assert words(found["now"])[2] == "7 more seats needed"
    assert rows(room) == before


@pytest.mark.parametrize(
    ("rule", "part", "line", "message"),
    [
        ({"weighting": "equal", "tests": []}, "tests", None, "at least one test"),
        ({"weighting": "seat", "tests": [LINE]}, None, None, "equal or parity"),
        ({"weighting": "equal", "tests": [LINE, {**LINE, "more_than": "half"}]}, "tests", 2, "tests, line 2"),
        ({"weighting": "equal", "tests": [{**LINE, "scope": "group:cats"}]}, "tests", 1, "group:cats"),
        ({"weighting": "equal", "quorum": [{**QUORUM, "at_least": 0.5}], "tests": [LINE]}, "quorum", 1, "0.5"),
        ({"weighting": "equal", "tests": [LINE] * 21}, "tests", None, "at most 20 lines; there are 21"),
        ([], None, None, "rule: an object with named fields is needed"),
    ],
)
def test_every_mistake_is_told_at_its_line(browser: Browsers, rule: Any, part: str, line: int, message: str) -> None:
    found = tried(browser("Clara"), rule=rule)
    (mistake,) = found["mistakes"]
    assert (mistake["part"], mistake["line"]) == (part, line)
    assert message in mistake["message"]
    assert (found["in_words"], found["now"]) == ([], [])


def test_several_mistakes_are_told_at_once(browser: Browsers) -> None:
    wrong = {"weighting": "equal", "quorum": [{**QUORUM, "scope": "x"}], "tests": [{**LINE, "base": "y"}, LINE]}
    found = tried(browser("Clara"), rule=wrong)["mistakes"]
    assert [(each["part"], each["line"]) for each in found] == [("quorum", 1), ("tests", 1)]


def test_what_cannot_be_read_is_refused(browser: Browsers) -> None:
    clara = browser("Clara")
    refusal(clara.get(f"/api/groups/{GROUP}/rule?rule={{"), 400, "not_json")
    refusal(clara.get(f"/api/groups/{GROUP}/rule?preset=dice"), 422, "bad_data")
    refusal(clara.get(f"/api/groups/{GROUP}/rule?preset=custom"), 409, "no_custom_rule")
    refusal(clara.get("/api/groups/nowhere/rule"), 404, "not_found")


def test_it_is_for_those_who_take_part(browser: Browsers) -> None:
    for stranger in (browser(), browser("Nora"), browser("Vera")):
        refusal(stranger.get(f"/api/groups/{GROUP}/rule"), 403, "not_allowed")


def test_the_groups_own_rule_is_tried_by_name(room: Room, browser: Browsers) -> None:
    own = {**PRESETS["procedural"].json(), "weighting": "equal"}
    settings = {"rule": "substantive", "definition": "no_objection", "speech_limit": 60, "board": "live"}
    room.do("Clara", "group.set_rules", **settings, cosponsors=0, custom=own, custom_name="The harbour's rule")
    found = tried(browser("Gita"), preset="custom")
    assert words(found["in_words"])[0] == "Every seat weighs the same."
