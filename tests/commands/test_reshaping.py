"""Paragraphs as pieces: cut in two, joined, an earlier text restored; parts in another order."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.looking import first, happened, last, paragraph_at, quickly, revisions, texts

BORDERS = "Borders should stay open to those in distress."


def piece(room: Room, number: str, **more: Any) -> dict[str, Any]:
    """A paragraph at its present revision."""
    row = paragraph_at(room, number)
    return {"paragraph": row["id"], "revision": row["revision"], **more}


def refused(room: Room, actor: str, name: str, **data: Any) -> tuple[str, str]:
    """The code and the sentence of a refusal."""
    refusal = room.refused(actor, name, **data)
    return refusal.code, str(refusal)


# Cut in two


def test_a_paragraph_is_cut_in_two_and_the_second_piece_has_an_id_of_its_own(drafting: Room) -> None:
    row = paragraph_at(drafting, "1.1")
    made = drafting.do("Remi", "paragraph.split", **piece(drafting, "1.1", at=BORDERS.index("to those")))
    assert texts(drafting)[:3] == [
        "1.1 Borders should stay open",
        "1.2 to those in distress.",
        "1.3 Consulates [shall][should] help one another.",
    ]
    assert paragraph_at(drafting, "1.1")["id"] == row["id"]
    assert paragraph_at(drafting, "1.2")["id"] == made["paragraph"] != row["id"]
    assert happened(drafting) == ("paragraph.split", {"paragraph": row["id"], "revision": 2, "new": made["paragraph"]})


def test_the_place_of_a_cut_counts_code_points(drafting: Room) -> None:
    row = paragraph_at(drafting, "1.1")
    quickly(drafting, "Gita", "paragraph.edit", paragraph=row["id"], text="🛟🛟 Help. 🛟 Now.", revision=1)
    drafting.do("Remi", "paragraph.split", **piece(drafting, "1.1", at=9))
    assert texts(drafting)[:2] == ["1.1 🛟🛟 Help.", "1.2 🛟 Now."]


def test_each_piece_needs_some_words(drafting: Room) -> None:
    for at in (len(BORDERS), 400):
        assert refused(drafting, "Remi", "paragraph.split", **piece(drafting, "1.1", at=at)) == (
            "no_change",
            "Cut the paragraph between words: each piece needs some.",
        )


def test_a_bracket_is_not_cut_in_two_and_its_alternatives_are_told_apart(drafting: Room) -> None:
    text = paragraph_at(drafting, "1.2")["text"]
    assert refused(drafting, "Remi", "paragraph.split", **piece(drafting, "1.2", at=text.index("all]"))) == (
        "cuts_bracket",
        "Cut the paragraph outside its brackets, or settle the bracket first.",
    )
    drafting.do("Remi", "paragraph.split", **piece(drafting, "1.2", at=text.index("[should]")))
    assert texts(drafting)[1:3] == ["1.2 Consulates [shall]", "1.3 [should] help one another."]


# Joined


def test_two_paragraphs_are_joined_under_the_number_of_the_first(drafting: Room) -> None:
    kept, gone = paragraph_at(drafting, "1.1")["id"], paragraph_at(drafting, "1.2")["id"]
    drafting.do("Remi", "paragraph.merge", **piece(drafting, "1.1"))
    assert texts(drafting)[0] == f"1.1 {BORDERS} Consulates [shall][should] help one another."
    assert happened(drafting) == ("paragraph.merged", {"paragraph": kept, "revision": 2, "gone": gone})
    assert [each.text for each in revisions(drafting, gone)] == ["Consulates [shall][should] help one another."]


def test_the_last_paragraph_of_a_part_has_none_to_be_joined_with(drafting: Room) -> None:
    assert refused(drafting, "Remi", "paragraph.merge", **piece(drafting, "1.2")) == (
        "not_found",
        "No paragraph follows this one in its part.",
    )


def test_an_agreed_paragraph_is_neither_cut_nor_joined_nor_given_an_earlier_text(drafting: Room) -> None:
    quickly(drafting, "Gita", "paragraph.edit", **piece(drafting, "1.1", text="Borders stay open."))
    quickly(drafting, "Clara", "paragraph.agree", **piece(drafting, "1.1", state="ad_referendum"))
    sentence = "This paragraph is agreed. The chair can reopen it if a seat asks."
    for name, more in (
        ("paragraph.split", {"at": 8}),
        ("paragraph.merge", {}),
        ("paragraph.restore", {"revision_to_restore": 1}),
    ):
        assert refused(drafting, "Remi", name, **piece(drafting, "1.1", **more)) == ("agreed", sentence)
    third = drafting.do("Remi", "paragraph.add", part=first(drafting, "part"), text="In front.", position=1)
    assert third
    assert refused(drafting, "Remi", "paragraph.merge", **piece(drafting, "1.1")) == ("agreed", sentence)
    part = first(drafting, "part")
    drafting.do("Remi", "paragraph.move", paragraph=paragraph_at(drafting, "1.2")["id"], part=part, position=1)


def test_what_would_be_too_long_is_not_joined(drafting: Room) -> None:
    quickly(drafting, "Gita", "paragraph.edit", **piece(drafting, "1.1", text="x" * 19_990))
    assert refused(drafting, "Remi", "paragraph.merge", **piece(drafting, "1.1")) == (
        "too_long",
        "A paragraph has at most 20000 characters.",
    )


@pytest.mark.parametrize(
    ("name", "more"),
    [("paragraph.split", {"at": 8}), ("paragraph.merge", {}), ("paragraph.restore", {"revision_to_restore": 1})],
)
def test_a_stale_revision_is_refused_with_the_text_as_it_is(drafting: Room, name: str, more: dict[str, Any]) -> None:
    data = piece(drafting, "1.1", **more)
    quickly(drafting, "Gita", "paragraph.edit", **piece(drafting, "1.1", text="Borders stay open."))
    refusal = drafting.refused("Remi", name, **data)
    assert (refusal.code, refusal.facts) == ("stale_revision", {"text": "Borders stay open.", "revision": 2})


# An earlier text


def test_an_earlier_text_becomes_the_newest_revision_and_nothing_is_lost(drafting: Room) -> None:
    quickly(drafting, "Gita", "paragraph.edit", **piece(drafting, "1.1", text="Borders stay open."))
    drafting.do("Olga", "paragraph.restore", **piece(drafting, "1.1", revision_to_restore=1))
    row = paragraph_at(drafting, "1.1")
    assert (row["text"], row["revision"]) == (BORDERS, 3)
    assert [each.text for each in revisions(drafting, row["id"])] == [BORDERS, "Borders stay open.", BORDERS]
    assert happened(drafting) == ("paragraph.restored", {"paragraph": row["id"], "restored": 1, "revision": 3})


def test_the_text_that_stands_and_one_that_never_was_are_not_restored(drafting: Room) -> None:
    for revision, code in ((1, "no_change"), (9, "not_found")):
        data = piece(drafting, "1.1", revision_to_restore=revision)
        assert drafting.refused("Olga", "paragraph.restore", **data).code == code


# Parts


def test_a_part_moves_with_all_that_is_in_it_and_the_numbers_follow(drafting: Room) -> None:
    part = last(drafting, "part")["id"]
    drafting.do("Remi", "part.move", part=part, position=1)
    assert happened(drafting) == ("part.moved", {"title": "Recommendations", "position": 1})
    assert texts(drafting)[0] == "1.1 States should name one contact point for stranded people."
    assert texts(drafting)[1] == f"2.1 {BORDERS}"


def test_only_those_who_keep_the_text_reshape_it(drafting: Room) -> None:
    for other in ("Gita", "Clara", "Ana", "Vera"):
        assert refused(drafting, other, "paragraph.split", **piece(drafting, "1.1", at=8))[0] == "not_allowed"
        assert refused(drafting, other, "paragraph.merge", **piece(drafting, "1.1"))[0] == "not_allowed"
        part = {"part": first(drafting, "part"), "position": 2}
        assert refused(drafting, other, "part.move", **part)[0] == "not_allowed"
