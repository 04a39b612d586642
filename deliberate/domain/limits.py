"""How often a seat may speak and how long: who may ask for the floor, and the seconds each kind of speech is given."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.speaking import Kind

REPLIES_AT_MOST = 2
"""Rights of reply a seat has on one item; the second is half as long (UN General Assembly, decision 34/401)."""

POINT_OF_ORDER_SECONDS = 60
"""A point of order is put in a minute, unless the group says otherwise; most bodies leave it open."""


class Limits(NamedTuple):
    """A group's limits: seconds for each kind of speech, and how many statements a seat may make on an item.

    What is None is as long as a statement; any number of statements, where `statements_at_most` is None.
    """

    statement: int
    later: int | None = None
    """A statement of a seat that has made one on the item already."""
    on_behalf: int | None = None
    """A statement that is made for other seats too, the first or a later one."""
    reply: int | None = None
    motion: int | None = None
    """A motion of procedure, by its mover, and each speech for it or against it."""
    point_of_order: int = POINT_OF_ORDER_SECONDS
    statements_at_most: int | None = None

    @classmethod
    def of(cls, statement: int, floor: Mapping[str, Any]) -> "Limits":
        """The limits as a group's settings hold them: `speech_limit`, and what it has set for the floor beside it."""
        return cls(statement, **floor)


def may_ask(
    kind: Kind,
    *,
    waiting: Collection[Kind] = (),
    list_closed: bool = False,
    replies_used: int = 0,
    statements_made: int = 0,
    statements_at_most: int | None = None,
    voting: bool = False,
) -> None:
    """Whether a seat may ask for the floor; a refusal says what it can do instead.

    ``waiting`` are the kinds of its own requests that wait; ``replies_used`` its rights of reply on the item so far,
    ``statements_made`` its statements; ``voting`` is true between the announcement of a vote and its close, when only
    a point of order is admitted (UN General Assembly, rule 88).
    """
    if voting and kind is not Kind.POINT_OF_ORDER:
        raise Refusal(
            "vote_open",
            N_("A vote is open: until it closes, only a point of order on the voting is admitted."),
        )
    if kind in waiting:
        raise Refusal(
            "already_waiting",
            N_("You are already waiting for this. Withdraw the request first if you want to ask anew."),
        )
    if kind is Kind.STATEMENT and list_closed:
        raise Refusal(
            "list_closed",
            N_("The list of speakers is closed. You can still raise a point of order or ask for a right of reply."),
        )
    if kind is Kind.STATEMENT and statements_at_most is not None and statements_made >= statements_at_most:
        raise Refusal(
            "statements_used",
            N_(
                "This seat has made its %(most)s statements on this item. You can still ask for a right of reply, or"
                " speak again on the next item."
            ),
            most=statements_at_most,
        )
    if kind is Kind.REPLY and replies_used >= REPLIES_AT_MOST:
        raise Refusal(
            "replies_used",
            N_("This seat has used its %(most)s rights of reply on this item. You can ask again on the next item."),
            most=REPLIES_AT_MOST,
        )


def speech_limit(
    kind: Kind, limits: Limits, *, statements_made: int = 0, replies_used: int = 0, on_behalf: bool = False
) -> int:
    """Seconds a speech may take, by its kind and by how often its seat has spoken on the item.

    A second right of reply has half the time of the first, rounded up: the UN General Assembly gives ten minutes and
    then five (decision 34/401). A point of order is never longer than a statement.
    """
    match kind:
        case Kind.STATEMENT:
            later = limits.later if statements_made else None
            longer = limits.on_behalf if on_behalf else None
            return longer or later or limits.statement
        case Kind.REPLY:
            first = limits.reply or limits.statement
            return (first + 1) // 2 if replies_used else first
        case Kind.POINT_OF_ORDER:
            return min(limits.statement, limits.point_of_order)
        case _:
            return limits.motion or limits.statement
