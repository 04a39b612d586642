"""Votes by every method, in browsers: secret, by roll call, by show of hands, and a whole vote from the keyboard.

Each test goes on where the one before ended, so that a failure names the step it happened in.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.people import is_live, press
from tests.browser.server import Server
from tests.browser.story import Story

pytestmark = pytest.mark.timeout(300)
"""In seconds: eight people come before the first of these begins."""

MEMBERS = {
    "G-1": "Ghana",
    "G-2": "Georgia",
    "G-3": "Guinea",
    "O-1": "Own Voices",
    "O-2": "Open Roads",
    "O-3": "Outreach",
}
TEXT = "Borders should stay open to those in distress."


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Story]:
    """A group of three pairs in an open session, with an amendment on the table; everyone is there."""
    told = Story(server, browsers)
    told.found(MEMBERS, "chair")
    told.come("chair", *MEMBERS)
    told.watch()
    told["admin"].goto(f"/g/{told.slug}")
    is_live(told["admin"])
    told.open_sitting()
    told.state({"Changes": [TEXT]}, "negotiation")
    wording = TEXT.replace("open", "open by day and night")
    paragraph = told.of("paragraph")[0]["id"]
    told.give("O-1", "amendment.table", kind="replace", paragraph=paragraph, text=wording, reason="", revision=1)
    yield told
    told.end()


def dialog_closes(page: Page, name: str) -> None:
    """Say yes in the dialog that asks, from the keyboard."""
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def heads(question: dict[str, Any]) -> list[int]:
    """For, against, abstained, of the whole."""
    told = question["result"]["tally"]["all"]["heads"]
    return [told["for"], told["against"], told["abstain"]]


# A secret vote


def test_1_the_chair_opens_a_secret_vote_and_is_told_what_it_promises(story: Story) -> None:
    chair = story["chair"]
    expect(chair.get_by_role("button", name="Put a question")).to_be_visible()
    press(chair, "t")
    dialog = chair.get_by_role("dialog")
    dialog.get_by_label("The question, as it stands in the record").fill("Shall Own Voices speak for us?")
    dialog.get_by_label("How it is voted on").select_option("secret")
    expect(dialog).to_contain_text("Whoever operates the server is trusted with secret votes in this version.")
    dialog.get_by_role("button", name="Open a vote").click()
    for who in ("chair", "G-1", "observer"):
        expect(story[who].get_by_text("Secret vote open").first).to_be_visible()
        expect(story[who].locator(".question .cautions")).to_contain_text("trusted with secret votes")


def test_2_members_vote_once_from_the_keyboard_and_the_page_forgets_how(story: Story) -> None:
    voter = story["G-1"]
    expect(voter.locator(".next")).to_contain_text("Vote now, in secret.")
    press(voter, "v")
    expect(voter.locator(".secret input").first).to_be_focused()
    voter.keyboard.press("ArrowDown")
    expect(voter.get_by_role("radio", name="Against")).to_be_checked()
    voter.keyboard.press("Enter")
    expect(voter.locator(".aloud")).to_contain_text("Ghana has voted.")
    expect(voter.locator(".next")).to_contain_text("You have voted.")
    expect(voter.locator(".secret")).to_have_count(0)
    kept = voter.evaluate("() => JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "against" not in kept
    for seat, choice in (("G-2", "for"), ("G-3", "for"), ("O-1", "for"), ("O-2", "abstain")):
        page = story[seat]
        page.locator(f'.secret input[value="{choice}"]').check()
        page.get_by_role("button", name="Cast the vote").click()
        expect(page.locator(".aloud")).to_contain_text(f"{MEMBERS[seat]} has voted.")


def test_3_before_the_close_no_page_shows_who_voted_or_how(story: Story) -> None:
    for who in ("chair", "admin", "observer", "O-3", "G-1"):
        page = story[who]
        page.reload()
        is_live(page)
        expect(page.locator(".turnout")).to_contain_text("5 of 6 have voted")
        public = who == "observer"
        assert story.of("ballot", who, public=public) == []
        own = ["G-1"] if who == "G-1" else []
        assert [each["seat"] for each in story.of("signature", who, public=public)] == own
        expect(page.locator(".seat.for, .seat.against, .seat.abstain")).to_have_count(0)
        expect(page.locator(".decision .hemicycle title")).to_have_text(["Not yet"] * 6)


def test_4_at_the_close_everyone_sees_who_voted_and_the_result_by_half(story: Story) -> None:
    chair = story["chair"]
    press(chair, "Shift+V")
    dialog_closes(chair, "Close the vote")
    observer = story["observer"]
    expect(observer.locator(".result").first).to_contain_text("adopted")
    assert heads(story.question()) == [3, 1, 1]
    assert sorted(observer.locator(".result .hemicycle title").all_text_contents()) == sorted(
        ["For", "For", "For", "Against", "Abstain", "Not yet"]
    )
    observer.get_by_text("Who has voted").first.click()
    rows = observer.locator(".result .roll tr")
    expect(rows.filter(has_text="Outreach")).to_contain_text("Did not vote")
    expect(rows.filter(has_text="Ghana")).to_contain_text("Voted")
    expect(rows.filter(has_text="Ghana")).not_to_contain_text("Against")
    expect(observer.locator('[aria-live]', has_text="3 for, 1 against, 1 abstained")).to_have_count(1)


# By roll call


def test_5_a_clerk_enters_a_roll_call_at_one_key_a_seat(story: Story) -> None:
    story.give("chair", "vote.open", title="Shall we go on?", method="roll_call")
    clerk = story["admin"]
    question = story.question()["id"]
    roll = [one for one in story.of("elector", "admin") if one["question"] == question]
    order = [str(one["seat"]) for one in sorted(roll, key=lambda one: int(one["called"]))]
    assert sorted(order) == sorted(MEMBERS)
    expect(clerk.locator(".next")).to_contain_text(f"Call {MEMBERS[order[0]]}.")
    expect(story[order[0]].locator(".next")).to_contain_text(f"{MEMBERS[order[0]]} is called.")
    press(clerk, "v")
    expect(clerk.locator(".clerk")).to_be_focused()
    for key, seat in zip("f2xF1", order, strict=False):
        expect(clerk.locator(".calling")).to_contain_text(MEMBERS[seat])
        clerk.keyboard.press(key)
    expect(clerk.locator(".turnout")).to_contain_text("5 of 6 have voted")
    clerk.keyboard.press("ArrowUp")
    expect(clerk.locator(".calling")).to_contain_text("For")
    clerk.keyboard.press("a")
    clerk.keyboard.press("ArrowUp")
    clerk.keyboard.press("ArrowUp")
    expect(clerk.locator(".calling")).to_contain_text(MEMBERS[order[4 - 1]])
    clerk.keyboard.press("Backspace")
    expect(clerk.locator(".turnout")).to_contain_text("4 of 6 have voted")
    ballots = {one["seat"]: one["choice"] for one in story.of("ballot", "observer", public=True)}
    assert ballots == dict(zip([*order[:3], order[4]], ["for", "against", "abstain", "against"], strict=True))
    expect(story[order[0]].locator(".aloud")).to_contain_text("For")
    story.give("chair", "vote.close", question=question)
    assert heads(story.question()) == [1, 2, 1]


# By show of hands


def test_6_the_chair_counts_hands_half_by_half(story: Story) -> None:
    story.give("chair", "vote.open", title="Shall we break for lunch?", method="hands")
    chair = story["chair"]
    expect(story["G-2"].locator(".next")).to_contain_text("Raise your hand when the chair asks.")
    expect(chair.locator(".count").first).to_be_visible()
    press(chair, "v")
    expect(chair.locator('.count [name="for"]').first).to_be_focused()
    for key in ("2", "Tab", "1", "Tab", "0", "Enter"):
        chair.keyboard.press(key)
    expect(chair.locator(".count").first).to_contain_text("Correct the count")
    others = chair.locator(".count").nth(1)
    for name, number in (("for", "3"), ("against", "0"), ("abstain", "0")):
        others.locator(f'[name="{name}"]').fill(number)
    others.get_by_role("button").click()
    expect(chair.locator(".next")).to_contain_text("Both halves are counted.")
    expect(story["observer"].locator(".turnout")).to_contain_text("6 of 6 hands counted")
    press(chair, "Shift+V")
    dialog_closes(chair, "Close the vote")
    expect(chair.locator(".result").first).to_contain_text("adopted")
    assert heads(story.question()) == [5, 1, 0]


# A whole vote from the keyboard


def test_7_a_moderator_runs_a_vote_on_the_amendment_in_focus_and_members_vote_without_a_mouse(story: Story) -> None:
    chair = story["chair"]
    expect(chair.locator(".question.open, .question .turnout")).to_have_count(0)
    expect(chair.locator('#amendment-1 [data-command="vote.open"]')).to_be_visible()
    press(chair, "2")
    press(chair, "j")
    expect(chair.locator(".para[id]").first).to_be_focused()
    chair.keyboard.press("t")
    dialog = chair.get_by_role("dialog")
    expect(dialog).to_contain_text("Open a vote on A1?")
    dialog.get_by_label("How it is voted on").select_option("recorded")
    dialog_closes(chair, "Open the vote")
    for seat, key in (("G-1", "For"), ("G-2", "For"), ("G-3", "Against"), ("O-1", "For"), ("O-2", "For")):
        page = story[seat]
        expect(page.locator(".next")).to_contain_text("Vote now.")
        press(page, "v")
        expect(page.locator(".ballot button").first).to_be_focused()
        if key == "Against":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".next")).to_contain_text(f"You voted: {key}.")
    expect(chair.locator(".turnout")).to_contain_text("5 of 6 have voted")
    press(chair, "Shift+V")
    dialog_closes(chair, "Close the vote")
    result = chair.locator(".result").first
    expect(result).to_contain_text("adopted")
    expect(chair.locator('[aria-live]', has_text="4 for, 1 against, 0 abstained")).to_have_count(1)


# The result


def test_8_the_figures_say_what_they_are_shares_of_and_anyone_counts_again(
    story: Story, tmp_path: Path
) -> None:
    observer = story["observer"]
    result = observer.locator(".result").first
    result.get_by_text("Why, with the exact figures").click()
    lines = result.locator(".lines")
    expect(lines).to_contain_text("4/5 80%")
    expect(lines).to_contain_text("a share of: the weight cast for and against")
    result.get_by_text("By constituency").click()
    expect(result.locator(".roll").first).to_contain_text("States")
    result.get_by_text("Count it again").click()
    expect(result).to_contain_text("deliberate count question-4.json")
    for question in story.of("question"):
        address = f"/g/{story.slug}/questions/{question['number']}"
        case = observer.context.request.get(f"{address}.json")
        file = tmp_path / f"question-{question['number']}.json"
        file.write_bytes(case.body())
        (again,) = json.loads(story.server.run("count", str(file), "--json"))
        assert again == {"id": f"question-{question['number']}", **question["result"]}
        table = list(csv.DictReader(io.StringIO(observer.context.request.get(f"{address}/result.csv").text())))
        assert [int(table[0][name]) for name in ("for", "against", "abstain")] == heads(question)


# After a tie


def test_9_after_a_tie_the_chair_puts_it_once_more_and_each_of_the_two_names_the_other(story: Story) -> None:
    desk = story["admin"]
    desk.goto(f"/g/{story.slug}/desk#rules")
    desk.get_by_label("One second vote").check()
    desk.get_by_role("button", name="Save the rules").click()
    expect(desk.get_by_text("The rules are in force.")).to_be_visible()
    asked = story.give("chair", "vote.open", title="Shall we meet on Sunday?")
    for seat in MEMBERS:
        story.give(seat, "vote.cast", question=asked["question"], choice="for" if seat[0] == "G" else "against")
    tie = story.question()["number"]
    story.give("chair", "vote.close", question=asked["question"])
    chair, observer = story["chair"], story["observer"]
    chair.get_by_role("button", name="Second vote", exact=True).press("Enter")
    dialog_closes(chair, "Open the vote")
    for page in (chair, observer):
        last = f"The second and last vote, after the tie in question {tie}. If it is a tie again, that is final."
        expect(page.locator(".question .cautions")).to_contain_text(last)
    story.all_vote(story.question()["id"], "for")
    story.give("chair", "vote.close", question=story.question()["id"])
    for page in (chair, observer):
        expect(page.locator(".result").first).to_contain_text(f"Second vote, after the tie in question {tie}")
        page.locator(".past button.row", has_text="Shall we meet on Sunday?").click()
        expect(page.locator(".past .result")).to_contain_text(f"After the tie it was put again as question {tie + 1}")
        expect(page.get_by_role("button", name="Second vote", exact=True)).to_have_count(0)


# Reconsideration


def test_10_what_is_decided_is_put_again_only_when_two_thirds_decide_to_reconsider_it(story: Story) -> None:
    decided = story.question()["number"]
    chair, observer = story["chair"], story["observer"]
    name = f"Put to the vote whether to reconsider question {decided}"
    chair.get_by_role("button", name=name, exact=True).press("Enter")
    dialog_closes(chair, "Open the vote")
    for page in (chair, observer):
        asked = f"Shall the group reconsider question {decided}, “Shall we meet on Sunday?”?"
        expect(page.locator(".question .ask")).to_have_text(asked)
    expect(story["G-1"].locator(".question")).to_contain_text("For: it is put again. Against: what was decided stands.")
    story.all_vote(story.question()["id"], "for")
    story.give("chair", "vote.close", question=story.question()["id"])
    for page in (chair, observer):
        outcome = f"The decision in question {decided} is reconsidered: the matter is before the group again."
        expect(page.locator(".result").first).to_contain_text(outcome)
        page.locator(".past button.row", has_text="Shall we meet on Sunday?").first.click()
        told = f"Whether to reconsider this was put as question {decided + 1}: adopted"
        expect(page.locator(".past .result").first).to_contain_text(told)
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    story.give("chair", "vote.open", title="Shall we meet on Sunday?")
    again = f"Put again: the group has decided to reconsider its decision in question {decided}."
    expect(observer.locator(".question .cautions")).to_contain_text(again)
    story.give("chair", "question.void", question=story.question()["id"], reason="The week is long enough.")


# Important questions


def test_11_a_text_is_found_important_before_it_is_voted_on_and_its_rule_is_then_fixed(story: Story) -> None:
    chair, observer = story["chair"], story["observer"]
    expect(chair.get_by_role("button", name="Put a question")).to_be_visible()
    chair.keyboard.press("j")
    chair.keyboard.press("t")
    chair.get_by_role("dialog").get_by_role("button", name="Put that to the vote first").press("Enter")
    expect(chair.locator(".question .matter")).to_contain_text(TEXT.split()[0])
    asked = f"Is this an important question: {story.question()['title']}?"
    for page in (chair, observer):
        expect(page.locator(".question .ask")).to_have_text(asked)
    for seat in MEMBERS:
        story.give(seat, "vote.cast", question=story.question()["id"], choice="for")
    found = story.question()["number"]
    story.give("chair", "vote.close", question=story.question()["id"])
    for page in (chair, observer):
        expect(page.locator(".result .ask").first).to_have_text(asked)
    chair.keyboard.press("t")
    told = f"An important question, as question {found} has found: no other rule can be chosen."
    expect(chair.get_by_role("dialog")).to_contain_text(told)
    dialog_closes(chair, "Open the vote")
    expect(observer.locator(".question .cautions")).to_contain_text("the substantive rule applies")
    assert story.question()["preset"] == "substantive"
