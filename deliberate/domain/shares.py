"""How the seats of a side are shared among its constituencies in proportion to their size.

Our own and not the PyPI package `apportionment`, which knows no guaranteed minimums, breaks ties by the order of its
list instead of by lot, and in Hamilton's method may give a tied seat before a larger remainder. The tests compare the
two wherever the package applies.
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.seats import PAIRS_AT_MOST


class Method(StrEnum):
    """The ways of sharing seats: two by divisors (Sainte-Laguë, D'Hondt), one by largest remainder (Hamilton)."""

    SAINTE_LAGUE = "sainte_lague"
    HAMILTON = "hamilton"
    DHONDT = "dhondt"


class Lot(NamedTuple):
    """A lot that was drawn: among whom, for how many seats, with which seed, and who won. Anyone can draw it again."""

    seed: str
    among: tuple[str, ...]
    seats: int
    winners: tuple[str, ...]


class Shares(NamedTuple):
    """Seats by constituency code, in the order given, with the exact quota of each and the lot if one was needed."""

    seats: dict[str, int]
    quotas: dict[str, Fraction]
    lot: Lot | None


def share(
    side_seats: int,
    sizes: Mapping[str, int],
    minimums: Mapping[str, int] | None = None,
    method: Method = Method.SAINTE_LAGUE,
    *,
    seed: str,
) -> Shares:
    """Share the seats of a side in proportion to ``sizes`` (members, votes, people: any whole numbers of one kind).

    Divisor methods give each constituency its guaranteed minimum, then every further seat to the largest
    size / divisor, the divisors running on from what it already has (Sainte-Laguë 1, 3, 5, ...; D'Hondt 1, 2, 3, ...).
    Hamilton sets aside the minimum of every constituency whose quota is below it, shares the rest by quota, and gives
    the seats left over to the largest remainders (Balinski and Young, 1975). If the last seats are equally deserved,
    ``draw`` decides with the ``seed``, and the lot is part of the result.
    """
    minimums = minimums or {}
    _check(side_seats, sizes, minimums)
    start = {code: minimums.get(code, 0) for code in sizes}
    total = sum(sizes.values())
    quotas = {code: Fraction(size * side_seats, total) if total else Fraction(0) for code, size in sizes.items()}
    if method is Method.HAMILTON:
        seats, lot = _by_remainder(side_seats, sizes, start, seed)
    else:
        seats, lot = _by_divisor(side_seats, sizes, start, 2 if method is Method.SAINTE_LAGUE else 1, seed)
    return Shares(seats, quotas, lot)


def method_named(name: str) -> Method:
    """The method of this name, or a refusal that lists those there are."""
    try:
        return Method(name)
    except ValueError:
        raise Refusal(
            "unknown_method",
            N_("There is no method %(method)s here. Choose one of %(methods)s."),
            method=name,
            methods=", ".join(Method),
        ) from None


def draw(seed: str, among: tuple[str, ...], seats: int) -> Lot:
    """Draw a lot that anyone can repeat: the names come in the order of the SHA-256 of ``seed``, line feed, name.

    The seed is chosen before the names are known to tie (a public number, the date of a sitting) and is recorded.
    """
    order = sorted(among, key=lambda name: hashlib.sha256(f"{seed}\n{name}".encode("utf-8", "surrogatepass")).digest())
    return Lot(seed, among, seats, tuple(order[:seats]))


def _by_divisor(
    side_seats: int, sizes: Mapping[str, int], start: dict[str, int], step: int, seed: str
) -> tuple[dict[str, int], Lot | None]:
    seats = dict(start)
    claims = {code: Fraction(size, step * seats[code] + 1) for code, size in sizes.items()}
    left = side_seats - sum(seats.values())
    while left:
        highest = max(claims.values())
        level = tuple(code for code, claim in claims.items() if claim == highest)
        lot = draw(seed, level, left) if len(level) > left else None
        for code in lot.winners if lot else level:
            seats[code] += 1
            claims[code] = Fraction(sizes[code], step * seats[code] + 1)
            left -= 1
        if lot:
            return seats, lot
    return seats, None


def _by_remainder(
    side_seats: int, sizes: Mapping[str, int], minimums: dict[str, int], seed: str
) -> tuple[dict[str, int], Lot | None]:
    seats = dict(minimums)
    free = set(sizes)
    while True:
        left = side_seats - sum(seats[code] for code in sizes if code not in free)
        total = sum(sizes[code] for code in free)
        quota = {code: Fraction(sizes[code] * left, total) if total else Fraction(0) for code in sizes if code in free}
        # Whoever is set at its minimum takes more than its quota, so others' quotas only shrink: this ends.
        short = {code for code in quota if quota[code] < minimums[code]}
        if not short:
            break
        free -= short
    seats |= {code: int(exact) for code, exact in quota.items()}
    left = side_seats - sum(seats.values())
    lot = None
    while left:
        remainders = {code: quota[code] - seats[code] for code in quota}
        highest = max(remainders.values())
        level = tuple(code for code, remainder in remainders.items() if remainder == highest)
        lot = draw(seed, level, left) if len(level) > left else None
        for code in lot.winners if lot else level:
            seats[code] += 1
            left -= 1
    return seats, lot


def _check(side_seats: int, sizes: Mapping[str, int], minimums: Mapping[str, int]) -> None:
    if not 1 <= side_seats <= PAIRS_AT_MOST:
        raise Refusal(
            "pairs_out_of_range",
            N_("A side has 1 to %(most)s seats, not %(pairs)s. Choose a number in that range."),
            most=PAIRS_AT_MOST,
            pairs=side_seats,
        )
    for code, number in [*sizes.items(), *minimums.items()]:
        if number < 0:
            raise Refusal(
                "negative_size",
                N_("%(constituency)s has a number below zero. Write 0 or more."),
                constituency=code,
            )
    unknown = next((code for code in minimums if code not in sizes), None)
    if unknown is not None:
        raise Refusal(
            "unknown_constituency",
            N_("%(constituency)s is guaranteed a minimum but has no size. Give its size, or drop the guarantee."),
            constituency=unknown,
        )
    promised = sum(minimums.values())
    if promised > side_seats:
        raise Refusal(
            "minimums_too_high",
            N_("The guaranteed minimums add up to %(promised)s, more than the side's %(pairs)s seats. Lower some."),
            promised=promised,
            pairs=side_seats,
        )
    if promised < side_seats and not any(sizes.values()):
        raise Refusal(
            "no_sizes",
            N_("No constituency has a size above zero, so there is nothing to share seats by. Give at least one size."),
        )
