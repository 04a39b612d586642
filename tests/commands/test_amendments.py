"""Amendments: tabling and sponsoring, what an adopted one does to the text, and what becomes of the others."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.looking import first, happened, heard, last, paragraph_at, quickly, revisions, texts

BORDERS = "Borders should stay open to those in distress."
POINT = "States should name one contact point for stranded people."


def table(room: Room, actor: str, number: str, text: str = "", kind: str = "replace") -> int:
    """Somebody tables an amendment to the paragraph of this number; its id."""
    target = paragraph_at(room, number)
    data = {"kind": kind, "paragraph": target["id"], "text": text, "revision": target["revision"]}
    return int(quickly(room, actor, "amendment.table", **data)["amendment"])


def insert(room: Room, actor: str, after: str, text: str) -> int:
    """Somebody proposes a new paragraph after the one of this number, or with `1.0` at the start of the part."""
    part, position = after.split(".")
    if position != "0":
        return table(room, actor, after, text, "insert")
    parts = {each["position"]: each["id"] for each in room.of("part")}
    data = {"kind": "insert", "part": parts[int(part)], "text": text}
    return int(quickly(room, actor, "amendment.table", **data)["amendment"])


def adopt(room: Room, amendment: int) -> None:
    """Nobody objects to an amendment."""
    quickly(room, "Clara", "call.open", about={"type": "amendment", "id": amendment})
    quickly(room, "Clara", "call.close", question=last(room, "question")["id"])


def amendment(room: Room, id_: int) -> dict[str, Any]:
    """The record of an amendment as everyone reads it."""
    return room.record(f"amendment/{id_}", "public")


# Tabling


def test_a_member_tables_an_amendment_and_everyone_sees_what_it_changes(negotiation: Room) -> None:
    paragraph = paragraph_at(negotiation, "1.1")
    made = negotiation.do(
        "Olga",
        "amendment.table",
        kind="replace",
        paragraph=paragraph["id"],
        text="Borders must stay open by night.",
        revision=1,
        reason="Night too.",
    )
    assert amendment(negotiation, made["amendment"]) == {
        "id": made["amendment"],
        "label": "A1",
        "statement": paragraph["statement"],
        "part": paragraph["part"],
        "paragraph": paragraph["id"],
        "parent": None,
        "reintroduces": None,
        "kind": "replace",
        "to_part": None,
        "to_after": None,
        "base": BORDERS,
        "base_revision": 1,
        "text": "Borders must stay open by night.",
        "revision": 1,
        "distance": "1/2",
        "diff": [
            ["=", "Borders "],
            ["-", "should"],
            ["+", "must"],
            ["=", " stay open "],
            ["-", "to those in distress"],
            ["+", "by night"],
            ["=", "."],
        ],
        "reason": "Night too.",
        "state": "tabled",
        "why": None,
        "attempt": None,
        "seat": "O-1",
        "sponsors": ["O-1"],
        "rank": None,
        "implies": [],
        "new_paragraph": None,
        "at": heard(negotiation)["at"],
    }
    assert made["label"] == "A1"
    assert happened(negotiation) == ("amendment.tabled", {"amendment": "A1", "seat": "O-1"})
    assert texts(negotiation)[0] == f"1.1 {BORDERS}"


def test_amendments_are_numbered_as_they_come(negotiation: Room) -> None:
    table(negotiation, "Olga", "1.1", "One.")
    table(negotiation, "Gita", "2.1", "Two.")
    assert [each["label"] for each in negotiation.of("amendment")] == ["A1", "A2"]


def test_a_deletion_shows_all_words_going(negotiation: Room) -> None:
    made = table(negotiation, "Gita", "1.1", kind="delete")
    assert (amendment(negotiation, made)["text"], amendment(negotiation, made)["diff"]) == ("", [["-", BORDERS]])


def test_a_new_paragraph_shows_all_words_coming(negotiation: Room) -> None:
    made = insert(negotiation, "Gita", "1.1", "Ports as well.")
    record = amendment(negotiation, made)
    assert (record["base"], record["base_revision"], record["diff"]) == ("", 0, [["+", "Ports as well."]])
    record = amendment(negotiation, insert(negotiation, "Gita", "2.0", "First of all."))
    assert (record["paragraph"], record["part"]) == (None, paragraph_at(negotiation, "2.1")["part"])


def test_an_amendment_is_made_from_the_text_as_it_stands(drafting: Room) -> None:
    paragraph = first(drafting, "paragraph")
    drafting.do("Gita", "paragraph.edit", paragraph=paragraph, text="Borders stay open.", revision=1)
    drafting.do("Clara", "statement.set_stage", statement=first(drafting, "statement"), stage="negotiation")
    stale = {"kind": "replace", "paragraph": paragraph, "text": "Borders must stay open."}
    for revision in (1, 3, None):
        refusal = drafting.refused("Olga", "amendment.table", **stale, revision=revision)
        assert refusal.code == "stale_revision"
        assert refusal.facts == {"text": "Borders stay open.", "revision": 2}
        assert "table your amendment" in str(refusal)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"kind": "replace", "text": "Mine."}, "paragraph: which one?"),
        ({"kind": "replace", "part": 1, "text": "Mine."}, "paragraph: which one?"),
        ({"kind": "insert", "text": "Mine."}, "paragraph: which one?"),
        ({"kind": "insert", "paragraph": 1, "part": 2, "text": "Mine."}, "part: the paragraph is in another"),
        ({"kind": "replace", "paragraph": 1, "revision": 1}, "text: what should it say?"),
        ({"kind": "replace", "paragraph": 1, "revision": 1, "text": "  "}, "text: what should it say?"),
        ({"kind": "insert", "paragraph": 1}, "text: what should it say?"),
        ({"kind": "delete", "paragraph": 1, "revision": 1, "text": "Mine."}, "text: a deletion leaves none"),
        ({"kind": "rewrite", "paragraph": 1, "revision": 1, "text": "Mine."}, "kind: "),
        ({"kind": "insert", "paragraph": 1, "text": "x" * 20_001}, "text: Longer than maximum length 20000"),
        ({"kind": "insert", "paragraph": 1, "text": "Mine.", "reason": "x" * 2_001}, "reason: "),
    ],
)
def test_what_is_no_amendment_is_refused_with_what_lacks(
    negotiation: Room, data: dict[str, Any], problem: str
) -> None:
    refusal = negotiation.refused("Olga", "amendment.table", **data)
    assert refusal.code == "bad_data"
    assert problem.split(": L")[0] in str(refusal)


def test_an_amendment_that_changes_nothing_is_refused(negotiation: Room) -> None:
    data = {"kind": "replace", "paragraph": first(negotiation, "paragraph"), "text": f" {BORDERS} ", "revision": 1}
    refusal = negotiation.refused("Olga", "amendment.table", **data)
    assert (refusal.code, str(refusal)) == ("no_change", "This is the text as it stands.")


def test_an_amendment_to_nothing_is_refused(negotiation: Room) -> None:
    for data in ({"paragraph": 99}, {"part": 99}):
        refusal = negotiation.refused("Olga", "amendment.table", kind="insert", text="Mine.", **data)
        assert refusal.code == "not_found"
    refusal = negotiation.refused("Olga", "amendment.cosponsor", amendment=99)
    assert str(refusal) == "There is no amendment 99 here."


@pytest.mark.parametrize("other", ["Clara", "Remi", "Sam", "Ana", "Vera", "Nora"])
def test_only_seats_table_sponsor_and_withdraw(amended: Room, other: str) -> None:
    data = {"kind": "insert", "paragraph": first(amended, "paragraph"), "text": "Mine."}
    assert amended.refused(other, "amendment.table", **data).code == "not_allowed"
    own = {"amendment": first(amended, "amendment")}
    assert amended.refused(other, "amendment.cosponsor", **own).code == "not_allowed"
    assert amended.refused(other, "amendment.leave", **own).code == "not_allowed"
    assert amended.refused(other, "amendment.withdraw", **own).code == "not_allowed"
    assert amended.refused(other, "amendment.redraft", **own, text="Mine.", revision=1).code == "not_allowed"


def test_a_seat_that_is_not_checked_in_tables_nothing(negotiation: Room) -> None:
    negotiation.do("Gita", "presence.check_out")
    data = {"kind": "insert", "paragraph": first(negotiation, "paragraph"), "text": "Mine."}
    assert negotiation.refused("Gita", "amendment.table", **data).code == "not_present"
    negotiation.do("Alba", "presence.check_in")
    negotiation.do("Alba", "amendment.table", **data)
    assert last(negotiation, "amendment")["seat"] == "G-1"


def test_amendments_belong_to_negotiation(drafting: Room) -> None:
    data = {"kind": "insert", "paragraph": first(drafting, "paragraph"), "text": "Mine."}
    refusal = drafting.refused("Olga", "amendment.table", **data)
    assert (refusal.code, str(refusal)) == (
        "wrong_phase",
        "The statement is in drafting; this is possible in: negotiation.",
    )


# Sponsors


def test_another_seat_stands_behind_an_amendment_and_leaves_it_again(amended: Room) -> None:
    a1 = first(amended, "amendment")
    amended.do("George", "amendment.cosponsor", amendment=a1)
    assert happened(amended) == ("amendment.cosponsored", {"amendment": "A1", "seat": "G-2"})
    assert amendment(amended, a1)["sponsors"] == ["O-1", "G-2"]
    refusal = amended.refused("George", "amendment.cosponsor", amendment=a1)
    assert (refusal.code, str(refusal)) == ("already_so", "G-2 is a sponsor already.")
    amended.do("George", "amendment.leave", amendment=a1)
    assert happened(amended) == ("amendment.left", {"amendment": "A1", "seat": "G-2"})
    assert amendment(amended, a1)["sponsors"] == ["O-1"]


def test_the_mover_is_a_sponsor_and_cannot_leave_only_withdraw(amended: Room) -> None:
    a1 = first(amended, "amendment")
    assert amended.refused("Olga", "amendment.cosponsor", amendment=a1).code == "already_so"
    refusal = amended.refused("Olga", "amendment.leave", amendment=a1)
    assert (refusal.code, str(refusal)) == ("not_sponsor", "O-1 is not a co-sponsor of this amendment.")
    assert amended.refused("Gita", "amendment.leave", amendment=a1).code == "not_sponsor"


def test_a_seat_that_is_not_checked_in_sponsors_nothing(amended: Room) -> None:
    amended.do("Gita", "presence.check_out")
    assert amended.refused("Gita", "amendment.cosponsor", amendment=first(amended, "amendment")).code == "not_present"


def test_an_amendment_is_put_once_it_has_the_co_sponsors_that_the_group_asks_for(amended: Room) -> None:
    rules = {"rule": "substantive", "definition": "no_objection", "speech_limit": 180, "board": "at_close"}
    amended.do("Clara", "group.set_rules", **rules, cosponsors=2)
    about = {"type": "amendment", "id": first(amended, "amendment")}
    amended.do("Gita", "amendment.cosponsor", amendment=about["id"])
    refusal = amended.refused("Clara", "vote.open", about=about)
    assert (refusal.code, str(refusal)) == ("cosponsors_missing", "It needs more co-sponsors: 1.")
    assert amended.refused("Clara", "call.open", about=about).code == "cosponsors_missing"
    amended.do("Otto", "amendment.cosponsor", amendment=about["id"])
    amended.do("Clara", "vote.open", about=about)


# Withdrawing


def test_the_mover_withdraws_and_the_amendment_stays_on_record(amended: Room) -> None:
    a1 = first(amended, "amendment")
    amended.do("Gita", "amendment.cosponsor", amendment=a1)
    refusal = amended.refused("Gita", "amendment.withdraw", amendment=a1)
    assert (refusal.code, str(refusal)) == ("not_sponsor", "O-1 moved this amendment and alone withdraws it.")
    amended.do("Olga", "amendment.withdraw", amendment=a1)
    assert happened(amended) == ("amendment.withdrawn", {"amendment": "A1", "seat": "O-1"})
    assert amendment(amended, a1)["state"] == "withdrawn"


def test_nothing_more_is_done_with_an_amendment_that_is_decided(amended: Room) -> None:
    a1 = first(amended, "amendment")
    amended.do("Olga", "amendment.withdraw", amendment=a1)
    refusals = [
        amended.refused("Gita", "amendment.cosponsor", amendment=a1),
        amended.refused("Gita", "amendment.leave", amendment=a1),
        amended.refused("Olga", "amendment.withdraw", amendment=a1),
        amended.refused("Olga", "amendment.redraft", amendment=a1, text="Mine.", revision=1),
        amended.refused("Clara", "vote.open", about={"type": "amendment", "id": a1}),
        amended.refused("Clara", "call.open", about={"type": "amendment", "id": a1}),
    ]
    assert {(refusal.code, str(refusal)) for refusal in refusals} == {("decided", "A1 is withdrawn already.")}


def test_a_text_under_an_open_question_takes_no_amendment_and_loses_none(voting: Room) -> None:
    a1 = first(voting, "amendment")
    for name, data in (
        ("amendment.table", {"kind": "insert", "part": first(voting, "part"), "text": "Mine."}),
        ("amendment.cosponsor", {"amendment": a1}),
        ("amendment.leave", {"amendment": a1}),
        ("amendment.withdraw", {"amendment": a1}),
        ("amendment.redraft", {"amendment": a1, "text": "Mine.", "revision": 1}),
    ):
        assert voting.refused("Olga", name, **data).code == "text_in_question"


# Redrafting


def test_the_mover_gives_an_amendment_another_text(amended: Room) -> None:
    a1 = first(amended, "amendment")
    data = {"amendment": a1, "text": BORDERS.replace("should", "must"), "revision": 1}
    refusal = amended.refused("Gita", "amendment.redraft", **data)
    assert (refusal.code, str(refusal)) == ("not_sponsor", "O-1 moved this amendment and alone redrafts it.")
    amended.do("Olga", "amendment.redraft", **data)
    assert happened(amended) == ("amendment.redrafted", {"amendment": "A1", "seat": "O-1"})
    record = amendment(amended, a1)
    assert (record["text"], record["state"]) == (BORDERS.replace("should", "must"), "tabled")
    assert ["+", "must"] in record["diff"]


def test_a_redraft_is_made_from_the_text_as_it_stands_and_says_something_new(amended: Room) -> None:
    a1 = first(amended, "amendment")
    refusal = amended.refused("Olga", "amendment.redraft", amendment=a1, text="Mine.", revision=2)
    assert (refusal.code, refusal.facts) == ("stale_revision", {"text": BORDERS, "revision": 1})
    refusal = amended.refused("Olga", "amendment.redraft", amendment=a1, text=BORDERS, revision=1)
    assert (refusal.code, str(refusal)) == ("no_change", "This is the text as it stands.")
    same = amendment(amended, a1)["text"]
    refusal = amended.refused("Olga", "amendment.redraft", amendment=a1, text=same, revision=1)
    assert (refusal.code, str(refusal)) == ("no_change", "A1 says this already.")


def test_a_new_paragraph_can_be_redrafted_and_a_deletion_cannot(negotiation: Room) -> None:
    new = insert(negotiation, "Gita", "1.1", "Ports as well.")
    negotiation.do("Gita", "amendment.redraft", amendment=new, text="Airports as well.", revision=1)
    assert amendment(negotiation, new)["diff"] == [["+", "Airports as well."]]
    gone = table(negotiation, "Gita", "1.1", kind="delete")
    refusal = negotiation.refused("Gita", "amendment.redraft", amendment=gone, text="Mine.", revision=1)
    assert (refusal.code, str(refusal)) == (
        "no_change",
        "A deletion has no text. Withdraw it, or leave it as it is.",
    )


# What an adopted amendment does


def test_an_adopted_replacement_is_a_new_revision_that_names_the_amendment(amended: Room) -> None:
    a1, paragraph = first(amended, "amendment"), first(amended, "paragraph")
    adopt(amended, a1)
    assert amendment(amended, a1)["state"] == "adopted"
    assert texts(amended)[0] == "1.1 Borders should stay open by day and night to those in distress."
    assert [(each.number, each.amendment_id) for each in revisions(amended, paragraph)] == [(1, None), (2, a1)]
    assert heard(amended)["changes"][f"paragraph/{paragraph}"]["revision"] == 2


def test_an_adopted_deletion_takes_the_paragraph_out_and_the_numbers_close_up(negotiation: Room) -> None:
    paragraph = paragraph_at(negotiation, "1.1")["id"]
    adopt(negotiation, table(negotiation, "Gita", "1.1", kind="delete"))
    assert texts(negotiation) == ["1.1 Consulates [shall][should] help one another.", f"2.1 {POINT}"]
    assert heard(negotiation)["changes"][f"paragraph/{paragraph}"] is None
    assert [each.text for each in revisions(negotiation, paragraph)] == [BORDERS]


@pytest.mark.parametrize(("after", "number"), [("1.0", "1.1"), ("1.1", "1.2"), ("1.2", "1.3"), ("2.0", "2.1")])
def test_an_adopted_insertion_stands_where_it_was_proposed(negotiation: Room, after: str, number: str) -> None:
    made = insert(negotiation, "Gita", after, "Ports as well.")
    adopt(negotiation, made)
    new = paragraph_at(negotiation, number)
    assert (new["text"], new["state"], new["revision"]) == ("Ports as well.", "open", 1)
    assert [each.amendment_id for each in revisions(negotiation, new["id"])] == [made]
    assert len(texts(negotiation)) == 4


# What becomes of the others


def test_of_several_amendments_to_one_paragraph_those_to_other_words_are_carried_over(negotiation: Room) -> None:
    borders = table(negotiation, "Gita", "1.1", BORDERS.replace("Borders", "All borders"))
    distress = table(negotiation, "Olga", "1.1", BORDERS.replace("distress", "distress at sea"))
    adopt(negotiation, borders)
    record = amendment(negotiation, distress)
    now = "All borders should stay open to those in distress."
    assert (record["state"], record["base"], record["base_revision"]) == ("tabled", now, 2)
    assert record["text"] == "All borders should stay open to those in distress at sea."
    assert [change for change in record["diff"] if change[0] != "="] == [["+", " at sea"]]
    adopt(negotiation, distress)
    assert texts(negotiation)[0] == "1.1 All borders should stay open to those in distress at sea."


def test_an_amendment_to_words_that_changed_otherwise_is_to_be_redrafted_and_keeps_its_base(negotiation: Room) -> None:
    must = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    shall = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "shall"))
    adopt(negotiation, must)
    record = amendment(negotiation, shall)
    assert (record["state"], record["base"], record["base_revision"]) == ("redraft", BORDERS, 1)
    assert record["text"] == BORDERS.replace("should", "shall")
    for name in ("vote.open", "call.open"):
        refusal = negotiation.refused("Clara", name, about={"type": "amendment", "id": shall})
        assert (refusal.code, str(refusal)) == ("to_redraft", "A2 is to be redrafted first.")
    data = {"amendment": shall, "text": BORDERS.replace("should", "shall always"), "revision": 2}
    negotiation.do("Olga", "amendment.redraft", **data)
    record = amendment(negotiation, shall)
    assert (record["state"], record["base_revision"]) == ("tabled", 2)
    assert record["base"] == BORDERS.replace("should", "must")
    adopt(negotiation, shall)
    assert texts(negotiation)[0] == f"1.1 {BORDERS.replace('should', 'shall always')}"


def test_an_amendment_to_be_redrafted_may_say_the_same_words_again(negotiation: Room) -> None:
    adopted = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    waiting = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "shall"))
    adopt(negotiation, adopted)
    data = {"amendment": waiting, "text": BORDERS.replace("should", "shall"), "revision": 2}
    negotiation.do("Olga", "amendment.redraft", **data)
    assert amendment(negotiation, waiting)["state"] == "tabled"


def test_an_amendment_to_be_redrafted_can_be_withdrawn_and_sponsored(negotiation: Room) -> None:
    adopted = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    waiting = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "shall"))
    adopt(negotiation, adopted)
    negotiation.do("Otto", "amendment.cosponsor", amendment=waiting)
    negotiation.do("Olga", "amendment.withdraw", amendment=waiting)
    assert amendment(negotiation, waiting)["state"] == "withdrawn"


def test_an_amendment_that_the_text_already_says_falls(negotiation: Room) -> None:
    more = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    same = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "must"))
    adopt(negotiation, more)
    assert amendment(negotiation, same)["state"] == "fallen"
    assert amendment(negotiation, same)["text"] == BORDERS.replace("should", "must")


def test_a_deletion_stands_whatever_the_paragraph_says(negotiation: Room) -> None:
    must = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    gone = table(negotiation, "Olga", "1.1", kind="delete")
    adopt(negotiation, must)
    record = amendment(negotiation, gone)
    now = BORDERS.replace("should", "must")
    assert (record["state"], record["base"], record["base_revision"]) == ("tabled", now, 2)
    assert record["diff"] == [["-", now]]


def test_amendments_to_a_deleted_paragraph_fall_and_stay_on_record(negotiation: Room) -> None:
    must = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    again = table(negotiation, "George", "1.1", kind="delete")
    other = table(negotiation, "Olga", "2.1", "Another text.")
    adopt(negotiation, table(negotiation, "Otto", "1.1", kind="delete"))
    assert [amendment(negotiation, each)["state"] for each in (must, again, other)] == ["fallen", "fallen", "tabled"]
    assert amendment(negotiation, must)["text"] == BORDERS.replace("should", "must")


def test_what_waits_to_be_inserted_after_a_deleted_paragraph_goes_where_it_stood(negotiation: Room) -> None:
    ports = insert(negotiation, "Gita", "1.2", "Ports as well.")
    roads = insert(negotiation, "Olga", "2.1", "Roads as well.")
    adopt(negotiation, table(negotiation, "Otto", "1.2", kind="delete"))
    adopt(negotiation, table(negotiation, "Otto", "2.1", kind="delete"))
    assert amendment(negotiation, ports)["paragraph"] == paragraph_at(negotiation, "1.1")["id"]
    assert amendment(negotiation, roads)["paragraph"] is None
    adopt(negotiation, ports)
    adopt(negotiation, roads)
    assert texts(negotiation) == [f"1.1 {BORDERS}", "1.2 Ports as well.", "2.1 Roads as well."]


def test_an_insertion_before_another_leaves_it_its_place(negotiation: Room) -> None:
    late = insert(negotiation, "Gita", "1.2", "At the end.")
    early = insert(negotiation, "Olga", "1.0", "In front.")
    middle = insert(negotiation, "Otto", "1.1", "Between.")
    for made in (early, late, middle):
        adopt(negotiation, made)
    assert [text for text in texts(negotiation) if text.startswith("1.")] == [
        "1.1 In front.",
        f"1.2 {BORDERS}",
        "1.3 Between.",
        "1.4 Consulates [shall][should] help one another.",
        "1.5 At the end.",
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
@pytest.mark.parametrize("after", ["1.0", "1.1"])
def test_paragraphs_for_the_same_place_stand_in_the_order_they_were_proposed(
    negotiation: Room, after: str, order: tuple[int, ...]
) -> None:
    made = [insert(negotiation, "Gita", after, f"New {number}.") for number in (1, 2, 3)]
    for place in order:
        adopt(negotiation, made[place])
    assert [row[4:] for row in texts(negotiation) if "New" in row] == ["New 1.", "New 2.", "New 3."]


def test_a_rejected_amendment_changes_nothing_and_leaves_the_others_as_they_are(negotiation: Room) -> None:
    must = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    shall = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "shall"))
    negotiation.do("Clara", "vote.open", about={"type": "amendment", "id": must})
    negotiation.vote(Gita="for", Olga="against", Otto="against")
    negotiation.close_vote()
    assert [amendment(negotiation, each)["state"] for each in (must, shall)] == ["rejected", "tabled"]
    assert texts(negotiation)[0] == f"1.1 {BORDERS}"


def test_a_paragraph_is_not_put_while_amendments_to_it_are_pending(amended: Room) -> None:
    about = {"type": "paragraph", "id": first(amended, "paragraph")}
    refusal = amended.refused("Clara", "call.open", about=about)
    assert (refusal.code, str(refusal)) == ("amendments_pending", "Decide the amendments to this paragraph first.")


def test_a_paragraph_can_be_agreed_while_another_is_proposed_after_it(negotiation: Room) -> None:
    new = insert(negotiation, "Gita", "1.1", "Ports as well.")
    about = {"type": "paragraph", "id": first(negotiation, "paragraph")}
    negotiation.do("Clara", "call.open", about=about)
    negotiation.do("Clara", "call.close", question=last(negotiation, "question")["id"])
    adopt(negotiation, new)
    assert (paragraph_at(negotiation, "1.1")["state"], paragraph_at(negotiation, "1.2")["state"]) == ("agreed", "open")
    assert texts(negotiation)[:2] == [f"1.1 {BORDERS}", "1.2 Ports as well."]


def test_amendments_of_a_part_closed_to_observers_are_heard_by_members_alone(negotiation: Room) -> None:
    negotiation.do("Clara", "sitting.set_private", private=True)
    made = table(negotiation, "Olga", "1.1", "Mine.")
    assert heard(negotiation) == {"seq": len(negotiation.entries())}
    assert negotiation.of("amendment", "public") == []
    assert heard(negotiation, "members")["changes"][f"amendment/{made}"]["label"] == "A1"
