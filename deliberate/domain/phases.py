"""The lives of a sitting, a statement, a paragraph, an amendment and a question: their states, and the moves there are.

`LIVES` holds them all in one table; `deliberate commands` prints it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from deliberate.domain.refusals import N_, Refusal


class Sitting(StrEnum):
    """States of a sitting. Check-in is possible from `scheduled` on; only an `open` sitting conducts business."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Stage(StrEnum):
    """Stages of a statement: written together, then changed by amendments only, then fixed."""

    DRAFTING = "drafting"
    NEGOTIATION = "negotiation"
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
    """How far a paragraph is agreed."""

    OPEN = "open"
    AGREED = "agreed"


SITTING_MOVES: dict[Sitting, frozenset[Sitting]] = {
    Sitting.SCHEDULED: frozenset({Sitting.OPEN, Sitting.CLOSED}),
    Sitting.OPEN: frozenset({Sitting.SUSPENDED, Sitting.CLOSED}),
    Sitting.SUSPENDED: frozenset({Sitting.OPEN, Sitting.CLOSED}),
    Sitting.CLOSED: frozenset(),
}
"""Where a sitting may go from each state. A closed sitting stays closed: the next one is a new sitting."""

STAGE_MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFTING: frozenset({Stage.NEGOTIATION}),
    Stage.NEGOTIATION: frozenset({Stage.DRAFTING}),
    Stage.ADOPTED: frozenset(),
}
"""Where the chair may move a statement. `adopted` is reached only by a decision on the whole."""


AGREEMENT_MOVES: dict[Agreement, frozenset[Agreement]] = {
    Agreement.OPEN: frozenset({Agreement.AGREED}),
    Agreement.AGREED: frozenset({Agreement.OPEN}),
}
"""A paragraph is agreed by a decision on it, and reopened by the chair, with the seat that asked and why on record."""

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
"""Where an amendment may go from each state. One that is to be redrafted cannot be put; what is decided stays so."""

QUESTION_MOVES: dict[Asked, frozenset[Asked]] = {
    Asked.OPEN: frozenset({Asked.CLOSED, Asked.VOID}),
    Asked.CLOSED: frozenset(),
    Asked.VOID: frozenset(),
}
"""A question is decided once. One put by mistake becomes void while it is open, and is put again as a new one."""

State = TypeVar("State", bound=StrEnum)


def _life(moves: Mapping[State, frozenset[State]]) -> Mapping[str, tuple[str, ...]]:
    """The moves by name, in the order of the states."""
    return MappingProxyType({
        here.value: tuple(there for there in type(here) if there in onward) for here, onward in moves.items()
    })


LIVES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "sitting": _life(SITTING_MOVES),
    "statement": _life(STAGE_MOVES | {Stage.NEGOTIATION: frozenset({Stage.DRAFTING, Stage.ADOPTED})}),
    "paragraph": _life(AGREEMENT_MOVES),
    "amendment": _life(AMENDMENT_MOVES),
    "question": _life(QUESTION_MOVES),
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
            N_("A statement is adopted by a decision: open a call for consensus or a vote on the whole."),
        )
    if there not in STAGE_MOVES[here]:
        raise Refusal("wrong_phase", N_("A statement in %(here)s cannot go to %(there)s."), here=here, there=there)
    return there
