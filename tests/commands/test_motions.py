"""Motions of procedure and points of order: heard, spoken on, ruled on, appealed against, put to the vote."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.floor import ask, queue, say
from tests.commands.looking import happened, last, quickly

EVERYONE = ("Gita", "George", "Gus", "Olga", "Omar", "Otto")


def moved(room: Room, kind: str, name: str = "Gita") -> dict[str, Any]:
    """A seat has moved it, and was heard; the motion."""
    say(room, name, 20, kind)
    return last(room, "motion")


def put(room: Room, motion: dict[str, Any], choice: str) -> dict[str, Any]:
    """It is put to the vote, and everyone votes alike; the motion after it."""
    quickly(room, "Clara", "vote.open", motion=motion["id"])
    for name in EVERYONE:
        quickly(room, name, "vote.cast", question=last(room, "question")["id"], choice=choice)
    room.do("Clara", "vote.close", question=last(room, "question")["id"])
    return next(each for each in room.of("motion") if each["id"] == motion["id"])


# Heard and spoken on


def test_a_motion_is_before_the_group_once_its_mover_is_heard(opened: Room) -> None:
    opened.do("Gita", "floor.ask", kind="close_debate", note="We have heard enough.")
    assert opened.of("motion") == []
    opened.do("Clara", "floor.call")
    motion = last(opened, "motion")
    assert (motion["kind"], motion["seat"], motion["state"], motion["note"]) == (
        "close_debate", "G-1", "open", "We have heard enough.",
    )  # fmt: skip
    assert last(opened, "speech")["motion"] == motion["id"]
    refusal = opened.refused("Olga", "floor.ask", kind="close_debate")
    assert (refusal.code, str(refusal)) == (
        "moved_already",
        "This motion is before the group already. You can ask to speak on it.",
    )


def test_debate_waits_while_a_motion_is_before_the_group(opened: Room) -> None:
    olga = ask(opened, "Olga")
    moved(opened, "close_debate")
    for request in (None, olga):
        refusal = opened.refused("Clara", "floor.call", request=request)
        assert refusal.code == "motion_open"
        assert "put it to the vote" in str(refusal)
    ask(opened, "Otto", "point_of_order")
    opened.do("Clara", "floor.call")
    ask(opened, "Omar", "suspend")
    opened.do("Clara", "floor.call")
    assert last(opened, "speech")["kind"] == "suspend"


def test_who_may_speak_on_a_motion_is_heard_for_and_against_in_turn_and_no_more(opened: Room) -> None:
    ask(opened, "Otto")
    moved(opened, "adjourn_debate")
    for name in ("Olga", "George"):
        quickly(opened, name, "floor.ask", kind="adjourn_debate", stance="against")
    opened.do("Gus", "floor.ask", kind="adjourn_debate", stance="for")
    assert queue(opened) == ["G-3", "O-1", "G-2", "O-3"]
    assert opened.refused("Omar", "floor.ask", kind="adjourn_debate", stance="against").code == "speakers_used"
    assert opened.refused("Gita", "floor.ask", kind="adjourn_debate", stance="for").code == "spoken_already"
    opened.do("Clara", "floor.call")
    assert (last(opened, "speech")["stance"], last(opened, "speech")["kind"]) == ("for", "adjourn_debate")
    assert opened.refused("Gus", "floor.ask", kind="adjourn_debate", stance="for").code == "spoken_already"
    assert len(opened.of("motion")) == 1


@pytest.mark.parametrize(("kind", "stance"), [("suspend", "for"), ("adjourn", "against"), ("close_debate", "for")])
def test_what_is_not_debated_is_not_spoken_on(opened: Room, kind: str, stance: str) -> None:
    moved(opened, kind)
    assert opened.refused("Olga", "floor.ask", kind=kind, stance=stance).code == "not_debated"


def test_one_speaks_on_a_motion_that_is_before_the_group(opened: Room) -> None:
    for kind in ("close_debate", "statement"):
        assert opened.refused("Olga", "floor.ask", kind=kind, stance="against").code == "no_motion"


# Put to the vote


def test_the_vote_on_a_motion_is_procedural_and_its_question_is_known(opened: Room) -> None:
    motion = moved(opened, "suspend")
    made = opened.do("Clara", "vote.open", motion=motion["id"], title="Something else", preset="substantive")
    question = opened.record(f"question/{made['question']}", "public")
    assert (question["title"], question["preset"], question["about"]) == (
        "Shall the meeting be suspended?", "procedural", None,
    )  # fmt: skip
    assert opened.of("motion", "public")[0]["question"] == made["question"]
    for name, actor, data in (
        ("motion.rule", "Clara", {"ruling": "out_of_order"}),
        ("motion.withdraw", "Gita", {}),
        ("motion.appeal", "Olga", {}),
    ):
        assert opened.refused(actor, name, motion=motion["id"], **data).code == "vote_open"


def test_closing_the_debate_closes_the_list_and_nobody_waits_for_it_any_more(opened: Room) -> None:
    ask(opened, "Olga")
    ask(opened, "Omar", "reply")
    motion = moved(opened, "close_debate")
    quickly(opened, "Otto", "floor.ask", kind="close_debate", stance="against")
    motion = put(opened, motion, "for")
    assert motion["state"] == "carried"
    assert opened.of("sitting")[0]["list_closed"] is True
    assert queue(opened) == ["O-2"]
    assert opened.refused("Olga", "floor.ask").code == "list_closed"


def test_an_adjourned_debate_goes_on_when_the_item_is_taken_up_again(opened: Room) -> None:
    item = opened.of("sitting")[0]["item"]
    ask(opened, "Olga")
    put(opened, moved(opened, "adjourn_debate"), "for")
    assert (opened.of("sitting")[0]["item"], queue(opened)) == (None, [])
    opened.do("Clara", "agenda.take_up", item=item)
    opened.do("Olga", "floor.ask")


def test_a_suspended_meeting_rests_and_an_adjourned_one_is_over(opened: Room) -> None:
    put(opened, moved(opened, "suspend"), "for")
    assert opened.of("sitting")[0]["state"] == "suspended"
    quickly(opened, "Clara", "sitting.resume")
    quickly(opened, "Clara", "vote.open", motion=moved(opened, "adjourn")["id"])
    for name in EVERYONE:
        quickly(opened, name, "vote.cast", question=last(opened, "question")["id"], choice="for")
    opened.do("Clara", "vote.close", question=last(opened, "question")["id"])
    sitting = opened.of("sitting")[0]
    assert (sitting["state"], sitting["closed_at"]) != ("open", None)
    assert (opened.of("motion"), opened.of("attendance")) == ([], [])


def test_a_rejected_motion_changes_nothing_and_debate_goes_on(opened: Room) -> None:
    ask(opened, "Olga")
    motion = put(opened, moved(opened, "close_debate"), "against")
    assert (motion["state"], opened.of("sitting")[0]["list_closed"]) == ("rejected", False)
    opened.do("Clara", "floor.call")
    assert last(opened, "speech")["seat"] == "O-1"
    assert opened.refused("Clara", "vote.open", motion=motion["id"]).code == "motion_decided"


def test_a_vote_without_quorum_or_void_leaves_the_motion_before_the_group(opened: Room) -> None:
    motion = moved(opened, "close_debate")
    quickly(opened, "Clara", "vote.open", motion=motion["id"])
    opened.do("Clara", "question.void", question=last(opened, "question")["id"], reason="By mistake")
    assert last(opened, "motion")["state"] == "open"
    for name in ("Gita", "George", "Gus"):
        quickly(opened, name, "presence.check_out")
    quickly(opened, "Clara", "vote.open", motion=motion["id"])
    opened.do("Clara", "vote.close", question=last(opened, "question")["id"])
    assert (last(opened, "question")["outcome"], last(opened, "motion")["state"]) == ("no_quorum", "open")


def test_of_two_motions_the_one_of_higher_rank_is_put_first(opened: Room) -> None:
    lower = moved(opened, "close_debate")
    moved(opened, "suspend", "Olga")
    assert opened.refused("Clara", "vote.open", motion=lower["id"]).code == "by_rank"


def test_its_mover_withdraws_a_motion_and_nobody_else(opened: Room) -> None:
    motion = moved(opened, "close_debate")
    assert opened.refused("Olga", "motion.withdraw", motion=motion["id"]).code == "not_allowed"
    opened.do("Gita", "motion.withdraw", motion=motion["id"])
    assert last(opened, "motion")["state"] == "withdrawn"
    assert opened.refused("Gita", "motion.withdraw", motion=motion["id"]).code == "motion_decided"
    assert opened.refused("Clara", "vote.open", motion=motion["id"]).code == "motion_decided"


def test_it_is_withdrawn_before_the_vote_on_it_opens_and_any_seat_may_move_it_again(opened: Room) -> None:
    motion = moved(opened, "close_debate")
    for other in ("Clara", "Sam"):
        assert opened.refused(other, "motion.withdraw", motion=motion["id"]).code == "not_allowed"
    question = quickly(opened, "Clara", "vote.open", motion=motion["id"])["question"]
    assert opened.refused("Gita", "motion.withdraw", motion=motion["id"]).code == "vote_open"
    quickly(opened, "Clara", "question.void", question=question, reason="By mistake")
    quickly(opened, "Gita", "motion.withdraw", motion=motion["id"])
    again = moved(opened, "close_debate", "Olga")
    assert (again["state"], again["seat"]) == ("open", "O-1")


# Rulings


def test_the_chair_rules_on_a_point_of_order_on_record(opened: Room) -> None:
    motion = moved(opened, "point_of_order")
    assert opened.refused("Clara", "vote.open", motion=motion["id"]).code == "motion_decided"
    assert opened.refused("Clara", "motion.rule", motion=motion["id"], ruling="out_of_order").code == "wrong_ruling"
    opened.do("Clara", "motion.rule", motion=motion["id"], ruling="upheld", reason="Rule 12 asks for it.")
    assert happened(opened) == ("motion.ruled", {"kind": "point_of_order", "seat": "G-1", "ruling": "upheld"})
    motion = opened.of("motion", "public")[0]
    assert (motion["state"], motion["reason"]) == ("upheld", "Rule 12 asks for it.")
    assert opened.refused("Clara", "motion.rule", motion=motion["id"], ruling="dismissed").code == "motion_decided"


@pytest.mark.parametrize(("choice", "state"), [("for", "overruled"), ("against", "dismissed")])
def test_a_ruling_stands_unless_an_appeal_overrules_it(opened: Room, choice: str, state: str) -> None:
    motion = moved(opened, "point_of_order")
    assert opened.refused("Olga", "motion.appeal", motion=motion["id"]).code == "motion_decided"
    quickly(opened, "Clara", "motion.rule", motion=motion["id"], ruling="dismissed")
    opened.do("Olga", "motion.appeal", motion=motion["id"])
    assert (last(opened, "motion")["state"], last(opened, "motion")["appealed_by"]) == ("appealed", "O-1")
    assert put(opened, motion, choice)["state"] == state
    assert last(opened, "question")["title"] == "Shall the chair's ruling be overruled?"


def test_the_chair_rules_a_motion_out_of_order_and_debate_goes_on(opened: Room) -> None:
    ask(opened, "Olga")
    motion = moved(opened, "close_debate")
    quickly(opened, "Otto", "floor.ask", kind="close_debate", stance="against")
    opened.do("Clara", "motion.rule", motion=motion["id"], ruling="out_of_order", reason="Nobody has spoken yet.")
    assert queue(opened) == ["O-1"]
    opened.do("Clara", "floor.call")
