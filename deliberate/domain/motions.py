"""Motions of procedure and points of order: who may speak on them, what the chair may rule, what carrying them does."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from deliberate.domain.phases import MOTION_MOVES, Motion
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.speaking import PRECEDENCE, Kind, Stance

MOTIONS = (Kind.SUSPEND, Kind.ADJOURN, Kind.ADJOURN_DEBATE, Kind.CLOSE_DEBATE)
"""The motions of procedure, by rank (UN General Assembly, rule 77)."""

SPEAKERS: Mapping[Kind, Mapping[Stance, int]] = MappingProxyType({
    Kind.SUSPEND: MappingProxyType({Stance.FOR: 0, Stance.AGAINST: 0}),
    Kind.ADJOURN: MappingProxyType({Stance.FOR: 0, Stance.AGAINST: 0}),
    Kind.ADJOURN_DEBATE: MappingProxyType({Stance.FOR: 2, Stance.AGAINST: 2}),
    Kind.CLOSE_DEBATE: MappingProxyType({Stance.FOR: 0, Stance.AGAINST: 2}),
})
"""How many may speak for and against each motion, beside its mover (UN General Assembly, rules 74 to 76)."""


class Ruling(StrEnum):
    """What the chair rules: on a point of order, or that a motion is not in order."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    OUT_OF_ORDER = "out_of_order"


TITLES: Mapping[Kind, Sentence] = MappingProxyType({
    Kind.SUSPEND: Sentence(N_("Shall the meeting be suspended?")),
    Kind.ADJOURN: Sentence(N_("Shall the meeting be adjourned?")),
    Kind.ADJOURN_DEBATE: Sentence(N_("Shall the debate on this item be adjourned?")),
    Kind.CLOSE_DEBATE: Sentence(N_("Shall the debate on this item be closed?")),
    Kind.POINT_OF_ORDER: Sentence(N_("Shall the chair's ruling be overruled?")),
})
"""What is put to the vote."""


def may_speak_on(kind: Kind, stance: Stance, taken: int) -> None:
    """Whether one more may speak for or against a motion of this kind; ``taken`` have spoken or wait to do so.

    Closing the debate is spoken against by two and for by nobody but the mover; a motion to suspend or to adjourn the
    meeting is not debated at all.
    """
    most = SPEAKERS[kind][stance]
    if not any(SPEAKERS[kind].values()):
        raise Refusal("not_debated", N_("This motion is not debated. It is put to the vote at once."))
    if not most:
        raise Refusal("not_debated", N_("Only its mover speaks for this motion. You can ask to speak against it."))
    if taken >= most:
        raise Refusal(
            "speakers_used",
            N_("The %(most)s speakers that are permitted have asked already or have spoken."),
            most=most,
        )


def stands_before(kind: Kind, open_motion: Kind) -> bool:
    """Whether a request of this kind may be heard while a motion is before the group.

    A point of order always, and a motion of higher rank (UN General Assembly, rules 71 and 77).
    """
    return kind is not Kind.STATEMENT and PRECEDENCE[kind] < PRECEDENCE[open_motion]


def rule(kind: Kind, ruling: Ruling) -> Motion:
    """The state of a motion or point of order once the chair has ruled on it.

    A point of order is upheld or dismissed; of a motion the chair can say that it is not in order.
    """
    if (kind is Kind.POINT_OF_ORDER) is (ruling is Ruling.OUT_OF_ORDER):
        raise Refusal(
            "wrong_ruling",
            N_("A point of order is upheld or dismissed; a motion is put to the vote, unless it is out of order."),
        )
    return Motion(ruling.value)


def move_motion(here: Motion, there: Motion) -> Motion:
    """The motion in its new state, or a refusal that names both states."""
    if there not in MOTION_MOVES[here]:
        say = N_("This is %(here)s already; it cannot become %(there)s.")
        raise Refusal("motion_decided", say, here=here, there=there)
    return there


def after_vote(here: Motion, ruling: str | None, outcome: str) -> Motion:
    """What a vote makes of a motion, or of a ruling under appeal; without a quorum it stays as it was.

    The chair's ruling stands unless a majority overrules it (UN General Assembly, rule 71).
    """
    if outcome == "no_quorum":
        return here
    carried = outcome in ("adopted", "consensus")
    if here is Motion.APPEALED:
        return Motion.OVERRULED if carried else Motion(str(ruling))
    return Motion.CARRIED if carried else Motion.REJECTED
