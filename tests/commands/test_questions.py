"""Questions: one at a time, a text that stands still under them, and what is voided leaves no result."""

from typing import Any

import pytest

from deliberate.domain.refusals import Refusal
from tests.cast import READERS, Room
from tests.commands.looking import first, happened, heard, last, quickly, texts

REASON = "The wrong amendment was put."


def void(room: Room) -> dict[str, Any]:
    """The chair voids the newest question; its record."""
    question = last(room, "question")["id"]
    room.do("Clara", "question.void", question=question, reason=REASON)
    return room.record(f"question/{question}", "public")


def test_a_voided_vote_leaves_a_reason_and_no_result(voting: Room) -> None:
    before = texts(voting)
    for name in ("Gita", "George", "Gus", "Olga", "Omar", "Otto"):
        quickly(voting, name, "vote.cast", question=first(voting, "question"), choice="for")
    record = void(voting)
    assert (record["state"], record["reason"]) == ("void", REASON)
    assert (record["outcome"], record["result"], record["explanation"]) == (None, None, [])
    assert record["closed_at"] == heard(voting)["at"]
    assert happened(voting) == ("question.voided", {"question": 1, "title": "A1, 1.1", "reason": REASON})
    assert voting.of("amendment")[0]["state"] == "tabled"
    assert texts(voting) == before


def test_what_was_cast_in_a_voided_vote_is_gone_and_was_never_shown(voting: Room) -> None:
    question = first(voting, "question")
    voting.do("Gita", "vote.cast", question=question, choice="for")
    void(voting)
    for reader in READERS:
        assert voting.of("ballot", reader) == []
        changes = heard(voting, reader)["changes"]
        assert changes.get(f"ballot/{question}.G-1", "never there") == (None if reader == "G-1" else "never there")
    assert "'ballot/" not in str([voting.told(0, READERS[reader]) for reader in ("public", "members", "officers")])


def test_ballots_on_a_live_board_are_gone_too(amended: Room) -> None:
    rules = {"rule": "substantive", "definition": "no_objection", "speech_limit": 180, "cosponsors": 0}
    quickly(amended, "Clara", "group.set_rules", **rules, board="live")
    quickly(amended, "Clara", "vote.open", about={"type": "amendment", "id": first(amended, "amendment")})
    amended.do("Gita", "vote.cast", question=first(amended, "question"), choice="for")
    assert len(amended.of("ballot", "public")) == 1
    void(amended)
    assert amended.of("ballot", "public") == []


def test_positions_of_a_voided_call_are_gone(calling: Room) -> None:
    question = first(calling, "question")
    calling.do("Gita", "call.take_position", question=question, stance="object", reason="Too far.")
    record = void(calling)
    assert (record["state"], record["outcome"], record["result"]) == ("void", None, None)
    assert [calling.of("position", reader) for reader in READERS] == [[]] * len(READERS)


@pytest.mark.parametrize("step", ["voting", "calling"])
def test_a_voided_question_takes_nothing_more(at: Any, step: str) -> None:
    room: Room = at(step)
    question = first(room, "question")
    void(room)
    name, data = (
        ("vote.cast", {"choice": "for"}) if step == "voting" else ("call.take_position", {"stance": "support"})
    )
    refusals = [
        room.refused("Gita", name, question=question, **data),
        room.refused("Clara", f"{name.split('.')[0]}.close", question=question),
        room.refused("Clara", "question.void", question=question, reason="Again."),
    ]
    assert {(refusal.code, str(refusal)) for refusal in refusals} == {("question_closed", "Question 1 is closed.")}


def test_what_is_decided_cannot_be_voided(voting: Room) -> None:
    voting.close_vote()
    refusal = voting.refused("Clara", "question.void", question=first(voting, "question"), reason=REASON)
    assert refusal.code == "question_closed"


def test_a_question_is_voided_with_a_reason(voting: Room) -> None:
    question = first(voting, "question")
    for wrong in ({}, {"reason": ""}, {"reason": " \n"}, {"reason": "x" * 2_001}, {"reason": None}):
        refusal = voting.refused("Clara", "question.void", question=question, **wrong)
        assert refusal.code == "bad_data"
        assert "reason" in str(refusal)
    assert voting.refused("Clara", "question.void", question=99, reason=REASON).code == "not_found"


def test_the_same_text_can_be_put_again_under_a_new_number_and_old_ballots_do_not_count(voting: Room) -> None:
    for name in ("Gita", "George", "Gus", "Olga", "Omar", "Otto"):
        quickly(voting, name, "vote.cast", question=first(voting, "question"), choice="for")
    void(voting)
    voting.do("Clara", "vote.open", about={"type": "amendment", "id": first(voting, "amendment")})
    assert last(voting, "question")["number"] == 2
    voting.vote(Gita="against", Olga="against")
    record = voting.close_vote()
    assert record["outcome"] == "rejected"
    assert record["result"]["tally"]["all"]["heads"]["for"] == 0


def test_the_text_is_free_again_when_the_question_is_void(voting: Room) -> None:
    amendment = first(voting, "amendment")
    assert voting.refused("Olga", "amendment.withdraw", amendment=amendment).code == "text_in_question"
    void(voting)
    voting.do("Olga", "amendment.withdraw", amendment=amendment)


def test_a_question_can_be_voided_while_the_sitting_is_suspended_and_then_it_can_close(voting: Room) -> None:
    quickly(voting, "Clara", "sitting.suspend")
    assert voting.refused("Clara", "sitting.close").code == "question_open"
    void(voting)
    voting.do("Clara", "sitting.close")


def test_a_question_of_another_group_is_not_there(voting: Room) -> None:
    voting.do_site("Ada", "group.create", slug="other", title="Other group", mandate="")
    data = {"person": voting.id("Clara"), "office": "chair"}
    voting.door.execute("office.appoint", data, group="other", actor=voting.id("Ada"), key="1", now=voting.now)
    elsewhere = {"question": first(voting, "question"), "reason": REASON}
    with pytest.raises(Refusal) as caught:
        voting.door.execute(
            "question.void", elsewhere, group="other", actor=voting.id("Clara"), key="2", now=voting.now
        )
    assert caught.value.code == "not_found"
    assert voting.of("question")[0]["state"] == "open"
