"""The figures of a closed vote as a table for a spreadsheet (CSV): the whole, each side, constituency and seat."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from sqlalchemy.orm import Session

from deliberate.commands.voting import frozen, votes_of
from deliberate.documents.cells import plain
from deliberate.domain.ballots import roll_call
from deliberate.domain.electorate import Electorate
from deliberate.domain.methods import Method
from deliberate.domain.rules import Rule
from deliberate.domain.tally import STANDINGS
from deliberate.store.questions import Elector as Seat
from deliberate.store.questions import Question

COLUMNS = ("level", "name", "side", "delegation", *STANDINGS, *(f"weight_{name}" for name in STANDINGS), "parts_of_one")

Row = dict[str, object]
Counts = Mapping[str, Any]
"""`heads` and `weight` by what became of the seats, as `deliberate count --json` prints a tally."""


def vote_table(session: Session, question: Question, seats: Sequence[Seat]) -> str:
    """The table, a row each for the whole, the sides and, where it is known how each voted, constituencies and seats.

    Weights are whole numbers of parts, `parts_of_one` of which make a weight of 1: a fraction such as 1/20 would become
    a date in a spreadsheet.
    """
    scopes = dict(_scopes(session, question, seats))
    parts = lcm(*(Fraction(weight).denominator for counts in scopes.values() for weight in counts["weight"].values()))
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, lineterminator="\r\n", restval="")
    table.writeheader()
    named = {seat.seat: seat for seat in seats}
    for scope, counts in scopes.items():
        table.writerow(_place(scope, named) | _counted(counts, parts))
    return written.getvalue()


def _scopes(session: Session, question: Question, seats: Sequence[Seat]) -> Iterator[tuple[str, Counts]]:
    yield from (question.result or {})["tally"].items()
    if not Method(str(question.method)).named:
        return
    electors = [frozen(seat) for seat in seats]
    electorate = Electorate(Rule.parse(question.rule).weighting, electors)
    standings, _ = roll_call(electorate, votes_of(session, question)[0])
    for scope, tally in electorate.tallies(standings).items():
        if scope.startswith("group:"):
            yield scope, tally.json()
    weights = electorate.weights()
    for elector, standing in zip(electors, standings, strict=True):
        yield f"seat:{elector.seat}", _alone(STANDINGS[standing], weights[elector.seat])


def _alone(standing: str, weight: Fraction) -> Counts:
    return {
        "heads": {name: int(name == standing) for name in STANDINGS},
        "weight": {name: str(weight) if name == standing else "0" for name in STANDINGS},
    }


def _place(scope: str, seats: Mapping[str, Seat]) -> Row:
    level, _, name = scope.partition(":")
    row: Row = {"level": {"group": "constituency"}.get(level, level), "name": name or "all"}
    if level == "side":
        row["side"] = name
    elif level == "group":
        row["side"] = next(seat.side for seat in seats.values() if seat.constituency == name)
    elif level == "seat":
        row |= {"side": seats[name].side, "delegation": plain(seats[name].delegation)}
    return row


def _counted(counts: Counts, parts: int) -> Row:
    weights = {f"weight_{name}": int(Fraction(weight) * parts) for name, weight in counts["weight"].items()}
    return {**{name: int(number) for name, number in counts["heads"].items()}, **weights, "parts_of_one": parts}
