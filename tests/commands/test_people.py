"""People of a group: inviting them, their credentials, and the links that open their accounts."""

import secrets
from datetime import timedelta
from typing import Any

import pytest

from deliberate.commands.accounts import LINK_LASTS
from deliberate.domain.refusals import Refusal
from tests.cast import PLAN, Room, account_of
from tests.commands.conftest import At
from tests.commands.looking import happened, heard

ENCODED = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g"
"""What is kept of some password."""

SECOND = "second"


def constituency(room: Room, code: str) -> int:
    return next(int(row["id"]) for row in room.of("constituency") if row["code"] == code)


def invite(room: Room, name: str, actor: str = "Sam", **more: Any) -> dict[str, Any]:
    """Invite a person, who from then on is one of the cast."""
    made = room.do(actor, "people.invite", email=f"{name.lower()}@site.test", name=name, **more)
    room.people.setdefault(name, made["person"])
    return made


def follow(room: Room, name: str, link: str) -> None:
    """Somebody sets a password by a link."""
    room.do_site(name, "account.set_password", token=link.removeprefix("/join/"), encoded=ENCODED)


def second_group(room: Room) -> None:
    """Another group, whose secretariat is Ivo."""
    room.do_site("Ada", "group.create", slug=SECOND, title="Second group")
    elsewhere(room, "Ada", "plan.set", **PLAN)
    made = elsewhere(room, "Ada", "people.invite", email="ivo@site.test", name="Ivo", office="secretariat")
    room.people["Ivo"] = made["person"]


def elsewhere(room: Room, actor: str, command: str, /, **data: Any) -> dict[str, Any]:
    receipt = room.door.execute(
        command, data, group=SECOND, actor=room.people[actor], key=secrets.token_hex(8), now=room.now
    )
    made: dict[str, Any] = receipt["made"]
    return made


# Inviting


def test_a_person_is_invited_with_a_credential_and_gets_a_link_once(room: Room) -> None:
    made = invite(room, "Ivo", constituency=constituency(room, "civil"), delegation="Isle of Hope")
    assert room.record(f"credential/{made['credential']}") == {
        "id": made["credential"],
        "person": made["person"],
        "constituency": constituency(room, "civil"),
        "delegation": "Isle of Hope",
    }
    follow(room, "Ivo", made["link"])
    assert account_of(room, "Ivo").password == ENCODED


def test_a_person_is_invited_to_an_office(room: Room) -> None:
    made = invite(room, "Ivo", office="moderator", title="Friend of the chair")
    assert "credential" not in made
    office = next(row for row in room.of("office", "public") if row["person"] == made["person"])
    assert (office["office"], office["title"]) == ("moderator", "Friend of the chair")
    assert room.heard[-1][2] == {made["person"]}


def test_a_person_is_invited_to_both_at_once(room: Room) -> None:
    made = invite(room, "Ivo", constituency=constituency(room, "civil"), delegation="Isle", office="cochair")
    assert room.record(f"credential/{made['credential']}")["person"] == made["person"]
    assert any(row["person"] == made["person"] for row in room.of("office"))


def test_only_officers_hear_who_was_invited_with_a_credential(room: Room) -> None:
    made = invite(room, "Ivo", constituency=constituency(room, "civil"), delegation="Isle of Hope")
    assert heard(room, "officers")["event"] == "person.invited"
    assert heard(room, "officers")["facts"] == {"person": made["person"]}
    for reader in ("public", "members"):
        assert list(heard(room, reader)) == ["seq"]
        assert room.of("credential", reader) == []


def test_who_has_a_password_is_invited_without_a_link(room: Room) -> None:
    follow(room, "Nora", room.links["Nora"])
    made = invite(room, "Nora", office="associate")
    assert made == {"person": room.people["Nora"]}


def test_who_has_none_yet_gets_a_new_link(room: Room) -> None:
    made = invite(room, "Nora", office="associate")
    assert made["person"] == room.people["Nora"]
    follow(room, "Nora", made["link"])


def test_the_address_says_who_it_is_however_it_is_written(room: Room) -> None:
    made = room.do("Sam", "people.invite", email="NORA@Site.Test", name="Somebody", office="associate")
    assert made["person"] == room.people["Nora"]
    assert account_of(room, "Nora").name == "Nora"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "choose a constituency or an office"),
        ({"constituency": 1}, "delegation: a name is needed"),
        ({"office": "king"}, "office"),
        ({"office": "holder"}, "office"),
        ({"constituency": "civil", "delegation": "Isle"}, "constituency"),
        ({"constituency": 0, "delegation": "Isle"}, "constituency"),
        ({"office": "chair", "title": "T" * 121}, "title"),
    ],
)
def test_an_invitation_says_to_what(room: Room, more: dict[str, Any], words: str) -> None:
    refusal = room.refused("Sam", "people.invite", email="ivo@site.test", name="Ivo", **more)
    assert refusal.code == "bad_data"
    assert words in str(refusal)


def test_nobody_is_invited_to_a_constituency_that_is_not_there(room: Room) -> None:
    refusal = room.refused("Sam", "people.invite", email="i@site.test", name="I", constituency=99, delegation="Isle")
    assert refusal.code == "not_found"


def test_nobody_is_invited_twice_to_the_same(room: Room) -> None:
    more = {"constituency": constituency(room, "civil"), "delegation": "Outreach"}
    refusal = room.refused("Sam", "people.invite", email="otto@site.test", name="Otto", **more)
    assert refusal.code == "has_credential"
    assert "Revoke it first" in str(refusal)
    refusal = room.refused("Sam", "people.invite", email="ana@site.test", name="Ana", office="associate")
    assert refusal.code == "has_office"
    assert "already associate" in str(refusal)


def test_a_revoked_account_is_not_invited(room: Room) -> None:
    room.do_site("Ada", "account.revoke", person=room.people["Nora"])
    refusal = room.refused("Sam", "people.invite", email="nora@site.test", name="Nora", office="chair")
    assert refusal.code == "not_found"
    assert "was revoked" in str(refusal)


def test_a_chair_who_is_invited_takes_over(room: Room) -> None:
    made = invite(room, "Ivo", office="chair")
    chairs = [row["person"] for row in room.of("office") if row["office"] == "chair"]
    assert chairs == [made["person"]]
    assert room.heard[-1][2] == {made["person"], room.people["Clara"]}


# Links


def test_the_secretariat_gives_a_new_link(room: Room) -> None:
    made = room.do("Sam", "people.link", person=room.people["Gita"])
    assert heard(room, "officers")["event"] == "person.link_given"
    assert list(heard(room, "members")) == ["seq"]
    with pytest.raises(Refusal) as caught:
        follow(room, "Gita", room.links["Gita"])
    assert caught.value.code == "link_expired", "the link before has ended"
    room.now += LINK_LASTS - timedelta(seconds=1)
    follow(room, "Gita", made["link"])


def test_a_new_password_ends_every_earlier_sign_in(room: Room) -> None:
    follow(room, "Gita", room.links["Gita"])
    before = account_of(room, "Gita").generation
    follow(room, "Gita", room.do("Sam", "people.link", person=room.people["Gita"])["link"])
    assert account_of(room, "Gita").generation == before + 1


@pytest.mark.parametrize("name", ["Gita", "Alba", "Olive", "Clara", "Vera"])
def test_a_link_is_for_whoever_has_a_seat_a_credential_or_an_office(room: Room, name: str) -> None:
    follow(room, name, room.do("Sam", "people.link", person=room.people[name])["link"])


def test_a_person_of_no_group_gets_no_link_from_one(room: Room) -> None:
    refusal = room.refused("Sam", "people.link", person=room.people["Nora"])
    assert refusal.code == "not_found"
    assert "invites them first" in str(refusal)
    assert room.refused("Sam", "people.link", person="p-nobody").code == "not_found"


def test_the_secretariat_does_not_open_an_administrators_account(room: Room) -> None:
    invite(room, "Ada", office="observer")
    refusal = room.refused("Sam", "people.link", person=room.people["Ada"])
    assert refusal.code == "not_allowed"
    assert "An administrator of the site gives them a link" in str(refusal)


def test_nor_by_inviting_an_administrator_who_has_no_password_yet(room: Room) -> None:
    assert account_of(room, "Ada").password is None
    assert "link" not in invite(room, "Ada", office="observer")


def test_the_secretariat_of_one_group_does_not_open_the_account_of_another_groups_chair(room: Room) -> None:
    second_group(room)
    made = elsewhere(room, "Ivo", "people.invite", email="clara@site.test", name="Clara", office="observer")
    assert made == {"person": room.people["Clara"]}
    with pytest.raises(Refusal) as caught:
        elsewhere(room, "Ivo", "people.link", person=room.people["Clara"])
    assert caught.value.code == "not_allowed"
    assert room.refused("Sam", "people.link", person=room.people["Clara"]).code == "not_allowed"
    follow(room, "Clara", room.links["Clara"])


def test_an_administrator_gives_a_link_to_who_takes_part_in_two_groups(room: Room) -> None:
    second_group(room)
    elsewhere(room, "Ivo", "people.invite", email="clara@site.test", name="Clara", office="observer")
    follow(room, "Clara", room.do("Ada", "people.link", person=room.people["Clara"])["link"])


# Credentials


def test_a_credential_is_issued_and_told_to_officers_alone(room: Room) -> None:
    made = room.do(
        "Sam",
        "credential.issue",
        person=room.people["Nora"],
        constituency=constituency(room, "origin"),
        delegation="Nauru",
    )
    record = room.record(f"credential/{made['credential']}")
    assert (record["person"], record["delegation"]) == (room.people["Nora"], "Nauru")
    assert heard(room, "officers")["event"] == "credential.issued"
    assert list(heard(room, "members")) == ["seq"]


def test_a_person_sits_by_the_credential_they_were_issued(room: Room) -> None:
    room.do(
        "Sam",
        "credential.issue",
        person=room.people["Nora"],
        constituency=constituency(room, "destination"),
        delegation="Norway",
    )
    room.do("Sam", "seat.assign", seat="G-4", person=room.people["Nora"])
    assert room.record("seat/G-4", "public")["delegation"] == "Norway"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"person": "p-nobody"}, "not_found"),
        ({"constituency": 99}, "not_found"),
        ({"delegation": " "}, "bad_data"),
        ({"delegation": "D" * 121}, "bad_data"),
    ],
)
def test_a_credential_names_a_person_a_constituency_and_a_delegation(
    room: Room, change: dict[str, Any], code: str
) -> None:
    data = {"person": room.people["Nora"], "constituency": constituency(room, "civil"), "delegation": "New Hope"}
    assert room.refused("Sam", "credential.issue", **{**data, **change}).code == code


def test_one_person_has_one_credential(room: Room) -> None:
    data = {"constituency": constituency(room, "origin"), "delegation": "Gabon"}
    refusal = room.refused("Sam", "credential.issue", person=room.people["Gina"], **data)
    assert refusal.code == "has_credential"


def test_a_revoked_account_gets_no_credential(room: Room) -> None:
    room.do_site("Ada", "account.revoke", person=room.people["Nora"])
    data = {"constituency": constituency(room, "civil"), "delegation": "New Hope"}
    assert room.refused("Sam", "credential.issue", person=room.people["Nora"], **data).code == "not_found"


def test_a_revoked_credential_seats_nobody(room: Room) -> None:
    credential = next(row["id"] for row in room.of("credential") if row["person"] == room.people["Olive"])
    room.do("Sam", "credential.revoke", credential=credential)
    assert heard(room, "officers")["changes"] == {f"credential/{credential}": None}
    assert list(heard(room, "members")) == ["seq"]
    refusal = room.refused("Sam", "seat.assign", seat="O-4", person=room.people["Olive"])
    assert refusal.code == "no_credential"


@pytest.mark.parametrize(("name", "seat"), [("Gita", "G-1"), ("Alba", "G-1"), ("Otto", "O-3")])
def test_a_credential_is_not_revoked_from_under_somebody_who_sits_by_it(room: Room, name: str, seat: str) -> None:
    credential = next(row["id"] for row in room.of("credential") if row["person"] == room.people[name])
    refusal = room.refused("Sam", "credential.revoke", credential=credential)
    assert refusal.code == "seat_held"
    assert f"sits on {seat}. Vacate the seat first" in str(refusal)


def test_a_credential_that_is_not_there_is_not_revoked(room: Room) -> None:
    assert room.refused("Sam", "credential.revoke", credential=999).code == "not_found"


def test_accrediting_is_for_the_secretariat(at: At) -> None:
    room = at("opened")
    credential = room.of("credential")[0]["id"]
    given: dict[str, dict[str, Any]] = {
        "people.invite": {"email": "ivo@site.test", "name": "Ivo", "office": "observer"},
        "people.link": {"person": room.people["Gita"]},
        "credential.issue": {"person": room.people["Nora"], "constituency": 1, "delegation": "Nauru"},
        "credential.revoke": {"credential": credential},
    }
    for command, data in given.items():
        for actor in ("Clara", "Remi", "Gita"):
            assert room.refused(actor, command, **data).code == "not_allowed"
    assert happened(room)[0] == "agenda.taken_up"
