"""Statements and their parts: founding the text, keeping its structure, moving it through its stages."""

from typing import Any

import pytest

from deliberate.domain.refusals import Refusal
from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, heard, last, paragraph_at, texts

PART = {"title": "Changes needed", "caption": "What States should do", "paragraphs": [{"caption": "", "text": "One."}]}


def whole(room: Room) -> dict[str, Any]:
    """What a call on the whole statement is about."""
    return {"type": "statement", "id": first(room, "statement")}


# Founding a text


@pytest.mark.parametrize("keeper", ["Remi", "Sam", "Ada", "Clara"])
def test_those_who_keep_the_text_or_conduct_found_a_statement(seated: Room, keeper: str) -> None:
    made = seated.do(keeper, "statement.create", title="Joint statement", theme="Harbours")
    assert seated.record(f"statement/{made['statement']}", "public") == {
        "id": made["statement"],
        "title": "Joint statement",
        "theme": "Harbours",
        "note": "",
        "checked": False,
        "single_undertaking": False,
        "associates_write": False,
        "language": "en",
        "stage": "drafting",
        "adopted_at": None,
    }
    assert happened(seated) == ("statement.created", {"title": "Joint statement"})


@pytest.mark.parametrize("other", ["Gita", "Alba", "Ana", "Vera", "Nora"])
def test_nobody_else_founds_a_statement(seated: Room, other: str) -> None:
    refusal = seated.refused(other, "statement.create", title="Mine")
    assert refusal.code == "not_allowed"
    assert "rapporteur" in str(refusal)


def test_a_statement_speaks_the_language_of_its_group(seated: Room) -> None:
    seated.do("Sam", "group.update", title="Grupo", mandate="", language="es", timezone="UTC", public=True)
    made = seated.do("Remi", "statement.create", title="Declaración conjunta")
    assert seated.record(f"statement/{made['statement']}")["language"] == "es"


def test_a_statement_without_a_title_is_refused(seated: Room) -> None:
    assert "title" in str(seated.refused("Remi", "statement.create", title="  "))
    assert "title" in str(seated.refused("Remi", "statement.create", theme="Harbours"))


def test_a_report_is_imported_with_every_part_and_word_in_order(seated: Room) -> None:
    parts = [
        {"title": "Changes needed", "caption": "To do", "paragraphs": [{"text": "One."}, {"text": "Two.\n\tMore."}]},
        {"title": "Tools", "paragraphs": []},
        {"title": "Recommendations", "caption": "", "paragraphs": [{"caption": "To States", "text": "Three."}]},
    ]
    made = seated.do("Remi", "statement.import", title="Report", note="Check against final", parts=parts)
    assert seated.record(f"statement/{made['statement']}")["note"] == "Check against final"
    assert [(part["position"], part["title"], part["caption"]) for part in seated.of("part", "public")] == [
        (1, "Changes needed", "To do"),
        (2, "Tools", ""),
        (3, "Recommendations", ""),
    ]
    assert texts(seated) == ["1.1 One.", "1.2 Two.\n\tMore.", "3.1 Three."]
    assert paragraph_at(seated, "3.1")["caption"] == "To States"
    assert {row["revision"] for row in seated.of("paragraph")} == {1}
    assert happened(seated) == ("statement.imported", {"title": "Report", "parts": 3})


def test_an_import_is_one_entry(seated: Room) -> None:
    before = len(seated.entries())
    seated.do("Remi", "statement.import", title="Report", parts=[PART, PART])
    assert len(seated.entries()) == before + 1


@pytest.mark.parametrize(
    ("parts", "where"),
    [
        ([], "parts"),
        ([PART, {"title": "Tools"}], "parts.1.paragraphs"),
        ([{**PART, "paragraphs": [{"text": "One."}, {"text": " "}]}], "parts.0.paragraphs.1.text"),
        ([{**PART, "paragraphs": [{"text": "x" * 20_001}]}], "parts.0.paragraphs.0.text"),
        ([{**PART, "colour": "red"}], "parts.0.colour"),
        ([PART] * 51, "parts"),
    ],
    ids=["no parts", "no paragraphs", "an empty paragraph", "too long a paragraph", "an unknown field", "51 parts"],
)
def test_an_import_that_is_wrong_anywhere_stores_nothing_and_says_where(
    seated: Room, parts: list[dict[str, Any]], where: str
) -> None:
    refusal = seated.refused("Remi", "statement.import", title="Report", parts=parts)
    assert refusal.code == "bad_data"
    assert f"{where}:" in str(refusal)
    assert seated.of("statement") == []


@pytest.mark.parametrize("other", ["Clara", "Gita", "Ana", "Vera"])
def test_only_those_who_keep_the_text_import(seated: Room, other: str) -> None:
    assert seated.refused(other, "statement.import", title="Report", parts=[PART]).code == "not_allowed"


def test_there_may_be_several_statements_side_by_side(drafting: Room) -> None:
    drafting.do("Remi", "statement.import", title="Second", parts=[PART])
    assert [row["title"] for row in drafting.of("statement")] == ["Joint statement", "Second"]


# Title and theme


def test_the_rapporteur_changes_title_and_theme(drafting: Room) -> None:
    statement = first(drafting, "statement")
    drafting.do("Remi", "statement.update", statement=statement, title="Joint text", theme="t" * 600)
    record = drafting.record(f"statement/{statement}", "public")
    assert (record["title"], record["theme"], record["note"]) == ("Joint text", "t" * 600, "Check")
    assert happened(drafting) == ("statement.updated", {"title": "Joint text"})


def test_members_and_the_chair_do_not_change_the_title(drafting: Room) -> None:
    for other in ("Gita", "Clara"):
        refusal = drafting.refused(other, "statement.update", statement=first(drafting, "statement"), title="Mine")
        assert refusal.code == "not_allowed"


def test_a_statement_that_is_not_there_is_refused(drafting: Room) -> None:
    refusal = drafting.refused("Remi", "statement.update", statement=99, title="None")
    assert refusal.code == "not_found"
    assert str(refusal) == "There is no statement 99 here."


# Stages


def test_the_chair_moves_a_statement_through_its_stages_and_back_and_each_move_is_on_record(clean_text: Room) -> None:
    statement = first(clean_text, "statement")
    before = "negotiation"
    for stage in ("drafting", "negotiation", "final", "negotiation"):
        clean_text.do("Clara", "statement.set_stage", statement=statement, stage=stage)
        assert clean_text.record(f"statement/{statement}", "public")["stage"] == stage
        facts = {"title": "Joint statement", "stage": stage, "before": before}
        assert happened(clean_text) == ("statement.stage_set", facts)
        assert heard(clean_text)["actor"] == clean_text.id("Clara")
        before = stage


@pytest.mark.parametrize(("step", "stage"), [("drafting", "final"), ("final", "drafting")])
def test_no_stage_is_passed_over(at: At, step: str, stage: str) -> None:
    room = at(step)
    refusal = room.refused("Clara", "statement.set_stage", statement=first(room, "statement"), stage=stage)
    assert (refusal.code, str(refusal)) == ("wrong_phase", f"A statement in {step} cannot go to {stage}.")


def test_a_statement_is_not_final_while_an_amendment_waits_or_a_bracket_is_left_or_without_text(amended: Room) -> None:
    statement = first(amended, "statement")
    refusal = amended.refused("Clara", "statement.set_stage", statement=statement, stage="final")
    assert (refusal.code, str(refusal)) == ("amendments_pending", "Decide or withdraw first: A1.")
    amended.do("Olga", "amendment.withdraw", amendment=first(amended, "amendment"))
    refusal = amended.refused("Clara", "statement.set_stage", statement=statement, stage="final")
    assert refusal.code == "brackets_left"
    assert "“[shall]”" in str(refusal)
    assert "2 left" in str(refusal)
    empty = amended.do("Remi", "statement.create", title="Empty")["statement"]
    amended.do("Clara", "statement.set_stage", statement=empty, stage="negotiation")
    refusal = amended.refused("Clara", "statement.set_stage", statement=empty, stage="final")
    assert (refusal.code, str(refusal)) == ("no_text", "This statement has no text yet.")


def test_in_final_no_paragraph_is_put_by_itself(final_text: Room) -> None:
    paragraph = {"type": "paragraph", "id": paragraph_at(final_text, "1.1")["id"]}
    refusal = final_text.refused("Clara", "call.open", about=paragraph)
    assert (refusal.code, str(refusal)) == ("wrong_phase", "The statement is final, and is now put as a whole.")


@pytest.mark.parametrize("other", ["Remi", "Sam", "Gita"])
def test_nobody_but_the_chair_moves_a_statement(drafting: Room, other: str) -> None:
    statement = first(drafting, "statement")
    refusal = drafting.refused(other, "statement.set_stage", statement=statement, stage="negotiation")
    assert (refusal.code, str(refusal)) == ("not_allowed", "This is for: chair, cochair.")


def test_a_statement_does_not_move_to_where_it_is(drafting: Room) -> None:
    refusal = drafting.refused("Clara", "statement.set_stage", statement=first(drafting, "statement"), stage="drafting")
    assert (refusal.code, str(refusal)) == ("wrong_phase", "A statement in drafting cannot go to drafting.")


def test_adopted_is_no_stage_that_one_is_moved_to(negotiation: Room) -> None:
    refusal = negotiation.refused(
        "Clara", "statement.set_stage", statement=first(negotiation, "statement"), stage="adopted"
    )
    assert refusal.code == "wrong_phase"
    assert "make it final, then open a call or a vote on the whole" in str(refusal)


def test_a_statement_does_not_go_back_to_drafting_with_amendments_pending(amended: Room) -> None:
    statement = first(amended, "statement")
    refusal = amended.refused("Clara", "statement.set_stage", statement=statement, stage="drafting")
    assert (refusal.code, str(refusal)) == ("amendments_pending", "Decide or withdraw first: A1.")
    amended.do("Olga", "amendment.withdraw", amendment=first(amended, "amendment"))
    amended.do("Clara", "statement.set_stage", statement=statement, stage="drafting")


def test_a_statement_does_not_move_under_an_open_question(voting: Room) -> None:
    statement = first(voting, "statement")
    refusal = voting.refused("Clara", "statement.set_stage", statement=statement, stage="drafting")
    assert refusal.code == "text_in_question"
    assert str(refusal) == "Question 1 on this text is open; the text stands still until it is closed."


def test_a_question_on_one_text_leaves_the_others_free(voting: Room) -> None:
    made = voting.do("Remi", "statement.import", title="Second", parts=[PART])
    voting.do("Remi", "statement.update", statement=made["statement"], title="Other")
    voting.do("Clara", "statement.set_stage", statement=made["statement"], stage="negotiation")


# Adoption as a whole, and after


@pytest.mark.parametrize("step", ["drafting", "negotiation"])
def test_a_statement_is_put_as_a_whole_when_it_is_final(at: At, step: str) -> None:
    room = at(step)
    for command in ("call.open", "vote.open"):
        refusal = room.refused("Clara", command, about=whole(room))
        assert (refusal.code, str(refusal)) == (
            "wrong_phase",
            "A statement is put as a whole when it is final. The chair makes it so first.",
        )


def test_the_adopted_statement_is_agreed_throughout_and_says_when(final_text: Room) -> None:
    room = final_text
    room.do("Clara", "call.open", about=whole(room))
    room.do("Clara", "call.close", question=first(room, "question"))
    record = room.record(f"statement/{first(room, 'statement')}", "public")
    assert (record["stage"], record["checked"]) == ("adopted", False)
    assert record["adopted_at"] == heard(room)["at"]
    assert {row["state"] for row in room.of("paragraph")} == {"agreed"}
    assert happened(room)[0] == "call.closed"


def test_a_statement_can_be_adopted_as_a_whole_by_vote(final_text: Room) -> None:
    final_text.do("Clara", "vote.open", about=whole(final_text))
    assert last(final_text, "question")["text"] == "\n\n".join(texts(final_text))
    final_text.vote(Gita="for", George="for", Olga="for", Omar="for", Otto="against")
    assert final_text.close_vote()["outcome"] == "adopted"
    assert final_text.of("statement")[0]["stage"] == "adopted"


def test_a_statement_that_is_rejected_as_a_whole_stays_final_and_can_go_back_to_negotiation(final_text: Room) -> None:
    final_text.do("Clara", "vote.open", about=whole(final_text))
    final_text.vote(Gita="for", Olga="against")
    assert final_text.close_vote()["outcome"] == "rejected"
    assert final_text.of("statement")[0]["stage"] == "final"
    assert {row["state"] for row in final_text.of("paragraph")} == {"open"}
    statement = first(final_text, "statement")
    final_text.do("Clara", "statement.set_stage", statement=statement, stage="negotiation")


def test_an_adopted_text_is_fixed_whatever_would_change_it(adopted_text: Room) -> None:
    room = adopted_text
    statement, part, row = first(room, "statement"), first(room, "part"), paragraph_at(room, "1.1")["id"]
    attempts: list[tuple[str, str, dict[str, Any]]] = [
        ("Remi", "statement.update", {"statement": statement, "title": "Other"}),
        ("Clara", "statement.set_stage", {"statement": statement, "stage": "drafting"}),
        ("Clara", "statement.set_stage", {"statement": statement, "stage": "negotiation"}),
        ("Clara", "statement.set_single_undertaking", {"statement": statement, "single_undertaking": True}),
        ("Clara", "statement.set_associates_write", {"statement": statement, "associates_write": True}),
        ("Remi", "part.add", {"statement": statement, "title": "More"}),
        ("Remi", "part.update", {"part": part, "title": "Other"}),
        ("Remi", "part.remove", {"part": part}),
        ("Remi", "paragraph.add", {"part": part, "text": "More."}),
        ("Gita", "paragraph.add", {"part": part, "text": "More."}),
        ("Remi", "paragraph.edit", {"paragraph": row, "text": "Other.", "revision": 1}),
        ("Remi", "paragraph.move", {"paragraph": row, "part": part, "position": 2}),
        ("Remi", "paragraph.remove", {"paragraph": row}),
        ("Clara", "paragraph.reopen", {"paragraph": row, "seat": "G-1", "reason": "Again."}),
        ("Gita", "amendment.table", {"kind": "replace", "paragraph": row, "text": "Other.", "revision": 1}),
        ("Gita", "amendment.table", {"kind": "delete", "paragraph": row, "revision": 1}),
        ("Gita", "amendment.table", {"kind": "insert", "part": part, "text": "More."}),
        ("Clara", "vote.open", {"about": {"type": "statement", "id": statement}}),
        ("Clara", "call.open", {"about": {"type": "statement", "id": statement}}),
    ]
    refusals: list[tuple[str, Refusal]] = [(name, room.refused(who, name, **data)) for who, name, data in attempts]
    assert {(name, refusal.code) for name, refusal in refusals} == {(name, "wrong_phase") for _, name, _ in attempts}
    refusal = room.refused("Clara", "call.open", about={"type": "paragraph", "id": row})
    assert (refusal.code, str(refusal)) == ("agreed", "This paragraph is agreed already.")


def test_the_refusal_of_a_change_names_the_stage_and_where_it_is_possible(negotiation: Room) -> None:
    refusal = negotiation.refused("Remi", "part.add", statement=first(negotiation, "statement"), title="More")
    assert str(refusal) == "The statement is in negotiation; this is possible in: drafting."


def test_the_rapporteur_marks_the_adopted_text_as_checked_once(adopted_text: Room) -> None:
    statement = first(adopted_text, "statement")
    for other in ("Clara", "Sam", "Gita"):
        assert adopted_text.refused(other, "statement.mark_checked", statement=statement).code == "not_allowed"
    adopted_text.do("Remi", "statement.mark_checked", statement=statement)
    assert adopted_text.record(f"statement/{statement}", "public")["checked"] is True
    assert happened(adopted_text) == ("statement.marked_checked", {"title": "Joint statement"})
    refusal = adopted_text.refused("Remi", "statement.mark_checked", statement=statement)
    assert (refusal.code, str(refusal)) == ("already_so", "This text is marked as checked already.")


def test_a_text_that_is_not_adopted_is_not_marked_as_checked(negotiation: Room) -> None:
    refusal = negotiation.refused("Remi", "statement.mark_checked", statement=first(negotiation, "statement"))
    assert refusal.code == "wrong_phase"
    assert str(refusal) == "The statement is in negotiation; this is possible in: adopted."


# Parts


def test_a_part_is_added_at_the_end_or_at_a_place_and_the_numbers_follow(drafting: Room) -> None:
    statement = first(drafting, "statement")
    drafting.do("Remi", "part.add", statement=statement, title="Benchmarks", caption="How to tell")
    drafting.do("Sam", "part.add", statement=statement, title="Preamble", position=1)
    assert happened(drafting) == ("part.added", {"title": "Preamble"})
    found = sorted(drafting.of("part", "public"), key=lambda part: int(part["position"]))
    assert [(part["position"], part["title"]) for part in found] == [
        (1, "Preamble"),
        (2, "Changes needed"),
        (3, "Recommendations"),
        (4, "Benchmarks"),
    ]
    assert texts(drafting)[0] == "2.1 Borders should stay open to those in distress."


def test_a_place_beyond_the_last_part_is_the_end(drafting: Room) -> None:
    drafting.do("Remi", "part.add", statement=first(drafting, "statement"), title="Benchmarks", position=50)
    assert last(drafting, "part")["position"] == 3


def test_a_statement_has_at_most_fifty_parts(opened: Room) -> None:
    parts = [{**PART, "paragraphs": []}] * 50
    statement = opened.do("Remi", "statement.import", title="Long", parts=parts)["statement"]
    refusal = opened.refused("Remi", "part.add", statement=statement, title="One more")
    assert (refusal.code, str(refusal)) == ("too_many", "A statement has at most 50 parts.")


def test_the_rapporteur_changes_a_parts_title_and_caption_also_in_negotiation(negotiation: Room) -> None:
    part = first(negotiation, "part")
    negotiation.do("Remi", "part.update", part=part, title="Changes", caption="For all")
    record = negotiation.record(f"part/{part}", "public")
    assert (record["title"], record["caption"]) == ("Changes", "For all")
    assert happened(negotiation) == ("part.updated", {"title": "Changes"})


def test_a_part_with_paragraphs_is_not_removed(drafting: Room) -> None:
    refusal = drafting.refused("Remi", "part.remove", part=first(drafting, "part"))
    assert (refusal.code, str(refusal)) == (
        "part_not_empty",
        "This part has paragraphs. Move or remove them first.",
    )


def test_an_empty_part_is_removed_and_the_numbers_close_up(drafting: Room) -> None:
    drafting.do("Remi", "part.add", statement=first(drafting, "statement"), title="Preamble", position=1)
    preamble = last(drafting, "part")["id"]
    drafting.do("Remi", "part.remove", part=preamble)
    assert f"part/{preamble}" not in drafting.records()
    assert sorted(part["position"] for part in drafting.of("part")) == [1, 2]
    assert happened(drafting) == ("part.removed", {"title": "Preamble"})
    assert drafting.refused("Remi", "part.update", part=preamble, title="Back").code == "not_found"


def test_members_and_the_chair_do_not_touch_the_structure(drafting: Room) -> None:
    statement, part = first(drafting, "statement"), first(drafting, "part")
    for other in ("Gita", "Clara", "Ana"):
        assert drafting.refused(other, "part.add", statement=statement, title="Mine").code == "not_allowed"
        assert drafting.refused(other, "part.update", part=part, title="Mine").code == "not_allowed"
        assert drafting.refused(other, "part.remove", part=part).code == "not_allowed"


def test_the_structure_stands_still_under_an_open_question(voting: Room) -> None:
    refusal = voting.refused("Remi", "part.update", part=first(voting, "part"), title="Changes")
    assert refusal.code == "text_in_question"


# Closed to observers


def test_what_is_founded_behind_closed_doors_is_heard_by_members_alone(opened: Room) -> None:
    opened.do("Clara", "sitting.set_private", private=True)
    made = opened.do("Remi", "statement.import", title="Behind doors", parts=[PART])
    assert heard(opened) == {"seq": len(opened.entries())}
    assert heard(opened, "members")["event"] == "statement.imported"
    assert opened.of("paragraph", "public") == []
    opened.do("Clara", "sitting.set_private", private=False)
    assert opened.record(f"statement/{made['statement']}", "public")["title"] == "Behind doors"
    assert texts(opened) == ["1.1 One."]
