"""Choosing one recommendation among those that are agreed: who casts what, who sees it when, and what comes first."""

from typing import Any

import pytest

from deliberate.commands.priorities import as_case
from deliberate.domain.choices import chosen
from deliberate.domain.text import text_hash
from deliberate.store.questions import Question
from deliberate.store.turnout import turnout
from tests.cast import READERS, Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, last, quickly

TITLE = "Which recommendation goes first to the next dialogue?"


def opened_by(room: Room, method: str) -> Room:
    options = [each["id"] for each in room.of("paragraph")]
    statement = first(room, "statement")
    quickly(room, "Clara", "priority.open", title=TITLE, statement=statement, paragraphs=options, method=method)
    return room


@pytest.fixture
def ranking(at: At) -> Room:
    """The three paragraphs of the adopted statement are ranked: 1.1, 1.2 and 2.1."""
    return opened_by(at("adopted"), "schulze")


@pytest.fixture
def approving(at: At) -> Room:
    """Any of the three is approved."""
    return opened_by(at("adopted"), "approval")


def cast(room: Room, **levels: list[list[str]]) -> None:
    for name, each in levels.items():
        quickly(room, name, "priority.cast", question=last(room, "question")["id"], levels=each)


def close(room: Room) -> dict[str, Any]:
    question = last(room, "question")["id"]
    room.do("Clara", "priority.close", question=question)
    return room.record(f"question/{question}", "public")


def words(record: dict[str, Any]) -> list[str]:
    return [each["say"] % each["facts"] if each["facts"] else each["say"] for each in record["explanation"]]


# Opening


def test_the_options_stand_as_they_are_called_and_worded_now(ranking: Room) -> None:
    question, options = last(ranking, "question"), ranking.of("option", "public")
    assert (question["kind"], question["method"], question["title"], question["board"]) == (
        "priority", "schulze", TITLE, "at_close",
    )  # fmt: skip
    assert [each["label"] for each in options] == ["1.1", "1.2", "2.1"]
    assert options[0]["text"] == ranking.of("paragraph")[0]["text"]
    assert question["text_hash"] == text_hash([(each["paragraph"], "en", each["text"]) for each in options])
    assert happened(ranking) == ("priority.opened", {"question": 2, "title": TITLE, "options": 3})
    assert len([each for each in ranking.of("elector") if each["question"] == question["id"]]) == 8


def test_what_is_not_agreed_is_not_chosen(negotiation: Room) -> None:
    options = [each["id"] for each in negotiation.of("paragraph")]
    asked = {"title": TITLE, "statement": first(negotiation, "statement"), "method": "approval"}
    refusal = negotiation.refused("Clara", "priority.open", **asked, paragraphs=options)
    assert (refusal.code, refusal.facts) == ("not_agreed", {"paragraph": "1.1"})


def test_a_choice_is_among_two_or_more_each_once(at: At) -> None:
    room = at("adopted")
    ids = [each["id"] for each in room.of("paragraph")]
    asked = {"title": TITLE, "statement": first(room, "statement"), "method": "approval"}
    assert room.refused("Clara", "priority.open", **asked, paragraphs=ids[:1]).code == "bad_data"
    assert room.refused("Clara", "priority.open", **asked, paragraphs=[ids[0], ids[0]]).code == "options"
    assert room.refused("Clara", "priority.open", **{**asked, "statement": 99}, paragraphs=ids).code == "not_found"


def test_it_is_a_question_like_any_other_one_at_a_time_and_can_be_void(ranking: Room) -> None:
    assert ranking.refused("Clara", "vote.open", title="Another?").code == "question_open"
    cast(ranking, Gita=[["1.1"]])
    ranking.do("Clara", "question.void", question=last(ranking, "question")["id"], reason="Too soon.")
    assert not ranking.of("preference", "G-1")


# Casting


def test_a_seat_ranks_changes_and_is_seen_by_nobody_else(ranking: Room) -> None:
    question = last(ranking, "question")["id"]
    ranking.do("Gita", "priority.cast", question=question, levels=[["2.1"], ["1.1", "1.2"]])
    ranking.do("Gita", "priority.cast", question=question, levels=[["1.2"], ["2.1"]])
    (preference,) = ranking.of("preference", "G-1")
    assert preference["levels"] == [["1.2"], ["2.1"]]
    for reader in READERS:
        if reader != "G-1":
            assert not ranking.of("preference", reader), reader
    with ranking.database.reading() as session:
        counted = turnout(session, ranking.journal_id, READERS["public"])
    assert counted == [{"question": question, "cast": 1, "of": 6}]


def test_a_seat_may_approve_all_or_nothing(approving: Room) -> None:
    question = last(approving, "question")["id"]
    approving.do("Gita", "priority.cast", question=question, levels=[["1.1", "1.2", "2.1"]])
    approving.do("Olga", "priority.cast", question=question, levels=[])


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        ([["9.9"]], "unknown_option"),
        ([["1.1"], ["1.1"]], "ranked_twice"),
        ([["1.1", "1.1"]], "ranked_twice"),
        ([[]], "bad_data"),
    ],
)
def test_a_ballot_that_says_nothing_clear_is_refused(ranking: Room, levels: list[list[str]], code: str) -> None:
    question = last(ranking, "question")["id"]
    assert ranking.refused("Gita", "priority.cast", question=question, levels=levels).code == code


def test_one_approves_or_does_not(approving: Room) -> None:
    question = last(approving, "question")["id"]
    assert approving.refused("Gita", "priority.cast", question=question, levels=[["1.1"], ["1.2"]]).code == "one_level"


def test_only_the_electorate_casts(ranking: Room) -> None:
    question = last(ranking, "question")["id"]
    for name in ("Clara", "Olive", "Nora"):
        assert ranking.refused(name, "priority.cast", question=question, levels=[]).code == "not_elector"


def test_a_proxy_ranks_for_both_seats(at: At) -> None:
    room = at("adopted")
    quickly(room, "George", "proxy.give", to="G-1")
    quickly(room, "George", "presence.check_out")
    opened_by(room, "schulze")
    question = last(room, "question")["id"]
    room.do("Gita", "priority.cast", question=question, levels=[["1.1"]])
    room.do("Gita", "priority.cast", question=question, levels=[["2.1"]], seat="G-2")
    assert {each["seat"] for each in room.of("preference", "G-1")} == {"G-1", "G-2"}


# Closing


def test_the_halves_weigh_the_same_however_many_of_them_vote(approving: Room) -> None:
    cast(approving, Gita=[["1.1"]], George=[["1.1"]], Gus=[["1.1", "1.2"]], Olga=[["1.2"]])
    record = close(approving)
    assert (record["outcome"], record["result"]["first"]) == ("chosen", ["1.2"])
    assert record["result"]["approved"]["1.2"] == {"share": "2/3", "governments": "1/3", "others": "1"}
    assert words(record)[0] == "1.2 comes first: no other is ahead of it."


def test_at_the_close_everyone_sees_what_each_preferred(ranking: Room) -> None:
    cast(ranking, Gita=[["2.1"]], Olga=[["2.1"], ["1.1"]])
    record = close(ranking)
    assert (record["outcome"], record["result"]["first"]) == ("chosen", ["2.1"])
    assert {each["seat"]: each["levels"] for each in ranking.of("preference", "public")} == {
        "G-1": [["2.1"]],
        "O-1": [["2.1"], ["1.1"]],
    }


def test_nothing_is_chosen_for_a_half_that_says_nothing(ranking: Room) -> None:
    cast(ranking, Gita=[["2.1"]])
    refusal = ranking.refused("Clara", "priority.close", question=last(ranking, "question")["id"])
    assert (refusal.code, "others" in str(refusal)) == ("half_silent", True)


def test_without_a_quorum_nothing_is_chosen(at: At) -> None:
    room = at("adopted")
    quickly(room, "Olga", "presence.check_out")
    opened_by(room, "schulze")
    cast(room, Gita=[["2.1"]], Omar=[["2.1"]])
    record = close(room)
    assert (record["outcome"], words(record)) == ("no_quorum", ["1 more of the others needed"])


def test_a_tie_is_settled_by_the_chair_who_says_why(ranking: Room) -> None:
    cast(ranking, Gita=[["1.1"]], Olga=[["1.2"]])
    record = close(ranking)
    assert (record["outcome"], record["result"]["first"]) == ("tie", ["1.1", "1.2"])
    asked = {"question": record["id"], "reason": "It helps the most people."}
    assert ranking.refused("Clara", "priority.settle", **asked, option="2.1").code == "not_first"
    assert ranking.refused("Gita", "priority.settle", **asked, option="1.1").code == "not_allowed"
    ranking.do("Clara", "priority.settle", **asked, option="1.2")
    record = ranking.record(f"question/{record['id']}", "public")
    assert (record["outcome"], record["result"]["chosen"], record["result"]["tie"]) == ("chosen", "1.2", True)
    assert words(record)[0] == "The chair chose 1.2 among those that tie (1.1, 1.2): It helps the most people."
    assert ranking.refused("Clara", "priority.settle", **asked, option="1.1").code == "no_tie"


@pytest.mark.parametrize("method", ["approval", "schulze"])
def test_anyone_recounts_the_file_to_the_same_result(at: At, method: str) -> None:
    room = opened_by(at("adopted"), method)
    cast(room, Gita=[["1.1", "2.1"]], Gus=[["1.2"]], Olga=[["1.2"]], Omar=[["2.1"]], Otto=[])
    record = close(room)
    with room.database.reading() as session:
        case = as_case(session, session.get_one(Question, record["id"]))
    assert chosen(case).json() == record["result"]
