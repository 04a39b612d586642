"""The page that a letter leads to: a text under silence, and the form with which a seat answers, without scripts."""

import re
from datetime import datetime, timedelta

import pytest

from tests.cast import GROUP, Room
from tests.web.browser import Browser
from tests.web.conftest import Browsers
from tests.web.test_gallery import words as gallery_words

DAYS = timedelta(days=1)


@pytest.fixture
def page(room: Room) -> str:
    """The address of a paragraph under silence."""
    room.negotiation()
    room.do("Clara", "sitting.close")
    about = {"type": "paragraph", "id": room.of("paragraph")[0]["id"]}
    made = room.do("Clara", "silence.open", about=about, expires_at=(room.now + 4 * DAYS).isoformat())
    return f"/g/{GROUP}/silence/{made['silence']}"


def words(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]).split())


def key_of(browser: Browser, address: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f]+)"', browser.get(address).text)
    assert found
    return found[1]


def send(browser: Browser, address: str, kind: str, text: str, key: str = "") -> int:
    """Send the form; the status of the answer."""
    return browser.form(address, kind=kind, text=text, key=key or key_of(browser, address)).status_code


def test_a_letter_leads_to_the_sign_in_and_then_to_the_page(page: str, browser: Browsers) -> None:
    stranger = browser()
    asked = stranger.get(page)
    assert (asked.status_code, asked.location) == (302, f"/sign-in?next={page}")
    signed_in = stranger.sign_in("Gita@site.test", onward=page)
    assert signed_in.location == page
    read = words(stranger, page)
    assert "Borders should stay open to those in distress." in read
    assert "under silence until 6 Mar 2026" in read
    assert "Answer for Governments: Ghana" in read


def test_a_seat_breaks_the_silence_from_the_page(page: str, browser: Browsers, room: Room) -> None:
    olga = browser("Olga")
    assert send(olga, page, "objection", "Not so.\nNot yet.") == 302
    read = words(olga, page)
    assert "silence broken on 2 Mar 2026" in read
    assert "Own Voices Objection" in read
    assert "Not so. Not yet." in read
    assert "Answer for" not in read
    assert room.of("message")[0]["text"] == "Not so.\nNot yet."


def test_a_form_that_is_sent_twice_counts_once(page: str, browser: Browsers, room: Room) -> None:
    gita = browser("Gita")
    key = key_of(gita, page)
    assert [send(gita, page, "reservation", "On ports.", key) for _ in range(2)] == [302, 302]
    assert len(room.of("message")) == 1
    assert "Answer for" in words(gita, page)


def test_what_is_refused_is_said_and_nothing_written_is_lost(page: str, browser: Browsers, room: Room) -> None:
    gita = browser("Gita")
    key = key_of(gita, page)
    room.now = datetime.fromisoformat(room.of("silence")[0]["expires_at"]) - timedelta(seconds=1)
    late = gita.form(page, kind="objection", text=" ", key=key)
    assert late.status_code == 422
    kept = {"kind": "statement", "text": "Kept words", "key": "", "csrf_token": gita.token}
    answer = gita.client.post(page, data=kept)
    assert answer.status_code == 422
    assert "Every command carries a key" in answer.text
    assert "Kept words</textarea>" in answer.text
    assert re.search(r'value="statement" required checked', answer.text)


def test_after_the_expiry_there_is_no_form_and_a_late_message_gets_the_time_of_the_server(
    page: str, browser: Browsers, room: Room
) -> None:
    gita = browser("Gita")
    key = key_of(gita, page)
    room.now = datetime.fromisoformat(room.of("silence")[0]["expires_at"])
    assert "The time is over" in words(gita, page)
    late = gita.client.post(page, data={"kind": "objection", "text": "No.", "key": key, "csrf_token": gita.token})
    assert late.status_code == 422
    assert "Received at 2026-03-06T" in late.text
    room.do(None, "silence.expire", silence=room.of("silence")[0]["id"])
    assert "adopted by silence as of 6 Mar 2026" in words(gita, page)


def test_whoever_holds_no_seat_reads_and_has_no_form(page: str, browser: Browsers) -> None:
    for name in ("Clara", "Vera", "Nora"):
        read = words(browser(name), page)
        assert "Borders should stay open" in read
        assert "Answer for" not in read


def test_a_silence_of_another_group_or_none_is_not_there(page: str, browser: Browsers) -> None:
    assert browser("Gita").get(f"/g/{GROUP}/silence/99").status_code == 404
    assert browser("Gita").get(page.replace(GROUP, "nowhere")).status_code == 404


def test_an_earlier_round_leads_to_the_later_one(page: str, browser: Browsers, room: Room) -> None:
    id_ = room.of("silence")[0]["id"]
    room.do("Olga", "silence.break", silence=id_, kind="objection", text="Not so.")
    again = room.do("Clara", "silence.again", silence=id_, expires_at=(room.now + 4 * DAYS).isoformat())["silence"]
    answer = browser("Gita").get(page)
    assert f'href="/g/{GROUP}/silence/{again}"' in answer.text
    assert "Silence procedure 1 round 2" in words(browser("Gita"), f"/g/{GROUP}/silence/{again}")


def test_observers_follow_it_in_the_gallery(page: str, browser: Browsers, room: Room) -> None:
    read = gallery_words(browser())
    assert "Under silence silence procedure 1 Paragraph 1.1 until 6 Mar 2026" in read
    room.do("Olga", "silence.break", silence=room.of("silence")[0]["id"], kind="objection", text="Not so.")
    read = gallery_words(browser())
    assert "Silence procedures silence broken silence procedure 1" in read
    assert "Own Voices Objection Not so." in read


def test_an_amendment_is_tabled_from_the_page_and_told_everywhere(page: str, browser: Browsers, room: Room) -> None:
    olga = browser("Olga")
    stood = room.of("paragraph")[0]["text"]
    assert f">{stood}</textarea>" in olga.get(page).text
    key = key_of(olga, page)
    lost = olga.form(page, kind="objection", text="Not so.", proposed="Borders stay open.", key=key)
    assert (lost.status_code, "You changed the text" in lost.text) == (422, True)
    assert ">Borders stay open.</textarea>" in lost.text
    sent = olga.form(page, kind="amendment", text="Not so.", proposed="Borders stay open.", key=key)
    assert sent.status_code == 302
    assert room.of("amendment")[0]["text"] == "Borders stay open."
    assert "Amendment A1: tabled" in words(olga, page)
    assert "Own Voices Amendment Not so. Amendment A1: tabled" in gallery_words(browser())
    assert "Tabled as amendment A1" in words(browser(), f"/g/{GROUP}/report")
    assert "; tabled as amendment A1\n    Not so.\n" in browser().get(f"/g/{GROUP}/report.txt").text


def test_words_that_are_left_as_they_are_are_no_amendment(page: str, browser: Browsers, room: Room) -> None:
    olga = browser("Olga")
    same = room.of("paragraph")[0]["text"].replace(" ", "\r\n", 1)
    form = {"kind": "amendment", "text": "Delete it.", "proposed": same, "key": key_of(olga, page)}
    assert olga.form(page, **form).status_code == 302
    assert (room.of("amendment"), room.of("message")[0]["kind"]) == ([], "amendment")


def test_in_a_part_a_paragraph_is_chosen_first(browser: Browsers, room: Room) -> None:
    room.negotiation()
    room.do("Clara", "sitting.close")
    part = room.of("part")[1]["id"]
    expires = (room.now + 4 * DAYS).isoformat()
    made = room.do("Clara", "silence.open", about={"type": "part", "id": part}, expires_at=expires)["silence"]
    olga, page = browser("Olga"), f"/g/{GROUP}/silence/{made}"
    paragraph = next(each for each in room.of("paragraph") if each["part"] == part)
    assert f'href="{page}?paragraph={paragraph["id"]}#answer"' in olga.get(page).text
    assert 'name="proposed"' not in olga.get(page).text
    assert f">{paragraph['text']}</textarea>" in olga.get(f"{page}?paragraph={paragraph['id']}").text
    form = {"kind": "amendment", "text": "Two.", "proposed": "States name two.", "key": key_of(olga, page)}
    assert olga.form(page, **form, paragraph=str(paragraph["id"])).status_code == 302
    assert room.of("amendment")[0]["paragraph"] == paragraph["id"]


def test_a_silence_that_was_withdrawn_says_so_everywhere_and_why(page: str, browser: Browsers, room: Room) -> None:
    gita = browser("Gita")
    key = key_of(gita, page)
    room.do("Clara", "silence.withdraw", silence=room.of("silence")[0]["id"], reason="The wrong text.")
    late = gita.form(page, kind="objection", text="Not so.", key=key)
    assert (late.status_code, "ended at 2026-03-02T" in late.text) == (422, True)
    read = words(gita, page)
    assert "withdrawn by the chair on 2 Mar 2026" in read
    assert "Nothing is adopted, and there is nothing to answer. The wrong text." in read
    assert "Answer for" not in read
    assert "Silence procedures withdrawn by the chair silence procedure 1" in gallery_words(browser())
    assert "withdrawn by the chair on 2 Mar 2026" in words(browser(), f"/g/{GROUP}/report")
    assert "\n    The wrong text.\n" in browser().get(f"/g/{GROUP}/report.txt").text


def test_the_report_tells_each_round(page: str, browser: Browsers, room: Room) -> None:
    room.do("Olga", "silence.break", silence=room.of("silence")[0]["id"], kind="objection", text="Not so.")
    read = words(browser(), f"/g/{GROUP}/report")
    assert "Silence procedure 1. Paragraph 1.1 silence broken Under silence from 2 Mar 2026" in read
    assert "Own Voices O-1 Objection" in read
    text = browser().get(f"/g/{GROUP}/report.txt").text
    assert "\nSilence procedure 1. Paragraph 1.1\nUnder silence from 2 Mar 2026" in text
    assert "- Own Voices (O-1): Objection, 2 Mar 2026" in text
    assert "\n    Not so.\n" in text
