"""The life of a sitting, of a statement and of a question: their states, and the moves between them."""

from enum import StrEnum

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
