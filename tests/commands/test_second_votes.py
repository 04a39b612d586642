"""The one second vote after a tie, where the group's rules have it."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.floor import say
from tests.commands.looking import first, happened, last, paragraph_at, quickly, texts
from tests.commands.test_votes import BORDERS, EVERYONE, NIGHT, RULES, all_cast, words_of

TIE, FOR, AGAINST = "fffaaa", "ffffff", "aaaaaa"


def with_second_vote(room: Room) -> Room:
    """The group's rules have a second vote."""
    quickly(room, "Clara", "group.set_rules", **RULES, second_vote=True)
    return room


def voted(room: Room, choices: str) -> dict[str, Any]:
    """The open vote, cast by everyone who is there, and closed."""
    all_cast(room, choices)
    return room.close_vote()


def tie_on(room: Room, noun: str = "amendment", id_: int | None = None) -> int:
    """The vote on a text was a tie; its id."""
    about = {"type": noun, "id": id_ or first(room, noun)}
    made = quickly(room, "Clara", "vote.open", about=about)
    assert voted(room, TIE)["result"]["tie"]
    return int(made["question"])


def again(room: Room, tie: int) -> dict[str, Any]:
    """The second vote, opened."""
    made = room.do("Clara", "vote.open", again_of=tie)
    return room.record(f"question/{made['question']}", "public")


def test_without_the_rule_a_tie_is_rejected_at_once(amended: Room) -> None:
    refusal = amended.refused("Clara", "vote.open", again_of=tie_on(amended))
    assert refusal.code == "no_second_vote"


def test_the_second_vote_asks_the_same_by_the_same_rule_and_names_the_first(amended: Room) -> None:
    room = with_second_vote(amended)
    made = room.do(
        "Clara",
        "vote.open",
        about={"type": "amendment", "id": first(room, "amendment")},
        title="By night?",
        preset="procedural",
        method="roll_call",
    )
    for seat, choice in zip(("G-1", "G-2", "G-3", "O-1", "O-2", "O-3"), ["for"] * 3 + ["against"] * 3, strict=True):
        quickly(room, "Sam", "vote.enter", question=made["question"], seat=seat, choice=choice)
    tie = room.close_vote()
    second = again(room, tie["id"])
    same = ("about", "title", "text", "text_hash", "preset", "rule", "in_words", "method", "kind")
    assert {name: second[name] for name in same} == {name: tie[name] for name in same}
    assert (second["again_of"], tie["again_of"]) == (tie["id"], None)
    assert happened(room)[0] == "vote.opened"


def test_each_of_the_two_says_which_the_other_is(amended: Room) -> None:
    room = with_second_vote(amended)
    tie = tie_on(room)
    second = again(room, tie)
    assert words_of(second, "cautions")[0].startswith("The second and last vote, after the tie in question 1.")
    assert "once more, in question 2" in words_of(room.record(f"question/{tie}", "public"))[-1]
    assert "after the tie in question 1" in words_of(voted(room, FOR))[-1]


def test_another_method_may_be_named(amended: Room) -> None:
    tie = tie_on(with_second_vote(amended))
    amended.do("Clara", "vote.open", again_of=tie, method="secret")
    assert last(amended, "question")["method"] == "secret"


def test_what_the_tie_rejected_the_second_vote_may_adopt(amended: Room) -> None:
    tie = tie_on(with_second_vote(amended))
    assert amended.of("amendment")[0]["state"] == "rejected"
    again(amended, tie)
    assert voted(amended, FOR)["outcome"] == "adopted"
    assert amended.of("amendment")[0]["state"] == "adopted"
    assert texts(amended)[0] == f"1.1 {NIGHT}"


@pytest.mark.parametrize("choices", [TIE, AGAINST])
def test_a_second_tie_and_a_second_defeat_are_final(amended: Room, choices: str) -> None:
    tie = tie_on(with_second_vote(amended))
    second = again(amended, tie)
    assert voted(amended, choices)["outcome"] == "rejected"
    assert texts(amended)[0] == f"1.1 {BORDERS}"
    assert amended.refused("Clara", "vote.open", again_of=tie).code == "voted"
    assert amended.refused("Clara", "vote.open", again_of=second["id"]).code == "not_tied"


def test_after_a_defeat_that_was_no_tie_there_is_no_second_vote(amended: Room) -> None:
    with_second_vote(amended)
    made = quickly(amended, "Clara", "vote.open", about={"type": "amendment", "id": first(amended, "amendment")})
    assert amended.refused("Clara", "vote.open", again_of=made["question"]).code == "not_tied"
    voted(amended, AGAINST)
    assert amended.refused("Clara", "vote.open", again_of=made["question"]).code == "not_tied"


def test_a_call_for_consensus_has_no_second_vote(calling: Room) -> None:
    call = last(calling, "question")["id"]
    quickly(calling, "Clara", "call.close", question=call)
    assert with_second_vote(calling).refused("Clara", "vote.open", again_of=call).code == "not_tied"


def test_a_motion_of_procedure_is_voted_on_once(opened: Room) -> None:
    with_second_vote(opened)
    say(opened, "Gita", 20, "close_debate")
    made = quickly(opened, "Clara", "vote.open", motion=first(opened, "motion"))
    voted(opened, TIE)
    assert opened.refused("Clara", "vote.open", again_of=made["question"]).code == "motion_decided"


def test_a_second_vote_that_is_voided_or_without_a_quorum_does_not_count(amended: Room) -> None:
    tie = tie_on(with_second_vote(amended))
    quickly(amended, "Clara", "question.void", question=again(amended, tie)["id"], reason="The wrong method.")
    assert amended.of("amendment")[0]["state"] == "rejected"
    for name in EVERYONE[:2]:
        quickly(amended, name, "presence.check_out")
    again(amended, tie)
    assert amended.close_vote()["outcome"] == "no_quorum"
    for name in EVERYONE[:2]:
        quickly(amended, name, "presence.check_in")
    again(amended, tie)
    assert voted(amended, FOR)["outcome"] == "adopted"


def test_a_paragraph_and_a_question_in_words_are_voted_on_once_more(clean_text: Room) -> None:
    with_second_vote(clean_text)
    tie = tie_on(clean_text, "paragraph")
    again(clean_text, tie)
    voted(clean_text, FOR)
    assert clean_text.of("paragraph")[0]["state"] == "agreed"
    made = quickly(clean_text, "Clara", "vote.open", title="Shall we meet on Sunday?")
    voted(clean_text, TIE)
    assert again(clean_text, made["question"])["title"] == "Shall we meet on Sunday?"
    assert voted(clean_text, FOR)["outcome"] == "adopted"


def test_a_text_that_has_changed_since_is_no_longer_the_same_matter(clean_text: Room) -> None:
    with_second_vote(clean_text)
    tie = tie_on(clean_text, "paragraph")
    row = paragraph_at(clean_text, "1.1")
    data = {"kind": "replace", "paragraph": row["id"], "text": NIGHT, "revision": row["revision"]}
    quickly(clean_text, "Olga", "amendment.table", **data)
    quickly(clean_text, "Clara", "vote.open", about={"type": "amendment", "id": first(clean_text, "amendment")})
    voted(clean_text, FOR)
    assert clean_text.refused("Clara", "vote.open", again_of=tie).code == "text_changed"


def test_an_amendment_to_a_text_that_another_has_changed_is_not_put_again(amended: Room) -> None:
    tie = tie_on(with_second_vote(amended))
    row = paragraph_at(amended, "1.1")
    data = {"kind": "replace", "paragraph": row["id"], "text": "Borders stay open.", "revision": row["revision"]}
    quickly(amended, "Gita", "amendment.table", **data)
    quickly(amended, "Clara", "vote.open", about={"type": "amendment", "id": last(amended, "amendment")["id"]})
    voted(amended, FOR)
    assert amended.refused("Clara", "vote.open", again_of=tie).code == "text_changed"


def test_an_amendment_to_a_paragraph_agreed_since_is_not_put_again(amended: Room) -> None:
    tie = tie_on(with_second_vote(amended))
    row = paragraph_at(amended, "1.1")
    quickly(amended, "Clara", "paragraph.agree", paragraph=row["id"], state="agreed", revision=row["revision"])
    assert amended.refused("Clara", "vote.open", again_of=tie).code == "agreed"


def test_an_amendment_is_put_again_only_in_negotiation(amended: Room) -> None:
    tie = tie_on(with_second_vote(amended))
    quickly(amended, "Clara", "statement.set_stage", statement=first(amended, "statement"), stage="drafting")
    assert amended.refused("Clara", "vote.open", again_of=tie).code == "wrong_phase"


def test_a_move_is_not_put_again_where_what_it_was_to_go_behind_is_gone(at: At) -> None:
    room = with_second_vote(at("clean"))
    move, behind = paragraph_at(room, "2.1"), paragraph_at(room, "1.2")
    data = {"kind": "move", "paragraph": move["id"], "to_after": behind["id"], "revision": move["revision"]}
    quickly(room, "Gita", "amendment.table", **data)
    tie = tie_on(room)
    data = {"kind": "delete", "paragraph": behind["id"], "revision": behind["revision"]}
    quickly(room, "Gita", "amendment.table", **data)
    quickly(room, "Clara", "vote.open", about={"type": "amendment", "id": last(room, "amendment")["id"]})
    voted(room, FOR)
    assert room.refused("Clara", "vote.open", again_of=tie).code == "text_changed"


def test_an_amendment_to_an_amendment_is_put_again_while_that_one_waits_unchanged(amended: Room) -> None:
    with_second_vote(amended)
    parent = amended.of("amendment")[0]
    data = {"kind": "replace", "parent": parent["id"], "text": f"{NIGHT} Always.", "revision": parent["revision"]}
    quickly(amended, "Otto", "amendment.table", **data)
    tie = tie_on(amended, id_=last(amended, "amendment")["id"])
    again(amended, tie)
    voted(amended, FOR)
    assert amended.of("amendment")[0]["text"] == f"{NIGHT} Always."
