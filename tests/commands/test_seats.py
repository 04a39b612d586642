"""The seat plan, equal halves whatever happens to the rows, and who sits where."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from deliberate.config import from_environment
from deliberate.doctor import examine
from deliberate.store.journal import Entry
from tests.cast import GROUP, PLAN, Room
from tests.commands.conftest import At
from tests.commands.looking import happened, heard

SIDES = ("governments", "others")


def plan(pairs: int = 4, **seats: int) -> dict[str, Any]:
    """The plan of the cast with other numbers of seats; constituencies with none are left out."""
    rows = [{**row, "seats": seats.get(str(row["code"]), row["seats"])} for row in constituencies()]
    kept = [{**row, "minimum": row["seats"] if row["code"] == "migrants" else 0} for row in rows if row["seats"]]
    return {"pairs": pairs, "constituencies": kept}


def constituencies() -> list[dict[str, Any]]:
    rows: Any = PLAN["constituencies"]
    return [dict(row) for row in rows]


def changed(code: str, /, **fields: Any) -> dict[str, Any]:
    """The plan of the cast with one constituency changed."""
    return {"pairs": 4, "constituencies": [row | (fields if row["code"] == code else {}) for row in constituencies()]}


def halves(room: Room, reader: str = "public") -> list[list[str]]:
    return [[seat["id"] for seat in room.of("seat", reader) if seat["side"] == side] for side in SIDES]


def names(letter: str, pairs: int) -> list[str]:
    return [f"{letter}-{number}" for number in range(1, pairs + 1)]


def constituency_of(room: Room, seat: str) -> str:
    codes = {row["id"]: row["code"] for row in room.of("constituency")}
    return str(codes[room.record(f"seat/{seat}")["constituency"]])


def credential_of(room: Room, name: str) -> int:
    return next(int(row["id"]) for row in room.of("credential") if row["person"] == room.people[name])


def last_entry(room: Room) -> Entry:
    return room.entries()[-1]


def unsettled(room: Room) -> set[str | None]:
    """Whose connections began anew at the last command."""
    return set(room.heard[-1][2])


def people(room: Room, *cast: str) -> set[str | None]:
    return {room.people[name] for name in cast}


# Setting the plan


@pytest.mark.parametrize("actor", ["Sam", "Ada"])
def test_a_plan_makes_as_many_seats_on_either_side_as_there_are_pairs(room: Room, actor: str) -> None:
    for seat in ("O-3", "G-3"):
        room.do("Sam", "seat.vacate", seat=seat)
    room.do(actor, "plan.set", **plan(6, destination=4, migrants=3, civil=3))
    for reader in ("public", "members", "officers"):
        assert sorted(halves(room, reader)[0]) == names("G", 6)
        assert sorted(halves(room, reader)[1]) == names("O", 6)
    assert room.of("group")[0]["pairs"] == 6
    assert happened(room) == ("plan.set", {"pairs": 6})


def test_new_seats_are_vacant_and_belong_to_constituencies_in_the_order_of_the_plan(room: Room) -> None:
    room.do("Sam", "plan.set", pairs=5, constituencies=five())
    assert [constituency_of(room, seat) for seat in names("G", 5)] == ["origin"] * 2 + ["destination"] * 3
    others = [constituency_of(room, seat) for seat in names("O", 5)]
    assert others == ["migrants", "migrants", "civil", "diaspora", "unions"]
    seat = room.record("seat/O-5")
    assert (seat["holder"], seat["alternate"], seat["delegation"], seat["weight"]) == (None, None, None, "1")


def five() -> list[dict[str, Any]]:
    """Five pairs that leave everybody where they sit."""
    origin, destination, migrants, civil = constituencies()
    return [
        origin,
        destination | {"seats": 3},
        migrants,
        civil | {"seats": 1},
        {"code": "diaspora", "side": "others", "name": "Diaspora", "seats": 1, "minimum": 1, "migrants": True},
        {"code": "unions", "side": "others", "name": "Unions", "seats": 1, "minimum": 0},
    ]


def test_a_plan_shrinks_from_the_end_when_nobody_sits_there(room: Room) -> None:
    room.do("Sam", "plan.set", **plan(3, destination=1, civil=1))
    assert halves(room) == [names("G", 3), names("O", 3)]
    assert heard(room)["changes"]["seat/O-4"] is None


def test_a_constituency_without_seats_leaves_the_plan(room: Room) -> None:
    room.do("Sam", "seat.vacate", seat="G-3")
    room.do("Sam", "credential.revoke", credential=credential_of(room, "Gus"))
    room.do("Sam", "plan.set", **plan(origin=4, destination=0))
    assert [row["code"] for row in room.of("constituency")] == ["origin", "migrants", "civil"]
    assert constituency_of(room, "G-4") == "origin"


def test_everybody_keeps_their_seat_under_a_new_plan(room: Room) -> None:
    before = {seat["id"]: seat for seat in room.of("seat")}
    room.do("Sam", "plan.set", pairs=5, constituencies=five())
    after = {seat["id"]: seat for seat in room.of("seat")}
    for id_, seat in before.items():
        assert (after[id_]["holder"], after[id_]["alternate"]) == (seat["holder"], seat["alternate"])


def test_the_same_plan_again_changes_nothing(room: Room) -> None:
    room.do("Sam", "plan.set", **PLAN)
    assert last_entry(room).changes == []


def test_the_chair_does_not_set_the_plan(room: Room) -> None:
    assert room.refused("Clara", "plan.set", **PLAN).code == "not_allowed"


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        (plan(destination=3), "governments_not_filled", "Change their seats until the sum is 4"),
        (plan(destination=1), "governments_not_filled", "have 3 seats together and the side has 4"),
        (plan(civil=3), "others_not_filled", "Change their seats until the sum is 4"),
        (plan(migrants=1, civil=3), "migrants_guarantee", "must be guaranteed at least 2"),
        (changed("migrants", minimum=1), "migrants_guarantee", "Raise the guaranteed minimum"),
        (changed("migrants", migrants=False), "migrants_guarantee", "Raise the guaranteed minimum"),
        (changed("origin", migrants=True), "migrants_side", "take the mark off"),
        (changed("civil", minimum=3), "below_minimum", "Give it at least 3, or lower the guarantee"),
        (changed("civil", code="migrants"), "duplicate_code", "Give each a code of its own"),
        (plan(5, destination=3, civil=3), "migrants_guarantee", "must be guaranteed at least 3"),
    ],
)
def test_an_unlawful_plan_is_refused_with_what_must_change(
    room: Room, wrong: dict[str, Any], code: str, words: str
) -> None:
    refusal = room.refused("Sam", "plan.set", **wrong)
    assert refusal.code == code
    assert words in str(refusal)


@pytest.mark.parametrize(
    "wrong",
    [
        plan(0),
        plan(1001),
        changed("civil", side="tigers"),
        changed("civil", name=" "),
        changed("civil", code=""),
        changed("civil", seats=-2),
        changed("civil", seats=2.0),
        changed("civil", seats="2"),
        changed("civil", weight="2"),
        {"pairs": 4, "constituencies": []},
        {"pairs": 4},
        {**PLAN, "governments": 5},
    ],
)
def test_a_plan_of_another_shape_is_refused(room: Room, wrong: dict[str, Any]) -> None:
    assert room.refused("Sam", "plan.set", **wrong).code == "bad_data"


def test_a_plan_does_not_shrink_from_under_a_holder(room: Room) -> None:
    refusal = room.refused("Sam", "plan.set", **plan(2, origin=2, destination=0, migrants=1, civil=1))
    assert refusal.code == "seat_held"
    assert "Vacate first: G-3, O-3" in str(refusal)


def test_nor_from_under_an_alternate(room: Room) -> None:
    room.do("Sam", "seat.assign_alternate", seat="O-4", person=room.people["Olive"])
    refusal = room.refused("Sam", "plan.set", **plan(3, destination=1, civil=1))
    assert refusal.code == "seat_held"
    assert refusal.facts["seats"] == "O-4"
    room.do("Sam", "seat.drop_alternate", seat="O-4")
    room.do("Sam", "plan.set", **plan(3, destination=1, civil=1))


def test_a_held_seat_does_not_go_to_another_constituency(room: Room) -> None:
    refusal = room.refused("Sam", "plan.set", **plan(origin=3, destination=1))
    assert refusal.code == "seat_held"
    assert "another constituency. Vacate first: G-3" in str(refusal)


def test_a_constituency_for_which_somebody_is_accredited_stays(room: Room) -> None:
    room.do("Sam", "seat.vacate", seat="G-3")
    refusal = room.refused("Sam", "plan.set", **plan(origin=4, destination=0))
    assert refusal.code == "credential_in_use"
    assert "Countries of destination. Revoke it first" in str(refusal)


@pytest.mark.parametrize("step", ["voting", "calling"])
def test_no_plan_changes_while_a_question_is_open(at: At, step: str) -> None:
    room = at(step)
    refusal = room.refused("Sam", "plan.set", pairs=5, constituencies=five())
    assert refusal.code == "question_open"
    assert "when it is closed" in str(refusal)
    room.do("Clara", "question.void", question=room.of("question")[0]["id"], reason="Too soon.")
    room.do("Sam", "plan.set", pairs=5, constituencies=five())


# Assigning


def test_a_person_with_a_credential_becomes_the_holder(room: Room) -> None:
    room.do("Sam", "seat.assign", seat="O-4", person=room.people["Olive"])
    seat = room.record("seat/O-4", "public")
    assert (seat["holder"], seat["delegation"]) == (room.people["Olive"], "Olive Branch")
    assert happened(room) == ("seat.assigned", {"seat": "O-4"})
    assert list(heard(room)["changes"]) == ["seat/O-4"]
    assert unsettled(room) == people(room, "Olive")


def test_a_second_person_becomes_the_alternate(room: Room) -> None:
    room.do("Sam", "seat.assign_alternate", seat="O-3", person=room.people["Olive"])
    seat = room.record("seat/O-3", "public")
    assert (seat["holder"], seat["alternate"]) == (room.people["Otto"], room.people["Olive"])
    assert seat["delegation"] == "Outreach", "the seat goes by its holder's delegation"
    assert happened(room) == ("seat.alternate_assigned", {"seat": "O-3"})
    assert unsettled(room) == people(room, "Olive")


def test_an_alternate_may_come_before_the_holder(room: Room) -> None:
    room.do("Sam", "seat.assign_alternate", seat="O-4", person=room.people["Olive"])
    assert room.record("seat/O-4")["delegation"] == "Olive Branch"


ASSIGNING = ["seat.assign", "seat.assign_alternate"]


@pytest.mark.parametrize("command", ASSIGNING)
@pytest.mark.parametrize(
    ("seat", "name", "code", "words"),
    [
        ("O-4", "Nora", "no_credential", "Issue one for Civil society, then assign O-4"),
        ("G-4", "Gina", "credential_other_constituency", "Choose a seat of Countries of origin"),
        ("G-4", "Olive", "credential_other_side", "on the other side of the room from G-4"),
        ("O-4", "Gina", "credential_other_side", "or issue a credential for Civil society"),
        ("O-4", "Otto", "already_seated", "already sits at O-3. Vacate that seat first"),
    ],
)
def test_a_person_who_cannot_sit_there_is_refused_with_what_to_do(
    room: Room, command: str, seat: str, name: str, code: str, words: str
) -> None:
    refusal = room.refused("Sam", command, seat=seat, person=room.people[name])
    assert refusal.code == code
    assert words in str(refusal)


@pytest.mark.parametrize("command", ASSIGNING)
def test_the_alternate_of_one_seat_has_no_other(room: Room, command: str) -> None:
    room.do("Sam", "seat.vacate", seat="G-2")
    refusal = room.refused("Sam", command, seat="G-2", person=room.people["Alba"])
    assert refusal.code == "already_seated"
    assert "G-1" in str(refusal)


def test_the_holder_is_not_the_alternate_too(room: Room) -> None:
    room.do("Sam", "seat.drop_alternate", seat="G-1")
    refusal = room.refused("Sam", "seat.assign_alternate", seat="G-1", person=room.people["Gita"])
    assert refusal.code == "alternate_is_holder"
    assert "Choose someone else" in str(refusal)


def test_the_alternate_does_not_become_the_holder_before_leaving(room: Room) -> None:
    room.do("Sam", "seat.vacate", seat="G-1")
    refusal = room.refused("Sam", "seat.assign", seat="G-1", person=room.people["Alba"])
    assert refusal.code == "holder_is_alternate"
    assert "Drop the alternate first" in str(refusal)
    room.do("Sam", "seat.drop_alternate", seat="G-1")
    room.do("Sam", "seat.assign", seat="G-1", person=room.people["Alba"])


def test_a_held_seat_is_vacated_before_another_holds_it(room: Room) -> None:
    refusal = room.refused("Sam", "seat.assign", seat="G-1", person=room.people["Gina"])
    assert refusal.code == "seat_held"
    assert "Vacate it first" in str(refusal)
    refusal = room.refused("Sam", "seat.assign_alternate", seat="G-1", person=room.people["Gina"])
    assert refusal.code == "seat_held"
    assert "Drop the alternate first" in str(refusal)


def test_who_sits_there_already_is_told_so(room: Room) -> None:
    assert room.refused("Sam", "seat.assign", seat="G-1", person=room.people["Gita"]).code == "already_so"
    assert room.refused("Sam", "seat.assign_alternate", seat="G-1", person=room.people["Alba"]).code == "already_so"


@pytest.mark.parametrize("command", ASSIGNING)
def test_only_a_person_whose_account_lives_is_assigned(room: Room, command: str) -> None:
    room.do_site("Ada", "account.revoke", person=room.people["Olive"])
    for person in (room.people["Olive"], "p-nobody"):
        assert room.refused("Sam", command, seat="O-4", person=person).code == "not_found"


@pytest.mark.parametrize("command", [*ASSIGNING, "seat.vacate", "seat.drop_alternate"])
def test_there_are_no_seats_beyond_the_plan(room: Room, command: str) -> None:
    who = {"person": room.people["Olive"]} if command in ASSIGNING else {}
    refusal = room.refused("Sam", command, seat="O-5", **who)
    assert refusal.code == "not_found"
    assert "no seat O-5 in the plan" in str(refusal)
    assert room.refused("Sam", command, seat="X-1", **who).code == "bad_data"


@pytest.mark.parametrize("command", [*ASSIGNING, "seat.vacate", "seat.drop_alternate"])
def test_seats_are_given_by_the_secretariat(room: Room, command: str) -> None:
    who = {"person": room.people["Olive"]} if command in ASSIGNING else {}
    refusal = room.refused("Clara", command, seat="G-1", **who)
    assert refusal.code == "not_allowed"
    assert str(refusal) == "This is for: secretariat, administrator."


# Leaving a seat


def test_a_vacated_seat_is_vacant_at_once_and_everywhere(at: At) -> None:
    room = at("opened")
    room.do("Otto", "floor.ask")
    room.do("Olga", "floor.ask")
    room.do("Sam", "seat.vacate", seat="O-3")
    seat = room.record("seat/O-3", "public")
    assert (seat["holder"], seat["delegation"]) == (None, None)
    assert happened(room) == ("seat.vacated", {"seat": "O-3"})
    assert unsettled(room) == people(room, "Otto")
    [left] = [row for row in room.of("attendance") if row["seat"] == "O-3"]
    assert left["left_at"] is not None, "nobody is checked in for it"
    assert [row["seat"] for row in room.of("request")] == ["O-1"], "nor waits for the floor"
    assert len(room.of("queue")[0]["order"]) == 1
    assert room.refused("Otto", "floor.ask").code == "not_allowed"


def test_an_alternate_stays_when_the_holder_leaves_and_acts_for_the_seat(at: At) -> None:
    room = at("opened")
    room.do("Sam", "seat.vacate", seat="G-1")
    assert room.record("seat/G-1")["alternate"] == room.people["Alba"]
    room.do("Alba", "presence.check_in")
    room.do("Alba", "floor.ask")


def test_a_seat_left_to_the_alternate_goes_by_the_alternates_delegation(room: Room) -> None:
    room.do("Sam", "seat.drop_alternate", seat="G-1")
    room.do("Sam", "seat.assign_alternate", seat="G-1", person=room.people["Gina"])
    assert room.record("seat/G-1")["delegation"] == "Ghana"
    room.do("Sam", "seat.vacate", seat="G-1")
    assert room.record("seat/G-1")["delegation"] == "Guinea"


def test_a_dropped_alternate_acts_no_more(at: At) -> None:
    room = at("opened")
    room.do("Gita", "presence.check_out")
    room.do("Alba", "presence.check_in")
    room.do("Alba", "floor.ask")
    room.do("Sam", "seat.drop_alternate", seat="G-1")
    seat = room.record("seat/G-1", "public")
    assert (seat["alternate"], seat["holder"], seat["delegation"]) == (None, room.people["Gita"], "Ghana")
    assert happened(room) == ("seat.alternate_dropped", {"seat": "G-1"})
    assert unsettled(room) == people(room, "Alba")
    assert all(row["left_at"] for row in room.of("attendance") if row["seat"] == "G-1")
    assert room.of("request") == []


def test_the_holder_stays_checked_in_when_the_alternate_is_dropped(at: At) -> None:
    room = at("opened")
    room.do("Sam", "seat.drop_alternate", seat="G-1")
    [here] = [row for row in room.of("attendance") if row["seat"] == "G-1"]
    assert here["left_at"] is None


def test_a_seat_nobody_sits_on_cannot_be_left(room: Room) -> None:
    for command, words in (("seat.vacate", "Nobody holds G-4"), ("seat.drop_alternate", "G-4 has no alternate")):
        refusal = room.refused("Sam", command, seat="G-4")
        assert refusal.code == "seat_vacant"
        assert words in str(refusal)


# Equal halves, whatever is done behind the house's back


def behind_the_back(room: Room, *statements: str) -> None:
    """Change the tables without the house."""
    with sqlite3.connect(str(room.database.engine.url.database)) as other:
        for statement in statements:
            other.execute(statement)
    other.close()
    room._seen = room.rooms()  # the next command begins from here


def set_again(room: Room) -> None:
    """Set the plan of the cast. After tampering, no journal can tell clients what they should have had."""
    room._give(GROUP, "Sam", "plan.set", PLAN)
    room._seen = room.rooms()


def findings(room: Room, tmp_path: Path) -> str:
    url = str(room.database.engine.url)
    config = from_environment({"DELIBERATE_VAR": str(tmp_path / "var"), "DELIBERATE_DATABASE_URL": url})
    return "\n".join(examine(config, room.database))


def stray(number: int, person: str | None) -> str:
    """A row for a seat of the others that the plan does not have, with a holder."""
    columns = "side, number, constituency_id, holder, weight, journal_id, audience, archived"
    who = "NULL" if person is None else f"'{person}'"
    rest = f"(SELECT id FROM constituencies WHERE code = 'civil'), {who}, '1'"
    group = "(SELECT journal_id FROM groups), 'public', 0"
    return f"INSERT INTO seats ({columns}) VALUES ('others', {number}, {rest}, {group})"


TAMPERING: dict[str, Iterable[str]] = {
    "a seat deleted": ["DELETE FROM seats WHERE side = 'others' AND number = 3"],
    "a side deleted": ["DELETE FROM seats WHERE side = 'governments'"],
    "a seat inserted": [stray(5, None)],
    "many seats inserted": [stray(number, None) for number in range(5, 12)],
    "a constituency shrunk": ["UPDATE constituencies SET seats = 1 WHERE code = 'civil'"],
    "a constituency grown": ["UPDATE constituencies SET seats = 9 WHERE code = 'migrants'"],
    "a constituency emptied": ["UPDATE constituencies SET seats = 0 WHERE side = 'others'"],
    "a constituency moved across": ["UPDATE constituencies SET side = 'governments' WHERE code = 'civil'"],
    "a constituency deleted": ["DELETE FROM constituencies WHERE code = 'civil'"],
    "a side's constituencies deleted": ["DELETE FROM constituencies WHERE side = 'governments'"],
    "the pairs raised": ["UPDATE groups SET pairs = 6"],
    "the pairs lowered": ["UPDATE groups SET pairs = 3"],
    "a seat given away": ["UPDATE seats SET constituency_id = 999 WHERE side = 'others' AND number = 4"],
}


@pytest.mark.parametrize("what", TAMPERING)
def test_the_halves_stay_equal_and_the_doctor_tells(at: At, tmp_path: Path, what: str) -> None:
    room = at("opened")
    assert findings(room, tmp_path) == ""
    behind_the_back(room, *TAMPERING[what])
    pairs = room.of("group")[0]["pairs"]
    for reader in ("public", "officers"):
        governments, others = halves(room, reader)
        assert sorted(governments) == names("G", pairs)
        assert sorted(others) == names("O", pairs)
    assert "plan" in findings(room, tmp_path)


@pytest.mark.parametrize("what", TAMPERING)
def test_the_electorate_of_a_vote_is_equal_all_the_same(at: At, what: str) -> None:
    room = at("opened")
    behind_the_back(room, *TAMPERING[what])
    room.do("Clara", "vote.open", about=None, title="Shall we go on?")
    pairs = room.of("group")[0]["pairs"]
    for side in SIDES:
        assert len([each for each in room.of("elector") if each["side"] == side]) == pairs


@pytest.mark.parametrize(
    "what", ["a seat inserted", "many seats inserted", "a constituency shrunk", "the pairs raised", "a seat given away"]
)
def test_setting_the_plan_again_puts_it_right(at: At, tmp_path: Path, what: str) -> None:
    room = at("opened")
    before = [(seat["id"], seat["constituency"], seat["holder"]) for seat in room.of("seat")]
    behind_the_back(room, *TAMPERING[what])
    set_again(room)
    assert [(seat["id"], seat["constituency"], seat["holder"]) for seat in room.of("seat")] == before
    assert findings(room, tmp_path) == ""


def test_whoever_is_put_on_a_seat_beyond_the_plan_has_no_rights_by_it(at: At, tmp_path: Path) -> None:
    room = at("opened")
    behind_the_back(room, stray(5, room.people["Nora"]))
    for command in ("presence.check_in", "floor.ask"):
        assert room.refused("Nora", command).code == "not_allowed"
    set_again(room)
    assert findings(room, tmp_path) == ""
