"""Recounting decisions from a file, so that anyone can check them: `deliberate count FILE [--json]`."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TextIO

from deliberate.domain import exact
from deliberate.domain.counting import Ballot, Counts, Elector, Result, Rule, count
from deliberate.domain.files import answer, plain
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.wording import result_in_words


class Decided(NamedTuple):
    """A case and what came of it."""

    id: str | int | None
    result: Result

    def json(self) -> dict[str, object]:
        """One object of the list that `deliberate count --json` prints."""
        return {"id": self.id, **self.result.json()}


def main(path: str, as_json: bool, out: TextIO, err: TextIO) -> int:
    """Count the case or cases of a file and print them, as JSON or in words; the exit status is 0.

    On any error it is 2, with one line on `err` that names the case and the line, and nothing is printed on `out`.
    """
    return answer(path, out, err, lambda data: _printed(decided(data), as_json))


def decided(cases: object) -> list[Decided]:
    """Every case of a file's JSON, counted: one case, or a list of them, in its order.

    Nothing is counted in part: the first refusal names its case and line and ends it all. Fields of a case that
    counting does not know are ignored; those of a rule, a seat, a ballot or a count are refused.
    """
    listed = cases if isinstance(cases, list) else [cases]
    return [_decided(case, number) for number, case in enumerate(listed, start=1)]


def counted(cases: object) -> list[dict[str, object]]:
    """The same as the list of objects that `deliberate count --json` prints."""
    return [each.json() for each in decided(cases)]


def readable(results: Iterable[Decided]) -> str:
    """The results in words: each case by its name, what became of the seats, and why it came out so."""
    return "\n".join(f"{_title(each)}\n{_body(each.result)}" for each in results)


def _printed(results: list[Decided], as_json: bool) -> str:
    """What is printed of them: a JSON list, also of a single one, or words."""
    return json.dumps([each.json() for each in results], indent=1) + "\n" if as_json else readable(results)


def _decided(case: object, number: int) -> Decided:
    """One case, counted; its refusals name it."""
    name = f"number {number}"
    try:
        found = exact.mapping(case, "case")
        name = _name(found.get("id"), name)
        rule = Rule.parse(_needed(found, "rule"))
        electors = [_elector(*each) for each in _lines(_needed(found, "electorate"), "electorate")]
        ballots = [_ballot(*each) for each in _lines(found.get("ballots", []), "ballots")]
        counts = [_counts(*each) for each in _lines(found.get("counts", []), "counts")]
        identity = found.get("id")
        return Decided(identity if isinstance(identity, str | int) else None, count(rule, electors, ballots, counts))
    except Refusal as refusal:
        facts = refusal.facts | {"case": name, "problem": str(refusal)}
        raise Refusal(refusal.code, N_("case %(case)s: %(problem)s"), **facts) from refusal


def _name(identity: object, otherwise: str) -> str:
    """How refusals name the case."""
    if identity is None:
        return otherwise
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise Refusal("not_a_name", N_("its id must be a name, not %(value)s."), value=exact.shown(identity))
    return exact.shown(identity)


def _needed(case: Mapping[str, object], field: str) -> object:
    """A field without which nothing can be counted."""
    if field not in case:
        raise Refusal("field_missing", N_("%(where)s: the field %(field)s is missing."), where="case", field=field)
    return case[field]


def _lines(data: object, part: str) -> list[tuple[object, str]]:
    """The lines of one part of a case, each with the name of its place, counted from 1."""
    return [(line, f"{part}, line {number}") for number, line in enumerate(exact.items(data, part), start=1)]


def _elector(line: object, where: str) -> Elector:
    """A seat: `weight` is 1, `present` true and `group` null unless it says otherwise."""
    found = exact.fields(line, where, ("seat", "side"), ("group", "weight", "present"))
    present = found.get("present", True)
    if not isinstance(present, bool):
        raise Refusal(
            "unknown_value", N_("%(where)s: %(field)s is %(value)s; it must be one of %(known)s."),
            where=where, field="present", value=exact.shown(present), known="true, false",
        )
    return Elector(
        seat=exact.name(found["seat"], where, "seat"),
        side=exact.name(found["side"], where, "side"),
        group=_group(found, where),
        weight=exact.fraction(found.get("weight", 1), where, "weight"),
        present=present,
    )


def _ballot(line: object, where: str) -> Ballot:
    """A ballot of a seat, `seat` and `choice`; or one without, `side` and `choice`, perhaps `group` and `weight`."""
    if exact.mapping(line, where).get("seat") is not None:
        found = exact.fields(line, where, ("seat", "choice"))
        seat, choice = exact.name(found["seat"], where, "seat"), exact.name(found["choice"], where, "choice")
        return Ballot(choice, seat)
    found = exact.fields(line, where, ("side", "choice"), ("seat", "group", "weight"))
    return Ballot(
        choice=exact.name(found["choice"], where, "choice"),
        side=exact.name(found["side"], where, "side"),
        group=_group(found, where),
        weight=exact.fraction(found.get("weight", 1), where, "weight"),
    )


def _group(found: Mapping[str, object], where: str) -> str | None:
    """The group, if there is one."""
    group = found.get("group")
    return None if group is None else exact.name(group, where, "group")


def _counts(line: object, where: str) -> Counts:
    """A show of hands on one side; a number that is left out is none."""
    found = exact.fields(line, where, ("side",), ("for", "against", "abstain"))
    hands = [exact.fraction(found.get(choice, 0), where, choice) for choice in ("for", "against", "abstain")]
    if any(number.denominator != 1 for number in hands):
        raise Refusal("malformed_number", N_("%(where)s: hands are whole numbers."), where=where)
    return Counts(exact.name(found["side"], where, "side"), *(number.numerator for number in hands))


def _title(case: Decided) -> str:
    """The case by its name, and what came of it."""
    name = "case" if case.id is None else str(case.id)
    outcome = case.result.outcome.replace("_", " ")
    return plain(f"{name}: {outcome}{' (tie)' if case.result.tie else ''}")


def _body(result: Result) -> str:
    """What became of the seats, scope by scope, and the explanation."""
    seats = [
        f"{scope}: {tally.heads[0]} for, {tally.heads[1]} against, {tally.heads[2]} abstained, "
        f"{tally.heads[3]} not voting, {tally.heads[4]} absent"
        for scope, tally in result.tally.items()
    ]
    return "".join(f"  {plain(line)}\n" for line in (*seats, *map(str, result_in_words(result))))
