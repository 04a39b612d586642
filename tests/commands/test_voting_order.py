"""The order in which amendments are put, and those that nobody opposes, adopted together."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import happened, last, paragraph_at, quickly, texts
from tests.commands.test_amending import amend, move, why
from tests.commands.test_amendments import BORDERS, POINT, amendment, insert, table

MUST = BORDERS.replace("should", "must")


def three(room: Room) -> list[int]:
    """A1 to 1.1, A2 to other words of it, A3 to 2.1."""
    return [
        table(room, "Gita", "1.1", MUST),
        table(room, "Olga", "1.1", BORDERS.replace("distress", "need")),
        table(room, "Otto", "2.1", POINT.replace("one", "two")),
    ]


def ranks(room: Room) -> list[int | None]:
    return [each["rank"] for each in sorted(room.of("amendment", "public"), key=lambda each: int(each["id"]))]


def open_batch(room: Room, amendments: list[int]) -> int:
    made = quickly(room, "Clara", "batch.open", statement=room.of("statement")[0]["id"], amendments=amendments)
    return int(made["question"])


# The order


def test_each_amendment_says_how_far_it_is_removed_from_the_text(negotiation: Room) -> None:
    small = table(negotiation, "Gita", "1.1", MUST)
    gone = table(negotiation, "Olga", "1.1", kind="delete")
    new = insert(negotiation, "Olga", "1.1", "Ports as well.")
    assert [amendment(negotiation, each)["distance"] for each in (small, gone, new)] == ["1/9", "1", "0"]


def test_the_chair_rules_on_the_order_and_gives_it_back_to_the_house(negotiation: Room) -> None:
    one, two, point = three(negotiation)
    negotiation.do("Clara", "amendment.set_order", statement=1, amendments=[point, one])
    assert happened(negotiation) == ("amendment.order_set", {"order": "A3, A1"})
    assert ranks(negotiation) == [2, None, 1]
    assert negotiation.refused("Clara", "amendment.set_order", statement=1, amendments=[point, one]).code == "no_change"
    negotiation.do("Clara", "amendment.set_order", statement=1, amendments=[two, point, one])
    negotiation.do("Clara", "amendment.set_order", statement=1, amendments=[])
    assert ranks(negotiation) == [None, None, None]


def test_what_is_decided_leaves_the_order(negotiation: Room) -> None:
    one, two, _ = three(negotiation)
    negotiation.do("Clara", "amendment.set_order", statement=1, amendments=[two, one])
    negotiation.do("Olga", "amendment.withdraw", amendment=two)
    assert ranks(negotiation) == [2, None, None]


def test_what_amends_an_amendment_stands_before_it(negotiation: Room) -> None:
    one, _, point = three(negotiation)
    child = amend(negotiation, "Otto", one, "Borders must stay open.")
    refusal = negotiation.refused("Clara", "amendment.set_order", statement=1, amendments=[one, child])
    assert (refusal.code, str(refusal)) == ("before_its_parent", "A4 amends A1 and is put before it.")
    negotiation.do("Clara", "amendment.set_order", statement=1, amendments=[child, point, one])


@pytest.mark.parametrize(("given", "code"), [([1, 1], "bad_data"), ([99], "not_pending"), ([2], "not_pending")])
def test_an_order_names_what_waits_and_each_once(negotiation: Room, given: list[int], code: str) -> None:
    three(negotiation)
    negotiation.do("Olga", "amendment.withdraw", amendment=2)
    assert negotiation.refused("Clara", "amendment.set_order", statement=1, amendments=given).code == code


# Without objection


def test_what_nobody_opposes_is_adopted_together_in_one_decision(negotiation: Room) -> None:
    made = three(negotiation)
    made += [insert(negotiation, "Gita", "1.1", "Ports as well."), move(negotiation, "Gita", "1.2", "2.1")]
    question = open_batch(negotiation, made)
    negotiation.do("Clara", "batch.close", question=question)
    assert texts(negotiation) == [
        "1.1 Borders must stay open to those in need.",
        "1.2 Ports as well.",
        f"2.1 {POINT.replace('one', 'two')}",
        "2.2 Consulates [shall][should] help one another.",
    ]
    assert {amendment(negotiation, each)["state"] for each in made} == {"adopted"}
    record = negotiation.record(f"question/{question}", "public")
    assert (record["kind"], record["outcome"], record["title"]) == ("batch", "adopted", "A1, A2, A3, A4, A5")
    assert [each["say"] % each["facts"] for each in record["explanation"]] == [
        "Adopted together, for no seat objects: A1, A2, A3, A4, A5."
    ]
    assert happened(negotiation)[0] == "batch.closed"


def test_an_amendment_to_which_a_seat_objects_is_taken_out(negotiation: Room) -> None:
    one, two, point = three(negotiation)
    question = open_batch(negotiation, [one, two, point])
    negotiation.do("Olga", "batch.object", question=question, amendment=one, reason="“Must” goes too far.")
    assert happened(negotiation) == ("batch.objected", {"question": 1, "amendment": "A1", "seat": "O-1"})
    assert last(negotiation, "batch")["taken_out"] == [
        {"amendment": one, "seat": "O-1", "reason": "“Must” goes too far."}
    ]
    refusal = negotiation.refused("Gus", "batch.object", question=question, amendment=one, reason="Indeed.")
    assert (refusal.code, str(refusal)) == ("already_so", "A1 has been taken out already.")
    negotiation.do("Clara", "batch.close", question=question)
    assert [amendment(negotiation, each)["state"] for each in (one, two, point)] == ["tabled", "adopted", "adopted"]
    assert texts(negotiation)[0] == "1.1 Borders should stay open to those in need."
    assert amendment(negotiation, one)["text"] == "Borders must stay open to those in need."
    said = negotiation.record(f"question/{question}")["explanation"]
    assert [each["say"] % each["facts"] for each in said] == [
        "Adopted together, for no seat objects: A2, A3.",
        "Taken out, and to be put by itself: A1. O-1 objects: “Must” goes too far.",
    ]


def test_when_a_seat_objects_to_each_nothing_is_adopted(negotiation: Room) -> None:
    one, two, _ = three(negotiation)
    question = open_batch(negotiation, [one, two])
    for each in (one, two):
        negotiation.do("Gus", "batch.object", question=question, amendment=each, reason="No.")
    negotiation.do("Clara", "batch.close", question=question)
    assert negotiation.record(f"question/{question}")["outcome"] == "no_consensus"
    assert texts(negotiation)[0] == f"1.1 {BORDERS}"


def test_without_a_quorum_nothing_is_adopted(negotiation: Room) -> None:
    one, two, _ = three(negotiation)
    for name in ("Gita", "George"):
        negotiation.do(name, "presence.check_out")
    question = open_batch(negotiation, [one, two])
    negotiation.do("Clara", "batch.close", question=question)
    record = negotiation.record(f"question/{question}")
    assert record["outcome"] == "no_quorum"
    [missing] = record["explanation"]
    assert missing["say"] % missing["facts"] == "2 more of the governments needed"
    assert amendment(negotiation, one)["state"] == "tabled"


def test_while_it_is_open_the_text_stands_still_and_it_can_be_voided(negotiation: Room) -> None:
    one, two, _ = three(negotiation)
    question = open_batch(negotiation, [one, two])
    assert negotiation.refused("Gita", "amendment.withdraw", amendment=one).code == "text_in_question"
    refusal = negotiation.refused("Clara", "batch.open", statement=1, amendments=[one, two])
    assert refusal.code == "text_in_question"
    assert negotiation.refused("Gus", "call.take_position", question=question, stance="object", reason="No.")
    negotiation.do("Clara", "question.void", question=question, reason="The wrong ones.")
    assert [amendment(negotiation, each)["state"] for each in (one, two)] == ["tabled", "tabled"]


def test_what_cannot_be_had_together_is_not_proposed_together(negotiation: Room) -> None:
    one, two, point = three(negotiation)
    shall = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "shall"))
    refusal = negotiation.refused("Clara", "batch.open", statement=1, amendments=[one, two, point, shall])
    assert (refusal.code, refusal.facts["amendments"]) == ("not_together", "A1, A4")
    gone = table(negotiation, "Otto", "1.1", kind="delete")
    refusal = negotiation.refused("Clara", "batch.open", statement=1, amendments=[gone, two])
    assert (refusal.code, refusal.facts["amendments"]) == ("not_together", "A2, A5")
    same = table(negotiation, "Otto", "1.1", MUST)
    refusal = negotiation.refused("Clara", "batch.open", statement=1, amendments=[one, same])
    assert (refusal.code, refusal.facts["amendments"]) == ("not_together", "A6")
    negotiation.do("Clara", "amendment.rule_implied", amendment=point, implied=[two])
    refusal = negotiation.refused("Clara", "batch.open", statement=1, amendments=[point, two])
    assert (refusal.code, refusal.facts["amendments"]) == ("not_together", "A3")


def test_what_could_not_be_put_by_itself_is_not_put_with_others(negotiation: Room) -> None:
    one, two, point = three(negotiation)
    child = amend(negotiation, "Otto", one, "Borders must stay open.")
    for given, code in (
        ([one, two], "amendments_pending"),
        ([child, two], "not_together"),
        ([two], "too_few"),
        ([], "too_few"),
        ([two, two], "bad_data"),
        ([two, 99], "not_found"),
    ):
        assert negotiation.refused("Clara", "batch.open", statement=1, amendments=given).code == code
    negotiation.do("Olga", "amendment.withdraw", amendment=two)
    assert negotiation.refused("Clara", "batch.open", statement=1, amendments=[two, point]).code == "decided"


def test_what_is_to_another_statement_is_not_among_them(negotiation: Room) -> None:
    one, *_ = three(negotiation)
    parts: list[dict[str, Any]] = [{"title": "Other", "paragraphs": [{"text": "Another text."}]}]
    negotiation.do("Remi", "statement.import", title="Second", parts=parts)
    negotiation.do("Clara", "statement.set_stage", statement=2, stage="negotiation")
    other = quickly(negotiation, "Gita", "amendment.table", kind="replace", paragraph=4, text="Mine.", revision=1)
    data = {"statement": 1, "amendments": [one, other["amendment"]]}
    assert negotiation.refused("Clara", "batch.open", **data).code == "not_found"


def test_an_objection_is_to_one_of_them_by_a_seat_that_may_decide(negotiation: Room) -> None:
    one, two, point = three(negotiation)
    question = open_batch(negotiation, [one, two])
    given: dict[str, Any] = {"question": question, "reason": "No."}
    assert negotiation.refused("Otto", "batch.object", amendment=point, **given).code == "not_found"
    assert negotiation.refused("Nora", "batch.object", amendment=one, **given).code == "not_elector"
    assert negotiation.refused("Otto", "batch.object", question=question, amendment=one, reason=" ").code == "bad_data"
    negotiation.do("Clara", "batch.close", question=question)
    assert negotiation.refused("Otto", "batch.object", amendment=one, **given).code == "question_closed"
    assert negotiation.refused("Clara", "batch.close", question=question).code == "question_closed"


def test_a_call_for_consensus_or_a_vote_is_no_such_call(at: At) -> None:
    room = at("calling")
    data = {"question": 1, "amendment": 1, "reason": "No."}
    assert room.refused("Otto", "batch.object", **data).code == "not_found"
    assert room.refused("Clara", "batch.close", question=1).code == "not_found"


def test_an_amendment_that_falls_says_why(negotiation: Room) -> None:
    one, two, _ = three(negotiation)
    same = table(negotiation, "Otto", "1.1", MUST)
    negotiation.do("Clara", "batch.close", question=open_batch(negotiation, [one, two]))
    assert why(negotiation, same) == ("fallen", "The paragraph already says what it proposes.")
    assert paragraph_at(negotiation, "1.1")["revision"] == 3
