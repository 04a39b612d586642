"""Sharing a side's seats: examples of the books, guaranteed minimums, and lots that anyone can draw again."""

import pytest
from apportionment import methods
from hypothesis import assume, given
from hypothesis import strategies as st

from deliberate.domain.refusals import Refusal
from deliberate.domain.shares import Method, draw, method_named, share

THEIRS = {Method.SAINTE_LAGUE: "saintelague", Method.DHONDT: "dhondt", Method.HAMILTON: "hamilton"}

SIZES = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 50), min_size=1, max_size=8)
METHODS = st.sampled_from(Method)


def test_sainte_lague_hamilton_and_dhondt_differ_as_in_the_books() -> None:
    # Balinski and Young's second example, 26 seats.
    sizes = {"A": 9061, "B": 7179, "C": 5259, "D": 3319, "E": 1182}
    assert list(share(26, sizes, method=Method.SAINTE_LAGUE, seed="").seats.values()) == [9, 8, 5, 3, 1]
    assert list(share(26, sizes, method=Method.DHONDT, seed="").seats.values()) == [10, 7, 5, 3, 1]
    assert list(share(26, sizes, method=Method.HAMILTON, seed="").seats.values()) == [9, 7, 5, 4, 1]


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=8), st.integers(1, 60), METHODS)
def test_without_minimums_and_ties_it_agrees_with_an_independent_package(
    votes: list[int], seats: int, method: Method
) -> None:
    result = share(seats, {str(n): size for n, size in enumerate(votes)}, method=method, seed="")
    assume(result.lot is None)
    theirs = methods.compute(THEIRS[method], votes, seats, fractions=True, parties=[str(n) for n in range(8)])
    assert list(result.seats.values()) == theirs


@given(SIZES, st.data(), st.integers(1, 40), METHODS)
def test_every_seat_is_given_and_every_guarantee_kept(
    sizes: dict[str, int], data: st.DataObject, seats: int, method: Method
) -> None:
    assume(any(sizes.values()))
    minimums = {code: data.draw(st.integers(0, seats // len(sizes))) for code in sizes}
    result = share(seats, sizes, minimums, method, seed="1979")
    assert sum(result.seats.values()) == seats
    assert list(result.seats) == list(sizes)
    assert all(result.seats[code] >= minimums[code] for code in sizes)


@given(SIZES, st.integers(1, 40), METHODS)
def test_the_order_of_the_constituencies_never_matters(sizes: dict[str, int], seats: int, method: Method) -> None:
    assume(any(sizes.values()))
    backwards = dict(reversed(sizes.items()))
    assert share(seats, sizes, method=method, seed="x").seats == share(seats, backwards, method=method, seed="x").seats


@given(SIZES, st.integers(1, 40), METHODS)
def test_a_larger_constituency_never_has_fewer_seats(sizes: dict[str, int], seats: int, method: Method) -> None:
    assume(any(sizes.values()))
    result = share(seats, sizes, method=method, seed="x").seats
    assert all(result[a] >= result[b] for a in sizes for b in sizes if sizes[a] > sizes[b])


def test_a_tie_is_broken_by_a_lot_that_is_recorded() -> None:
    sizes = {"A": 2, "B": 1, "C": 1, "D": 2, "E": 2}
    result = share(2, sizes, method=Method.DHONDT, seed="sitting of 3 March")
    assert result.lot is not None
    assert result.lot.among == ("A", "D", "E")
    assert result.lot.seats == 2
    assert result.lot == draw("sitting of 3 March", ("A", "D", "E"), 2)
    assert {code for code, seats in result.seats.items() if seats} == set(result.lot.winners)


def test_another_seed_may_draw_another_winner() -> None:
    drawn = {share(1, {"A": 1, "B": 1}, seed=str(n)).lot for n in range(20)}
    assert {lot.winners for lot in drawn if lot} == {("A",), ("B",)}


def test_no_lot_is_drawn_when_all_who_tie_are_served() -> None:
    assert share(2, {"A": 1, "B": 1}, seed="").lot is None


def test_a_larger_remainder_comes_before_a_tied_one() -> None:
    # Quotas 1/2, 1/2, 4/5, 6/5 of 3 seats: the third constituency is sure of a seat, the first two tie for the other.
    result = share(3, {"A": 5, "B": 5, "C": 8, "D": 12}, method=Method.HAMILTON, seed="")
    assert result.seats["C"] == 1
    assert result.lot is not None
    assert result.lot.among == ("A", "B")


def test_hamilton_sets_guaranteed_minimums_aside_and_shares_the_rest() -> None:
    sizes = {"migrants": 200, "ngos": 500, "unions": 150, "employers": 100, "academia": 40, "cities": 10}
    minimums = {"migrants": 12, "academia": 1, "cities": 1}
    # 24 - 12 - 1 - 1 = 10 seats among 500, 150 and 100: quotas 20/3, 2, 4/3.
    seats = share(24, sizes, minimums, Method.HAMILTON, seed="").seats
    assert list(seats.values()) == [12, 7, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("seats", "sizes", "minimums", "code"),
    [
        (0, {"A": 1}, {}, "pairs_out_of_range"),
        (1001, {"A": 1}, {}, "pairs_out_of_range"),
        (2, {"A": -1}, {}, "negative_size"),
        (2, {"A": 1}, {"A": -1}, "negative_size"),
        (2, {"A": 1}, {"B": 1}, "unknown_constituency"),
        (2, {"A": 1}, {"A": 3}, "minimums_too_high"),
        (2, {"A": 0}, {"A": 1}, "no_sizes"),
        (2, {}, {}, "no_sizes"),
    ],
)
def test_what_cannot_be_shared_is_refused(
    seats: int, sizes: dict[str, int], minimums: dict[str, int], code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        share(seats, sizes, minimums, seed="")
    assert caught.value.code == code


def test_minimums_may_take_every_seat() -> None:
    assert share(2, {"A": 0}, {"A": 2}, seed="").seats == {"A": 2}


def test_a_method_that_is_not_ours_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refusal) as caught:
        method_named("adams")
    assert "sainte_lague, hamilton, dhondt" in str(caught.value)
