"""A rule tried before it is set: every mistake at the line it belongs to, and whether it can be counted here."""

from collections.abc import Sequence
from typing import NamedTuple

from deliberate.domain.electorate import Elector, Electorate
from deliberate.domain.exact import fields, items
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rules import Requirement, Rule, Weighting, line_of
from deliberate.domain.tally import ABSENT

LINES_AT_MOST = 20
"""Lines of one part of a rule. More could not be read out before a vote."""


class Mistake(NamedTuple):
    """What is wrong, and where: in the ``quorum`` or the ``tests``, at a line counted from 1; None: in the whole."""

    part: str | None
    line: int | None
    refusal: Refusal


class Trial(NamedTuple):
    """The rule, if it is one that the group can set, or else all that is wrong with it."""

    rule: Rule | None
    mistakes: list[Mistake]


def own_rule(data: object, electors: Sequence[Elector]) -> Rule:
    """A rule of the group's own: seats weigh alike, or the sides do, and every line can be counted on this electorate.

    Refuses with the first mistake that `tried` finds.
    """
    rule, mistakes = tried(data, electors)
    if rule is None:
        raise mistakes[0].refusal
    return rule


def tried(data: object, electors: Sequence[Elector]) -> Trial:
    """The rule that the data means, or every mistake in it. Without any seat yet, no scope is looked for."""
    mistakes: list[Mistake] = []
    try:
        found = fields(data, "rule", ("weighting", "tests"), ("quorum",))
        given = {part: items(found.get(part, []), part) for part in ("quorum", "tests")}
    except Refusal as refusal:
        return Trial(None, [Mistake(None, None, refusal)])
    for part, each_line in given.items():
        if len(each_line) > LINES_AT_MOST:
            many = N_("%(where)s: at most %(most)s lines; there are %(number)s.")
            too_many = Refusal("too_many_lines", many, where=part, most=LINES_AT_MOST, number=len(each_line))
            return Trial(None, [Mistake(part, None, too_many)])
        for number, line in enumerate(each_line, start=1):
            try:
                _check_scope(line_of(line, part, number), electors)
            except Refusal as refusal:
                mistakes.append(Mistake(part, number, refusal))
    if mistakes:
        return Trial(None, mistakes)
    return _whole(data, electors)


def _whole(data: object, electors: Sequence[Elector]) -> Trial:
    """The rule as a whole, each line of which is well."""
    try:
        rule = Rule.parse(data)
        if rule.weighting is Weighting.SEAT:
            raise Refusal("seat_weights", N_("In a group's own decisions the weighting is equal or parity."))
        if electors:
            Electorate(rule.weighting, electors)
    except Refusal as refusal:
        return Trial(None, [Mistake("tests" if refusal.code == "no_tests" else None, None, refusal)])
    return Trial(rule, [])


def _check_scope(line: Requirement, electors: Sequence[Elector]) -> None:
    """The side or group that the line names has seats."""
    if electors:
        electorate = Electorate(Weighting.EQUAL, electors)
        electorate.lines([line], electorate.tallies(ABSENT for _ in electors))
