"""Common ground as a page: which paragraphs have support in every group, for members and observers."""

import re

import pytest

from tests.cast import GROUP, Room
from tests.web.browser import Browser
from tests.web.conftest import Browsers
from tests.web.test_gallery import GALLERY


def call(room: Room, paragraph: int, **stances: str) -> None:
    """A call on a paragraph, in which several take a position, and which ends."""
    question = room.do("Clara", "call.open", about={"type": "paragraph", "id": paragraph})["question"]
    for name, stance in stances.items():
        room.do(name, "call.take_position", question=question, stance=stance, reason="Because.")
    room.do("Clara", "call.close", question=question)


@pytest.fixture
def address(room: Room) -> str:
    """Two paragraphs were put: all support 2.1, and of the others nobody supports 1.1."""
    room.negotiation()
    rows = room.of("paragraph")
    call(room, rows[0]["id"], Gita="support", George="support", Olga="object", Otto="object")
    call(room, rows[2]["id"], Gita="support", George="reservation", Gus="support", Olga="support", Otto="support")
    return f"/g/{GROUP}/statements/{room.of('statement')[0]['id']}/common-ground"


def next_sitting(room: Room) -> None:
    """Another sitting: there, what was decided may be put again."""
    room.do("Clara", "sitting.close")
    room.do("Clara", "sitting.schedule", title="Next", starts_at=room.now.isoformat())
    for name in ("Gita", "George", "Olga", "Omar"):
        room.do(name, "presence.check_in")
    room.do("Clara", "sitting.open")


def rows_of(browser: Browser, address: str) -> list[list[str]]:
    """The table of the page, cell by cell."""
    page = browser.get(address)
    assert page.status_code == 200, page.text
    body = page.text.partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S) for row in body.split("<tr>")[1:]]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_the_widest_support_comes_first_with_exact_products_and_means(address: str, browser: Browsers) -> None:
    of_all = ["2 of 2", "1 of 1", "1 of 1", "1 of 1"]
    of_some = ["2 of 2", "0 of 0", "0 of 1", "0 of 1"]
    assert rows_of(browser(), address) == [
        ["2.1 question 2", "yes", "3 of 3", "2 of 2", "3/5 0.775", "2/9 0.687", *of_all],
        ["1.1 question 1", "no", "2 of 2", "0 of 2", "3/16 0.433", "1/24 0.452", *of_some],
    ]


def test_the_plot_has_a_mark_for_each_constituency(address: str, browser: Browsers) -> None:
    page = browser().get(address).text
    assert len(re.findall(r'<g class="mark governments"', page)) == 4
    assert len(re.findall(r'<g class="mark others"', page)) == 4
    assert "<title>Migrants: 0/1</title>" in page
    assert len(re.findall(r'class="mean everywhere"', page)) == 1


def test_the_latest_call_counts_and_a_void_one_does_not(address: str, browser: Browsers, room: Room) -> None:
    paragraph = room.of("paragraph")[0]["id"]
    call(room, paragraph, Olga="support")
    next_sitting(room)
    room.do("Clara", "paragraph.reopen", paragraph=paragraph, seat="G-1", reason="Again.")
    void = room.do("Clara", "call.open", about={"type": "paragraph", "id": paragraph})["question"]
    room.do("Clara", "question.void", question=void, reason="By mistake.")
    row = next(row for row in rows_of(browser("Gita"), address) if row[0].startswith("1.1"))
    assert row[:4] == ["1.1 question 3", "no", "0 of 0", "1 of 1"]


def test_observers_read_it_also_after_the_sitting_and_not_what_was_said_behind_closed_doors(
    address: str, browser: Browsers, room: Room
) -> None:
    next_sitting(room)
    assert len(rows_of(browser(), address)) == 2
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Clara", "paragraph.reopen", paragraph=room.of("paragraph")[2]["id"], seat="G-1", reason="Again.")
    call(room, room.of("paragraph")[2]["id"], Gita="object")
    room.do("Clara", "sitting.set_private", private=False)
    assert next(row for row in rows_of(browser(), address) if row[0].startswith("2.1"))[0] == "2.1 question 2"
    assert next(row for row in rows_of(browser("Gita"), address) if row[0].startswith("2.1"))[0] == "2.1 question 3"


def test_the_gallery_leads_to_it_once_there_is_something_to_see(browser: Browsers, room: Room) -> None:
    room.negotiation()
    link = f"/g/{GROUP}/statements/{room.of('statement')[0]['id']}/common-ground"
    assert link not in browser().get(GALLERY).text
    assert "No paragraph of this statement has been put" in browser().get(link).text
    call(room, room.of("paragraph")[0]["id"], Gita="support")
    assert link in browser().get(GALLERY).text


def test_a_statement_that_is_not_here_has_no_page(address: str, browser: Browsers, room: Room) -> None:
    assert browser().get(f"/g/{GROUP}/statements/99/common-ground").status_code == 404
    room.do("Clara", "sitting.set_private", private=True)
    assert browser().get(address).status_code == 404
    assert browser("Gita").get(address).status_code == 200
