"""Whose turn it is to speak."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.limits import Limits, may_ask, speech_limit
from deliberate.domain.next_speaker import why_next
from deliberate.domain.refusals import Refusal
from deliberate.domain.seats import Side, parse_seat
from deliberate.domain.speaking import (
    Kind,
    Request,
    Spoken,
    Turn,
    order,
    spoken_seconds,
    time_by_side,
)

G, O = Side.GOVERNMENTS, Side.OTHERS  # noqa: E741 - the letters of the two sides
NINE = datetime(2026, 11, 21, 9, tzinfo=UTC)
PROCEDURE = Path(__file__).parents[3] / "shared" / "cases" / "procedure.json"


def asks(*seats: str, kind: Kind = Kind.STATEMENT, first: int = 1) -> list[Request]:
    """Requests of these seats, one a minute."""
    return [
        Request(n, kind, parse_seat(seat)[0], seat, NINE + timedelta(minutes=n))
        for n, seat in enumerate(seats, start=first)
    ]


def associate(id: int, person: str = "p-rapporteur") -> Request:  # noqa: A002 - the word of the records
    return Request(id, Kind.STATEMENT, None, None, NINE + timedelta(minutes=id), associate=True, person=person)


def spoke(seat: str, seconds: int = 60, *, earlier: bool = False, kind: Kind = Kind.STATEMENT) -> Spoken:
    return Spoken(kind, parse_seat(seat)[0], seat, seconds, earlier=earlier)


def line(turns: list[Turn]) -> list[str]:
    return [turn.request.seat or turn.request.person or "" for turn in turns]


def test_nobody_asks_and_nobody_is_in_the_order() -> None:
    assert order([], []) == []


def test_it_alternates_sides_until_one_is_empty() -> None:
    assert line(order(asks("G-1", "G-2", "G-3", "G-4", "O-1", "O-2"), [])) == [
        "G-1", "O-1", "G-2", "O-2", "G-3", "G-4",
    ]  # fmt: skip


def test_the_side_of_the_earliest_request_begins_when_both_have_spoken_equally_long() -> None:
    turns = order(asks("O-1", "G-1"), [])
    assert line(turns) == ["O-1", "G-1"]
    assert "asked first" in str(turns[0].why)


@pytest.mark.parametrize(("governments", "first"), [(59, "G-1"), (60, "O-1"), (61, "O-1")])
def test_the_side_that_has_spoken_less_begins_when_the_item_is_taken_up_anew(governments: int, first: str) -> None:
    history = [spoke("O-9", 60, earlier=True), spoke("G-9", governments, earlier=True)]
    assert line(order(asks("O-1", "G-1"), history))[0] == first


def test_the_side_that_has_just_spoken_waits_while_the_other_waits() -> None:
    turns = order(asks("G-1", "G-2", "O-1"), [spoke("O-9", 600), spoke("G-9", 1)])
    assert line(turns) == ["O-1", "G-1", "G-2"]
    assert "alternate" in str(turns[0].why)
    assert "Only this side" in str(turns[2].why)


def test_one_side_goes_on_while_the_other_has_nobody_waiting() -> None:
    assert line(order(asks("G-1", "G-2"), [spoke("G-9")])) == ["G-1", "G-2"]


def test_points_of_order_replies_and_associates_are_no_turn_of_a_side() -> None:
    history = [
        spoke("G-9", 60),
        spoke("O-9", 900, kind=Kind.POINT_OF_ORDER),
        spoke("O-9", 900, kind=Kind.REPLY),
        Spoken(Kind.STATEMENT, None, None, 900, person="p-rapporteur"),
    ]
    assert line(order(asks("G-1", "O-1"), history)) == ["O-1", "G-1"]
    assert time_by_side(history) == {G: 60, O: 0}


def test_within_a_side_seats_that_have_not_spoken_come_first() -> None:
    turns = order(asks("G-1", "G-2", "G-3"), [spoke("G-1"), spoke("G-3"), spoke("G-3")])
    assert line(turns) == ["G-2", "G-1", "G-3"]
    assert [turn.why.facts.get("speeches") for turn in turns] == [None, 1, 2]


def test_equal_times_are_ordered_by_id() -> None:
    requests = [Request(n, Kind.STATEMENT, G, f"G-{n}", NINE) for n in (3, 1, 2)]
    assert line(order(requests, [])) == ["G-1", "G-2", "G-3"]


def test_a_second_request_of_a_seat_waits_for_those_who_ask_for_the_first_time() -> None:
    assert line(order(asks("G-1", "G-1", "G-2"), [])) == ["G-1", "G-2", "G-1"]


def test_points_of_order_and_motions_come_before_statements_in_their_rank() -> None:
    kinds = [Kind.CLOSE_DEBATE, Kind.STATEMENT, Kind.ADJOURN_DEBATE, Kind.SUSPEND, Kind.POINT_OF_ORDER, Kind.ADJOURN]
    requests = [asks("G-1", kind=kind, first=n)[0] for n, kind in enumerate(kinds)]
    assert [turn.request.kind for turn in order(requests, [])] == [
        Kind.POINT_OF_ORDER,
        Kind.SUSPEND,
        Kind.ADJOURN,
        Kind.ADJOURN_DEBATE,
        Kind.CLOSE_DEBATE,
        Kind.STATEMENT,
    ]


@pytest.mark.skipif(not PROCEDURE.exists(), reason="the reference cases are not beside this checkout")
def test_motions_take_precedence_as_in_rule_77() -> None:
    case = next(each for each in json.loads(PROCEDURE.read_text()) if each["id"] == "proc-precedence-motions")
    kinds = {"suspend_meeting": Kind.SUSPEND, "adjourn_meeting": Kind.ADJOURN, "amendment": Kind.STATEMENT}

    def kind(name: str) -> Kind:
        return kinds.get(name) or Kind(name)

    requests = [asks("G-1", kind=kind(name), first=n)[0] for n, name in enumerate(case["input"]["queue"])]
    assert [turn.request.kind for turn in order(requests, [])] == [kind(name) for name in case["expected"]["order"]]


def test_points_of_order_come_in_the_order_they_were_raised() -> None:
    requests = asks("O-1", "G-1", "O-2", kind=Kind.POINT_OF_ORDER)
    assert line(order(requests, [spoke("O-9")])) == ["O-1", "G-1", "O-2"]


def test_associates_follow_the_seats_that_have_not_spoken_yet() -> None:
    requests = [associate(1), *asks("G-1", "O-1", "G-2", first=2)]
    assert line(order(requests, [spoke("G-2")])) == ["O-1", "G-1", "p-rapporteur", "G-2"]


def test_an_associate_speaks_at_once_when_every_waiting_seat_has_spoken() -> None:
    assert line(order([*asks("G-1"), associate(2)], [spoke("G-1")])) == ["p-rapporteur", "G-1"]


def test_an_associate_who_has_spoken_also_waits_for_those_who_have_spoken_as_often() -> None:
    history = [spoke("G-1"), spoke("G-2"), spoke("G-2"), Spoken(Kind.STATEMENT, None, None, 60, person="p-rapporteur")]
    requests = [associate(1), *asks("G-1", "G-2", first=2), associate(9, "p-expert")]
    assert line(order(requests, history)) == ["p-expert", "G-1", "p-rapporteur", "G-2"]


def test_observers_are_in_the_order_only_when_the_chair_has_opened_the_floor_to_them() -> None:
    observer = Request(1, Kind.STATEMENT, None, None, NINE, observer=True, person="p-observer")
    requests = [observer, *asks("G-1", first=2), associate(3)]
    assert line(order(requests, [])) == ["G-1", "p-rapporteur"]
    assert line(order(requests, [], floor_open_to_observers=True)) == ["G-1", "p-rapporteur", "p-observer"]


def test_rights_of_reply_come_at_the_end_of_the_item() -> None:
    requests = [*asks("O-1", kind=Kind.REPLY), *asks("G-1", first=2), associate(3)]
    assert line(order(requests, [])) == ["G-1", "p-rapporteur", "O-1"]


def test_every_place_has_a_reason_in_one_line() -> None:
    requests = [*asks("G-1", "O-1", "G-1"), *asks("O-2", kind=Kind.REPLY, first=9), associate(12)]
    for turn in order(requests, [spoke("O-1", 75, earlier=True)]):
        assert str(turn.why).endswith(".")
        assert "\n" not in str(turn.why)
    first = order(requests, [spoke("O-1", 75, earlier=True)])[0]
    assert str(first.why) == "This side has spoken less, 0 s against 75 s; first statement of this seat."


SEATS = st.sampled_from([f"{letter}-{n}" for letter in "GO" for n in range(1, 6)])
KINDS = st.sampled_from([*Kind, *[Kind.STATEMENT] * 6])


@st.composite
def queues(draw: st.DrawFn) -> list[Request]:
    requests = []
    for n in range(draw(st.integers(0, 14))):
        at = NINE + timedelta(minutes=draw(st.integers(0, 5)))
        if draw(st.integers(0, 5)):
            seat = draw(SEATS)
            requests.append(Request(n, draw(KINDS), parse_seat(seat)[0], seat, at))
        else:
            person, observes = draw(st.sampled_from(["p-1", "p-2", None])), draw(st.booleans())
            requests.append(Request(n, Kind.STATEMENT, None, None, at, not observes, observes, person))
    return requests


HISTORIES = st.lists(st.builds(spoke, SEATS, st.integers(0, 300), earlier=st.booleans(), kind=KINDS), max_size=8)


@given(queues(), HISTORIES, st.randoms())
def test_the_order_is_total_and_does_not_depend_on_how_the_requests_are_listed(
    requests: list[Request], history: list[Spoken], random: object
) -> None:
    turns = order(requests, history, floor_open_to_observers=True)
    assert sorted(turn.request.id for turn in turns) == [request.id for request in requests]
    shuffled = requests.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert order(shuffled, history, floor_open_to_observers=True) == turns


@given(queues(), HISTORIES)
def test_no_side_speaks_twice_running_while_both_wait(requests: list[Request], history: list[Spoken]) -> None:
    sides = [
        turn.request.side
        for turn in order(requests, history)
        if turn.request.kind is Kind.STATEMENT and turn.request.side
    ]
    made = [speech.side for speech in history if speech.kind is Kind.STATEMENT and not speech.earlier]
    turns = [*made[-1:], *sides]
    for n in range(1, len(turns)):
        if set(turns[n:]) == set(Side):
            assert turns[n] is not turns[n - 1]


@given(queues(), HISTORIES)
def test_calling_the_next_leaves_the_others_in_their_order_when_nobody_else_asks(
    requests: list[Request], history: list[Spoken]
) -> None:
    turns = order(requests, history)
    if not turns:
        return
    called = turns[0].request
    spoken = Spoken(called.kind, called.side, called.seat, 0, called.person)
    rest = order([request for request in requests if request is not called], [*history, spoken])
    assert [turn.request for turn in rest] == [turn.request for turn in turns[1:]]


@given(st.sampled_from(["G-1", "O-1", "p-rapporteur"]), st.lists(SEATS, min_size=80, max_size=80))
def test_nobody_is_skipped_for_ever_however_often_others_ask_again(patient: str, others: list[str]) -> None:
    """Ten seats keep asking the moment they have spoken; whoever waits is called before any speaks a third time."""
    mine = associate(0) if patient.startswith("p-") else asks(patient, first=0)[0]
    crowd = [f"{letter}-{n}" for letter in "GO" for n in range(2, 6)]
    waiting, history = [mine, *asks(*crowd, first=1)], list[Spoken]()
    for turn_number, again in enumerate(others):
        called = order(waiting, history)[0].request
        waiting.remove(called)
        if called is mine:
            return
        history.append(Spoken(called.kind, called.side, called.seat, 60))
        assert max(sum(1 for speech in history if speech.seat == seat) for seat in crowd) <= 2
        waiting += asks(again if again in crowd else called.seat or "G-2", first=100 + turn_number)
    raise AssertionError("skipped for ever")


def test_five_hundred_requests_are_ordered_at_once() -> None:
    seats = [f"{'GO'[n % 3 == 0]}-{n % 100 + 1}" for n in range(450)]
    requests = asks(*seats) + [associate(1000 + n, f"p-{n}") for n in range(50)]
    started = time.perf_counter()
    assert len(order(requests, [spoke(seat) for seat in seats])) == 500
    assert time.perf_counter() - started < 0.5  # the benchmark measures; this only guards against a power of n


@pytest.mark.parametrize(("running", "expected"), [(None, 40), (-1, 40), (0, 40), (0.9, 40), (1, 41), (75, 115)])
def test_the_clock_adds_the_time_since_the_last_resume_in_whole_seconds(
    running: float | None, expected: int
) -> None:
    since = None if running is None else NINE
    assert spoken_seconds(40, since, NINE + timedelta(seconds=running or 0)) == expected


def test_the_second_right_of_reply_is_shorter() -> None:
    assert speech_limit(Kind.STATEMENT, Limits(180), replies_used=1) == 180
    assert speech_limit(Kind.REPLY, Limits(180)) == 180
    assert speech_limit(Kind.REPLY, Limits(180), replies_used=1) == 90
    assert speech_limit(Kind.REPLY, Limits(5), replies_used=1) == 3


def refused(kind: Kind, **facts: object) -> str:
    with pytest.raises(Refusal) as caught:
        may_ask(kind, **facts)  # type: ignore[arg-type]
    return caught.value.code


def test_one_waits_once_for_one_thing() -> None:
    assert refused(Kind.STATEMENT, waiting={Kind.STATEMENT}) == "already_waiting"
    may_ask(Kind.POINT_OF_ORDER, waiting={Kind.STATEMENT})


def test_a_closed_list_admits_points_of_order_and_replies_but_no_statements() -> None:
    assert refused(Kind.STATEMENT, list_closed=True) == "list_closed"
    for kind in Kind:
        if kind is not Kind.STATEMENT:
            may_ask(kind, list_closed=True)


def test_a_seat_has_two_rights_of_reply_on_an_item() -> None:
    may_ask(Kind.REPLY, replies_used=1)
    assert refused(Kind.REPLY, replies_used=2) == "replies_used"
    assert refused(Kind.REPLY, replies_used=3) == "replies_used"


def test_while_a_vote_is_open_nothing_but_a_point_of_order_is_admitted() -> None:
    may_ask(Kind.POINT_OF_ORDER, voting=True)
    for kind in Kind:
        if kind is not Kind.POINT_OF_ORDER:
            assert refused(kind, voting=True) == "vote_open"


def steps(requests: list[Request], history: list[Spoken]) -> list[str]:
    return [str(sentence) for sentence in why_next(requests, history)]


def test_why_someone_is_next_is_explained_step_by_step() -> None:
    assert steps(asks("G-1", "O-1", "G-2"), [spoke("O-7"), spoke("G-1")]) == [
        "No point of order and no motion is waiting.",
        "Statements waiting: 2 of the governments, 1 of the others.",
        "The sides alternate: the governments made the last statement, so it is the turn of the others.",
        "On this side only O-1 is waiting.",
    ]
    earlier = [spoke("G-1", 30, earlier=True), spoke("O-1", 90, earlier=True)]
    assert steps(asks("G-1", "O-1", "G-2", "G-3"), earlier) == [
        "No point of order and no motion is waiting.",
        "Statements waiting: 3 of the governments, 1 of the others.",
        "The governments have spoken less on this item, 30 s against 90 s, so they begin.",
        "On this side nobody waiting has made fewer statements on this item than G-2: 0.",
        "Of the 2 seats with as few, G-2 asked first.",
    ]
    assert steps(asks("O-2", "G-1"), [])[2:] == [
        "Both sides have spoken equally long on this item, 0 s, and one of the others asked first.",
        "On this side only O-2 is waiting.",
    ]
    assert steps(asks("O-2", "O-1"), [spoke("O-2")])[2:] == [
        "Nobody of the governments is waiting, so the others go on.",
        "On this side nobody waiting has made fewer statements on this item than O-1: 0.",
    ]


def test_why_a_motion_is_next_is_explained_too() -> None:
    points = asks("G-1", "O-1", kind=Kind.POINT_OF_ORDER)
    assert steps([*points, *asks("G-2", first=7)], []) == [
        "Points of order and motions come before statements; waiting: 2.",
        "A point of order comes before everything else.",
        "Of the 2 of this kind it was raised first.",
    ]
    assert len(steps(asks("G-1", kind=Kind.CLOSE_DEBATE), [])) == 2


def test_whoever_comes_after_the_statements_is_explained_by_there_being_none() -> None:
    for alone in (associate(1), asks("G-1", kind=Kind.REPLY)[0]):
        assert steps([alone], []) == [
            "No point of order and no motion is waiting.",
            "Statements waiting: 0 of the governments, 0 of the others.",
            str(order([alone], [])[0].why),
        ]
    assert steps([], []) == []


@given(queues(), HISTORIES)
def test_the_steps_agree_with_the_order(requests: list[Request], history: list[Spoken]) -> None:
    turns, said = order(requests, history), steps(requests, history)
    assert bool(said) is bool(turns)
    if turns and turns[0].request.kind is Kind.STATEMENT and turns[0].request.side:
        assert str(turns[0].request.seat) in said[3]
        assert turns[0].why.say.startswith(("Only", "The sides", "This side", "Both"))
        marks = {"Only": "Nobody", "The sides": "The sides", "This side": "The ", "Both": "Both"}
        assert any(turns[0].why.say.startswith(why) and said[2].startswith(step) for why, step in marks.items())
