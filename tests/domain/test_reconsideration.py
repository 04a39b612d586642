"""What is decided is put again in the same session only if two thirds decide to reconsider it, and once at most."""

from fractions import Fraction

import pytest

from deliberate.domain.counting import Ballot, Elector, Outcome, count
from deliberate.domain.reconsideration import Decision, check_may_reconsider, reopened
from deliberate.domain.refusals import Refusal
from deliberate.domain.rules import PRESETS, RECONSIDERATION

STANDS, REOPENED, LEFT = Decision(4), Decision(4, reconsidered=True), Decision(4, reconsidered=False)


def refused(history: list[Decision]) -> str:
    with pytest.raises(Refusal) as caught:
        reopened(history)
    assert caught.value.code == "decided_before"
    return str(caught.value)


def test_what_was_not_decided_in_this_session_can_be_put() -> None:
    assert reopened([]) is None


def test_what_was_decided_is_put_again_only_after_its_reconsideration() -> None:
    assert "Put first, under that result, whether to reconsider it: two thirds" in refused([STANDS])
    assert reopened([REOPENED]) == REOPENED


@pytest.mark.parametrize("history", [[LEFT], [REOPENED, Decision(6)]])
def test_it_is_reconsidered_once_at_most(history: list[Decision]) -> None:
    assert "reconsidered once at most" in refused(history)
    with pytest.raises(Refusal) as caught:
        check_may_reconsider(history, history[-1].number)
    assert caught.value.code == "reconsidered"


def test_of_several_decisions_the_last_is_reconsidered() -> None:
    check_may_reconsider([STANDS, Decision(6)], 6)
    with pytest.raises(Refusal) as caught:
        check_may_reconsider([STANDS, Decision(6)], 4)
    assert (caught.value.code, caught.value.facts) == ("decided_again", {"number": 6})


def test_two_thirds_of_those_present_and_voting_decide_it_and_no_half_has_a_veto() -> None:
    seats = [Elector(f"{side[0]}-{n}", side, "any", Fraction(1), present=True) for side in ("g", "o") for n in range(3)]
    for against, outcome in ((2, Outcome.ADOPTED), (3, Outcome.REJECTED)):
        ballots = [Ballot("against" if n < against else "for", seat.seat) for n, seat in enumerate(seats)]
        result = count(RECONSIDERATION, seats, ballots)
        assert result.outcome is outcome
    ballots = [Ballot("against" if n < 2 else "for", seat.seat) for n, seat in enumerate(seats)]
    assert count(PRESETS["substantive"], seats, ballots).outcome is Outcome.REJECTED
    assert RECONSIDERATION.quorum == PRESETS["substantive"].quorum
    assert RECONSIDERATION not in PRESETS.values()
