"""A call on a part, and the notes to what a call adopts: reservations and dissociations under the text itself."""

from typing import Any

from deliberate.domain.text import text_hash
from tests.cast import READERS, Room
from tests.commands.looking import first, happened, paragraph_at, quickly, texts

PORTS = "On ports: our law reserves them."


def call(room: Room, noun: str, id_: int, **definition: str) -> int:
    """A call for consensus is open on a record; the question."""
    about = {"type": noun, "id": id_}
    return int(quickly(room, "Clara", "call.open", about=about, **definition)["question"])


def take(room: Room, question: int, actor: str, stance: str, reason: str = "") -> None:
    quickly(room, actor, "call.take_position", question=question, stance=stance, reason=reason)


def notes(room: Room, reader: str = "public") -> list[dict[str, Any]]:
    """The notes as a reader has them: under what, what was done, by whom, in which words."""
    return [
        {name: each[name] for name in ("about", "kind", "seat", "text")}
        for each in sorted(room.of("note", reader), key=lambda each: each["id"])
    ]


def part_with_text(room: Room) -> dict[str, Any]:
    """The second part: its one paragraph has no bracket."""
    return next(each for each in room.of("part") if each["position"] == 2)


# A part


def test_a_part_is_put_with_all_its_paragraphs_and_agreed_with_them(negotiation: Room) -> None:
    part = part_with_text(negotiation)
    made = negotiation.do("Clara", "call.open", about={"type": "part", "id": part["id"]})
    question = negotiation.record(f"question/{made['question']}", "public")
    paragraph = paragraph_at(negotiation, "2.1")
    assert (question["title"], question["text"]) == (part["title"], f"2.1 {paragraph['text']}")
    assert question["text_hash"] == text_hash([(paragraph["id"], "en", paragraph["text"])])
    negotiation.do("Clara", "call.close", question=made["question"])
    assert paragraph_at(negotiation, "2.1")["state"] == "agreed"
    assert paragraph_at(negotiation, "1.1")["state"] == "open"
    assert happened(negotiation)[1]["outcome"] == "consensus"


def test_the_text_stands_still_while_a_part_of_it_is_put(drafting: Room) -> None:
    call(drafting, "part", part_with_text(drafting)["id"])
    edit = {"paragraph": first(drafting, "paragraph"), "text": "Other.", "revision": 1}
    assert drafting.refused("Gita", "paragraph.edit", **edit).code == "text_in_question"


def test_a_part_with_a_bracket_or_without_text_is_not_put(drafting: Room) -> None:
    about = {"type": "part", "id": first(drafting, "part")}
    assert drafting.refused("Clara", "call.open", about=about).code == "brackets_left"
    made = quickly(drafting, "Remi", "part.add", statement=first(drafting, "statement"), title="Annex")
    about = {"type": "part", "id": made["part"]}
    assert drafting.refused("Clara", "call.open", about=about).code == "no_text"


def test_a_part_is_put_when_the_amendments_to_it_are_decided(amended: Room) -> None:
    refusal = amended.refused("Clara", "call.open", about={"type": "part", "id": first(amended, "part")})
    assert (refusal.code, str(refusal)) == ("amendments_pending", "Decide or withdraw first: A1.")
    call(amended, "part", part_with_text(amended)["id"])  # the other part waits for nothing


def test_what_is_agreed_already_is_not_put_again(negotiation: Room) -> None:
    part = part_with_text(negotiation)["id"]
    quickly(negotiation, "Clara", "call.close", question=call(negotiation, "part", part))
    assert negotiation.refused("Clara", "call.open", about={"type": "part", "id": part}).code == "agreed"


# Notes


def test_reservations_and_dissociations_stand_under_the_adopted_paragraph(negotiation: Room) -> None:
    paragraph = first(negotiation, "paragraph")
    question = call(negotiation, "paragraph", paragraph)
    take(negotiation, question, "Gita", "reservation", PORTS)
    take(negotiation, question, "Olga", "stand_aside")
    take(negotiation, question, "Otto", "support", "Gladly.")
    negotiation.do("Clara", "call.close", question=question)
    about = {"type": "paragraph", "id": paragraph}
    for reader in READERS:
        assert notes(negotiation, reader) == [
            {"about": about, "kind": "reservation", "seat": "G-1", "text": PORTS},
            {"about": about, "kind": "stand_aside", "seat": "O-1", "text": ""},
        ]
    assert negotiation.of("note")[0] | {"id": 0, "at": ""} == {
        "id": 0,
        "about": about,
        "kind": "reservation",
        "seat": "G-1",
        "delegation": "Ghana",
        "text": PORTS,
        "question": question,
        "silence": None,
        "number": 1,
        "at": "",
    }


def test_notes_to_an_amendment_stand_where_its_words_stand_now(calling: Room) -> None:
    question, before = first(calling, "question"), len(texts(calling))
    take(calling, question, "Gita", "reservation", PORTS)
    quickly(calling, "Clara", "call.close", question=question)
    assert notes(calling)[0]["about"] == {"type": "paragraph", "id": first(calling, "paragraph")}

    last = paragraph_at(calling, "2.1")
    made = quickly(
        calling, "Olga", "amendment.table", kind="insert", paragraph=last["id"], part=last["part"], text="New words.",
        revision=last["revision"], reason="",
    )
    question = call(calling, "amendment", made["amendment"])
    take(calling, question, "Gus", "stand_aside", "Not ours.")
    calling.do("Clara", "call.close", question=question)
    assert len(texts(calling)) == before + 1
    assert notes(calling)[-1]["about"] == {"type": "paragraph", "id": paragraph_at(calling, "2.2")["id"]}


def test_notes_to_a_deletion_stand_under_the_part(negotiation: Room) -> None:
    target = paragraph_at(negotiation, "2.1")
    made = quickly(
        negotiation, "Olga", "amendment.table", kind="delete", paragraph=target["id"], text="", revision=1, reason=""
    )
    question = call(negotiation, "amendment", made["amendment"])
    take(negotiation, question, "Gita", "stand_aside", "It should have stayed.")
    negotiation.do("Clara", "call.close", question=question)
    assert notes(negotiation)[0]["about"] == {"type": "part", "id": target["part"]}


def test_a_part_and_the_statement_have_notes_of_their_own(clean_text: Room) -> None:
    part, statement = part_with_text(clean_text)["id"], first(clean_text, "statement")
    for noun, id_ in (("part", part), ("statement", statement)):
        if noun == "statement":
            quickly(clean_text, "Clara", "statement.set_stage", statement=statement, stage="final")
        question = call(clean_text, noun, id_)
        take(clean_text, question, "Gita", "reservation", PORTS)
        clean_text.do("Clara", "call.close", question=question)
    assert [each["about"] for each in notes(clean_text)] == [
        {"type": "part", "id": part},
        {"type": "statement", "id": statement},
    ]


def test_an_objection_that_does_not_hold_stays_with_its_question_alone(negotiation: Room) -> None:
    question = call(negotiation, "paragraph", first(negotiation, "paragraph"), definition="no_sustained_opposition")
    take(negotiation, question, "Gita", "object", "No.")
    negotiation.do("Clara", "call.close", question=question, outcome="consensus", reason="One of six.")
    assert notes(negotiation) == []
    assert negotiation.record(f"question/{question}", "public")["result"]["positions"][0]["reason"] == "No."


def test_where_there_is_no_consensus_or_no_text_there_are_no_notes(negotiation: Room) -> None:
    question = call(negotiation, "paragraph", first(negotiation, "paragraph"))
    take(negotiation, question, "Gita", "reservation", PORTS)
    take(negotiation, question, "Olga", "object", "No.")
    negotiation.do("Clara", "call.close", question=question)
    free = int(quickly(negotiation, "Clara", "call.open", title="Shall we meet in Accra?")["question"])
    take(negotiation, free, "Gita", "reservation", PORTS)
    negotiation.do("Clara", "call.close", question=free)
    assert notes(negotiation) == []


def test_a_paragraph_that_is_reopened_keeps_no_notes_and_the_question_keeps_what_was_said(negotiation: Room) -> None:
    paragraph = first(negotiation, "paragraph")
    question = call(negotiation, "paragraph", paragraph)
    take(negotiation, question, "Gita", "reservation", PORTS)
    quickly(negotiation, "Clara", "call.close", question=question)
    negotiation.do("Clara", "paragraph.reopen", paragraph=paragraph, seat="G-1", reason="A word was missed.")
    assert notes(negotiation) == []
    assert negotiation.record(f"position/{question}.G-1", "public")["reason"] == PORTS


def test_notes_made_behind_closed_doors_stay_there(negotiation: Room) -> None:
    quickly(negotiation, "Clara", "sitting.set_private", private=True)
    question = call(negotiation, "paragraph", first(negotiation, "paragraph"))
    take(negotiation, question, "Gita", "reservation", PORTS)
    negotiation.do("Clara", "call.close", question=question)
    quickly(negotiation, "Clara", "sitting.set_private", private=False)
    assert notes(negotiation) == []
    assert [each["text"] for each in notes(negotiation, "members")] == [PORTS]
