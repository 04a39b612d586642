"""Reconsideration: what is decided is not put again in the same session, unless two thirds decide to reconsider it."""

from typing import Any

import pytest

from deliberate.commands.voting import as_case
from deliberate.domain.cases import decided
from deliberate.domain.rules import RECONSIDERATION
from deliberate.store.questions import Question
from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.floor import say
from tests.commands.looking import first, last, paragraph_at, quickly, texts
from tests.commands.test_second_votes import AGAINST, FOR, TIE, voted, with_second_vote
from tests.commands.test_votes import EVERYONE, NIGHT, words_of

TWO_THIRDS, LESS = "ffffaa", "fffaaa"


def put(room: Room, noun: str | None, choices: str, **more: Any) -> int:
    """A text or a question in words is voted on; the question."""
    about = {"type": noun, "id": first(room, noun)} if noun else None
    made = quickly(room, "Clara", "vote.open", about=about, **more)
    voted(room, choices)
    return int(made["question"])


def reconsider(room: Room, decision: int, choices: str) -> dict[str, Any]:
    """Whether to reconsider a decision is put to the vote; its record."""
    quickly(room, "Clara", "vote.open", reconsiders=decision)
    return voted(room, choices)


def agreed_by_call(room: Room, noun: str = "paragraph") -> int:
    """There is consensus on the first text of a kind; the question."""
    made = quickly(room, "Clara", "call.open", about={"type": noun, "id": first(room, noun)})
    quickly(room, "Gita", "call.take_position", question=made["question"], stance="reservation", reason="On ports.")
    quickly(room, "Clara", "call.close", question=made["question"])
    return int(made["question"])


# What is refused without it


@pytest.mark.parametrize("command", ["vote.open", "call.open"])
def test_a_paragraph_that_was_rejected_is_not_put_again_in_the_same_session(clean_text: Room, command: str) -> None:
    put(clean_text, "paragraph", AGAINST)
    refusal = clean_text.refused("Clara", command, about={"type": "paragraph", "id": first(clean_text, "paragraph")})
    assert (refusal.code, refusal.facts) == ("decided_before", {"number": 1})


@pytest.mark.parametrize("choices", [FOR, AGAINST])
def test_nor_is_a_question_in_words_whichever_way_it_was_decided(opened: Room, choices: str) -> None:
    put(opened, None, choices, title="Shall we meet on Sunday?")
    assert opened.refused("Clara", "vote.open", title="Shall we meet on Sunday?").code == "decided_before"
    put(opened, None, FOR, title="Shall we meet on Monday?")


def test_nor_the_change_of_a_rejected_amendment_by_itself_or_with_others(amended: Room) -> None:
    put(amended, "amendment", AGAINST)
    row = paragraph_at(amended, "1.1")
    again = {"kind": "replace", "paragraph": row["id"], "text": NIGHT, "revision": row["revision"]}
    quickly(amended, "Gita", "amendment.table", **again)
    same = last(amended, "amendment")["id"]
    assert amended.refused("Clara", "vote.open", about={"type": "amendment", "id": same}).code == "decided_before"
    quickly(amended, "Gita", "amendment.table", **{**again, "text": "Borders stay open."})
    quickly(amended, "Gita", "amendment.table", kind="insert", part=row["part"], text="By day and by night.")
    other = last(amended, "amendment")["id"]
    both = {"statement": first(amended, "statement"), "amendments": [same, other]}
    assert amended.refused("Clara", "batch.open", **both).code == "decided_before"
    quickly(amended, "Clara", "vote.open", about={"type": "amendment", "id": other - 1})


def test_without_a_quorum_or_a_consensus_nothing_is_decided(clean_text: Room) -> None:
    made = quickly(clean_text, "Clara", "call.open", about={"type": "paragraph", "id": first(clean_text, "paragraph")})
    quickly(clean_text, "Gita", "call.take_position", question=made["question"], stance="object", reason="No.")
    quickly(clean_text, "Clara", "call.close", question=made["question"])
    for name in EVERYONE[:2]:
        quickly(clean_text, name, "presence.check_out")
    made = quickly(clean_text, "Clara", "vote.open", about={"type": "paragraph", "id": first(clean_text, "paragraph")})
    assert clean_text.close_vote()["outcome"] == "no_quorum"
    assert clean_text.refused("Clara", "vote.open", reconsiders=made["question"]).code == "not_decided"
    for name in EVERYONE[:2]:
        quickly(clean_text, name, "presence.check_in")
    put(clean_text, "paragraph", FOR)


def test_a_text_that_has_changed_is_another_matter(clean_text: Room) -> None:
    put(clean_text, "paragraph", AGAINST)
    row = paragraph_at(clean_text, "1.1")
    change = {"kind": "replace", "paragraph": row["id"], "text": NIGHT, "revision": row["revision"]}
    quickly(clean_text, "Olga", "amendment.table", **change)
    put(clean_text, "amendment", FOR)
    assert put(clean_text, "paragraph", FOR) == 3


def test_in_another_session_it_is_put_without_a_reconsideration(clean_text: Room) -> None:
    decision = put(clean_text, "paragraph", AGAINST)
    quickly(clean_text, "Clara", "sitting.close")
    quickly(clean_text, "Clara", "sitting.schedule", title="Next", starts_at=clean_text.now.isoformat())
    for name in EVERYONE:
        quickly(clean_text, name, "presence.check_in")
    quickly(clean_text, "Clara", "sitting.open")
    assert clean_text.refused("Clara", "vote.open", reconsiders=decision).code == "other_sitting"
    put(clean_text, "paragraph", FOR)
    assert paragraph_at(clean_text, "1.1")["state"] == "agreed"


def test_a_motion_of_procedure_can_be_moved_again(opened: Room) -> None:
    for _ in range(2):
        say(opened, "Gita", 20, "suspend")
        made = quickly(opened, "Clara", "vote.open", motion=last(opened, "motion")["id"])
        voted(opened, AGAINST)
    assert opened.refused("Clara", "vote.open", reconsiders=made["question"]).code == "motion_decided"


# The vote on it


def test_the_vote_shows_what_it_is_about_and_needs_two_thirds_by_its_own_rule(amended: Room) -> None:
    decision = put(amended, "amendment", AGAINST)
    made = amended.do("Clara", "vote.open", reconsiders=decision, preset="procedural", title="Something else")
    question = amended.record(f"question/{made['question']}", "public")
    assert {key: question[key] for key in ("reconsiders", "about", "title", "text", "preset", "rule")} == {
        "reconsiders": decision,
        "about": None,
        "title": "A1, 1.1",
        "text": NIGHT,
        "preset": "reconsideration",
        "rule": RECONSIDERATION.json(),
    }
    assert words_of(question, "in_words")[2].startswith("To adopt, within the whole body: the votes for must come to")
    assert amended.refused("Clara", "vote.open", reconsiders=decision).code == "question_open"


def test_the_text_stands_still_while_it_is_open(clean_text: Room) -> None:
    decision = put(clean_text, "paragraph", AGAINST)
    quickly(clean_text, "Clara", "vote.open", reconsiders=decision)
    row = paragraph_at(clean_text, "1.1")
    change = {"kind": "replace", "paragraph": row["id"], "text": NIGHT, "revision": row["revision"]}
    assert clean_text.refused("Olga", "amendment.table", **change).code == "text_in_question"


def test_anyone_can_count_it_again(amended: Room) -> None:
    question = reconsider(amended, put(amended, "amendment", AGAINST), TWO_THIRDS)
    with amended.database.reading() as session:
        case = as_case(session, session.get_one(Question, question["id"]))
    assert decided(case)[0].json() == {"id": "question-2", **question["result"]}
    assert question["outcome"] == "adopted"


def test_below_two_thirds_the_decision_stands_and_is_not_asked_about_again(amended: Room) -> None:
    decision = put(amended, "amendment", AGAINST)
    question = reconsider(amended, decision, LESS)
    assert words_of(question)[-1] == "The decision in question 1 stands."
    assert words_of(amended.record(f"question/{decision}", "public"))[-1].startswith("Question 2: the group does not")
    assert amended.of("amendment")[0]["state"] == "rejected"
    assert amended.refused("Clara", "vote.open", reconsiders=decision).code == "reconsidered"
    assert amended.refused("Clara", "vote.open", reconsiders=question["id"]).code == "motion_decided"


def test_without_a_quorum_or_when_voided_it_can_be_put_again(amended: Room) -> None:
    decision = put(amended, "amendment", AGAINST)
    made = quickly(amended, "Clara", "vote.open", reconsiders=decision)
    quickly(amended, "Clara", "question.void", question=made["question"], reason="By mistake.")
    for name in EVERYONE[:2]:
        quickly(amended, name, "presence.check_out")
    quickly(amended, "Clara", "vote.open", reconsiders=decision)
    assert amended.close_vote()["outcome"] == "no_quorum"
    for name in EVERYONE[:2]:
        quickly(amended, name, "presence.check_in")
    assert reconsider(amended, decision, FOR)["outcome"] == "adopted"


def test_a_tie_on_it_has_no_second_vote(amended: Room) -> None:
    with_second_vote(amended)
    question = reconsider(amended, put(amended, "amendment", AGAINST), TIE)
    assert amended.refused("Clara", "vote.open", again_of=question["id"]).code == "motion_decided"


# What it reopens


def test_a_rejected_amendment_is_tabled_again_and_may_then_be_adopted(amended: Room) -> None:
    decision = put(amended, "amendment", AGAINST)
    amended.do("Clara", "vote.open", reconsiders=decision)
    question = voted(amended, TWO_THIRDS)
    assert words_of(question)[-1].startswith("The decision in question 1 is reconsidered")
    assert (amended.of("amendment")[0]["state"], amended.of("amendment")[0]["why"]) == ("tabled", None)
    put(amended, "amendment", FOR)
    told = words_of(last(amended, "question"), "cautions")
    assert told == ["Put again: the group has decided to reconsider its decision in question 1."]
    assert texts(amended)[0] == f"1.1 {NIGHT}"
    assert amended.refused("Clara", "vote.open", reconsiders=last(amended, "question")["id"]).code == "in_force"


def test_what_was_decided_after_a_reconsideration_is_not_reconsidered_once_more(amended: Room) -> None:
    decision = put(amended, "amendment", AGAINST)
    reconsider(amended, decision, FOR)
    again = put(amended, "amendment", AGAINST)
    assert amended.refused("Clara", "vote.open", reconsiders=again).code == "reconsidered"
    assert amended.refused("Clara", "vote.open", reconsiders=decision).code == "decided_again"


def test_where_the_text_has_moved_on_it_is_to_be_redrafted(amended: Room) -> None:
    decision = put(amended, "amendment", AGAINST)
    row = paragraph_at(amended, "1.1")
    change = {"kind": "replace", "paragraph": row["id"], "revision": row["revision"]}
    quickly(amended, "Gita", "amendment.table", **change, text=row["text"].replace("open", "closed"))
    quickly(amended, "Clara", "vote.open", about={"type": "amendment", "id": last(amended, "amendment")["id"]})
    voted(amended, FOR)
    amended.do("Clara", "vote.open", reconsiders=decision)
    voted(amended, FOR)
    back = amended.of("amendment")[0]
    clash = {"base": "open ", "ours": "open by day and night ", "theirs": "closed "}
    assert (back["state"], back["attempt"][1]) == ("redraft", clash)


def test_an_amendment_whose_paragraph_is_agreed_or_gone_is_not_reconsidered(at: At) -> None:
    room = at("amended")
    decision = put(room, "amendment", AGAINST)
    row = paragraph_at(room, "1.1")
    quickly(room, "Clara", "paragraph.agree", paragraph=row["id"], state="agreed", revision=row["revision"])
    assert room.refused("Clara", "vote.open", reconsiders=decision).code == "agreed"
    quickly(room, "Clara", "paragraph.reopen", paragraph=row["id"], seat="O-1", reason="Too early.")
    quickly(room, "Clara", "statement.set_stage", statement=row["statement"], stage="drafting")
    assert room.refused("Clara", "vote.open", reconsiders=decision).code == "wrong_phase"
    quickly(room, "Remi", "paragraph.remove", paragraph=row["id"])
    quickly(room, "Clara", "statement.set_stage", statement=row["statement"], stage="negotiation")
    assert room.refused("Clara", "vote.open", reconsiders=decision).code == "falls"


def test_a_new_paragraph_and_a_move_that_were_rejected_come_back_too(clean_text: Room) -> None:
    row, behind = paragraph_at(clean_text, "2.1"), paragraph_at(clean_text, "1.2")
    quickly(clean_text, "Gita", "amendment.table", kind="insert", paragraph=behind["id"], text="At night, too.")
    move = {"kind": "move", "paragraph": row["id"], "to_after": behind["id"], "revision": row["revision"]}
    quickly(clean_text, "Gita", "amendment.table", **move)
    for amendment in clean_text.of("amendment"):
        made = quickly(clean_text, "Clara", "vote.open", about={"type": "amendment", "id": amendment["id"]})
        voted(clean_text, AGAINST)
        reconsider(clean_text, made["question"], FOR)
    assert [each["state"] for each in clean_text.of("amendment")] == ["tabled", "tabled"]


@pytest.mark.parametrize("noun", ["paragraph", "part"])
def test_what_was_agreed_is_open_again_and_its_notes_are_history(clean_text: Room, noun: str) -> None:
    decision = agreed_by_call(clean_text, noun)
    assert len(clean_text.of("note", "public")) == 1
    refusal = clean_text.refused("Clara", "vote.open", about={"type": noun, "id": first(clean_text, noun)})
    assert refusal.code == "agreed"
    clean_text.do("Clara", "vote.open", reconsiders=decision)
    voted(clean_text, TWO_THIRDS)
    assert {each["state"] for each in clean_text.of("paragraph")} == {"open"}
    assert clean_text.of("note", "public") == []
    agreed_by_call(clean_text, noun)
    assert paragraph_at(clean_text, "1.1")["state"] == "agreed"


def test_an_agreed_paragraph_of_a_final_text_is_reconsidered_in_negotiation(clean_text: Room) -> None:
    decision = agreed_by_call(clean_text)
    quickly(clean_text, "Clara", "statement.set_stage", statement=first(clean_text, "statement"), stage="final")
    assert clean_text.refused("Clara", "vote.open", reconsiders=decision).code == "wrong_phase"


def test_a_rejected_statement_is_put_as_a_whole_again(final_text: Room) -> None:
    decision = put(final_text, "statement", AGAINST)
    about = {"type": "statement", "id": first(final_text, "statement")}
    assert final_text.refused("Clara", "call.open", about=about).code == "decided_before"
    reconsider(final_text, decision, FOR)
    put(final_text, "statement", FOR)
    assert final_text.of("statement")[0]["stage"] == "adopted"


def test_what_was_adopted_stands_in_the_text_and_is_amended_anew(final_text: Room) -> None:
    decision = put(final_text, "statement", FOR)
    assert final_text.refused("Clara", "vote.open", reconsiders=decision).code == "in_force"


def test_what_was_decided_behind_closed_doors_is_reconsidered_there(amended: Room) -> None:
    quickly(amended, "Clara", "sitting.set_private", private=True)
    decision = put(amended, "amendment", AGAINST)
    quickly(amended, "Clara", "sitting.set_private", private=False)
    assert amended.refused("Clara", "vote.open", reconsiders=decision).code == "private"
    quickly(amended, "Clara", "sitting.set_private", private=True)
    amended.do("Clara", "vote.open", reconsiders=decision)
    voted(amended, FOR)
    quickly(amended, "Clara", "sitting.set_private", private=False)
    assert [each["number"] for each in amended.of("question", "public")] == []
