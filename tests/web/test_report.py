"""The report at its address, and votes as files that anyone counts again."""

import re

import pytest

from deliberate.documents import five_part
from deliberate.documents.rendering import text_section
from deliberate.domain.cases import counted
from tests.cast import GROUP, Room
from tests.web.conftest import Browsers

REPORT = f"/g/{GROUP}/report"


@pytest.fixture
def voted(room: Room) -> Room:
    """The room after a vote, in which Otto abstained and Gus was against."""
    room.voting().vote(Gita="for", George="for", Gus="against", Olga="for", Omar="for", Otto="abstain")
    room.close_vote()
    return room


def test_anybody_reads_the_report_of_a_public_group(voted: Room, browser: Browsers) -> None:
    page = browser().get(REPORT)
    assert page.status_code == 200
    for words in ("Joint statement", "Borders should stay open by day and night", "Germany", "4/5 of the weight"):
        assert words in page.text


def test_it_needs_no_script_and_no_style_that_the_policy_forbids(voted: Room, browser: Browsers) -> None:
    page = browser().get(REPORT)
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    for forbidden in ("<script", "<style", " style="):
        assert forbidden not in page.text


def test_the_plain_text_is_offered_beside_it_and_begins_with_the_statement(room: Room, browser: Browsers) -> None:
    room.opened()
    parts = [{"title": f"T{n}", "caption": f"C{n}", "paragraphs": [{"text": f"Text {n}."}]} for n in range(1, 6)]
    room.do("Remi", "statement.import", title="Ours", theme="Theme 1: Harbours", note="", parts=parts)
    stranger = browser()
    link = re.search(r'href="([^"]+\.txt[^"]*)"', stranger.get(REPORT).text)
    assert link
    text = stranger.get(link[1])
    assert text.content_type == "text/plain; charset=utf-8"
    assert [part.title for part in five_part.read(text_section(text.text)).parts] == ["T1", "T2", "T3", "T4", "T5"]


def test_it_speaks_the_language_of_its_reader(voted: Room, browser: Browsers) -> None:
    assert '<html lang="fr"' in browser().get(f"{REPORT}?lang=fr").text
    assert "gouvernements" in browser().get(f"{REPORT}.txt?lang=fr").text


def test_each_statement_has_a_report_and_leads_to_the_others(voted: Room, browser: Browsers) -> None:
    voted.do("Remi", "statement.create", title="A newer one", theme="")
    assert "<h1" in browser().get(f"{REPORT}?statement=1").text
    newest = browser().get(REPORT).text
    assert ">A newer one</h1>" in newest
    assert f'href="{REPORT}?statement=1"' in newest


@pytest.mark.parametrize("asked", ["99", "nine", "-1", "1;2", "9" * 40])
def test_a_statement_that_is_not_there_has_none(voted: Room, browser: Browsers, asked: str) -> None:
    assert browser().get(f"{REPORT}?statement={asked}").status_code == 404


def test_a_group_that_is_not_public_shows_it_to_those_who_belong_to_it(voted: Room, browser: Browsers) -> None:
    voted.do("Sam", "group.update", title="Harbours", mandate="", timezone="UTC", language="en", public=False)
    for address in (REPORT, f"{REPORT}.txt", f"/g/{GROUP}/questions/1.json"):
        assert browser().get(address).status_code == 404
        assert browser("Nora").get(address).status_code == 404
        assert browser("Vera").get(address).status_code == 200


def test_members_read_more_of_it_than_the_public(voted: Room, browser: Browsers) -> None:
    voted.do("Clara", "sitting.set_private", private=True)
    voted.do("Clara", "vote.open", about=None, title="Shall we name them?")
    voted.close_vote()
    assert browser().get(REPORT).status_code == 409
    assert "Shall we name them?" in browser("Gita").get(REPORT).text
    voted.do("Clara", "sitting.set_private", private=False)
    assert "Shall we name them?" not in browser().get(REPORT).text
    assert browser().get(f"/g/{GROUP}/questions/2.json").status_code == 404
    assert browser("Gita").get(f"/g/{GROUP}/questions/2.json").status_code == 200


def test_a_vote_as_a_file_counts_to_the_same_result(voted: Room, browser: Browsers) -> None:
    answer = browser().get(f"/g/{GROUP}/questions/1.json")
    assert answer.content_type == "application/json"
    (again,) = counted(answer.json)
    assert again == {"id": "question-1", **voted.record("question/1", "public")["result"]}


def test_an_open_vote_is_no_file_yet(room: Room, browser: Browsers) -> None:
    room.voting().vote(Gita="for")
    answer = browser("Gita").get(f"/g/{GROUP}/questions/1.json")
    assert answer.status_code == 409
    assert '"for"' not in answer.text


def test_a_call_and_a_void_vote_are_no_files(room: Room, browser: Browsers) -> None:
    room.voting().vote(Gita="for")
    room.do("Clara", "question.void", question=1, reason="By mistake.")
    room.do("Clara", "call.open", about=None, title="Agreed?")
    room.do("Clara", "call.close", question=2)
    assert [browser().get(f"/g/{GROUP}/questions/{n}.json").status_code for n in (1, 2, 3)] == [409, 404, 404]
    assert browser().get(f"/g/{GROUP}/questions/{'9' * 30}.json").status_code == 404
