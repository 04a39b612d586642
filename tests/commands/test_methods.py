"""Votes by roll call and by show of hands, and which method a vote is taken by."""

from typing import Any

import pytest

from deliberate.commands.voting import as_case
from deliberate.domain.cases import decided
from deliberate.store.questions import Question
from deliberate.store.turnout import turnout
from tests.cast import READERS, Room
from tests.commands.looking import first, happened, heard, quickly

RULES: dict[str, Any] = {
    "rule": "substantive",
    "definition": "no_objection",
    "speech_limit": 180,
    "board": "at_close",
    "cosponsors": 0,
}


def open_vote(room: Room, method: str, **more: Any) -> int:
    """The chair puts a question to a vote by some method."""
    return int(room.do("Clara", "vote.open", title="Shall we go on?", method=method, **more)["question"])


def recounted(room: Room, record: dict[str, Any]) -> dict[str, Any]:
    """What anyone finds who counts the exported file again."""
    with room.database.reading() as session:
        case = as_case(session, session.get_one(Question, record["id"]))
    return decided(case)[0].json()


def test_a_group_has_a_method_and_the_chair_may_choose_another(opened: Room) -> None:
    quickly(opened, "Clara", "vote.open", title="As always?")
    assert opened.of("question")[0]["method"] == "recorded"
    quickly(opened, "Clara", "question.void", question=first(opened, "question"), reason="Only a try.")
    opened.do("Clara", "group.set_rules", **RULES, method="hands")
    assert opened.of("group")[0]["settings"]["method"] == "hands"
    quickly(opened, "Clara", "vote.open", title="By hand?")
    assert opened.of("question")[-1]["method"] == "hands"


@pytest.mark.parametrize("method", ["", "aloud", 1, ["secret"]])
def test_there_are_no_other_methods(opened: Room, method: object) -> None:
    assert opened.refused("Clara", "vote.open", title="Shall we?", method=method).code == "bad_data"


def test_a_call_for_consensus_has_no_method(calling: Room) -> None:
    record = calling.of("question")[0]
    assert (record["method"], record["cautions"], record["hands"]) == (None, [], None)


# By roll call


@pytest.fixture
def called(opened: Room, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A roll call is open, and the lot has fallen on O-2."""
    monkeypatch.setattr("deliberate.commands.opening.secrets.randbelow", lambda seats: 3 if seats == 6 else -1)
    open_vote(opened, "roll_call")
    return opened


def test_the_roll_begins_at_a_seat_drawn_by_lot_and_the_halves_alternate(called: Room) -> None:
    turns = {each["called"]: each["seat"] for each in called.of("elector", "public")}
    assert [turns[number] for number in range(1, 7)] == ["O-2", "G-3", "O-3", "G-1", "O-1", "G-2"]
    assert turns[None] == "O-4"
    assert happened(called) == ("vote.opened", {"question": 1, "title": "Shall we go on?", "first_called": "O-2"})


@pytest.mark.parametrize("clerk", ["Clara", "Sam"])
def test_a_clerk_enters_what_a_seat_says_and_the_record_says_who_entered_it(called: Room, clerk: str) -> None:
    question = first(called, "question")
    called.do(clerk, "vote.enter", question=question, seat="O-2", choice="against")
    for reader in READERS:
        assert called.record(f"ballot/{question}.O-2", reader)["choice"] == "against"
    assert heard(called)["actor"] == called.id(clerk)
    assert happened(called) == ("vote.entered", {"question": 1, "seat": "O-2"})
    with called.database.reading() as session:
        assert turnout(session, called.journal_id, READERS["public"]) == [{"question": question, "cast": 1, "of": 6}]


def test_what_was_entered_is_corrected_or_taken_back_until_the_close(called: Room) -> None:
    question = first(called, "question")
    for choice in ("for", "abstain"):
        called.do("Sam", "vote.enter", question=question, seat="G-1", choice=choice)
    assert called.record(f"ballot/{question}.G-1")["choice"] == "abstain"
    called.do("Sam", "vote.enter", question=question, seat="G-1", choice=None)
    assert called.of("ballot") == []
    refusal = called.refused("Sam", "vote.enter", question=question, seat="G-1", choice=None)
    assert (refusal.code, str(refusal)) == ("not_found", "Nothing is entered for G-1.")
    called.close_vote()
    assert called.refused("Sam", "vote.enter", question=question, seat="G-1", choice="for").code == "question_closed"


def test_a_seat_that_was_not_there_is_not_called(called: Room) -> None:
    question = first(called, "question")
    refusal = called.refused("Sam", "vote.enter", question=question, seat="O-4", choice="for")
    assert (refusal.code, str(refusal)) == ("not_elector", "O-4 was not checked in when this question was opened.")
    refusal = called.refused("Sam", "vote.enter", question=question, seat="O-9", choice="for")
    assert (refusal.code, str(refusal)) == ("not_elector", "There is no seat O-9 in this vote.")


def test_nobody_votes_for_themselves_while_the_roll_is_called(called: Room) -> None:
    refusal = called.refused("Gita", "vote.cast", question=first(called, "question"), choice="for")
    assert (refusal.code, str(refusal)) == ("other_method", "Question 1 is voted on in another way.")


def test_a_roll_call_is_counted_as_any_recorded_vote(called: Room) -> None:
    question = first(called, "question")
    for seat, choice in (("G-1", "for"), ("G-2", "for"), ("G-3", "against"), ("O-1", "for"), ("O-2", "for")):
        quickly(called, "Sam", "vote.enter", question=question, seat=seat, choice=choice)
    record = called.close_vote()
    assert record["outcome"] == "adopted"
    assert [line["share"] for line in record["result"]["tests"]] == ["4/5", "2/3", "1"]
    assert recounted(called, record) == {"id": "question-1", **record["result"]}


def test_with_nobody_present_nobody_is_called(opened: Room) -> None:
    for name in ("Gita", "George", "Gus", "Olga", "Omar", "Otto"):
        quickly(opened, name, "presence.check_out")
    open_vote(opened, "roll_call")
    assert {each["called"] for each in opened.of("elector")} == {None}
    assert happened(opened)[1]["first_called"] is None


# By show of hands


def count(room: Room, side: str, for_: int, against: int, abstain: int) -> None:
    """The chair enters the hands of a side."""
    counted = {"side": side, "for": for_, "against": against, "abstain": abstain}
    room.do("Clara", "vote.count_hands", question=first(room, "question"), **counted)


def test_the_chair_enters_the_hands_by_side_and_everyone_sees_them(opened: Room) -> None:
    open_vote(opened, "hands")
    assert opened.of("question", "public")[0]["hands"] == []
    count(opened, "others", 2, 0, 1)
    count(opened, "governments", 3, 0, 0)
    count(opened, "others", 2, 1, 0)
    assert opened.of("question", "public")[0]["hands"] == [
        {"side": "governments", "for": 3, "against": 0, "abstain": 0},
        {"side": "others", "for": 2, "against": 1, "abstain": 0},
    ]
    assert happened(opened) == ("vote.hands_counted", {"question": 1, "side": "others"})
    record = opened.close_vote()
    assert (record["outcome"], record["result"]["tests"][0]["share"]) == ("adopted", "5/6")
    assert recounted(opened, record) == {"id": "question-1", **record["result"]}


def test_more_hands_than_seats_present_are_refused(opened: Room) -> None:
    question = open_vote(opened, "hands")
    hands = {"side": "others", "for": 3, "against": 1, "abstain": 0}
    refusal = opened.refused("Clara", "vote.count_hands", question=question, **hands)
    assert (refusal.code, str(refusal)) == (
        "more_than_present",
        "counts, line 1: more hands on the side others than its 3 seats present.",
    )


@pytest.mark.parametrize("wrong", [{"side": "both"}, {"for": -1}, {"for": "1"}, {"for": 1.5}])
def test_hands_are_whole_numbers_of_a_side(opened: Room, wrong: dict[str, Any]) -> None:
    question = open_vote(opened, "hands")
    hands = {"side": "others", "for": 1, "against": 0, "abstain": 0, **wrong}
    assert opened.refused("Clara", "vote.count_hands", question=question, **hands).code == "bad_data"


def test_both_sides_are_counted_before_the_close(opened: Room) -> None:
    question = open_vote(opened, "hands")
    count(opened, "others", 0, 0, 0)
    refusal = opened.refused("Clara", "vote.close", question=question)
    assert (refusal.code, str(refusal)) == (
        "not_counted",
        "Enter the hands of both sides first; where nobody raised one, enter 0.",
    )


def test_a_rule_that_looks_at_groups_is_not_voted_on_by_hands(opened: Room) -> None:
    each_group = {"scope": "each_group", "choice": "for", "measure": "heads", "base": "cast", "more_than": "1/2"}
    custom = {"weighting": "equal", "tests": [each_group]}
    quickly(opened, "Clara", "group.set_rules", **RULES | {"rule": "custom", "custom": custom})
    refusal = opened.refused("Clara", "vote.open", title="Shall we?", method="hands")
    assert refusal.code == "unequal_hands"


def test_nobody_votes_by_themselves_while_hands_are_counted_and_no_turnout_is_told(opened: Room) -> None:
    question = open_vote(opened, "hands")
    assert opened.refused("Gita", "vote.cast", question=question, choice="for").code == "other_method"
    with opened.database.reading() as session:
        assert turnout(session, opened.journal_id, READERS["public"]) == []


def test_hands_are_counted_in_a_show_of_hands_alone(voting: Room) -> None:
    hands = {"side": "others", "for": 1, "against": 0, "abstain": 0}
    refusal = voting.refused("Clara", "vote.count_hands", question=first(voting, "question"), **hands)
    assert refusal.code == "other_method"
