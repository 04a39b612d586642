"""Proxies: who gives them to whom, when they count, who then votes for whom, and how they end."""

from typing import Any

import pytest

from tests.cast import READERS, Room
from tests.commands.conftest import At
from tests.commands.looking import first, happened, last, quickly

YES_ALL = ("Gita", "Gus", "Olga", "Omar", "Otto")


@pytest.fixture
def given(at: At) -> Room:
    """George has given the proxy of G-2 to G-1, whom Gita holds, and gone."""
    room = at("amended")
    quickly(room, "George", "proxy.give", to="G-1")
    quickly(room, "George", "presence.check_out")
    return room


def put(room: Room) -> int:
    """A vote on the amendment is opened; its id."""
    quickly(room, "Clara", "vote.open", about={"type": "amendment", "id": first(room, "amendment")})
    return int(last(room, "question")["id"])


def elector(room: Room, seat: str) -> dict[str, Any]:
    return next(each for each in room.of("elector", "public") if each["seat"] == seat)


def test_a_proxy_is_shown_to_everyone(opened: Room) -> None:
    opened.do("George", "proxy.give", to="G-1")
    record = opened.record("proxy/G-2", "public")
    assert (record["seat"], record["to"], record["person"]) == ("G-2", "G-1", opened.id("George"))
    assert happened(opened) == ("proxy.given", {"seat": "G-2", "to": "G-1"})


def test_it_is_given_from_afar_and_before_the_session_opens(room: Room) -> None:
    assert room.refused("George", "proxy.give", to="G-1").code == "wrong_phase"
    room.scheduled()
    room.do("George", "proxy.give", to="G-1")


@pytest.mark.parametrize(
    ("to", "code"),
    [("O-1", "proxy_elsewhere"), ("G-2", "proxy_elsewhere"), ("G-4", "seat_vacant"), ("G-9", "seat_vacant")],
)
def test_it_goes_to_another_held_seat_of_the_same_side(opened: Room, to: str, code: str) -> None:
    assert opened.refused("George", "proxy.give", to=to).code == code


def test_a_seat_gives_one_and_holds_one(opened: Room) -> None:
    opened.do("George", "proxy.give", to="G-1")
    refusal = opened.refused("George", "proxy.give", to="G-3")
    assert (refusal.code, str(refusal)) == ("proxy_given", "G-2 has given its proxy to G-1. Revoke it first.")
    refusal = opened.refused("Gus", "proxy.give", to="G-1")
    assert (refusal.code, refusal.facts) == ("proxy_held", {"to": "G-1", "seat": "G-2"})


def test_an_alternate_gives_none(opened: Room) -> None:
    assert opened.refused("Alba", "proxy.give", to="G-2").code == "not_allowed"
    assert opened.refused("Clara", "proxy.give", to="G-2").code == "not_allowed"


def test_it_is_revoked_and_given_anew(opened: Room) -> None:
    assert opened.refused("George", "proxy.revoke").code == "no_proxy"
    opened.do("George", "proxy.give", to="G-1")
    opened.do("George", "proxy.revoke")
    assert "proxy/G-2" not in opened.records("public")
    opened.do("George", "proxy.give", to="G-3")
    assert opened.record("proxy/G-2")["to"] == "G-3"


def test_nothing_changes_hands_while_a_question_is_open(given: Room) -> None:
    put(given)
    assert given.refused("George", "proxy.revoke").code == "question_open"
    assert given.refused("Gus", "proxy.give", to="G-1").code == "question_open"


def test_a_seat_is_present_by_its_proxy_and_the_electorate_says_who_acts(given: Room) -> None:
    put(given)
    seat = elector(given, "G-2")
    assert (seat["present"], seat["proxy"]) == (True, "G-1")
    assert [each["seat"] for each in given.of("elector") if each["proxy"]] == ["G-2"]


def test_a_seat_that_is_here_acts_for_itself_whatever_it_gave(given: Room) -> None:
    quickly(given, "George", "presence.check_in")
    question = put(given)
    assert elector(given, "G-2")["proxy"] is None
    given.do("George", "vote.cast", question=question, choice="for")
    assert given.refused("Gita", "vote.cast", question=question, choice="for", seat="G-2").code == "not_elector"


def test_without_its_own_seat_a_proxy_makes_nobody_present(given: Room) -> None:
    quickly(given, "Gita", "presence.check_out")
    put(given)
    assert (elector(given, "G-2")["present"], elector(given, "G-2")["proxy"]) == (False, None)


def test_it_is_not_passed_on(given: Room) -> None:
    quickly(given, "Gita", "proxy.give", to="G-3")
    quickly(given, "Gita", "presence.check_out")
    put(given)
    assert (elector(given, "G-1")["proxy"], elector(given, "G-2")["present"]) == ("G-3", False)


def test_the_seat_that_holds_it_casts_two_ballots_each_by_itself(given: Room) -> None:
    question = put(given)
    given.do("Gita", "vote.cast", question=question, choice="against", seat="G-2")
    given.do("Gita", "vote.cast", question=question, choice="for")
    given.do("Gita", "vote.cast", question=question, choice="abstain", seat="G-2")
    ballots = {each["seat"]: each["choice"] for each in given.of("ballot", "G-1")}
    assert ballots == {"G-1": "for", "G-2": "abstain"}
    for reader in READERS:
        if reader != "G-1":
            assert not given.of("ballot", reader), reader


def test_the_alternate_of_the_seat_casts_for_it_while_the_holder_is_away(given: Room) -> None:
    question = put(given)
    given.do("Alba", "vote.cast", question=question, choice="for", seat="G-2")
    assert given.refused("Gita", "vote.cast", question=question, choice="for", seat="G-2").code == "other_acts"
    given.do("Gita", "vote.cast", question=question, choice="for")


def test_whoever_gave_it_does_not_vote_beside_it(given: Room) -> None:
    question = put(given)
    quickly(given, "George", "presence.check_in")
    refusal = given.refused("George", "vote.cast", question=question, choice="for")
    assert (refusal.code, str(refusal)) == ("by_proxy", "G-1 acts for G-2 in this question, by proxy.")


def test_nobody_votes_for_a_seat_whose_proxy_they_do_not_hold(given: Room) -> None:
    question = put(given)
    for name in ("Gus", "Olga"):
        refusal = given.refused(name, "vote.cast", question=question, choice="for", seat="G-2")
        assert refusal.code == "not_elector"
    assert given.refused("Nora", "vote.cast", question=question, choice="for", seat="G-2").code == "not_elector"


def test_a_vote_by_proxy_counts_as_the_seats_own(given: Room) -> None:
    question = put(given)
    for name in YES_ALL:
        quickly(given, name, "vote.cast", question=question, choice="for")
    given.do("Gita", "vote.cast", question=question, choice="against", seat="G-2")
    record = given.close_vote()
    assert record["result"]["tally"]["side:governments"]["heads"] == {
        "for": 2, "against": 1, "abstain": 0, "not_voting": 0, "absent": 1,
    }  # fmt: skip
    assert {each["seat"] for each in given.of("ballot", "public")} == {"G-1", "G-2", "G-3", "O-1", "O-2", "O-3"}


def test_in_a_call_it_speaks_for_both_seats_too(given: Room) -> None:
    quickly(given, "Clara", "call.open", about={"type": "amendment", "id": first(given, "amendment")})
    question = last(given, "question")["id"]
    given.do("Gita", "call.take_position", question=question, stance="object", reason="Not so.", seat="G-2")
    assert [each["seat"] for each in given.of("position")] == ["G-2"]


def test_proxies_count_towards_the_quorum_of_the_opening(room: Room) -> None:
    room.scheduled()
    for name in ("Gita", "Olga", "Omar"):
        room.do(name, "presence.check_in")
    assert room.refused("Clara", "sitting.open").code == "no_quorum"
    room.do("George", "proxy.give", to="G-1")
    room.do("Clara", "sitting.open")


def test_it_ends_with_the_sitting(given: Room) -> None:
    quickly(given, "Clara", "sitting.close")
    assert not given.of("proxy")


@pytest.mark.parametrize("seat", ["G-1", "G-2"])
def test_it_ends_when_either_seat_is_vacated(given: Room, seat: str) -> None:
    given.do("Sam", "seat.vacate", seat=seat)
    assert not given.of("proxy", "public")


def test_in_a_secret_vote_it_signs_for_both_seats_and_nothing_says_how_either_voted(given: Room) -> None:
    quickly(given, "Clara", "vote.open", about={"type": "amendment", "id": first(given, "amendment")}, method="secret")
    question = last(given, "question")["id"]
    given.do("Gita", "vote.cast_secretly", question=question, choice="for")
    given.do("Gita", "vote.cast_secretly", question=question, choice="against", seat="G-2")
    assert {each["seat"] for each in given.of("signature", "G-1")} == {"G-1", "G-2"}
    assert not given.of("signature", "public")
    refusal = given.refused("Gita", "vote.cast_secretly", question=question, choice="for", seat="G-2")
    assert refusal.code == "has_voted"
