"""What a paragraph would say if some amendments to it were adopted: reckoned as adoption does it, changing nothing."""

from typing import Any

import pytest

from tests.cast import Room
from tests.web.browser import refusal, rows
from tests.web.conftest import Browsers

BORDERS = "Borders should stay open to those in distress."
MUST, SHALL, ALL = ((old, new) for old, new in (("should", "must"), ("should", "shall"), ("those", "all")))


def table(room: Room, actor: str, old: str, new: str) -> int:
    data = {"kind": "replace", "paragraph": 1, "revision": 1, "text": BORDERS.replace(old, new)}
    return int(room.do(actor, "amendment.table", **data)["amendment"])


@pytest.fixture
def three(room: Room) -> Room:
    """A1 and A2 change the same word, A3 another."""
    room.negotiation()
    for actor, change in (("Gita", MUST), ("Olga", SHALL), ("Otto", ALL)):
        table(room, actor, *change)
    return room


def seen(browser: Any, adopt: str = "", **query: str) -> Any:
    return browser.api("paragraphs/1/outlook", query_string={"adopt": adopt, **query})


def test_those_that_exclude_each_other_are_told_with_what_an_adoption_may_imply(
    three: Room, browser: Browsers
) -> None:
    found = seen(browser("Gita"))
    assert found["clashes"] == [[1, 2]]
    assert [each["amendment"] for each in found["implied"]["1"]] == [2]
    assert found["implied"]["3"] == []
    assert (found["text"], found["adopted"], found["apart"]) == (BORDERS, [], [])


def test_it_is_the_text_that_adoption_then_makes(three: Room, browser: Browsers) -> None:
    before = rows(three)
    found = seen(browser("Gita"), "1,3")
    assert found["text"] == "Borders must stay open to all in distress."
    assert found["diff"] == [
        ["=", "Borders "], ["-", "should"], ["+", "must"], ["=", " stay open to "], ["-", "those"], ["+", "all"],
        ["=", " in distress."],
    ]  # fmt: skip
    assert rows(three) == before
    three.do("Clara", "batch.open", statement=1, amendments=[1, 3])
    three.do("Clara", "batch.close", question=1)
    assert three.record("paragraph/1")["text"] == found["text"]


def test_what_clashes_stands_apart_with_the_merge_that_was_tried(three: Room, browser: Browsers) -> None:
    [apart] = seen(browser("Gita"), "2,1")["apart"]
    assert (apart["amendment"], apart["state"]) == (1, "redraft")
    assert {"base": "should", "ours": "must", "theirs": "shall"} in apart["attempt"]


def test_an_amendment_to_an_amendment_changes_that_one_first(three: Room, browser: Browsers) -> None:
    text = BORDERS.replace("should", "must always")
    three.do("Otto", "amendment.table", kind="replace", parent=1, text=text, revision=1)
    assert seen(browser("Gita"), "1")["text"] == BORDERS.replace("should", "must")
    assert seen(browser("Gita"), "4,1")["text"] == text
    assert seen(browser("Gita"), "4")["text"] == BORDERS


def test_a_deletion_leaves_no_text(three: Room, browser: Browsers) -> None:
    three.do("Gus", "amendment.table", kind="delete", paragraph=1, revision=1)
    found = seen(browser("Gita"), "4")
    assert (found["text"], found["diff"]) == (None, [["-", BORDERS]])
    assert [3, 4] in found["clashes"]


@pytest.mark.parametrize("adopt", ["x", "1,1", "1,-2", "9" * 40, ",".join(str(each) for each in range(60))])
def test_what_is_no_list_of_amendments_is_refused(three: Room, browser: Browsers, adopt: str) -> None:
    answer = browser("Gita").get(f"/api/groups/harbour/paragraphs/1/outlook?adopt={adopt}")
    refusal(answer, 422, "bad_data")


def test_observers_see_what_they_may_read(three: Room, browser: Browsers) -> None:
    assert seen(browser(), "1", **{"as": "public"})["text"] == BORDERS.replace("should", "must")
    three.do("Clara", "sitting.set_private", private=True)
    answer = browser().get("/api/groups/harbour/paragraphs/1/outlook")
    refusal(answer, 404, "not_found")
    assert seen(browser("Gita"), "1")["adopted"] == [1]


def test_a_paragraph_that_is_not_there_has_no_outlook(three: Room, browser: Browsers) -> None:
    refusal(browser("Gita").get("/api/groups/harbour/paragraphs/99/outlook"), 404, "not_found")
