"""Motions of procedure and points of order."""

from itertools import product

import pytest

from deliberate.domain.motions import (
    MOTIONS,
    SPEAKERS,
    TITLES,
    Ruling,
    after_vote,
    may_speak_on,
    move_motion,
    rule,
    stands_before,
)
from deliberate.domain.phases import MOTION_MOVES, Motion
from deliberate.domain.refusals import Refusal
from deliberate.domain.speaking import Kind, Stance


def code(kind: Kind, stance: Stance, taken: int) -> str | None:
    try:
        may_speak_on(kind, stance, taken)
    except Refusal as refusal:
        return refusal.code
    return None


def test_two_speak_for_and_two_against_adjourning_the_debate() -> None:
    for stance in Stance:
        assert [code(Kind.ADJOURN_DEBATE, stance, taken) for taken in (0, 1, 2)] == [None, None, "speakers_used"]


def test_two_speak_against_closing_the_debate_and_nobody_but_the_mover_for_it() -> None:
    assert [code(Kind.CLOSE_DEBATE, Stance.AGAINST, taken) for taken in (0, 1, 2)] == [None, None, "speakers_used"]
    assert code(Kind.CLOSE_DEBATE, Stance.FOR, 0) == "not_debated"


def test_nobody_debates_whether_the_meeting_is_suspended_or_adjourned() -> None:
    for kind, stance in product((Kind.SUSPEND, Kind.ADJOURN), Stance):
        assert code(kind, stance, 0) == "not_debated"


def test_every_motion_has_its_number_of_speakers_and_its_question() -> None:
    assert set(SPEAKERS) == set(MOTIONS)
    assert {*MOTIONS, Kind.POINT_OF_ORDER} == set(TITLES)


@pytest.mark.parametrize("motion", MOTIONS)
def test_before_a_motion_come_points_of_order_and_motions_of_higher_rank_alone(motion: Kind) -> None:
    higher = {Kind.POINT_OF_ORDER, *MOTIONS[: MOTIONS.index(motion)]}
    assert {kind for kind in Kind if stands_before(kind, motion)} == higher


def test_a_point_of_order_is_upheld_or_dismissed_and_a_motion_can_be_out_of_order() -> None:
    assert rule(Kind.POINT_OF_ORDER, Ruling.UPHELD) is Motion.UPHELD
    assert rule(Kind.POINT_OF_ORDER, Ruling.DISMISSED) is Motion.DISMISSED
    assert rule(Kind.CLOSE_DEBATE, Ruling.OUT_OF_ORDER) is Motion.OUT_OF_ORDER
    for kind, ruling in (
        (Kind.POINT_OF_ORDER, Ruling.OUT_OF_ORDER),
        (Kind.SUSPEND, Ruling.UPHELD),
        (Kind.SUSPEND, Ruling.DISMISSED),
    ):
        with pytest.raises(Refusal) as caught:
            rule(kind, ruling)
        assert caught.value.code == "wrong_ruling"


@pytest.mark.parametrize(
    ("here", "ruling", "outcome", "there"),
    [
        (Motion.OPEN, None, "adopted", Motion.CARRIED),
        (Motion.OPEN, None, "rejected", Motion.REJECTED),
        (Motion.OPEN, None, "no_quorum", Motion.OPEN),
        (Motion.APPEALED, "upheld", "adopted", Motion.OVERRULED),
        (Motion.APPEALED, "upheld", "rejected", Motion.UPHELD),
        (Motion.APPEALED, "dismissed", "rejected", Motion.DISMISSED),
        (Motion.APPEALED, "dismissed", "no_quorum", Motion.APPEALED),
    ],
)
def test_the_vote_decides_and_a_ruling_stands_unless_a_majority_overrules_it(
    here: Motion, ruling: str | None, outcome: str, there: Motion
) -> None:
    assert after_vote(here, ruling, outcome) is there


def test_a_motion_moves_as_its_life_says_and_not_otherwise() -> None:
    for here, there in product(Motion, Motion):
        if there in MOTION_MOVES[here]:
            assert move_motion(here, there) is there
        else:
            with pytest.raises(Refusal) as caught:
                move_motion(here, there)
            assert caught.value.code == "motion_decided"
