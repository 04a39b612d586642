"""The seat plan: equal halves derived from pairs, and constituencies with guaranteed minimums."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from deliberate.domain.refusals import N_, Refusal

PAIRS_AT_MOST = 1000


class Side(StrEnum):
    """One of the two halves of a working group. Both always have the same number of seats."""

    GOVERNMENTS = "governments"
    OTHERS = "others"

    @property
    def letter(self) -> str:
        """The letter that begins the ids of this side's seats: G or O."""
        return "G" if self is Side.GOVERNMENTS else "O"

    @property
    def other(self) -> "Side":
        """The half across the room."""
        return Side.OTHERS if self is Side.GOVERNMENTS else Side.GOVERNMENTS


class Place(NamedTuple):
    """One seat of a plan: where it stands and which constituency it belongs to (by code)."""

    id: str
    side: Side
    number: int
    constituency: str


@dataclass(frozen=True)
class Constituency:
    """A part of a side: how many seats it has, how many it is guaranteed, and whether it represents migrants."""

    code: str
    side: Side
    name: str
    seats: int
    minimum: int = 0
    migrants: bool = False


def seat_id(side: Side, number: int) -> str:
    """The id of a seat: the letter of its side and its number, as in ``G-3``."""
    return f"{side.letter}-{number}"


def parse_seat(id: str) -> tuple[Side, int]:  # noqa: A002 - the word of the records
    """The side and number of a seat id, or a refusal. ``O-12`` is the twelfth seat of the others; ``O-012`` is none."""
    found = re.fullmatch(r"([GO])-([1-9][0-9]{0,3})", id, re.ASCII)
    if not found:
        raise Refusal("unknown_seat", N_("There is no seat %(seat)s. Seats are named like G-3 or O-12."), seat=id)
    return (Side.GOVERNMENTS if found[1] == "G" else Side.OTHERS), int(found[2])


def in_order(ids: Iterable[str]) -> list[str]:
    """Seat ids as people list them: governments first, each side by number (``G-2`` before ``G-10``)."""
    return sorted(ids, key=parse_seat)


def migrants_guarantee(pairs: int) -> int:
    """The number of seats that migrants and diaspora are guaranteed among the others: half of the side, rounded up.

    >>> migrants_guarantee(10), migrants_guarantee(7)
    (5, 4)
    """
    return (pairs + 1) // 2


@dataclass(frozen=True)
class Plan:
    """The seats of a group: ``pairs`` seats on each side, shared among constituencies in the order given.

    There is no field that could make the halves unequal: seats are derived from ``pairs`` alone.
    """

    pairs: int
    constituencies: tuple[Constituency, ...]

    def of(self, side: Side) -> list[Constituency]:
        """The constituencies of one side, in order."""
        return [each for each in self.constituencies if each.side == side]

    def constituency(self, code: str) -> Constituency | None:
        """The constituency with this code, if the plan has it."""
        return next((each for each in self.constituencies if each.code == code), None)

    def check(self) -> "Plan":
        """This plan, if it is lawful; else the first thing that must change.

        Lawful: 1 to 1,000 pairs; every constituency named once and on a known side; the constituencies of a side
        have exactly its seats, none fewer than it is guaranteed; and among the others migrants and diaspora are
        guaranteed at least half of the side, rounded up.
        """
        if not 1 <= self.pairs <= PAIRS_AT_MOST:
            raise Refusal(
                "pairs_out_of_range",
                N_("A plan has 1 to %(most)s pairs of seats, not %(pairs)s. Choose a number in that range."),
                most=PAIRS_AT_MOST,
                pairs=self.pairs,
            )
        seen: set[str] = set()
        for each in self.constituencies:
            _check_constituency(each)
            if each.code in seen:
                twice = N_("Two constituencies have the code %(constituency)s. Give each a code of its own.")
                raise Refusal("duplicate_code", twice, constituency=each.code)
            seen.add(each.code)
        for side in Side:
            total = sum(each.seats for each in self.of(side))
            if total != self.pairs:
                raise Refusal(f"{side}_not_filled", _SUMS[side], total=total, pairs=self.pairs)
        self._check_migrants()
        return self

    def seats(self) -> list[Place]:
        """Every seat of the plan: the governments', then the others'; each constituency takes consecutive numbers."""
        places: list[Place] = []
        for side in Side:
            codes = [each.code for each in self.of(side) for _ in range(each.seats)]
            places += [Place(seat_id(side, n), side, n, code) for n, code in enumerate(codes, start=1)]
        return places

    def _check_migrants(self) -> None:
        guaranteed = sum(each.minimum for each in self.of(Side.OTHERS) if each.migrants)
        needed = migrants_guarantee(self.pairs)
        if guaranteed < needed:
            raise Refusal(
                "migrants_guarantee",
                N_(
                    "Migrants and diaspora are guaranteed %(guaranteed)s of the others' %(pairs)s seats, and must be"
                    " guaranteed at least %(needed)s. Raise the guaranteed minimum of their constituencies."
                ),
                guaranteed=guaranteed,
                pairs=self.pairs,
                needed=needed,
            )


def check_change(old: Plan, new: Plan, held: Collection[str]) -> None:
    """A plan may change only around the people in it.

    Refused while a seat in ``held`` (ids of seats with a holder or an alternate) would go, or would move to another
    constituency; the refusal names the seats to vacate first.
    """
    before = {place.id: place.constituency for place in old.seats()}
    after = {place.id: place.constituency for place in new.seats()}
    gone = in_order(seat for seat in held if seat not in after)
    if gone:
        raise Refusal(
            "seat_held",
            N_("The new plan has no seat %(seats)s, and someone sits there. Vacate first: %(seats)s."),
            seats=", ".join(gone),
        )
    moved = in_order(seat for seat in held if before.get(seat, after[seat]) != after[seat])
    if moved:
        raise Refusal(
            "seat_held",
            N_(
                "The new plan gives held seats to another constituency. Vacate first: %(seats)s;"
                " or keep the order and the size of the constituencies before them."
            ),
            seats=", ".join(moved),
        )


_SUMS = {
    Side.GOVERNMENTS: N_(
        "The governments' constituencies have %(total)s seats together and the side has %(pairs)s."
        " Change their seats until the sum is %(pairs)s."
    ),
    Side.OTHERS: N_(
        "The others' constituencies have %(total)s seats together and the side has %(pairs)s."
        " Change their seats until the sum is %(pairs)s."
    ),
}


def _check_constituency(each: Constituency) -> None:
    if not each.code.strip() or not each.name.strip():
        raise Refusal("unnamed_constituency", N_("Every constituency needs a code and a name."), constituency=each.code)
    if each.side not in tuple(Side):
        raise Refusal(
            "unknown_side",
            N_("%(constituency)s is on a side called %(side)s. The sides are governments and others."),
            constituency=each.code,
            side=each.side,
        )
    if each.seats < 0 or each.minimum < 0:
        below_zero = N_("%(constituency)s has a number of seats below zero. Write 0 or more.")
        raise Refusal("negative_seats", below_zero, constituency=each.code)
    if each.seats < each.minimum:
        raise Refusal(
            "below_minimum",
            N_(
                "%(name)s is guaranteed %(minimum)s seats and would have %(seats)s."
                " Give it at least %(minimum)s, or lower the guarantee."
            ),
            name=each.name,
            minimum=each.minimum,
            seats=each.seats,
        )
    if each.migrants and each.side != Side.OTHERS:
        raise Refusal(
            "migrants_side",
            N_("Migrants and diaspora sit among the others. Move %(name)s there, or take the mark off."),
            name=each.name,
        )
