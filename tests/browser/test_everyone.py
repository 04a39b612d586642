"""Everyone can take part: by keyboard alone, on a small screen, enlarged, from right to left, over a poor line."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import ENLARGED, NARROWEST, PHONE, WIDE, faults, wider_than_the_window
from tests.browser.conftest import Open
from tests.browser.demo import SLUG, Demo
from tests.browser.people import give, is_live, records

DRAFT = {
    "title": "A draft to write in",
    "parts": [
        {"title": "First", "paragraphs": [{"text": "Those in danger come first."}, {"text": "Papers come later."}]},
        {"title": "Second", "paragraphs": [{"text": "Every border keeps one gate [always] open."}]},
    ],
}

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ROLES = ("chair", "others", "rapporteur", "associate", "gallery")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A server with the demo group."""
    running = Demo(tmp_path_factory.mktemp("demo"))
    running.start()
    yield running
    running.stop()


def enter(server: Demo, browsers: Open, who: str, **options: Any) -> Page:
    """The room as this part sees it, once it is live."""
    page = browsers(server.links[who], **{"viewport": WIDE, **options})
    is_live(page)
    return page


@pytest.fixture(scope="module")
def calm(server: Demo, browsers: Open) -> None:
    """Nobody speaks or waits, nothing is put to the group, and the newest statement is a draft."""
    chair, rapporteur = enter(server, browsers, "chair"), enter(server, browsers, "rapporteur")
    for question in records(chair, SLUG, "question/").values():
        if question["state"] == "open":
            give(chair, SLUG, "question.void", question=question["id"], reason="To begin with nothing open.")
    if any(speech["ended_at"] is None for speech in records(chair, SLUG, "speech/").values()):
        give(chair, SLUG, "floor.end")
    for request in records(chair, SLUG, "request/").values():
        give(chair, SLUG, "floor.withdraw", request=request["id"])
    give(rapporteur, SLUG, "statement.import", **DRAFT)


def turn_to(page: Page, tab: str) -> None:
    """On a small screen, bring a column to the front."""
    page.get_by_role("navigation", name="Columns").get_by_role("button", name=tab).click()


@pytest.mark.parametrize("who", ROLES)
def test_every_part_can_be_used_with_a_screen_reader(server: Demo, browsers: Open, who: str) -> None:
    page = enter(server, browsers, who, reduced_motion="reduce")
    found = faults(page)
    page.keyboard.press("?")
    found += faults(page)
    page.keyboard.press("Escape")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    for tab in ("Floor", "Text", "Decision"):
        turn_to(page, tab)
        found += faults(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("who", "path", "there"),
    [
        ("secretariat", f"/g/{SLUG}/desk", "#app nav"),
        ("chair", f"/g/{SLUG}/desk", "#app nav"),
        ("gallery", f"/g/{SLUG}/hall", "#app .scene"),
        ("gallery", "/sign-in", "form"),
        ("chair", "/account", "form"),
    ],
)
def test_every_other_page_can_be_used_with_a_screen_reader(
    server: Demo, browsers: Open, who: str, path: str, there: str
) -> None:
    page = browsers(server.links[who], reduced_motion="reduce")
    page.goto(server.url + path)
    expect(page.locator(there).first).to_be_visible()
    found = []
    for direction in ("ltr", "rtl"):
        page.evaluate("(direction) => document.documentElement.dir = direction", direction)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += faults(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", ROLES)
def test_nobody_has_to_scroll_sideways(server: Demo, browsers: Open, who: str) -> None:
    page = enter(server, browsers, who, viewport=NARROWEST)
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((each) => { each.open = true; })")
    for direction in ("ltr", "rtl"):
        page.evaluate("(direction) => document.documentElement.dir = direction", direction)
        for window in (NARROWEST, ENLARGED):
            page.set_viewport_size(window)
            for tab in ("Floor", "Text", "Decision"):
                turn_to(page, tab)
                assert wider_than_the_window(page) <= 0, (direction, window, tab)


@pytest.mark.usefixtures("calm")
def test_the_floor_is_asked_for_and_given_with_single_keys(server: Demo, browsers: Open) -> None:
    chair, others = enter(server, browsers, "chair"), enter(server, browsers, "others")
    others.keyboard.press("f")
    expect(chair.get_by_text("Waiting 1")).to_be_visible()
    chair.keyboard.press("n")
    expect(others.get_by_text("You have the floor.").first).to_be_visible()
    expect(chair.locator('[data-command="floor.pause"]')).to_be_visible()
    chair.keyboard.press("p")
    expect(others.locator(".speaker").get_by_text("paused")).to_be_visible()
    others.keyboard.press("d")
    expect(chair.locator(".speaker").get_by_text("Nobody has the floor")).to_be_visible()


@pytest.mark.usefixtures("calm")
def test_single_keys_can_be_switched_off_for_those_who_speak_to_their_computer(server: Demo, browsers: Open) -> None:
    others = enter(server, browsers, "others")
    others.keyboard.press("?")
    others.get_by_label("Single keys do things").uncheck()
    others.get_by_role("dialog").get_by_role("button", name="Close").click()
    others.keyboard.press("f")
    others.reload()
    is_live(others)
    others.keyboard.press("f")
    others.wait_for_timeout(500)
    expect(others.get_by_role("button", name="Ask for the floor")).to_be_visible()


@pytest.mark.usefixtures("calm")
def test_keys_do_nothing_while_somebody_writes(server: Demo, browsers: Open) -> None:
    others = enter(server, browsers, "others")
    others.locator("[data-do=edit]").first.click()
    others.locator(".editor .cm-content").press_sequentially("f1?")
    expect(others.get_by_role("button", name="Ask for the floor")).to_be_visible()
    expect(others.get_by_role("dialog")).to_have_count(0)


@pytest.mark.usefixtures("calm")
def test_what_is_being_written_survives_what_happens_and_a_reload(server: Demo, browsers: Open) -> None:
    others, chair = enter(server, browsers, "others"), enter(server, browsers, "chair")
    others.locator("[data-do=edit]").first.click()
    paragraph, field = others.locator(".para").first, others.locator(".editor .cm-content")
    expect(field).to_be_focused()
    field.fill("Half a sentence")
    chair.locator("#agenda-add").fill("Something that happens meanwhile")
    chair.locator("#agenda-add").press("Enter")
    expect(others.get_by_text("Something that happens meanwhile")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_text("Half a sentence")
    expect(paragraph.locator(".saving.done")).to_be_visible()
    others.reload()
    expect(paragraph.locator(".body")).to_have_text("Half a sentence")


def test_a_lost_line_says_so_and_comes_back_complete(server: Demo, browsers: Open) -> None:
    others, chair = enter(server, browsers, "others"), enter(server, browsers, "chair")
    others.context.set_offline(True)
    expect(others.get_by_text("Line lost.", exact=False)).to_be_visible()
    expect(others.get_by_role("button", name="Try now")).to_be_visible()
    for number in range(3):
        chair.locator("#agenda-add").fill(f"Missed {number}")
        chair.locator("#agenda-add").press("Enter")
        expect(chair.get_by_text(f"Missed {number}")).to_be_visible()
    expect(others.get_by_text("Missed 0")).to_have_count(0)
    others.context.set_offline(False)
    is_live(others)
    for number in range(3):
        expect(others.get_by_text(f"Missed {number}")).to_be_visible()
    expect(others.locator(".live .entry")).to_have_text(chair.locator(".live .entry").inner_text())


def test_a_command_given_while_the_line_is_down_is_stored_once(server: Demo, browsers: Open) -> None:
    chair = enter(server, browsers, "chair")
    chair.context.set_offline(True)
    chair.locator("#agenda-add").fill("Given once")
    chair.locator("#agenda-add").press("Enter")
    chair.wait_for_timeout(1_000)
    chair.context.set_offline(False)
    expect(chair.get_by_text("Given once")).to_have_count(1, timeout=30_000)


def test_the_gallery_has_no_control_that_changes_anything(server: Demo, browsers: Open) -> None:
    observer = enter(server, browsers, "gallery")
    expect(observer.locator(".para").first).to_be_visible()
    expect(observer.locator("[data-command], form")).to_have_count(0)


def test_the_gallery_is_complete_without_scripts(server: Demo, browsers: Open) -> None:
    still = browsers(server.links["gallery"], java_script_enabled=False)
    live = enter(server, browsers, "gallery")
    words = [" ".join(each.split()) for each in live.locator(".para .body").all_inner_texts()]
    assert words
    assert [" ".join(each.split()) for each in still.locator(".para .body").all_inner_texts()] == words
