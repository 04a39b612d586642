"""Offices: who appoints whom, who takes over from whom, and who hears of it."""

from typing import Any

import pytest

from tests.cast import Room
from tests.commands.conftest import At
from tests.commands.looking import happened, heard

OFFICES = ("chair", "cochair", "moderator", "rapporteur", "secretariat", "associate", "observer")
OF_THE_CHAIR = ("cochair", "moderator", "rapporteur")


def appoint(room: Room, actor: str, name: str, office: str, title: str = "") -> None:
    room.do(actor, "office.appoint", person=room.people[name], office=office, title=title)


def holders(room: Room, office: str, reader: str = "officers") -> set[str]:
    return {row["person"] for row in room.of("office", reader) if row["office"] == office}


def office_of(room: Room, name: str) -> dict[str, Any]:
    return next(row for row in room.of("office") if row["person"] == room.people[name])


def unsettled(room: Room) -> set[str | None]:
    return set(room.heard[-1][2])


# Appointing


@pytest.mark.parametrize("actor", ["Sam", "Ada"])
def test_the_secretariat_appoints_to_any_office(room: Room, actor: str) -> None:
    for office in OFFICES:
        appoint(room, actor, "Nora", office, title="By acclamation")
        assert room.people["Nora"] in holders(room, office)
        assert room.people["Nora"] in unsettled(room), "her connections begin anew with her new rights"
    assert {row["title"] for row in room.of("office") if row["person"] == room.people["Nora"]} == {"By acclamation"}


@pytest.mark.parametrize("office", OF_THE_CHAIR)
def test_the_chair_appoints_those_who_help_to_conduct(room: Room, office: str) -> None:
    appoint(room, "Clara", "Olive", office)
    assert room.people["Olive"] in holders(room, office)


@pytest.mark.parametrize("office", [each for each in OFFICES if each not in OF_THE_CHAIR])
def test_all_other_offices_are_the_secretariats_to_give(room: Room, office: str) -> None:
    refusal = room.refused("Clara", "office.appoint", person=room.people["Olive"], office=office)
    assert refusal.code == "not_allowed"
    assert "The secretariat appoints" in str(refusal)


def test_the_chair_appoints_people_of_the_group(room: Room) -> None:
    refusal = room.refused("Clara", "office.appoint", person=room.people["Nora"], office="moderator")
    assert refusal.code == "not_found"
    assert "The secretariat invites them first" in str(refusal)


def test_everyone_hears_of_an_appointment(room: Room) -> None:
    appoint(room, "Sam", "Olive", "cochair")
    assert happened(room) == ("office.appointed", {"office": "cochair", "person": room.people["Olive"]})
    [key] = heard(room)["changes"]
    assert room.record(key, "public")["office"] == "cochair"


def test_who_observes_is_the_officers_business_alone(room: Room) -> None:
    appoint(room, "Sam", "Nora", "observer")
    assert heard(room, "officers")["facts"] == {"office": "observer", "person": room.people["Nora"]}
    for reader in ("public", "members"):
        assert list(heard(room, reader)) == ["seq"]
        assert holders(room, "observer", reader) == set()
        assert room.people["Nora"] not in room.rooms()[reader]["directory"]


@pytest.mark.parametrize(("office", "before"), [("chair", "Clara"), ("rapporteur", "Remi")])
def test_there_is_one_chair_and_one_rapporteur(room: Room, office: str, before: str) -> None:
    appoint(room, "Sam", "Olive", office)
    assert holders(room, office) == {room.people["Olive"]}
    assert unsettled(room) == {room.people["Olive"], room.people[before]}


@pytest.mark.parametrize("office", ["cochair", "moderator", "secretariat", "associate", "observer"])
def test_all_others_may_be_several(room: Room, office: str) -> None:
    before = holders(room, office)
    appoint(room, "Sam", "Olive", office)
    appoint(room, "Sam", "Gina", office)
    assert holders(room, office) == before | {str(room.people["Olive"]), str(room.people["Gina"])}


def test_a_person_has_an_office_once_and_may_have_another(room: Room) -> None:
    refusal = room.refused("Sam", "office.appoint", person=room.people["Clara"], office="chair")
    assert refusal.code == "has_office"
    appoint(room, "Sam", "Clara", "moderator")


def test_the_chair_may_hold_a_seat_too_and_votes_for_it(at: At) -> None:
    room = at("voting")
    appoint(room, "Sam", "Olga", "chair")
    question = room.of("question")[0]["id"]
    room.do("Olga", "vote.cast", question=question, choice="for")
    room.do("Olga", "vote.close", question=question)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"person": "p-nobody", "office": "cochair"}, "not_found"),
        ({"person": "p-nobody", "office": "king"}, "bad_data"),
        ({"person": "p-nobody", "office": "holder"}, "bad_data"),
        ({"person": "", "office": "cochair"}, "bad_data"),
        ({"person": "p-nobody", "office": "cochair", "title": "T" * 121}, "bad_data"),
    ],
)
def test_an_appointment_names_a_person_and_an_office(room: Room, data: dict[str, str], code: str) -> None:
    assert room.refused("Sam", "office.appoint", **data).code == code


def test_a_revoked_account_is_appointed_to_nothing(room: Room) -> None:
    room.do_site("Ada", "account.revoke", person=room.people["Olive"])
    assert room.refused("Sam", "office.appoint", person=room.people["Olive"], office="cochair").code == "not_found"


# Ending


def test_an_office_ends_at_once_and_everywhere(room: Room) -> None:
    remi = office_of(room, "Remi")
    room.do("Sam", "office.end", office=remi["id"])
    assert holders(room, "rapporteur", "public") == set()
    assert happened(room) == ("office.ended", {"office": "rapporteur", "person": room.people["Remi"]})
    assert heard(room)["changes"] == {f"office/{remi['id']}": None}
    assert unsettled(room) == {room.people["Remi"]}
    assert room.refused("Remi", "statement.create", title="Mine").code == "not_allowed"


def test_the_end_of_an_observers_office_is_told_to_officers_alone(room: Room) -> None:
    room.do("Sam", "office.end", office=office_of(room, "Vera")["id"])
    assert heard(room, "officers")["event"] == "office.ended"
    assert list(heard(room, "members")) == ["seq"]


def test_the_chair_ends_what_the_chair_may_give(room: Room) -> None:
    room.do("Clara", "office.end", office=office_of(room, "Remi")["id"])
    for name in ("Clara", "Sam", "Ana", "Vera"):
        refusal = room.refused("Clara", "office.end", office=office_of(room, name)["id"])
        assert refusal.code == "not_allowed", name


def test_an_office_that_is_not_there_does_not_end(room: Room) -> None:
    room.do("Sam", "office.end", office=office_of(room, "Remi")["id"])
    assert room.refused("Sam", "office.end", office=999).code == "not_found"


# Handing over


def test_the_chair_hands_over_to_another_person_of_the_group(room: Room) -> None:
    room.do("Clara", "office.hand_over", person=room.people["Olive"])
    assert holders(room, "chair", "public") == {room.people["Olive"]}
    assert happened(room) == ("chair.handed_over", {"person": room.people["Olive"]})
    assert unsettled(room) == {room.people["Clara"], room.people["Olive"]}
    assert room.refused("Clara", "sitting.schedule", title="x", starts_at="2026-05-05T10:00:00Z").code == "not_allowed"
    room.do("Olive", "sitting.schedule", title="First", starts_at="2026-05-05T10:00:00Z")


def test_the_chair_does_not_hand_over_to_themselves(room: Room) -> None:
    refusal = room.refused("Clara", "office.hand_over", person=room.people["Clara"])
    assert refusal.code == "not_yourself"


def test_the_chair_does_not_go_to_a_stranger(room: Room) -> None:
    for person in (room.people["Nora"], "p-nobody"):
        refusal = room.refused("Clara", "office.hand_over", person=person)
        assert refusal.code == "not_found"


def test_the_chair_does_not_go_to_a_revoked_account(room: Room) -> None:
    room.do_site("Ada", "account.revoke", person=room.people["Olive"])
    assert room.refused("Clara", "office.hand_over", person=room.people["Olive"]).code == "not_found"


def test_only_the_chair_hands_the_chair_over(room: Room) -> None:
    appoint(room, "Clara", "Gina", "cochair")
    for actor in ("Sam", "Ada", "Gina", "Remi", "Gita"):
        assert room.refused(actor, "office.hand_over", person=room.people["Olive"]).code == "not_allowed"
