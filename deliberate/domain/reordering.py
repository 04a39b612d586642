"""The queue where the chair has moved somebody: they stay behind whom they were put, and the rule orders the rest."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.speaking import Kind, Request, Spoken, Turn, order


class Move(NamedTuple):
    """The chair has put a request behind another; before all statements, where `after` is None."""

    request: int
    after: int | None


def chairs_order(
    requests: Iterable[Request],
    history: Sequence[Spoken],
    moves: Sequence[Move] = (),
    *,
    floor_open_to_observers: bool = False,
) -> list[Turn]:
    """The speaking order with what the chair has moved, each move in its turn.

    Requests that were not moved stand among themselves as the rule has them (see `speaking.order`). Nothing comes
    before a point of order or a motion but by calling it out of turn.
    """
    turns = order(requests, history, floor_open_to_observers=floor_open_to_observers)
    first = sum(1 for turn in turns if on_procedure(turn.request))
    for move in moves:
        place = next((place for place, turn in enumerate(turns) if turn.request.id == move.request), None)
        if place is None or place < first:
            continue
        moving = turns.pop(place).request
        behind = next((place for place, turn in enumerate(turns, start=1) if turn.request.id == move.after), first)
        turns.insert(max(behind, first), Turn(moving, _MOVED))
    return turns


def moved(moves: Sequence[Move], line: Sequence[Request], request: int, after: int | None) -> list[Move]:
    """The chair's moves with one more: `request` goes behind `after`, in the line as it stands. A refusal otherwise."""
    kinds = {each.id: each for each in line}
    if request not in kinds or (after is not None and after not in kinds) or request == after:
        raise Refusal("not_waiting", N_("The list has changed meanwhile. Look at it again."))
    if on_procedure(kinds[request]):
        raise Refusal("by_rank", N_("Points of order and motions stand by their rank and are not moved."))
    if after is not None and on_procedure(kinds[after]):
        after = None
    return [*without(moves, line, request), Move(request, after)]


def without(moves: Sequence[Move], line: Sequence[Request], gone: int) -> list[Move]:
    """The chair's moves once a request has left its place: who stood behind it stays behind whoever stood before it."""
    before: int | None = None
    for each in line:
        if each.id == gone:
            break
        before = None if on_procedure(each) else each.id
    return [
        Move(move.request, before if move.after == gone and before != move.request else move.after)
        for move in moves
        if move.request != gone
    ]


def on_procedure(request: Request) -> bool:
    """Whether this is a point of order or concerns a motion; those come first, by rank."""
    return request.kind not in (Kind.STATEMENT, Kind.REPLY)


_MOVED = Sentence(N_("Moved here by the chair."))
