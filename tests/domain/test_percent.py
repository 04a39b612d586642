"""Percentages that cannot be misread."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.percent import percent

TWO_THIRDS = Fraction(2, 3)


@pytest.mark.parametrize(
    ("share", "shown"),
    [("11/17", "64.7%"), ("2/3", "66.7%"), ("4/5", "80%"), ("1/8", "12.5%"), ("1", "100%"), ("0", "0%")],
)
def test_a_share_has_one_digit_and_none_where_it_is_exact(share: str, shown: str) -> None:
    assert percent(Fraction(share)) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (TWO_THIRDS - Fraction(1, 50_000), "66.66%"),
        (TWO_THIRDS, "66.7%"),
        (TWO_THIRDS + Fraction(1, 50_000), "66.669%"),
    ],
    ids=["just below", "exactly", "just above"],
)
def test_just_below_and_just_above_what_is_needed_it_has_the_digits_that_show_it(share: Fraction, shown: str) -> None:
    assert percent(share, [TWO_THIRDS]) == shown


def test_nearly_all_is_not_all_and_hardly_anyone_is_not_nobody() -> None:
    assert percent(Fraction(9999, 10000)) == "99.99%"
    assert percent(Fraction(1, 10000)) == "0.01%"


@given(st.fractions(0, 1, max_denominator=10_000), st.fractions(0, 1, max_denominator=20))
def test_it_stands_to_the_threshold_as_the_share_does(share: Fraction, threshold: Fraction) -> None:
    figures = percent(share, [threshold]).removesuffix("%")
    digits = len(figures.partition(".")[2])
    shown, needed = Fraction(figures), round(threshold * 100, digits)
    if share != threshold and shown != share * 100:
        assert (shown < needed, shown > needed) == (share < threshold, share > threshold)
