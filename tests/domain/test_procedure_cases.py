"""Rules of procedure from their sources that no other test here takes up, and a list of those that are not ours.

What is counted, consensus, silence, precedence and the order of amendments have their cases beside their own tests.
"""

import json
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.amendments import Kind, Part, divide
from deliberate.domain.consensus import Found, Position, Stance, result
from deliberate.domain.counting import PRESETS, Ballot, Elector, count, weigh
from deliberate.domain.limits import may_ask
from deliberate.domain.presence import deciding, opening
from deliberate.domain.refusals import Refusal
from deliberate.domain.rules import Weighting
from deliberate.domain.silence import Kind as Message
from deliberate.domain.silence import Message as Sent
from deliberate.domain.silence import Round
from deliberate.domain.speaking import Kind as Asked

REFERENCE = Path(__file__).parents[3] / "shared" / "cases" / "procedure.json"
CASES: dict[str, Any] = (
    {case["id"]: case for case in json.loads(REFERENCE.read_text(encoding="utf-8"))} if REFERENCE.exists() else {}
)
pytestmark = pytest.mark.skipif(not CASES, reason="the reference cases are not beside this checkout")

ELSEWHERE = {"tie_policy", "division", "amendment_order", "silence", "consensus", "motion_precedence"}
HERE = {
    "quorum_policy", "coefficients_lcm", "consensus_level", "amendment_classification", "conduct_of_voting",
    "two_level_quorum",
}
NOT_OURS = {
    "motion_speakers": "how many may speak for and against a procedural motion is the chair's to say",
    "roll_call_order": "seats vote at once, so there is no roll to call",
    "silence_entry": "whether a text is put under silence is the chair's to propose and settled in the room",
}


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_every_case_is_taken_up_or_said_not_to_be_ours() -> None:
    kinds = {case["rule"]["type"] for case in CASES.values()}
    assert kinds == ELSEWHERE | HERE | set(NOT_OURS)


def by_kind(kind: str) -> list[Any]:
    return [pytest.param(case, id=name) for name, case in CASES.items() if case["rule"]["type"] == kind] or [{}]


@pytest.mark.parametrize("case", by_kind("coefficients_lcm"))
def test_groups_of_unequal_size_have_equal_strength_two_at_a_time(case: dict[str, Any]) -> None:
    """Coefficients of the International Labour Conference: between any two groups, seats weigh as theirs do."""
    eligible, expected = case["input"]["eligible"], case["expected"]
    if len(eligible) > 2:  # we have two halves; three at once are refused rather than guessed
        with refused("not_two_sides"):
            weigh(Weighting.PARITY, [Elector(side, side) for side in eligible])
    if expected["outcome"] == "invalid":
        with refused("not_two_sides"):
            weigh(Weighting.PARITY, [Elector(f"{side} {n}", side) for side in eligible for n in range(eligible[side])])
        return
    for one, other in permutations(eligible, 2):
        electors = [Elector(f"{side} {n}", side) for side in (one, other) for n in range(eligible[side])]
        weights = weigh(Weighting.PARITY, electors)
        assert weights[f"{one} 0"] / weights[f"{other} 0"] == Fraction(
            expected["weights"][one], expected["weights"][other]
        )
        assert weights[f"{one} 0"] == Fraction(expected["weights"][one], 2 * expected["total_per_group"])


def test_a_walk_out_breaks_the_quorum_for_presence_counts_when_the_vote_opens() -> None:
    """International Whaling Commission, 2022: we count who is in the room, not who has registered."""
    left = CASES["iwc-2022-quorum-break"]["input"]["walked_out"]

    def room(present: int) -> list[Elector]:
        return [Elector(f"{side} {n}", side, present=side == "G" or n < present) for side in "GO" for n in range(30)]

    registered, in_room = deciding(PRESETS["substantive"], room(30)), deciding(PRESETS["substantive"], room(30 - left))
    assert registered.holds
    assert not in_room.holds
    assert [str(each) for each in in_room.missing] == ["1 more of the O needed"]
    assert opening(room(30 - left)).holds  # the debate can go on
    for_all = [Ballot("for", each.seat) for each in room(30 - left) if each.present]
    assert count(PRESETS["substantive"], room(30 - left), for_all).outcome == "no_quorum"


def test_a_third_opens_and_a_majority_decides() -> None:
    """UN General Assembly, rule 67, figures as recorded; ours asks the same of each side."""
    case = CASES["proc-quorum-open-vs-decide"]
    levels = []
    for present in case["input"]["present"]:
        members = [Elector(f"{side} {n}", side, present=n < present) for side in "GO" for n in range(193)]
        opens, decides = opening(members).holds, deciding(PRESETS["procedural"], members).holds
        levels.append("decide" if decides else "open" if opens else "none")
    assert levels == case["expected"]["levels"]


@pytest.mark.parametrize("case", by_kind("consensus_level"))
def test_no_number_designates_a_level_of_consensus_the_chair_does(case: dict[str, Any]) -> None:
    """GNSO Working Group Guidelines: nothing is automatic, and the minority's view is recorded."""
    assert case["expected"]["automatic"] is False
    against = case["input"].get("against", 8)
    positions = [Position(f"O-{n}", Stance.OBJECT, f"View {n}.") for n in range(1, against + 1)]
    with refused("declaration_missing"):
        result("no_sustained_opposition", positions)
    declared = Found.CONSENSUS if case["expected"]["outcome"] == "Consensus" else Found.NO_CONSENSUS
    found = result("no_sustained_opposition", positions, declared, "As the chair designates it.")
    assert found.outcome is declared
    assert [position.reason for position in found.taken(Stance.OBJECT)] == [f"View {n}." for n in range(1, against + 1)]


def test_an_amendment_adds_deletes_or_revises_a_part_and_nothing_else_is_one() -> None:
    """UN General Assembly, rule 90: replacing the whole is another proposal, which no kind of amendment can say."""
    case = CASES["proc-amendment-definition"]
    kinds = {"add_paragraph": Kind.INSERT, "delete_phrase": Kind.REPLACE, "delete_paragraph": Kind.DELETE}
    found = {
        motion["id"]: "amendment" if motion["op"] in kinds else "proposal" for motion in case["input"]["motions"]
    }
    assert found == case["expected"]["classes"]
    assert set(kinds.values()) | {Kind.MOVE} == set(Kind)  # a move deletes a paragraph here and adds it there


def test_between_the_announcement_of_a_vote_and_its_close_only_a_point_of_order_is_admitted() -> None:
    """ECOSOC functional commissions, rule 61; UN General Assembly, rules 88 and 128."""
    case = CASES["proc-voting-not-interrupted"]
    kinds = {"request_floor": [*Asked][1:], "point_of_order_on_voting": [Asked.POINT_OF_ORDER]}
    for event, admissible in zip(case["input"]["events"], case["expected"]["admissible"], strict=True):
        for kind in kinds.get(event["type"], []):
            if admissible:
                may_ask(kind, voting=True)
            else:
                with refused("vote_open"):
                    may_ask(kind, voting=True)


def test_a_division_that_leaves_no_operative_part_puts_nothing_as_a_whole() -> None:
    """UN General Assembly, rule 89, each part counted as its votes say."""
    case = CASES["proc-division-all-operative-rejected"]
    electors = [Elector(str(n), "all") for n in range(20)]
    majority = {"weighting": "equal", "tests": [
        {"scope": "all", "choice": "for", "measure": "heads", "base": "for_against", "more_than": "1/2"},
    ]}
    rule = type(PRESETS["procedural"]).parse(majority)
    parts = []
    for part in case["input"]["parts"]:
        choices = [choice for choice, number in part["votes"].items() for _ in range(number)]
        outcome = count(rule, electors, [Ballot(choice, str(n)) for n, choice in enumerate(choices)]).outcome
        assert outcome == case["expected"]["parts"][part["id"]]
        parts.append(Part(part["id"], part["operative"], outcome == "adopted"))
    assert divide(parts).put_as_a_whole is case["expected"]["whole_vote_held"]


def test_three_rounds_of_silence_are_rounds_of_one_question() -> None:
    """Modalities of the International Migration Review Forum, 2019: broken twice, and agreed in the third round."""
    case = CASES["silence-imrf-2019-three-rounds"]
    current: Round | None = None
    for number, given in enumerate(case["input"]["rounds"], start=1):
        opened, expiry = (
            datetime.fromisoformat(given[name]).replace(tzinfo=UTC) for name in ("circulated", "deadline")
        )
        minimum = timedelta(days=1)  # theirs; ours is 72 hours unless the group's rules say otherwise
        current = (
            current.again(f"text {number}", opened, expiry, minimum) if current
            else Round.open("text 1", opened, expiry, minimum)
        )
        if given["broken"]:
            current = current.receive(Sent(Message.OBJECTION, "G-1", "Not yet.", opened + timedelta(hours=1)))
        else:
            current = current.adopt(expiry)
        assert current.number == number
        assert current.state == ("broken" if case["expected"]["rounds"][number - 1] == "broken" else "adopted")
    assert current is not None
    assert current.ended_at is not None
    assert current.ended_at.date().isoformat() == case["expected"]["agreed_on"]
