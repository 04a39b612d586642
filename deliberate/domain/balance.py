"""How long and how often each side, constituency and seat has spoken."""

from collections.abc import Iterable
from typing import NamedTuple

from deliberate.domain.seats import Side
from deliberate.domain.speaking import Kind


class Heard(NamedTuple):
    """A speech that has ended. `limit` and `seconds` in seconds; no seat, for an associate or a guest."""

    kind: Kind
    seat: str | None
    side: Side | None
    constituency: str | None
    seconds: int
    limit: int


class Share(NamedTuple):
    """Statements: how many, how long in seconds, and how much of that was beyond the limit."""

    speeches: int = 0
    seconds: int = 0
    over: int = 0

    def plus(self, speech: Heard) -> "Share":
        """The share with one more speech."""
        over = max(0, speech.seconds - speech.limit)
        return Share(self.speeches + 1, self.seconds + speech.seconds, self.over + over)


class Balance(NamedTuple):
    """The statements made, by who made them. Both sides are always there; others once they have spoken."""

    sides: dict[str, Share]
    constituencies: dict[str, Share]
    seats: dict[str, Share]
    without_seat: Share


def balance(speeches: Iterable[Heard]) -> Balance:
    """Time spoken and number of speeches by side, constituency and seat. Statements alone count, as for the order.

    A statement on behalf of several counts for the seat that makes it. Points of order, motions and replies are not
    part of the balance: they answer something, and are given as they are needed.
    """
    found = Balance({side.value: Share() for side in Side}, {}, {}, Share())
    for speech in speeches:
        if speech.kind is not Kind.STATEMENT:
            continue
        if speech.seat is None or speech.side is None:
            found = found._replace(without_seat=found.without_seat.plus(speech))
            continue
        _add(found.sides, speech.side.value, speech)
        _add(found.constituencies, speech.constituency or "", speech)
        _add(found.seats, speech.seat, speech)
    return found


def _add(shares: dict[str, Share], name: str, speech: Heard) -> None:
    shares[name] = shares.get(name, Share()).plus(speech)
