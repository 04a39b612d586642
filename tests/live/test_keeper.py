"""The keeper of silences: adopts exactly once, whatever stops and however many there are, and has each told once."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from deliberate.config import from_environment
from deliberate.domain.refusals import Refusal
from deliberate.domain.silence import Notice
from deliberate.live.keeper import LEASE_LASTS, SETTLES, Keeper
from deliberate.store.db import Database
from deliberate.web import post as of_post
from deliberate.web.post import Posted
from tests.cast import Room
from tests.commands.conftest import Hasty, copy_of
from tests.serving import SECONDS, Serving, serving

DAYS = timedelta(days=1)
TICK = timedelta(microseconds=1)


class Postbox:
    """Remembers what was to be sent, to whom."""

    def __init__(self) -> None:
        self.sent: list[tuple[Notice, list[str]]] = []

    def tell(self, silence: int, notice: Notice, people: Iterable[str]) -> None:
        self.sent.append((notice, list(people)))


@pytest.fixture
def silent(founded: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """A paragraph is under silence for four days, on a database of the test's own."""
    room = copy_of(*founded, tmp_path / "deliberate.db", Hasty)
    room.negotiation()
    room.do("Clara", "sitting.close")
    about = {"type": "paragraph", "id": room.of("paragraph")[0]["id"]}
    room.do("Clara", "silence.open", about=about, expires_at=(room.now + 4 * DAYS).isoformat())
    yield room
    room.database.engine.dispose()


def expiry(room: Room) -> datetime:
    return datetime.fromisoformat(room.of("silence")[0]["expires_at"])


def state(room: Room) -> str:
    return str(room.of("silence")[0]["state"])


def adoptions(room: Room) -> int:
    return [entry.event for entry in room.entries()].count("silence.adopted")


def keeper(room: Room, at: list[datetime], post: Postbox | None = None) -> Keeper:
    """A keeper whose clock shows the first of `at`."""
    return Keeper(room.door, lambda: at[0], post)


def elsewhere(room: Room) -> Room:
    """The same site in another process: its own door and its own clerk on the same file."""
    other = Hasty(Database(str(room.database.engine.url)))
    other.people, other.now = room.people, room.now
    return other


# The expiry


def test_it_adopts_once_all_that_came_in_time_must_have_been_stored(silent: Room) -> None:
    at = [expiry(silent) + SETTLES - TICK]
    watch = keeper(silent, at)
    watch.look()
    assert state(silent) == "running"
    at[0] += TICK
    watch.look()
    watch.look()
    assert (state(silent), adoptions(silent)) == ("adopted", 1)
    assert silent.of("silence")[0]["ended_at"] == silent.of("silence")[0]["expires_at"]
    assert silent.of("paragraph")[0]["state"] == "agreed"


def test_what_was_received_a_microsecond_before_is_dealt_with_first(silent: Room) -> None:
    at = [expiry(silent)]
    watch = keeper(silent, at)
    watch.look()  # the expiry has come, and the objection is still on its way to the clerk
    silent.now = expiry(silent) - TICK - timedelta(seconds=1)
    silent.do("Olga", "silence.break", silence=silent.of("silence")[0]["id"], kind="objection", text="No.")
    at[0] += DAYS
    watch.look()
    assert (state(silent), adoptions(silent)) == ("broken", 0)


def test_what_is_received_at_the_expiry_is_refused_while_the_adoption_waits(silent: Room) -> None:
    silent.now = expiry(silent) - timedelta(seconds=1)
    with pytest.raises(Refusal) as caught:
        silent.do("Olga", "silence.break", silence=silent.of("silence")[0]["id"], kind="objection", text="No.")
    assert caught.value.code == "too_late"
    assert expiry(silent).isoformat().replace("+00:00", "Z") in str(caught.value)
    keeper(silent, [expiry(silent) + SETTLES]).look()
    assert state(silent) == "adopted"


def test_several_keepers_adopt_once(silent: Room) -> None:
    other = elsewhere(silent)
    at = [expiry(silent) + SETTLES]
    for watch in (keeper(silent, at), keeper(other, at), keeper(silent, at)):
        watch.look()
    assert (state(silent), adoptions(silent)) == ("adopted", 1)
    other.database.engine.dispose()


def test_without_a_lease_a_keeper_does_nothing_and_a_lease_runs_out(silent: Room) -> None:
    other, post = elsewhere(silent), Postbox()
    at = [silent.now]
    first, second = keeper(silent, at, post), keeper(other, at, post)
    first.look()
    assert [notice for notice, _ in post.sent] == [Notice.OPENED]
    at[0] = expiry(silent) - timedelta(hours=47)
    first.look()  # it holds the lease from now on
    at[0] += LEASE_LASTS - TICK
    silent.do("Sam", "seat.assign", seat="O-4", person=silent.id("Olive"))
    second.look()
    assert [notice for notice, _ in post.sent] == [Notice.OPENED, Notice.HALF]
    at[0] += TICK  # the first has gone silent
    second.look()
    assert post.sent[2:] == [(Notice.HALF, [silent.id("Olive")])]
    other.database.engine.dispose()


# Mail


def test_each_seat_hears_of_each_thing_once(silent: Room) -> None:
    post, at = Postbox(), [silent.now]
    watch = keeper(silent, at, post)
    while at[0] < expiry(silent) + DAYS:
        watch.look()
        at[0] += timedelta(hours=6)
    assert [notice for notice, _ in post.sent] == [Notice.OPENED, Notice.HALF, Notice.LAST_DAY, Notice.ADOPTED]
    assert all(len(set(people)) == len(people) == 7 for _, people in post.sent)


def test_who_was_down_at_half_time_tells_the_latest_alone(silent: Room) -> None:
    post = Postbox()
    keeper(silent, [expiry(silent) - timedelta(hours=2)], post).look()
    assert [notice for notice, _ in post.sent] == [Notice.LAST_DAY]


def test_when_it_is_broken_everyone_is_told(silent: Room) -> None:
    post = Postbox()
    silent.do("Olga", "silence.break", silence=silent.of("silence")[0]["id"], kind="objection", text="No.")
    watch = keeper(silent, [silent.now], post)
    watch.look()
    watch.look()
    assert [(notice, len(people)) for notice, people in post.sent] == [(Notice.BROKEN, 7)]


def test_without_mail_nobody_is_told_and_nothing_is_remembered(silent: Room) -> None:
    before = len(silent.entries())
    keeper(silent, [silent.now]).look()
    assert len(silent.entries()) == before


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """What is handed to the mail server."""
    sent: list[EmailMessage] = []
    monkeypatch.setattr(of_post, "send", lambda _, letter: sent.append(letter))
    monkeypatch.setattr("deliberate.web.post.gevent.spawn", lambda work, *given: work(*given))
    return sent


def test_a_letter_has_the_text_the_time_and_the_page_to_answer_on(silent: Room, letters: list[EmailMessage]) -> None:
    config = from_environment({"DELIBERATE_BASE_URL": "https://site.test", "DELIBERATE_SECRET": "s" * 32})
    silent.do_site("Gita", "account.update", name="Gita", named_in_public=False, locale="en")
    id_ = silent.of("silence")[0]["id"]
    posted = Posted(silent.database, config)
    posted.tell(id_, Notice.HALF, [str(silent.id("Gita"))])
    (letter,) = letters
    assert letter["To"] == "gita@site.test"
    assert letter["Subject"] == (
        "Working Group on Safe Harbours: half of the silence has passed, it ends on 6 Mar 2026, "
        + expiry(silent).strftime("%H:%M")
    )
    text = letter.get_content()
    assert "Borders should stay open to those in distress." in text
    assert "To say nothing is to agree." in text
    assert f"https://site.test/g/harbour/silence/{id_}\n" in text

    silent.do("Olga", "silence.break", silence=id_, kind="objection", text="Not\nso.")
    posted.tell(id_, Notice.BROKEN, [str(silent.id("Gita")), "p-nobody"])
    assert len(letters) == 2
    assert "Own Voices (O-1) broke the silence on 2 Mar 2026" in letters[1].get_content()
    assert "\nNot\nso.\n" in letters[1].get_content()


def test_the_letter_about_an_amendment_has_its_words(silent: Room, letters: list[EmailMessage]) -> None:
    id_ = silent.of("silence")[0]["id"]
    words = {"kind": "amendment", "text": "Too narrow.", "proposed": "Borders stay open."}
    silent.do("Olga", "silence.break", silence=id_, **words)
    config = from_environment({"DELIBERATE_BASE_URL": "https://site.test", "DELIBERATE_SECRET": "s" * 32})
    Posted(silent.database, config).tell(id_, Notice.BROKEN, [str(silent.id("Gita"))])
    text = letters[0].get_content()
    assert "tabled as amendment A1, and waits for the group's decision:\n\nBorders stay open.\n" in text


def test_when_the_chair_withdraws_it_the_reminders_stop_and_everyone_hears_why(
    silent: Room, letters: list[EmailMessage]
) -> None:
    id_, post, end = silent.of("silence")[0]["id"], Postbox(), expiry(silent)
    silent.do("Clara", "silence.withdraw", silence=id_, reason="It was the text of last week.")
    at = [silent.now]
    watch = keeper(silent, at, post)
    watch.look()
    at[0] = end - timedelta(hours=2)
    watch.look()
    assert [(notice, len(people)) for notice, people in post.sent] == [(Notice.WITHDRAWN, 7)]
    config = from_environment({"DELIBERATE_BASE_URL": "https://site.test", "DELIBERATE_SECRET": "s" * 32})
    Posted(silent.database, config).tell(id_, Notice.WITHDRAWN, [str(silent.id("Olga"))])
    (letter,) = letters
    assert letter["Subject"] == "Working Group on Safe Harbours: the chair withdrew the silence procedure"
    assert "nothing is adopted, and there is nothing to answer. The reason given:" in letter.get_content()
    assert "\nIt was the text of last week.\n" in letter.get_content()


# Whole servers


def wait_for(condition: Any) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_server_that_was_down_at_the_expiry_and_is_killed_again_adopts_exactly_once(
    silent: Room, tmp_path: Path
) -> None:
    silent.do("Gita", "silence.attach", silence=silent.of("silence")[0]["id"], kind="reservation", text="On ports.")
    silent.database.engine.dispose()
    for delay in (0.0, 0.3):  # killed before it has looked, or about when it does
        server = Serving(tmp_path)
        time.sleep(delay)
        server.kill()
    with serving(tmp_path), serving(tmp_path):
        wait_for(lambda: state(silent) == "adopted")
        time.sleep(2.5)  # both look again
    assert adoptions(silent) == 1
    assert [note["text"] for note in silent.of("note")] == ["On ports."]
