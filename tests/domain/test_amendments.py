"""The life of an amendment, and the order in which amendments are put."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.amendments import (
    ALIVE,
    Goal,
    Kind,
    Part,
    Proposal,
    distance,
    divide,
    left_to_put,
    move,
    rebase,
    voting_order,
)
from deliberate.domain.merging import Clash
from deliberate.domain.phases import AMENDMENT_MOVES, Proposed
from deliberate.domain.refusals import Refusal
from deliberate.domain.together import exclude, if_adopted, implied_rejections, without_objection

REFERENCE = Path(__file__).parents[3] / "shared" / "cases" / "procedure.json"
CASES: dict[str, Any] = {case["id"]: case for case in json.loads(REFERENCE.read_text())} if REFERENCE.exists() else {}
needs_reference = pytest.mark.skipif(not CASES, reason="the reference cases are not beside this checkout")

BASE = "Governments should introduce a human rights dimension into return policies."
WORDS = st.sampled_from(["States", "shall", "should", "act", "pay", "."])
TEXTS = st.lists(WORDS, min_size=1, max_size=10).map(" ".join)


def replaces(number: int, old: str, new: str, paragraph: int = 12) -> Proposal:
    return Proposal(number, Kind.REPLACE, paragraph, BASE, BASE.replace(old, new))


def deletes(number: int, paragraph: int = 12) -> Proposal:
    return Proposal(number, Kind.DELETE, paragraph, BASE, "")


def inserts(number: int, paragraph: int | None = 12) -> Proposal:
    return Proposal(number, Kind.INSERT, paragraph, "", "They report every year.")


def numbers(proposals: list[Proposal]) -> list[int]:
    return [proposal.number for proposal in proposals]


def test_a_tabled_amendment_is_decided_withdrawn_redrafted_or_falls() -> None:
    for there in (Proposed.ADOPTED, Proposed.REJECTED, Proposed.WITHDRAWN, Proposed.REDRAFT, Proposed.FALLEN):
        assert move(Proposed.TABLED, there) is there


def test_an_amendment_to_be_redrafted_is_not_put() -> None:
    assert move(Proposed.REDRAFT, Proposed.TABLED) is Proposed.TABLED
    for there in (Proposed.ADOPTED, Proposed.REJECTED):
        with pytest.raises(Refusal) as caught:
            move(Proposed.REDRAFT, there)
        assert caught.value.code == "to_redraft"


def test_what_is_decided_stays_decided() -> None:
    assert {Proposed.TABLED, Proposed.REDRAFT} == ALIVE
    for here in set(AMENDMENT_MOVES) - ALIVE:
        for there in Proposed:
            with pytest.raises(Refusal) as caught:
                move(here, there)
            assert caught.value.code == "decided"


def test_an_amendment_is_carried_over_word_by_word_when_its_paragraph_moves_on() -> None:
    rebased = rebase(BASE, BASE.replace("return", "migration"), BASE.replace("should", "must"))
    assert rebased.state is Proposed.TABLED
    assert rebased.text == "Governments must introduce a human rights dimension into migration policies."


def test_it_is_to_be_redrafted_where_changed_words_overlap_and_differ() -> None:
    rebased = rebase(BASE, BASE.replace("should", "may"), BASE.replace("should", "must"))
    assert rebased.state is Proposed.REDRAFT
    assert rebased.text is None
    assert rebased.clashes == [Clash("should", "must", "may")]
    assert "changed otherwise" in str(rebased.why)


def test_it_falls_with_its_paragraph() -> None:
    assert rebase(BASE, None, BASE.replace("should", "must")).state is Proposed.FALLEN


def test_it_falls_when_the_paragraph_already_says_what_it_proposes() -> None:
    rebased = rebase(BASE, BASE.replace("should", "must").replace("return", "all"), BASE.replace("should", "must"))
    assert rebased.state is Proposed.FALLEN
    assert "already says" in str(rebased.why)


def test_a_deletion_stands_whatever_the_paragraph_says() -> None:
    assert rebase(BASE, BASE.replace("should", "must"), "")[:2] == (Proposed.TABLED, "")


@given(TEXTS, TEXTS, TEXTS)
def test_no_amendment_is_silently_lost(base: str, base_now: str, text: str) -> None:
    rebased = rebase(base, base_now, text)
    match rebased.state:
        case Proposed.TABLED:
            assert rebased.text not in (None, base_now)
        case Proposed.REDRAFT:
            assert rebased.clashes
            assert rebased.why
        case _:
            assert rebased.state is Proposed.FALLEN
            assert rebased.why


def test_the_furthest_removed_is_put_first_and_equals_by_number() -> None:
    small, other = replaces(7, "should", "must"), replaces(3, "should", "may")
    large = replaces(9, "a human rights", "a")
    order = voting_order([small, inserts(1), large, other, deletes(8)])
    assert numbers([proposal for proposal, _ in order]) == [8, 9, 3, 7, 1]
    assert [share for _, share in order] == [1, Fraction(1, 10), Fraction(1, 11), Fraction(1, 11), 0]


def test_distance_is_the_share_of_words_changed() -> None:
    assert distance(replaces(1, "should", "must")) == Fraction(2, 22)
    assert distance(deletes(2)) == 1
    assert distance(inserts(3)) == 0


def test_the_chair_may_rule_on_the_distance() -> None:
    order = voting_order([replaces(1, "should", "must"), deletes(2)], ruled={1: Fraction(2)})
    assert numbers([proposal for proposal, _ in order]) == [1, 2]


@needs_reference
def test_amendments_are_put_as_in_the_example_of_rule_90() -> None:
    case = CASES["proc-amendments-order-furthest-first"]
    original = case["input"]["original"]
    amendments = {int(each["id"][1:]): each for each in case["input"]["amendments"]}
    proposals = [Proposal(n, Kind.REPLACE, 1, original, each["text"]) for n, each in amendments.items()]
    ruled = {n: Fraction(each["distance"], 100) for n, each in amendments.items()}
    implies = {n: [int(i[1:]) for i in each.get("implies_rejection_of", [])] for n, each in amendments.items()}
    order = [proposal.number for proposal, _ in voting_order(proposals, ruled)]
    decided: dict[int, bool] = {}
    while left := left_to_put(order, decided, implies):
        votes = amendments[left[0]]["votes"]
        decided[left[0]] = votes["for"] > votes["against"]
    assert [f"A{n}" for n in decided] == case["expected"]["voting_order"]
    assert {f"A{n}": "adopted" if yes else "rejected" for n, yes in decided.items()} == case["expected"]["results"]


def test_a_rejection_implies_nothing() -> None:
    assert left_to_put([1, 2, 3], {1: False}, {1: [2]}) == [2, 3]
    assert left_to_put([1, 2, 3], {1: True}, {1: [2]}) == [3]


def test_adoption_implies_the_rejection_of_what_changes_the_same_words_otherwise() -> None:
    others = [
        replaces(2, "should", "may"),
        replaces(3, "return", "all"),
        replaces(4, "should", "must"),
        replaces(5, "should", "may", paragraph=13),
        deletes(6),
        inserts(7),
    ]
    hints = implied_rejections(replaces(1, "should", "must"), others)
    assert numbers([other for other, _ in hints]) == [2, 4]
    assert [str(why) for _, why in hints] == [
        "The words it would change have been changed otherwise.",
        "The paragraph already says what it proposes.",
    ]


def test_deleting_a_paragraph_implies_the_rejection_of_every_change_to_it() -> None:
    others = [replaces(2, "should", "may"), deletes(3), inserts(4), replaces(5, "should", "may", paragraph=13)]
    assert numbers([other for other, _ in implied_rejections(deletes(1), others)]) == [2, 3]


def test_after_a_division_the_parts_adopted_are_put_as_a_whole() -> None:
    outcome = divide([Part("PP1", False, False), Part("OP1", True, True), Part("OP2", True, False)])
    assert outcome.put_as_a_whole
    assert outcome.stays == ["OP1"]
    assert str(outcome.why) == "The parts adopted are now put as a whole: OP1."


@needs_reference
def test_the_whole_falls_when_every_operative_part_is_rejected() -> None:
    case = CASES["proc-division-all-operative-rejected"]
    parts = [Part(p["id"], p["operative"], p["votes"]["for"] > p["votes"]["against"]) for p in case["input"]["parts"]]
    assert divide(parts).put_as_a_whole is case["expected"]["whole_vote_held"]
    assert divide(parts).stays == []


def test_a_text_without_operative_parts_falls_when_every_part_does() -> None:
    assert not divide([Part("1", False, False), Part("2", False, False)]).put_as_a_whole
    assert divide([Part("1", False, True), Part("2", False, False)]).put_as_a_whole


def test_the_whole_waits_for_all_its_parts() -> None:
    with pytest.raises(Refusal) as caught:
        divide([Part("OP1", True, True), Part("OP2", True, None)])
    assert "Still to be put: OP2." in str(caught.value)


def test_what_nobody_opposes_is_adopted_together() -> None:
    one, two, three = replaces(1, "should", "must"), replaces(2, "return", "all"), replaces(3, "human ", "")
    batch = without_objection([three, inserts(4), two, one], opposed={3})
    assert numbers(batch.together) == [1, 2, 4]
    assert batch.texts == {12: "Governments must introduce a human rights dimension into all policies."}
    assert [(proposal.number, str(why)) for proposal, why in batch.apart] == [(3, "Someone opposes it.")]


def test_two_that_cannot_both_be_had_are_both_put_separately() -> None:
    batch = without_objection(
        [replaces(1, "should", "must"), replaces(2, "should", "may"), replaces(3, "return", "all")], opposed=()
    )
    assert numbers(batch.together) == [3]
    assert [str(why) for _, why in batch.apart] == [
        "It cannot be had together with A2.",
        "It cannot be had together with A1.",
    ]


def test_a_deletion_does_not_go_together_with_a_change_of_the_same_paragraph() -> None:
    batch = without_objection([deletes(1), replaces(2, "should", "may"), deletes(3, paragraph=13)], opposed=())
    assert numbers(batch.together) == [3]
    assert batch.texts == {13: None}
    assert numbers([proposal for proposal, _ in batch.apart]) == [1, 2]


@given(st.lists(TEXTS, max_size=5), st.sets(st.integers(0, 4)))
def test_every_amendment_is_either_in_the_batch_or_apart_with_a_reason(texts: list[str], opposed: set[int]) -> None:
    base = "States should act and they should pay."
    proposals = [Proposal(n, Kind.REPLACE, 1, base, text) for n, text in enumerate(texts)]
    batch = without_objection(proposals, opposed)
    assert sorted([*batch.together, *(proposal for proposal, _ in batch.apart)]) == proposals
    assert not opposed & set(numbers(batch.together))


def test_what_is_moved_is_not_changed_and_what_is_deleted_is_not_moved() -> None:
    first = Proposal(1, Kind.MOVE, 12, BASE, BASE, Goal(3, None))
    second = Proposal(2, Kind.MOVE, 12, BASE, BASE, Goal(4, 20))
    assert exclude(first, second)
    assert not exclude(first, second._replace(goal=first.goal))
    assert exclude(first, deletes(3))
    assert not exclude(first, replaces(4, "should", "must"))
    assert not exclude(first, inserts(5))
    assert distance(first) == 0
    assert numbers([each for each, _ in implied_rejections(first, [second, deletes(3)])]) == [2, 3]
    assert numbers([each for each, _ in implied_rejections(deletes(3), [first])]) == [1]


def test_it_falls_when_all_the_words_it_changes_have_been_deleted() -> None:
    deleted = BASE.replace(" into return policies", "")
    narrower = BASE.replace("return policies", "asylum policies")
    rebased = rebase(BASE, deleted, narrower)
    assert (rebased.state, str(rebased.why)) == (Proposed.FALLEN, "The words it would change have been deleted.")
    wider = narrower.replace("should", "must")
    assert rebase(BASE, deleted, wider).state is Proposed.REDRAFT


def test_what_a_paragraph_would_say_is_reckoned_as_adoption_does_it() -> None:
    must, may = replaces(1, "should", "must"), replaces(2, "should", "may")
    policy = replaces(3, "return policies", "all their policies")
    outlook = if_adopted(BASE, [must, may, policy])
    assert outlook.text == "Governments must introduce a human rights dimension into all their policies."
    assert numbers(outlook.adopted) == [1, 3]
    [(apart, became)] = outlook.apart
    assert (apart.number, became.state) == (2, Proposed.REDRAFT)
    assert became.attempt == ["Governments ", Clash("should", "may", "must"), BASE.partition("should")[2]]


def test_after_a_deletion_there_is_no_text_and_the_rest_falls() -> None:
    outlook = if_adopted(BASE, [deletes(1), replaces(2, "should", "may"), inserts(3)])
    assert outlook.text is None
    assert [(each.number, became.state) for each, became in outlook.apart] == [(2, Proposed.FALLEN)]
    assert numbers(outlook.adopted) == [3, 1]


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_every_amendment_in_an_outlook_is_adopted_or_told_of(base: str, texts: list[str]) -> None:
    proposals = [Proposal(i, Kind.REPLACE, 12, base, text) for i, text in enumerate(texts)]
    outlook = if_adopted(base, proposals)
    assert sorted([*numbers(outlook.adopted), *(each.number for each, _ in outlook.apart)]) == list(range(len(texts)))
    assert all(became.why for _, became in outlook.apart)
