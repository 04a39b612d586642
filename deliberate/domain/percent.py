"""Percentages that cannot be misread: exact enough that no share looks like another that decides otherwise."""

from collections.abc import Iterable
from fractions import Fraction

FEWEST_DIGITS, MOST_DIGITS = 1, 12


def percent(share: Fraction, thresholds: Iterable[Fraction] = ()) -> str:
    """A share in percent: rounded to one digit, or to as many as tell it apart from each threshold, from 0 and from 1.

    So 66,669 of 100,000 are 66.669% where two thirds are needed: with one digit both would be 66.7%. What is exact
    with fewer digits has fewer: 80%. Past twelve digits only the fraction beside it, which is always shown, tells two
    shares apart.
    """
    others = {Fraction(0), Fraction(1), *thresholds} - {share}
    digits = next(
        (
            digits
            for digits in range(FEWEST_DIGITS, MOST_DIGITS)
            if all(round(share * 100, digits) != round(other * 100, digits) for other in others)
        ),
        MOST_DIGITS,
    )
    whole = round(share * 100 * 10**digits)
    figures = f"{whole // 10**digits}.{whole % 10**digits:0{digits}d}"
    return f"{figures.rstrip('0').rstrip('.') if whole == share * 100 * 10**digits else figures}%"
