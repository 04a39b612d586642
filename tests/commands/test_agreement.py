"""Agreement on paragraphs: by a decision and by the chair, ad referendum, in a single undertaking, and open again."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, heard, last, paragraph_at, quickly


def agree(room: Room, paragraph: int) -> None:
    """The paragraph is agreed by consensus."""
    quickly(room, "Clara", "call.open", about={"type": "paragraph", "id": paragraph})
    quickly(room, "Clara", "call.close", question=last(room, "question")["id"])


def mark(room: Room, number: str, state: str, actor: str = "Clara") -> None:
    """The chair notes that a paragraph is agreed, or agreed ad referendum."""
    row = paragraph_at(room, number)
    room.do(actor, "paragraph.agree", paragraph=row["id"], state=state, revision=row["revision"])


def not_marked(room: Room, number: str, state: str, actor: str = "Clara", **more: Any) -> tuple[str, str]:
    """The code and the sentence with which that is refused."""
    row = paragraph_at(room, number)
    data = {"paragraph": row["id"], "state": state, "revision": row["revision"]} | more
    refusal = room.refused(actor, "paragraph.agree", **data)
    return refusal.code, str(refusal)


def single_undertaking(room: Room, on: bool = True) -> None:
    """The chair lays down that nothing is agreed until everything is agreed, or that it no longer is so."""
    statement = first(room, "statement")
    room.do("Clara", "statement.set_single_undertaking", statement=statement, single_undertaking=on)


# By the chair


@pytest.mark.parametrize("step", ["drafting", "negotiation"])
def test_the_chair_notes_that_a_paragraph_is_agreed_ad_referendum_and_then_agreed(at: At, step: str) -> None:
    room = at(step)
    paragraph = paragraph_at(room, "1.1")["id"]
    for state in ("ad_referendum", "agreed"):
        mark(room, "1.1", state)
        assert room.record(f"paragraph/{paragraph}", "public")["state"] == state
        assert happened(room) == ("paragraph.agreed", {"paragraph": paragraph, "state": state, "revision": 1})
        assert heard(room)["actor"] == room.id("Clara")


@pytest.mark.parametrize("state", ["ad_referendum", "agreed"])
def test_nothing_in_brackets_is_agreed_and_a_bracket_without_its_partner_even_less(drafting: Room, state: str) -> None:
    code, sentence = not_marked(drafting, "1.2", state)
    assert code == "brackets_left"
    assert "Settle the brackets first; 2 left." in sentence
    row = paragraph_at(drafting, "1.2")
    quickly(drafting, "Gita", "paragraph.edit", paragraph=row["id"], text="Consulates [should help.", revision=1)
    assert not_marked(drafting, "1.2", state)[0] == "unbalanced_bracket"


def test_a_paragraph_with_an_amendment_pending_is_not_agreed(amended: Room) -> None:
    assert not_marked(amended, "1.1", "agreed") == (
        "amendments_pending",
        "Decide the amendments to this paragraph first.",
    )


def test_the_chair_agrees_the_text_that_stands_now_and_no_other(drafting: Room) -> None:
    row = paragraph_at(drafting, "1.1")
    drafting.do("Gita", "paragraph.edit", paragraph=row["id"], text="Borders stay open.", revision=1)
    assert not_marked(drafting, "1.1", "agreed", revision=1)[0] == "stale_revision"
    refusal = drafting.refused("Clara", "paragraph.agree", paragraph=row["id"], state="agreed", revision=1)
    assert refusal.facts == {"text": "Borders stay open.", "revision": 2}


@pytest.mark.parametrize("other", ["Gita", "Remi", "Sam", "Ana", "Vera"])
def test_nobody_but_those_who_conduct_marks_a_paragraph_agreed(drafting: Room, other: str) -> None:
    assert not_marked(drafting, "1.1", "agreed", other)[0] == "not_allowed"


def test_a_paragraph_is_agreed_once_and_does_not_go_back_to_ad_referendum(drafting: Room) -> None:
    mark(drafting, "1.1", "agreed")
    assert not_marked(drafting, "1.1", "agreed") == ("already_so", "This paragraph is so already.")
    assert not_marked(drafting, "1.1", "ad_referendum") == (
        "agreed",
        "This paragraph is agreed. The chair can reopen it if a seat asks.",
    )


def test_in_final_and_under_an_open_question_nothing_is_marked(final_text: Room, voting: Room) -> None:
    assert not_marked(final_text, "1.1", "agreed")[0] == "wrong_phase"
    assert not_marked(voting, "2.1", "agreed")[0] == "text_in_question"


def test_a_paragraph_agreed_ad_referendum_is_closed_and_can_still_be_agreed_by_a_decision(drafting: Room) -> None:
    paragraph = first(drafting, "paragraph")
    mark(drafting, "1.1", "ad_referendum")
    data = {"paragraph": paragraph, "text": "Mine.", "revision": 1}
    assert drafting.refused("Gita", "paragraph.edit", **data).code == "agreed"
    agree(drafting, paragraph)
    assert drafting.record(f"paragraph/{paragraph}", "public")["state"] == "agreed"


# A single undertaking


def test_in_a_single_undertaking_what_was_agreed_is_agreed_ad_referendum(drafting: Room) -> None:
    mark(drafting, "1.1", "agreed")
    single_undertaking(drafting)
    assert paragraph_at(drafting, "1.1")["state"] == "ad_referendum"
    assert drafting.of("statement", "public")[0]["single_undertaking"] is True
    assert happened(drafting) == (
        "statement.single_undertaking_set",
        {"title": "Joint statement", "single_undertaking": True},
    )


def test_in_a_single_undertaking_neither_the_chair_nor_a_decision_agrees_a_paragraph_for_good(drafting: Room) -> None:
    single_undertaking(drafting)
    code, sentence = not_marked(drafting, "1.1", "agreed")
    assert code == "single_undertaking"
    assert "Nothing is agreed until everything is agreed" in sentence
    agree(drafting, first(drafting, "paragraph"))
    assert paragraph_at(drafting, "1.1")["state"] == "ad_referendum"
    about = {"type": "paragraph", "id": first(drafting, "paragraph")}
    assert drafting.refused("Clara", "call.open", about=about).code == "agreed"


def test_a_part_agreed_in_a_single_undertaking_is_agreed_ad_referendum(clean_text: Room) -> None:
    single_undertaking(clean_text)
    about = {"type": "part", "id": first(clean_text, "part")}
    clean_text.do("Clara", "call.open", about=about)
    clean_text.do("Clara", "call.close", question=first(clean_text, "question"))
    assert paragraph_at(clean_text, "1.2")["state"] == "ad_referendum"
    assert clean_text.refused("Clara", "call.open", about=about).code == "agreed"


def test_the_adoption_of_the_whole_agrees_everything(final_text: Room) -> None:
    single_undertaking(final_text)
    about = {"type": "statement", "id": first(final_text, "statement")}
    final_text.do("Clara", "call.open", about=about)
    final_text.do("Clara", "call.close", question=first(final_text, "question"))
    assert {row["state"] for row in final_text.of("paragraph")} == {"agreed"}


def test_when_it_no_longer_is_one_each_paragraph_waits_for_its_own_agreement(drafting: Room) -> None:
    single_undertaking(drafting)
    mark(drafting, "1.1", "ad_referendum")
    single_undertaking(drafting, on=False)
    assert paragraph_at(drafting, "1.1")["state"] == "ad_referendum"
    mark(drafting, "1.1", "agreed")


def test_only_the_chair_makes_a_statement_a_single_undertaking_and_once(drafting: Room) -> None:
    data = {"statement": first(drafting, "statement"), "single_undertaking": True}
    for other in ("Remi", "Sam", "Gita"):
        assert drafting.refused(other, "statement.set_single_undertaking", **data).code == "not_allowed"
    single_undertaking(drafting)
    refusal = drafting.refused("Clara", "statement.set_single_undertaking", **data)
    assert (refusal.code, str(refusal)) == ("already_so", "The statement is so already.")


def test_it_does_not_change_under_an_open_question(voting: Room) -> None:
    data = {"statement": first(voting, "statement"), "single_undertaking": True}
    assert voting.refused("Clara", "statement.set_single_undertaking", **data).code == "text_in_question"


# Agreed, and open again


def test_an_agreed_paragraph_is_closed_to_editing_and_amendment(drafting: Room) -> None:
    paragraph = first(drafting, "paragraph")
    agree(drafting, paragraph)
    assert drafting.record(f"paragraph/{paragraph}", "public")["state"] == "agreed"
    sentence = "This paragraph is agreed. The chair can reopen it if a seat asks."
    for actor, name, data in (
        ("Gita", "paragraph.edit", {"paragraph": paragraph, "text": "Mine.", "revision": 1}),
        ("Remi", "paragraph.remove", {"paragraph": paragraph}),
    ):
        refusal = drafting.refused(actor, name, **data)
        assert (refusal.code, str(refusal)) == ("agreed", sentence)
    drafting.do("Clara", "statement.set_stage", statement=first(drafting, "statement"), stage="negotiation")
    for kind, text in (("replace", "Mine."), ("delete", "")):
        data = {"kind": kind, "paragraph": paragraph, "text": text, "revision": 1}
        refusal = drafting.refused("Gita", "amendment.table", **data)
        assert (refusal.code, str(refusal)) == ("agreed", sentence)


def test_the_chair_reopens_an_agreed_paragraph_for_a_seat_with_the_reason_on_record(drafting: Room) -> None:
    paragraph = first(drafting, "paragraph")
    agree(drafting, paragraph)
    drafting.do("Clara", "paragraph.reopen", paragraph=paragraph, seat="O-2", reason="A word was missed.")
    assert happened(drafting) == (
        "paragraph.reopened",
        {"paragraph": paragraph, "seat": "O-2", "reason": "A word was missed.", "before": "agreed"},
    )
    assert drafting.record(f"paragraph/{paragraph}", "public")["state"] == "open"
    drafting.do("Gita", "paragraph.edit", paragraph=paragraph, text="Mine.", revision=1)
    refusal = drafting.refused("Clara", "paragraph.reopen", paragraph=paragraph, seat="O-2", reason="Again.")
    assert (refusal.code, str(refusal)) == ("already_so", "This paragraph is open.")


def test_reopening_names_a_seat_of_the_plan_and_a_reason(drafting: Room) -> None:
    paragraph = first(drafting, "paragraph")
    agree(drafting, paragraph)
    refusal = drafting.refused("Clara", "paragraph.reopen", paragraph=paragraph, seat="G-9", reason="Why not.")
    assert (refusal.code, str(refusal)) == ("not_found", "There is no seat G-9 in the plan.")
    for seat, reason in (("Ghana", "Why not."), ("G-0", "Why not."), ("G-1", " "), ("G-1", None)):
        data: dict[str, Any] = {"paragraph": paragraph, "seat": seat, "reason": reason}
        assert drafting.refused("Clara", "paragraph.reopen", **data).code == "bad_data"
    for other in ("Remi", "Gita", "Sam"):
        data = {"paragraph": paragraph, "seat": "G-1", "reason": "Why not."}
        assert drafting.refused(other, "paragraph.reopen", **data).code == "not_allowed"
