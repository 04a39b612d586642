"""The list of speakers: closed and opened, moved by the chair, and the limits of the speeches on it."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_number, number
from deliberate.commands.queue import in_order, queue_of, set_order, waiting
from deliberate.commands.registry import command
from deliberate.commands.sittings import UNDER_WAY
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.reordering import Move, moved
from deliberate.domain.rights import CONDUCT

SHORTEST, LONGEST = 10, 7_200
"""Seconds that a speech can be given."""


@command("floor.close_list", {}, who=CONDUCT, when=UNDER_WAY)
def close_list(desk: Desk) -> None:
    """No new statements are asked for on this item; points of order and replies still."""
    _set_list(desk, closed=True)
    desk.record("floor.list_closed")


@command("floor.open_list", {}, who=CONDUCT, when=UNDER_WAY)
def open_list(desk: Desk) -> None:
    """Statements may be asked for again."""
    _set_list(desk, closed=False)
    desk.record("floor.list_opened")


@command("floor.move", {"request": number(), "after": maybe_number()}, who=CONDUCT, when=UNDER_WAY)
def move(desk: Desk, request: int, after: int | None) -> None:
    """The chair puts a request behind another, or before all statements. The record and the queue say so.

    It stays behind that one until it is called, withdrawn or moved again; all others follow the rule. Points of order
    and motions are not moved.
    """
    row = waiting(desk, request)
    if after is not None:
        waiting(desk, after)
    queue = queue_of(desk)
    new = moved([Move(**each) for each in queue.moves], in_order(desk), request, after)
    queue.moves = [each._asdict() for each in new]
    set_order(desk)
    desk.record("floor.moved", seat=row.seat, place=1 + [each.id for each in in_order(desk)].index(request))


@command("floor.restore_order", {}, who=CONDUCT, when=UNDER_WAY)
def restore_order(desk: Desk) -> None:
    """What the chair has moved goes back to its place by the rule."""
    queue = queue_of(desk)
    if not queue.moves:
        raise Refusal("already_so", N_("Nothing was moved: the queue follows the rule."))
    queue.moves = []
    set_order(desk)
    desk.record("floor.order_restored")


@command(
    "floor.set_limits",
    {
        "later": maybe_number(SHORTEST, LONGEST),
        "on_behalf": maybe_number(SHORTEST, LONGEST),
        "reply": maybe_number(SHORTEST, LONGEST),
        "motion": maybe_number(SHORTEST, LONGEST),
        "point_of_order": number(SHORTEST, LONGEST),
        "statements_at_most": maybe_number(1, 100),
    },
    who=CONDUCT,
)
def set_limits(desk: Desk, **limits: int | None) -> None:
    """How long speeches are, in seconds, beside the usual time, and how many statements a seat makes on an item.

    What is left out is as long as a first statement, and as many as there are. It holds for speeches that begin later.
    """
    desk.group.settings = {**desk.group.settings, "floor": limits}
    desk.record("floor.limits_set")


def _set_list(desk: Desk, *, closed: bool) -> None:
    sitting = desk.now_sitting()
    if sitting.list_closed == closed:
        raise Refusal("already_so", N_("The list is so already."))
    sitting.list_closed = closed
