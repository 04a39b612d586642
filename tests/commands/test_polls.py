"""Straw polls: the halves on the gradient of agreement, for everyone to see, and nothing is decided."""

from typing import Any

import pytest

from deliberate.domain.gradient import Step, spread
from tests.cast import READERS, Room
from tests.commands.looking import first, happened, last, quickly, texts


def ask(room: Room) -> int:
    return int(quickly(room, "Clara", "poll.open", title="Where are we on ports?", text="As in A1.")["poll"])


def steps(record: dict[str, Any], side: str) -> dict[str, int]:
    """The steps of a side on which somebody stands."""
    return {step: count for step, count in record["spread"][side].items() if count}


def test_there_are_eight_steps_from_endorsing_to_blocking() -> None:
    assert [step.value for step in Step] == [
        "endorse", "minor_concern", "reservations", "abstain", "stand_aside", "go_along", "want_out", "block",
    ]


def test_the_spread_is_by_side_and_has_no_total_and_no_outcome() -> None:
    counts = spread([("governments", "endorse"), ("others", "block"), ("others", "block")])
    assert set(counts) == {"governments", "others"}
    assert (counts["governments"]["endorse"], counts["others"]["block"]) == (1, 2)
    assert sum(counts["governments"].values()) == 1
    with pytest.raises(ValueError, match="perhaps"):
        spread([("others", "perhaps")])


def test_a_seat_answers_for_all_to_see_and_may_change_it(opened: Room) -> None:
    poll = ask(opened)
    opened.do("Gita", "poll.answer", poll=poll, step="block")
    opened.do("Gita", "poll.answer", poll=poll, step="stand_aside")
    assert happened(opened) == ("poll.answered", {"number": 1, "seat": "G-1"})
    for reader in READERS:
        (answer,) = opened.of("answer", reader)
        assert (answer["seat"], answer["side"], answer["step"]) == ("G-1", "governments", "stand_aside")
    refusal = opened.refused("Alba", "poll.answer", poll=poll, step="endorse")
    assert refusal.code == "holder_present"


def test_only_a_seat_that_is_checked_in_answers(opened: Room) -> None:
    poll = ask(opened)
    quickly(opened, "Otto", "presence.check_out")
    assert opened.refused("Otto", "poll.answer", poll=poll, step="endorse").code == "not_present"
    for other in ("Clara", "Ana", "Vera"):
        assert opened.refused(other, "poll.answer", poll=poll, step="endorse").code == "not_allowed"
    assert opened.refused("Gita", "poll.answer", poll=poll, step="for").code == "bad_data"


def test_at_its_close_the_spread_is_kept_and_nothing_is_decided(amended: Room) -> None:
    before, poll = texts(amended), ask(amended)
    for name, step in (("Gita", "endorse"), ("George", "endorse"), ("Olga", "block")):
        quickly(amended, name, "poll.answer", poll=poll, step=step)
    amended.do("Clara", "poll.close", poll=poll)
    record = amended.record(f"poll/{poll}", "public")
    assert (steps(record, "governments"), steps(record, "others")) == ({"endorse": 2}, {"block": 1})
    assert (texts(amended), amended.of("question")) == (before, [])
    assert "outcome" not in record
    refusal = amended.refused("Gita", "poll.answer", poll=poll, step="endorse")
    assert (refusal.code, str(refusal)) == ("poll_closed", "Straw poll 1 is closed.")


def test_one_is_open_at_a_time_and_none_while_a_question_is(voting: Room) -> None:
    assert voting.refused("Clara", "poll.open", title="Where are we?").code == "question_open"
    quickly(voting, "Clara", "vote.close", question=first(voting, "question"))
    ask(voting)
    assert voting.refused("Clara", "poll.open", title="And now?").code == "poll_open"
    assert voting.refused("Clara", "sitting.set_private", private=True).code == "poll_open"


def test_it_ends_with_its_sitting_and_the_answers_leave_the_room_with_the_next(opened: Room) -> None:
    poll = ask(opened)
    quickly(opened, "Gita", "poll.answer", poll=poll, step="abstain")
    opened.do("Clara", "sitting.close")
    assert (last(opened, "poll")["state"], steps(last(opened, "poll"), "governments")) == ("closed", {"abstain": 1})
    quickly(opened, "Clara", "sitting.schedule", title="Next", starts_at=opened.now.isoformat())
    for name in ("Gita", "George", "Olga", "Omar"):
        quickly(opened, name, "presence.check_in")
    opened.do("Clara", "sitting.open")
    assert (opened.of("answer"), len(opened.of("poll"))) == ([], 1)


def test_a_poll_behind_closed_doors_stays_there(opened: Room) -> None:
    quickly(opened, "Clara", "sitting.set_private", private=True)
    poll = ask(opened)
    quickly(opened, "Gita", "poll.answer", poll=poll, step="abstain")
    quickly(opened, "Clara", "poll.close", poll=poll)
    opened.do("Clara", "sitting.set_private", private=False)
    assert opened.of("poll", "public") + opened.of("answer", "public") == []
    assert len(opened.of("answer", "members")) == 1
