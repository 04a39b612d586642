"""The report: what it tells of a statement, to whom, and that its text can be read back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deliberate.documents import five_part
from deliberate.documents.decisions import Decision
from deliberate.documents.export import export
from deliberate.documents.rendering import headings, text_section
from deliberate.documents.report import Report, chosen, report
from deliberate.domain.refusals import Refusal
from tests.cast import GROUP, READERS, Room
from tests.commands.conftest import Hasty, copy_of
from tests.conftest import SHARED

SAMPLE = Path(__file__).parent / "sample.txt"
REAL = SHARED / "seeds" / "000_32e817aa9e9b6854.txt"
PUBLIC = frozenset({"public"})


@pytest.fixture
def room(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """The group with its people on their seats; the law is looked at elsewhere."""
    made = copy_of(*founded, tmp_path / "site.db", Hasty)
    yield made
    made.database.engine.dispose()


def told(room: Room, reader: str | None = None, statement: int | None = None) -> Report:
    """The report as the public reads it, or a circle of readers."""
    audiences = READERS[reader] if reader else PUBLIC
    with room.database.reading() as session:
        row = chosen(session, room.journal_id, statement, audiences)
        return report(session, room.journal_id, row, audiences)


def exported(room: Room, form: str, language: str | None = None) -> str:
    """The public report as a file."""
    with room.database.reading() as session:
        return export(session, GROUP, None, form, PUBLIC, language)


def refused(room: Room, reader: str | None = None, statement: int | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        told(room, reader, statement)
    return caught.value


def imported(room: Room, file: Path = SAMPLE) -> dict[str, Any]:
    """A statement read from a file; the command that was given."""
    command = five_part.as_command(five_part.read_bytes(file.read_bytes()))
    room.do("Remi", "statement.import", **command)
    return command


def question(room: Room) -> int:
    """The question that was put last."""
    return max(int(each["id"]) for each in room.of("question"))


def decision(room: Room, number: int, reader: str | None = None) -> Decision:
    return next(each for each in told(room, reader).decisions if each.number == number)


def adopted_vote(room: Room) -> None:
    """Olga's amendment is put to a vote and adopted; Gus is against it, and Otto abstains."""
    room.voting().vote(Gita="for", George="for", Gus="against", Olga="for", Omar="for", Otto="abstain")
    room.close_vote()


def adopt_whole(room: Room) -> None:
    """The brackets of the second paragraph are settled by an amendment, and the statement is agreed as a whole."""
    second = room.of("paragraph")[1]
    text = second["text"].replace("[shall][should]", "should")
    amend = {"kind": "replace", "paragraph": second["id"], "text": text, "revision": 1, "reason": ""}
    amendment = room.do("Gita", "amendment.table", **amend)["amendment"]
    for about in ({"type": "amendment", "id": amendment}, {"type": "statement", "id": second["statement"]}):
        if about["type"] == "statement":
            room.do("Clara", "statement.set_stage", statement=second["statement"], stage="final")
        room.do("Clara", "call.open", about=about)
        room.do("Clara", "call.close", question=question(room))


# the text


def test_its_text_is_read_back_as_the_statement_that_was_imported(room: Room) -> None:
    command = imported(room)
    assert five_part.as_command(five_part.read(text_section(exported(room, "txt")))) == command


@pytest.mark.skipif(not REAL.is_file(), reason="the real reports are not beside this checkout")
def test_a_real_report_is_read_back_from_ours(room: Room) -> None:
    command = imported(room, REAL)
    assert five_part.as_command(five_part.read(text_section(exported(room, "txt")))) == command


def test_a_theme_in_other_words_is_marked_as_one_so_that_the_text_can_be_read_back(room: Room) -> None:
    imported(room)
    room.do("Remi", "statement.update", statement=1, title="Joint statement", theme="Harbours")
    read = five_part.read(text_section(exported(room, "txt")))
    assert (read.title, read.theme) == ("Joint statement", "Theme: Harbours")


def test_a_statement_of_another_shape_is_still_told_in_the_same_form(room: Room) -> None:
    room.drafting()
    text = text_section(exported(room, "txt"))
    assert "Part 1 \u2013 Changes needed\n1.\tBorders should stay open" in text
    assert "\nPart 2 \u2013 Recommendations\n1.\tStates should name" in text


def test_theme_and_session_label_are_told_apart() -> None:
    assert headings("Theme 3: Protection · Working Session 3.B.") == ("Theme 3: Protection", "Working Session 3.B.")
    assert headings("Harbours") == ("Harbours", "")


def test_paragraphs_are_numbered_anew_in_each_part(room: Room) -> None:
    room.drafting()
    numbers = [[paragraph.number for paragraph in part.paragraphs] for part in told(room).parts]
    assert numbers == [[1, 2], [1]]


def test_the_note_stands_until_the_rapporteur_marks_the_text_checked(room: Room) -> None:
    adopted_vote(room)
    adopt_whole(room)
    assert told(room).note == "Check"
    assert ">Check<" in exported(room, "html")
    room.do("Remi", "statement.mark_checked", statement=1)
    assert told(room).note == ""
    assert ">Check<" not in exported(room, "html")
    assert "Check" not in exported(room, "txt")


def test_a_statement_without_a_note_of_its_own_asks_for_the_check_all_the_same(room: Room) -> None:
    room.do("Remi", "statement.create", title="Nothing yet", theme="")
    assert told(room).note == "Check against final"
    assert "The statement has no text yet." in exported(room, "html")


def test_it_says_when_the_statement_was_adopted_in_the_time_zone_of_the_group(room: Room) -> None:
    adopted_vote(room)
    assert "Not adopted yet. Stage: Negotiation." in exported(room, "txt")
    adopt_whole(room)
    room.do(
        "Sam", "group.update", title="Harbours", mandate="", timezone="Asia/Kathmandu", language="en", public=True
    )
    assert "Adopted on 2 Mar 2026, 14:45." in exported(room, "txt")  # 09:00 UTC and 5:45 hours


def test_the_report_on_nothing_named_is_on_the_statement_adopted_last_or_else_on_the_newest(room: Room) -> None:
    adopted_vote(room)
    room.do("Remi", "statement.create", title="A newer one", theme="")
    assert told(room).title == "A newer one"
    adopt_whole(room)
    assert told(room).title == "Joint statement"
    assert told(room, statement=2).title == "A newer one"
    assert refused(room, statement=3).code == "not_found"


# the amendments


def test_each_amendment_is_told_under_its_paragraph_with_who_moved_it_and_what_became_of_it(room: Room) -> None:
    room.amended()
    room.do("Gus", "amendment.cosponsor", amendment=1)
    room.do("Clara", "vote.open", about={"type": "amendment", "id": 1})
    room.vote(Gita="for", Gus="for", Olga="for")
    room.close_vote()
    room.do("Otto", "amendment.table", kind="insert", part=1, text="First of all.", reason="")
    text = exported(room, "txt")
    assert (
        "To part 1, paragraph 1\n"
        "- A1, by Own Voices (O-1), with Germany (G-3): changes it; adopted (question 1)\n" in text
    )
    assert "- A2, by Outreach (O-3): adds a paragraph; tabled\n" in text


def test_an_amendment_to_a_paragraph_that_is_gone_is_told_with_its_part(room: Room) -> None:
    room.amended()
    room.do("Gus", "amendment.table", kind="delete", paragraph=1, revision=1, reason="")
    room.do("Clara", "vote.open", about={"type": "amendment", "id": 2})
    room.vote(Gita="for", Gus="for", Olga="for")
    room.close_vote()
    first = told(room).parts[0]
    assert [(each.label, each.state) for each in first.proposals] == [("A1", "fallen"), ("A2", "adopted")]
    assert "The paragraph to be deleted:\n    Borders should stay open" in exported(room, "txt")


# the decisions


def test_a_vote_is_told_by_side_in_seats_and_exact_weights(room: Room) -> None:
    adopted_vote(room)
    made = decision(room, 1)
    assert [(row.side, row.seats["for"], row.seats["against"], row.seats["absent"]) for row in made.figures] == [
        ("governments", 2, 1, 1),
        ("others", 2, 0, 1),
        ("all", 4, 1, 2),
    ]
    assert [row.weight and row.weight["for"] for row in made.figures] == ["1/4", "1/4", "1/2"]
    text = exported(room, "txt")
    assert "Question 1. Amendment A1, 1.1\nRecorded vote under the substantive rule: adopted\n" in text
    assert "- Others: For 2 (1/4), Against 0 (0), Abstain 1 (1/8), Did not vote 0 (0), Absent 1 (1/8)\n" in text


def test_a_vote_says_its_rule_and_why_it_came_out_so_with_what_each_share_is_a_share_of(room: Room) -> None:
    adopted_vote(room)
    text = exported(room, "txt")
    assert "- To adopt, within each side: the votes for must come to more than 1/2 of the weight cast" in text
    assert "the votes for come to 4/5 of the weight cast for and against (1/2 of 5/8, 80%); at least 2/3 needed" in text


def test_a_recorded_vote_says_who_voted_how_by_delegation(room: Room) -> None:
    adopted_vote(room)
    roll = {choice: [str(place) for place in places] for choice, places in decision(room, 1).roll}
    assert roll == {
        "for": ["Ghana (G-1)", "Georgia (G-2)", "Own Voices (O-1)", "Open Roads (O-2)"],
        "against": ["Germany (G-3)"],
        "abstain": ["Outreach (O-3)"],
        "absent": ["Countries of destination (G-4)", "Civil society (O-4)"],
    }


def test_an_open_vote_tells_nothing_of_what_was_cast(room: Room) -> None:
    room.voting().vote(Gita="for", Gus="against")
    made = decision(room, 1)
    assert (made.figures, made.roll, made.explanation) == ((), (), ())
    assert "Recorded vote under the substantive rule: open" in exported(room, "txt")


def test_objections_and_reservations_stand_in_their_own_words_objections_first(room: Room) -> None:
    room.calling()
    room.do("Olga", "call.take_position", question=1, stance="support", reason="")
    room.do("Otto", "call.take_position", question=1, stance="reservation", reason="Islands, too.")
    room.do("Gus", "call.take_position", question=1, stance="object", reason="Not at night.\nQuestion 9. A forged line")
    room.do("Clara", "call.close", question=1)
    voices = [(str(each.place), each.stance, each.reason) for each in decision(room, 1).voices]
    assert voices == [
        ("Germany (G-3)", "object", "Not at night.\nQuestion 9. A forged line"),
        ("Outreach (O-3)", "reservation", "Islands, too."),
        ("Own Voices (O-1)", "support", ""),
    ]
    text = exported(room, "txt")
    assert "- Germany (G-3): Object\n    Not at night.\n    Question 9. A forged line\n" in text
    assert "- Governments: Support 0, Reservation 0, Stand aside 0, Object 1, Nothing said 2, Absent 1\n" in text
    assert "No consensus: seats that object: 1." in text


def test_the_reasons_of_the_chair_are_told(room: Room) -> None:
    room.amended()
    about = {"type": "amendment", "id": 1}
    room.do("Clara", "call.open", about=about, definition="no_sustained_opposition")
    room.do("Clara", "call.close", question=1, outcome="consensus", reason="One delegation alone, on style.")
    assert decision(room, 1).reason == "One delegation alone, on style."
    assert "Call for consensus: consensus" in exported(room, "txt")


def test_a_void_question_is_told_with_its_reason_and_without_what_was_cast(room: Room) -> None:
    room.voting().vote(Gita="for")
    room.do("Clara", "question.void", question=1, reason="The wrong amendment.")
    made = decision(room, 1)
    assert (made.result, made.reason, made.roll, made.figures) == ("void", "The wrong amendment.", (), ())
    assert "Seat by seat" not in exported(room, "txt")


def test_a_question_about_no_text_is_told_by_its_title(room: Room) -> None:
    room.negotiation()
    room.do("Clara", "vote.open", about=None, title="Shall we dine?", preset="procedural")
    room.close_vote()
    text = exported(room, "txt")
    assert "Question 1. Shall we dine?\nRecorded vote under the procedural rule: rejected\n" in text


def test_a_reconsideration_says_what_it_is_about_and_what_came_of_it_stands_under_the_decision(room: Room) -> None:
    room.voting().vote(**dict.fromkeys(("Gita", "George", "Olga", "Otto"), "against"))
    room.close_vote()
    room.do("Clara", "vote.open", reconsiders=1)
    room.vote(**dict.fromkeys(("Gita", "George", "Olga", "Otto"), "for"))
    room.close_vote()
    text = exported(room, "txt")
    head = "Question 2. Reconsideration of question 1: Amendment A1, 1.1\n"
    assert f"{head}Recorded vote under the rule of two thirds for a reconsideration: adopted\n" in text
    assert "Question 2: the group reconsiders this. The matter is before it again." in text
    assert decision(room, 2).proposal == decision(room, 1).proposal
    room.do("Remi", "statement.create", title="Another", theme="")
    assert told(room, statement=2).decisions == ()


def test_a_text_that_was_found_to_be_an_important_question_is_told_with_the_text(room: Room) -> None:
    room.amended().do("Clara", "vote.open", important={"type": "amendment", "id": 1})
    room.vote(**dict.fromkeys(("Gita", "George", "Olga", "Otto"), "for"))
    room.close_vote()
    text = exported(room, "txt")
    head = "Question 1. Whether this is an important question: Amendment A1, 1.1\n"
    assert f"{head}Recorded vote under the procedural rule: adopted\n" in text
    assert "An important question: votes on it" in text
    assert decision(room, 1).proposal is not None
    room.do("Remi", "statement.create", title="Another", theme="")
    assert told(room, statement=2).decisions == ()


def test_a_decision_on_another_statement_is_not_told(room: Room) -> None:
    adopted_vote(room)
    room.do("Remi", "statement.create", title="Another", theme="")
    assert told(room, statement=2).decisions == ()


# closed parts


def behind_closed_doors(room: Room) -> None:
    adopted_vote(room)
    room.do("Clara", "sitting.set_private", private=True)
    room.do("Clara", "vote.open", about=None, title="Shall we name them?")
    room.vote(Gita="for", Olga="for")
    room.close_vote()


def test_while_a_sitting_is_closed_to_observers_the_report_is_closed_to_them_too(room: Room) -> None:
    behind_closed_doors(room)
    assert refused(room).code == "closed_to_observers"
    assert told(room, "members").title == "Joint statement"


def test_what_was_decided_behind_closed_doors_is_left_out_for_the_public_and_counted(room: Room) -> None:
    behind_closed_doors(room)
    room.do("Clara", "sitting.set_private", private=False)
    made = told(room)
    assert ([each.number for each in made.decisions], made.decisions_left_out) == ([1], 1)
    for form in ("html", "txt"):
        written = exported(room, form)
        assert "1 decision was taken in a part of a session that was closed to observers." in written
        assert "name them" not in written


def test_members_read_what_was_decided_behind_closed_doors(room: Room) -> None:
    behind_closed_doors(room)
    made = told(room, "members")
    assert ([each.number for each in made.decisions], made.decisions_left_out) == ([1, 2], 0)
    assert [each.behind_closed_doors for each in made.decisions] == [False, True]


# attendance and names


def test_attendance_is_told_by_constituency_also_when_the_sitting_is_closed(room: Room) -> None:
    room.drafting()
    room.do("Clara", "sitting.close")
    (sitting,) = told(room).sittings
    assert [(bench.side, bench.name, len(bench.attended), bench.seats) for bench in sitting.benches] == [
        ("governments", "Countries of origin", 2, 2),
        ("governments", "Countries of destination", 1, 2),
        ("others", "Migrants", 2, 2),
        ("others", "Civil society", 1, 2),
    ]
    assert re.search(r"- Ghana \(G-1\), 09:0\d to 09:0\d\n", exported(room, "txt"))


def test_a_seat_that_went_and_came_back_is_told_once_with_both_stays(room: Room) -> None:
    room.drafting()
    room.do("Gus", "presence.check_out")
    room.do("Gus", "presence.check_in")
    bench = told(room).sittings[0].benches[1]
    assert [len(each.stays) for each in bench.attended] == [2]


def test_a_seat_goes_by_the_delegation_that_it_had_at_the_time(room: Room) -> None:
    adopted_vote(room)
    room.do("Clara", "sitting.close")
    room.do("Sam", "seat.vacate", seat="G-2")
    room.do("Sam", "seat.assign", seat="G-2", person=room.people["Gina"])
    made = told(room)
    assert "Georgia (G-2)" in [str(place) for place in made.decisions[0].roll[0][1]]
    assert "Georgia (G-2)" in [str(each.place) for each in made.sittings[0].benches[0].attended]


def test_people_are_named_only_where_they_agreed_to_be_named_in_public(room: Room) -> None:
    adopted_vote(room)
    room.do_site("Gita", "account.update", name="Gita", named_in_public=True, locale="")
    for reader in (None, "members"):
        people = {name for bench in told(room, reader).sittings[0].benches for a in bench.attended for name in a.people}
        assert people == {"Gita"}
    for name in ("Olga", "Gus", "Clara"):
        assert name not in exported(room, "html")


def test_a_report_stands_still_when_the_statement_is_adopted_and_the_group_goes_on(room: Room) -> None:
    adopted_vote(room)
    adopt_whole(room)
    before = told(room)
    room.do("Clara", "sitting.close")
    room.do("Clara", "sitting.schedule", title="Second session", starts_at=room.now.isoformat())
    for name in ("Gita", "George", "Olga", "Omar"):
        room.do(name, "presence.check_in")
    room.do("Clara", "sitting.open")
    after = told(room)
    assert after.decisions == before.decisions
    assert [sitting.number for sitting in after.sittings] == [1]


# the forms


def test_the_page_needs_no_other_file_and_runs_no_script(room: Room) -> None:
    adopted_vote(room)
    page = exported(room, "html")
    assert "<style>" in page
    assert "sourceMappingURL" not in page
    for needs in ("<script", "<link", "<img", "src=", "@import", "url("):
        assert needs not in page


def test_what_people_wrote_is_escaped(room: Room) -> None:
    room.amended()
    room.do("Clara", "call.open", about=None, title="<script>alert(1)</script>")
    room.do("Gus", "call.take_position", question=1, stance="object", reason="<b>No</b> & \"no\"")
    room.do("Clara", "call.close", question=1)
    page = exported(room, "html")
    assert "<script" not in page
    assert "&lt;b&gt;No&lt;/b&gt; &amp;" in page
    assert '<b>No</b> & "no"' in exported(room, "txt")


def test_a_text_from_right_to_left_runs_so_in_a_page_of_any_language(room: Room) -> None:
    room.do("Sam", "group.update", title="Harbours", mandate="", timezone="UTC", language="ar", public=True)
    room.drafting()
    assert '<html lang="fr" dir="ltr">' in exported(room, "html", "fr")
    assert '<h1 lang="ar" dir="rtl">Joint statement</h1>' in exported(room, "html", "fr")
    assert '<html lang="ar" dir="rtl">' in exported(room, "html")


def test_it_speaks_the_language_asked_for(room: Room) -> None:
    adopted_vote(room)
    page = exported(room, "html", "fr")
    assert "Pour" in page
    assert "gouvernements" in page


def test_a_group_that_is_not_there_has_no_report(room: Room) -> None:
    with room.database.reading() as session, pytest.raises(Refusal) as caught:
        export(session, "nowhere", None, "txt", PUBLIC)
    assert caught.value.code == "not_found"
