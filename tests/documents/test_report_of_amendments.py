"""What a report tells of amendments: where, by whom, why, what became of each and by which decision."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Room
from tests.commands.conftest import Hasty, copy_of
from tests.commands.test_amending import amend, move
from tests.commands.test_amendments import BORDERS, adopt, insert, table
from tests.documents.test_report import exported, told


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """The group with its people on their seats; the law is looked at elsewhere."""
    made = copy_of(*founded, tmp_path / "site.db", Hasty)
    yield made
    made.database.engine.dispose()


@pytest.fixture
def amended(room: Room) -> Room:
    """Every kind of amendment, with every fate."""
    room.negotiation()
    must = table(room, "Gita", "1.1", BORDERS.replace("should", "must"))
    child = amend(room, "Olga", must, BORDERS.replace("should", "must always"))
    ports = insert(room, "Otto", "1.1", "Ports as well.")
    moved = move(room, "George", "1.2", "2.1")
    distress = table(room, "Olga", "1.1", BORDERS.replace("those in distress", "all in need"))
    adopt(room, child)
    room.do("Olga", "amendment.withdraw", amendment=distress)
    room.do("Gus", "amendment.reintroduce", amendment=distress, reason="Need is wider.")
    room.do("Clara", "batch.open", statement=1, amendments=[must, ports, moved])
    room.do("Olga", "batch.object", question=2, amendment=moved, reason="It belongs here.")
    room.do("Clara", "batch.close", question=2)
    return room


def test_what_an_adopted_insertion_became_is_where_it_is_told_of(amended: Room) -> None:
    first, new, consulates = told(amended).parts[0].paragraphs
    assert [each.label for each in first.proposals] == ["A1", "A2", "A5", "A6"]
    assert [each.label for each in new.proposals] == ["A3"]
    assert [each.label for each in consulates.proposals] == ["A4"]


def test_each_names_its_sponsors_its_reason_its_fate_and_its_decisions(amended: Room) -> None:
    page = exported(amended, "txt")
    for line in (
        "- A1, by Ghana (G-1): changes it; adopted (question 2)",
        "- A2, by Own Voices (O-1): proposes another text for A1; adopted (question 1)",
        "- A3, by Outreach (O-3): adds this paragraph; adopted (question 2)",
        "- A4, by Georgia (G-2): moves it elsewhere; tabled (question 2)",
        "- A5, by Own Voices (O-1): changes it; withdrawn",
        "- A6, by Germany (G-3): changes it (A5 again, which was withdrawn); tabled",
        "    Need is wider.",
        "    Ports as well.",
    ):
        assert line in page.splitlines(), line


def test_the_call_without_objection_is_one_decision_with_its_list(amended: Room) -> None:
    decision = told(amended).decisions[1]
    assert (decision.kind, decision.result, decision.figures) == ("batch", "adopted", ())
    page = exported(amended, "txt")
    assert "Question 2. Amendments A1, A3, A4 together" in page
    assert "Without objection: adopted" in page
    assert "- Adopted together, for no seat objects: A1, A3." in page
    assert "- Taken out, and to be put by itself: A4. Own Voices (O-1) objects: It belongs here." in page


def test_why_an_amendment_fell_is_told(room: Room) -> None:
    room.negotiation()
    table(room, "Gita", "1.1", BORDERS.replace("should", "must"))
    adopt(room, table(room, "Olga", "1.1", kind="delete"))
    assert "- A1, by Ghana (G-1): changes it; fallen. The paragraph it would change is gone." in exported(room, "txt")


def test_the_page_tells_the_same(amended: Room) -> None:
    page = exported(amended, "html")
    assert '<blockquote class="reason" dir="auto">Need is wider.</blockquote>' in page
    assert "proposes another text for A1" in page
