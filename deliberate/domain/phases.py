"""The lives of a sitting, a statement, a paragraph, an amendment and a question: their states, and the moves there are.

`LIVES` holds them all in one table; `deliberate commands` prints it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.silence import State as Silent


class Sitting(StrEnum):
    """States of a sitting. Check-in is possible from `scheduled` on; only an `open` sitting conducts business."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Stage(StrEnum):
    """Stages of a statement: written together; changed by amendments and brackets; put as a whole; adopted."""

    DRAFTING = "drafting"
    NEGOTIATION = "negotiation"
    FINAL = "final"
    ADOPTED = "adopted"


class Asked(StrEnum):
    """States of a question put to the group: a vote or a call for consensus."""

    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


class Proposed(StrEnum):
    """States of an amendment."""

    TABLED = "tabled"
    REDRAFT = "redraft"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    FALLEN = "fallen"


class Agreement(StrEnum):
    """How far a paragraph is agreed. Ad referendum: by those in the room, some of whom still have to ask at home."""

    OPEN = "open"
    AD_REFERENDUM = "ad_referendum"
    AGREED = "agreed"


class Motion(StrEnum):
    """States of a motion of procedure, or of a point of order, from when its mover was heard."""

    OPEN = "open"
    CARRIED = "carried"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OUT_OF_ORDER = "out_of_order"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    APPEALED = "appealed"
    OVERRULED = "overruled"


SITTING_MOVES: dict[Sitting, frozenset[Sitting]] = {
    Sitting.SCHEDULED: frozenset({Sitting.OPEN, Sitting.CLOSED}),
    Sitting.OPEN: frozenset({Sitting.SUSPENDED, Sitting.CLOSED}),
    Sitting.SUSPENDED: frozenset({Sitting.OPEN, Sitting.CLOSED}),
    Sitting.CLOSED: frozenset(),
}
"""Where a sitting may go from each state. A closed sitting stays closed: the next one is a new sitting."""

STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFTING: frozenset({Stage.NEGOTIATION}),
    Stage.NEGOTIATION: frozenset({Stage.DRAFTING, Stage.FINAL}),
    Stage.FINAL: frozenset({Stage.NEGOTIATION}),
    Stage.ADOPTED: frozenset(),
}
"""Where the chair may move a statement. `adopted` is reached from `final` alone, by a decision on the whole."""


AGREEMENT_MOVES: dict[Agreement, frozenset[Agreement]] = {
    Agreement.OPEN: frozenset({Agreement.AD_REFERENDUM, Agreement.AGREED}),
    Agreement.AD_REFERENDUM: frozenset({Agreement.OPEN, Agreement.AGREED}),
    Agreement.AGREED: frozenset({Agreement.OPEN, Agreement.AD_REFERENDUM}),
}
"""A paragraph is agreed by a decision on it or by the chair, who also reopens it, with the seat that asked and why.

From agreed back to ad referendum it goes only when the statement becomes a single undertaking.
"""

AMENDMENT_MOVES: dict[Proposed, frozenset[Proposed]] = {
    Proposed.TABLED: frozenset(
        {Proposed.REDRAFT, Proposed.ADOPTED, Proposed.REJECTED, Proposed.WITHDRAWN, Proposed.FALLEN}
    ),
    Proposed.REDRAFT: frozenset({Proposed.TABLED, Proposed.WITHDRAWN, Proposed.FALLEN}),
    Proposed.ADOPTED: frozenset(),
    Proposed.REJECTED: frozenset(),
    Proposed.WITHDRAWN: frozenset(),
    Proposed.FALLEN: frozenset(),
}
"""Where an amendment may go from each state. One that is to be redrafted cannot be put; what is decided stays so.

But for two ways back of what is rejected: after a tie the one second vote may adopt it, where the group's rules have
that; and what two thirds decide to reconsider is tabled again, or to be redrafted where the text has moved on.
"""

QUESTION_MOVES: dict[Asked, frozenset[Asked]] = {
    Asked.OPEN: frozenset({Asked.CLOSED, Asked.VOID}),
    Asked.CLOSED: frozenset(),
    Asked.VOID: frozenset(),
}
"""A question is decided once. One put by mistake becomes void while it is open, and is put again as a new one."""

MOTION_MOVES: dict[Motion, frozenset[Motion]] = {
    Motion.OPEN: frozenset(
        {Motion.CARRIED, Motion.REJECTED, Motion.WITHDRAWN, Motion.OUT_OF_ORDER, Motion.UPHELD, Motion.DISMISSED}
    ),
    Motion.CARRIED: frozenset(),
    Motion.REJECTED: frozenset(),
    Motion.WITHDRAWN: frozenset(),
    Motion.OUT_OF_ORDER: frozenset(),
    Motion.UPHELD: frozenset({Motion.APPEALED}),
    Motion.DISMISSED: frozenset({Motion.APPEALED}),
    Motion.APPEALED: frozenset({Motion.UPHELD, Motion.DISMISSED, Motion.OVERRULED}),
    Motion.OVERRULED: frozenset(),
}
"""A motion is put to the vote; a point of order is ruled on, and the ruling stands unless an appeal overrules it."""

SILENCE_MOVES: dict[Silent, frozenset[Silent]] = {
    Silent.RUNNING: frozenset({Silent.BROKEN, Silent.ADOPTED, Silent.WITHDRAWN}),
    Silent.BROKEN: frozenset(),
    Silent.ADOPTED: frozenset(),
    Silent.WITHDRAWN: frozenset(),
}
"""A round of silence ends once: broken by a seat or withdrawn by the chair before its expiry, or adopted at it.

Another round is a new one.
"""

State = TypeVar("State", bound=StrEnum)


def _life(moves: Mapping[State, frozenset[State]]) -> Mapping[str, tuple[str, ...]]:
    """The moves by name, in the order of the states."""
    return MappingProxyType({
        here.value: tuple(there for there in type(here) if there in onward) for here, onward in moves.items()
    })


LIVES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "sitting": _life(SITTING_MOVES),
    "statement": _life(STAGE_MOVES | {Stage.FINAL: frozenset({Stage.NEGOTIATION, Stage.ADOPTED})}),
    "paragraph": _life(AGREEMENT_MOVES),
    "amendment": _life(
        AMENDMENT_MOVES | {Proposed.REJECTED: frozenset({Proposed.TABLED, Proposed.REDRAFT, Proposed.ADOPTED})}
    ),
    "question": _life(QUESTION_MOVES),
    "motion": _life(MOTION_MOVES),
    "silence": _life(SILENCE_MOVES),
})
"""Every life there is, by its noun: each state, and the states that can follow it, a decision of the group included."""


def move_sitting(here: Sitting, there: Sitting) -> Sitting:
    """The sitting in its new state, or a refusal that names both states."""
    if there not in SITTING_MOVES[here]:
        raise Refusal("wrong_phase", N_("A sitting that is %(here)s cannot become %(there)s."), here=here, there=there)
    return there


def move_stage(here: Stage, there: Stage) -> Stage:
    """The statement in its new stage, or a refusal that says how the stage is reached."""
    if there is Stage.ADOPTED:
        raise Refusal(
            "wrong_phase",
            N_("A statement is adopted by a decision: make it final, then open a call or a vote on the whole."),
        )
    if there not in STAGE_MOVES[here]:
        raise Refusal("wrong_phase", N_("A statement in %(here)s cannot go to %(there)s."), here=here, there=there)
    return there


def agree(here: Agreement, there: Agreement, *, single_undertaking: bool) -> Agreement:
    """The paragraph in its new state by the word of the chair, or a refusal that says what to do instead.

    In a single undertaking nothing is agreed until everything is agreed: only the adoption of the whole agrees it.
    """
    if here is there:
        raise Refusal("already_so", N_("This paragraph is so already."))
    if there is Agreement.AGREED and single_undertaking:
        raise Refusal(
            "single_undertaking",
            N_(
                "Nothing is agreed until everything is agreed: mark the paragraph as agreed ad referendum."
                " It becomes agreed when the whole is adopted."
            ),
        )
    if here is Agreement.AGREED:
        raise Refusal("agreed", N_("This paragraph is agreed. The chair can reopen it if a seat asks."))
    return there


def agreed_by_decision(*, single_undertaking: bool) -> Agreement:
    """What a decision on a paragraph alone makes of it: no more than ad referendum in a single undertaking."""
    return Agreement.AD_REFERENDUM if single_undertaking else Agreement.AGREED
