"""Consensus in browsers: positions live on the half circle, a note under the adopted text, a straw poll, a silence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.people import give, is_live, join, records
from tests.browser.server import Server

SLUG = "harbours"
PORTS = "On ports: our law reserves them."


@dataclass
class Story:
    """A chair, a government, one of the others and an observer, each with a browser."""

    server: Server
    open: Open
    pages: dict[str, Page] = field(default_factory=dict)

    def __getitem__(self, who: str) -> Page:
        return self.pages[who]


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Story]:
    """An open session with a statement in negotiation; everyone is in the room."""
    told = Story(server, browsers)
    server.stop()
    link = re.search(r"http\S+", server.run("init", "--email", "admin@site.example", "--name", "Ada Admin"))
    assert link
    server.start()
    admin = told.pages["admin"] = join(browsers(), link[0])
    admin.goto("/desk")
    give(admin, None, "group.create", slug=SLUG, title="Working Group on Safe Harbours", mandate="", public=True)
    admin.goto(f"/g/{SLUG}/desk")
    shares = [("states", "governments", "States", False), ("migrants", "others", "Migrants", True)]
    give(admin, SLUG, "plan.set", pairs=1, constituencies=[
        {"code": code, "side": side, "name": name, "seats": 1, "minimum": int(migrants), "migrants": migrants}
        for code, side, name, migrants in shares
    ])
    ids = {row["code"]: row["id"] for row in records(admin, SLUG, "constituency/").values()}
    for who, more in {
        "chair": {"office": "chair"},
        "rapporteur": {"office": "rapporteur"},
        "Ghana": {"constituency": ids["states"], "delegation": "Ghana"},
        "Own Voices": {"constituency": ids["migrants"], "delegation": "Own Voices"},
    }.items():
        address = f"{who.replace(' ', '.').lower()}@site.example"
        made = give(admin, SLUG, "people.invite", email=address, name=who, **more)
        told.pages[who] = join(browsers(), made["link"])
        if "constituency" in more:
            give(admin, SLUG, "seat.assign", seat="G-1" if who == "Ghana" else "O-1", person=made["person"])
        told[who].goto(f"/g/{SLUG}")
    chair = told["chair"]
    give(chair, SLUG, "sitting.schedule", title="First", starts_at="2026-11-21T09:00:00Z")
    for who in ("Ghana", "Own Voices"):
        give(told[who], SLUG, "presence.check_in")
    give(chair, SLUG, "sitting.open")
    paragraphs = [{"text": "Borders stay open."}, {"text": "Consulates help."}, {"text": "Nobody is left."}]
    parts = [{"title": "Recommendations", "caption": "", "paragraphs": paragraphs}]
    statement = {"title": "Joint statement", "theme": "Harbours", "note": "", "parts": parts}
    imported = give(told["rapporteur"], SLUG, "statement.import", **statement)
    give(chair, SLUG, "statement.set_stage", statement=imported["statement"], stage="negotiation")
    told.pages["observer"] = browsers(f"/g/{SLUG}/gallery")
    for who in ("chair", "Ghana", "Own Voices", "observer"):
        is_live(told[who])
    yield told
    for page in told.pages.values():
        page.context.close()
    assert "Traceback" not in server.log()
    server.stop()
    assert server.run("doctor").strip() == "All is well."


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
    report = story.open(f"/g/{SLUG}/report")
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
    question = max(records(chair, SLUG, "question/").values(), key=lambda row: row["id"])
    assert (question["kind"], question["about"]) == ("vote", {"type": "paragraph", "id": 2})
    give(chair, SLUG, "question.void", question=question["id"], reason="It was to try the way to it.")


def test_3_the_common_ground_is_one_link_away(story: Story) -> None:
    observer = story["observer"]
    observer.get_by_role("link", name="Common ground").click()
    expect(observer.locator(".ground-table tbody tr")).to_have_count(2)
    expect(observer.locator(".ground-table tbody tr").first).to_contain_text("1.1")
    observer.goto(f"/g/{SLUG}/gallery")
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
    assert len(records(chair, SLUG, "question/")) == 3


def test_5_a_silence_is_put_and_broken_from_the_page_that_a_letter_leads_to(story: Story) -> None:
    chair, observer = story["chair"], story["observer"]
    give(chair, SLUG, "sitting.close")
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

    letter = story.open(f"/g/{SLUG}/silence/2", java_script_enabled=False, viewport={"width": 360, "height": 740})
    letter.get_by_label("E-mail address").fill("own.voices@site.example")
    letter.get_by_label("Password").fill("a long enough password")
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
    row = max(records(chair, SLUG, "silence/").values(), key=lambda each: each["id"])
    assert (row["number"], row["round"], row["state"]) == (1, 3, "running")
