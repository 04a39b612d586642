"""The text on its way to agreement, in browsers: brackets, what is left, structure, history, reopening.

Each test goes on where the one before ended, so that a failure names the step it happened in.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.access import faults
from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.story import Story

MEMBERS = {"G-1": "Ghana", "O-1": "Open Roads"}
TEXT = {
    "Changes": ("Shelters are open to all at every hour.", "States [shall][should] name one office."),
    "Benchmarks": ("No child is held in detention. Every child is met.",),
}


class Drafts(Story):
    """A session of two members and the paragraphs of their text."""

    def at(self, number: str) -> int:
        """The id of the paragraph under a number such as `1.2`."""
        part, position = (int(each) for each in number.split("."))
        parts = {each["id"]: each["position"] for each in self.of("part")}
        rows = self.of("paragraph")
        return next(int(each["id"]) for each in rows if (parts[each["part"]], each["position"]) == (part, position))

    def record(self, id_: int) -> dict[str, Any]:
        """A paragraph's record."""
        return next(each for each in self.of("paragraph") if each["id"] == id_)

    def place(self, who: str, id_: int) -> Locator:
        """A paragraph on somebody's page."""
        return self[who].locator(f"#paragraph-{id_}")

    def menu(self, who: str, id_: int, label: str) -> None:
        """Choose something from the menu of a paragraph."""
        self.place(who, id_).locator(".menu > summary").click()
        self.place(who, id_).get_by_role("button", name=label, exact=True).click()


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Drafts]:
    """Two members, a chair, a rapporteur and an observer, with a statement in drafting."""
    told = Drafts(server, browsers)
    told.found(MEMBERS, "chair", "rapporteur")
    told.come("chair", "rapporteur", *MEMBERS)
    told.watch()
    told.open_sitting()
    told.state(TEXT)
    yield told
    told.end()


SELECT = """([id, words]) => {
  const body = document.querySelector(`#paragraph-${id} p.body`);
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def test_1_a_seat_asks_for_brackets_and_the_observer_reads_its_name(story: Drafts) -> None:
    ghana, first = story["Ghana"], story.at("1.1")
    assert ghana.evaluate(SELECT, [first, "at every hour"])
    story.place("Ghana", first).locator("[data-do=brackets]").click()
    dialog = ghana.get_by_role("dialog")
    expect(dialog.locator(".preview .bracket")).to_have_text("[Ghana: at every hour]")
    assert faults(ghana) == []
    dialog.get_by_role("button", name="Put in brackets").click()
    expect(dialog).to_be_hidden()
    expect(story.place("observer", first).locator(".bracket")).to_have_text("[Ghana: at every hour]")
    expect(story.place("observer", first).locator(".meta")).to_contain_text("1 bracket")
    still = story.open(f"/g/{story.slug}/gallery", java_script_enabled=False)
    expect(still.locator(f"#paragraph-{first} .bracket")).to_have_text("[Ghana: at every hour]")


def test_2_another_seat_joins_with_the_keyboard_alone(story: Drafts) -> None:
    roads, first = story["Open Roads"], story.at("1.1")
    expect(story.place("Open Roads", first).locator(".bracket")).to_have_text("[Ghana: at every hour]")
    roads.keyboard.press("2")
    story.place("Open Roads", first).focus()
    roads.keyboard.press("b")
    words = roads.get_by_role("dialog").get_by_role("textbox")
    expect(words).to_be_focused()
    text = story.record(first)["text"]
    at = text.index("at every hour")
    roads.keyboard.press("Control+Home")
    for _ in range(at):
        roads.keyboard.press("ArrowRight")
    for _ in "at every hour":
        roads.keyboard.press("Shift+ArrowRight")
    roads.keyboard.type("Nothing is typed here.")
    expect(words).to_have_value(text)
    roads.get_by_role("dialog").get_by_role("button", name="Put in brackets").click()
    expect(story.place("observer", first).locator(".bracket")).to_have_text("[Ghana, Open Roads: at every hour]")


def test_3_the_rapporteur_enters_what_a_seat_asks_for_in_the_room(story: Drafts) -> None:
    rapporteur, children = story["rapporteur"], story.at("2.1")
    assert rapporteur.evaluate(SELECT, [children, "No child"])
    story.place("rapporteur", children).locator("[data-do=brackets]").click()
    dialog = rapporteur.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Put in brackets")).to_be_disabled()
    dialog.get_by_label("Asked for by").select_option("G-1")
    expect(dialog.locator(".preview .bracket")).to_have_text("[Ghana: No child]")
    assert faults(rapporteur) == []
    dialog.get_by_role("button", name="Put in brackets").click()
    expect(story.place("observer", children).locator(".bracket")).to_have_text("[Ghana: No child]")
    expect(story.place("Ghana", children).locator(".bracket")).to_have_text("[Ghana: No child]")
    story.place("Ghana", children).focus()
    story["Ghana"].keyboard.press("h")
    history = story["Ghana"].get_by_role("dialog")
    expect(history).to_contain_text("Ghana asked for brackets around “No child”; entered by: Rapporteur.")
    history.get_by_role("button", name="Close").click()
    story.place("chair", children).get_by_role("button", name="Keep “No child”").click()
    expect(story.place("observer", children).locator(".bracket")).to_have_count(0)


def test_4_what_is_left_counts_down_as_the_rapporteur_settles_in_one_press(story: Drafts) -> None:
    rapporteur, observer = story["rapporteur"], story["observer"]
    first, second = story.at("1.1"), story.at("1.2")
    left = observer.locator("#what-is-left summary")
    expect(left).to_contain_text("0 of 3 agreed · 3 brackets")
    rapporteur.locator("#what-is-left summary").click()
    rapporteur.locator("#what-is-left").get_by_role("link", name="1.2 2 brackets").click()
    expect(story.place("rapporteur", second)).to_be_focused()
    story.place("rapporteur", second).get_by_role("button", name="Choose “should”").click()
    expect(story.place("observer", second).locator(".body")).to_have_text("States should name one office.")
    expect(left).to_contain_text("0 of 3 agreed · 1 bracket")
    expect(story.place("Ghana", second).locator(".settling")).to_have_count(0)
    story.place("chair", first).get_by_role("button", name="Delete “at every hour”").click()
    expect(story.place("observer", first).locator(".body")).to_have_text("Shelters are open to all.")
    expect(left).to_have_text(re.compile(r"0 of 3 agreed$"))


def test_5_any_two_versions_are_compared_and_one_is_restored(story: Drafts) -> None:
    ghana, first = story["Ghana"], story.at("1.1")
    story.menu("Ghana", first, "History")
    dialog = ghana.get_by_role("dialog")
    expect(dialog).to_contain_text("Ghana asked for brackets around “at every hour”.")
    expect(dialog).to_contain_text("Chair: “[Ghana, Open Roads: at every hour]” was deleted.")
    dialog.locator("#compare-from").select_option("1")
    dialog.locator("#compare-to").select_option("4")
    expect(dialog.locator(".compare del")).to_have_text(re.compile("at every hour"))
    assert faults(ghana) == []
    dialog.get_by_role("button", name="Restore revision 1", exact=True).click()
    expect(dialog).to_contain_text("Revision 1 restored.")
    expect(dialog.locator(".revisions > li").first).to_contain_text("Revision 5")
    dialog.get_by_role("button", name="Close").click()
    expect(story.place("observer", first).locator(".body")).to_have_text(TEXT["Changes"][0])


def test_6_the_rapporteur_moves_a_paragraph_with_the_keyboard_and_hears_where_it_is(story: Drafts) -> None:
    rapporteur, first = story["rapporteur"], story.at("1.1")
    story.place("rapporteur", first).focus()
    rapporteur.keyboard.press("Alt+ArrowUp")
    expect(rapporteur.locator(".sr[aria-live]")).to_have_text("This is the first paragraph.")
    rapporteur.keyboard.press("Alt+ArrowDown")
    expect(rapporteur.locator(".sr[aria-live]")).to_have_text("Moved: it is now part 1, paragraph 2.")
    expect(story.place("rapporteur", first)).to_be_focused()
    rapporteur.keyboard.press("Alt+ArrowDown")
    expect(rapporteur.locator(".sr[aria-live]")).to_have_text("Moved: it is now part 2, paragraph 1.")
    expect(story["observer"].locator(".para .n").nth(1)).to_contain_text("1")
    assert story.at("2.1") == first
    rapporteur.keyboard.press("Alt+ArrowUp")
    expect(rapporteur.locator(".sr[aria-live]")).to_have_text("Moved: it is now part 1, paragraph 2.")


def test_7_a_paragraph_is_dragged_by_its_grip(story: Drafts) -> None:
    rapporteur, moving, goal = story["rapporteur"], story.at("1.2"), story.at("1.1")
    story.place("rapporteur", goal).scroll_into_view_if_needed()
    story.place("rapporteur", moving).hover()
    held = story.place("rapporteur", moving).locator(".grip").bounding_box()
    there = story.place("rapporteur", goal).bounding_box()
    assert held
    assert there
    rapporteur.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    rapporteur.mouse.down()
    rapporteur.mouse.move(there["x"] + 60, there["y"] + there["height"] - 8)
    rapporteur.mouse.move(there["x"] + 60, there["y"] + 8)
    expect(story.place("rapporteur", goal)).to_have_attribute("data-drop", "before")
    rapporteur.mouse.up()
    expect(story["observer"].locator(".para[id]").first).to_have_id(f"paragraph-{moving}")
    assert story.at("1.1") == moving
    expect(story.place("rapporteur", goal)).not_to_have_attribute("data-drop", re.compile("."))


def test_8_a_paragraph_is_split_at_the_cursor_and_joined_again(story: Drafts) -> None:
    rapporteur, children = story["rapporteur"], story.at("2.1")
    story.menu("rapporteur", children, "Split in two")
    dialog = rapporteur.get_by_role("dialog")
    expect(dialog.locator(".preview")).to_have_text(["No child is held in detention.", "Every child is met."])
    expect(dialog.get_by_role("textbox")).to_be_focused()
    rapporteur.keyboard.press("Control+Home")
    expect(dialog.locator(".preview")).to_have_text(["Each of the two needs some words."])
    for _ in "No child is held in detention.":
        rapporteur.keyboard.press("ArrowRight")
    expect(dialog.locator(".preview")).to_have_count(2)
    dialog.get_by_role("button", name="Split here").click()
    expect(story["observer"].locator(".para .body", has_text="Every child is met.")).to_have_text("Every child is met.")
    story.menu("rapporteur", children, "Join with the next")
    rapporteur.get_by_role("dialog").get_by_role("button", name="Join", exact=True).click()
    expect(story.place("observer", children).locator(".body")).to_have_text(TEXT["Benchmarks"][0])


def test_9_a_part_goes_up_with_all_that_is_in_it(story: Drafts) -> None:
    rapporteur = story["rapporteur"]
    rapporteur.get_by_label("More for part 2", exact=True).focus()
    rapporteur.keyboard.press("Alt+ArrowUp")
    expect(rapporteur.locator(".sr[aria-live]")).to_have_text("Moved: it is now part 1.")
    expect(story["observer"].locator(".part").first).to_contain_text("Benchmarks")
    rapporteur.keyboard.press("Alt+ArrowDown")
    expect(story["observer"].locator(".part").first).to_contain_text("Changes")


def test_10_a_part_is_dragged_by_its_grip(story: Drafts) -> None:
    rapporteur = story["rapporteur"]
    parts = rapporteur.locator(".part-of")
    head = parts.nth(1).locator(".part-head")
    parts.first.scroll_into_view_if_needed()
    head.hover()
    held, there = head.locator(".grip").bounding_box(), parts.first.bounding_box()
    assert held
    assert there
    rapporteur.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    rapporteur.mouse.down()
    rapporteur.mouse.move(there["x"] + 60, there["y"] + 40)
    expect(parts.first).to_have_attribute("data-drop", "before")
    rapporteur.keyboard.press("Escape")
    rapporteur.mouse.up()
    expect(parts.first).not_to_have_attribute("data-drop", re.compile("."))
    expect(story["observer"].locator(".part").first).to_contain_text("Changes")
    rapporteur.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    rapporteur.mouse.down()
    rapporteur.mouse.move(there["x"] + 60, there["y"] + 40)
    rapporteur.mouse.up()
    expect(story["observer"].locator(".part").first).to_contain_text("Benchmarks")
    expect(rapporteur.locator(".sr[aria-live]")).to_have_text("Moved: it is now part 1.")
    rapporteur.keyboard.press("Alt+ArrowDown")
    expect(story["observer"].locator(".part").first).to_contain_text("Changes")


def test_11_an_agreed_paragraph_is_reopened_by_the_chair_with_the_seat_on_record(story: Drafts) -> None:
    chair, office = story["chair"], story.at("1.2")
    story.menu("chair", office, "Agreed ad referendum")
    expect(story.place("observer", office).locator(".meta")).to_contain_text("agreed ad referendum")
    expect(story["observer"].locator("#what-is-left summary")).to_contain_text("1 of 3 agreed")
    expect(story.place("Ghana", office).locator("[data-do=edit], [data-do=brackets]")).to_have_count(0)
    story.menu("chair", office, "Reopen")
    dialog = chair.get_by_role("dialog")
    dialog.get_by_label("Asked for by").select_option("O-1")
    dialog.get_by_label("Reason", exact=False).fill("One office for each border.")
    dialog.get_by_role("button", name="Reopen").click()
    expect(story.place("observer", office).locator(".meta")).to_contain_text("open")
    story.menu("Ghana", office, "History")
    told = story["Ghana"].get_by_role("dialog")
    expect(told).to_contain_text("Reopened at the request of Open Roads: One office for each border.")
    expect(told).to_contain_text("Agreed ad referendum.")
    told.get_by_role("button", name="Close").click()


def test_12_in_final_nothing_changes_the_text(story: Drafts) -> None:
    chair = story["chair"]
    chair.get_by_role("button", name="Nothing is agreed until everything is").click()
    chair.get_by_role("dialog").get_by_role("button", name="Lay it down").click()
    expect(story["observer"].get_by_text("Nothing is agreed until everything is agreed.")).to_be_visible()
    for press, yes in (("Begin negotiation", "Begin negotiation"), ("Make it final", "Make it final")):
        chair.locator(".head").get_by_role("button", name=press).click()
        chair.get_by_role("dialog").get_by_role("button", name=yes).click()
    expect(story["observer"].locator(".head .chip").first).to_have_text("Final")
    expect(story["Ghana"].locator("[data-do=edit], [data-do=amend], [data-do=brackets]")).to_have_count(0)
    expect(chair.locator('[data-command="call.open"], [data-do="call"]').first).to_be_visible()
