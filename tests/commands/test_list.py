"""The list of speakers: on behalf of others, guests, the chair's order, limits, and the balance that comes of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Room
from tests.commands.floor import ask, queue, reasons, say, speak
from tests.commands.looking import first, happened, heard, last, quickly

LIMITS: dict[str, Any] = {
    "later": 120,
    "on_behalf": 300,
    "reply": 90,
    "motion": 40,
    "point_of_order": 30,
    "statements_at_most": 2,
}


# On behalf of others


def test_a_statement_on_behalf_of_others_names_them_and_counts_for_the_seat_that_makes_it(opened: Room) -> None:
    made = opened.do("Gita", "floor.ask", on_behalf=["G-2", "O-1"], note="Coastal states")
    assert opened.record(f"request/{made['request']}", "public")["on_behalf"] == ["G-2", "O-1"]
    opened.do("Clara", "floor.call")
    assert last(opened, "speech")["on_behalf"] == ["G-2", "O-1"]
    opened.now += timedelta(seconds=59)
    opened.do("Clara", "floor.end")
    assert set(opened.record("balance/1", "public")["of_item"]["seats"]) == {"G-1"}
    for name in ("Gita", "George"):
        ask(opened, name)
    assert queue(opened) == ["G-2", "G-1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"on_behalf": ["G-1"]}, "bad_data"),
        ({"on_behalf": ["G-2", "G-2"]}, "bad_data"),
        ({"on_behalf": ["G-9"]}, "seat_vacant"),
        ({"on_behalf": ["G-4"]}, "seat_vacant"),
        ({"on_behalf": ["X-1"]}, "bad_data"),
        ({"on_behalf": ["G-2"], "kind": "reply"}, "not_allowed"),
    ],
)
def test_those_others_are_seats_somebody_sits_on_each_once(opened: Room, data: dict[str, Any], code: str) -> None:
    assert opened.refused("Gita", "floor.ask", **data).code == code


def test_an_associate_speaks_on_nobodys_behalf(opened: Room) -> None:
    assert opened.refused("Ana", "floor.ask", on_behalf=["G-2"]).code == "not_allowed"


# Put on the list by the chair


def test_a_guest_without_an_account_is_named_in_the_directory_and_not_in_the_journal(opened: Room) -> None:
    ask(opened, "Gita")
    made = opened.do("Clara", "floor.add_speaker", name="Dr Amina Guest", note="On ports")
    request = opened.record(f"request/{made['request']}", "public")
    assert (request["seat"], request["note"]) == (None, "On ports")
    assert opened.rooms()["public"]["directory"][request["person"]] == {"name": "Dr Amina Guest"}
    assert "Amina" not in str([entry.changes for entry in opened.entries()])
    assert reasons(opened)[1] == "The chair has opened the floor to observers and guests, after all others."
    assert happened(opened) == ("floor.speaker_added", {"kind": "statement", "seat": None})
    speak(opened, 30)
    speak(opened, 30)
    assert (last(opened, "speech")["person"], last(opened, "speech")["side"]) == (request["person"], None)
    again = quickly(opened, "Clara", "floor.add_speaker", name="Dr Amina Guest")
    assert opened.record(f"request/{again['request']}")["person"] == request["person"]


def test_the_chair_puts_a_seat_on_the_list_that_raised_its_plate_also_when_it_is_closed(opened: Room) -> None:
    quickly(opened, "Clara", "floor.close_list")
    made = opened.do("Clara", "floor.add_speaker", seat="O-1")
    request = opened.record(f"request/{made['request']}", "public")
    assert (request["seat"], request["person"]) == ("O-1", opened.id("Olga"))
    opened.do("Olga", "floor.withdraw", request=made["request"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "bad_data"),
        ({"seat": "O-1", "name": "Somebody"}, "bad_data"),
        ({"seat": "O-4"}, "not_present"),
        ({"name": "Somebody", "kind": "reply"}, "not_allowed"),
        ({"seat": "O-1", "kind": "suspend"}, "bad_data"),
    ],
)
def test_the_chair_adds_a_present_seat_or_a_guest_by_name(opened: Room, data: dict[str, Any], code: str) -> None:
    assert opened.refused("Clara", "floor.add_speaker", **data).code == code


def test_who_waits_already_is_not_added_twice(opened: Room) -> None:
    ask(opened, "Olga")
    assert opened.refused("Clara", "floor.add_speaker", seat="O-1").code == "already_waiting"
    quickly(opened, "Clara", "floor.add_speaker", name="Guest")
    assert opened.refused("Clara", "floor.add_speaker", name="Guest").code == "already_waiting"


# The chair's order


def test_the_chair_moves_a_request_and_queue_and_record_say_so(opened: Room) -> None:
    for name in ("Gita", "Olga", "George"):
        ask(opened, name)
    george = next(each["id"] for each in opened.of("request") if each["seat"] == "G-2")
    opened.do("Clara", "floor.move", request=george)
    assert queue(opened) == ["G-2", "G-1", "O-1"]
    assert reasons(opened)[0] == "Moved here by the chair."
    assert happened(opened) == ("floor.moved", {"seat": "G-2", "place": 1})
    gita = next(each["id"] for each in opened.of("request") if each["seat"] == "G-1")
    opened.do("Clara", "floor.move", request=george, after=gita)
    assert queue(opened) == ["G-1", "G-2", "O-1"]
    opened.do("Clara", "floor.call")
    assert queue(opened) == ["G-2", "O-1"]
    assert last(opened, "speech")["out_of_turn"] is False
    opened.do("Clara", "floor.restore_order")
    assert queue(opened) == ["O-1", "G-2"]
    assert opened.refused("Clara", "floor.restore_order").code == "already_so"


def test_a_moved_request_keeps_its_place_when_others_ask_and_leave(opened: Room) -> None:
    for name in ("Gita", "Olga", "George"):
        ask(opened, name)
    requests = {each["seat"]: each["id"] for each in opened.of("request")}
    quickly(opened, "Clara", "floor.move", request=requests["G-2"], after=requests["G-1"])
    ask(opened, "Omar")
    assert queue(opened) == ["G-1", "G-2", "O-1", "O-2"]
    quickly(opened, "Gita", "floor.withdraw", request=requests["G-1"])
    assert queue(opened) == ["G-2", "O-1", "O-2"]


def test_what_is_no_longer_on_the_list_is_not_moved(opened: Room) -> None:
    gita, olga = ask(opened, "Gita"), ask(opened, "Olga")
    point = ask(opened, "Gus", "point_of_order")
    assert opened.refused("Clara", "floor.move", request=point).code == "by_rank"
    assert opened.refused("Clara", "floor.move", request=gita, after=gita).code == "not_waiting"
    assert opened.refused("Clara", "floor.move", request=99).code == "not_found"
    quickly(opened, "Olga", "floor.withdraw", request=olga)
    assert opened.refused("Clara", "floor.move", request=gita, after=olga).code == "not_waiting"
    assert opened.refused("Gita", "floor.move", request=gita).code == "not_allowed"


def test_who_leaves_their_seat_leaves_the_list_and_those_behind_move_up(opened: Room) -> None:
    for name in ("Gita", "Olga", "George"):
        ask(opened, name)
    requests = {each["seat"]: each["id"] for each in opened.of("request")}
    quickly(opened, "Clara", "floor.move", request=requests["G-2"], after=requests["O-1"])
    opened.do("Sam", "seat.vacate", seat="O-1")
    assert queue(opened) == ["G-1", "G-2"]


# Limits


def test_each_kind_of_speech_has_its_limit_first_and_later(opened: Room) -> None:
    opened.do("Clara", "floor.set_limits", **LIMITS)
    limits = []
    for kind in ("statement", "statement", "reply", "reply", "point_of_order"):
        say(opened, "Gita", 10, kind)
        limits.append(last(opened, "speech")["limit"])
    assert limits == [180, 120, 90, 45, 30]
    quickly(opened, "Olga", "floor.ask", on_behalf=["O-2"])
    quickly(opened, "Clara", "floor.call")
    assert last(opened, "speech")["limit"] == 300


def test_a_seat_makes_as_many_statements_on_an_item_as_the_group_allows(opened: Room) -> None:
    quickly(opened, "Clara", "floor.set_limits", **LIMITS)
    say(opened, "Gita", 10)
    say(opened, "Gita", 10)
    assert opened.refused("Gita", "floor.ask").code == "statements_used"
    assert opened.refused("Clara", "floor.add_speaker", seat="G-1").code == "statements_used"
    quickly(opened, "Clara", "agenda.take_up", item=last(opened, "item")["id"])
    opened.do("Gita", "floor.ask")


def test_the_limits_stay_when_the_other_rules_are_set(opened: Room) -> None:
    quickly(opened, "Clara", "floor.set_limits", **LIMITS)
    rules = {"rule": "substantive", "definition": "no_objection", "board": "at_close", "cosponsors": 0}
    opened.do("Clara", "group.set_rules", **rules, speech_limit=200)
    settings = opened.of("group")[0]["settings"]
    assert (settings["speech_limit"], settings["floor"]) == (200, LIMITS)


@pytest.mark.parametrize("data", [{}, {"point_of_order": 9}, {"point_of_order": 60, "later": 7_201}])
def test_limits_are_seconds_that_a_speech_can_take(opened: Room, data: dict[str, Any]) -> None:
    assert opened.refused("Clara", "floor.set_limits", **data).code == "bad_data"


# An item taken up again


def test_of_an_item_taken_up_again_the_time_counts_and_the_last_turn_does_not(opened: Room) -> None:
    opening, second = (each["id"] for each in opened.of("item"))
    say(opened, "Gita", 30)
    say(opened, "Olga", 60)
    quickly(opened, "Clara", "agenda.take_up", item=second)
    quickly(opened, "Clara", "agenda.take_up", item=opening)
    for name in ("Omar", "George"):
        ask(opened, name)
    assert queue(opened) == ["G-2", "O-2"]
    assert reasons(opened)[0] == "This side has spoken less, 30 s against 60 s; first statement of this seat."


# The balance


def test_the_balance_counts_what_has_ended_by_side_constituency_and_seat(opened: Room) -> None:
    say(opened, "Gita", 200)
    say(opened, "Olga", 60)
    say(opened, "Ana", 20)
    say(opened, "Olga", 30, "reply")
    found = opened.record("balance/1", "public")
    assert found["of_item"] == found["of_sitting"]
    one = {"speeches": 1, "seconds": 200, "over": 20}
    assert found["of_item"]["sides"] == {
        "governments": one,
        "others": {"speeches": 1, "seconds": 60, "over": 0},
    }
    assert found["of_item"]["constituencies"]["origin"] == one
    assert found["of_item"]["seats"]["G-1"] == one
    assert found["of_item"]["without_seat"] == {"speeches": 1, "seconds": 20, "over": 0}
    quickly(opened, "Clara", "agenda.take_up", item=last(opened, "item")["id"])
    found = opened.record("balance/1", "public")
    assert found["of_item"]["seats"] == {}
    assert found["of_sitting"]["seats"]["G-1"] == one


def test_what_was_said_behind_closed_doors_is_in_the_balance_of_the_members_alone(opened: Room) -> None:
    say(opened, "Gita", 30)
    quickly(opened, "Clara", "sitting.set_private", private=True)
    say(opened, "Olga", 40)
    assert [each["of_item"]["seats"].keys() for each in opened.of("balance", "public")] == [{"G-1"}]
    assert set(opened.record("balance/1.members", "members")["of_item"]["seats"]) == {"G-1", "O-1"}
    opened.do("Clara", "sitting.set_private", private=False)
    say(opened, "Gus", 10)
    assert [each["of_item"]["seats"].keys() for each in opened.of("balance", "public")] == [{"G-1", "G-3"}]
    assert set(opened.record("balance/1.members", "members")["of_item"]["seats"]) == {"G-1", "G-3", "O-1"}
    opened.do("Clara", "sitting.close")
    assert opened.of("balance") == []


# The hall


def test_the_chair_says_what_the_hall_shows(drafting: Room) -> None:
    assert drafting.of("sitting")[0]["hall"] == "automatic"
    paragraph = first(drafting, "paragraph")
    drafting.do("Clara", "hall.show", what="text", paragraph=paragraph)
    assert heard(drafting)["event"] == "hall.shown"
    shown = drafting.of("sitting", "public")[0]
    assert (shown["hall"], shown["hall_paragraph"]) == ("text", paragraph)
    drafting.do("Clara", "hall.show", what="balance", paragraph=paragraph)
    shown = drafting.of("sitting", "public")[0]
    assert (shown["hall"], shown["hall_paragraph"]) == ("balance", None)
    assert drafting.refused("Clara", "hall.show", what="text").code == "bad_data"
    assert drafting.refused("Clara", "hall.show", what="text", paragraph=999).code == "not_found"
    assert drafting.refused("Gita", "hall.show", what="floor").code == "not_allowed"
