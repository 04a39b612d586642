"""The gallery before any script runs: everything an observer may see, and nothing else."""

import json
import re

import pytest

from deliberate.web.still.text import DEEPEST, nodes
from tests.cast import GROUP, Room
from tests.web.browser import Browser
from tests.web.conftest import Browsers

GALLERY = f"/g/{GROUP}/gallery"


def shown(browser: Browser) -> str:
    """The page without its data block: what is read without scripts."""
    page = browser.get(GALLERY)
    assert page.status_code == 200, page.text
    return page.text.partition('<script type="application/json" id="boot">')[0]


def words(browser: Browser) -> str:
    """The words of the page, in order."""
    return " ".join(re.sub(r"<[^>]+>", " ", shown(browser)).split())


def test_a_stranger_reads_the_text_of_a_public_group(room: Room, browser: Browsers) -> None:
    room.drafting()
    page = words(browser())
    assert "Working Group on Safe Harbours Session 1, First session" in page
    assert "Part 1 Changes needed" in page
    assert "Borders should stay open to those in distress." in page
    assert "2 brackets left" in page


def test_it_says_how_much_of_each_half_is_present_and_what_a_decision_lacks(room: Room, browser: Browsers) -> None:
    room.opened("Olga")
    page = words(browser())
    assert "3 /4 Governments ✓ enough for a decision" in page
    assert "2 /4 Others 1 more of the others needed" in page


def test_it_says_who_sits_where_and_who_is_there(room: Room, browser: Browsers) -> None:
    room.opened("Olga")
    page = words(browser())
    assert "✓ Ghana G-1 present" in page
    assert "Own Voices O-1 absent" in page
    assert "Civil society O-4 vacant absent" in page


def test_people_are_named_only_where_they_agreed(room: Room, browser: Browsers) -> None:
    room.opened()
    assert "Gita" not in shown(browser())
    room.do_site("Gita", "account.update", name="Gita", named_in_public=True, locale="")
    assert "Ghana G-1 Gita present" in words(browser())


def test_the_speaker_has_used_so_much_time_when_the_page_is_made(room: Room, browser: Browsers) -> None:
    room.opened()
    room.do("Gita", "floor.ask")
    room.do("Olga", "floor.ask", note="On the islands.")
    room.do("Clara", "floor.call")
    room.now = room.now.replace(minute=room.now.minute + 1)
    page = words(browser())
    assert "Ghana Speech 2:00 of 3:00" in page
    assert "1:00 spoken when this page was made, at 09:01." in page
    assert "Waiting 1 1 Others: Own Voices" in page
    assert "“On the islands.”" in page
    assert "Governments 1:00 Others 0:00" in page


def test_a_speech_that_is_too_long_says_by_how_much(room: Room, browser: Browsers) -> None:
    room.opened()
    room.do("Gita", "floor.ask")
    room.do("Clara", "floor.call")
    room.now = room.now.replace(minute=room.now.minute + 4)
    assert "+1:00 over 3:00" in words(browser())


def test_amendments_show_their_differences_word_by_word(room: Room, browser: Browsers) -> None:
    room.amended()
    page = shown(browser())
    assert "<ins>by day and night </ins>" in page
    assert "Night too." in page


def test_brackets_are_marked_with_who_asked_for_them(room: Room, browser: Browsers) -> None:
    room.drafting()
    row = room.of("paragraph")[0]
    text = r"Borders [Ghana, CSO: at [sea][land]] stay open \[1\]."
    room.do("Remi", "paragraph.edit", paragraph=row["id"], text=text, revision=1)
    page = shown(browser())
    inner = '<span class="bracket">[sea]</span><span class="bracket">[land]</span>'
    assert f'<span class="bracket">[<span class="by">Ghana, CSO: </span>at {inner}]</span> stay open [1].' in page


def test_it_counts_what_is_agreed_and_says_that_nothing_is_until_everything_is(room: Room, browser: Browsers) -> None:
    room.drafting()
    first = room.of("paragraph")[0]["id"]
    room.do("Clara", "paragraph.agree", paragraph=first, state="ad_referendum", revision=1)
    room.do("Clara", "statement.set_single_undertaking", statement=1, single_undertaking=True)
    page = words(browser())
    for said in ("1 of 3 agreed · 2 brackets", "1 of 2 agreed · 2 brackets", "0 of 1 agreed", "agreed ad referendum"):
        assert said in page
    assert "Nothing is agreed until everything is agreed." in page


def test_brackets_nested_beyond_reason_are_shown_as_they_are_written() -> None:
    node = nodes("[" * 9_000 + "x" + "]" * 9_000)
    for _ in range(DEEPEST):
        (bracket,) = node
        assert not isinstance(bracket, str)
        node = bracket["inside"]
    assert node == ["[" * (9_000 - DEEPEST) + "x" + "]" * (9_000 - DEEPEST)]


def test_an_open_vote_shows_its_rule_and_who_may_vote_and_no_ballot(room: Room, browser: Browsers) -> None:
    room.voting().vote(Gita="for", Gus="against")
    page = words(browser())
    assert "Shall amendment A1 to part 1, paragraph 1 be adopted?" in page
    assert "May vote Absent Governments 3 1 Others 3 1" in page
    assert "To adopt, within the whole body: the votes for must come to at least 2/3" in page
    assert "Against" not in page


def test_a_live_board_shows_the_votes_as_they_come(room: Room, browser: Browsers) -> None:
    settings = room.of("group")[0]["settings"]
    room.do("Clara", "group.set_rules", **settings | {"board": "live"})
    room.voting().vote(Gita="for", Gus="against")
    assert "For Against Abstain Not yet Absent Governments 1 1 0 1 1 Others 0 0 0 3 1" in words(browser())


def test_a_decision_shows_its_result_by_side_and_why(room: Room, browser: Browsers) -> None:
    room.voting().vote(Gita="for", George="for", Gus="against", Olga="for", Omar="for", Otto="abstain")
    room.close_vote()
    page = words(browser())
    assert "For Against Abstain Did not vote Absent Governments 2 1 0 0 1 Others 2 0 1 0 1" in page
    assert "Adopted: every test is met." in page
    assert f'href="/g/{GROUP}/report#question-1"' in shown(browser())


def test_a_reconsideration_shows_what_it_would_reopen(room: Room, browser: Browsers) -> None:
    room.voting().vote(**dict.fromkeys(("Gita", "George", "Olga", "Otto"), "against"))
    room.close_vote()
    room.do("Clara", "vote.open", reconsiders=1)
    page = words(browser())
    assert "Shall the group reconsider question 1, “A1, 1.1”?" in page
    assert "by day and night" in page.partition("Shall the group reconsider")[2].partition("The rule")[0]
    room.close_vote()
    assert "Question 2: the group does not reconsider this." in words(browser())


def test_an_important_question_is_told_before_and_after(room: Room, browser: Browsers) -> None:
    room.amended().do("Clara", "vote.open", important={"type": "amendment", "id": 1})
    page = words(browser())
    assert "Is this an important question: A1, 1.1?" in page
    assert "by day and night" in page.partition("Is this an important question")[2].partition("The rule")[0]
    room.vote(**dict.fromkeys(("Gita", "George", "Olga", "Otto"), "for")).close_vote()
    room.do("Clara", "vote.open", about={"type": "amendment", "id": 1})
    assert "An important question, as question 1 has found: the substantive rule applies." in words(browser())


def test_positions_in_a_call_are_shown_in_their_own_words(room: Room, browser: Browsers) -> None:
    room.calling()
    room.do("Gus", "call.take_position", question=1, stance="object", reason="Not at <night>.")
    assert "Germany Object Not at &lt;night&gt;." in words(browser())


def test_a_void_question_shows_its_reason_alone(room: Room, browser: Browsers) -> None:
    room.voting().vote(Gita="for")
    room.do("Clara", "question.void", question=1, reason="The wrong one.")
    page = words(browser())
    assert "The wrong one." in page
    assert "Did not vote" not in page


def test_while_a_sitting_is_private_neither_text_nor_queue_is_shown(room: Room, browser: Browsers) -> None:
    room.drafting()
    room.do("Gita", "floor.ask", note="In confidence.")
    room.do("Clara", "sitting.set_private", private=True)
    for visitor in (browser(), browser("Gita")):
        page = visitor.get(GALLERY).text
        assert "The meeting is closed to observers." in page
        assert "Borders should stay open" not in page
        assert "In confidence." not in page


def test_a_group_without_anything_has_a_gallery_too(room: Room, browser: Browsers) -> None:
    page = words(browser())
    assert "No session yet" in page
    assert "There is no statement yet." in page


def test_it_has_no_form_and_is_shown_in_frames_of_other_sites(room: Room, browser: Browsers) -> None:
    room.drafting()
    page = browser("Clara").get(GALLERY)
    assert "<form" not in page.text
    assert "<button" not in page.text
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"]
    for forbidden in ("<style", " style=", " onclick="):
        assert forbidden not in page.text


def test_it_says_how_to_follow_without_scripts(room: Room, browser: Browsers) -> None:
    page = shown(browser())
    assert re.search(r"<noscript>[^<]*Reload the page", page)
    assert f'href="/g/{GROUP}/report"' in page
    link = re.search(rf'href="(/api/groups/{GROUP}/entries\?after=\d+)"', page)
    assert link
    assert browser().get(link[1]).json == {"entries": [], "directory": {}}


def test_scripts_start_from_the_data_in_the_page_and_nothing_in_it_ends_the_block(
    room: Room, browser: Browsers
) -> None:
    room.drafting()
    room.do("Remi", "statement.update", statement=1, title="</script><script>alert(1)</script>", theme="")
    page = browser().get(GALLERY).text
    block = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page, re.DOTALL)
    assert block
    boot = json.loads(block[1])
    assert boot["surface"] == "gallery"
    assert boot["snapshot"]["records"]["statement/1"]["title"] == "</script><script>alert(1)</script>"
    assert page.count("<script") == 2
    assert "&lt;/script&gt;" in page


@pytest.mark.parametrize("language", ["fr", "es"])
def test_it_speaks_the_language_of_its_reader(room: Room, browser: Browsers, language: str) -> None:
    room.drafting()
    page = browser().get(f"{GALLERY}?lang={language}")
    assert f'<html lang="{language}"' in page.text


def test_a_text_from_right_to_left_runs_so(room: Room, browser: Browsers) -> None:
    room.do("Sam", "group.update", title="Harbours", mandate="", timezone="UTC", language="ar", public=True)
    room.drafting()
    assert '<p class="body" lang="ar" dir="rtl">Borders' in shown(browser())


def test_amendments_to_amendments_moves_and_those_put_together_are_told_to_observers(
    room: Room, browser: Browsers
) -> None:
    room.negotiation()
    room.do("Gita", "amendment.table", kind="replace", paragraph=1, text="Borders must stay open.", revision=1)
    room.do("Olga", "amendment.table", kind="replace", parent=1, text="Borders must stay open to all.", revision=1)
    room.do("Otto", "amendment.table", kind="move", paragraph=2, to_after=3, revision=1)
    room.do("Gus", "amendment.table", kind="insert", paragraph=3, text="Ports as well.")
    room.do("Clara", "batch.open", statement=1, amendments=[3, 4])
    seen = browser().get("/g/harbour/gallery").text
    for words in ("A2 amends A1", "A3 moves", "Shall A3, A4 be adopted together, without objection?"):
        assert words in seen, words


def test_rulings_and_the_quorum_are_told_to_observers(room: Room, browser: Browsers) -> None:
    room.opened().do("Gita", "floor.ask", kind="point_of_order", note="Rule 12")
    room.do("Clara", "floor.call")
    room.do("Clara", "motion.rule", motion=1, ruling="dismissed", reason="It was in order.")
    room.do("Olga", "motion.appeal", motion=1)
    room.do("Olga", "quorum.call")
    read = words(browser())
    assert "Ghana “Rule 12” The chair: “It was in order.” Appeal by Own Voices under appeal" in read
    assert "3 of 4 governments and 3 of 4 others present. There is a quorum." in read


def test_a_separate_vote_on_parts_is_told_to_observers(room: Room, browser: Browsers) -> None:
    room.amended()
    pieces = ["Borders should stay open by day and night", "to those in distress."]
    made = room.do("Gita", "division.ask", of={"type": "amendment", "id": 1}, revision=1, pieces=pieces)["division"]
    assert "waits for the chair" in browser().get("/g/harbour/gallery").text
    room.do("Clara", "division.grant", division=made)
    for choice in ("for", "against"):
        room.do("Clara", "vote.open", about={"type": "division", "id": made})
        assert "Shall this part stay in the text: A1, 1.1" in browser().get("/g/harbour/gallery").text
        room.vote(Gita=choice, Olga=choice, George=choice, Otto=choice)
        room.close_vote()
    seen = browser().get("/g/harbour/gallery").text
    assert seen.count('<li class="out">') == 1
    report = browser().get("/g/harbour/report").text
    assert "Separate vote on a part: A1, 1.1 (2/2)" in report
