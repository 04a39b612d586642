"""Recounting a choice among several recommendations from a file: `deliberate choose FILE [--json]`."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import TextIO

from deliberate.domain import exact
from deliberate.domain.files import answer, plain
from deliberate.domain.preferences import Approval, Ranking
from deliberate.domain.priorities import Method, Priority, by_approval, by_ranking
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.seats import Side


def main(path: str, as_json: bool, out: TextIO, err: TextIO) -> int:
    """Count the choice of a file and print it, as JSON or in words; the exit status is 0, and 2 on any error."""
    return answer(path, out, err, lambda data: _printed(chosen(data), as_json))


def chosen(case: object) -> Priority:
    """What comes first, by the options and ballots of a case: ``{"method", "options", "ballots"}``.

    A ballot is ``{"side", "levels"}``, perhaps with its `seat` and `weight`; `levels` are lists of options, best first,
    and by approval there is one at most. Other fields of the case are ignored, those of a ballot are refused. What
    `weighed` refuses is refused here.
    """
    found = exact.mapping(case, "case")
    for field in ("method", "options", "ballots"):
        if field not in found:
            raise Refusal("field_missing", N_("%(where)s: the field %(field)s is missing."), where="case", field=field)
    method = exact.one_of(Method, found["method"], "case", "method")
    options = [exact.name(each, "options", "option") for each in exact.items(found["options"], "options")]
    lines = [
        (exact.fields(each, f"ballots, line {line}", ("side", "levels"), ("seat", "weight")), f"ballots, line {line}")
        for line, each in enumerate(exact.items(found["ballots"], "ballots"), start=1)
    ]
    if method is Method.SCHULZE:
        return by_ranking(options, [Ranking(*_ballot(*each)) for each in lines])
    approvals = []
    for ballot, where in lines:
        side, levels, seat, weight = _ballot(ballot, where)
        if len(levels) > 1:
            raise Refusal("one_level", N_("%(where)s: by approval a ballot is one list, not several."), where=where)
        approvals.append(Approval(side, frozenset().union(*levels), seat, weight))
    return by_approval(options, approvals)


def _ballot(
    found: Mapping[str, object], where: str
) -> tuple[Side, tuple[frozenset[str], ...], str | None, Fraction]:
    """A ballot's side, levels, seat and weight."""
    levels = tuple(
        frozenset(exact.name(each, where, "levels") for each in exact.items(level, where))
        for level in exact.items(found["levels"], where)
    )
    seat = found.get("seat")
    return (
        exact.one_of(Side, found["side"], where, "side"),
        levels,
        None if seat is None else exact.name(seat, where, "seat"),
        exact.fraction(found.get("weight", 1), where, "weight"),
    )


def _printed(found: Priority, as_json: bool) -> str:
    """What is printed of it: JSON, or words."""
    if as_json:
        return json.dumps(found.json(), indent=1) + "\n"
    return "".join(f"{plain(str(sentence))}\n" for sentence in found.explanation())
