"""What the report tells of the text settled outside questions: brackets, agreement noted, paragraphs reopened."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Room
from tests.commands.conftest import Hasty, copy_of
from tests.documents.test_report import exported, told


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """A statement in negotiation whose bracket is resolved and whose first paragraph was agreed and reopened."""
    made = copy_of(*founded, tmp_path / "site.db", Hasty)
    made.negotiation()
    first, second = (each["id"] for each in made.of("paragraph")[:2])
    made.do("Remi", "bracket.resolve", paragraph=second, revision=1, at=11, choice="keep")
    made.do("Clara", "paragraph.agree", paragraph=first, state="ad_referendum", revision=1)
    made.do("Clara", "paragraph.reopen", paragraph=first, seat="O-2", reason="A word was missed.")
    yield made
    made.database.engine.dispose()


def test_each_is_told_with_its_paragraph_and_when(room: Room) -> None:
    text = exported(room, "txt")
    for line in (
        "    Paragraph 1.2: “[shall][should]” became “shall”.",
        "    Paragraph 1.1: agreed ad referendum.",
        "    Paragraph 1.1: reopened at the request of Open Roads (O-2).\n",
        "    A word was missed.",
    ):
        assert line in text
    assert "2 Mar 2026, 09:00, Rapporteur" in text
    assert "How the text was settled" in exported(room, "html")


def test_a_paragraph_that_is_gone_is_named_as_such(room: Room) -> None:
    second = room.of("paragraph")[1]["id"]
    room.do("Clara", "statement.set_stage", statement=1, stage="drafting")
    room.do("Remi", "paragraph.remove", paragraph=second)
    assert "Paragraph no longer in the text: “[shall][should]” became “shall”." in exported(room, "txt")


def test_what_was_settled_behind_closed_doors_is_told_to_members_alone(room: Room) -> None:
    room.do("Clara", "sitting.set_private", private=True)
    first = room.of("paragraph")[0]["id"]
    room.do("Clara", "paragraph.agree", paragraph=first, state="agreed", revision=1)
    room.do("Clara", "sitting.set_private", private=False)
    assert len(told(room).settled) == 3
    assert len(told(room, "members").settled) == 4


def test_where_nothing_was_settled_nothing_is_told(founded: tuple[Path, Room], tmp_path: Path) -> None:
    made = copy_of(*founded, tmp_path / "other.db", Hasty)
    made.drafting()
    assert "How the text was settled" not in exported(made, "txt")
    made.database.engine.dispose()
