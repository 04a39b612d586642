"""Why someone is next to speak: the steps of the rule, one by one, for whoever asks the chair."""

from collections import Counter
from collections.abc import Iterable, Sequence

from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.seats import Side
from deliberate.domain.speaking import Kind, Request, Spoken, order, time_by_side


def why_next(
    requests: Iterable[Request], history: Sequence[Spoken], *, floor_open_to_observers: bool = False
) -> list[Sentence]:
    """The steps that lead to the first of the order (see `speaking.order`, and its sources); none when nobody waits.

    Each step says what was looked at and what was found: motions, then statements by side, whose turn it is and why,
    and within the side how often each has spoken and who asked first. Times are in seconds of statements on the item.
    """
    waiting = list(requests)
    turns = order(waiting, history, floor_open_to_observers=floor_open_to_observers)
    if not turns:
        return []
    first = turns[0].request
    motions = [each for each in waiting if each.kind not in (Kind.STATEMENT, Kind.REPLY)]
    if motions:
        same = sum(1 for each in motions if each.kind is first.kind)
        steps = [Sentence(_MOTIONS_WAIT, {"number": len(motions)}), turns[0].why]
        return steps + ([Sentence(_RAISED_FIRST, {"number": same})] if same > 1 else [])
    seats = [
        each for each in waiting
        if each.kind is Kind.STATEMENT and each.side and each.seat and not (each.associate or each.observer)
    ]
    steps = [Sentence(_NO_MOTION), Sentence(_STATEMENTS, {side.value: _of(side, seats) for side in Side})]
    if first in seats and first.side:
        return [*steps, _whose_turn(first, seats, history), *_within(first, seats, history)]
    return [*steps, turns[0].why]


def _whose_turn(first: Request, seats: list[Request], history: Sequence[Spoken]) -> Sentence:
    """Why it is the turn of the side of the first."""
    side = first.side or Side.GOVERNMENTS
    made = [each for each in history if each.kind is Kind.STATEMENT and each.side]
    seconds = time_by_side(history)
    facts = {"side": side.value, "other": side.other.value}
    if not _of(side.other, seats):
        return Sentence(_ALONE, facts)
    if any(not each.earlier for each in made):
        return Sentence(_ALTERNATE, facts)
    if seconds[side] != seconds[side.other]:
        return Sentence(_LESS, {**facts, "less": seconds[side], "more": seconds[side.other]})
    return Sentence(_EQUAL, {**facts, "seconds": seconds[side]})


def _within(first: Request, seats: list[Request], history: Sequence[Spoken]) -> list[Sentence]:
    """Why it is this seat, among those of its side that wait."""
    heard = Counter(each.seat for each in history if each.kind is Kind.STATEMENT and each.side)
    own = {each.seat for each in seats if each.side is first.side}
    if len(own) == 1:
        return [Sentence(_ONLY_SEAT, {"seat": first.seat})]
    as_few = [seat for seat in own if heard[seat] == heard[first.seat]]
    steps = [Sentence(_FEWEST, {"seat": first.seat, "speeches": heard[first.seat]})]
    return steps + ([Sentence(_ASKED_FIRST, {"seat": first.seat, "number": len(as_few)})] if len(as_few) > 1 else [])


def _of(side: Side, seats: list[Request]) -> int:
    """How many requests of a side there are."""
    return sum(1 for each in seats if each.side is side)


_MOTIONS_WAIT = N_("Points of order and motions come before statements; waiting: %(number)s.")
_RAISED_FIRST = N_("Of the %(number)s of this kind it was raised first.")
_NO_MOTION = N_("No point of order and no motion is waiting.")
_STATEMENTS = N_("Statements waiting: %(governments)s of the governments, %(others)s of the others.")
_ALONE = N_("Nobody of the %(other)s is waiting, so the %(side)s go on.")
_ALTERNATE = N_("The sides alternate: the %(other)s made the last statement, so it is the turn of the %(side)s.")
_LESS = N_("The %(side)s have spoken less on this item, %(less)s s against %(more)s s, so they begin.")
_EQUAL = N_("Both sides have spoken equally long on this item, %(seconds)s s, and one of the %(side)s asked first.")
_ONLY_SEAT = N_("On this side only %(seat)s is waiting.")
_FEWEST = N_("On this side nobody waiting has made fewer statements on this item than %(seat)s: %(speeches)s.")
_ASKED_FIRST = N_("Of the %(number)s seats with as few, %(seat)s asked first.")
