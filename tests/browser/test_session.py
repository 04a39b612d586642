"""One session from the seat plan to the published report, played in browsers: chair, a government, others, an observer.

Each test goes on where the one before ended, so that a failure names the step it happened in.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from deliberate.demo.delegations import CONSTITUENCIES, GOVERNMENTS, OTHERS
from tests.browser.conftest import Open
from tests.browser.people import ask, confirmed, give, is_live, join, records, refused
from tests.browser.server import Server
from tests.browser.story import Story
from tests.conftest import SHARED

SLUG = "stranded-migrants"
TITLE = "Working Group on Stranded Migrants"
SEED = SHARED / "seeds" / "000_32e817aa9e9b6854.txt"
SAMPLE = Path(__file__).parents[1] / "documents" / "sample.txt"
SEATS = [f"{side}-{number}" for side in "GO" for number in range(1, 11)]
SMALLER = ("destination", "trade-unions")


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Story]:
    """A site with its first administrator, signed in."""
    told = Story(server, browsers, SLUG)
    told.begin()
    yield told
    told.end()


def step(page: Page, name: str, within: str = "body") -> None:
    """Press the control of a command."""
    page.locator(f'{within} [data-command="{name}"]:visible').first.click()


def test_1_an_administrator_founds_the_group_and_the_secretariat_sets_a_lawful_plan(story: Story) -> None:
    admin = story["admin"]
    admin.goto("/desk")
    admin.get_by_label("Title").first.fill(TITLE)
    admin.get_by_label("Short name", exact=False).fill(SLUG)
    admin.get_by_label("Time zone").fill("Africa/Accra")
    admin.get_by_role("button", name="Found the group").click()
    admin.get_by_text(TITLE).first.wait_for()

    admin.goto(f"/g/{SLUG}/desk")
    desk = admin
    is_live(desk)
    shares = [asdict(each) for each in CONSTITUENCIES]
    unlawful = [{**each, "minimum": 0} for each in shares]
    assert refused(desk, SLUG, "plan.set", pairs=10, constituencies=unlawful) == "migrants_guarantee"
    lopsided = [{**each, "seats": each["seats"] + 1} if each["code"] == "employers" else each for each in shares]
    assert refused(desk, SLUG, "plan.set", pairs=10, constituencies=lopsided) == "others_not_filled"
    give(desk, SLUG, "plan.set", pairs=10, constituencies=shares)
    expect(desk.locator("#pairs")).to_have_value("10")
    desk.get_by_role("button", name="One pair more").click()
    expect(desk.locator("#faults")).to_contain_text("cannot be saved")
    assert set(records(desk, SLUG, "seat/")) == {f"seat/{side}-{n}" for side in "GO" for n in range(1, 11)}


def test_2_people_are_invited_and_seated_by_their_credentials_alone(story: Story) -> None:
    desk = story["admin"]
    codes = {each["code"]: each["id"] for each in records(desk, SLUG, "constituency/").values()}
    for name, office, title in (
        ("Sekou", "secretariat", ""),
        ("Clara", "chair", ""),
        ("Remi", "rapporteur", ""),
        ("Lucia", "associate", "Special Rapporteur"),
    ):
        made = give(desk, SLUG, "people.invite", email=f"{name}@site.example", name=name, office=office, title=title)
        story.persons[name], story.links[name] = made["person"], made["link"]
    for letter, delegations in (("G", GOVERNMENTS), ("O", OTHERS)):
        for number, each in enumerate(delegations, start=1):
            email = f"{letter}{number}@site.example"
            credential = {"constituency": codes[each.constituency], "delegation": each.name}
            made = give(desk, SLUG, "people.invite", email=email, name=each.holder, **credential)
            story.persons[f"{letter}-{number}"], story.links[f"{letter}-{number}"] = made["person"], made["link"]

    def assign(command: str, seat: str, person: str) -> str:
        return refused(desk, SLUG, command, seat=seat, person=story.persons[person])

    assert assign("seat.assign", "G-5", "G-1") == "credential_other_constituency"  # origin, on a seat of transit
    assert assign("seat.assign", "O-1", "G-1") == "credential_other_side"
    assert assign("seat.assign", "G-1", "Clara") == "no_credential"

    desk.goto(f"/g/{SLUG}/desk#seats")
    is_live(desk)
    desk.get_by_role("button", name="Assign a holder to G-1", exact=True).click()
    desk.locator("#picked").select_option(story.persons["G-1"])
    desk.locator("form").filter(has=desk.locator("#picked")).get_by_role("button", name="Assign", exact=True).click()
    expect(desk.get_by_role("button", name=re.compile("Vacate G-1"))).to_be_visible()
    for seat in SEATS[1:]:
        give(desk, SLUG, "seat.assign", seat=seat, person=story.persons[seat])
    assert assign("seat.assign", "G-2", "G-1") == "seat_held"
    assert assign("seat.assign_alternate", "G-1", "G-1") == "alternate_is_holder"
    assert assign("seat.assign_alternate", "G-2", "G-1") == "already_seated"
    shrunk = [{**each, "seats": each["seats"] - 1} if each["code"] in SMALLER else each for each in plan_of(desk)]
    assert refused(desk, SLUG, "plan.set", pairs=9, constituencies=shrunk) == "seat_held"

    for name in ("Clara", "Remi", "G-1", "O-6", "O-1"):
        story.pages[name] = join(story.open(), story.links[name])
        story.pages[name].goto(f"/g/{SLUG}")
        is_live(story.pages[name])
    used = story.open(story.links["Clara"])
    expect(used.get_by_text("was used or has expired")).to_be_visible()
    story.pages["observer"] = story.open(f"/g/{SLUG}/gallery")
    is_live(story["observer"])


def plan_of(page: Page) -> list[dict[str, Any]]:
    """The plan in force, as a command would set it again."""
    fields = ("code", "side", "name", "seats", "minimum", "migrants")
    rows = sorted(records(page, SLUG, "constituency/").values(), key=lambda row: row["position"])
    return [{name: row[name] for name in fields} for row in rows]


def test_3_the_chair_opens_the_session_when_a_third_of_each_side_is_there(story: Story) -> None:
    chair, ghana = story["Clara"], story["G-1"]
    give(chair, SLUG, "sitting.schedule", title="Protection in crises", starts_at="2026-11-21T09:00:00Z")
    for title in ("Opening", "Recommendations"):
        give(chair, SLUG, "agenda.add", title=title)
    ghana.locator("[data-next]").click()
    expect(chair.get_by_text("1/10").first).to_be_visible()
    assert refused(chair, SLUG, "sitting.open") == "no_quorum"
    for seat in SEATS:
        if seat not in ("G-1", "G-10", "O-10"):
            give(story["admin"], SLUG, "presence.check_in", seat=seat)
    expect(chair.get_by_text("9/10").first).to_be_visible()
    step(chair, "sitting.open")
    for page in (ghana, story["O-6"], story["observer"]):
        expect(page.get_by_text("Open", exact=True).first).to_be_visible()
    step(chair, "sitting.suspend")
    expect(story["observer"].get_by_text("Suspended").first).to_be_visible()
    step(chair, "sitting.resume")
    items = sorted(records(chair, SLUG, "item/").values(), key=lambda item: item["position"])
    give(chair, SLUG, "agenda.take_up", item=items[1]["id"])


def test_4_a_real_report_is_imported_and_a_stale_edit_never_overwrites(story: Story) -> None:
    ghana, others = story["G-1"], story["O-6"]
    file = SEED if SEED.exists() else SAMPLE
    printed = story.server.run("import", str(file), "--group", SLUG)
    assert "5 parts" in printed
    expect(ghana.locator(".para").first).to_be_visible()
    first = sorted(records(ghana, SLUG, "paragraph/").values(), key=lambda row: row["id"])[0]
    text = first["text"]
    for page in (ghana, others):
        page.route("**/chunks/session-*.js", lambda route: route.abort("connectionfailed"))  # no typing together
        page.locator(f"#paragraph-{first['id']} [data-do=edit]").click()
        page.get_by_role("button", name="Edit by myself").click()
    field_of = f"#edit-{first['id']}"
    words = text.split(" ")
    ghana.locator(field_of).fill(" ".join(["Firstly,", *words]))
    others.locator(field_of).fill(" ".join([*words, "This is urgent."]))
    ghana.get_by_role("button", name=re.compile("^Save")).click()
    expect(others.get_by_text("Somebody has saved this paragraph since you began.")).to_be_visible()
    others.get_by_role("button", name=re.compile("^Save")).click()
    expect(others.get_by_role("button", name="Take both")).to_be_visible()
    expect(story["observer"].locator(f"#paragraph-{first['id']}")).to_contain_text("Firstly,")
    others.get_by_role("button", name="Take both").click()
    others.get_by_role("button", name=re.compile("^Save")).click()
    for page in (ghana, story["Clara"], story["observer"]):
        paragraph = page.locator(f"#paragraph-{first['id']}")
        expect(paragraph).to_contain_text("Firstly,")
        expect(paragraph).to_contain_text("This is urgent.")


def test_5_the_floor_alternates_between_the_sides(story: Story) -> None:
    chair, ghana, others, migrants = (story[name] for name in ("Clara", "G-1", "O-6", "O-1"))
    step(others, "floor.ask")
    step(migrants, "floor.ask")
    step(ghana, "floor.ask")
    expect(chair.get_by_text("Waiting 3")).to_be_visible()
    [queue] = records(chair, SLUG, "queue/").values()
    requests = records(chair, SLUG, "request/")
    assert [requests[f"request/{turn['request']}"]["seat"] for turn in queue["order"]] == ["O-6", "G-1", "O-1"]
    step(chair, "floor.call")
    expect(others.get_by_text("You have the floor").first).to_be_visible()
    expect(story["observer"].get_by_text("Open Harbour Legal Aid").first).to_be_visible()
    step(chair, "floor.pause")
    step(chair, "floor.extend")
    step(chair, "floor.resume")
    step(migrants, "floor.withdraw")
    step(chair, "floor.end")
    step(chair, "floor.call")
    expect(ghana.get_by_text("You have the floor").first).to_be_visible()
    step(chair, "floor.end")
    sides = [speech["side"] for speech in sorted(records(chair, SLUG, "speech/").values(), key=lambda row: row["id"])]
    assert sides == ["others", "governments"]


def test_6_an_amendment_is_voted_on_and_changes_the_text_everywhere(story: Story) -> None:
    chair, ghana, others = story["Clara"], story["G-1"], story["O-6"]
    statement = next(iter(records(chair, SLUG, "statement/").values()))
    step(chair, "statement.set_stage")
    confirmed(chair, "Begin negotiation")
    expect(story["observer"].get_by_text("Negotiation").first).to_be_visible()
    target = sorted(records(chair, SLUG, "paragraph/").values(), key=lambda row: row["id"])[1]
    paragraph = f"#paragraph-{target['id']}"
    ghana.locator(f"{paragraph} [data-do=amend]").click()
    ghana.locator(f"{paragraph} textarea").first.fill(f"{target['text']} It concerns us all.")
    ghana.get_by_role("button", name="Table the amendment").click()
    expect(others.locator(f"{paragraph} ins")).to_contain_text("It concerns us all.")
    step(others, "amendment.cosponsor")
    expect(chair.locator(paragraph)).to_contain_text("Open Harbour Legal Aid")
    step(chair, "call.open", f"{paragraph} .amend")
    confirmed(chair, "Ask for consensus")
    expect(others.get_by_text("Call for consensus").first).to_be_visible()
    give(chair, SLUG, "question.void", question=question(chair)["id"], reason="First the vote, to try it.")

    amendment = next(iter(records(chair, SLUG, "amendment/").values()))
    step(chair, "vote.open", f"{paragraph} .amend")
    confirmed(chair, "Open the vote")
    for page in (ghana, others):
        expect(page.get_by_text("Vote open").first).to_be_visible()
    assert refused(ghana, SLUG, "paragraph.edit", paragraph=target["id"], text="x", revision=1) == "wrong_phase"
    shares = plan_of(story["admin"])
    assert refused(story["admin"], SLUG, "plan.set", pairs=10, constituencies=shares) == "question_open"
    ghana.locator(".ballot").get_by_role("button", name="For", exact=False).first.click()
    others.locator(".ballot").get_by_role("button", name="Against", exact=False).first.click()
    expect(chair.get_by_text("2 of 18 have voted")).to_be_visible()
    others.locator(".ballot").get_by_role("button", name="For", exact=False).first.click()
    assert not records(story["observer"], SLUG, "ballot/", public=True), "ballots are hidden until the close"
    for name in ("G-2", "G-3", "G-4", "G-5", "O-1", "O-2", "O-3", "O-4"):
        page = story.pages.get(name) or join(story.open(), story.links[name])
        story.pages[name] = page
        page.goto(f"/g/{SLUG}")
        give(page, SLUG, "vote.cast", question=question(chair)["id"], choice="against" if name == "G-5" else "for")
    chair.get_by_text("10 of 18 have voted").wait_for()
    step(chair, "vote.close")
    confirmed(chair, "Close the vote")
    for page in (ghana, others, chair, story["observer"]):
        expect(page.locator(paragraph).locator(".body")).to_contain_text("It concerns us all.")
    decided = records(story["observer"], SLUG, "question/", public=True)
    result = sorted(decided.values(), key=lambda row: row["id"])[-1]
    assert result["outcome"] == "adopted"
    assert [line["share"] for line in result["result"]["tests"]] == ["9/10", "4/5", "1"]
    assert amendment["label"] == "A1"
    assert statement["title"]


def question(page: Page) -> dict[str, Any]:
    """The last question put."""
    found: dict[str, Any] = sorted(records(page, SLUG, "question/").values(), key=lambda row: row["id"])[-1]
    return found


def test_7_nothing_an_observer_sends_changes_anything(story: Story) -> None:
    observer = story["observer"]
    before = records(story["admin"], SLUG)
    for name, data in (
        ("floor.ask", {}),
        ("vote.cast", {"question": 1, "choice": "for"}),
        ("question.void", {"question": 1, "reason": "No."}),
    ):
        assert ask(observer, SLUG, name, **data)["code"] == "not_signed_in"
    expect(observer.locator("[data-command]")).to_have_count(0)
    assert records(story["admin"], SLUG) == before


def test_8_offices_change_hands_passwords_are_reset_and_doors_are_closed(story: Story) -> None:
    admin, chair, observer = story["admin"], story["Clara"], story["observer"]
    give(chair, SLUG, "office.appoint", person=story.persons["O-2"], office="cochair", title="")
    give(chair, SLUG, "office.hand_over", person=story.persons["O-3"])
    assert refused(chair, SLUG, "sitting.suspend") == "not_allowed"
    give(admin, SLUG, "office.appoint", person=story.persons["Clara"], office="chair", title="")
    chair.reload()
    is_live(chair)
    reset = give(admin, SLUG, "people.link", person=story.persons["G-9"])
    fresh = join(story.open(), reset["link"])
    expect(fresh.get_by_text(TITLE).first).to_be_visible()
    step(chair, "sitting.set_private")
    expect(observer.get_by_text("closed to observers").first).to_be_visible()
    assert not records(observer, SLUG, "paragraph/", public=True)
    give(chair, SLUG, "sitting.set_private", private=False)
    expect(observer.locator(".para").first).to_be_visible()
    story.server.run("backup", str(story.server.folder / "copy.db"))
    assert (story.server.folder / "copy.db").stat().st_size > 0


def test_9_the_statement_is_adopted_and_the_report_says_what_the_observer_saw(story: Story) -> None:
    chair, observer, rapporteur = story["Clara"], story["observer"], story["Remi"]
    statement = next(iter(records(chair, SLUG, "statement/").values()))
    give(chair, SLUG, "statement.set_stage", statement=statement["id"], stage="final")
    expect(observer.get_by_text("Final").first).to_be_visible()
    give(chair, SLUG, "call.open", about={"type": "statement", "id": statement["id"]})
    give(story["G-2"], SLUG, "call.take_position", question=question(chair)["id"], stance="support")
    expect(observer.get_by_text("Call for consensus").first).to_be_visible()
    step(chair, "call.close")
    confirmed(chair, "Close the call")
    expect(observer.get_by_text("Adopted").first).to_be_visible()

    seen = [" ".join(words.split()) for words in observer.locator(".para .body").all_inner_texts()]
    report = story.server.run("export", SLUG, "--format", "txt")
    assert "Check against final" in report
    exported = " ".join(report.split())
    assert len(seen) == len(records(observer, SLUG, "paragraph/", public=True))
    for paragraph in seen:
        assert paragraph in exported, f"the observer saw what the report does not say: {paragraph}"
    assert "9/10" in exported
    page = story.open(f"/g/{SLUG}/report")
    shown = " ".join(page.locator("body").inner_text().split())
    for paragraph in seen:
        assert paragraph in shown
    rapporteur.goto(f"/g/{SLUG}")
    step(rapporteur, "statement.mark_checked")
    rapporteur.get_by_role("dialog").locator(".primary, [type=submit]").first.click()
    expect(rapporteur.locator('[data-command="statement.mark_checked"]')).to_have_count(0)
    assert "Check against final" not in story.server.run("export", SLUG, "--format", "txt")
    assert "<html" in story.server.run("export", SLUG, "--format", "html")
