"""Notes to an adopted text, in the report and in the gallery."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deliberate.documents.export import export
from tests.cast import GROUP, Room
from tests.commands.conftest import Hasty, copy_of

WORDS = "On ports: our law reserves them.\nIn both seas."


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """A paragraph and a part were adopted, each with a note; the law is looked at elsewhere."""
    made = copy_of(*founded, tmp_path / "site.db", Hasty)
    made.negotiation()
    for noun, stance in (("paragraph", "reservation"), ("part", "stand_aside")):
        chosen = made.of(noun)[0 if noun == "paragraph" else 1]
        question = made.do("Clara", "call.open", about={"type": noun, "id": chosen["id"]})["question"]
        made.do("Gita", "call.take_position", question=question, stance=stance, reason=WORDS)
        made.do("Clara", "call.close", question=question)
    made.do("Sam", "seat.vacate", seat="G-1")
    yield made
    made.database.engine.dispose()


def exported(room: Room, form: str) -> str:
    with room.database.reading() as session:
        return export(session, GROUP, None, form, frozenset({"public"}), "en")


def test_the_report_has_each_note_under_its_text_by_the_name_of_then(room: Room) -> None:
    page = " ".join(re.sub(r"<[^>]+>", " ", exported(room, "html").partition("<body")[2]).split())
    first = "distress. Ghana G-1 joins with a reservation question 1 On ports: our law reserves them. In both seas."
    assert first in page
    assert "stranded people. Ghana G-1 stands aside (dissociation) question 2 On ports" in page


def test_the_plain_text_has_them_after_the_statement_with_every_line_set_in(room: Room) -> None:
    text = exported(room, "text").partition("\f")[2]
    told = text.partition("Notes to the adopted text\n=========================\n")[2]
    assert told.startswith(
        "\nTo part 1, paragraph 1\n- Ghana (G-1) joins with a reservation (question 1)\n"
        "    On ports: our law reserves them.\n    In both seas.\n"
    )
    assert "To part 2\n- Ghana (G-1) stands aside (dissociation) (question 2)\n    On ports" in told
    assert "The part “Recommendations”" in told
