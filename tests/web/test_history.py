"""The history of a paragraph over the API: what changed its text, its state or its part, as each reader may know it."""

from typing import Any

from tests.cast import GROUP, Room
from tests.web.browser import refusal
from tests.web.conftest import Browsers


def told(browser: Browsers, paragraph: int, name: str | None = None) -> list[dict[str, Any]]:
    """The entries that somebody is told."""
    found: list[dict[str, Any]] = browser(name).api(f"paragraphs/{paragraph}/history")["entries"]
    return found


def test_every_move_of_a_paragraph_is_told_with_who_and_when(room: Room, browser: Browsers) -> None:
    room.drafting()
    first = room.of("paragraph")[0]["id"]
    room.do("Gita", "paragraph.edit", paragraph=first, text="Borders stay open.", revision=1)
    room.do("Clara", "paragraph.agree", paragraph=first, state="agreed", revision=2)
    room.do("Clara", "statement.set_single_undertaking", statement=1, single_undertaking=True)
    room.do("Clara", "paragraph.reopen", paragraph=first, seat="O-1", reason="A word was missed.")
    answer = browser("Gita").api(f"paragraphs/{first}/history")
    part = room.of("part")[0]["id"]
    assert [(each["event"], each["now"]) for each in answer["entries"]] == [
        ("statement.imported", {"state": "open", "revision": 1, "part": part}),
        ("paragraph.edited", {"state": "open", "revision": 2, "part": part}),
        ("paragraph.agreed", {"state": "agreed", "revision": 2, "part": part}),
        ("statement.single_undertaking_set", {"state": "ad_referendum", "revision": 2, "part": part}),
        ("paragraph.reopened", {"state": "open", "revision": 2, "part": part}),
    ]
    last = answer["entries"][-1]
    assert (last["actor"], last["facts"]["seat"]) == (room.id("Clara"), "O-1")
    assert last["at"].startswith("2026-03-02T09:")
    assert answer["directory"][room.id("Clara")] == {"name": "Clara"}
    assert browser().api(f"paragraphs/{first}/history")["directory"] == {}


def test_that_others_moved_before_it_is_no_part_of_its_history(room: Room, browser: Browsers) -> None:
    room.drafting()
    part, second = room.of("part")[0]["id"], room.of("paragraph")[1]["id"]
    room.do("Gita", "paragraph.add", part=part, text="In front.", position=1)
    assert room.record(f"paragraph/{second}")["position"] == 3
    assert [each["event"] for each in told(browser, second)] == ["statement.imported"]
    room.do("Remi", "paragraph.move", paragraph=second, part=part, position=1)
    assert [each["event"] for each in told(browser, second)] == ["statement.imported", "paragraph.moved"]


def test_a_decision_that_agrees_it_and_an_amendment_that_changes_it_are_told(room: Room, browser: Browsers) -> None:
    room.amended()
    first = room.of("paragraph")[0]["id"]
    for about in ({"type": "amendment", "id": 1}, {"type": "paragraph", "id": first}):
        room.do("Clara", "call.open", about=about)
        room.do("Clara", "call.close", question=max(each["id"] for each in room.of("question")))
    assert [(each["event"], each["now"]["revision"], each["now"]["state"]) for each in told(browser, first)] == [
        ("statement.imported", 1, "open"),
        ("call.closed", 2, "open"),
        ("call.closed", 2, "agreed"),
    ]


def test_both_pieces_of_a_split_and_what_is_joined_have_it_in_their_history(room: Room, browser: Browsers) -> None:
    room.drafting()
    first = room.of("paragraph")[0]["id"]
    new = room.do("Remi", "paragraph.split", paragraph=first, at=8, revision=1)["paragraph"]
    assert [each["event"] for each in told(browser, new)] == ["paragraph.split"]
    room.do("Remi", "paragraph.merge", paragraph=first, revision=2)
    assert [each["event"] for each in told(browser, first)][1:] == ["paragraph.split", "paragraph.merged"]
    gone = told(browser, new)[-1]
    assert (gone["event"], gone["facts"]["gone"], gone["now"]) == ("paragraph.merged", new, None)


def test_what_happened_behind_closed_doors_is_told_to_members_alone(room: Room, browser: Browsers) -> None:
    room.drafting()
    first = room.of("paragraph")[0]["id"]
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Clara", "paragraph.agree", paragraph=first, state="agreed", revision=1)
    refusal(browser().get(f"/api/groups/{GROUP}/paragraphs/{first}/history"), 404, "not_found")
    room.do("Clara", "sitting.set_private", private=False)
    assert "paragraph.agreed" not in [each["event"] for each in told(browser, first)]
    assert "paragraph.agreed" in [each["event"] for each in told(browser, first, "Gita")]
