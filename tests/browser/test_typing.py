"""Typing together, in browsers: two members in one paragraph, a chair, an observer.

Each test goes on where the one before ended, so that a failure names the step it happened in.
"""

import signal
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.access import faults
from tests.browser.conftest import Open
from tests.browser.people import is_live
from tests.browser.server import Server
from tests.browser.story import Story

MEMBERS = {"G-1": "Ghana", "O-1": "Open Roads"}
LONGEST_WAIT_MS = 30_000
"""A browser that has tried for a while waits up to 25 seconds before it tries again."""

TEXT = "Shelters are open to all, at every hour."
TEXTS = (TEXT, "A second paragraph.", "A third paragraph.")


class Writers(Story):
    """A session of two members, and the paragraphs they write in."""

    def paragraph(self, number: int) -> dict[str, Any]:
        """A paragraph's record."""
        return sorted(self.of("paragraph"), key=lambda each: int(each["position"]))[number]

    def place(self, who: str, number: int = 0) -> Locator:
        """A paragraph on somebody's page."""
        return self[who].locator(".para[id]").nth(number)

    def field(self, who: str, number: int = 0) -> Locator:
        """The field somebody types in."""
        return self.place(who, number).locator("[id^=edit-]")

    def text(self, number: int = 0) -> str:
        """The settled text."""
        return str(self.paragraph(number)["text"])


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Writers]:
    """Two members, a chair, an associate and an observer, with a statement in drafting."""
    told = Writers(server, browsers)
    told.found(MEMBERS, "chair", "rapporteur", "associate")
    told.come("chair", "rapporteur", "associate", *MEMBERS)
    told.watch()
    told.open_sitting()
    told.state({"Changes": TEXTS})
    yield told
    told.end()


def edit(story: Writers, who: str, number: int = 0) -> Locator:
    """Open a paragraph for typing, with the cursor at its end."""
    story.place(who, number).locator("[data-do=edit]").click()
    field = story.field(who, number)
    expect(field).to_be_focused()
    field.press("ControlOrMeta+End")
    return field


def saved(story: Writers, who: str, number: int = 0) -> None:
    """Wait until everything somebody typed is saved."""
    expect(story.place(who, number).locator(".saving.done")).to_be_visible()


def test_1_two_people_type_in_one_paragraph_and_see_each_others_words_and_cursors(story: Writers) -> None:
    ghana = edit(story, "Ghana")
    roads = edit(story, "Open Roads")
    ghana.press_sequentially(" Nobody is asked for papers.")
    expect(roads).to_contain_text("Nobody is asked for papers.")
    roads.press("ControlOrMeta+Home")
    roads.press_sequentially("Always: ")
    expect(ghana).to_contain_text("Always: Shelters")
    expect(ghana.locator(".caret.oth")).to_have_attribute("data-name", "Open Roads")
    expect(roads.locator(".caret.gov")).to_have_attribute("data-name", "Ghana")
    ghana.press_sequentially(" Ever.", delay=20)
    roads.press_sequentially("(1) ", delay=20)
    for who in MEMBERS:
        saved(story, who)
        expect(story.field(who)).to_have_text(f"Always: (1) {TEXT} Nobody is asked for papers. Ever.")


def test_2_everybody_else_follows_and_sees_who_writes(story: Writers) -> None:
    story.field("Ghana").press_sequentially(" They stay open.")
    for who in ("chair", "observer"):
        expect(story.place(who)).to_contain_text("They stay open.")
        expect(story.place(who).locator(".writing")).to_contain_text("Ghana")
        expect(story.place(who).locator(".writing")).to_contain_text("Open Roads writing")
    expect(story.place("Ghana").locator(".writing")).not_to_contain_text("Ghana")
    story["Ghana"].emulate_media(reduced_motion="reduce")
    assert faults(story["Ghana"]) == []
    story["Ghana"].emulate_media(color_scheme="dark")
    assert faults(story["Ghana"]) == []


def test_3_undo_takes_back_only_ones_own_words(story: Writers) -> None:
    ghana, roads = story.field("Ghana"), story.field("Open Roads")
    roads.press("ControlOrMeta+Home")
    story["Ghana"].wait_for_timeout(600)  # what is typed after a pause is undone by itself
    ghana.press_sequentially(" Mine.")
    expect(roads).to_contain_text("Mine.")
    roads.press_sequentially("Theirs. ")
    expect(ghana).to_contain_text("Theirs.")
    ghana.press("ControlOrMeta+z")
    expect(roads).not_to_contain_text("Mine.")
    expect(roads).to_contain_text("Theirs.")
    ghana.press("ControlOrMeta+Shift+Z")
    expect(roads).to_contain_text("Mine.")
    ghana.press("ControlOrMeta+z")
    roads.press("ControlOrMeta+z")
    expect(ghana).not_to_contain_text("Theirs.")


def test_4_what_is_pasted_is_plain_text_without_control_characters(story: Writers) -> None:
    paste = """(field) => {
      const data = new DataTransfer();
      data.setData("text/plain", " pasted\\u0007\\r\\nin two lines");
      data.setData("text/html", "<b>pasted</b> <script>alert(1)</script>");
      field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    ghana = story.field("Ghana")
    ghana.press("ControlOrMeta+End")
    ghana.evaluate(paste)
    ghana.press_sequentially("!")
    saved(story, "Ghana")
    expect(story.field("Open Roads").locator(".cm-line").nth(1)).to_have_text("in two lines!")
    for _ in range(2):
        ghana.press("ControlOrMeta+z")
    expect(story.field("Open Roads").locator(".cm-line")).to_have_count(1)


def test_5_who_loses_the_line_and_comes_back_loses_and_doubles_nothing(story: Writers) -> None:
    ghana, roads = story.field("Ghana"), story.field("Open Roads")
    saved(story, "Ghana")
    story["Ghana"].context.set_offline(True)
    ghana.press("ControlOrMeta+End")
    ghana.press_sequentially(" Written offline.")
    expect(story.place("Ghana").locator(".saving.not")).to_be_visible()
    roads.press("ControlOrMeta+Home")
    roads.press_sequentially("Meanwhile: ")
    expect(story.place("Ghana").locator(".trouble")).to_contain_text("not saved yet", timeout=8_000)
    before = ghana.inner_text()
    ghana.press_sequentially("This is not taken.")
    assert ghana.inner_text() == before, "typing stops"
    story["Ghana"].context.set_offline(False)
    saved(story, "Ghana")
    expect(roads).to_contain_text("Written offline.")
    expect(ghana).to_contain_text("Meanwhile: ")
    ghana.press_sequentially(" And on.")
    expect(roads).to_contain_text("Written offline. And on.")
    for each in (ghana, roads):
        assert each.inner_text().count("Written offline.") == 1
        assert each.inner_text().count("Meanwhile: ") == 1


def test_6_the_server_is_killed_while_people_type_and_nothing_is_lost_or_doubled(story: Writers) -> None:
    ghana, roads = story.field("Ghana"), story.field("Open Roads")
    ghana.press("ControlOrMeta+End")
    ghana.press_sequentially(" Before,")
    story.server.stop(signal.SIGKILL)
    ghana.press_sequentially(" while it is down,")
    roads.press("ControlOrMeta+Home")
    roads.press_sequentially("Both: ")
    story.server.start()
    for who in MEMBERS:
        expect(story[who].get_by_text("Live").first).to_be_visible(timeout=LONGEST_WAIT_MS)
    expect(roads).to_contain_text(" Before, while it is down,")
    expect(ghana).to_contain_text("Both: ")
    ghana.press_sequentially(" after.")
    expect(roads).to_contain_text(" Before, while it is down, after.")
    for who in MEMBERS:
        saved(story, who)
        assert story.field(who).inner_text().count("while it is down") == 1
        assert story.field(who).inner_text().count("Both: ") == 1
    until_settled(story, 0, ghana.inner_text())


def test_7_a_text_changed_otherwise_starts_anew_and_what_was_not_saved_is_offered(story: Writers) -> None:
    roads = edit(story, "Open Roads", 1)
    roads.press_sequentially(" One.")
    saved(story, "Open Roads", 1)
    story["Open Roads"].context.set_offline(True)
    roads.press_sequentially(" Two, offline.")
    row = story.paragraph(1)
    expect(story.place("chair", 1)).to_contain_text("One.")
    revision = row["revision"] + 1
    until_settled(story, 1, "A second paragraph. One.")
    given: dict[str, Any] = {"paragraph": row["id"], "text": "A new paragraph. One.", "revision": revision}
    story.give("rapporteur", "paragraph.edit", **given)
    story["Open Roads"].context.set_offline(False)
    expect(roads).to_contain_text("A new paragraph. One.")
    offer = story.place("Open Roads", 1).locator(".stale")
    expect(offer).to_contain_text("was not saved")
    expect(offer.locator("ins")).to_contain_text("Two, offline.")
    offer.get_by_role("button", name="Insert what I wrote").click()
    expect(offer).to_have_count(0)
    expect(roads).to_have_text("A new paragraph. One. Two, offline.")
    saved(story, "Open Roads", 1)
    roads.press("Escape")
    expect(story.field("Open Roads", 1)).to_have_count(0)
    expect(story.place("Open Roads", 1)).to_contain_text("A new paragraph. One. Two, offline.")
    until_settled(story, 1, "A new paragraph. One. Two, offline.")


def until_settled(story: Writers, number: int, text: str) -> None:
    """Wait until a text is what the record says."""
    for _ in range(100):
        if story.text(number) == text:
            return
        story["chair"].wait_for_timeout(100)
    assert story.text(number) == text


def test_8_what_cannot_be_loaded_is_said_and_the_text_stays(story: Writers) -> None:
    ghana = story["Ghana"]
    story.field("Ghana").press("Escape")
    ghana.reload()
    is_live(ghana)
    ghana.route("**/chunks/session-*.js", lambda route: route.abort("connectionfailed"))
    place = story.place("Ghana", 2)
    place.locator("[data-do=edit]").click()
    expect(place.locator(".trouble")).to_contain_text("could not be opened")
    expect(place.locator(".body")).to_have_text("A third paragraph.")
    ghana.unroute("**/chunks/session-*.js")
    place.get_by_role("button", name="Try again").click()
    expect(story.field("Ghana", 2)).to_have_text("A third paragraph.")
    story.field("Ghana", 2).press("Escape")
    expect(place.locator(".body")).to_have_text("A third paragraph.")


def test_9_a_paragraph_takes_no_more_than_its_limit_and_says_when_it_is_near(story: Writers) -> None:
    ghana, place = edit(story, "Ghana", 2), story.place("Ghana", 2)
    story["Ghana"].keyboard.insert_text("x" * 19_900)
    expect(place).to_contain_text("82 characters left")
    story["Ghana"].keyboard.insert_text("y" * 83)
    expect(place).to_contain_text("This does not fit")
    expect(ghana).not_to_contain_text("y")
    saved(story, "Ghana", 2)
    ghana.press("ControlOrMeta+z")
    expect(ghana).to_have_text("A third paragraph.")
    saved(story, "Ghana", 2)
    ghana.press("Escape")
    expect(ghana).to_have_count(0)
    until_settled(story, 2, "A third paragraph.")


def test_10_right_to_left_and_an_input_method_write_while_others_do(story: Writers) -> None:
    ghana, roads = edit(story, "Ghana", 2), edit(story, "Open Roads", 2)
    ghana.press("ControlOrMeta+End")
    ghana.press("Enter")
    story["Ghana"].keyboard.insert_text("لكل إنسان الحق.")
    lines = roads.locator(".cm-line")
    expect(lines).to_have_count(2)
    directions = [lines.nth(number).evaluate("(line) => getComputedStyle(line).direction") for number in range(2)]
    assert directions == ["ltr", "rtl"]
    method = story["Ghana"].context.new_cdp_session(story["Ghana"])
    method.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    roads.press("ControlOrMeta+Home")
    roads.press_sequentially("Meanwhile: ")
    expect(ghana).to_contain_text("Meanwhile: ")
    method.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    method.send("Input.insertText", {"text": "日本"})
    for who in MEMBERS:
        saved(story, who, 2)
        expect(story.field(who, 2)).to_have_text("Meanwhile: A third paragraph.لكل إنسان الحق.日本")
    ghana.press("ControlOrMeta+a")
    story["Ghana"].keyboard.insert_text("A third paragraph.")
    for who in MEMBERS:
        saved(story, who, 2)
        story.field(who, 2).press("Escape")
        expect(story.field(who, 2)).to_have_count(0)
    until_settled(story, 2, "A third paragraph.")


def test_11_an_associate_types_where_the_chair_lets_them_and_no_longer_than_that(story: Writers) -> None:
    place = story.place("associate", 2)
    expect(place.locator("[data-do=edit]")).to_have_count(0)
    switch = story["chair"].get_by_role("button", name="Associates may write")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    field = edit(story, "associate", 2)
    field.press_sequentially(" And so say we.")
    saved(story, "associate", 2)
    expect(story.place("Ghana", 2).locator(".writing")).to_have_text("Associate writing")
    switch.click()
    expect(place.locator(".trouble")).to_contain_text("once the chair lets them")
    if field.count():
        field.press_sequentially(" Too late.")
    place.get_by_role("button", name="Done").click()
    expect(place.locator("[data-do=edit]")).to_have_count(0)
    until_settled(story, 2, "A third paragraph. And so say we.")
    assert faults(story["associate"]) == []


def test_12_when_negotiation_begins_it_is_read_only_at_once_and_what_was_typed_is_settled(story: Writers) -> None:
    ghana, roads = edit(story, "Ghana", 2), edit(story, "Open Roads", 2)
    ghana.press_sequentially(" Typed by Ghana.")
    expect(roads).to_contain_text("Typed by Ghana.")
    saved(story, "Ghana", 2)
    story.give("chair", "statement.set_stage", statement=story.of("statement")[0]["id"], stage="negotiation")
    assert story.text(2) == "A third paragraph. And so say we. Typed by Ghana."
    for who in MEMBERS:
        expect(story.place(who, 2).locator(".trouble")).to_contain_text("You cannot type here")
        expect(story.place(who, 2).locator(".body, .cm-content")).to_contain_text("Typed by Ghana.")
    if ghana.count():
        ghana.press_sequentially(" Too late.")
    story.place("Ghana", 2).get_by_role("button", name="Done").click()
    expect(story.place("Ghana", 2).locator(".body")).to_have_text("A third paragraph. And so say we. Typed by Ghana.")
    assert story.text(2) == "A third paragraph. And so say we. Typed by Ghana."
