"""The floor, played in browsers: a chair at the keyboard, members who ask, and the hall that follows.

Each test goes on where the one before ended.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import WIDE
from tests.browser.conftest import Open
from tests.browser.demo import SLUG, Demo
from tests.browser.people import give, is_live, press, records

HALL = f"/g/{SLUG}/hall"
SHORTEST_SECONDS = 10
TWICE = """(held, key) => {
  for (let n = 0; n < 2; n += 1) held.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A server with the demo group, in which nobody acts by script."""
    running = Demo(tmp_path_factory.mktemp("demo"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def people(server: Demo, browsers: Open) -> dict[str, Page]:
    """Chair, members of both sides, and the hall; nobody speaks or waits, and nothing was said on the item."""
    there = {who: browsers(server.links[who], viewport=WIDE) for who in ("chair", "government", "others", "migrants")}
    for page in there.values():
        is_live(page)
    chair = there["chair"]
    for question in open_questions(chair):
        give(chair, SLUG, "question.void", question=question["id"], reason="To begin with nothing open.")
    if any(speech["ended_at"] is None for speech in records(chair, SLUG, "speech/").values()):
        give(chair, SLUG, "floor.end")
    for request in records(chair, SLUG, "request/").values():
        give(chair, SLUG, "floor.withdraw", request=request["id"])
    assert not [each for each in records(chair, SLUG, "motion/").values() if each["state"] == "open"]
    give(chair, SLUG, "agenda.take_up", item=max(each["id"] for each in records(chair, SLUG, "item/").values()))
    return there | {"hall": browsers(HALL, viewport={"width": 1280, "height": 720})}


def open_questions(page: Page) -> list[dict[str, Any]]:
    """What is put to the group now."""
    return [each for each in records(page, SLUG, "question/").values() if each["state"] == "open"]


def name_of(page: Page, seat: str) -> str:
    """What a seat is called."""
    return str(records(page, SLUG, f"seat/{seat}")[f"seat/{seat}"]["delegation"])


def waiting(page: Page) -> Any:
    """The queue on somebody's page, place by place."""
    return page.locator(".queue > li")


def seat_of(page: Page) -> str:
    """The seat on which the person of this page sits."""
    return str(page.evaluate("JSON.parse(document.getElementById('boot').textContent).me.seat"))


def ask_in_full(page: Page, kind: str, note: str, *others: str) -> None:
    """Ask for the floor by the form: what for, with a note, on behalf of others."""
    page.locator(".asking .menu > summary").click()
    page.get_by_role("button", name="With a note").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("For", exact=True).select_option(kind)
    dialog.get_by_label("Note for the chair", exact=False).fill(note)
    if others:
        dialog.get_by_text("On behalf of other seats").click()
    for other in others:
        dialog.get_by_label(other, exact=True).check()
    dialog.get_by_role("button", name="Ask for the floor").click()
    expect(dialog).to_be_hidden()


def test_1_a_member_asks_on_behalf_of_others_and_everyone_reads_for_whom(people: dict[str, Page]) -> None:
    government, chair = people["government"], people["chair"]
    others = [name_of(chair, seat) for seat in ("G-4", "O-3")]
    ask_in_full(government, "statement", "For the coastal states", *others)
    expect(waiting(chair).first).to_contain_text(f"on behalf of {others[0]} and {others[1]}")
    expect(waiting(people["others"])).to_have_count(1)
    press(people["others"], "f")
    expect(waiting(chair)).to_have_count(2)
    press(chair, "n")
    hall = people["hall"]
    expect(hall.locator(".speaking .who")).to_contain_text(name_of(chair, seat_of(government)))
    expect(hall.locator(".speaking")).to_contain_text(f"on behalf of {others[0]} and {others[1]}")
    expect(hall.locator(".next-up")).to_contain_text(name_of(chair, seat_of(people["others"])))


def test_2_a_point_of_order_with_a_note_comes_first_and_the_chair_rules_on_it(people: dict[str, Page]) -> None:
    chair, migrants, hall = people["chair"], people["migrants"], people["hall"]
    ask_in_full(migrants, "point_of_order", "Rule 12 is not kept")
    expect(waiting(chair).first).to_contain_text("Rule 12 is not kept")
    expect(waiting(chair).first).to_contain_text("A point of order comes before everything else.")
    press(chair, "n")
    expect(hall.locator(".speaking")).to_contain_text("Point of order")
    expect(chair.get_by_role("region", name="Point of order")).to_be_visible()
    press(chair, "r")
    dialog = chair.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Rule 12 asks for it.")
    dialog.get_by_role("button", name="Uphold", exact=True).click()
    ruling = migrants.get_by_role("region", name="Ruling")
    expect(ruling).to_contain_text("upheld by the chair")
    expect(ruling).to_contain_text("Rule 12 asks for it.")


def test_3_the_chair_moves_a_request_with_the_arrow_keys_and_the_queue_says_so(people: dict[str, Page]) -> None:
    chair = people["chair"]
    for who in ("migrants", "government"):
        expect(people[who].get_by_role("region", name="Ruling")).to_be_visible()
        press(people[who], "f")
    expect(waiting(chair)).to_have_count(3)
    before = [str(each["seat"]) for each in records(chair, SLUG, "request/").values()]
    first = waiting(chair).first.locator(".side bdi").inner_text()
    press(chair, "q")
    expect(chair.locator(".queue .handle").first).to_be_focused()
    chair.keyboard.press("ArrowDown")
    second = waiting(chair).nth(1)
    expect(second).to_contain_text("Moved here by the chair.")
    expect(second.locator(".side bdi")).to_have_text(first)
    expect(second.locator(".handle")).to_be_focused()
    expect(waiting(people["others"]).nth(1)).to_contain_text("Moved here by the chair.")
    chair.keyboard.press("ArrowUp")
    expect(waiting(chair).first.locator(".side bdi")).to_have_text(first)
    for key, place in (("ArrowDown", 2), ("ArrowUp", 0)):  # twice, before the page is drawn again
        expect(waiting(chair).nth(2 - place).locator(".handle")).to_be_focused()
        chair.locator(".handle:focus").evaluate(TWICE, key)
        expect(waiting(chair).nth(place).locator(".side bdi")).to_have_text(first)
        expect(waiting(chair).nth(place).locator(".handle")).to_be_focused()
    assert sorted(before) == sorted(str(each["seat"]) for each in records(chair, SLUG, "request/").values())


def test_4_the_chair_drags_a_request_to_another_place(people: dict[str, Page]) -> None:
    chair = people["chair"]
    chair.reload()  # the keyboard's last move may still be on its way to the focus, which would end a drag
    is_live(chair)
    expect(waiting(chair)).to_have_count(3)
    last = waiting(chair).last.locator(".side bdi").inner_text()
    waiting(chair).last.drag_to(waiting(chair).first)
    expect(waiting(chair).first.locator(".side bdi")).to_have_text(last)
    expect(waiting(chair).first).to_contain_text("Moved here by the chair.")


def test_5_a_guest_without_an_account_is_put_on_the_list_by_name(people: dict[str, Page]) -> None:
    chair = people["chair"]
    press(chair, "w")
    dialog = chair.get_by_role("dialog")
    dialog.get_by_label("A guest, by name").fill("Dr Amina Guest")
    dialog.get_by_role("button", name="Put on the list").click()
    expect(waiting(people["others"]).last).to_contain_text("Dr Amina Guest")
    guest = waiting(chair).filter(has_text="Dr Amina Guest")
    guest.get_by_role("button", name="Call Dr Amina Guest").click()
    dialog.get_by_role("textbox").fill("She has a train to catch.")
    dialog.get_by_role("button", name="Call Dr Amina Guest").click()
    expect(people["hall"].locator(".speaking .who")).to_contain_text("Dr Amina Guest")
    expect(people["others"].locator(".speaker")).to_contain_text("Called out of turn: She has a train to catch.")


def test_6_who_speaks_too_long_is_told_in_words_and_it_is_counted(people: dict[str, Page]) -> None:
    chair, hall = people["chair"], people["hall"]
    give(chair, SLUG, "floor.set_limits", point_of_order=SHORTEST_SECONDS)
    expect(people["migrants"].locator(".speaker")).to_contain_text("Dr Amina Guest")
    press(people["migrants"], "o")
    expect(waiting(chair).first).to_contain_text("Point of order")
    press(chair, "n")
    expect(hall.locator(".speaking .state")).to_have_text(f"of 0:{SHORTEST_SECONDS}")
    expect(hall.locator(".speaking.over .state")).to_have_text("Time is over.", timeout=3_000 * SHORTEST_SECONDS)
    expect(hall.locator(".speaking.over .clock")).to_contain_text("+0:")
    expect(chair.get_by_role("region", name="Point of order")).to_be_visible()
    press(chair, "d")
    expect(chair.locator(".speaker")).to_contain_text("Nobody has the floor")
    press(chair, "r")
    chair.get_by_role("dialog").get_by_role("button", name="Uphold", exact=True).click()
    expect(chair.get_by_role("region", name="Ruling")).to_be_visible()


def test_7_a_motion_is_spoken_for_and_against_put_to_the_vote_and_takes_effect(people: dict[str, Page]) -> None:
    chair, government, others, migrants, hall = people.values()
    give(others, SLUG, "floor.ask", kind="adjourn_debate")
    expect(waiting(chair).first).to_contain_text("Motion to adjourn the debate")
    press(chair, "n")
    motion = government.get_by_role("region", name="Motion to adjourn the debate")
    expect(motion).to_contain_text("Speakers against: 0 of 2")
    expect(chair.locator('[aria-keyshortcuts="N"]')).to_have_count(0)
    motion.get_by_role("button", name="Speak against it").click()
    on_it = migrants.get_by_role("region", name="Motion to adjourn the debate")
    on_it.get_by_role("button", name="Speak for it").click()
    expect(waiting(chair).first).to_contain_text("For: Motion to adjourn the debate")
    expect(waiting(chair).nth(1)).to_contain_text("Against: Motion to adjourn the debate")
    press(chair, "n")
    expect(hall.locator(".speaking")).to_contain_text("For: Motion to adjourn the debate")
    expect(waiting(chair).first).to_contain_text("Against: Motion to adjourn the debate")
    press(chair, "n")
    expect(hall.locator(".speaking")).to_contain_text("Against: Motion to adjourn the debate")
    expect(waiting(chair).first).not_to_contain_text("Motion to adjourn the debate")
    press(chair, "d")
    expect(hall.locator(".speaking")).to_have_count(0)
    expect(chair.locator(".speaker")).to_contain_text("Nobody has the floor")
    press(chair, "u")
    expect(hall.locator(".board h1")).to_have_text("Shall the debate on this item be adjourned?")
    question = open_questions(chair)[0]["id"]
    for page in (government, others, migrants):
        give(page, SLUG, "vote.cast", question=question, choice="for")
    give(chair, SLUG, "vote.close", question=question)
    expect(hall.locator(".board .outcome")).to_have_text("adopted")
    expect(waiting(chair)).to_have_count(0)
    expect(chair.locator(".floor")).to_contain_text("list closed")


def test_8_the_hall_shows_what_the_chair_chooses_and_comes_back_by_itself(people: dict[str, Page]) -> None:
    chair, hall = people["chair"], people["hall"]
    shows = chair.get_by_label("The hall shows")
    press(chair, "Shift+H")
    expect(shows).to_be_focused()
    shows.select_option("balance")
    expect(hall.get_by_role("table", name="By side")).to_be_visible()
    shows.select_option("text")
    expect(hall.locator(".paragraph")).to_be_visible()
    hall.context.set_offline(True)
    expect(hall.get_by_text("The line is down.", exact=False)).to_be_visible()
    give(chair, SLUG, "hall.show", what="decision")
    hall.context.set_offline(False)
    expect(hall.locator(".board")).to_be_visible()
    expect(hall.get_by_text("The line is down.", exact=False)).to_be_hidden()
    expect(hall.locator("button, a, input, select")).to_have_count(0)


def test_9_the_keys_of_the_floor_are_listed(people: dict[str, Page]) -> None:
    chair = people["chair"]
    press(chair, "?")
    dialog = chair.get_by_role("dialog")
    for label in ("Call next", "Go to the queue", "Add a speaker", "Uphold the point of order", "Put the motion"):
        expect(dialog.get_by_text(label, exact=False).first).to_be_visible()
