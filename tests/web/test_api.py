"""The API: commands in and receipts out, and every "no" in one shape, with nothing changed."""

import io
from typing import Any

import pytest

from deliberate.journal import spine
from deliberate.store.journal import Journal
from tests.cast import BEGIN, GROUP, Room
from tests.web.browser import Browser, made, refusal, rows, told
from tests.web.conftest import Browsers

MEBIBYTE = 2**20
DESCRIBED = {"title": "Harbours", "mandate": "", "timezone": "UTC", "language": "en", "public": True}


def unchanged(room: Room, browser: Browser, *asked: Any, status: int, code: str, **more: Any) -> dict[str, Any]:
    """The facts of a refusal that left every row of every table as it was."""
    before = rows(room)
    facts = refusal(browser.send(*asked, **more), status, code)
    assert rows(room) == before
    return facts


# Commands in, receipts out


def test_a_command_is_answered_with_the_number_of_its_entry(room: Room, browser: Browsers) -> None:
    answer = browser("Clara").give("sitting.schedule", title="First session", starts_at=BEGIN.isoformat())
    entries = room.entries()
    assert answer.json == {"ok": True, "seq": len(entries), "made": {"sitting": 1}}
    assert entries[-1].event == "sitting.scheduled"
    assert entries[-1].actor == room.id("Clara")


def test_the_site_has_commands_of_its_own(room: Room, browser: Browsers) -> None:
    assert made(browser("Ada").give("group.create", group=None, slug="second", title="Second")) == {"slug": "second"}


def test_an_invitation_is_answered_with_a_whole_link_and_whether_it_was_sent(browser: Browsers) -> None:
    invited = made(browser("Sam").give("people.invite", email="zoe@site.test", name="Zoe", office="moderator"))
    assert invited["link"].startswith("http://localhost/join/")
    assert invited["sent"] is False


def test_the_same_key_gives_the_same_receipt_and_acts_once(room: Room, browser: Browsers) -> None:
    sam = browser("Sam")
    asked = {"email": "zoe@site.test", "name": "Zoe", "office": "moderator"}
    first = sam.send("people.invite", asked, key="once")
    before = rows(room)
    again = sam.send("people.invite", asked, key="once")
    assert again.status_code == 200
    assert told(again)["seq"] == told(first)["seq"]
    assert rows(room) == before
    assert "link" not in told(again)["made"], "a secret is told once"


def test_the_same_key_is_another_persons_own(browser: Browsers) -> None:
    plan = {"title": "One", "starts_at": BEGIN.isoformat()}
    assert browser("Clara").send("sitting.schedule", plan, key="mine").status_code == 200
    assert browser("Sam").send("group.update", DESCRIBED, key="mine").status_code == 200


# Bad input: one shape, the right status, nothing changed


BAD: dict[str, tuple[tuple[Any, ...], dict[str, Any], int, str]] = {
    "an unknown command": (("floor.dance", {}), {}, 404, "unknown_command"),
    "a command of our pages alone": (("account.set_password", {}), {"group": None}, 404, "unknown_command"),
    "a group's command to the site": (("floor.ask", {}), {"group": None}, 404, "unknown_command"),
    "the site's command to a group": (("group.create", {}), {}, 404, "unknown_command"),
    "an unknown field": (("agenda.add", {"title": "A", "colour": "red"}), {}, 422, "bad_data"),
    "a missing field": (("agenda.add", {}), {}, 422, "bad_data"),
    "a wrong type": (("agenda.add", {"title": 7}), {}, 422, "bad_data"),
    "a number as text": (("agenda.remove", {"item": "1"}), {}, 422, "bad_data"),
    "a number beyond what browsers tell apart": (("agenda.remove", {"item": 2**53}), {}, 422, "bad_data"),
    "too long a title": (("agenda.add", {"title": "x" * 301}), {}, 422, "bad_data"),
    "too long a paragraph": (("paragraph.add", {"part": 1, "text": "x" * 20_001}), {}, 422, "bad_data"),
    "a control character": (("agenda.add", {"title": "a\u0007b"}), {}, 422, "bad_data"),
    "half of a surrogate pair": (("agenda.add", {"title": "a\ud800"}), {}, 422, "bad_data"),
    "a list": (("agenda.add", []), {}, 422, "bad_data"),
    "null": (("agenda.add", None), {"data": "null", "content_type": "application/json"}, 422, "bad_data"),
    "nothing": (("agenda.add", None), {"data": "", "content_type": "application/json"}, 400, "not_json"),
    "no key": (("agenda.add", {"title": "A"}), {"key": ""}, 400, "key_missing"),
    "too long a key": (("agenda.add", {"title": "A"}), {"key": "k" * 101}, 400, "key_missing"),
    "not JSON": (("agenda.add", None), {"data": "{", "content_type": "application/json"}, 400, "not_json"),
    "not UTF-8": (
        ("agenda.add", None),
        {"data": b'{"title": "\xff"}', "content_type": "application/json"},
        400,
        "not_json",
    ),
    "JSON within JSON without end": (
        ("agenda.add", None),
        {"data": "[" * 200_000, "content_type": "application/json"},
        400,
        "not_json",
    ),
    "a number of a million digits": (
        ("agenda.remove", None),
        {"data": '{"item": ' + "9" * 1_000_000 + "}", "content_type": "application/json"},
        400,
        "not_json",
    ),
    "a form": (("agenda.add", None), {"data": {"title": "A"}}, 400, "not_json"),
    "an unknown group": (("agenda.add", {"title": "A"}), {"group": "atlantis"}, 404, "not_found"),
    "the site as a group": (("agenda.add", {"title": "A"}), {"group": "site"}, 404, "not_found"),
    "out of phase": (("floor.call", {}), {}, 409, "wrong_phase"),
    "no such record": (("office.end", {"office": 99}), {}, 404, "not_found"),
}


@pytest.mark.parametrize("what", BAD)
def test_it_refuses(what: str, room: Room, browser: Browsers) -> None:
    asked, more, status, code = BAD[what]
    unchanged(room, browser("Clara"), *asked, status=status, code=code, **more)


def test_it_names_every_field_that_is_wrong(room: Room, browser: Browsers) -> None:
    facts = unchanged(room, browser("Clara"), "agenda.move", {"item": "x", "to": 1}, status=422, code="bad_data")
    for field in ("item", "position", "to"):
        assert f"{field}:" in facts["problems"]


def test_it_refuses_who_has_not_the_right(room: Room, browser: Browsers) -> None:
    facts = unchanged(room, browser("Gita"), "agenda.add", {"title": "A"}, status=403, code="not_allowed")
    assert "chair" in facts["who"]


def test_it_refuses_a_stranger(room: Room, browser: Browsers) -> None:
    unchanged(room, browser(), "agenda.add", {"title": "A"}, status=401, code="not_signed_in")


def test_it_refuses_a_key_that_was_used_for_something_else(room: Room, browser: Browsers) -> None:
    clara = browser("Clara")
    clara.send("sitting.schedule", {"title": "One", "starts_at": BEGIN.isoformat()}, key="once")
    other = {"title": "Two", "starts_at": BEGIN.isoformat()}
    unchanged(room, clara, "sitting.schedule", other, key="once", status=409, code="key_reused")
    unchanged(room, clara, "agenda.add", {"title": "Two"}, key="once", status=409, code="key_reused")


def test_a_refusal_is_not_remembered_by_its_key(browser: Browsers) -> None:
    clara = browser("Clara")
    refusal(clara.send("agenda.add", {"title": "Opening"}, key="again"), 409, "wrong_phase")
    clara.give("sitting.schedule", title="One", starts_at=BEGIN.isoformat())
    assert clara.send("agenda.add", {"title": "Opening"}, key="again").status_code == 200


def test_a_stale_edit_is_told_both_texts_and_the_two_merged(room: Room, browser: Browsers) -> None:
    room.drafting()
    first = room.of("paragraph")[0]
    room.do("Olga", "paragraph.edit", paragraph=first["id"], text=first["text"] + " Always.", revision=1)
    mine = first["text"].replace("Borders", "All borders")
    asked = {"paragraph": first["id"], "text": mine, "revision": 1}
    facts = unchanged(room, browser("Gita"), "paragraph.edit", asked, status=409, code="stale_revision")
    assert facts["base"] == first["text"]
    assert facts["text"] == first["text"] + " Always."
    assert facts["merged"] == mine + " Always."
    assert facts["revision"] == 2
    assert facts["clash"] is False


@pytest.mark.parametrize("declared", [True, False])
def test_it_refuses_a_body_of_more_than_a_mebibyte(declared: bool, room: Room, browser: Browsers) -> None:
    body = b'{"title": "' + b"x" * MEBIBYTE + b'"}'
    more: dict[str, Any] = {"content_type": "application/json"}
    if declared:
        more["data"] = body
    else:  # in chunks, its size unknown until it is read
        more["input_stream"] = io.BytesIO(body)
        more["headers"] = {"Transfer-Encoding": "chunked"}
        more["environ_overrides"] = {"wsgi.input_terminated": True}
    unchanged(room, browser("Clara"), "agenda.add", None, status=413, code="too_large", **more)


def test_a_body_of_nearly_a_mebibyte_is_read(browser: Browsers) -> None:
    facts = refusal(browser("Clara").give("agenda.add", title="x" * (MEBIBYTE - 100)), 422, "bad_data")
    assert "title" in facts["problems"]


def test_it_refuses_a_method_that_is_not_used_here(browser: Browsers) -> None:
    answer = browser("Clara").get(f"/api/groups/{GROUP}/commands/agenda.add")
    refusal(answer, 405, "wrong_method")
    assert "POST" in answer.headers["Allow"]


def test_it_refuses_an_address_that_is_none(browser: Browsers) -> None:
    refusal(browser().get("/api/nothing"), 404, "not_found")


# A group that is not public is not there for strangers


@pytest.mark.parametrize("what", ["snapshot", "entries?after=0", "paragraphs/1/revisions"])
def test_a_closed_group_is_not_there_for_strangers(what: str, room: Room, browser: Browsers) -> None:
    room.do("Sam", "group.update", **DESCRIBED | {"public": False})
    for stranger in (browser(), browser("Nora")):
        there = stranger.get(f"/api/groups/{GROUP}/{what}")
        nowhere = stranger.get(f"/api/groups/atlantis/{what}")
        assert there.status_code == 404
        assert there.json == nowhere.json


def test_a_command_to_a_closed_group_tells_a_stranger_nothing(room: Room, browser: Browsers) -> None:
    room.do("Sam", "group.update", **DESCRIBED | {"public": False})
    for stranger in (browser(), browser("Nora")):
        unchanged(room, stranger, "agenda.add", {"title": "A"}, status=404, code="not_found")


def test_a_closed_group_is_open_to_those_in_it_and_its_observers(room: Room, browser: Browsers) -> None:
    room.do("Sam", "group.update", **DESCRIBED | {"public": False})
    for name in ("Gita", "Ana", "Vera", "Ada"):
        assert "group/1" in browser(name).api("snapshot")["records"]


def test_who_is_vacated_during_a_vote_reads_a_closed_group_and_votes_until_it_closes(
    room: Room, browser: Browsers
) -> None:
    room.voting()
    room.do("Sam", "group.update", **DESCRIBED | {"public": False})
    question = room.of("question")[0]["id"]
    room.do("Sam", "seat.vacate", seat="G-2")
    george = browser("George")
    assert f"question/{question}" in george.api("snapshot")["records"]
    assert george.get(f"/g/{GROUP}").status_code == 200
    assert made(george.give("vote.cast", question=question, choice="for")) == {}
    assert george.api("snapshot")["records"][f"ballot/{question}.G-2"]["choice"] == "for"
    room.heard.clear()
    room.close_vote()
    assert room.id("George") in room.heard[-1][2], "his open connections start anew"
    assert george.get(f"/api/groups/{GROUP}/snapshot").status_code == 404
    unchanged(room, george, "agenda.add", {"title": "A"}, status=404, code="not_found")


# What happened


def test_entries_come_in_pages_of_500(room: Room, browser: Browsers) -> None:
    with room.database.writing() as session:
        journal = session.get_one(Journal, room.journal_id)
        spine.watch(session)
        for _ in range(600):
            spine.append(session, journal, happened="seat.checked_in", actor=None, at=room.now, facts={})
    last = len(room.entries())
    gita = browser("Gita")
    first = gita.api("entries?after=0")["entries"]
    assert [entry["seq"] for entry in first] == list(range(1, 501))
    rest = gita.api("entries?after=500")["entries"]
    assert [entry["seq"] for entry in rest] == list(range(501, last + 1))
    assert gita.api(f"entries?after={last}")["entries"] == []
    assert gita.api("entries?after=9999999999")["entries"] == []


@pytest.mark.parametrize("after", ["", "-1", "x", "1.5", "99999999999999999999", "1;2"])
def test_it_refuses_an_after_that_is_no_number(after: str, browser: Browsers) -> None:
    refusal(browser().get(f"/api/groups/{GROUP}/entries", query_string={"after": after}), 422, "bad_data")


def test_each_reader_reads_their_own_entries(room: Room, browser: Browsers) -> None:
    room.voting()
    before = len(room.entries())
    room.vote(Gita="for")
    (cast,) = browser("Gita").api(f"entries?after={before}")["entries"]
    assert cast["changes"]["ballot/1.G-1"]["choice"] == "for"
    (alternate,) = browser("Alba").api(f"entries?after={before}")["entries"]
    assert alternate == cast
    for other in ("Olga", "Clara", "Ana", "Ada", None):
        assert browser(other).api(f"entries?after={before}")["entries"] == [{"seq": before + 1}]


def test_a_member_may_look_at_what_observers_see(room: Room, browser: Browsers) -> None:
    room.scheduled()
    clara, stranger = browser("Clara"), browser()
    assert clara.api("snapshot")["records"].keys() > stranger.api("snapshot")["records"].keys()
    assert clara.api("snapshot?as=public")["records"] == stranger.api("snapshot")["records"]
    assert clara.api("entries?after=0&as=public")["entries"] == stranger.api("entries?after=0")["entries"]


def test_the_snapshot_and_the_entries_make_the_same_room(room: Room, browser: Browsers) -> None:
    gita = browser("Gita")
    before = gita.api("snapshot")
    room.voting()
    room.vote(Gita="for", Olga="against")
    records = before["records"]
    for entry in gita.api(f"entries?after={before['seq']}")["entries"]:
        for key, record in entry.get("changes", {}).items():
            if record is None:
                del records[key]
            else:
                records[key] = record
    after = gita.api("snapshot")
    assert records == after["records"]
    assert after["me"]["seat"] == "G-1"
    assert "holder" in after["me"]["roles"]


def test_observers_are_told_the_names_of_those_who_agreed(room: Room, browser: Browsers) -> None:
    made(browser("Gita").give("account.update", group=None, name="Gita", named_in_public=True, locale=""))
    assert browser().api("snapshot")["directory"] == {room.id("Gita"): {"name": "Gita"}}
    assert browser("Olga").api("snapshot")["directory"][room.id("Gus")] == {"name": "Gus"}


def test_every_revision_of_a_paragraph_can_be_read(room: Room, browser: Browsers) -> None:
    room.drafting()
    first = room.of("paragraph")[0]
    room.do("Olga", "paragraph.edit", paragraph=first["id"], text="Better.", revision=1)
    for reader in (browser(), browser("Gita")):
        found = reader.api(f"paragraphs/{first['id']}/revisions")
        assert [(each["revision"], each["text"], each["seat"]) for each in found] == [
            (1, first["text"], None),
            (2, "Better.", "O-1"),
        ]


def test_what_was_written_behind_closed_doors_stays_with_the_members(room: Room, browser: Browsers) -> None:
    room.drafting()
    first = room.of("paragraph")[0]
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Olga", "paragraph.edit", paragraph=first["id"], text="A thought on the way.", revision=1)
    room.do("Clara", "sitting.set_private", private=False)
    room.do("Olga", "paragraph.edit", paragraph=first["id"], text="Better.", revision=2)
    members, public = (reader.api(f"paragraphs/{first['id']}/revisions") for reader in (browser("Gita"), browser()))
    assert [each["revision"] for each in members] == [1, 2, 3]
    assert [each["revision"] for each in public] == [1, 3]


@pytest.mark.parametrize("paragraph", ["99", "0", str(2**53 - 1), str(10**30), "x", "-1"])
def test_there_are_no_revisions_of_no_paragraph(paragraph: str, browser: Browsers) -> None:
    refusal(browser().get(f"/api/groups/{GROUP}/paragraphs/{paragraph}/revisions"), 404, "not_found")


def test_a_paragraph_that_observers_do_not_see_has_no_revisions_for_them(room: Room, browser: Browsers) -> None:
    room.opened()
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Remi", "statement.import", title="Aside", theme="", note="", parts=[
        {"title": "One", "caption": "", "paragraphs": [{"text": "Between us."}]}
    ])
    paragraph = room.of("paragraph")[0]["id"]
    refusal(browser().get(f"/api/groups/{GROUP}/paragraphs/{paragraph}/revisions"), 404, "not_found")
    refusal(browser("Gita").get(f"/api/groups/{GROUP}/paragraphs/{paragraph}/revisions?as=public"), 404, "not_found")
    assert browser("Gita").api(f"paragraphs/{paragraph}/revisions")[0]["text"] == "Between us."


# Languages


@pytest.mark.parametrize("how", ["header", "address", "account"])
def test_a_refusal_speaks_the_readers_language(how: str, room: Room, browser: Browsers) -> None:
    clara = browser("Clara")
    headers = {"Accept-Language": "fr-CA, en;q=0.5"} if how == "header" else {}
    if how == "address":
        clara.get("/?lang=fr")
    if how == "account":
        clara.give("account.update", group=None, name="Clara", named_in_public=False, locale="fr")
    answer = clara.send("agenda.add", {}, headers=headers)
    refusal(answer, 422, "bad_data")
    assert told(answer)["message"].startswith("À corriger")


def test_words_of_the_house_inside_a_refusal_are_translated_too(room: Room, browser: Browsers) -> None:
    room.scheduled()
    clara = browser("Clara")
    clara.get("/?lang=fr")
    answer = clara.give("floor.call")
    assert refusal(answer, 409, "wrong_phase") == {"state": "scheduled", "allowed": "open"}
    assert "prévue" in told(answer)["message"]
    assert "ouverte" in told(answer)["message"]
    assert "scheduled" not in told(answer)["message"]
