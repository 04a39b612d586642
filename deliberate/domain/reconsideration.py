"""Reconsideration: what the group has decided is not put again in the same session unless two thirds so decide.

Source: UN General Assembly, rules 81 and 123. That a matter is reconsidered once at most is Robert's Rules' (37).
"""

from collections.abc import Sequence
from typing import NamedTuple

from deliberate.domain.refusals import N_, Refusal

DECIDED = frozenset({"adopted", "rejected", "consensus"})
"""The outcomes that decide a matter. Without a quorum or a consensus nothing is decided, and it can be put again."""


class Decision(NamedTuple):
    """A decision on a matter: the number of its question, and whether the group is to reconsider it (None: no vote)."""

    number: int
    reconsidered: bool | None = None


def reopened(history: Sequence[Decision]) -> Decision | None:
    """The decision in this session that the group has decided to reconsider; None, if there is no decision.

    ``history`` holds the decisions of this session on one matter, the first first. Refuses to put it again against
    the last of them, unless two thirds have decided to reconsider that.
    """
    if not history:
        return None
    last = history[-1]
    if last.reconsidered:
        return last
    if _settled(history):
        say = N_(
            "Question %(number)s decided this, and it is reconsidered once at most in a session. Put it in another"
            " session, or change the text."
        )
    else:
        say = N_(
            "Question %(number)s decided this in this session. Put first, under that result, whether to reconsider it:"
            " two thirds are needed. Or change the text."
        )
    raise Refusal("decided_before", say, number=last.number)


def check_may_reconsider(history: Sequence[Decision], number: int) -> None:
    """Refuse to put whether to reconsider question ``number``, unless it is the last decision, for the first time.

    A matter is put for reconsideration once in a session: whether that was carried or not, what comes of it stands.
    """
    last = history[-1]
    if last.number != number:
        raise Refusal(
            "decided_again", N_("It was decided again in question %(number)s. Reconsider that one."), number=last.number
        )
    if _settled(history):
        say = N_("Whether to reconsider this was decided in this session. It is put again in another session.")
        raise Refusal("reconsidered", say)


def _settled(history: Sequence[Decision]) -> bool:
    """Whether the group has voted on reconsidering the matter."""
    return any(each.reconsidered is not None for each in history)
