"""Sharing the seats of a side from a file, so that anyone can share them again: `deliberate seats PLAN [--json]`."""

import json
from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import NamedTuple, TextIO

from deliberate.domain import exact
from deliberate.domain.files import answer, plain
from deliberate.domain.refusals import N_, Fact, Refusal, Sentence
from deliberate.domain.seats import Side
from deliberate.domain.shares import Lot, Method, Shares, method_named, share

CONSTITUENCIES_AT_MOST = 1_000

HALF = Fraction(1, 2)
"""The part of the others' seats that migrants and diaspora are guaranteed, unless the plan says otherwise."""


class Claim(NamedTuple):
    """A constituency of a plan: how large it is, how many seats it is guaranteed, whether it represents migrants."""

    name: str
    size: int
    minimum: int
    migrants: bool


class SidePlan(NamedTuple):
    """A side's seats, those among whom they are shared, by which method, and the seed of a lot if one is needed."""

    side: Side
    seats: int
    constituencies: tuple[Claim, ...]
    method: Method
    seed: str | None


class Shared(NamedTuple):
    """A plan and what came of it."""

    plan: SidePlan
    shares: Shares

    def json(self) -> dict[str, object]:
        """What `deliberate seats --json` prints: seats by constituency, exact quotas, and the lot if one was drawn."""
        lot = self.shares.lot
        return {
            "side": self.plan.side.value, "seats": self.plan.seats, "method": self.plan.method.value,
            "seed": self.plan.seed,
            "constituencies": [
                {
                    "name": each.name, "size": each.size, "minimum": each.minimum, "migrants": each.migrants,
                    "quota": str(self.shares.quotas[each.name]), "seats": self.shares.seats[each.name],
                }
                for each in self.plan.constituencies
            ],
            "lot": None if lot is None else {
                "seed": lot.seed, "among": list(lot.among), "seats": lot.seats, "winners": list(lot.winners),
            },
        }

    def explanation(self) -> list[Sentence]:
        """What is shared and how, what each constituency has, and how a tie was broken and can be broken again."""
        plan = self.plan
        facts: dict[str, Fact] = {"side": plan.side.value, "seats": plan.seats, "method": _METHODS[plan.method]}
        words = [Sentence(N_("%(seats)s seats of the %(side)s, shared by %(method)s."), facts)]
        for each in plan.constituencies:
            facts = {
                "name": each.name, "seats": self.shares.seats[each.name], "quota": str(self.shares.quotas[each.name]),
                "minimum": each.minimum,
            }
            words.append(Sentence(_GUARANTEED if each.minimum else _PROPORTIONAL, facts))
        return words + ([] if self.shares.lot is None else _drawn(self.shares.lot))


def main(path: str, as_json: bool, out: TextIO, err: TextIO, seed: str | None = None) -> int:
    """Share the seats of the plan in a file and print them, as JSON or in words; the exit status is 0.

    `seed` is that of a lot, where the plan gives none. On any error the exit status is 2, with one line on `err` and
    nothing on `out`.
    """
    return answer(path, out, err, lambda data: _printed(shared(data, seed), as_json))


def shared(data: object, seed: str | None = None) -> Shared:
    """The seats of a plan's JSON, shared.

    A tie needs a lot, and a lot a seed: the plan's own, or else `seed`. Refuses whatever is wrong with the plan, naming
    the line; two seeds that differ (`two_seeds`); and a tie without a seed (`seed_missing`), naming who ties.
    """
    plan = parse(data)
    seed = None if seed is None else exact.name(seed, "--seed", "seed")
    if seed is not None and plan.seed is not None and seed != plan.seed:
        raise Refusal(
            "two_seeds", N_("The plan's own seed is %(own)s and another is given, %(given)s: keep one of them."),
            own=exact.shown(plan.seed), given=exact.shown(seed),
        )
    plan = plan._replace(seed=plan.seed if seed is None else seed)
    sizes = {each.name: each.size for each in plan.constituencies}
    minimums = {each.name: each.minimum for each in plan.constituencies}
    shares = share(plan.seats, sizes, minimums, plan.method, seed=plan.seed or "")
    if shares.lot is not None and plan.seed is None:
        raise Refusal(
            "seed_missing",
            N_("%(among)s tie for the last seats, %(seats)s of them, and a lot needs a seed: add it to the plan."),
            among=", ".join(shares.lot.among), seats=shares.lot.seats,
        )
    return Shared(plan, shares)


def parse(data: object) -> SidePlan:
    """The plan of one side, read strictly from its JSON.

    A plan has `side`, `seats` and `constituencies`, and may have `method` (Sainte-Laguë), `seed` and, for the others,
    `migrants_share` (1/2); `id`, `note` and `source` are for people. A constituency has `name` and `size`, and may
    have `minimum` (0) and `migrants` (false).

    Refuses, naming the line: a field that is unknown or missing, a number that is no whole number, a constituency
    listed twice; migrants on the side of the governments; and a plan of the others whose guaranteed minimums for
    migrants and diaspora add up to less than their share of the side's seats, rounded up (`migrants_guarantee`).
    """
    found = exact.fields(
        data, "plan", ("side", "seats", "constituencies"), ("method", "seed", "migrants_share", "id", "note", "source"),
    )
    side = exact.one_of(Side, found["side"], "plan", "side")
    seats = _whole(found["seats"], "plan", "seats")
    lines = exact.items(found["constituencies"], "constituencies")
    if len(lines) > CONSTITUENCIES_AT_MOST:
        raise Refusal(
            "too_many", N_("constituencies: there are %(number)s; a side has at most %(most)s."),
            number=len(lines), most=CONSTITUENCIES_AT_MOST,
        )
    claims = tuple(_claim(line, f"constituencies, line {number}") for number, line in enumerate(lines, start=1))
    _check_names(claims)
    _check_migrants(side, seats, claims, found.get("migrants_share"))
    method = method_named(exact.name(found.get("method", Method.SAINTE_LAGUE.value), "plan", "method"))
    return SidePlan(side, seats, claims, method, _seed(found.get("seed")))


def _claim(line: object, where: str) -> Claim:
    """A constituency: its guaranteed minimum is 0 and it does not represent migrants unless it says otherwise."""
    found = exact.fields(line, where, ("name", "size"), ("minimum", "migrants"))
    migrants = found.get("migrants", False)
    if not isinstance(migrants, bool):
        raise Refusal(
            "unknown_value", N_("%(where)s: %(field)s is %(value)s; it must be one of %(known)s."),
            where=where, field="migrants", value=exact.shown(migrants), known="true, false",
        )
    return Claim(
        exact.name(found["name"], where, "name"),
        _whole(found["size"], where, "size"),
        _whole(found.get("minimum", 0), where, "minimum"),
        migrants,
    )


def _whole(data: object, where: str, field: str) -> int:
    """A whole number of zero or more."""
    number = exact.fraction(data, where, field)
    if number.denominator != 1:
        raise Refusal(
            "malformed_number", N_("%(where)s: %(field)s is %(value)s; it must be a whole number."),
            where=where, field=field, value=exact.shown(data),
        )
    return number.numerator


def _seed(data: object) -> str | None:
    """The seed of the lot, text or a whole number; None where there is none."""
    if isinstance(data, int) and not isinstance(data, bool):
        return str(_whole(data, "plan", "seed"))
    return None if data is None else exact.name(data, "plan", "seed")


def _check_names(claims: tuple[Claim, ...]) -> None:
    """Every constituency is listed once."""
    seen: set[str] = set()
    for number, each in enumerate(claims, start=1):
        if each.name in seen:
            raise Refusal(
                "duplicate_code", N_("constituencies, line %(line)s: %(name)s is already listed."),
                line=number, name=each.name,
            )
        seen.add(each.name)


def _check_migrants(side: Side, seats: int, claims: tuple[Claim, ...], part: object) -> None:
    """Migrants and diaspora sit among the others and are guaranteed their part of that side, rounded up."""
    if side is not Side.OTHERS:
        stray = next((each.name for each in claims if each.migrants), None)
        if stray is not None:
            raise Refusal(
                "migrants_side",
                N_("Migrants and diaspora sit among the others. Move %(name)s there, or take the mark off."),
                name=stray,
            )
    share_of_side = HALF if part is None else exact.fraction(part, "plan", "migrants_share")
    if share_of_side > 1 or (part is not None and side is not Side.OTHERS):
        raise Refusal(
            "migrants_share",
            N_("plan: migrants_share is for a plan of the others, and at most 1; here it is %(value)s."),
            value=exact.shown(part),
        )
    needed = ceil(seats * share_of_side) if side is Side.OTHERS else 0
    guaranteed = sum(each.minimum for each in claims if each.migrants)
    if guaranteed < needed:
        raise Refusal(
            "migrants_guarantee",
            N_(
                "Migrants and diaspora are guaranteed %(guaranteed)s of the others' %(seats)s seats, and must be"
                " guaranteed at least %(needed)s: mark their constituencies and raise the minimum of these."
            ),
            guaranteed=guaranteed, seats=seats, needed=needed,
        )


def _printed(result: Shared, as_json: bool) -> str:
    """What is printed of it: one JSON object, or words."""
    if as_json:
        return json.dumps(result.json(), indent=1) + "\n"
    first, *others = (plain(str(sentence)) for sentence in result.explanation())
    return "".join(f"{line}\n" for line in (first, *(f"  {line}" for line in others)))


def _drawn(lot: Lot) -> list[Sentence]:
    """How a tie was broken, and how anyone can break it again."""
    return [
        Sentence(
            N_("A tie for the last seats, %(seats)s of them, among %(among)s; the lot gives them to: %(winners)s."),
            {"seats": lot.seats, "among": ", ".join(lot.among), "winners": ", ".join(lot.winners)},
        ),
        Sentence(
            N_(
                "The seed of the lot is %(seed)s. To draw it again, put the names in the order of the SHA-256 of seed,"
                " line feed, name; the first of them win."
            ),
            {"seed": lot.seed},
        ),
    ]


_METHODS: Mapping[Method, str] = {
    Method.SAINTE_LAGUE: N_("the method of Sainte-Laguë"),
    Method.HAMILTON: N_("the method of Hamilton"),
    Method.DHONDT: N_("the method of D'Hondt"),
}
_GUARANTEED = N_("%(name)s: %(seats)s; its quota is %(quota)s, and it is guaranteed %(minimum)s.")
_PROPORTIONAL = N_("%(name)s: %(seats)s; its quota is %(quota)s.")
