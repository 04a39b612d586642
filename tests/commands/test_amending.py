"""More that an amendment can be: a move, a change of another amendment, one that comes back; and who must back it."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.looking import happened, heard, last, paragraph_at, quickly, texts
from tests.commands.test_amendments import BORDERS, POINT, adopt, amendment, insert, table

CONSULATES = "Consulates [shall][should] help one another."


def move(room: Room, actor: str, number: str, after: str) -> int:
    """Somebody proposes that a paragraph follow another, or with `2.0` begin a part."""
    target = paragraph_at(room, number)
    part, position = after.split(".")
    to = {"to_after": paragraph_at(room, after)["id"]} if position != "0" else {"to_part": _part(room, part)}
    data = {"kind": "move", "paragraph": target["id"], "revision": target["revision"], **to}
    return int(quickly(room, actor, "amendment.table", **data)["amendment"])


def _part(room: Room, position: str) -> int:
    return next(int(each["id"]) for each in room.of("part") if each["position"] == int(position))


def amend(room: Room, actor: str, parent: int, text: str) -> int:
    """Somebody proposes another text for an amendment."""
    data = {"kind": "replace", "parent": parent, "text": text, "revision": amendment(room, parent)["revision"]}
    return int(quickly(room, actor, "amendment.table", **data)["amendment"])


def reject(room: Room, id_: int) -> None:
    """An amendment is voted down."""
    quickly(room, "Clara", "vote.open", about={"type": "amendment", "id": id_})
    for name in ("Gita", "Olga", "George", "Otto"):
        quickly(room, name, "vote.cast", question=last(room, "question")["id"], choice="against")
    quickly(room, "Clara", "vote.close", question=last(room, "question")["id"])


def why(room: Room, id_: int) -> tuple[str, str]:
    """An amendment's state, and the reason for it."""
    record = amendment(room, id_)
    return record["state"], record["why"]["say"] % record["why"]["facts"] if record["why"] else ""


# Moving a paragraph


@pytest.mark.parametrize(
    ("number", "after", "there"),
    [
        ("1.1", "1.2", [CONSULATES, BORDERS, POINT]),
        ("1.1", "2.1", [CONSULATES, POINT, BORDERS]),
        ("1.2", "1.0", [CONSULATES, BORDERS, POINT]),
        ("1.2", "2.0", [BORDERS, CONSULATES, POINT]),
        ("2.1", "1.0", [POINT, BORDERS, CONSULATES]),
    ],
)
def test_an_adopted_move_takes_the_paragraph_there_and_leaves_its_words(
    negotiation: Room, number: str, after: str, there: list[str]
) -> None:
    before = paragraph_at(negotiation, number)
    adopt(negotiation, move(negotiation, "Gita", number, after))
    assert [each[4:] for each in texts(negotiation)] == there
    now = negotiation.record(f"paragraph/{before['id']}")
    assert (now["text"], now["revision"]) == (before["text"], before["revision"])


def test_a_move_says_where_to_and_changes_no_word(negotiation: Room) -> None:
    record = amendment(negotiation, move(negotiation, "Gita", "1.2", "2.0"))
    assert (record["to_part"], record["to_after"]) == (paragraph_at(negotiation, "2.1")["part"], None)
    assert (record["text"], record["diff"], record["distance"]) == (CONSULATES, [["=", CONSULATES]], "0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"to_after": 1}, "bad_data"),
        ({}, "bad_data"),
        ({"to_after": 2, "to_part": 2}, "bad_data"),
        ({"to_after": 99}, "not_found"),
        ({"to_part": 99}, "not_found"),
        ({"to_part": 1}, "no_change"),
        ({"to_after": 2, "text": "Mine."}, "bad_data"),
        ({"to_after": 2, "revision": 9}, "stale_revision"),
        ({"kind": "replace", "to_after": 2, "text": "Mine."}, "bad_data"),
    ],
)
def test_what_is_no_move_is_refused(negotiation: Room, data: dict[str, Any], code: str) -> None:
    given = {"kind": "move", "paragraph": 1, "revision": 1, **data}
    assert negotiation.refused("Gita", "amendment.table", **given).code == code


def test_a_move_to_another_statement_is_refused(drafting: Room) -> None:
    parts = [{"title": "Other", "paragraphs": [{"text": "Another text."}]}]
    drafting.do("Remi", "statement.import", title="Second", parts=parts)
    drafting.do("Clara", "statement.set_stage", statement=1, stage="negotiation")
    drafting.do("Clara", "statement.set_stage", statement=2, stage="negotiation")
    refusal = drafting.refused("Gita", "amendment.table", kind="move", paragraph=1, revision=1, to_after=4)
    assert refusal.code == "not_found"


def test_what_is_proposed_to_a_paragraph_goes_with_it_and_other_moves_of_it_fall(negotiation: Room) -> None:
    must = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "must"))
    more = insert(negotiation, "Olga", "1.1", "Ports as well.")
    elsewhere = move(negotiation, "Otto", "1.1", "1.2")
    same = move(negotiation, "George", "1.1", "2.1")
    behind = move(negotiation, "George", "2.1", "1.1")
    adopt(negotiation, move(negotiation, "Gita", "1.1", "2.1"))
    part = paragraph_at(negotiation, "2.1")["part"]
    assert [amendment(negotiation, each)["part"] for each in (must, more)] == [part, part]
    assert why(negotiation, elsewhere) == ("fallen", "The paragraph it would move has been moved elsewhere.")
    assert why(negotiation, same) == ("fallen", "The paragraph already says what it proposes.")
    assert amendment(negotiation, behind)["to_part"] == part
    for each in (must, more, behind):
        adopt(negotiation, each)
    assert texts(negotiation) == [
        f"1.1 {CONSULATES}",
        f"2.1 {BORDERS.replace('should', 'must')}",
        f"2.2 {POINT}",
        "2.3 Ports as well.",
    ]


def test_a_move_follows_the_words_and_falls_with_the_paragraph(negotiation: Room) -> None:
    moved = move(negotiation, "Gita", "1.1", "2.1")
    adopt(negotiation, table(negotiation, "Olga", "1.1", BORDERS.replace("should", "must")))
    assert amendment(negotiation, moved)["text"] == BORDERS.replace("should", "must")
    adopt(negotiation, table(negotiation, "Olga", "1.1", kind="delete"))
    assert why(negotiation, moved) == ("fallen", "The paragraph it would change is gone.")


def test_what_was_to_follow_a_deleted_paragraph_goes_where_it_stood(negotiation: Room) -> None:
    moved = move(negotiation, "Gita", "2.1", "1.2")
    adopt(negotiation, table(negotiation, "Olga", "1.2", kind="delete"))
    assert amendment(negotiation, moved)["to_after"] == paragraph_at(negotiation, "1.1")["id"]
    adopt(negotiation, moved)
    assert texts(negotiation) == [f"1.1 {BORDERS}", f"1.2 {POINT}"]


def test_a_move_is_not_redrafted(negotiation: Room) -> None:
    moved = move(negotiation, "Gita", "1.1", "2.1")
    refusal = negotiation.refused("Gita", "amendment.redraft", amendment=moved, text="Mine.", revision=1)
    assert refusal.code == "no_change"


# Amending an amendment


def test_an_amendment_to_an_amendment_changes_what_it_proposes_when_adopted(negotiation: Room) -> None:
    must = BORDERS.replace("should", "must")
    parent = table(negotiation, "Gita", "1.1", must)
    child = amend(negotiation, "Olga", parent, must.replace("open", "open by night"))
    record = amendment(negotiation, child)
    assert (record["parent"], record["paragraph"], record["base"]) == (parent, None, must)
    assert [change for change in record["diff"] if change[0] != "="] == [["+", "by night "]]
    adopt(negotiation, child)
    assert last(negotiation, "question")["title"] == "A2, A1"
    record = amendment(negotiation, parent)
    assert (record["text"], record["state"], record["revision"]) == (
        must.replace("open", "open by night"),
        "tabled",
        2,
    )
    assert texts(negotiation)[0] == f"1.1 {BORDERS}"
    adopt(negotiation, parent)
    assert texts(negotiation)[0] == f"1.1 {must.replace('open', 'open by night')}"


def test_a_new_paragraph_can_be_amended_before_it_is_there(negotiation: Room) -> None:
    parent = insert(negotiation, "Gita", "1.1", "Ports as well.")
    adopt(negotiation, amend(negotiation, "Olga", parent, "Ports and airports as well."))
    adopt(negotiation, parent)
    assert texts(negotiation)[1] == "1.2 Ports and airports as well."
    assert amendment(negotiation, parent)["new_paragraph"] == paragraph_at(negotiation, "1.2")["id"]


def test_it_is_put_before_its_parent(negotiation: Room) -> None:
    parent = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    child = amend(negotiation, "Olga", parent, "Borders must stay open.")
    for name in ("vote.open", "call.open"):
        refusal = negotiation.refused("Clara", name, about={"type": "amendment", "id": parent})
        assert (refusal.code, str(refusal)) == ("amendments_pending", "Decide the amendments to A1 before it: A2.")
    reject(negotiation, child)
    adopt(negotiation, parent)


def test_it_goes_one_level_and_no_further(negotiation: Room) -> None:
    parent = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    child = amend(negotiation, "Olga", parent, "Borders must stay open.")
    data = {"kind": "replace", "parent": child, "text": "Mine.", "revision": 1}
    refusal = negotiation.refused("Otto", "amendment.table", **data)
    assert (refusal.code, str(refusal)) == ("one_level", "A2 amends an amendment itself. Amend that one instead.")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"kind": "delete", "text": ""}, "bad_data"),
        ({"kind": "insert"}, "bad_data"),
        ({"paragraph": 1}, "bad_data"),
        ({"text": ""}, "bad_data"),
        ({"text": BORDERS.replace("should", "must")}, "no_change"),
        ({"text": BORDERS}, "no_change"),
        ({"revision": 2}, "stale_revision"),
        ({"revision": None}, "stale_revision"),
        ({"parent": 99}, "not_found"),
    ],
)
def test_what_does_not_amend_an_amendment_is_refused(negotiation: Room, data: dict[str, Any], code: str) -> None:
    parent = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    given = {"kind": "replace", "parent": parent, "text": "Mine.", "revision": 1, **data}
    assert negotiation.refused("Olga", "amendment.table", **given).code == code


def test_a_deletion_and_a_move_have_no_text_to_amend(negotiation: Room) -> None:
    for parent in (table(negotiation, "Gita", "1.1", kind="delete"), move(negotiation, "Gita", "1.1", "1.2")):
        data = {"kind": "replace", "parent": parent, "text": "Mine.", "revision": 1}
        assert negotiation.refused("Olga", "amendment.table", **data).code == "no_text"


def test_it_falls_when_its_parent_is_withdrawn_or_falls_or_is_put_aside(negotiation: Room) -> None:
    must = BORDERS.replace("should", "must")
    withdrawn = table(negotiation, "Gita", "1.1", must)
    child = amend(negotiation, "Olga", withdrawn, "Borders must stay open.")
    negotiation.do("Gita", "amendment.withdraw", amendment=withdrawn)
    assert why(negotiation, child) == ("fallen", "A1, which it was to amend, is withdrawn.")
    fallen = table(negotiation, "Gita", "1.1", must)
    child = amend(negotiation, "Olga", fallen, "Borders must stay open.")
    adopt(negotiation, table(negotiation, "Otto", "1.1", kind="delete"))
    assert why(negotiation, child) == ("fallen", "A3, which it was to amend, is fallen.")
    refusal = negotiation.refused("Clara", "call.open", about={"type": "amendment", "id": child})
    assert refusal.code == "decided"


def test_when_its_parent_is_redrafted_it_is_carried_over_or_to_be_redrafted(negotiation: Room) -> None:
    parent = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    kept = amend(negotiation, "Olga", parent, "Borders must stay open to all in distress.")
    clash = amend(negotiation, "Otto", parent, BORDERS.replace("should", "will always"))
    again = BORDERS.replace("should", "shall")
    negotiation.do("Gita", "amendment.redraft", amendment=parent, text=again, revision=1)
    assert amendment(negotiation, kept)["text"] == "Borders shall stay open to all in distress."
    record = amendment(negotiation, clash)
    assert record["state"] == "redraft"
    assert {"base": "must", "ours": "will always", "theirs": "shall"} in record["attempt"]
    refusal = negotiation.refused("Otto", "amendment.redraft", amendment=clash, text="Mine.", revision=1)
    assert (refusal.code, refusal.facts) == ("stale_revision", {"text": again, "revision": 2})
    negotiation.do("Otto", "amendment.redraft", amendment=clash, text="Mine.", revision=2)
    assert (amendment(negotiation, clash)["state"], amendment(negotiation, clash)["attempt"]) == ("tabled", None)


def test_when_its_parent_is_to_be_redrafted_it_waits(negotiation: Room) -> None:
    parent = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    child = amend(negotiation, "Olga", parent, "Borders must stay open.")
    adopt(negotiation, table(negotiation, "Otto", "1.1", BORDERS.replace("should", "shall")))
    assert why(negotiation, parent) == ("redraft", "The words it would change have been changed otherwise.")
    refusal = negotiation.refused("Clara", "call.open", about={"type": "amendment", "id": child})
    assert (refusal.code, str(refusal)) == ("to_redraft", "A1 is to be redrafted first.")
    data = {"kind": "replace", "parent": parent, "text": "Mine.", "revision": 1}
    assert negotiation.refused("Otto", "amendment.table", **data).code == "to_redraft"


def test_a_parent_that_changes_nothing_any_more_falls(negotiation: Room) -> None:
    parent = table(negotiation, "Gita", "1.1", "Borders should stay open to all in distress.")
    wide = amend(negotiation, "Olga", parent, "Borders stay open to all in distress.")
    adopt(negotiation, table(negotiation, "Otto", "1.1", "Borders stay open to those in distress."))
    assert why(negotiation, wide) == ("fallen", "The paragraph already says what it proposes.")
    back = amend(negotiation, "Olga", parent, "Our borders stay open to those in distress.")
    data = {"kind": "replace", "parent": parent, "text": "Borders stay open to those in distress.", "revision": 2}
    assert negotiation.refused("Otto", "amendment.table", **data).code == "no_change"
    adopt(negotiation, back)
    assert amendment(negotiation, parent)["state"] == "tabled"


# Clashes, and what is implied


def test_to_its_mover_a_clash_shows_the_merge_that_was_tried(negotiation: Room) -> None:
    shall = table(negotiation, "Olga", "1.1", "Borders shall stay open to all in distress.")
    adopt(negotiation, table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must")))
    record = amendment(negotiation, shall)
    assert record["attempt"] == [
        "Borders ",
        {"base": "should", "ours": "shall", "theirs": "must"},
        " stay open to all in distress.",
    ]


def test_an_amendment_to_words_that_were_deleted_falls(negotiation: Room) -> None:
    distress = table(negotiation, "Olga", "1.1", BORDERS.replace("those in distress", "all in need"))
    adopt(negotiation, table(negotiation, "Gita", "1.1", "Borders should stay open."))
    assert why(negotiation, distress) == ("fallen", "The words it would change have been deleted.")


def test_what_an_adoption_implies_by_the_chairs_ruling_falls(negotiation: Room) -> None:
    one = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    other = table(negotiation, "Olga", "2.1", "States need no contact point.")
    child = amend(negotiation, "Otto", other, "States need none.")
    negotiation.do("Clara", "amendment.rule_implied", amendment=one, implied=[other])
    assert happened(negotiation) == ("amendment.implied", {"amendment": "A1", "implied": "A2"})
    assert amendment(negotiation, one)["implies"] == [other]
    adopt(negotiation, one)
    assert why(negotiation, other) == ("fallen", "The adoption of A1 implies its rejection.")
    assert why(negotiation, child) == ("fallen", "A2, which it was to amend, is fallen.")


def test_what_is_implied_by_an_adoption_stays_when_it_is_rejected(negotiation: Room) -> None:
    one = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    other = table(negotiation, "Olga", "2.1", "States need no contact point.")
    negotiation.do("Clara", "amendment.rule_implied", amendment=one, implied=[other])
    reject(negotiation, one)
    assert amendment(negotiation, other)["state"] == "tabled"


def test_a_ruling_on_what_is_implied_names_others_that_wait(negotiation: Room) -> None:
    one = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    child = amend(negotiation, "Olga", one, "Borders must stay open.")
    gone = table(negotiation, "Olga", "2.1", "States need none.")
    negotiation.do("Olga", "amendment.withdraw", amendment=gone)
    for amendment_, implied, code in (
        (one, [one], "not_implied"),
        (child, [one], "not_implied"),
        (one, [gone], "decided"),
        (one, [99], "not_found"),
        (one, [child, child], "bad_data"),
        (one, [], "already_so"),
        (gone, [one], "decided"),
    ):
        data = {"amendment": amendment_, "implied": implied}
        assert negotiation.refused("Clara", "amendment.rule_implied", **data).code == code
    negotiation.do("Clara", "amendment.rule_implied", amendment=one, implied=[child])
    negotiation.do("Clara", "amendment.rule_implied", amendment=one, implied=[])
    assert amendment(negotiation, one)["implies"] == []


# Reintroducing


def test_a_withdrawn_amendment_comes_back_as_another_seats_own(amended: Room) -> None:
    amended.do("Olga", "amendment.withdraw", amendment=1)
    made = amended.do("Gita", "amendment.reintroduce", amendment=1)
    assert happened(amended) == ("amendment.reintroduced", {"amendment": "A2", "first": "A1", "seat": "G-1"})
    first, again = amendment(amended, 1), amendment(amended, made["amendment"])
    assert (first["state"], first["seat"]) == ("withdrawn", "O-1")
    assert (again["reintroduces"], again["seat"], again["sponsors"], again["state"]) == (1, "G-1", ["G-1"], "tabled")
    assert (again["text"], again["reason"], again["at"]) == (first["text"], "Night too.", heard(amended)["at"])
    refusal = amended.refused("George", "amendment.reintroduce", amendment=1)
    assert (refusal.code, str(refusal)) == (
        "already_so",
        "A1 was reintroduced as A2. Put your name to that one.",
    )


def test_it_comes_back_with_a_reason_of_its_own(amended: Room) -> None:
    amended.do("Olga", "amendment.withdraw", amendment=1)
    amended.do("Gita", "amendment.reintroduce", amendment=1, reason="We think so too.")
    assert amendment(amended, 2)["reason"] == "We think so too."


def test_it_comes_back_on_the_text_as_it_is_now(negotiation: Room) -> None:
    kept = table(negotiation, "Olga", "1.1", BORDERS.replace("open", "open by night"))
    clash = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "shall"))
    there = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "must"))
    for each in (kept, clash, there):
        negotiation.do("Olga", "amendment.withdraw", amendment=each)
    adopt(negotiation, table(negotiation, "Otto", "1.1", BORDERS.replace("should", "must")))
    made = negotiation.do("Gita", "amendment.reintroduce", amendment=kept)["amendment"]
    now = BORDERS.replace("should", "must").replace("open", "open by night")
    assert (amendment(negotiation, made)["text"], amendment(negotiation, made)["base_revision"]) == (now, 2)
    made = negotiation.do("Gita", "amendment.reintroduce", amendment=clash)["amendment"]
    assert amendment(negotiation, made)["state"] == "redraft"
    refusal = negotiation.refused("Gita", "amendment.reintroduce", amendment=there)
    assert (refusal.code, str(refusal)) == ("falls", "The paragraph already says what it proposes.")


def test_what_no_longer_has_its_paragraph_does_not_come_back(negotiation: Room) -> None:
    must = table(negotiation, "Olga", "1.1", BORDERS.replace("should", "must"))
    more = insert(negotiation, "Olga", "1.1", "Ports as well.")
    moved = move(negotiation, "Olga", "2.1", "1.1")
    there = move(negotiation, "Olga", "1.2", "1.0")
    for each in (must, more, moved, there):
        negotiation.do("Olga", "amendment.withdraw", amendment=each)
    adopt(negotiation, table(negotiation, "Otto", "1.1", kind="delete"))
    refusal = negotiation.refused("Gita", "amendment.reintroduce", amendment=must)
    assert (refusal.code, str(refusal)) == ("falls", "The paragraph it would change is gone.")
    refusal = negotiation.refused("Gita", "amendment.reintroduce", amendment=there)
    assert refusal.code == "no_change"
    for each in (more, moved):
        adopt(negotiation, negotiation.do("Gita", "amendment.reintroduce", amendment=each)["amendment"])
    assert texts(negotiation) == [f"1.1 {POINT}", "1.2 Ports as well.", f"1.3 {CONSULATES}"]


def test_an_amendment_to_an_amendment_comes_back_while_its_parent_waits(negotiation: Room) -> None:
    parent = table(negotiation, "Gita", "1.1", BORDERS.replace("should", "must"))
    first = amend(negotiation, "Olga", parent, "Borders must stay open.")
    second = amend(negotiation, "Olga", parent, "Borders must stay open to all.")
    for each in (first, second):
        negotiation.do("Olga", "amendment.withdraw", amendment=each)
    made = negotiation.do("Otto", "amendment.reintroduce", amendment=first)["amendment"]
    assert amendment(negotiation, made)["parent"] == parent
    negotiation.do("Gita", "amendment.withdraw", amendment=parent)
    assert negotiation.refused("Otto", "amendment.reintroduce", amendment=second).code == "decided"


def test_only_what_was_withdrawn_comes_back_and_only_by_a_seat_that_is_here(amended: Room) -> None:
    refusal = amended.refused("Gita", "amendment.reintroduce", amendment=1)
    assert (refusal.code, str(refusal)) == ("not_withdrawn", "A1 was not withdrawn.")
    amended.do("Olga", "amendment.withdraw", amendment=1)
    amended.do("Gita", "presence.check_out")
    assert amended.refused("Gita", "amendment.reintroduce", amendment=1).code == "not_present"


# Sponsors of both sides


def test_a_group_may_ask_for_sponsors_of_both_sides(amended: Room) -> None:
    rules = {"rule": "substantive", "definition": "no_objection", "speech_limit": 180, "board": "at_close"}
    amended.do("Clara", "group.set_rules", **rules, cosponsors=0, cosponsors_each_side=True)
    about = {"type": "amendment", "id": 1}
    amended.do("Otto", "amendment.cosponsor", amendment=1)
    for name in ("vote.open", "call.open"):
        refusal = amended.refused("Clara", name, about=about)
        assert (refusal.code, str(refusal)) == ("cosponsors_missing", "It needs a co-sponsor from the governments.")
    amended.do("George", "amendment.cosponsor", amendment=1)
    amended.do("Clara", "vote.open", about=about)
