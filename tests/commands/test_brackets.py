"""Brackets as commands: a seat asks for them, the chair or the rapporteur settles them, and both stand on record."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, heard, last, paragraph_at, quickly, revisions, texts
from tests.commands.test_drafting import Typing

BORDERS = "Borders should stay open to those in distress."


def asking(room: Room, words: str, number: str = "1.1", **more: Any) -> dict[str, Any]:
    """What a page sends when words are selected in a paragraph."""
    row = paragraph_at(room, number)
    start = row["text"].index(words)
    selected = {"start": start, "end": start + len(words), "words": words}
    return {"paragraph": row["id"], "revision": row["revision"], **selected, **more}


def settling(room: Room, opens: str, choice: str, number: str = "1.2", **more: Any) -> dict[str, Any]:
    """What a page sends when a choice is pressed."""
    row = paragraph_at(room, number)
    return {
        "paragraph": row["id"], "revision": row["revision"], "at": row["text"].index(opens), "choice": choice, **more
    }  # fmt: skip


def ask(room: Room, actor: str, words: str, number: str = "1.1") -> None:
    """A seat asks that words stand in brackets."""
    room.do(actor, "bracket.ask", **asking(room, words, number))


# Asking


@pytest.mark.parametrize("step", ["drafting", "negotiation"])
def test_a_seat_asks_that_words_stand_in_brackets_and_its_delegation_is_named(at: At, step: str) -> None:
    room = at(step)
    ask(room, "Gita", "to those in distress")
    assert texts(room)[0] == "1.1 Borders should stay open [Ghana: to those in distress]."
    row = paragraph_at(room, "1.1")
    assert happened(room) == (
        "bracket.asked",
        {"paragraph": row["id"], "revision": 2, "seat": "G-1", "by": "Ghana", "words": "to those in distress"},
    )
    assert heard(room)["actor"] == room.id("Gita")
    assert revisions(room, row["id"])[-1].seat == "G-1"


def test_another_seat_joins_and_its_name_stands_beside_the_first(drafting: Room) -> None:
    ask(drafting, "Gita", "in distress")
    ask(drafting, "Olga", "in distress")
    assert texts(drafting)[0] == "1.1 Borders should stay open to those [Ghana, Own Voices: in distress]."
    refusal = drafting.refused("Olga", "bracket.ask", **asking(drafting, "in distress"))
    assert refusal.code == "already_so"


def test_brackets_are_nested(drafting: Room) -> None:
    ask(drafting, "Gita", "to those in distress")
    ask(drafting, "Otto", "in distress")
    assert texts(drafting)[0] == "1.1 Borders should stay open [Ghana: to those [Outreach: in distress]]."


def test_only_a_seat_that_is_checked_in_asks(drafting: Room) -> None:
    for other in ("Sam", "Ana", "Vera"):
        assert drafting.refused(other, "bracket.ask", **asking(drafting, "open")).code == "not_allowed"
    drafting.do("Gita", "presence.check_out")
    assert drafting.refused("Gita", "bracket.ask", **asking(drafting, "open")).code == "not_present"


@pytest.mark.parametrize(("name", "office"), [("Remi", "rapporteur"), ("Clara", "chair")])
def test_what_a_seat_asks_for_in_the_room_is_entered_by_the_rapporteur_or_the_chair_on_record(
    drafting: Room, name: str, office: str
) -> None:
    drafting.do(name, "bracket.ask", **asking(drafting, "in distress", seat="G-1"))
    assert texts(drafting)[0] == "1.1 Borders should stay open to those [Ghana: in distress]."
    row = paragraph_at(drafting, "1.1")
    facts = {"seat": "G-1", "by": "Ghana", "words": "in distress", "office": office}
    assert happened(drafting) == ("bracket.asked", {"paragraph": row["id"], "revision": 2, **facts})
    assert heard(drafting)["actor"] == drafting.id(name)


def test_who_enters_it_says_whose_it_is_and_that_seat_is_in_the_room(drafting: Room) -> None:
    assert drafting.refused("Remi", "bracket.ask", **asking(drafting, "open")).code == "whose"
    assert drafting.refused("Remi", "bracket.ask", **asking(drafting, "open", seat="G-99")).code == "not_found"
    quickly(drafting, "Otto", "presence.check_out")
    seat = next(each["id"] for each in drafting.of("seat") if each["holder"] == drafting.id("Otto"))
    assert drafting.refused("Remi", "bracket.ask", **asking(drafting, "open", seat=seat)).code == "not_present"


def test_a_seat_asks_in_its_own_name_alone(drafting: Room) -> None:
    assert drafting.refused("Olga", "bracket.ask", **asking(drafting, "open", seat="G-1")).code == "not_allowed"
    drafting.do("Gita", "bracket.ask", **asking(drafting, "open", seat="G-1"))
    assert "office" not in happened(drafting)[1]


def test_the_words_must_stand_where_the_page_says(drafting: Room) -> None:
    for wrong in ({"words": "closed"}, {"start": 0}, {"end": 400}, {"start": 300, "end": 304}):
        refusal = drafting.refused("Gita", "bracket.ask", **asking(drafting, "open") | wrong)
        assert (refusal.code, str(refusal)) == (
            "other_words",
            "Other words stand at this place. Select them again.",
        )


def test_characters_are_counted_by_code_points(drafting: Room) -> None:
    row = paragraph_at(drafting, "1.1")
    quickly(drafting, "Gita", "paragraph.edit", paragraph=row["id"], text="🛟 Help at once.", revision=1)
    ask(drafting, "Gita", "at once")
    assert texts(drafting)[0] == "1.1 🛟 Help [Ghana: at once]."


def test_a_stale_revision_is_refused_with_the_text_as_it_is(drafting: Room) -> None:
    data = asking(drafting, "open")
    quickly(drafting, "Olga", "paragraph.edit", paragraph=data["paragraph"], text="Borders open.", revision=1)
    refusal = drafting.refused("Gita", "bracket.ask", **data)
    assert (refusal.code, refusal.facts) == ("stale_revision", {"text": "Borders open.", "revision": 2})


def test_what_was_typed_meanwhile_is_settled_and_makes_the_selection_stale(drafting: Room) -> None:
    data = asking(drafting, "open")
    Typing(drafting, data["paragraph"]).type("Olga", " Always.", "O-1")
    refusal = drafting.refused("Gita", "bracket.ask", **data)
    assert (refusal.code, refusal.facts["text"]) == ("stale_revision", f"{BORDERS} Always.")


def test_a_new_epoch_begins_so_that_nobody_types_into_the_text_of_before(drafting: Room) -> None:
    before = paragraph_at(drafting, "1.1")["epoch"]
    ask(drafting, "Gita", "open")
    drafting.do("Remi", "bracket.resolve", **settling(drafting, "[Ghana", "keep", "1.1"))
    assert paragraph_at(drafting, "1.1")["epoch"] == before + 2


def test_words_that_cut_through_a_bracket_are_refused(drafting: Room) -> None:
    refusal = drafting.refused("Gita", "bracket.ask", **asking(drafting, "shall][sho", "1.2"))
    assert refusal.code == "cuts_bracket"


def test_a_paragraph_does_not_grow_beyond_its_limit(drafting: Room) -> None:
    row = paragraph_at(drafting, "1.1")
    quickly(drafting, "Gita", "paragraph.edit", paragraph=row["id"], text="x" * 19_995, revision=1)
    refusal = drafting.refused("Gita", "bracket.ask", **asking(drafting, "xx"))
    assert (refusal.code, str(refusal)) == ("too_long", "A paragraph has at most 20000 characters.")


def test_an_agreed_paragraph_takes_no_brackets_until_the_chair_reopens_it(drafting: Room) -> None:
    paragraph = first(drafting, "paragraph")
    quickly(drafting, "Clara", "paragraph.agree", paragraph=paragraph, state="agreed", revision=1)
    refusal = drafting.refused("Gita", "bracket.ask", **asking(drafting, "open"))
    assert (refusal.code, str(refusal)) == (
        "agreed",
        "This paragraph is agreed. The chair can reopen it if a seat asks.",
    )
    quickly(drafting, "Clara", "paragraph.reopen", paragraph=paragraph, seat="G-1", reason="Ghana asks.")
    ask(drafting, "Gita", "open")


def test_nothing_is_bracketed_in_a_final_text_or_under_an_open_question(final_text: Room, voting: Room) -> None:
    assert final_text.refused("Gita", "bracket.ask", **asking(final_text, "open")).code == "wrong_phase"
    assert voting.refused("Gita", "bracket.ask", **asking(voting, "open")).code == "text_in_question"
    assert voting.refused("Remi", "bracket.resolve", **settling(voting, "[shall]", "keep")).code == "text_in_question"


# Settling


@pytest.mark.parametrize(
    ("opens", "choice", "stood", "chosen", "text"),
    [
        ("[shall]", "keep", "[shall][should]", "shall", "Consulates shall help one another."),
        ("[should]", "keep", "[shall][should]", "should", "Consulates should help one another."),
        ("[shall]", "delete", "[shall]", "", "Consulates [should] help one another."),
        ("[shall]", "neither", "[shall][should]", "", "Consulates help one another."),
    ],
)
def test_a_bracket_is_settled_and_the_decision_is_on_record(
    negotiation: Room, opens: str, choice: str, stood: str, chosen: str, text: str
) -> None:
    negotiation.do("Remi", "bracket.resolve", **settling(negotiation, opens, choice))
    row = paragraph_at(negotiation, "1.2")
    assert row["text"] == text
    facts = {"choice": choice, "stood": stood, "chosen": chosen, "office": "rapporteur"}
    assert happened(negotiation) == ("bracket.resolved", {"paragraph": row["id"], "revision": 2, **facts})
    assert heard(negotiation)["actor"] == negotiation.id("Remi")


def test_the_chair_settles_too_and_nobody_else(drafting: Room) -> None:
    for other in ("Gita", "Sam", "Ana", "Vera"):
        data = settling(drafting, "[shall]", "keep")
        assert drafting.refused(other, "bracket.resolve", **data).code == "not_allowed"
    drafting.do("Clara", "bracket.resolve", **settling(drafting, "[shall]", "keep"))
    assert happened(drafting)[1]["office"] == "chair"


def test_a_bracket_that_no_longer_stands_there_is_not_settled(drafting: Room) -> None:
    refusal = drafting.refused("Remi", "bracket.resolve", **settling(drafting, "[shall]", "keep", at=3))
    assert refusal.code == "no_bracket"
    data = settling(drafting, "[shall]", "keep")
    drafting.do("Remi", "bracket.resolve", **data)
    refusal = drafting.refused("Clara", "bracket.resolve", **data)
    assert (refusal.code, refusal.facts["text"]) == ("stale_revision", "Consulates shall help one another.")


def test_a_bracket_that_is_all_of_a_paragraph_is_not_deleted(drafting: Room) -> None:
    row = paragraph_at(drafting, "1.1")
    quickly(drafting, "Gita", "paragraph.edit", paragraph=row["id"], text="[Only this.]", revision=1)
    refusal = drafting.refused("Remi", "bracket.resolve", **settling(drafting, "[", "delete", "1.1"))
    assert refusal.code == "no_text"
    assert "Remove the paragraph instead." in str(refusal)


def test_amendments_are_carried_over_to_the_text_with_the_bracket(amended: Room) -> None:
    ask(amended, "Gita", "in distress")
    record = last(amended, "amendment")
    assert (record["state"], record["base_revision"]) == ("tabled", 2)
    assert record["base"] == "Borders should stay open to those [Ghana: in distress]."
    assert record["text"] == "Borders should stay open by day and night to those [Ghana: in distress]."


def test_an_amendment_that_says_otherwise_is_to_be_redrafted_and_one_that_says_so_falls(negotiation: Room) -> None:
    row = paragraph_at(negotiation, "1.2")
    for actor, word in (("Olga", "may"), ("Otto", "shall")):
        text = row["text"].replace("[shall][should]", word)
        data = {"kind": "replace", "paragraph": row["id"], "text": text, "revision": 1, "reason": ""}
        quickly(negotiation, actor, "amendment.table", **data)
    negotiation.do("Remi", "bracket.resolve", **settling(negotiation, "[shall]", "keep"))
    assert [each["state"] for each in negotiation.of("amendment")] == ["redraft", "fallen"]


def test_what_happens_behind_closed_doors_is_heard_by_members_alone(negotiation: Room) -> None:
    quickly(negotiation, "Clara", "sitting.set_private", private=True)
    ask(negotiation, "Gita", "open")
    assert heard(negotiation) == {"seq": len(negotiation.entries())}
    assert heard(negotiation, "members")["event"] == "bracket.asked"
