"""The seat plan: equal halves derived from pairs, constituencies with guaranteed minimums, and who may sit where."""

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
    """The seats that migrants and diaspora are guaranteed among the others: half of the side, rounded up.

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


def check_holder(
    plan: Plan, place: Place, credentials: Collection[str], *, other_seats: Collection[str], is_alternate: bool
) -> None:
    """Whether a person may hold a seat; a refusal says what to do.

    ``credentials`` are the codes of the constituencies the person is accredited for; ``other_seats`` the ids of other
    seats where the person is holder or alternate; ``is_alternate`` whether the person is this seat's alternate.
    """
    _check_credential(plan, place, credentials)
    _check_single_seat(place, other_seats)
    if is_alternate:
        raise Refusal(
            "holder_is_alternate",
            N_("This person is the alternate of %(seat)s. Drop the alternate first, then assign the seat."),
            seat=place.id,
        )


def check_alternate(
    plan: Plan, place: Place, credentials: Collection[str], *, other_seats: Collection[str], is_holder: bool
) -> None:
    """Whether a person may be the alternate of a seat; arguments and refusals as for its holder."""
    _check_credential(plan, place, credentials)
    _check_single_seat(place, other_seats)
    if is_holder:
        raise Refusal(
            "alternate_is_holder",
            N_("This person already holds %(seat)s and cannot also be its alternate. Choose someone else."),
            seat=place.id,
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


def _check_credential(plan: Plan, place: Place, credentials: Collection[str]) -> None:
    if place.constituency in credentials:
        return
    wanted = plan.constituency(place.constituency)
    name = wanted.name if wanted else place.constituency
    if not credentials:
        raise Refusal(
            "no_credential",
            N_("This person has no credential. Issue one for %(constituency)s, then assign %(seat)s."),
            constituency=name,
            seat=place.id,
        )
    held = [found for code in sorted(credentials) if (found := plan.constituency(code))]
    if held and all(each.side != place.side for each in held):
        raise Refusal(
            "credential_other_side",
            N_(
                "This person's credential is for %(held)s, on the other side of the room from %(seat)s."
                " Choose a seat of that side, or issue a credential for %(constituency)s."
            ),
            held=", ".join(each.name for each in held),
            seat=place.id,
            constituency=name,
        )
    raise Refusal(
        "credential_other_constituency",
        N_(
            "This person's credential is for %(held)s, and %(seat)s belongs to %(constituency)s."
            " Choose a seat of %(held)s, or issue a credential for %(constituency)s."
        ),
        held=", ".join(each.name for each in held) or ", ".join(sorted(credentials)),
        seat=place.id,
        constituency=name,
    )


def _check_single_seat(place: Place, other_seats: Collection[str]) -> None:
    elsewhere = in_order(seat for seat in other_seats if seat != place.id)
    if elsewhere:
        raise Refusal(
            "already_seated",
            N_("This person already sits at %(seats)s. Vacate that seat first, or choose someone else for %(seat)s."),
            seats=", ".join(elsewhere),
            seat=place.id,
        )
