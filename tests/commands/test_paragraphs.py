"""Paragraphs: writing together with a version check, keeping their order, agreeing and reopening them; and any text."""

# ruff: noqa: RUF001 - texts of other scripts are meant as they stand
import unicodedata
from typing import Any

import pytest

from tests.cast import Room
from tests.commands.looking import first, happened, heard, last, paragraph_at, quickly, revisions, texts

BORDERS = "Borders should stay open to those in distress."


def agree(room: Room, paragraph: int) -> None:
    """The paragraph is agreed by consensus."""
    quickly(room, "Clara", "call.open", about={"type": "paragraph", "id": paragraph})
    quickly(room, "Clara", "call.close", question=last(room, "question")["id"])


def edit(room: Room, actor: str, text: str, revision: int, number: str = "1.1") -> None:
    """Somebody edits a paragraph, 1.1 unless said otherwise."""
    room.do(actor, "paragraph.edit", paragraph=paragraph_at(room, number)["id"], text=text, revision=revision)


# Writing


def test_a_member_edits_a_paragraph_and_everyone_reads_it(drafting: Room) -> None:
    paragraph = first(drafting, "paragraph")
    drafting.do("Gita", "paragraph.edit", paragraph=paragraph, text="Borders stay open.", revision=1)
    record = drafting.record(f"paragraph/{paragraph}", "public")
    assert (record["text"], record["revision"], record["state"]) == ("Borders stay open.", 2, "open")
    assert happened(drafting) == ("paragraph.edited", {"paragraph": paragraph, "revision": 2})
    assert heard(drafting)["actor"] == drafting.id("Gita")


def test_every_revision_is_kept_with_who_made_it_from_which_seat_and_when(drafting: Room) -> None:
    edit(drafting, "Gita", "Second.", 1)
    edit(drafting, "Remi", "Third.", 2)
    kept = revisions(drafting, first(drafting, "paragraph"))
    assert [(each.number, each.text, each.person, each.seat) for each in kept] == [
        (1, BORDERS, drafting.id("Remi"), None),
        (2, "Second.", drafting.id("Gita"), "G-1"),
        (3, "Third.", drafting.id("Remi"), None),
    ]
    assert kept[2].at == drafting.now


def test_an_edit_that_changes_nothing_is_refused(drafting: Room) -> None:
    refusal = drafting.refused(
        "Gita", "paragraph.edit", paragraph=first(drafting, "paragraph"), text=f" {BORDERS}\n", revision=1
    )
    assert (refusal.code, str(refusal)) == ("no_change", "This is the text as it stands.")


@pytest.mark.parametrize("other", ["Clara", "Ana", "Vera", "Nora", "Sam"])
def test_who_neither_sits_nor_keeps_the_text_does_not_edit(drafting: Room, other: str) -> None:
    refusal = drafting.refused(
        other, "paragraph.edit", paragraph=first(drafting, "paragraph"), text="Mine.", revision=1
    )
    assert refusal.code == "not_allowed"


def test_a_member_writes_from_a_seat_that_is_checked_in(drafting: Room) -> None:
    drafting.do("Gita", "presence.check_out")
    data = {"paragraph": first(drafting, "paragraph"), "text": "Mine.", "revision": 1}
    refusal = drafting.refused("Gita", "paragraph.edit", **data)
    assert (refusal.code, str(refusal)) == ("not_present", "Seat G-1 is not checked in. Check in first.")
    assert drafting.refused("Gita", "paragraph.add", part=first(drafting, "part"), text="Mine.").code == "not_present"


def test_an_associate_writes_where_the_chair_lets_them_and_only_as_long(drafting: Room) -> None:
    data = {"paragraph": first(drafting, "paragraph"), "text": "Ana's.", "revision": 1}
    refusal = drafting.refused("Ana", "paragraph.edit", **data)
    assert (refusal.code, str(refusal)) == (
        "not_allowed",
        "Associates write in this statement once the chair lets them.",
    )
    let = {"statement": first(drafting, "statement"), "associates_write": True}
    for other in ("Gita", "Remi", "Sam", "Olive", "Ana"):
        assert drafting.refused(other, "statement.set_associates_write", **let).code == "not_allowed"
    drafting.do("Clara", "statement.set_associates_write", **let)
    assert drafting.of("statement", "public")[0]["associates_write"] is True
    assert drafting.refused("Clara", "statement.set_associates_write", **let).code == "already_so"
    drafting.do("Ana", "paragraph.edit", **data)
    last = revisions(drafting, first(drafting, "paragraph"))[-1]
    assert (last.person, last.seat) == (drafting.id("Ana"), None)
    assert drafting.refused("Ana", "paragraph.add", part=first(drafting, "part"), text="More.").code == "not_allowed"
    drafting.do("Clara", "statement.set_associates_write", **{**let, "associates_write": False})
    assert drafting.refused("Ana", "paragraph.edit", **{**data, "revision": 2}).code == "not_allowed"


def test_holder_and_alternate_never_write_both_at_once(drafting: Room) -> None:
    data = {"paragraph": first(drafting, "paragraph"), "text": "Mine.", "revision": 1}
    refusal = drafting.refused("Alba", "paragraph.edit", **data)
    assert (refusal.code, str(refusal)) == (
        "holder_present",
        "The holder of G-1 is here; an alternate acts while they are away.",
    )
    drafting.do("Gita", "presence.check_out")
    drafting.do("Alba", "presence.check_in")
    refusal = drafting.refused("Gita", "paragraph.edit", **data)
    assert (refusal.code, str(refusal)) == (
        "alternate_present",
        "Your alternate acts for G-1. Check in, and you take over.",
    )
    drafting.do("Alba", "paragraph.edit", **data)
    assert revisions(drafting, first(drafting, "paragraph"))[-1].seat == "G-1"
    drafting.do("Gita", "presence.check_in")
    drafting.do("Gita", "paragraph.edit", **{**data, "text": "Ours.", "revision": 2})
    assert drafting.refused("Alba", "paragraph.edit", **{**data, "revision": 3}).code == "holder_present"


def test_paragraphs_are_edited_in_drafting_only(negotiation: Room) -> None:
    refusal = negotiation.refused(
        "Gita", "paragraph.edit", paragraph=first(negotiation, "paragraph"), text="Mine.", revision=1
    )
    assert (refusal.code, str(refusal)) == (
        "wrong_phase",
        "The statement is in negotiation; this is possible in: drafting.",
    )


def test_a_paragraph_that_is_not_there_is_refused(drafting: Room) -> None:
    refusal = drafting.refused("Gita", "paragraph.edit", paragraph=99, text="Mine.", revision=1)
    assert (refusal.code, str(refusal)) == ("not_found", "There is no paragraph 99 here.")


# A stale edit


def test_a_stale_edit_of_other_words_is_refused_with_both_merged(drafting: Room) -> None:
    edit(drafting, "Gita", BORDERS.replace("Borders", "All borders"), 1)
    refusal = drafting.refused(
        "Olga",
        "paragraph.edit",
        paragraph=first(drafting, "paragraph"),
        text=BORDERS.replace("distress", "distress at sea"),
        revision=1,
    )
    assert refusal.code == "stale_revision"
    assert refusal.facts == {
        "text": "All borders should stay open to those in distress.",
        "revision": 2,
        "base": BORDERS,
        "merged": "All borders should stay open to those in distress at sea.",
        "clash": False,
    }
    assert "Look at both texts, then save again" in str(refusal)
    assert texts(drafting)[0] == "1.1 All borders should stay open to those in distress."


def test_a_stale_edit_of_the_same_words_is_refused_as_a_clash_and_nothing_is_overwritten(drafting: Room) -> None:
    edit(drafting, "Gita", BORDERS.replace("should", "shall"), 1)
    refusal = drafting.refused(
        "Olga",
        "paragraph.edit",
        paragraph=first(drafting, "paragraph"),
        text=BORDERS.replace("should", "must"),
        revision=1,
    )
    assert refusal.code == "stale_revision"
    assert (refusal.facts["merged"], refusal.facts["clash"]) == (None, True)
    assert refusal.facts["text"] == BORDERS.replace("should", "shall")
    assert texts(drafting)[0] == f"1.1 {BORDERS.replace('should', 'shall')}"
    assert len(revisions(drafting, first(drafting, "paragraph"))) == 2


def test_the_merged_text_saved_from_the_present_revision_keeps_both(drafting: Room) -> None:
    edit(drafting, "Gita", BORDERS.replace("Borders", "All borders"), 1)
    stale = {"paragraph": first(drafting, "paragraph"), "text": BORDERS.replace("distress", "need"), "revision": 1}
    merged = drafting.refused("Olga", "paragraph.edit", **stale).facts["merged"]
    edit(drafting, "Olga", str(merged), 2)
    assert texts(drafting)[0] == "1.1 All borders should stay open to those in need."


def test_a_stale_edit_several_revisions_behind_is_merged_from_its_own_base(drafting: Room) -> None:
    edit(drafting, "Gita", BORDERS.replace("Borders", "All borders"), 1)
    edit(drafting, "Remi", "All borders should stay wide open to those in distress.", 2)
    stale = {"paragraph": first(drafting, "paragraph"), "text": BORDERS.replace("distress", "need"), "revision": 1}
    refusal = drafting.refused("Olga", "paragraph.edit", **stale)
    assert (refusal.facts["base"], refusal.facts["revision"]) == (BORDERS, 3)
    assert refusal.facts["merged"] == "All borders should stay wide open to those in need."


def test_an_edit_of_a_revision_that_never_was_is_refused(drafting: Room) -> None:
    stale = {"paragraph": first(drafting, "paragraph"), "text": "Mine.", "revision": 7}
    refusal = drafting.refused("Olga", "paragraph.edit", **stale)
    assert (refusal.code, str(refusal)) == ("not_found", "There is no revision 7 of this paragraph.")


# Any text of any script


@pytest.mark.parametrize(
    "text",
    [
        "ينبغي أن تظل الحدود مفتوحة أمام من هم في محنة.",
        "\u200fالحدود\u200f (open) \u2067مفتوحة\u2069",
        "گذرگاه‌ها باید باز بمانند.",
        "边界应当开放。",
        "Safe 👩🏽‍✈️👨‍👩‍👧 harbours 🇬🇭",
        "A shaking face 🫨 of 2022",
        "First line\n\n\tthird line",
        "Ɛkɔm de me; ọmọ; ʿayn",
    ],
    ids=["Arabic", "marks of direction", "Persian joiners", "Chinese", "emoji", "a newer emoji", "lines", "Latin"],
)
def test_words_of_any_script_come_back_as_they_were_written(drafting: Room, text: str) -> None:
    edit(drafting, "Gita", text, 1)
    assert drafting.record(f"paragraph/{first(drafting, 'paragraph')}", "public")["text"] == text


def test_a_text_is_kept_in_normal_form_with_plain_line_ends_and_no_space_around_it(drafting: Room) -> None:
    edit(drafting, "Gita", "  Re\u0301fugie\u0301s\r\nd'abord\u00a0!\u2028vite\x0b!\n", 1)
    assert texts(drafting)[0] == "1.1 Réfugiés\nd'abord\u00a0!\nvite\n!"


def test_a_paragraph_holds_twenty_thousand_characters_and_not_one_more(drafting: Room) -> None:
    edit(drafting, "Gita", "x" * 20_000, 1)
    refusal = drafting.refused(
        "Gita", "paragraph.edit", paragraph=first(drafting, "paragraph"), text="y" * 20_001, revision=2
    )
    assert refusal.code == "bad_data"
    assert "text: Length must be between 1 and 20000." in str(refusal)


def test_characters_are_counted_as_they_are_kept(drafting: Room) -> None:
    decomposed = unicodedata.normalize("NFD", "é" * 20_000)
    assert len(decomposed) == 40_000
    edit(drafting, "Gita", f"  {decomposed}  ", 1)
    edit(drafting, "Gita", "🛟" * 20_000, 2)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A\x00B", "U+0000"),
        ("A\x07B", "U+0007"),
        ("A\x1b[31mB", "U+001B"),
        ("A\x9bB", "U+009B"),
        ("A\ud800B", "U+D800"),
        ("A\uffffB", "U+FFFF"),
        ("A\U000e0fffB", "U+E0FFF"),
    ],
)
def test_what_is_no_text_is_refused_by_its_number(drafting: Room, text: str, named: str) -> None:
    refusal = drafting.refused(
        "Gita", "paragraph.edit", paragraph=first(drafting, "paragraph"), text=text, revision=1
    )
    assert refusal.code == "bad_data"
    assert f"text: Character {named} cannot stand here." in str(refusal)


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n", None, 7, ["x"], {"x": 1}, True])
def test_a_text_that_is_empty_or_no_text_at_all_is_refused(drafting: Room, text: object) -> None:
    data: dict[str, Any] = {"paragraph": first(drafting, "paragraph"), "text": text, "revision": 1}
    assert drafting.refused("Gita", "paragraph.edit", **data).code == "bad_data"


def test_a_caption_is_one_line(drafting: Room) -> None:
    for caption in ("two\nlines", "two\u2028lines", "tab\tbed"):
        refusal = drafting.refused(
            "Gita", "paragraph.add", part=first(drafting, "part"), text="A thought.", caption=caption
        )
        assert refusal.code == "bad_data"
        assert "caption: Character U+" in str(refusal)


# Order


def test_a_paragraph_is_added_at_the_end_or_at_a_place_and_those_after_it_move_down(drafting: Room) -> None:
    part = first(drafting, "part")
    drafting.do("Gita", "paragraph.add", part=part, text="At the end.")
    assert happened(drafting) == ("paragraph.added", {"part": 1, "position": 3})
    drafting.do("Remi", "paragraph.add", part=part, text="In front.", caption="To all", position=1)
    drafting.do("Sam", "paragraph.add", part=part, text="Beyond.", position=1000)
    assert texts(drafting) == [
        "1.1 In front.",
        f"1.2 {BORDERS}",
        "1.3 Consulates [shall][should] help one another.",
        "1.4 At the end.",
        "1.5 Beyond.",
        "2.1 States should name one contact point for stranded people.",
    ]
    assert paragraph_at(drafting, "1.1")["caption"] == "To all"


def test_a_part_is_not_filled_beyond_its_limit(drafting: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deliberate.commands.paragraphs.MOST_ITEMS", 2)
    refusal = drafting.refused("Gita", "paragraph.add", part=first(drafting, "part"), text="One more.")
    assert (refusal.code, str(refusal)) == ("too_many", "A part has at most 2 paragraphs.")


def test_who_neither_sits_nor_keeps_the_text_adds_nothing(drafting: Room) -> None:
    for other in ("Clara", "Ana", "Vera"):
        refusal = drafting.refused(other, "paragraph.add", part=first(drafting, "part"), text="Mine.")
        assert refusal.code == "not_allowed"


def test_the_rapporteur_moves_a_paragraph_within_its_part_and_to_another(drafting: Room) -> None:
    paragraph, other_part = first(drafting, "paragraph"), last(drafting, "part")["id"]
    drafting.do("Remi", "paragraph.move", paragraph=paragraph, part=first(drafting, "part"), position=2)
    assert texts(drafting)[:2] == ["1.1 Consulates [shall][should] help one another.", f"1.2 {BORDERS}"]
    drafting.do("Remi", "paragraph.move", paragraph=paragraph, part=other_part, position=1)
    assert happened(drafting) == ("paragraph.moved", {"paragraph": paragraph, "part": 2, "position": 1})
    assert texts(drafting) == [
        "1.1 Consulates [shall][should] help one another.",
        f"2.1 {BORDERS}",
        "2.2 States should name one contact point for stranded people.",
    ]
    assert drafting.record(f"paragraph/{paragraph}")["revision"] == 1


def test_a_paragraph_does_not_move_to_another_statement(drafting: Room) -> None:
    statement = drafting.do("Remi", "statement.create", title="Second")["statement"]
    part = drafting.do("Remi", "part.add", statement=statement, title="Elsewhere")["part"]
    refusal = drafting.refused(
        "Remi", "paragraph.move", paragraph=first(drafting, "paragraph"), part=part, position=1
    )
    assert (refusal.code, str(refusal)) == ("not_found", "That part belongs to another statement.")


def test_a_removed_paragraph_leaves_the_text_and_its_revisions_stay(drafting: Room) -> None:
    edit(drafting, "Gita", "Second.", 1)
    paragraph = first(drafting, "paragraph")
    drafting.do("Remi", "paragraph.remove", paragraph=paragraph)
    assert happened(drafting) == ("paragraph.removed", {"paragraph": paragraph})
    assert texts(drafting)[0] == "1.1 Consulates [shall][should] help one another."
    assert heard(drafting)["changes"][f"paragraph/{paragraph}"] is None
    assert [each.text for each in revisions(drafting, paragraph)] == [BORDERS, "Second."]
    refusal = drafting.refused("Remi", "paragraph.remove", paragraph=paragraph)
    assert refusal.code == "not_found"


def test_members_neither_move_nor_remove(drafting: Room) -> None:
    paragraph, part = first(drafting, "paragraph"), first(drafting, "part")
    for other in ("Gita", "Clara", "Ana"):
        assert drafting.refused(other, "paragraph.remove", paragraph=paragraph).code == "not_allowed"
        moving = {"paragraph": paragraph, "part": part, "position": 1}
        assert drafting.refused(other, "paragraph.move", **moving).code == "not_allowed"


# Under an open question


def test_a_text_under_an_open_question_stands_still(drafting: Room) -> None:
    paragraph, part = first(drafting, "paragraph"), first(drafting, "part")
    drafting.do("Clara", "call.open", about={"type": "paragraph", "id": paragraph})
    other = paragraph_at(drafting, "2.1")["id"]
    for actor, name, data in (
        ("Gita", "paragraph.edit", {"paragraph": paragraph, "text": "Mine.", "revision": 1}),
        ("Gita", "paragraph.edit", {"paragraph": other, "text": "Mine.", "revision": 1}),
        ("Gita", "paragraph.add", {"part": part, "text": "Mine."}),
        ("Remi", "paragraph.move", {"paragraph": paragraph, "part": part, "position": 2}),
        ("Remi", "paragraph.remove", {"paragraph": paragraph}),
        ("Remi", "part.add", {"statement": first(drafting, "statement"), "title": "More"}),
    ):
        refusal = drafting.refused(actor, name, **data)
        assert (refusal.code, refusal.facts) == ("text_in_question", {"number": 1})
    drafting.do("Clara", "question.void", question=first(drafting, "question"), reason="Too early.")
    edit(drafting, "Gita", "Mine.", 1)


# Put to a decision


def test_a_paragraph_with_a_bracket_left_or_lost_is_not_put(drafting: Room) -> None:
    consulates = {"type": "paragraph", "id": paragraph_at(drafting, "1.2")["id"]}
    refusal = drafting.refused("Clara", "call.open", about=consulates)
    assert refusal.code == "brackets_left"
    edit(drafting, "Gita", "Consulates [should help one another.", 1, "1.2")
    refusal = drafting.refused("Clara", "vote.open", about=consulates)
    assert refusal.code == "unbalanced_bracket"
    edit(drafting, "Gita", r"Consulates should help one another \[sic\].", 2, "1.2")
    agree(drafting, consulates["id"])
