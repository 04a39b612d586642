"""Rules and votes of rarer kinds, in browsers: a rule of the group's own is written and tried before it is set.

Each test goes on where the one before ended, so that a failure names the step it happened in.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.people import is_live
from tests.browser.server import Server
from tests.browser.story import Story

MEMBERS = {"G-1": "Ghana", "G-2": "Georgia", "O-1": "Own Voices", "O-2": "Open Roads"}


@pytest.fixture(scope="module")
def story(server: Server, browsers: Open) -> Iterator[Story]:
    """A group of two pairs in an open session; the administrator is at the rules on the desk."""
    told = Story(server, browsers)
    told.found(MEMBERS, "chair")
    told["admin"].goto(f"/g/{told.slug}/desk#rules")
    is_live(told["admin"])
    told.come("chair", "G-1", "O-1")
    told.open_sitting()
    yield told
    told.end()


def test_1_a_rule_is_told_in_words_and_tried_while_it_is_edited(story: Story) -> None:
    desk = story["admin"]
    told = desk.locator(".tried")
    expect(told).to_contain_text("2 of 2 governments and 2 of 2 others are present.")
    expect(told).to_contain_text("adoption needs at least 4 votes for of 4")
    desk.get_by_text("A rule of the group's own").click()
    desk.get_by_label("Its name, as it stands in the record").fill("Three of four")
    share = desk.get_by_label("A share such as 2/3").nth(1)
    share.fill("3/x")
    expect(desk.locator(".sentence.marked .wrong")).to_contain_text("tests, line 1")
    expect(desk.get_by_role("button", name="Save the rules")).to_be_disabled()
    share.fill("3/4")
    desk.get_by_role("button", name="Remove this line").last.click()
    expect(told).to_contain_text("the votes for must come to at least 3/4")
    expect(told).to_contain_text("at least 3 votes for of 4: at least 1 of the governments and at least 1")
    story.give("admin", "presence.check_out", seat="O-2")
    expect(told).to_contain_text("2 of 2 governments and 1 of 2 others are present.")
    story.give("admin", "presence.check_in", seat="O-2")
    desk.get_by_role("button", name="Save the rules").click()
    expect(desk.get_by_text("The rules are in force.")).to_be_visible()


def test_2_the_chair_reads_the_rule_before_a_vote_opens_and_can_choose_another(story: Story) -> None:
    chair = story["chair"]
    chair.get_by_role("button", name="Put a question").click()
    dialog = chair.get_by_role("dialog")
    rule = dialog.get_by_label("Rule of the vote")
    expect(rule).to_have_value("custom")
    expect(dialog).to_contain_text("at least 3/4 of the weight cast for and against")
    rule.select_option("procedural")
    expect(dialog).to_contain_text("more than 1/2 of the weight cast for and against")
    rule.select_option("custom")
    dialog.get_by_label("The question, as it stands in the record").fill("Shall we meet in the harbour?")
    dialog.get_by_role("button", name="Open a vote").click()
    expect(chair.locator(".question .rule")).to_contain_text("By the group's own rule: Three of four.")
    question = story.question()
    assert (question["preset"], question["rule"]["tests"][0]["at_least"]) == ("custom", "3/4")
    story.give("chair", "question.void", question=question["id"], reason="A trial.")


def test_3_a_seat_with_a_proxy_has_two_ballots(story: Story) -> None:
    giver, taker = story["G-1"], story["O-1"]
    giver.locator("details.people > summary").click()
    giver.get_by_role("button", name="Give a proxy").click()
    dialog = giver.get_by_role("dialog")
    expect(dialog.get_by_label("To").locator("option")).to_have_text(["Choose a seat of your side", "Georgia (G-2)"])
    giver.keyboard.press("Escape")

    story.come("O-2")
    absent = story["O-2"]
    absent.locator("details.people > summary").click()
    absent.get_by_role("button", name="Give a proxy").click()
    absent.get_by_role("dialog").get_by_label("To").select_option("O-1")
    absent.get_by_role("dialog").get_by_role("button", name="Give the proxy").click()
    absent.get_by_role("button", name="Check out Open Roads").click()
    expect(absent.locator(".people")).to_contain_text("present by proxy of Own Voices")
    expect(absent.locator(".bar .quorum")).to_contain_text("2/2 Others")

    story.give("chair", "vote.open", title="Shall it be by proxy?")
    expect(absent.get_by_text("Own Voices votes for Open Roads in this question, by proxy.")).to_be_visible()
    own = taker.get_by_role("group", name="Your vote for Own Voices", exact=True)
    other = taker.get_by_role("group", name="Your vote for Open Roads (by proxy of Own Voices)")
    own.get_by_role("button", name="For, for Own Voices").click()
    expect(taker.locator("section.next")).to_contain_text("You act for Open Roads.")
    other.get_by_role("button", name="Against", exact=False).click()
    expect(taker.locator("section.next")).to_contain_text("You voted")
    assert {each["seat"]: each["choice"] for each in story.of("ballot", "O-1")} == {"O-1": "for", "O-2": "against"}
    assert not story.of("ballot")
    story.give("chair", "vote.close", question=story.question()["id"])
    roll = story["chair"].locator(".result .roll").filter(has_text="Seat by seat")
    roll.get_by_text("Seat by seat").click()
    expect(roll).to_contain_text("Open Roads (by proxy of Own Voices)")

    taker.get_by_text("Explain the vote of Own Voices", exact=True).click()
    taker.get_by_label("After the vote", exact=False).first.fill("Proxies serve those who cannot travel.")
    taker.get_by_role("button", name="Put it on record").first.click()
    expect(story["chair"].locator(".remarks")).to_contain_text("Proxies serve those who cannot travel.")
    taker.get_by_text("Correct the record for Own Voices", exact=True).click()
    taker.get_by_label("What was intended").first.select_option("abstain")
    taker.locator('[data-command="vote.correct"]:visible').first.click()
    expect(story["chair"].locator(".remarks")).to_contain_text("Correction: had intended to abstain")
    taker.locator("details.people > summary").click()
    taker.get_by_role("button", name="Call the quorum").click()
    expect(taker.locator(".finding")).to_contain_text("2 of 2 others present. There is a quorum.")


def test_4_one_recommendation_is_ranked_first(story: Story) -> None:
    chair = story["chair"]
    texts = ["Open the ports.", "Name a contact point.", "Meet again in a year."]
    statement = story.state({"Recommendations": texts}, "final")
    story.give("chair", "call.open", about={"type": "statement", "id": statement})
    story.give("chair", "call.close", question=story.question()["id"])

    chair.get_by_role("button", name="Choose a priority").click()
    dialog = chair.get_by_role("dialog")
    for text in texts:
        dialog.get_by_label(text).check()
    dialog.get_by_label("Ranking", exact=False).check()
    dialog.get_by_role("button", name="Open the choice").click()
    expect(chair.get_by_text("0 of 4 have chosen")).to_be_visible()

    ranks = {"G-1": ["3", "1", "2"], "O-1": ["", "1", ""]}
    for who, order in ranks.items():
        member = story[who]
        expect(member.locator("section.next")).to_contain_text("Choose now.")
        member.locator("[data-next]").click()
        name = "Ghana" if who == "G-1" else "Own Voices"
        ballot = member.get_by_role("form", name=f"What {name} prefers")
        expect(ballot.get_by_label("Rank of 1.1")).to_be_focused()
        for place, key in enumerate(order):  # with the keyboard alone
            if place:
                member.keyboard.press("Tab")
            if key:
                member.keyboard.press(key)
        expect(ballot.get_by_role("button", name="Cast the ranking")).to_be_enabled()
        member.keyboard.press("Tab")
        member.keyboard.press("Enter")
        expect(ballot).to_contain_text("nobody else sees it before")
        expect(ballot).to_contain_text("Your order: 1.2 > 1.3 > 1.1" if who == "G-1" else "Your order: 1.2")
    assert not story.of("preference")

    chair.get_by_role("button", name="Close the choice").first.click()
    chair.get_by_role("dialog").get_by_role("button", name="Close the choice").click()
    chair.get_by_text("Priorities chosen").click()
    result = chair.locator(".result.choice")
    expect(result).to_contain_text("1.2 comes first: no other is ahead of it.")
    expect(result.locator(".matter")).to_contain_text("Name a contact point.")
    result.get_by_text("Seat by seat").click()
    expect(result.locator(".roll")).to_contain_text("1.2 > 1.3 > 1.1")
