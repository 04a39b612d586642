"""The floor: who asks for it, in which order it is given, and the arithmetic of the clock."""

from datetime import timedelta
from typing import Any

import pytest

from deliberate.domain.speaking import Kind
from tests.cast import Room
from tests.commands.floor import MOTIONS, ask, queue, reasons, say, speak
from tests.commands.looking import first, happened, heard, last, quickly

# Asking and withdrawing


def test_a_member_asks_for_the_floor_and_everyone_sees_it(opened: Room) -> None:
    made = opened.do("Gita", "floor.ask", note="On harbours")
    assert opened.record(f"request/{made['request']}", "public") == {
        "id": made["request"],
        "sitting": first(opened, "sitting"),
        "item": first(opened, "item"),
        "kind": "statement",
        "stance": None,
        "motion": None,
        "seat": "G-1",
        "on_behalf": [],
        "person": opened.id("Gita"),
        "note": "On harbours",
        "at": heard(opened)["at"],
    }
    assert happened(opened) == ("floor.asked", {"kind": "statement", "seat": "G-1"})
    assert queue(opened) == ["G-1"]
    assert reasons(opened) == ["Only this side is waiting; first statement of this seat."]


@pytest.mark.parametrize("other", ["Clara", "Remi", "Sam", "Vera", "Nora", "Olive"])
def test_who_has_no_seat_does_not_ask(opened: Room, other: str) -> None:
    assert opened.refused(other, "floor.ask").code == "not_allowed"


def test_a_seat_asks_once_for_each_thing(opened: Room) -> None:
    ask(opened, "Gita")
    ask(opened, "Gita", "point_of_order")
    refusal = opened.refused("Gita", "floor.ask")
    assert (refusal.code, str(refusal)) == (
        "already_waiting",
        "You are already waiting for this. Withdraw the request first if you want to ask anew.",
    )


def test_an_alternate_does_not_double_the_seat_in_the_queue(opened: Room) -> None:
    request = ask(opened, "Gita")
    assert opened.refused("Alba", "floor.ask").code == "holder_present"
    quickly(opened, "Gita", "presence.check_out")
    assert opened.refused("Gita", "floor.ask").code == "not_present"
    quickly(opened, "Alba", "presence.check_in")
    assert opened.refused("Alba", "floor.ask").code == "already_waiting"
    opened.do("Alba", "floor.withdraw", request=request)
    opened.do("Alba", "floor.ask")
    assert queue(opened) == ["G-1"]


def test_an_associate_asks_once_and_for_statements_only(opened: Room) -> None:
    opened.do("Ana", "floor.ask")
    assert opened.refused("Ana", "floor.ask").code == "already_waiting"
    for kind in ("point_of_order", "reply", *MOTIONS):
        refusal = opened.refused("Ana", "floor.ask", kind=kind)
        assert (refusal.code, str(refusal)) == (
            "not_allowed",
            "Points of order, motions and replies belong to the seats.",
        )


def test_the_floor_is_asked_for_in_an_open_sitting(at: Any) -> None:
    room = at("opened")
    assert room.refused("Gita", "floor.ask", kind="song").code == "bad_data"
    assert room.refused("Gita", "floor.ask", note="two\nlines").code == "bad_data"
    quickly(room, "Clara", "sitting.suspend")
    assert room.refused("Gita", "floor.ask").code == "wrong_phase"
    assert at("seated").refused("Gita", "floor.ask").code == "wrong_phase"


def test_who_asked_withdraws_and_nobody_else_but_the_chair(opened: Room) -> None:
    gita, olga, ana = ask(opened, "Gita"), ask(opened, "Olga"), ask(opened, "Ana")
    for other, request in (("Olga", gita), ("Gita", olga), ("Ana", gita), ("Gita", ana)):
        refusal = opened.refused(other, "floor.withdraw", request=request)
        assert (refusal.code, str(refusal)) == ("not_allowed", "This request is somebody else's.")
    for other in ("Remi", "Sam", "Vera"):
        assert opened.refused(other, "floor.withdraw", request=gita).code == "not_allowed"
    opened.do("Gita", "floor.withdraw", request=gita)
    assert happened(opened) == ("floor.withdrawn", {"seat": "G-1"})
    opened.do("Clara", "floor.withdraw", request=olga)
    opened.do("Ana", "floor.withdraw", request=ana)
    assert (opened.of("request"), queue(opened)) == ([], [])
    assert opened.refused("Gita", "floor.withdraw", request=gita).code == "not_found"


def test_a_request_can_be_withdrawn_while_the_sitting_is_suspended(opened: Room) -> None:
    request = ask(opened, "Gita")
    quickly(opened, "Clara", "sitting.suspend")
    opened.do("Gita", "floor.withdraw", request=request)
    assert queue(opened) == []


# Order


def test_the_queue_alternates_the_sides_beginning_with_the_earliest(opened: Room) -> None:
    for name in ("Gita", "George", "Gus", "Olga", "Omar"):
        ask(opened, name)
    assert queue(opened) == ["G-1", "O-1", "G-2", "O-2", "G-3"]
    assert reasons(opened)[:2] == [
        "Both sides have spoken equally long and this one asked first; first statement of this seat.",
        "The sides alternate; first statement of this seat.",
    ]


def test_after_a_speech_it_is_the_other_sides_turn(opened: Room) -> None:
    for name in ("Gita", "George", "Olga"):
        ask(opened, name)
    speak(opened, 30)
    assert queue(opened) == ["O-1", "G-2"]


def test_who_has_not_spoken_on_the_item_comes_before_who_has(opened: Room) -> None:
    say(opened, "Gita", 30)
    say(opened, "Olga", 30)
    for name in ("Gita", "George"):
        ask(opened, name)
    assert queue(opened) == ["G-2", "G-1"]
    assert reasons(opened)[1] == "Only this side is waiting; statements of this seat so far: 1."


def test_a_new_item_begins_a_new_count(opened: Room) -> None:
    say(opened, "Gita", 30)
    for name in ("Gita", "George", "Olga"):
        ask(opened, name)
    assert queue(opened) == ["O-1", "G-2", "G-1"]
    quickly(opened, "Clara", "agenda.take_up", item=last(opened, "item")["id"])
    assert queue(opened) == ["G-1", "O-1", "G-2"]
    quickly(opened, "Clara", "floor.call")
    assert last(opened, "speech")["item"] == last(opened, "item")["id"]


def test_an_associate_comes_after_the_seats_that_have_not_spoken(opened: Room) -> None:
    say(opened, "Gita", 10)
    say(opened, "Olga", 10)
    for name in ("Ana", "Olga", "Gita", "George"):
        ask(opened, name)
    assert queue(opened) == ["G-2", "Ana", "O-1", "G-1"]
    assert "Associates follow the seats that have not spoken yet." in reasons(opened)


def test_points_of_order_and_motions_come_first_by_rank_and_replies_last(opened: Room) -> None:
    for name, kind in (
        ("Olga", "reply"),
        ("Gita", "statement"),
        ("George", "close_debate"),
        ("Omar", "adjourn"),
        ("Gus", "adjourn_debate"),
        ("Otto", "suspend"),
        ("Omar", "point_of_order"),
    ):
        ask(opened, name, kind)
    assert queue(opened) == ["O-2", "O-3", "O-2", "G-3", "G-2", "G-1", "O-1"]
    assert reasons(opened)[0] == "A point of order comes before everything else."
    assert reasons(opened)[-1] == "Rights of reply come at the end of the item."


def test_neither_replies_nor_points_of_order_count_as_a_turn(opened: Room) -> None:
    say(opened, "Gita", 60)
    say(opened, "Olga", 60, "reply")
    say(opened, "Olga", 60, "point_of_order")
    for name in ("George", "Olga"):
        ask(opened, name)
    assert queue(opened) == ["O-1", "G-2"]
    assert reasons(opened)[0] == "The sides alternate; first statement of this seat."


# Giving the floor


def test_the_chair_gives_the_floor_to_the_next(opened: Room) -> None:
    ask(opened, "Gita")
    ask(opened, "Olga")
    made = opened.do("Clara", "floor.call")
    assert opened.record(f"speech/{made['speech']}", "public") == {
        "id": made["speech"],
        "sitting": first(opened, "sitting"),
        "item": first(opened, "item"),
        "kind": "statement",
        "stance": None,
        "motion": None,
        "seat": "G-1",
        "on_behalf": [],
        "person": opened.id("Gita"),
        "side": "governments",
        "constituency": "origin",
        "out_of_turn": False,
        "reason": "",
        "limit": 180,
        "spoken": 0,
        "running_since": heard(opened)["at"],
        "started_at": heard(opened)["at"],
        "ended_at": None,
    }
    facts = {"seat": "G-1", "kind": "statement", "out_of_turn": False, "reason": ""}
    assert happened(opened) == ("floor.given", facts)
    assert queue(opened) == ["O-1"]


def test_whom_the_chair_calls_out_of_turn_stands_on_record_with_the_reason(opened: Room) -> None:
    ask(opened, "Gita")
    olga = ask(opened, "Olga")
    opened.do("Clara", "floor.call", request=olga, reason="She has to leave.")
    facts = {"seat": "O-1", "kind": "statement", "out_of_turn": True, "reason": "She has to leave."}
    assert happened(opened) == ("floor.given", facts)
    assert (last(opened, "speech")["out_of_turn"], last(opened, "speech")["reason"]) == (True, "She has to leave.")
    gita = opened.of("request")[0]["id"]
    opened.do("Clara", "floor.call", request=gita)
    assert happened(opened)[1]["out_of_turn"] is False


def test_giving_the_floor_ends_the_speech_before(opened: Room) -> None:
    ask(opened, "Gita")
    ask(opened, "Olga")
    quickly(opened, "Clara", "floor.call")
    opened.now += timedelta(seconds=44)
    opened.do("Clara", "floor.call")
    before, now = opened.of("speech")
    assert (before["spoken"], before["running_since"], before["ended_at"]) == (45, None, heard(opened)["at"])
    assert (now["seat"], now["ended_at"]) == ("O-1", None)


def test_the_floor_is_not_given_where_nobody_asked(opened: Room) -> None:
    refusal = opened.refused("Clara", "floor.call")
    assert (refusal.code, str(refusal)) == ("queue_empty", "Nobody has asked for the floor.")
    gone = ask(opened, "Gita")
    quickly(opened, "Gita", "floor.withdraw", request=gone)
    ask(opened, "Olga")
    assert opened.refused("Clara", "floor.call", request=99).code == "not_found"
    refusal = opened.refused("Clara", "floor.call", request=gone)
    assert refusal.code == "not_waiting"
    assert "called or withdrawn meanwhile" in str(refusal)


def test_of_two_moderators_who_call_the_same_one_the_second_is_told_and_interrupts_nobody(opened: Room) -> None:
    quickly(opened, "Sam", "office.appoint", person=opened.id("Olive"), office="moderator")
    gita = ask(opened, "Gita")
    ask(opened, "Olga")
    opened.do("Clara", "floor.call", request=gita)
    assert opened.refused("Olive", "floor.call", request=gita).code == "not_waiting"
    assert last(opened, "speech")["seat"] == "G-1"


def test_nobody_is_called_out_of_turn_without_a_reason(opened: Room) -> None:
    ask(opened, "Gita")
    refusal = opened.refused("Clara", "floor.call", request=ask(opened, "Olga"))
    assert (refusal.code, str(refusal)) == (
        "reason_needed",
        "This request is not the first on the list. To call it out of turn, say why: it goes on record.",
    )


@pytest.mark.parametrize("other", ["Gita", "Remi", "Sam", "Ana", "Vera"])
def test_only_those_who_conduct_give_the_floor_and_keep_the_clock(opened: Room, other: str) -> None:
    ask(opened, "Olga")
    quickly(opened, "Clara", "floor.call")
    for name, data in (
        ("floor.call", {}),
        ("floor.pause", {}),
        ("floor.resume", {}),
        ("floor.extend", {"seconds": 60}),
        ("floor.close_list", {}),
        ("floor.open_list", {}),
        ("floor.end", {}),
    ):
        assert opened.refused(other, name, **data).code == "not_allowed"


def test_an_associate_speaks_for_no_side(opened: Room) -> None:
    ask(opened, "Ana")
    opened.do("Clara", "floor.call")
    speech = last(opened, "speech")
    assert (speech["seat"], speech["side"], speech["person"]) == (None, None, opened.id("Ana"))


# The clock


def test_the_clock_counts_what_was_spoken_and_not_the_pauses(opened: Room) -> None:
    ask(opened, "Gita")
    quickly(opened, "Clara", "floor.call")
    opened.now += timedelta(seconds=59)
    opened.do("Clara", "floor.pause")
    speech = last(opened, "speech")
    assert (speech["spoken"], speech["running_since"]) == (60, None)
    assert happened(opened) == ("floor.paused", {"seat": "G-1"})
    opened.now += timedelta(seconds=600)
    opened.do("Clara", "floor.resume")
    assert last(opened, "speech")["running_since"] == heard(opened)["at"]
    assert happened(opened) == ("floor.resumed", {"seat": "G-1"})
    opened.now += timedelta(seconds=29)
    opened.do("Clara", "floor.end")
    speech = last(opened, "speech")
    assert (speech["spoken"], speech["running_since"], speech["ended_at"]) == (90, None, heard(opened)["at"])
    assert happened(opened) == ("floor.ended", {"seat": "G-1", "seconds": 90})


def test_a_speech_that_ends_while_it_is_paused_counts_what_was_spoken(opened: Room) -> None:
    ask(opened, "Gita")
    quickly(opened, "Clara", "floor.call")
    opened.now += timedelta(seconds=9)
    quickly(opened, "Clara", "floor.pause")
    opened.now += timedelta(seconds=100)
    opened.do("Clara", "floor.end")
    assert last(opened, "speech")["spoken"] == 10


def test_more_time_is_added_to_the_limit(opened: Room) -> None:
    ask(opened, "Gita")
    quickly(opened, "Clara", "floor.call")
    opened.do("Clara", "floor.extend", seconds=90)
    assert happened(opened) == ("floor.extended", {"seat": "G-1", "seconds": 90})
    opened.do("Clara", "floor.extend", seconds=10)
    assert (last(opened, "speech")["limit"], last(opened, "speech")["spoken"]) == (280, 0)
    for seconds in (9, 3_601, -60, 60.5, "60", True, None):
        assert opened.refused("Clara", "floor.extend", seconds=seconds).code == "bad_data"


def test_a_clock_that_stands_or_runs_does_so_once(opened: Room) -> None:
    ask(opened, "Gita")
    quickly(opened, "Clara", "floor.call")
    refusal = opened.refused("Clara", "floor.resume")
    assert (refusal.code, str(refusal)) == ("already_so", "The clock runs already.")
    quickly(opened, "Clara", "floor.pause")
    refusal = opened.refused("Clara", "floor.pause")
    assert (refusal.code, str(refusal)) == ("already_so", "The clock stands already.")


def test_where_nobody_speaks_there_is_no_clock(opened: Room) -> None:
    for name, data in (("floor.pause", {}), ("floor.resume", {}), ("floor.extend", {"seconds": 60}), ("floor.end", {})):
        refusal = opened.refused("Clara", name, **data)
        assert (refusal.code, str(refusal)) == ("nobody_speaks", "Nobody has the floor.")


def test_the_clock_stands_while_the_sitting_is_suspended(opened: Room) -> None:
    ask(opened, "Gita")
    quickly(opened, "Clara", "floor.call")
    opened.now += timedelta(seconds=29)
    quickly(opened, "Clara", "sitting.suspend")
    assert opened.refused("Clara", "floor.resume").code == "wrong_phase"
    opened.now += timedelta(hours=1)
    quickly(opened, "Clara", "sitting.resume")
    opened.do("Clara", "floor.resume")
    opened.now += timedelta(seconds=9)
    opened.do("Clara", "floor.end")
    assert last(opened, "speech")["spoken"] == 40


def test_the_speaker_yields_the_floor_and_nobody_else_does_it_for_them(opened: Room) -> None:
    ask(opened, "Gita")
    quickly(opened, "Clara", "floor.call")
    for other in ("Olga", "Ana"):
        refusal = opened.refused(other, "floor.end")
        assert (refusal.code, str(refusal)) == ("not_allowed", "Another person has the floor.")
    opened.do("Gita", "floor.end")
    assert opened.refused("Gita", "floor.end").code == "nobody_speaks"


# Limits


def test_a_speech_has_the_time_the_group_gives(opened: Room) -> None:
    rules = {"rule": "substantive", "definition": "no_objection", "board": "at_close", "cosponsors": 0}
    quickly(opened, "Clara", "group.set_rules", **rules, speech_limit=300)
    ask(opened, "Gita")
    quickly(opened, "Clara", "floor.call")
    assert last(opened, "speech")["limit"] == 300


@pytest.mark.parametrize(("usual", "limit"), [(180, 60), (60, 60), (45, 45)])
def test_a_point_of_order_takes_a_minute_at_most(opened: Room, usual: int, limit: int) -> None:
    rules = {"rule": "substantive", "definition": "no_objection", "board": "at_close", "cosponsors": 0}
    quickly(opened, "Clara", "group.set_rules", **rules, speech_limit=usual)
    ask(opened, "Gita", "point_of_order")
    quickly(opened, "Clara", "floor.call")
    assert last(opened, "speech")["limit"] == limit


def test_a_seats_second_right_of_reply_is_half_as_long_and_there_is_no_third(opened: Room) -> None:
    rules = {"rule": "substantive", "definition": "no_objection", "board": "at_close", "cosponsors": 0}
    quickly(opened, "Clara", "group.set_rules", **rules, speech_limit=61)
    for limit in (61, 31):
        say(opened, "Gita", 10, "reply")
        assert last(opened, "speech")["limit"] == limit
    refusal = opened.refused("Gita", "floor.ask", kind="reply")
    assert (refusal.code, str(refusal)) == (
        "replies_used",
        "This seat has used its 2 rights of reply on this item. You can ask again on the next item.",
    )
    say(opened, "Olga", 10, "reply")
    assert last(opened, "speech")["limit"] == 61
    quickly(opened, "Clara", "agenda.take_up", item=last(opened, "item")["id"])
    opened.do("Gita", "floor.ask", kind="reply")


# A closed list


def test_a_closed_list_takes_no_statements_but_all_else(opened: Room) -> None:
    ask(opened, "Olga")
    opened.do("Clara", "floor.close_list")
    assert opened.of("sitting", "public")[0]["list_closed"] is True
    assert happened(opened) == ("floor.list_closed", {})
    for name in ("Gita", "Ana"):
        refusal = opened.refused(name, "floor.ask")
        assert refusal.code == "list_closed"
        assert "point of order or ask for a right of reply" in str(refusal)
    for kind in (kind for kind in Kind if kind is not Kind.STATEMENT):
        ask(opened, "Gita", kind)
    assert opened.refused("Clara", "floor.close_list").code == "already_so"
    opened.do("Clara", "floor.open_list")
    assert happened(opened) == ("floor.list_opened", {})
    assert opened.refused("Clara", "floor.open_list").code == "already_so"
    opened.do("Gita", "floor.ask")
    assert "O-1" in queue(opened)


def test_the_next_item_has_an_open_list(opened: Room) -> None:
    quickly(opened, "Clara", "floor.close_list")
    quickly(opened, "Clara", "agenda.take_up", item=last(opened, "item")["id"])
    opened.do("Gita", "floor.ask")


# During a question


def test_during_a_vote_nothing_but_points_of_order_is_asked_for_or_given(amended: Room) -> None:
    waiting = ask(amended, "Gita")
    quickly(amended, "Clara", "vote.open", title="Shall we go on?")
    for kind in ("statement", "reply", *MOTIONS):
        refusal = amended.refused("Olga", "floor.ask", kind=kind)
        assert (refusal.code, str(refusal)) == (
            "vote_open",
            "A vote is open: until it closes, only a point of order on the voting is admitted.",
        )
    for request in (None, waiting):
        refusal = amended.refused("Clara", "floor.call", request=request)
        assert (refusal.code, str(refusal)) == (
            "vote_open",
            "A vote is open: until it closes, the floor is given for points of order alone.",
        )
    ask(amended, "Olga", "point_of_order")
    amended.do("Clara", "floor.call")
    assert last(amended, "speech")["seat"] == "O-1"
    quickly(amended, "Clara", "vote.close", question=first(amended, "question"))
    amended.do("Clara", "floor.call")
    assert last(amended, "speech")["seat"] == "G-1"


def test_a_call_for_consensus_leaves_the_floor_open(calling: Room) -> None:
    calling.do("Gita", "floor.ask")
    calling.do("Clara", "floor.call")
    assert last(calling, "speech")["seat"] == "G-1"


# Closed to observers


def test_the_floor_of_a_part_closed_to_observers_is_seen_by_members_alone(opened: Room) -> None:
    quickly(opened, "Clara", "sitting.set_private", private=True)
    ask(opened, "Gita")
    ask(opened, "Olga")
    opened.do("Clara", "floor.call")
    assert heard(opened) == {"seq": len(opened.entries())}
    assert [opened.of(noun, "public") for noun in ("request", "speech", "queue")] == [[], [], []]
    assert queue(opened, "members") == ["O-1"]
