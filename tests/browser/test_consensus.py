"""Consensus in browsers: positions live on the half circle, a note under the adopted text, a straw poll, a silence."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.people import PASSWORD, is_live, join
from tests.browser.server import Server
from tests.browser.story import Story

MEMBERS = {"G-1": "Ghana", "O-1": "Own Voices"}
TEXT = {"Recommendations": ("Borders stay open.", "Consulates help.", "Nobody is left.")}
PORTS = "On ports: our law reserves them."


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Story]:
    """An open session with a statement in negotiation; everyone is in the room, Own Voices with a password."""
    told = Story(server, browsers)
    told.found(MEMBERS, "chair")
    told.come("chair", "Ghana")
    told.pages["O-1"] = join(browsers(), told.links["O-1"])
    told["O-1"].goto(f"/g/{told.slug}")
    is_live(told["O-1"])
    told.watch()
    told.open_sitting()
    told.state(TEXT, "negotiation")
    yield told
    told.end()


def ask_for_consensus(story: Story, paragraph: int, definition: str) -> None:
    """The chair asks for consensus on a paragraph, and chooses what that means."""
    chair = story["chair"]
    chair.locator(f"#paragraph-{paragraph} .menu summary").click()
    chair.locator(f"#paragraph-{paragraph} [data-command='call.open']").click()
    dialog = chair.get_by_role("dialog")
    dialog.get_by_label(definition).check()
    dialog.get_by_role("button", name="Ask for consensus").click()
    expect(chair.get_by_text("Call for consensus", exact=True)).to_be_visible()


def test_1_positions_are_live_and_a_reservation_becomes_a_note_that_observers_read(story: Story) -> None:
    chair, ghana, observer = story["chair"], story["Ghana"], story["observer"]
    ask_for_consensus(story, 1, "No seat objects")
    ghana.get_by_label("Support with a reservation").check()
    ghana.get_by_label("Note (public").fill(PORTS)
    ghana.get_by_role("button", name="Take this position").click()
    for page in (chair, observer, story["Own Voices"]):
        expect(page.locator(".hemicycle .seat.governments.reservation")).to_have_count(1)
        expect(page.locator(".decision .said")).to_contain_text(PORTS)
    chair.get_by_role("button", name="Close the call").click()
    chair.get_by_role("dialog").get_by_role("button", name="Close the call").click()
    for page in (chair, observer):
        expect(page.locator("#paragraph-1 .notes")).to_contain_text("Ghana joins with a reservation question 1")
        expect(page.locator("#paragraph-1 .notes")).to_contain_text(PORTS)
    report = story.open(f"/g/{story.slug}/report")
    expect(report.locator("#paragraph-1 .notes")).to_contain_text(PORTS)
    report.context.close()


def test_2_the_chair_declares_with_reasons_and_the_vote_is_one_step_away(story: Story) -> None:
    chair, others = story["chair"], story["Own Voices"]
    ask_for_consensus(story, 2, "No sustained opposition")
    others.locator("input[value=object]").check()
    others.get_by_label("Reason, required").fill("Nothing is said about cost.")
    others.get_by_role("button", name="Take this position").click()
    expect(chair.locator(".seat.others.object")).to_have_count(1)
    chair.get_by_role("button", name="Declare no consensus").click()
    chair.get_by_role("dialog").get_by_role("textbox").fill("Half of the seats oppose it.")
    chair.get_by_role("dialog").get_by_role("button", name="Declare no consensus").click()
    chair.get_by_role("button", name="Put it to the vote").click()
    chair.get_by_role("dialog").get_by_role("button", name="Open the vote").click()
    expect(chair.get_by_text("Vote open").first).to_be_visible()
    question = story.question()
    assert (question["kind"], question["about"]) == ("vote", {"type": "paragraph", "id": 2})
    story.give("chair", "question.void", question=question["id"], reason="It was to try the way to it.")


def test_3_the_common_ground_is_one_link_away(story: Story) -> None:
    observer = story["observer"]
    observer.get_by_role("link", name="Common ground").click()
    expect(observer.locator(".ground-table tbody tr")).to_have_count(2)
    expect(observer.locator(".ground-table tbody tr").first).to_contain_text("1.1")
    observer.goto(f"/g/{story.slug}/gallery")
    is_live(observer)


def test_4_a_straw_poll_shows_the_halves_and_says_that_it_decides_nothing(story: Story) -> None:
    chair, observer = story["chair"], story["observer"]
    chair.get_by_role("button", name="Put a question").click()
    chair.get_by_label("The question, as it stands").fill("Where are we on ports?")
    chair.get_by_role("button", name="Straw poll: no decision").click()
    for who, step in (("Ghana", "Endorse, with a minor concern"), ("Own Voices", "Cannot go forward")):
        story[who].locator(".steps").get_by_role("button", name=step).click()
    for page in (chair, observer):
        expect(page.get_by_text("Not a decision: it binds nobody.").first).to_be_visible()
        expect(page.locator(".poll .bar.minor_concern")).to_have_count(1)
        expect(page.locator(".poll .spread-table tr.block")).to_contain_text("01")
    chair.get_by_role("button", name="Close the straw poll").click()
    expect(chair.get_by_role("heading", name="Straw polls")).to_be_visible()
    assert len(story.of("question")) == 3


def test_5_a_silence_is_put_and_broken_from_the_page_that_a_letter_leads_to(story: Story) -> None:
    chair, observer = story["chair"], story["observer"]
    story.give("chair", "sitting.close")
    chair.locator("#paragraph-3 .menu summary").click()
    chair.locator("#paragraph-3 [data-command='silence.open']").click()
    chair.get_by_role("dialog").get_by_role("button", name="Put it under silence").click()
    expect(observer.locator(".silence")).to_contain_text("Under silence")
    chair.locator("article.silence").get_by_role("button", name="Withdraw it").click()
    chair.get_by_role("dialog").get_by_label("Reason").fill("It was to be longer.")
    chair.get_by_role("dialog").get_by_role("button", name="Withdraw it").click()
    for page in (chair, observer):
        expect(page.locator("li.silence")).to_contain_text("withdrawn by the chair")
        expect(page.locator("li.silence")).to_contain_text("It was to be longer.")
    chair.get_by_role("button", name="Put it under silence again").click()
    chair.get_by_role("dialog").get_by_role("button", name="Put it under silence again").click()
    expect(observer.locator("article.silence")).to_contain_text("round 2")

    letter = story.open(f"/g/{story.slug}/silence/2", java_script_enabled=False, viewport={"width": 360, "height": 740})
    letter.get_by_label("E-mail address").fill("O-1@site.example")
    letter.get_by_label("Password").fill(PASSWORD)
    letter.get_by_role("button", name="Sign in").click()
    expect(letter.get_by_role("heading", name="Silence procedure 1")).to_be_visible()
    letter.get_by_label("Objection").check()
    letter.get_by_label("In your own words").fill("Our members have not seen it.")
    letter.get_by_role("button", name="Send").click()
    expect(letter.get_by_text("silence broken").first).to_be_visible()

    for page in (chair, observer):
        expect(page.locator("li.silence")).to_contain_text("silence broken")
        expect(page.locator("li.silence .said")).to_contain_text("Own Voices Objection")
        expect(page.locator("li.silence .said")).to_contain_text("Our members have not seen it.")
    chair.get_by_role("button", name="Put it under silence again").click()
    chair.get_by_role("dialog").get_by_role("button", name="Put it under silence again").click()
    expect(chair.locator("article.silence")).to_contain_text("round 3")
    row = max(story.of("silence"), key=lambda each: each["id"])
    assert (row["number"], row["round"], row["state"]) == (1, 3, "running")
