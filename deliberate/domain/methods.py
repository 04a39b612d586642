"""Methods of voting: how votes are given, who learns of them, and in which order a roll is called."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import chain, zip_longest

from deliberate.domain.electorate import Elector
from deliberate.domain.refusals import N_, Refusal


class Method(StrEnum):
    """How a vote is taken.

    A show of hands, a recorded vote and a vote by roll call are those of the UN General Assembly (rule 87); a secret
    ballot is its way to elect (rule 92). A recorded vote takes the place of a roll call there (rule 87 (b)): both say
    in the record how each seat voted.
    """

    RECORDED = "recorded"
    """Each seat votes for itself, and the record says how."""
    ROLL_CALL = "roll_call"
    """Each seat is called and answers aloud; a clerk enters what it says."""
    HANDS = "hands"
    """Hands are counted in the room, half by half; nobody writes down whose."""
    SECRET = "secret"  # noqa: S105 - a method, no password
    """Each seat votes for itself, and nothing says how."""

    @property
    def named(self) -> bool:
        """Whether the record says how each seat voted."""
        return self in (Method.RECORDED, Method.ROLL_CALL)


def roll_call_order(electors: Iterable[Elector], lot: int) -> list[str]:
    """The seats present in the order in which they are called, from the one that was drawn by lot.

    The halves alternate, so that neither hears the whole of the other first. The lot is a number from 0, one for each
    seat present; drawing it is the caller's. (The UN General Assembly calls in alphabetical order, beginning with the
    member whose name is drawn: rule 87 (a).) Refuses a lot that is no seat's (`no_such_lot`).
    """
    sides: dict[str, list[str]] = {}
    for elector in electors:
        if elector.present:
            sides.setdefault(elector.side, []).append(elector.seat)
    turns = [seat for seat in chain.from_iterable(zip_longest(*sides.values())) if seat is not None]
    if not turns and lot == 0:
        return []
    if not 0 <= lot < len(turns):
        raise Refusal(
            "no_such_lot", N_("The lot is %(lot)s; it is drawn among the %(seats)s seats present, from 0."),
            lot=lot, seats=len(turns),
        )
    return turns[lot:] + turns[:lot]
