"""Ballots that come at the same moment: they are stored in one transaction, and each of them counts once."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, select

from deliberate.commands.desk import Desk
from deliberate.store.questions import Ballot
from tests.cast import READERS, Room, applied, without_names
from tests.commands.looking import last
from tests.commands.together import Handler, dense, together


@pytest.fixture
def voting(at: Callable[[str], Room]) -> Room:
    """A vote is open."""
    return at("voting")


def ballot(room: Room, name: str, choice: str) -> tuple[str, str, dict[str, Any]]:
    return (name, "vote.cast", {"question": last(room, "question")["id"], "choice": choice})


def cast(room: Room) -> dict[str, str]:
    with room.database.reading() as session:
        return {each.seat: each.choice for each in session.scalars(select(Ballot))}


def test_each_is_told_in_an_entry_of_its_own_and_the_room_is_as_told(voting: Room) -> None:
    before = voting.rooms()
    orders = [ballot(voting, name, "for") for name in ("Gita", "George", "Gus", "Olga", "Omar", "Otto")]
    answers = together(voting, *orders)
    after = voting.rooms()
    assert [answer["seq"] for answer in answers] == [before["public"]["seq"] + n for n in range(1, 7)]
    for reader, audiences in READERS.items():
        told = voting.told(before[reader]["seq"], audiences)
        assert applied(before[reader], told) == without_names(after[reader])
    assert [len(entry.changes) for entry in voting.entries()[-6:]] == [1] * 6


def test_a_seat_that_votes_twice_at_the_same_moment_has_one_ballot_the_last(voting: Room) -> None:
    before = voting.rooms()
    answers = together(
        voting, ballot(voting, "Gita", "for"), ballot(voting, "Olga", "for"), ballot(voting, "Gita", "against")
    )
    assert all(answer["ok"] for answer in answers)
    assert cast(voting) == {"G-1": "against", "O-1": "for"}
    for reader, audiences in READERS.items():
        told = voting.told(before[reader]["seq"], audiences)
        assert applied(before[reader], told) == without_names(voting.rooms()[reader])


def test_a_ballot_by_proxy_among_those_of_seats_that_vote_again(at: Callable[[str], Room]) -> None:
    room = at("amended")
    room.do("George", "proxy.give", to="G-1")
    room.do("George", "presence.check_out")
    room.do("Clara", "vote.open", about={"type": "amendment", "id": room.of("amendment")[0]["id"]})
    for name in ("Gita", "Olga"):
        room.do(name, "vote.cast", question=last(room, "question")["id"], choice="for")
    proxied = ballot(room, "Gita", "abstain")
    proxied[2]["seat"] = "G-2"
    answers = together(room, proxied, ballot(room, "Olga", "against"), ballot(room, "Gita", "against"), proxied)
    assert [getattr(each, "code", "ok") for each in answers] == ["ok"] * 4
    assert cast(room) == {"G-1": "against", "G-2": "abstain", "O-1": "against"}


def test_holder_and_alternate_at_the_same_moment_the_first_acts_for_the_seat(voting: Room) -> None:
    first, second = together(voting, ballot(voting, "Alba", "for"), ballot(voting, "Gita", "against"))
    assert (first["ok"], second.code) == (True, "other_acts")
    assert cast(voting) == {"G-1": "for"}


def test_what_is_refused_between_ballots_leaves_them_as_they_are(voting: Room) -> None:
    commits: list[int] = []
    event.listen(voting.database.engine, "commit", lambda _: commits.append(1))
    question = last(voting, "question")["id"]
    answers = together(
        voting,
        ballot(voting, "Gita", "for"),
        ("Nora", "vote.cast", {"question": question, "choice": "for"}),
        ("Olga", "vote.cast", {"question": question + 99, "choice": "for"}),
        ballot(voting, "Omar", "abstain"),
    )
    assert [getattr(each, "code", "ok") for each in answers] == ["ok", "not_elector", "not_found", "ok"]
    assert cast(voting) == {"G-1": "for", "O-2": "abstain"}
    assert len(commits) == 1
    assert dense(voting)


def test_a_close_at_the_same_moment_counts_the_ballots_before_it_and_refuses_those_after(voting: Room) -> None:
    question = last(voting, "question")["id"]
    answers = together(
        voting,
        *(ballot(voting, name, "for") for name in ("Gita", "George", "Gus", "Olga", "Omar")),
        ("Clara", "vote.close", {"question": question}),
        ballot(voting, "Otto", "against"),
    )
    assert [getattr(each, "code", "ok") for each in answers] == ["ok"] * 6 + ["question_closed"]
    tally = voting.record(f"question/{question}")["result"]["tally"]["all"]["heads"]
    assert (tally["for"], tally["against"]) == (5, 0)


def test_a_fault_among_ballots_undoes_itself_alone(
    voting: Room, temporary: Callable[[str, Handler], None]
) -> None:
    def fault(desk: Desk) -> None:
        desk.now_sitting().title = "Changed"
        desk.record("half.done")
        raise ZeroDivisionError

    temporary("test.fault", fault)
    one, broken, other = together(
        voting, ballot(voting, "Gita", "for"), ("Olga", "test.fault", {}), ballot(voting, "Omar", "against")
    )
    assert isinstance(broken, ZeroDivisionError)
    assert other["seq"] == one["seq"] + 1
    assert cast(voting) == {"G-1": "for", "O-2": "against"}
    assert voting.of("sitting")[0]["title"] == "First session"
    assert dense(voting)
