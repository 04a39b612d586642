"""Beside a vote: explanations before and after it, corrections that change no result, and the quorum when called."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, last, quickly

WHY = "Night is when they come."


@pytest.fixture
def closed(at: At) -> Room:
    """The vote on A1 is closed; Gita voted for, Olga against."""
    room = at("voting")
    for name, choice in {"Gita": "for", "Olga": "against"}.items():
        quickly(room, name, "vote.cast", question=first(room, "question"), choice=choice)
    quickly(room, "Clara", "vote.close", question=first(room, "question"))
    return room


def only(room: Room) -> dict[str, Any]:
    (remark,) = room.of("remark", "public")
    return remark


# Explanations


def test_a_seat_explains_its_vote_before_and_after_it_and_everyone_reads_it_at_once(voting: Room) -> None:
    question = first(voting, "question")
    voting.do("Gita", "vote.explain", question=question, text=WHY)
    remark = only(voting)
    assert (remark["kind"], remark["seat"], remark["delegation"], remark["text"], remark["intended"]) == (
        "before", "G-1", "Ghana", WHY, None,
    )  # fmt: skip
    assert happened(voting) == ("vote.explained", {"question": 1})
    assert voting.refused("Gita", "vote.explain", question=question, text="Again.").code == "already_so"
    quickly(voting, "Clara", "vote.close", question=question)
    voting.do("Gita", "vote.explain", question=question, text="As I said.")
    assert [each["kind"] for each in voting.of("remark")] == ["before", "after"]


def test_only_the_electorate_explains_and_only_a_vote(voting: Room, at: At) -> None:
    question = first(voting, "question")
    for name in ("Clara", "Olive"):
        assert voting.refused(name, "vote.explain", question=question, text=WHY).code == "not_elector"
    calling = at("calling")
    assert calling.refused("Gita", "vote.explain", question=first(calling, "question"), text=WHY).code == "not_found"


def test_it_is_done_in_the_session_of_the_vote(closed: Room) -> None:
    quickly(closed, "Clara", "sitting.close")
    quickly(closed, "Clara", "sitting.schedule", title="Second", starts_at="2026-03-03T09:00:00Z")
    refusal = closed.refused("Gita", "vote.explain", question=first(closed, "question"), text=WHY)
    assert refusal.code == "other_sitting"


def test_a_void_vote_is_not_explained(voting: Room) -> None:
    quickly(voting, "Clara", "question.void", question=first(voting, "question"), reason="By mistake.")
    assert voting.refused("Gita", "vote.explain", question=first(voting, "question"), text=WHY).code == "not_found"


# Corrections


def test_a_correction_annotates_the_record_and_changes_no_result(closed: Room) -> None:
    before = last(closed, "question")
    closed.do("Olga", "vote.correct", question=before["id"], intended="for", text="A slip.")
    assert last(closed, "question") == before
    assert {each["seat"]: each["choice"] for each in closed.of("ballot", "public")}["O-1"] == "against"
    remark = only(closed)
    assert (remark["kind"], remark["seat"], remark["intended"]) == ("correction", "O-1", "for")
    assert closed.refused("Olga", "vote.correct", question=before["id"], intended="abstain").code == "already_so"


def test_while_a_vote_is_open_the_vote_itself_is_changed(voting: Room) -> None:
    refusal = voting.refused("Gita", "vote.correct", question=first(voting, "question"), intended="for")
    assert refusal.code == "still_open"


def test_a_secret_vote_is_not_corrected(amended: Room) -> None:
    about = {"type": "amendment", "id": first(amended, "amendment")}
    quickly(amended, "Clara", "vote.open", about=about, method="secret")
    quickly(amended, "Clara", "vote.close", question=first(amended, "question"))
    refusal = amended.refused("Gita", "vote.correct", question=first(amended, "question"), intended="for")
    assert refusal.code == "not_named"


# The quorum


def test_any_seat_calls_the_quorum_and_what_is_found_is_on_record(opened: Room) -> None:
    assert opened.do("Otto", "quorum.call") == {"holds": True}
    (finding,) = opened.of("finding", "public")
    assert (finding["seat"], finding["present"], finding["seats"], finding["holds"]) == (
        "O-3", {"governments": 3, "others": 3}, {"governments": 4, "others": 4}, True,
    )  # fmt: skip
    facts = {"seat": "O-3", "holds": True, "governments": 3, "others": 3}
    assert happened(opened) == ("quorum.called", facts)


def test_it_is_not_found_twice_while_nobody_comes_or_goes(opened: Room) -> None:
    quickly(opened, "Otto", "quorum.call")
    assert opened.refused("Gita", "quorum.call").code == "already_so"
    quickly(opened, "Olga", "presence.check_out")
    assert opened.do("Gita", "quorum.call") == {"holds": False}


def test_who_is_not_checked_in_does_not_call_it(opened: Room) -> None:
    quickly(opened, "Gita", "presence.check_out")
    assert opened.refused("Gita", "quorum.call").code == "not_present"
    assert opened.refused("Clara", "quorum.call").code == "not_allowed"


def test_what_was_found_leaves_the_room_with_the_session(opened: Room) -> None:
    quickly(opened, "Otto", "quorum.call")
    quickly(opened, "Clara", "sitting.close")
    assert not opened.of("finding")
