"""Check-in: present is who has checked in; an alternate acts while the holder is away, and the holder takes over."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, heard


def here(room: Room, seat: str) -> str | None:
    """Who is checked in for a seat, as observers have it."""
    found = [row for row in room.of("attendance", "public") if row["seat"] == seat and row["left_at"] is None]
    assert len(found) <= 1, "a seat is present once"
    return found[0]["person"] if found else None


def stays(room: Room, seat: str) -> list[tuple[str, bool]]:
    """Every stay on a seat in this sitting: whose, and whether it ended."""
    rows = [row for row in room.of("attendance") if row["seat"] == seat]
    return [(row["person"], row["left_at"] is not None) for row in sorted(rows, key=lambda row: row["id"])]


@pytest.fixture
def scheduled(at: At) -> Room:
    """A sitting is scheduled and nobody is there yet."""
    room = at("seated")
    room.do("Clara", "sitting.schedule", title="First session", starts_at="2026-03-02T09:00:00Z")
    return room


# Checking in and out


def test_a_member_is_present_by_checking_in(scheduled: Room) -> None:
    scheduled.do("Gita", "presence.check_in")
    [row] = scheduled.of("attendance", "public")
    assert row == {
        "id": row["id"],
        "sitting": first(scheduled, "sitting"),
        "seat": "G-1",
        "person": scheduled.people["Gita"],
        "arrived_at": scheduled.now.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "left_at": None,
    }
    assert happened(scheduled) == ("seat.checked_in", {"seat": "G-1"})
    assert list(heard(scheduled)["changes"]) == [f"attendance/{row['id']}"]


def test_and_absent_by_checking_out(scheduled: Room) -> None:
    scheduled.do("Gita", "presence.check_in")
    scheduled.do("Gita", "presence.check_out")
    assert here(scheduled, "G-1") is None
    assert stays(scheduled, "G-1") == [(scheduled.people["Gita"], True)]
    assert happened(scheduled) == ("seat.checked_out", {"seat": "G-1"})


def test_whoever_comes_back_has_two_stays(scheduled: Room) -> None:
    for command in ("presence.check_in", "presence.check_out", "presence.check_in"):
        scheduled.do("Gita", command)
    gita = scheduled.people["Gita"]
    assert stays(scheduled, "G-1") == [(gita, True), (gita, False)]


def test_check_in_is_open_before_the_opening_during_the_sitting_and_while_it_is_suspended(at: At) -> None:
    room = at("opened")
    room.do("Gita", "presence.check_out")
    room.do("Gita", "presence.check_in")
    room.do("Clara", "sitting.suspend")
    room.do("Gita", "presence.check_out")
    room.do("Gita", "presence.check_in")


def test_without_a_sitting_there_is_nothing_to_check_in_to(room: Room) -> None:
    for command in ("presence.check_in", "presence.check_out"):
        refusal = room.refused("Gita", command)
        assert refusal.code == "wrong_phase"
        assert "not scheduled" in str(refusal)


def test_nobody_checks_in_twice_or_out_twice(scheduled: Room) -> None:
    assert scheduled.refused("Gita", "presence.check_out").code == "not_present"
    scheduled.do("Gita", "presence.check_in")
    refusal = scheduled.refused("Gita", "presence.check_in")
    assert refusal.code == "already_so"
    assert "G-1 is already checked in" in str(refusal)


def test_a_member_may_name_their_own_seat(scheduled: Room) -> None:
    scheduled.do("Gita", "presence.check_in", seat="G-1")
    scheduled.do("Gita", "presence.check_out", seat="G-1")


def test_a_member_checks_in_no_other_seat(scheduled: Room) -> None:
    for command in ("presence.check_in", "presence.check_out"):
        refusal = scheduled.refused("Gita", command, seat="O-1")
        assert refusal.code == "not_allowed"
        assert "your own seat only" in str(refusal)


def test_a_seat_is_named_as_seats_are(scheduled: Room) -> None:
    for seat in ("G-0", "g-1", "O-10000", "", "G-1 ", 1):
        assert scheduled.refused("Clara", "presence.check_in", seat=seat).code == "bad_data", seat


# For another


def test_chair_and_secretariat_check_in_any_seat(scheduled: Room) -> None:
    for actor in ("Clara", "Sam", "Ada"):
        scheduled.do(actor, "presence.check_in", seat="O-1")
        assert here(scheduled, "O-1") == scheduled.people["Olga"]
        scheduled.do(actor, "presence.check_out", seat="O-1")
        assert here(scheduled, "O-1") is None


def test_a_seat_without_a_holder_is_checked_in_for_its_alternate(scheduled: Room) -> None:
    scheduled.do("Sam", "seat.vacate", seat="G-1")
    scheduled.do("Clara", "presence.check_in", seat="G-1")
    assert here(scheduled, "G-1") == scheduled.people["Alba"]


def test_a_vacant_seat_is_never_present(scheduled: Room) -> None:
    for seat in ("G-4", "O-9"):
        refusal = scheduled.refused("Clara", "presence.check_in", seat=seat)
        assert refusal.code == "seat_vacant"
        assert f"Nobody sits on {seat}" in str(refusal)


def test_who_has_no_seat_says_which(scheduled: Room) -> None:
    for command in ("presence.check_in", "presence.check_out"):
        assert scheduled.refused("Clara", command).code == "no_seat"


def test_a_seat_that_its_alternate_has_checked_in_is_not_checked_in_for_the_holder(scheduled: Room) -> None:
    scheduled.do("Alba", "presence.check_in")
    assert scheduled.refused("Clara", "presence.check_in", seat="G-1").code == "already_so"
    assert here(scheduled, "G-1") == scheduled.people["Alba"]


# Holder and alternate


def test_the_alternate_acts_while_the_holder_is_away(at: At) -> None:
    room = at("opened")
    room.do("Gita", "presence.check_out")
    room.do("Alba", "presence.check_in")
    assert here(room, "G-1") == room.people["Alba"]
    room.do("Alba", "floor.ask")
    assert room.of("request")[0]["seat"] == "G-1"
    assert room.of("request")[0]["person"] == room.people["Alba"]


def test_the_holder_who_comes_takes_over(at: At) -> None:
    room = at("opened")
    room.do("Gita", "presence.check_out")
    room.do("Alba", "presence.check_in")
    room.do("Gita", "presence.check_in")
    gita, alba = room.people["Gita"], room.people["Alba"]
    assert stays(room, "G-1") == [(gita, True), (alba, True), (gita, False)]
    refusal = room.refused("Alba", "floor.ask")
    assert refusal.code == "holder_present"
    assert "an alternate acts while they are away" in str(refusal)
    room.do("Gita", "floor.ask")


def test_the_alternate_does_not_take_over_from_the_holder(at: At) -> None:
    room = at("opened")
    refusal = room.refused("Alba", "presence.check_in")
    assert refusal.code == "holder_present"
    assert "The holder of G-1 is checked in" in str(refusal)


def test_nor_does_the_alternate_check_out_the_holder(at: At) -> None:
    room = at("opened")
    assert room.refused("Alba", "presence.check_out").code == "holder_present"
    assert here(room, "G-1") == room.people["Gita"]


def test_the_holder_may_check_out_the_alternate(at: At) -> None:
    room = at("opened")
    room.do("Gita", "presence.check_out")
    room.do("Alba", "presence.check_in")
    room.do("Gita", "presence.check_out")
    assert here(room, "G-1") is None


ACTS: dict[str, dict[str, Any]] = {
    "floor.ask": {},
    "paragraph.edit": {"paragraph": 1, "text": "Borders stay open.", "revision": 1},
}


@pytest.mark.parametrize("command", ACTS)
def test_both_never_act_at_once(at: At, command: str) -> None:
    room = at("drafting")
    assert room.refused("Alba", command, **ACTS[command]).code == "holder_present"
    room.do("Gita", "presence.check_out")
    assert room.refused("Gita", command, **ACTS[command]).code == "not_present"
    assert room.refused("Alba", command, **ACTS[command]).code == "not_present"
    room.do("Alba", "presence.check_in")
    refusal = room.refused("Gita", command, **ACTS[command])
    assert refusal.code == "alternate_present"
    assert "Check in, and you take over" in str(refusal)
    room.do("Alba", command, **ACTS[command])


def test_an_alternate_of_a_vacated_seat_acts_for_it(at: At) -> None:
    room = at("opened")
    room.do("Sam", "seat.vacate", seat="G-1")
    assert here(room, "G-1") is None
    room.do("Alba", "presence.check_in")
    room.do("Alba", "floor.ask")


def test_in_a_vote_the_first_of_the_two_to_cast_acts_for_the_seat(at: At) -> None:
    room = at("voting")
    question = first(room, "question")
    room.do("Gita", "vote.cast", question=question, choice="for")
    room.do("Gita", "presence.check_out")
    room.do("Alba", "presence.check_in")
    refusal = room.refused("Alba", "vote.cast", question=question, choice="against")
    assert refusal.code == "other_acts"
    assert room.close_vote()["result"]["tally"]["all"]["heads"]["for"] == 1


# What presence does not depend on


def test_the_electorate_keeps_who_was_present_when_it_was_frozen(at: At) -> None:
    room = at("voting")
    question = first(room, "question")
    room.do("Olga", "presence.check_out")
    room.do("Olga", "vote.cast", question=question, choice="for")
    assert room.record(f"elector/{question}.O-1")["present"]


def test_signing_out_everywhere_is_not_leaving(at: At) -> None:
    room = at("opened")
    room.do_site("Gita", "account.sign_out_everywhere")
    assert here(room, "G-1") == room.people["Gita"]
