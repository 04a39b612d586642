"""The queue where the chair has moved somebody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.refusals import Refusal
from deliberate.domain.reordering import Move, chairs_order, moved, on_procedure, without
from deliberate.domain.seats import Side, parse_seat
from deliberate.domain.speaking import Kind, Request, Spoken, Stance, Turn, order

NINE = datetime(2026, 11, 21, 9, tzinfo=UTC)


def asks(*seats: str) -> list[Request]:
    """Requests of these seats, one a minute; "O-1!" raises a point of order, "O-1?" asks for a reply."""
    kinds = {"!": Kind.POINT_OF_ORDER, "?": Kind.REPLY}
    found = []
    for n, asked in enumerate(seats, start=1):
        seat, kind = asked.rstrip("!?"), kinds.get(asked[-1], Kind.STATEMENT)
        found.append(Request(n, kind, parse_seat(seat)[0], seat, NINE + timedelta(minutes=n)))
    return found


def line(turns: list[Turn]) -> list[int]:
    return [turn.request.id for turn in turns]


def speaks_on(id_: int, kind: Kind, stance: Stance | None, seat: str = "G-1") -> Request:
    return Request(id_, kind, parse_seat(seat)[0], seat, NINE + timedelta(minutes=id_), stance=stance)


def test_without_a_move_it_is_the_order_of_the_rule() -> None:
    requests = asks("G-1", "G-2", "O-1")
    assert chairs_order(requests, []) == order(requests, [])


def test_whom_the_chair_moves_stands_behind_whom_they_were_put_and_the_line_says_so() -> None:
    turns = chairs_order(asks("G-1", "O-1", "G-2", "O-2"), [], [Move(4, None)])
    assert line(turns) == [4, 1, 2, 3]
    assert str(turns[0].why) == "Moved here by the chair."
    assert "Moved" not in str(turns[1].why)
    assert line(chairs_order(asks("G-1", "O-1", "G-2", "O-2"), [], [Move(1, 3)])) == [2, 3, 1, 4]


def test_a_move_by_one_place_is_a_move_by_one_place() -> None:
    requests, history = asks("O-1", "O-2", "G-1"), [Spoken(Kind.STATEMENT, Side.GOVERNMENTS, "G-9", 60)]
    assert line(order(requests, history)) == [1, 3, 2]
    assert line(chairs_order(requests, history, [Move(1, 3)])) == [3, 1, 2]


def test_the_others_follow_the_rule_among_themselves() -> None:
    turns = chairs_order(asks("G-1", "G-2", "O-1", "O-2"), [], [Move(4, 1)])
    assert line(turns) == [1, 4, 3, 2]


def test_nothing_moved_comes_before_a_point_of_order() -> None:
    assert line(chairs_order(asks("G-1", "O-1", "G-2!"), [], [Move(2, None)])) == [3, 2, 1]
    assert line(chairs_order(asks("G-1", "O-1", "G-2!"), [], [Move(2, 3)])) == [3, 2, 1]


def test_a_reply_can_be_brought_forward() -> None:
    assert line(chairs_order(asks("G-1", "O-1", "G-2?"), [], [Move(3, 1)])) == [1, 3, 2]


def test_who_asks_later_is_placed_by_the_rule_and_the_move_stays() -> None:
    moves = [Move(2, None)]
    assert line(chairs_order(asks("G-1", "O-1"), [], moves)) == [2, 1]
    assert line(chairs_order(asks("G-1", "O-1", "O-2", "G-2"), [], moves)) == [2, 1, 4, 3]


def test_when_somebody_leaves_those_put_behind_them_stay_behind_whoever_stood_before() -> None:
    requests = asks("G-1", "O-1", "G-2", "O-2")
    moves = [Move(4, 2)]
    assert line(chairs_order(requests, [], moves)) == [1, 2, 4, 3]
    left = without(moves, [turn.request for turn in chairs_order(requests, [], moves)], 2)
    assert left == [Move(4, 1)]
    assert line(chairs_order([each for each in requests if each.id != 2], [], left)) == [1, 4, 3]


def test_a_move_ends_with_the_request_it_moved() -> None:
    assert without([Move(4, 2), Move(3, None)], asks("G-1", "O-1", "G-2", "O-2"), 4) == [Move(3, None)]


def test_the_latest_move_of_a_request_counts() -> None:
    requests = asks("G-1", "O-1", "G-2")
    moves = moved([Move(3, None)], requests, 3, 2)
    assert moves == [Move(3, 2)]


@pytest.mark.parametrize(
    ("which", "after", "code"),
    [(3, None, "by_rank"), (9, None, "not_waiting"), (1, 9, "not_waiting"), (1, 1, "not_waiting")],
)
def test_what_is_not_on_the_list_and_what_has_a_rank_is_not_moved(which: int, after: int | None, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        moved([], asks("G-1", "O-1", "G-2!"), which, after)
    assert caught.value.code == code


def test_behind_a_point_of_order_is_before_all_statements() -> None:
    assert moved([], asks("G-1", "O-1", "G-2!"), 1, 3) == [Move(1, None)]


def test_those_who_speak_on_a_motion_follow_it_for_and_against_in_turn() -> None:
    requests = [
        *asks("O-3"),
        speaks_on(2, Kind.ADJOURN_DEBATE, Stance.AGAINST, "G-2"),
        speaks_on(3, Kind.ADJOURN_DEBATE, Stance.AGAINST, "G-3"),
        speaks_on(4, Kind.ADJOURN_DEBATE, Stance.FOR, "O-4"),
        speaks_on(5, Kind.CLOSE_DEBATE, None, "O-5"),
        speaks_on(6, Kind.SUSPEND, None, "O-6"),
    ]
    turns = order(requests, [])
    assert line(turns) == [6, 4, 2, 3, 5, 1]
    assert str(turns[1].why) == "Speaks for the motion, before debate goes on."
    assert str(turns[2].why) == "Speaks against the motion, before debate goes on."


SEATS = st.sampled_from([f"{side}-{n}{kind}" for side in "GO" for n in range(1, 5) for kind in ("", "!", "?")])
ONE_MOVE = st.builds(Move, st.integers(1, 12), st.none() | st.integers(1, 12))
MOVES = st.lists(ONE_MOVE, max_size=6, unique_by=lambda move: move.request)


@given(st.lists(SEATS, max_size=12), MOVES)
def test_nobody_is_lost_or_doubled_and_what_has_a_rank_stays_in_front(seats: list[str], moves: list[Move]) -> None:
    requests = asks(*seats)
    turns = chairs_order(requests, [], moves)
    assert sorted(line(turns)) == [request.id for request in requests]
    ranked = [on_procedure(turn.request) for turn in turns]
    assert ranked == sorted(ranked, reverse=True)


@given(st.lists(SEATS, max_size=12), MOVES)
def test_the_queue_never_stalls_whatever_the_chair_has_moved(seats: list[str], moves: list[Move]) -> None:
    requests = asks(*seats)
    for left in range(len(requests), 0, -1):
        turns = chairs_order(requests, [], moves)
        assert len(turns) == left
        moves = without(moves, [turn.request for turn in turns], turns[0].request.id)
        requests = [each for each in requests if each is not turns[0].request]


@given(st.lists(SEATS, max_size=12), MOVES)
def test_those_not_moved_stand_among_themselves_as_the_rule_has_them(seats: list[str], moves: list[Move]) -> None:
    gone = {move.request for move in moves}
    by_rule, by_chair = order(asks(*seats), []), chairs_order(asks(*seats), [], moves)
    assert [id_ for id_ in line(by_rule) if id_ not in gone] == [id_ for id_ in line(by_chair) if id_ not in gone]
