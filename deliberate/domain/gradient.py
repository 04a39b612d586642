"""The gradient of agreement: eight steps from endorsing a proposal to blocking it, for straw polls that bind nobody.

The scale is that of Sam Kaner and others, Facilitator's Guide to Participatory Decision-Making (1996), chapter on
gradients of agreement: endorsement; endorsement with a minor point of contention; agreement with reservations; abstain;
stand aside; formal disagreement but willing to go with the majority; formal disagreement with a request to be absolved
of responsibility for implementation; block.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from deliberate.domain.seats import Side


class Step(StrEnum):
    """One step of the gradient, from full agreement to blocking. The first three agree, the last three disagree."""

    ENDORSE = "endorse"
    MINOR_CONCERN = "minor_concern"
    RESERVATIONS = "reservations"
    ABSTAIN = "abstain"
    STAND_ASIDE = "stand_aside"
    GO_ALONG = "go_along"
    WANT_OUT = "want_out"
    BLOCK = "block"


def spread(answers: Iterable[tuple[str, str]]) -> Mapping[str, Mapping[str, int]]:
    """How many seats of each side stand on each step, of answers that are each a side and a step.

    There is no total and no outcome: a straw poll shows where the halves stand, and decides nothing.
    """
    counts = {side.value: dict.fromkeys((step.value for step in Step), 0) for side in Side}
    for side, step in answers:
        counts[Side(side)][Step(step)] += 1
    return counts
