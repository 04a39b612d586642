"""Amendments in browsers: side by side, backed by both sides, redrafted after a clash, and adopted without objection.

Each test goes on where the one before ended, so that a failure names the step it happened in.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.people import confirmed
from tests.browser.server import Server
from tests.browser.story import Story

MEMBERS = {"G-1": "Ghana", "G-2": "Georgia", "O-1": "Own Voices", "O-2": "Open Roads"}
BORDERS = "Borders should stay open to those in distress at sea and on land."
POINT = "States should name one contact point for stranded people."
TEXT = {"Changes needed": (BORDERS, "Consulates should help one another."), "Recommendations": (POINT,)}
WRITTEN_AND_SENT = """(field, words) => {
  field.value = words;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true}));
}"""
"""The last letter and the keys that send it, before the page is drawn again."""

RULES = {"rule": "substantive", "definition": "no_objection", "speech_limit": 180, "board": "at_close"}


class Harbour(Story):
    """A group of two pairs, whose statement is in negotiation."""

    def replace(self, who: str, old: str, new: str, **more: Any) -> int:
        """Somebody proposes other words for the paragraph that has these."""
        target = next(each for each in self.of("paragraph") if old in each["text"])
        data = {"paragraph": target["id"], "revision": target["revision"], "text": target["text"].replace(old, new)}
        return int(self.give(who, "amendment.table", kind="replace", **data, **more)["amendment"])

    def adopt(self, amendment: int) -> None:
        """Nobody objects to an amendment."""
        made = self.give("chair", "call.open", about={"type": "amendment", "id": amendment})
        self.give("chair", "call.close", question=made["question"])

    def amendment(self, who: str, id_: int) -> Locator:
        """An amendment on somebody's page."""
        return self[who].locator(f"#amendment-{id_}")


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Harbour]:
    """Everyone is in the room."""
    told = Harbour(server, browsers)
    told.found(MEMBERS, "chair")
    told.come("chair", *MEMBERS)
    told.open_sitting()
    told.state(TEXT, "negotiation")
    yield told
    told.end()


def test_1_an_amendment_waits_for_a_sponsor_of_the_other_side_and_the_seats_of_that_side_are_told(
    story: Harbour,
) -> None:
    story.give("chair", "group.set_rules", **RULES, cosponsors=0, cosponsors_each_side=True)
    first = story.replace("G-1", "should stay", "must stay")
    card = story.amendment("chair", first)
    expect(card).to_contain_text("needs a co-sponsor from the others")
    expect(card.get_by_role("button", name="Ask for consensus")).to_have_count(0)
    own = story["O-1"]
    expect(own.locator("[data-attention] .badge")).to_contain_text("1")
    own.locator("[data-attention]").click()
    dialog = own.get_by_role("dialog")
    expect(dialog).to_contain_text("A1 needs a co-sponsor from your side.")
    dialog.get_by_role("button", name="Go to it").click()
    expect(dialog).to_have_count(0)
    story.amendment("O-1", first).get_by_role("button", name="Co-sponsor A1").click()
    expect(card).not_to_contain_text("needs a co-sponsor")
    expect(card.get_by_role("button", name="Ask for consensus on A1")).to_be_visible()
    expect(own.locator("[data-attention] .badge")).to_have_count(0)
    story.give("chair", "group.set_rules", **RULES, cosponsors=0)


def test_2_amendments_stand_side_by_side_and_what_the_text_would_be_is_shown(story: Harbour) -> None:
    page = story["G-1"]
    page.get_by_role("button", name="1 amendment side by side: part 1, paragraph 1").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".beside .amend")).to_have_count(1)
    story.replace("O-1", "should stay", "shall stay")
    story.replace("O-2", "those in distress", "all in distress")
    expect(dialog.locator(".beside .amend"), "it follows what others table meanwhile").to_have_count(3)
    expect(dialog.get_by_role("article", name=re.compile("^A1 "))).to_contain_text("clashes with A2")
    expect(dialog.get_by_role("article", name=re.compile("^A3 "))).not_to_contain_text("clashes")
    dialog.get_by_role("checkbox", name="A1").check()
    dialog.get_by_role("checkbox", name="A3").check()
    outlook = dialog.locator(".outlook")
    expect(outlook.locator("ins")).to_have_text(["must", "all"])
    dialog.get_by_role("checkbox", name="A2").check()
    expect(outlook.locator(".apart")).to_contain_text("to be redrafted")
    expect(outlook.locator(".apart .clash")).to_contain_text("shall")
    dialog.get_by_role("button", name="Close").click()


def test_3_an_amendment_that_clashes_is_redrafted_from_the_merge_that_was_tried(story: Harbour) -> None:
    must, shall = (each["id"] for each in story.of("amendment")[:2])
    story.adopt(must)
    own = story["O-1"]
    expect(own.locator(".next")).to_contain_text("Your amendment must be redrafted.")
    card = story.amendment("O-1", shall)
    expect(card.locator(".clash .theirs")).to_contain_text("must")
    expect(card.locator(".clash .ours")).to_contain_text("shall")
    card.get_by_role("button", name="Write anew").click()
    text = card.get_by_label("The paragraph as it should read")
    expect(text).to_have_value(BORDERS.replace("should", "shall"))
    text.fill(BORDERS.replace("should", "must always"))
    expect(card.locator(".preview ins")).to_have_text("always ")
    card.get_by_role("button", name="Table it again").click()
    expect(card.locator(".clash")).to_have_count(0)
    expect(card.locator("header")).to_contain_text("tabled")
    story.adopt(shall)
    expect(own.locator("#paragraph-1 p.body")).to_have_text(BORDERS.replace("should", "must always"))


def test_4_the_chair_changes_the_order_of_voting_with_the_keyboard(story: Harbour) -> None:
    chair = story["chair"]
    story.replace("G-2", "one contact point", "a contact point in each port")
    order = chair.locator(".order")
    expect(order.locator("li a")).to_have_text([re.compile("^A3 "), re.compile("^A4 ")])
    chair.get_by_role("button", name="Put A4 earlier").press("Enter")
    expect(order.locator("li a")).to_have_text([re.compile("^A4 "), re.compile("^A3 ")])
    expect(order).to_contain_text("As the chair has ruled.")
    expect(order.locator("li.next-one")).to_contain_text("A4")
    order.locator("li").nth(1).drag_to(order.locator("li").nth(0))
    expect(order.locator("li a")).to_have_text([re.compile("^A3 "), re.compile("^A4 ")])
    expect(order.get_by_role("button", name="Ask for consensus on A3")).to_be_visible()
    order.get_by_role("button", name="Back to the order of the house").click()
    expect(order).to_contain_text("Proposed by the house")


def test_5_what_nobody_opposes_is_adopted_together_and_one_is_taken_out(story: Harbour) -> None:
    story.give("G-1", "amendment.table", kind="move", paragraph=2, to_after=3, revision=1)
    chair = story["chair"]
    for label in ("A3", "A4", "A5"):
        chair.get_by_label(f"Adopt {label} together with others").check()
    chair.get_by_role("button", name="Propose 3 together, without objection").click()
    confirmed(chair, "Ask for objections")
    voices = story["O-1"]
    expect(voices.locator(".next")).to_contain_text("Amendments are to be adopted together.")
    voices.get_by_role("button", name="Object to A4").click()
    confirmed(voices, "Object", "A port is not a contact point.")
    expect(chair.locator(".batch li.out")).to_contain_text("A port is not a contact point.")
    chair.locator('[data-command="batch.close"]').click()
    confirmed(chair, "Close the call")
    expect(chair.locator(".result")).to_contain_text("Adopted together, for no seat objects: A3, A5.")
    states = {each["label"]: each["state"] for each in story.of("amendment")}
    assert (states["A3"], states["A4"], states["A5"]) == ("adopted", "tabled", "adopted")
    expect(chair.locator("#part-2 .para").last).to_contain_text("Consulates should help one another.")


def test_6_an_amendment_is_amended_and_one_that_was_withdrawn_is_brought_back(story: Harbour) -> None:
    ghana, georgia = story["G-1"], story["G-2"]
    fourth = story.of("amendment")[3]["id"]
    card = story.amendment("G-1", fourth)
    card.get_by_role("button", name="Amend it: A4").click()
    words = POINT.replace("one contact point", "two contact points")
    card.get_by_label("The paragraph as it should read").evaluate(WRITTEN_AND_SENT, words)
    expect(card.locator(".below")).to_contain_text("A6 amends A4")
    expect(card.locator("header").first).to_contain_text("after A6")
    story.amendment("G-2", fourth).get_by_role("button", name="Withdraw A4").click()
    confirmed(georgia, "Withdraw")
    expect(card.locator("header").first).to_contain_text("withdrawn")
    ghana.locator("#part-2 .done summary").first.click()
    expect(card.locator(".below")).to_contain_text("A4, which it was to amend, is withdrawn.")
    card.get_by_role("button", name="Reintroduce A4").click()
    confirmed(ghana, "Reintroduce")
    expect(ghana.locator("#amendment-7 header")).to_contain_text("Ghana")
    expect(ghana.locator("#amendment-7")).to_contain_text("A4 again, which Georgia withdrew")


def test_7_parts_of_a_paragraph_are_put_one_by_one(story: Harbour) -> None:
    voices, chair = story["O-1"], story["chair"]
    voices.locator("#paragraph-1 [data-do=divide]").press("Enter")
    expect(voices.get_by_label("The parts, one to a line")).to_be_focused()
    voices.keyboard.press("Control+Home")
    for _ in range(len("Borders must always stay open ")):
        voices.keyboard.press("ArrowRight")
    voices.keyboard.type("x")
    expect(voices.locator("#divide-paragraph-1-parts-state")).to_have_text(
        "Words were changed. Only choose where the text is cut."
    )
    voices.keyboard.press("Backspace")
    voices.keyboard.press("Enter")
    expect(voices.locator("#divide-paragraph-1-parts-state")).to_have_text("Parts: 2")
    voices.get_by_role("button", name="Ask for the division").press("Enter")
    expect(chair.locator(".next")).to_contain_text("A division is asked for.")
    chair.get_by_role("button", name="Grant the division").click()
    parts = (("Borders must always stay open", "for"), ("in distress at sea and on land.", "against"))
    for number, (words, choice) in enumerate(parts, start=1):
        chair.get_by_role("button", name=f"Put part {number} of 2 to the vote").click()
        confirmed(chair, "Open the vote")
        expect(voices.locator(".question mark")).to_contain_text(words)
        question = story.question()["id"]
        story.all_vote(question, choice)
        story.give("chair", "vote.close", question=question)
    expect(voices.locator("#paragraph-1 p.body")).to_have_text("Borders must always stay open")
    voices.locator("#paragraph-1 .done summary").filter(has_text="Division").click()
    expect(voices.locator(".division li.out")).to_contain_text("in distress at sea and on land.")


def test_8_what_needs_attention_lists_the_amendments_one_stands_behind(story: Harbour) -> None:
    ghana = story["G-1"]
    ghana.locator("[data-attention]").click()
    dialog = ghana.get_by_role("dialog")
    mine = dialog.locator("section").filter(has_text="Amendments you stand behind").locator("li")
    expect(mine.first).to_contain_text("A7")
    expect(mine.first).to_contain_text("tabled")
    expect(mine.filter(has_text="A1 ")).to_contain_text("adopted")
    expect(mine.filter(has_text="A6 ")).to_contain_text("fallen")
    dialog.get_by_role("button", name="Close").click()
