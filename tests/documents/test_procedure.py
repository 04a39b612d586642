"""What a report tells of procedure: motions and rulings, the quorum when it was called, and straw polls."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deliberate.documents.export import export
from deliberate.documents.procedure import Procedure
from deliberate.documents.report import chosen, report
from tests.cast import GROUP, READERS, Room
from tests.commands.conftest import Hasty, copy_of

PUBLIC = frozenset({"public"})


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """An open sitting on a statement in drafting."""
    made = copy_of(*founded, tmp_path / "site.db", Hasty)
    made.drafting()
    yield made
    made.database.engine.dispose()


def told(room: Room, reader: str = "public") -> tuple[Procedure, ...]:
    with room.database.reading() as session:
        statement = chosen(session, room.journal_id, None, READERS[reader])
        return report(session, room.journal_id, statement, READERS[reader]).procedure


def exported(room: Room, form: str) -> str:
    with room.database.reading() as session:
        return export(session, GROUP, None, form, PUBLIC)


def words(room: Room) -> str:
    _, _, after = exported(room, "html").partition('<section class="annex" id="procedure"')
    section = after.partition('<section class="annex" id="attendance"')[0]
    return " ".join(re.sub(r"<[^>]+>", " ", section).split())


def raised(room: Room, name: str = "Gita", kind: str = "point_of_order", note: str = "Rule 12") -> int:
    """Somebody was heard on a point of order, or a motion; the motion."""
    room.do(name, "floor.ask", kind=kind, note=note)
    room.do("Clara", "floor.call")
    return int(max(each["id"] for each in room.of("motion")))


def overruled(room: Room) -> None:
    """The chair does not uphold Gita's point of order, and Olga's appeal overrules that."""
    motion = raised(room)
    room.do("Clara", "motion.rule", motion=motion, ruling="dismissed", reason="It was in order.")
    room.do("Olga", "motion.appeal", motion=motion)
    room.do("Clara", "vote.open", motion=motion)
    room.vote(Gita="for", George="for", Gus="for", Olga="for", Otto="for", Omar="for")
    room.close_vote()


def test_a_ruling_is_told_with_the_point_the_reasons_the_appeal_and_the_vote(room: Room) -> None:
    overruled(room)
    ((each,),) = (sitting.raised for sitting in told(room))
    assert (str(each.place), each.kind, each.note) == ("Ghana (G-1)", "point_of_order", "Rule 12")
    assert (each.state, each.reason, str(each.appealed_by)) == ("overruled", "It was in order.", "Own Voices (O-1)")
    assert each.question == 1
    read = words(room)
    assert "Ghana G-1 Point of order the chair was overruled question 1" in read
    assert "Rule 12 The chair: It was in order. Appeal by Own Voices O-1" in read
    text = exported(room, "txt")
    assert "- Point of order, Ghana (G-1), 2 Mar 2026" in text
    assert ": the chair was overruled (question 1). Appeal by Own Voices (O-1)\n    Rule 12\nThe chair:\n" in text


def test_a_motion_that_its_mover_withdrew_is_told_as_one(room: Room) -> None:
    room.do("Gita", "motion.withdraw", motion=raised(room, kind="close_debate", note=""))
    assert "Ghana G-1 Motion to close the debate withdrawn" in words(room)


def test_the_quorum_is_told_as_it_was_found_each_time_it_was_called(room: Room) -> None:
    room.do("Olga", "quorum.call")
    room.do("Otto", "presence.check_out")
    room.do("Olga", "quorum.call")
    ((first, second),) = (sitting.quorum for sitting in told(room))
    assert (first.present, first.holds) == ({"governments": 3, "others": 3}, True)
    assert (second.present, second.holds) == ({"governments": 3, "others": 2}, False)
    read = words(room)
    assert "3 of 4 governments and 3 of 4 others present. There is a quorum." in read
    assert "3 of 4 governments and 2 of 4 others present. There is no quorum for a decision." in read
    assert "others present. There is a quorum.\n- Quorum called by Own Voices (O-1) at" in exported(room, "txt")


def test_a_straw_poll_is_told_once_it_is_over_and_said_to_bind_nobody(room: Room) -> None:
    poll = room.do("Clara", "poll.open", title="Shall we add a part?")["poll"]
    for name, step in (("Gita", "endorse"), ("Olga", "block")):
        room.do(name, "poll.answer", poll=poll, step=step)
    assert told(room) == ()
    room.do("Clara", "poll.close", poll=poll)
    ((shown,),) = (sitting.polls for sitting in told(room))
    assert (shown.title, shown.spread["others"]["block"]) == ("Shall we add a part?", 1)
    assert "Straw polls Not a decision: it binds nobody. Shall we add a part?" in words(room)
    assert "Endorse 1 0" in words(room)
    assert "    Cannot go forward: Governments 0, Others 1\n" in exported(room, "txt")
    assert "(not a decision: it binds nobody)" in exported(room, "txt")


def test_what_was_raised_behind_closed_doors_is_told_to_members_alone(room: Room) -> None:
    room.do("Clara", "sitting.set_private", private=True)
    raised(room)
    room.do("Clara", "motion.rule", motion=1, ruling="upheld")
    room.do("Clara", "sitting.set_private", private=False)
    assert told(room) == ()
    assert [each.state for sitting in told(room, "members") for each in sitting.raised] == ["upheld"]


def test_where_nothing_was_raised_nothing_is_told(room: Room) -> None:
    assert told(room) == ()
    assert 'id="procedure"' not in exported(room, "html")
    assert "Procedure\n=" not in exported(room, "txt")
