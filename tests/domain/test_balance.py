"""How long and how often each side, constituency and seat has spoken."""

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.balance import Heard, Share, balance
from deliberate.domain.seats import parse_seat
from deliberate.domain.speaking import Kind


def said(seat: str | None, constituency: str, seconds: int, limit: int = 180, kind: Kind = Kind.STATEMENT) -> Heard:
    return Heard(kind, seat, parse_seat(seat)[0] if seat else None, constituency if seat else None, seconds, limit)


def test_nobody_has_spoken_and_both_sides_are_there() -> None:
    found = balance([])
    assert found.sides == {"governments": Share(), "others": Share()}
    assert (found.constituencies, found.seats, found.without_seat) == ({}, {}, Share())


def test_statements_are_counted_by_side_constituency_and_seat_with_what_was_beyond_the_limit() -> None:
    origin = [said("G-1", "origin", 200), said("G-2", "origin", 100), said("G-1", "origin", 30)]
    found = balance([*origin, said("O-1", "civil", 181)])
    assert found.sides == {"governments": Share(3, 330, 20), "others": Share(1, 181, 1)}
    assert found.constituencies == {"origin": Share(3, 330, 20), "civil": Share(1, 181, 1)}
    assert found.seats == {"G-1": Share(2, 230, 20), "G-2": Share(1, 100, 0), "O-1": Share(1, 181, 1)}


def test_exactly_the_limit_is_not_beyond_it() -> None:
    assert balance([said("G-1", "origin", 180)]).seats["G-1"].over == 0


def test_replies_motions_and_points_of_order_are_no_part_of_the_balance() -> None:
    others = [said("G-1", "origin", 60, kind=kind) for kind in Kind if kind is not Kind.STATEMENT]
    assert balance(others) == balance([])


def test_associates_and_guests_stand_beside_the_sides() -> None:
    assert balance([said(None, "", 90)]).without_seat == Share(1, 90, 0)


@given(st.lists(st.tuples(st.sampled_from(["G-1", "G-2", "O-1"]), st.integers(0, 500), st.integers(0, 300))))
def test_every_way_to_group_them_adds_up_to_the_same(speeches: list[tuple[str, int, int]]) -> None:
    found = balance([said(seat, seat[0], seconds, limit) for seat, seconds, limit in speeches])
    sums = [
        tuple(map(sum, zip(Share(), *shares.values(), strict=True)))
        for shares in (found.sides, found.constituencies, found.seats)
    ]
    assert sums[0] == sums[1] == sums[2] == (
        len(speeches),
        sum(seconds for _, seconds, _ in speeches),
        sum(max(0, seconds - limit) for _, seconds, limit in speeches),
    )
