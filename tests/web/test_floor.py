"""The floor for those who look on: what the gallery says of it, the hall's page, and the speeches as a table."""

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

from tests.cast import GROUP, Room
from tests.web.browser import Browser
from tests.web.conftest import Browsers

SPEECHES = f"/g/{GROUP}/speeches.csv"
HALL = f"/g/{GROUP}/hall"


def table(browser: Browser, address: str = SPEECHES) -> list[dict[str, str]]:
    """The speeches, a line each."""
    answer = browser.get(address)
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def boot(browser: Browser) -> dict[str, Any]:
    """What the hall starts from."""
    found = re.search(r'id="boot"[^>]*>(.*?)</script>', browser.get(HALL).text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def speak(room: Room, name: str, seconds: int, **asked: Any) -> None:
    """Somebody speaks so long."""
    request = room.do(name, "floor.ask", **asked)["request"]
    room.do("Clara", "floor.call", request=request, reason="=1+1")
    room.now += timedelta(seconds=seconds - 1)
    room.do("Clara", "floor.end")


def test_every_speech_is_a_line_with_its_figures(room: Room, browser: Browsers) -> None:
    room.opened()
    speak(room, "Gita", 200, on_behalf=["G-2", "O-1"])
    [line] = table(browser())
    assert {name: line[name] for name in ("sitting", "item", "kind", "seat", "speaker", "side", "constituency")} == {
        "sitting": "1",
        "item": "Opening",
        "kind": "statement",
        "seat": "G-1",
        "speaker": "Ghana",
        "side": "governments",
        "constituency": "origin",
    }
    assert (line["seconds"], line["limit"], line["over"], line["on_behalf_of"]) == ("200", "180", "20", "G-2 O-1")
    assert line["started_at"].endswith("Z")


def test_a_cell_that_a_spreadsheet_would_compute_is_text(room: Room, browser: Browsers) -> None:
    room.opened()
    room.do("Olga", "floor.ask")
    speak(room, "Gita", 10, kind="reply")
    [line] = table(browser())
    assert (line["out_of_turn"], line["reason"]) == ("yes", "'=1+1")


def test_what_was_said_behind_closed_doors_is_in_the_members_table_alone(room: Room, browser: Browsers) -> None:
    room.opened()
    speak(room, "Gita", 10)
    room.do("Clara", "sitting.set_private", private=True)
    speak(room, "Olga", 10)
    room.do("Clara", "sitting.set_private", private=False)
    assert [line["seat"] for line in table(browser())] == ["G-1"]
    assert [line["seat"] for line in table(browser("Gita"))] == ["G-1", "O-1"]
    assert [line["seat"] for line in table(browser("Gita"), f"{SPEECHES}?as=public")] == ["G-1"]


def test_a_guest_is_named_and_a_member_is_not(room: Room, browser: Browsers) -> None:
    room.opened()
    room.do("Clara", "floor.add_speaker", name="Dr Amina Guest")
    room.do("Clara", "floor.call")
    room.do("Clara", "floor.end")
    speak(room, "Gita", 10)
    assert [line["speaker"] for line in table(browser())] == ["Dr Amina Guest", "Ghana"]


def test_the_tables_of_a_private_group_are_for_those_who_belong_to_it(room: Room, browser: Browsers) -> None:
    room.opened()
    room.do("Sam", "group.update", title="T", mandate="", timezone="UTC", language="en", public=False)
    for address in (SPEECHES, HALL):
        assert browser().get(address).status_code == 404
        assert browser("Nora").get(address).status_code == 404
        assert browser("Gita").get(address).status_code == 200


def test_the_hall_holds_what_everyone_may_see_whoever_opens_it(room: Room, browser: Browsers) -> None:
    room.amended()
    room.do("Clara", "sitting.set_private", private=True)
    speak(room, "Gita", 10)
    found = boot(browser("Gita"))
    assert found["surface"] == "hall"
    assert not [key for key in found["snapshot"]["records"] if key.startswith(("speech/", "paragraph/", "balance/"))]


def test_the_gallery_says_for_whom_one_speaks_and_what_was_ruled(room: Room, browser: Browsers) -> None:
    room.opened()
    speak(room, "Olga", 5, kind="point_of_order")
    room.do("Clara", "motion.rule", motion=room.of("motion")[0]["id"], ruling="upheld", reason="Rule 12 asks for it.")
    room.do("Omar", "floor.ask", on_behalf=["O-3"])
    room.do("Gita", "floor.ask", on_behalf=["G-2"])
    room.do("Clara", "floor.call", request=room.of("request")[-1]["id"], reason="She has to leave.")
    page = browser().get(f"/g/{GROUP}/gallery").text.partition('id="boot"')[0]
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    germany, network = (room.record(f"seat/{seat}")["delegation"] for seat in ("G-2", "O-3"))
    assert f"Speech · on behalf of {germany}" in said
    assert f"on behalf of {network}" in said
    assert "Called out of turn: She has to leave." in said
    assert "“Rule 12 asks for it.” upheld by the chair" in said
