"""Division: a seat asks for a separate vote on parts of a text, the chair rules, and what the votes leave of it."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, last, paragraph_at, quickly, texts
from tests.commands.test_amending import amend, why
from tests.commands.test_amendments import BORDERS, amendment, insert, table

NIGHT = "Borders must stay open by day and night to those in distress, and to their families."
THREE = ["Borders must stay open by day and night", "to those in distress,", "and to their families."]
PARAGRAPH = ["Borders should stay open", "to those in distress."]
NAMES = ("Gita", "George", "Olga", "Otto")


def tabled(room: Room) -> int:
    return table(room, "Olga", "1.1", NIGHT)


def asked(room: Room, of: int, pieces: list[str], noun: str = "amendment", revision: int = 1) -> int:
    data = {"of": {"type": noun, "id": of}, "revision": revision, "pieces": pieces}
    return int(quickly(room, "Gita", "division.ask", **data)["division"])


def granted(room: Room, of: int, pieces: list[str], noun: str = "amendment") -> int:
    division = asked(room, of, pieces, noun)
    quickly(room, "Clara", "division.grant", division=division)
    return division


def put(room: Room, division: int, choice: str) -> dict[str, Any]:
    """The next part is voted on, and everyone is of one mind; the question."""
    quickly(room, "Clara", "vote.open", about={"type": "division", "id": division})
    for name in NAMES:
        quickly(room, name, "vote.cast", question=last(room, "question")["id"], choice=choice)
    room.do("Clara", "vote.close", question=last(room, "question")["id"])
    return last(room, "question")


def division_of(room: Room, id_: int) -> dict[str, Any]:
    return room.record(f"division/{id_}", "public")


# Asking


def test_any_seat_asks_and_everyone_sees_the_parts(negotiation: Room) -> None:
    of = {"type": "amendment", "id": tabled(negotiation)}
    given = {"of": of, "revision": 1, "pieces": THREE, "reason": "Families are another matter."}
    made = negotiation.do("Gita", "division.ask", **given)["division"]
    record = division_of(negotiation, made)
    assert (record["of"], record["seat"], record["state"], record["revision"]) == (of, "G-1", "asked", 1)
    assert "".join(piece["text"] for piece in record["pieces"]) == NIGHT
    assert [piece["adopted"] for piece in record["pieces"]] == [None, None, None]
    facts = {"of": "A1, 1.1", "seat": "G-1", "reason": "Families are another matter."}
    assert happened(negotiation) == ("division.asked", facts)


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ([NIGHT], "bad_data"),
        (["Borders may stay open", *THREE[1:]], "not_the_text"),
        (THREE[:2], "not_the_text"),
        ([*THREE, "And more."], "not_the_text"),
        (["Bor", NIGHT.removeprefix("Bor")], "inside_a_word"),
    ],
)
def test_the_parts_are_the_words_of_the_text_and_cut_none(negotiation: Room, pieces: list[str], code: str) -> None:
    data = {"of": {"type": "amendment", "id": tabled(negotiation)}, "revision": 1, "pieces": pieces}
    assert negotiation.refused("Gita", "division.ask", **data).code == code


def test_the_text_is_that_which_the_seat_has_seen(negotiation: Room) -> None:
    one = tabled(negotiation)
    quickly(negotiation, "Olga", "amendment.redraft", amendment=one, text="Borders must stay open.", revision=1)
    data = {"of": {"type": "amendment", "id": one}, "revision": 1, "pieces": THREE}
    refusal = negotiation.refused("Gita", "division.ask", **data)
    assert (refusal.code, refusal.facts["text"]) == ("stale_revision", "Borders must stay open.")


def test_one_division_of_a_text_waits_at_a_time(negotiation: Room) -> None:
    one = tabled(negotiation)
    asked(negotiation, one, THREE)
    data = {"of": {"type": "amendment", "id": one}, "revision": 1, "pieces": THREE}
    assert negotiation.refused("Otto", "division.ask", **data).code == "already_so"


def test_a_deletion_has_no_text_to_divide_and_what_is_decided_is_not_divided(negotiation: Room) -> None:
    gone, one = table(negotiation, "Olga", "1.1", kind="delete"), tabled(negotiation)
    data = {"revision": 1, "pieces": THREE}
    refusal = negotiation.refused("Gita", "division.ask", of={"type": "amendment", "id": gone}, **data)
    assert refusal.code == "no_text"
    quickly(negotiation, "Olga", "amendment.withdraw", amendment=one)
    refusal = negotiation.refused("Gita", "division.ask", of={"type": "amendment", "id": one}, **data)
    assert refusal.code == "decided"
    quickly(negotiation, "Olga", "amendment.withdraw", amendment=gone)
    agreed = paragraph_at(negotiation, "1.1")["id"]
    quickly(negotiation, "Clara", "paragraph.agree", paragraph=agreed, state="agreed", revision=1)
    data = {"of": {"type": "paragraph", "id": agreed}, "revision": 1, "pieces": PARAGRAPH}
    assert negotiation.refused("Gita", "division.ask", **data).code == "agreed"


def test_only_in_negotiation(at: At) -> None:
    room = at("drafting")
    data = {"of": {"type": "paragraph", "id": first(room, "paragraph")}, "revision": 1, "pieces": PARAGRAPH}
    assert room.refused("Gita", "division.ask", **data).code == "wrong_phase"


# The ruling


def test_nothing_is_put_before_the_chair_has_ruled(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = asked(negotiation, one, THREE)
    for about in ({"type": "amendment", "id": one}, {"type": "division", "id": division}):
        assert negotiation.refused("Clara", "vote.open", about=about).code == "division_asked"


def test_what_the_chair_refuses_is_put_as_a_whole(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = asked(negotiation, one, THREE)
    negotiation.do("Clara", "division.refuse", division=division, reason="It is one proposal.")
    record = division_of(negotiation, division)
    assert (record["state"], record["ruling"]) == ("refused", "It is one proposal.")
    assert negotiation.refused("Clara", "division.grant", division=division).code == "decided"
    about = {"type": "division", "id": division}
    assert negotiation.refused("Clara", "vote.open", about=about).code == "decided"
    negotiation.do("Clara", "vote.open", about={"type": "amendment", "id": one})


def test_the_chair_grants_it_once_and_the_whole_waits_for_its_parts(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = granted(negotiation, one, THREE)
    assert division_of(negotiation, division)["state"] == "granted"
    assert negotiation.refused("Clara", "division.grant", division=division).code == "already_so"
    refusal = negotiation.refused("Clara", "call.open", about={"type": "amendment", "id": one})
    assert (refusal.code, refusal.facts["parts"]) == ("parts_not_decided", "1, 2, 3")


def test_a_bracket_in_what_an_amendment_proposes_is_not_cut(negotiation: Room) -> None:
    one = table(negotiation, "Olga", "1.1", "Borders stay [Ghana: open by day, and by night].")
    of = {"type": "amendment", "id": one}
    pieces = ["Borders stay [Ghana: open by day,", "and by night]."]
    refusal = negotiation.refused("Gita", "division.ask", of=of, revision=1, pieces=pieces)
    assert (refusal.code, refusal.facts) == ("cuts_bracket", {"words": "[Ghana: open by day, and by night]"})


def test_who_asked_withdraws_it_until_a_part_is_decided(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = asked(negotiation, one, THREE)
    assert negotiation.refused("Otto", "division.withdraw", division=division).code == "not_sponsor"
    negotiation.do("Gita", "division.withdraw", division=division)
    assert division_of(negotiation, division)["state"] == "withdrawn"
    again = granted(negotiation, one, THREE)
    put(negotiation, again, "for")
    assert negotiation.refused("Gita", "division.withdraw", division=again).code == "decided"


# The parts


def test_what_is_rejected_leaves_the_amendment_and_the_rest_is_put_as_a_whole(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = granted(negotiation, one, THREE)
    question = put(negotiation, division, "for")
    assert (question["title"], question["text"]) == ("A1, 1.1 (1/3)", THREE[0])
    put(negotiation, division, "for")
    assert amendment(negotiation, one)["text"] == NIGHT
    put(negotiation, division, "against")
    record = division_of(negotiation, division)
    assert (record["state"], [piece["adopted"] for piece in record["pieces"]]) == ("decided", [True, True, False])
    left = amendment(negotiation, one)
    assert (left["state"], left["revision"]) == ("tabled", 2)
    assert left["text"] == "Borders must stay open by day and night to those in distress,"
    negotiation.do("Clara", "call.open", about={"type": "amendment", "id": one})
    negotiation.do("Clara", "call.close", question=last(negotiation, "question")["id"])
    assert texts(negotiation)[0] == f"1.1 {left['text']}"


def test_an_amendment_of_which_every_part_falls_is_rejected(negotiation: Room) -> None:
    one = insert(negotiation, "Olga", "1.1", "Ports as well. Airports too.")
    division = granted(negotiation, one, ["Ports as well.", "Airports too."])
    put(negotiation, division, "against")
    put(negotiation, division, "against")
    assert amendment(negotiation, one)["state"] == "rejected"


def test_an_amendment_that_then_changes_nothing_falls(negotiation: Room) -> None:
    one = table(negotiation, "Olga", "1.1", f"{BORDERS} Ports as well.")
    division = granted(negotiation, one, [BORDERS, "Ports as well."])
    put(negotiation, division, "for")
    put(negotiation, division, "against")
    assert why(negotiation, one) == ("fallen", "The paragraph already says what it proposes.")


def test_what_is_rejected_leaves_the_paragraph(negotiation: Room) -> None:
    target = paragraph_at(negotiation, "1.1")["id"]
    division = granted(negotiation, target, PARAGRAPH, "paragraph")
    put(negotiation, division, "for")
    assert put(negotiation, division, "against")["title"] == "1.1 (2/2)"
    row = paragraph_at(negotiation, "1.1")
    assert (row["text"], row["revision"], row["state"]) == (PARAGRAPH[0], 2, "open")
    negotiation.do("Clara", "vote.open", about={"type": "paragraph", "id": target})


def test_a_paragraph_of_which_every_part_falls_leaves_the_statement(negotiation: Room) -> None:
    before = texts(negotiation)
    division = granted(negotiation, paragraph_at(negotiation, "1.1")["id"], PARAGRAPH, "paragraph")
    put(negotiation, division, "against")
    put(negotiation, division, "against")
    assert [each.partition(" ")[2] for each in texts(negotiation)] == [each.partition(" ")[2] for each in before[1:]]


def test_a_text_of_which_every_part_is_adopted_stays_as_it_is(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = granted(negotiation, one, THREE)
    for _ in THREE:
        put(negotiation, division, "for")
    assert (amendment(negotiation, one)["revision"], amendment(negotiation, one)["text"]) == (1, NIGHT)
    assert division_of(negotiation, division)["state"] == "decided"


def test_a_part_that_is_not_decided_is_put_again(negotiation: Room) -> None:
    division = granted(negotiation, tabled(negotiation), THREE)
    quickly(negotiation, "Clara", "vote.open", about={"type": "division", "id": division})
    negotiation.do("Clara", "question.void", question=last(negotiation, "question")["id"], reason="By mistake.")
    assert put(negotiation, division, "for")["title"] == "A1, 1.1 (1/3)"


def test_nobody_touches_the_text_while_a_part_is_put(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = granted(negotiation, one, THREE)
    negotiation.do("Clara", "vote.open", about={"type": "division", "id": division})
    assert negotiation.refused("Olga", "amendment.withdraw", amendment=one).code == "text_in_question"
    assert negotiation.refused("Gita", "division.withdraw", division=division).code == "text_in_question"


def test_amendments_are_decided_before_the_parts_of_a_paragraph(negotiation: Room) -> None:
    target = paragraph_at(negotiation, "1.1")["id"]
    division = granted(negotiation, target, PARAGRAPH, "paragraph")
    tabled(negotiation)
    about = {"type": "division", "id": division}
    assert negotiation.refused("Clara", "vote.open", about=about).code == "amendments_pending"


# What waits falls with its text


def test_a_division_falls_when_its_amendment_is_withdrawn_or_says_something_else(negotiation: Room) -> None:
    one = tabled(negotiation)
    division = granted(negotiation, one, THREE)
    child = amend(negotiation, "Otto", one, "Borders must stay open.")
    about = {"type": "division", "id": division}
    assert negotiation.refused("Clara", "vote.open", about=about).code == "amendments_pending"
    quickly(negotiation, "Clara", "call.open", about={"type": "amendment", "id": child})
    negotiation.do("Clara", "call.close", question=last(negotiation, "question")["id"])
    assert division_of(negotiation, division)["state"] == "fallen"
    again = asked(negotiation, one, ["Borders must", "stay open."], revision=2)
    negotiation.do("Olga", "amendment.withdraw", amendment=one)
    assert division_of(negotiation, again)["state"] == "fallen"


def test_a_division_of_a_paragraph_falls_when_an_amendment_to_it_is_adopted(negotiation: Room) -> None:
    division = asked(negotiation, paragraph_at(negotiation, "1.1")["id"], PARAGRAPH, "paragraph")
    one = tabled(negotiation)
    quickly(negotiation, "Clara", "call.open", about={"type": "amendment", "id": one})
    negotiation.do("Clara", "call.close", question=last(negotiation, "question")["id"])
    assert division_of(negotiation, division)["state"] == "fallen"


def test_a_statement_is_not_final_and_a_paragraph_not_agreed_while_a_division_waits(negotiation: Room) -> None:
    target = paragraph_at(negotiation, "2.1")
    pieces = ["States should name one contact point", "for stranded people."]
    division = asked(negotiation, target["id"], pieces, "paragraph")
    given = {"paragraph": target["id"], "state": "agreed", "revision": 1}
    assert negotiation.refused("Clara", "paragraph.agree", **given).code == "division_asked"
    data = {"statement": first(negotiation, "statement"), "stage": "final"}
    assert negotiation.refused("Clara", "statement.set_stage", **data).code == "division_asked"
    part = {"type": "part", "id": target["part"]}
    assert negotiation.refused("Clara", "vote.open", about=part).code == "division_asked"
    quickly(negotiation, "Clara", "division.refuse", division=division, reason="It is one sentence.")
    negotiation.do("Clara", "vote.open", about=part)
