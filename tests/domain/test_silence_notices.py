"""What the seats of a silence are told, and when: at the opening, at half time, a day before the end, and its end."""

from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.silence import Kind, Message, Notice, Round

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOURS, TICK = timedelta(hours=1), timedelta(microseconds=1)
FOUR_DAYS = Round.open("0" * 64, BEGIN, BEGIN + 96 * HOURS)


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (BEGIN, Notice.OPENED),
        (BEGIN + 48 * HOURS - TICK, Notice.OPENED),
        (BEGIN + 48 * HOURS, Notice.HALF),
        (BEGIN + 72 * HOURS - TICK, Notice.HALF),
        (BEGIN + 72 * HOURS, Notice.LAST_DAY),
        (BEGIN + 96 * HOURS - TICK, Notice.LAST_DAY),
        (BEGIN + 96 * HOURS, None),
    ],
)
def test_of_what_is_due_the_latest_is_told(at: datetime, told: Notice | None) -> None:
    assert FOUR_DAYS.notice(at) is told


def test_a_silence_of_less_than_a_day_has_no_reminder_a_day_before() -> None:
    short = Round.open("0" * 64, BEGIN, BEGIN + 20 * HOURS, minimum=HOURS)
    told = {short.notice(BEGIN + hour * HOURS) for hour in range(20)}
    assert told == {Notice.OPENED, Notice.HALF}


def test_in_a_silence_of_a_day_and_a_half_the_last_day_comes_before_half_time() -> None:
    short = Round.open("0" * 64, BEGIN, BEGIN + 36 * HOURS, minimum=HOURS)
    assert [short.notice(BEGIN + hour * HOURS) for hour in (0, 12, 18)] == [
        Notice.OPENED,
        Notice.LAST_DAY,
        Notice.HALF,
    ]


def test_how_it_ended_is_told_for_a_week() -> None:
    broken = FOUR_DAYS.receive(Message(Kind.OBJECTION, "O-1", "No.", BEGIN + HOURS))
    adopted = FOUR_DAYS.adopt(BEGIN + 200 * HOURS)
    withdrawn = FOUR_DAYS.withdraw(BEGIN + HOURS, "By mistake.")
    assert broken.notice(BEGIN + 2 * HOURS) is Notice.BROKEN
    assert withdrawn.notice(BEGIN + 48 * HOURS) is Notice.WITHDRAWN
    assert adopted.notice(BEGIN + 96 * HOURS) is Notice.ADOPTED
    assert adopted.notice(BEGIN + 264 * HOURS - TICK) is Notice.ADOPTED
    assert adopted.notice(BEGIN + 264 * HOURS) is None


def test_reminders_are_for_those_who_have_not_answered() -> None:
    assert [notice for notice in Notice if notice.reminds] == [Notice.HALF, Notice.LAST_DAY]
