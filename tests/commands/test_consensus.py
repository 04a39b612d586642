"""Calls for consensus: what seats say to a text, when it is agreed without a vote, and what follows when it is not."""

from typing import Any

import pytest

from deliberate.domain.text import text_hash
from tests.cast import READERS, Room
from tests.commands.looking import first, happened, heard, last, paragraph_at, quickly, texts

NIGHT = "Borders should stay open by day and night to those in distress."
REASON = "Ports cannot be open at night; “never” — said our council."


def about(room: Room, noun: str = "amendment") -> dict[str, Any]:
    """What a call on the first record of a noun is about."""
    return {"type": noun, "id": first(room, noun)}


def take(room: Room, actor: str, stance: str, reason: str = "") -> None:
    """A seat says where it stands in the newest call."""
    question = last(room, "question")["id"]
    room.do(actor, "call.take_position", question=question, stance=stance, reason=reason)


def close(room: Room, **declared: str) -> dict[str, Any]:
    """The chair ends the newest call; its record."""
    question = last(room, "question")["id"]
    room.do("Clara", "call.close", question=question, **declared)
    return room.record(f"question/{question}", "public")


def words_of(record: dict[str, Any], field: str = "explanation") -> list[str]:
    """Sentences as a person reads them in English."""
    return [sentence["say"] % sentence["facts"] if sentence["facts"] else sentence["say"] for sentence in record[field]]


def sustained(amended: Room) -> Room:
    """A call in which the chair finds whether there is sustained opposition."""
    quickly(amended, "Clara", "call.open", about=about(amended), definition="no_sustained_opposition")
    return amended


# Opening


def test_a_call_freezes_text_hash_and_electorate_and_says_what_consensus_means(amended: Room) -> None:
    made = amended.do("Clara", "call.open", about=about(amended))
    record = amended.record(f"question/{made['question']}", "public")
    assert record["kind"] == "call"
    assert {key: record[key] for key in ("title", "text", "definition", "rule", "preset", "board", "state")} == {
        "title": "A1, 1.1",
        "text": NIGHT,
        "definition": "no_objection",
        "rule": None,
        "preset": None,
        "board": "live",
        "state": "open",
    }
    assert record["text_hash"] == text_hash([(first(amended, "paragraph"), "en", NIGHT)])
    assert words_of(record, "in_words") == ["Consensus: agreed unless a seat objects. Silence is not an objection."]
    assert len(amended.of("elector", "public")) == 8
    assert happened(amended) == ("call.opened", {"question": 1, "title": "A1, 1.1"})


def test_a_group_may_mean_by_consensus_that_no_opposition_is_sustained(amended: Room) -> None:
    rules = {"rule": "substantive", "speech_limit": 180, "board": "at_close", "cosponsors": 0}
    quickly(amended, "Clara", "group.set_rules", **rules, definition="no_sustained_opposition")
    amended.do("Clara", "call.open", about=about(amended))
    record = last(amended, "question")
    assert record["definition"] == "no_sustained_opposition"
    assert "no sustained opposition" in words_of(record, "in_words")[0]


def test_a_call_opens_in_an_open_sitting_by_those_who_conduct(amended: Room) -> None:
    for other in ("Gita", "Remi", "Sam", "Ana"):
        assert amended.refused(other, "call.open", about=about(amended)).code == "not_allowed"
    assert amended.refused("Clara", "call.open", about=about(amended), definition="majority").code == "bad_data"
    quickly(amended, "Clara", "sitting.suspend")
    assert amended.refused("Clara", "call.open", about=about(amended)).code == "wrong_phase"


# Positions


@pytest.mark.parametrize(
    ("stance", "reason"),
    [("support", ""), ("reservation", "On ports."), ("stand_aside", ""), ("object", REASON)],
)
def test_a_seat_takes_a_position_that_everyone_sees_at_once(calling: Room, stance: str, reason: str) -> None:
    take(calling, "Gita", stance, reason)
    assert happened(calling) == ("position.taken", {"question": 1, "seat": "G-1", "stance": stance})
    for reader in READERS:
        assert calling.record(f"position/{first(calling, 'question')}.G-1", reader) == {
            "question": first(calling, "question"),
            "seat": "G-1",
            "stance": stance,
            "reason": reason,
            "at": heard(calling)["at"],
        }


def test_a_seat_may_change_its_position_until_the_call_ends(calling: Room) -> None:
    take(calling, "Gita", "object", REASON)
    take(calling, "Gita", "support")
    assert [(each["stance"], each["reason"]) for each in calling.of("position")] == [("support", "")]
    close(calling)
    data = {"question": first(calling, "question"), "stance": "object", "reason": REASON}
    refusal = calling.refused("Gita", "call.take_position", **data)
    assert (refusal.code, str(refusal)) == ("question_closed", "Question 1 is closed.")


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_an_objection_says_why(calling: Room, reason: str) -> None:
    data = {"question": first(calling, "question"), "stance": "object", "reason": reason}
    refusal = calling.refused("Gita", "call.take_position", **data)
    assert (refusal.code, str(refusal)) == (
        "no_reason",
        "G-1 objects without a reason: say what in the text cannot be joined.",
    )


def test_a_position_is_one_of_four(calling: Room) -> None:
    for stance in ("for", "", None):
        data = {"question": first(calling, "question"), "stance": stance}
        assert calling.refused("Gita", "call.take_position", **data).code == "bad_data"


def test_positions_are_those_of_the_frozen_electorate(amended: Room) -> None:
    quickly(amended, "Otto", "presence.check_out")
    amended.do("Clara", "call.open", about=about(amended))
    question = first(amended, "question")
    quickly(amended, "Otto", "presence.check_in")
    refusal = amended.refused("Otto", "call.take_position", question=question, stance="support")
    assert (refusal.code, str(refusal)) == ("not_elector", "O-3 was not checked in when this question was opened.")
    for other in ("Clara", "Ana", "Sam", "Vera", "Olive"):
        refusal = amended.refused(other, "call.take_position", question=question, stance="support")
        assert refusal.code == "not_elector"
    quickly(amended, "Sam", "seat.vacate", seat="O-2")
    take(amended, "Omar", "object", "Still mine to say.")


def test_the_first_of_holder_and_alternate_to_take_a_position_acts_for_the_seat(calling: Room) -> None:
    take(calling, "Gita", "object", REASON)
    data = {"question": first(calling, "question"), "stance": "support"}
    refusal = calling.refused("Alba", "call.take_position", **data)
    assert (refusal.code, str(refusal)) == ("other_acts", "Somebody else already acts for G-1 in this question.")
    assert calling.of("position")[0]["stance"] == "object"


def test_a_position_on_what_is_not_a_call_is_refused(voting: Room) -> None:
    question = first(voting, "question")
    refusal = voting.refused("Gita", "call.take_position", question=question, stance="support")
    assert (refusal.code, str(refusal)) == ("not_found", "Question 1 is of another kind.")
    assert voting.refused("Clara", "call.close", question=question).code == "not_found"


# No objection


def test_silence_is_consensus_and_the_text_takes_effect(calling: Room) -> None:
    record = close(calling)
    assert (record["state"], record["outcome"]) == ("closed", "consensus")
    assert words_of(record) == ["Consensus: no seat objects."]
    assert calling.of("amendment")[0]["state"] == "adopted"
    assert texts(calling)[0] == f"1.1 {NIGHT}"
    assert happened(calling) == ("call.closed", {"question": 1, "title": "A1, 1.1", "outcome": "consensus"})


def test_reservations_and_dissociations_do_not_block_and_stay_on_record_verbatim(calling: Room) -> None:
    take(calling, "Gita", "reservation", REASON)
    take(calling, "Olga", "stand_aside", "Not in our name.")
    take(calling, "Otto", "support")
    record = close(calling)
    assert record["outcome"] == "consensus"
    assert record["result"]["stances"] == {"support": 1, "reservation": 1, "stand_aside": 1, "object": 0}
    assert words_of(record)[1:] == [
        "O-1 stands aside: Not in our name.",
        f"G-1 joins with a reservation: {REASON}",
    ]


def test_one_objection_is_no_consensus_and_changes_nothing(calling: Room) -> None:
    before = texts(calling)
    take(calling, "Gita", "object", REASON)
    take(calling, "Olga", "support")
    record = close(calling)
    assert record["outcome"] == "no_consensus"
    assert words_of(record) == ["No consensus: seats that object: 1.", f"G-1 objects: {REASON}"]
    assert calling.of("amendment")[0]["state"] == "tabled"
    assert texts(calling) == before


def test_where_the_count_decides_the_chair_does_not_declare(calling: Room) -> None:
    refusal = calling.refused("Clara", "call.close", question=first(calling, "question"), outcome="consensus")
    assert (refusal.code, str(refusal)) == (
        "not_declared",
        "Consensus means here that no seat objects: the count itself says so.",
    )


def test_a_paragraph_is_agreed_by_consensus_and_stays_open_without(negotiation: Room) -> None:
    quickly(negotiation, "Clara", "call.open", about=about(negotiation, "paragraph"))
    take(negotiation, "Gita", "object", REASON)
    close(negotiation)
    assert paragraph_at(negotiation, "1.1")["state"] == "open"
    quickly(negotiation, "Clara", "call.open", about=about(negotiation, "paragraph"))
    close(negotiation)
    assert paragraph_at(negotiation, "1.1")["state"] == "agreed"


def test_after_a_call_that_failed_the_chair_may_put_the_text_to_a_vote(calling: Room) -> None:
    take(calling, "Gita", "object", REASON)
    close(calling)
    calling.do("Clara", "vote.open", about=about(calling))
    calling.vote(Gita="against", George="for", Gus="for", Olga="for", Omar="for", Otto="for")
    assert calling.close_vote()["outcome"] == "adopted"
    assert texts(calling)[0] == f"1.1 {NIGHT}"
    assert [each["number"] for each in calling.of("question")] == [1, 2]


# No sustained opposition


def test_the_chair_declares_that_no_opposition_is_sustained_and_says_why(amended: Room) -> None:
    room = sustained(amended)
    take(room, "Gita", "object", REASON)
    record = close(room, outcome="consensus", reason="One seat of six, and its ports are exempt.")
    assert (record["outcome"], record["reason"]) == ("consensus", "One seat of six, and its ports are exempt.")
    assert words_of(record) == [
        "Consensus: the chair finds no sustained opposition to substantial issues."
        " One seat of six, and its ports are exempt.",
        f"G-1 objects: {REASON}",
    ]
    assert record["result"]["positions"] == [{"seat": "G-1", "stance": "object", "reason": REASON}]
    assert texts(room)[0] == f"1.1 {NIGHT}"


def test_the_chair_may_find_sustained_opposition_where_nobody_objects_in_form(amended: Room) -> None:
    room = sustained(amended)
    record = close(room, outcome="no_consensus", reason="Three seats spoke against it.")
    assert record["outcome"] == "no_consensus"
    assert room.of("amendment")[0]["state"] == "tabled"


def test_a_declaration_is_needed_and_so_are_its_reasons(amended: Room) -> None:
    room = sustained(amended)
    question = first(room, "question")
    refusal = room.refused("Clara", "call.close", question=question, reason="Because.")
    assert (refusal.code, str(refusal)) == (
        "declaration_missing",
        "The chair declares whether there is consensus, and says why.",
    )
    refusal = room.refused("Clara", "call.close", question=question, outcome="consensus", reason="  ")
    assert (refusal.code, str(refusal)) == (
        "no_reason",
        "Say why: the chair's finding on consensus needs reasons.",
    )
    assert room.refused("Clara", "call.close", question=question, outcome="adopted", reason="x").code == "bad_data"


# Quorum, and the end


@pytest.mark.parametrize("definition", ["no_objection", "no_sustained_opposition"])
def test_without_a_quorum_nothing_is_agreed_whatever_is_declared(amended: Room, definition: str) -> None:
    for name in ("Gus", "Omar", "Otto"):
        quickly(amended, name, "presence.check_out")
    quickly(amended, "Clara", "call.open", about=about(amended), definition=definition)
    declared = {} if definition == "no_objection" else {"outcome": "consensus", "reason": "Nobody is left."}
    record = close(amended, **declared)
    assert (record["state"], record["outcome"]) == ("closed", "no_quorum")
    assert words_of(record) == ["1 more of the governments needed", "2 more of the others needed"]
    assert amended.of("amendment")[0]["state"] == "tabled"


def test_leaving_after_the_opening_does_not_break_the_quorum(calling: Room) -> None:
    for name in ("Gus", "George", "Otto", "Omar"):
        quickly(calling, name, "presence.check_out")
    assert close(calling)["outcome"] == "consensus"


def test_a_call_ends_once_and_by_those_who_conduct(calling: Room) -> None:
    question = first(calling, "question")
    for other in ("Gita", "Remi", "Sam"):
        assert calling.refused(other, "call.close", question=question).code == "not_allowed"
    quickly(calling, "Clara", "sitting.suspend")
    take(calling, "Gita", "support")
    close(calling)
    refusal = calling.refused("Clara", "call.close", question=question)
    assert (refusal.code, str(refusal)) == ("question_closed", "Question 1 is closed.")


def test_a_call_behind_closed_doors_stays_there(amended: Room) -> None:
    quickly(amended, "Clara", "sitting.set_private", private=True)
    quickly(amended, "Clara", "call.open", about=about(amended))
    take(amended, "Gita", "object", REASON)
    assert heard(amended) == {"seq": len(amended.entries())}
    quickly(amended, "Clara", "call.close", question=first(amended, "question"))
    amended.do("Clara", "sitting.set_private", private=False)
    assert [amended.of(noun, "public") for noun in ("question", "elector", "position")] == [[], [], []]
    assert amended.of("position", "members")[0]["reason"] == REASON
