"""Group-informed consensus: support in every group, multiplied, so that no group can be outnumbered."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.common_ground import Support, agreement, rounded_root

HALVES = ("governments", "others")


def answers(governments: str, others: str) -> list[tuple[str, str]]:
    """Stances by their first letters: s support, r reservation, a stand aside, o object."""
    stances = {"s": "support", "r": "reservation", "a": "stand_aside", "o": "object"}
    return [
        (side, stances[letter]) for side, said in zip(HALVES, (governments, others), strict=True) for letter in said
    ]


def test_each_group_counts_with_one_answer_of_each_kind_added() -> None:
    assert Support(3, 4).likely == Fraction(4, 6)
    assert Support(0, 0).likely == Fraction(1, 2)


def test_a_reservation_supports_and_standing_aside_does_not() -> None:
    found = agreement(HALVES, answers("sra", "o"))
    assert found.groups == {"governments": Support(2, 3), "others": Support(0, 1)}


def test_the_product_is_over_all_groups_and_exact() -> None:
    assert agreement(HALVES, answers("sss", "so")).product == Fraction(4, 5) * Fraction(2, 4)


def test_one_group_without_support_pulls_down_what_a_large_majority_wants() -> None:
    torn = agreement(HALVES, answers("s" * 9, "oo"))
    shared = agreement(HALVES, answers("sssssooo", "sso"))
    assert (torn.product, shared.product) == (Fraction(10, 44), Fraction(6, 10) * Fraction(3, 5))
    assert shared.product > torn.product
    assert (torn.everywhere, shared.everywhere) == (False, True)


@pytest.mark.parametrize(("said", "most"), [("so", False), ("sso", True), ("soo", False), ("", False)])
def test_support_everywhere_is_more_than_half_of_the_answers_of_each_group(said: str, most: bool) -> None:
    assert agreement(HALVES, answers("s", said)).everywhere is most


def test_without_groups_there_is_no_support_and_no_mean() -> None:
    assert (agreement((), []).everywhere, agreement((), []).mean) == (False, "")


def test_an_answer_of_no_group_is_an_error() -> None:
    with pytest.raises(KeyError):
        agreement(HALVES, [("observers", "support")])


def test_the_mean_is_the_root_of_the_product() -> None:
    assert agreement(HALVES, answers("s", "s")).mean == "0.667"
    assert agreement(HALVES, answers("", "")).mean == "0.500"


@pytest.mark.parametrize(
    ("share", "degree", "rounded"),
    [
        (Fraction(1, 2), 2, "0.707"),
        (Fraction(1), 5, "1.000"),
        (Fraction(1, 10**9), 3, "0.001"),
        (Fraction(2001, 2000) ** 2, 2, "1.001"),  # 1.0005 exactly: half is rounded up
        (Fraction(20_009, 20_000) ** 3, 3, "1.000"),  # 1.00045
    ],
)
def test_roots_are_rounded_half_up_and_exactly(share: Fraction, degree: int, rounded: str) -> None:
    assert rounded_root(share, degree, 3) == rounded


@given(st.fractions(0, 1), st.integers(1, 9))
def test_a_rounded_root_is_within_half_a_thousandth(share: Fraction, degree: int) -> None:
    root, half = Fraction(rounded_root(share, degree, 3)), Fraction(1, 2000)
    assert max(Fraction(0), root - half) ** degree <= share < (root + half) ** degree


@given(st.integers(0, 20), st.integers(0, 20))
def test_one_more_in_support_never_lowers_it_and_one_more_against_always_does(support: int, against: int) -> None:
    here = Support(support, support + against).likely
    assert Support(support + 1, support + against + 1).likely > here
    assert Support(support, support + against + 1).likely < here
