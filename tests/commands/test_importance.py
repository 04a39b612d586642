"""Important questions: a simple majority finds a text to be one, and votes on it are then by the substantive rule."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, last, paragraph_at, quickly
from tests.commands.test_second_votes import AGAINST, FOR, TIE, tie_on, voted, with_second_vote
from tests.commands.test_votes import EVERYONE, NIGHT, RULES, words_of

MAJORITY = "fffa--"


def text(room: Room, noun: str) -> dict[str, Any]:
    """The first text of a kind."""
    return {"type": noun, "id": first(room, noun)}


def find(room: Room, noun: str, choices: str = MAJORITY) -> dict[str, Any]:
    """Whether the first text of a kind is an important question is put to the vote; its record."""
    quickly(room, "Clara", "vote.open", important=text(room, noun))
    return voted(room, choices)


def rule_on(room: Room, about: dict[str, Any], **more: Any) -> str:
    """The rule under which a vote on a text opens. The vote is then voided."""
    made = quickly(room, "Clara", "vote.open", about=about, **more)
    rule = str(room.record(f"question/{made['question']}")["preset"])
    quickly(room, "Clara", "question.void", question=made["question"], reason="It was only a look.")
    return rule


def procedural(room: Room) -> Room:
    """The usual rule of the group is the procedural one."""
    quickly(room, "Clara", "group.set_rules", **{**RULES, "rule": "procedural"})
    return room


def test_it_shows_the_text_that_it_is_about_and_is_decided_by_a_simple_majority(amended: Room) -> None:
    made = amended.do("Clara", "vote.open", important=text(amended, "amendment"), preset="substantive", title="Other")
    question = amended.record(f"question/{made['question']}", "public")
    assert {key: question[key] for key in ("important", "about", "title", "text", "preset")} == {
        "important": text(amended, "amendment"),
        "about": None,
        "title": "A1, 1.1",
        "text": NIGHT,
        "preset": "procedural",
    }
    assert happened(amended)[0] == "vote.opened"
    result = voted(amended, MAJORITY)
    assert result["outcome"] == "adopted"
    assert words_of(result)[-1].startswith("An important question: votes on it")


def test_the_next_vote_on_it_is_by_the_substantive_rule_and_says_why(amended: Room) -> None:
    assert rule_on(procedural(amended), text(amended, "amendment")) == "procedural"
    found = find(amended, "amendment")["number"]
    assert rule_on(amended, text(amended, "amendment")) == "substantive"
    refusal = amended.refused("Clara", "vote.open", about=text(amended, "amendment"), preset="procedural")
    assert (refusal.code, refusal.facts) == ("important", {"number": found})
    amended.do("Clara", "vote.open", about=text(amended, "amendment"), preset="substantive")
    said = words_of(last(amended, "question"), "cautions")[0]
    assert said == f"An important question, as question {found} has found: the substantive rule applies."


@pytest.mark.parametrize("noun", ["paragraph", "part", "statement"])
def test_amendments_to_an_important_question_are_decided_as_it_is(amended: Room, noun: str) -> None:
    find(procedural(amended), noun)
    assert rule_on(amended, text(amended, "amendment")) == "substantive"


def test_so_are_amendments_to_an_amendment_new_paragraphs_and_parts_put_separately(amended: Room) -> None:
    procedural(amended)
    row = paragraph_at(amended, "1.2")
    quickly(amended, "Gita", "amendment.table", kind="insert", paragraph=row["id"], text="At night, too.")
    insertion = {"type": "amendment", "id": last(amended, "amendment")["id"]}
    find(amended, "paragraph")
    assert rule_on(amended, insertion) == "procedural"
    pieces = ["Borders should stay open by day and night", "to those in distress."]
    data = {"of": text(amended, "amendment"), "revision": 1, "pieces": pieces}
    division = quickly(amended, "Gita", "division.ask", **data)["division"]
    quickly(amended, "Clara", "division.grant", division=division)
    assert rule_on(amended, {"type": "division", "id": division}) == "substantive"
    parent = amended.of("amendment")[0]
    data = {"kind": "replace", "parent": parent["id"], "text": f"{NIGHT} Always.", "revision": parent["revision"]}
    quickly(amended, "Otto", "amendment.table", **data)
    assert rule_on(amended, {"type": "amendment", "id": last(amended, "amendment")["id"]}) == "substantive"
    find(amended, "part")
    assert rule_on(amended, insertion) == "substantive"


def test_what_is_not_found_to_be_one_is_voted_on_as_the_chair_chooses_and_not_asked_again(amended: Room) -> None:
    result = find(procedural(amended), "amendment", AGAINST)
    assert words_of(result)[-1].startswith("Not an important question")
    refusal = amended.refused("Clara", "vote.open", important=text(amended, "amendment"))
    assert (refusal.code, refusal.facts) == ("decided_before", {"number": result["number"]})
    assert rule_on(amended, text(amended, "amendment")) == "procedural"
    assert amended.refused("Clara", "vote.open", reconsiders=result["id"]).code == "motion_decided"


def test_without_a_quorum_it_can_be_asked_again(amended: Room) -> None:
    for name in EVERYONE[:2]:
        quickly(amended, name, "presence.check_out")
    quickly(amended, "Clara", "vote.open", important=text(amended, "amendment"))
    assert amended.close_vote()["outcome"] == "no_quorum"
    for name in EVERYONE[:2]:
        quickly(amended, name, "presence.check_in")
    assert find(amended, "amendment")["outcome"] == "adopted"


def test_what_is_important_as_a_whole_is_not_asked_about_in_part(amended: Room) -> None:
    find(amended, "statement")
    assert amended.refused("Clara", "vote.open", important=text(amended, "amendment")).code == "already_so"


def test_what_is_decided_is_not_asked_about(at: At) -> None:
    room = at("amended")
    quickly(room, "Clara", "vote.open", about=text(room, "amendment"))
    voted(room, AGAINST)
    assert room.refused("Clara", "vote.open", important=text(room, "amendment")).code == "decided"
    row = paragraph_at(room, "1.1")
    quickly(room, "Clara", "paragraph.agree", paragraph=row["id"], state="agreed", revision=row["revision"])
    assert room.refused("Clara", "vote.open", important=text(room, "paragraph")).code == "agreed"
    room = at("adopted")
    assert room.refused("Clara", "vote.open", important=text(room, "statement")).code == "decided"


def test_it_is_voted_on_once_and_a_tie_under_another_rule_is_not_taken_again(clean_text: Room) -> None:
    with_second_vote(procedural(clean_text))
    quickly(clean_text, "Clara", "group.set_rules", **{**RULES, "rule": "procedural"}, second_vote=True)
    asked = find(clean_text, "part", TIE)
    assert clean_text.refused("Clara", "vote.open", again_of=asked["id"]).code == "motion_decided"
    tie = tie_on(clean_text, "paragraph")
    find(clean_text, "paragraph", FOR)
    assert clean_text.refused("Clara", "vote.open", again_of=tie).code == "important"


def test_the_words_of_what_was_put_forward_behind_closed_doors_stay_there(amended: Room) -> None:
    quickly(amended, "Clara", "sitting.set_private", private=True)
    quickly(amended, "Clara", "vote.open", important=text(amended, "amendment"))
    voted(amended, FOR)
    quickly(amended, "Clara", "sitting.set_private", private=False)
    assert amended.of("question", "public") == []
    assert rule_on(amended, text(amended, "amendment")) == "substantive"
