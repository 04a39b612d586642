"""Accounts: the first administrator, links that open once, passwords, sign-out everywhere, revoking, erasing."""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from deliberate.commands.accounts import LINK_LASTS, digest_of
from deliberate.domain.refusals import Refusal
from deliberate.store.db import Database
from deliberate.store.journal import SITE, Entry, Journal, Receipt
from deliberate.store.people import Link
from tests.cast import GROUP, MEMBERS, OFFICERS, Room, account_of
from tests.commands.conftest import At

ENCODED = "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2g"
"""What is kept of some password."""

MINUTE = timedelta(minutes=1)


def refused(room: Room, actor: str | None, name: str, /, **data: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        room.do_site(actor, name, **data)
    return caught.value


def set_password(room: Room, name: str, link: str | None = None) -> None:
    """Somebody follows the link they were given, or another."""
    token = (link or room.links[name]).removeprefix("/join/")
    room.do_site(name, "account.set_password", token=token, encoded=ENCODED)


def link_refused(room: Room, name: str, link: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        set_password(room, name, link)
    return caught.value


def site_entries(room: Room) -> list[Entry]:
    with room.database.reading() as session:
        found = select(Entry).join(Journal, Journal.id == Entry.journal_id).where(Journal.slug == SITE)
        return list(session.scalars(found.order_by(Entry.seq)))


def written(room: Room) -> str:
    """Every entry of every journal and every receipt, as text."""
    with room.database.reading() as session:
        entries = [(e.actor, e.event, e.facts, e.changes) for e in session.scalars(select(Entry))]
        receipts = [(r.actor, r.digest, r.answer) for r in session.scalars(select(Receipt))]
    return repr((entries, receipts))


def bytes_of(room: Room) -> bytes:
    """Everything that lies in the database's files once nobody has it open."""
    room.database.engine.dispose()
    file = Path(str(room.database.engine.url.database))
    return b"".join(each.read_bytes() for each in file.parent.iterdir() if each.name.startswith(file.name))


# The first administrator


def test_the_first_administrator_begins_the_site(empty: Database) -> None:
    room = Room(empty)
    made = room.do_site(None, "site.begin", email="Ada@Site.test", name="Ada")
    room.people["Ada"] = made["person"]
    account = account_of(room, "Ada")
    assert account.administrator
    assert (account.email, account.name, account.password) == ("ada@site.test", "Ada", None)
    assert made["link"].startswith("/join/")
    [entry] = site_entries(room)
    assert (entry.event, entry.actor, entry.facts) == ("site.begun", None, {"person": made["person"]})
    assert entry.audience == "officers"


def test_a_site_begins_once(room: Room) -> None:
    refusal = refused(room, None, "site.begin", email="eve@site.test", name="Eve")
    assert refusal.code == "already_begun"


@pytest.mark.parametrize(
    "data",
    [
        {"email": "ada", "name": "Ada"},
        {"email": "ada@site.test", "name": "  "},
        {"email": f"{'a' * 250}@site.test", "name": "Ada"},
        {"email": "ada@site.test", "name": "A\x00da"},
        {"email": "ada@site.test", "name": "Ada", "administrator": True},
        {"name": "Ada"},
    ],
)
def test_an_account_needs_an_address_and_a_name_and_nothing_else(empty: Database, data: dict[str, str]) -> None:
    refusal = refused(Room(empty), None, "site.begin", **data)
    assert refusal.code == "bad_data"
    assert str(refusal).startswith("Please correct: ")


# Inviting


def test_an_administrator_opens_an_account_with_a_link(room: Room) -> None:
    made = room.do_site("Ada", "account.invite", email="ivo@site.test", name="Ivo")
    room.people["Ivo"] = made["person"]
    account = account_of(room, "Ivo")
    assert (account.email, account.administrator, account.password) == ("ivo@site.test", False, None)
    entry = site_entries(room)[-1]
    assert (entry.event, entry.audience) == ("account.invited", "officers")
    assert entry.facts == {"person": made["person"], "administrator": False}


def test_an_administrator_makes_another(room: Room) -> None:
    made = room.do_site("Ada", "account.invite", email="ivo@site.test", name="Ivo", administrator=True)
    room.people["Ivo"] = made["person"]
    room.do_site("Ivo", "group.create", slug="second", title="Second group")


@pytest.mark.parametrize("address", ["nora@site.test", "NORA@site.test", "Nora@Site.Test"])
def test_an_address_has_one_account_however_it_is_written(room: Room, address: str) -> None:
    refusal = refused(room, "Ada", "account.invite", email=address, name="Nora")
    assert refusal.code == "has_account"


def test_a_person_is_known_by_an_id_that_says_nothing(room: Room) -> None:
    for name, person in room.people.items():
        assert person is not None
        assert person.startswith("p-")
        assert name.casefold() not in person


@pytest.mark.parametrize("name", ["account.link", "account.revoke", "account.restore", "account.erase"])
def test_nothing_is_done_to_a_person_who_is_not_there(room: Room, name: str) -> None:
    refusal = refused(room, "Ada", name, person="p-nobody")
    assert refusal.code == "not_found"


# Links


def test_a_link_sets_a_password_once(room: Room) -> None:
    before = account_of(room, "Nora").generation
    set_password(room, "Nora")
    account = account_of(room, "Nora")
    assert account.password == ENCODED
    assert account.generation == before + 1, "earlier sign-ins are over"
    assert room.heard[-1][2] == {room.people["Nora"]}
    assert site_entries(room)[-1].event == "account.password_set"
    refusal = link_refused(room, "Nora", room.links["Nora"])
    assert refusal.code == "link_expired"
    assert "Ask the secretariat for a new one" in str(refusal)


def test_a_link_lasts_seven_days(room: Room) -> None:
    made = room.do_site("Ada", "account.link", person=room.people["Nora"])
    room.now += LINK_LASTS - timedelta(seconds=1)
    set_password(room, "Nora", made["link"])


def test_a_link_ends_at_the_second_it_expires(room: Room) -> None:
    made = room.do_site("Ada", "account.link", person=room.people["Nora"])
    room.now += LINK_LASTS
    assert link_refused(room, "Nora", made["link"]).code == "link_expired"
    assert account_of(room, "Nora").password is None


def test_a_link_is_for_one_person(room: Room) -> None:
    assert link_refused(room, "Gita", room.links["Nora"]).code == "link_expired"


def test_a_link_cannot_be_guessed(room: Room) -> None:
    assert link_refused(room, "Nora", "/join/" + secrets.token_urlsafe(24)).code == "link_expired"


def test_a_link_may_be_broken_by_a_mail_program(room: Room) -> None:
    set_password(room, "Nora", room.links["Nora"][:20] + "\n " + room.links["Nora"][20:])


def test_a_new_link_ends_the_one_before(room: Room) -> None:
    made = room.do_site("Ada", "account.link", person=room.people["Nora"])
    assert site_entries(room)[-1].event == "account.link_given"
    assert link_refused(room, "Nora", room.links["Nora"]).code == "link_expired"
    set_password(room, "Nora", made["link"])


def test_a_link_sets_what_is_kept_of_a_password_and_no_password_in_the_clear(room: Room) -> None:
    token = room.links["Nora"].removeprefix("/join/")
    refusal = refused(room, "Nora", "account.set_password", token=token, encoded="correct horse battery staple")
    assert refusal.code == "bad_data"


def test_a_link_stands_in_no_entry_no_receipt_and_nowhere_in_the_database(room: Room) -> None:
    links = [*room.links.values(), room.do_site("Ada", "account.link", person=room.people["Nora"])["link"]]
    links.append(room.do("Sam", "people.link", person=room.people["Gita"])["link"])
    stored = bytes_of(room)
    for link in links:
        token = link.removeprefix("/join/")
        assert len(token) >= 32
        assert token.encode() not in stored
        assert digest_of(token).encode() in stored


def test_the_same_command_again_gives_the_first_receipt_without_the_link(room: Room) -> None:
    def ask() -> dict[str, Any]:
        return room.door.execute(
            "account.link",
            {"person": room.people["Nora"]},
            group=None,
            actor=room.people["Ada"],
            key="the same",
            now=room.now,
        )

    first, again = ask(), ask()
    assert first["seq"] == again["seq"]
    assert "link" in first["made"]
    assert "link" not in again["made"]
    set_password(room, "Nora", first["made"]["link"])


def test_names_and_addresses_stand_in_no_entry_and_no_receipt(at: At) -> None:
    room = at("amended")
    room.do_site("Nora", "account.update", name="Nora N.", named_in_public=True, locale="fr")
    everything = written(room)
    assert "@site.test" not in everything.casefold()
    for name in room.people:
        assert f"'{name}'" not in everything


# Passwords and sign-ins


def test_changing_the_password_ends_every_earlier_sign_in(room: Room) -> None:
    before = account_of(room, "Gita").generation
    room.do_site("Gita", "account.change_password", encoded=ENCODED)
    assert account_of(room, "Gita").password == ENCODED
    assert account_of(room, "Gita").generation == before + 1
    assert room.heard[-1][2] == {room.people["Gita"]}
    assert site_entries(room)[-1].event == "account.password_set"


def test_signing_out_everywhere_ends_every_sign_in_of_that_person_alone(room: Room) -> None:
    before = {name: account_of(room, name).generation for name in ("Gita", "Olga")}
    room.do_site("Gita", "account.sign_out_everywhere")
    assert account_of(room, "Gita").generation == before["Gita"] + 1
    assert account_of(room, "Olga").generation == before["Olga"]
    assert room.heard[-1][2] == {room.people["Gita"]}
    assert site_entries(room)[-1].event == "account.signed_out_everywhere"


# What a person says about themselves


def test_a_person_is_named_to_observers_only_by_their_own_consent(room: Room) -> None:
    gita = room.people["Gita"]
    assert gita not in room.rooms()["public"]["directory"]
    assert room.rooms()["members"]["directory"][gita] == {"name": "Gita"}
    room.do_site("Gita", "account.update", name="Gita Ghana", named_in_public=True, locale="fr")
    assert room.rooms()["public"]["directory"] == {gita: {"name": "Gita Ghana"}}
    assert room.heard[-1][2] == {gita}
    room.do_site("Gita", "account.update", name="Gita Ghana", named_in_public=False)
    assert room.rooms()["public"]["directory"] == {}
    assert account_of(room, "Gita").locale is None


@pytest.mark.parametrize(
    "data", [{"named_in_public": True}, {"name": "", "named_in_public": True}, {"name": "G", "named_in_public": "yes"}]
)
def test_a_person_has_a_name_and_says_yes_or_no(room: Room, data: dict[str, Any]) -> None:
    assert refused(room, "Gita", "account.update", **data).code == "bad_data"


# Revoking and restoring


def test_a_revoked_account_acts_no_more_and_what_it_did_stands(at: At) -> None:
    room = at("voting")
    room.vote(Olga="for")
    before = account_of(room, "Olga").generation
    room.do_site("Ada", "account.revoke", person=room.people["Olga"])
    account = account_of(room, "Olga")
    assert account.revoked_at == room.now
    assert account.generation == before + 1, "signed out at once"
    assert room.heard[-1][2] == {room.people["Olga"]}
    assert site_entries(room)[-1].event == "account.revoked"
    question = room.of("question")[-1]["id"]
    assert room.refused("Olga", "vote.cast", question=question, choice="against").code == "not_allowed"
    assert room.close_vote()["result"]["tally"]["side:others"]["heads"]["for"] == 1
    assert room.record(f"ballot/{question}.O-1", "public")["choice"] == "for"


def test_a_revoked_account_keeps_neither_password_nor_link(room: Room) -> None:
    set_password(room, "Nora")
    link = room.do_site("Ada", "account.link", person=room.people["Nora"])["link"]
    room.do_site("Ada", "account.revoke", person=room.people["Nora"])
    assert account_of(room, "Nora").password is None
    assert link_refused(room, "Nora", link).code == "not_allowed"
    assert refused(room, "Ada", "account.link", person=room.people["Nora"]).code == "not_found"


def test_nobody_revokes_themselves_so_that_one_administrator_is_left(room: Room) -> None:
    refusal = refused(room, "Ada", "account.revoke", person=room.people["Ada"])
    assert refusal.code == "not_yourself"
    assert "another administrator" in str(refusal)


def test_an_account_is_revoked_once(room: Room) -> None:
    room.do_site("Ada", "account.revoke", person=room.people["Nora"])
    assert refused(room, "Ada", "account.revoke", person=room.people["Nora"]).code == "not_found"


def test_a_restored_account_acts_again_and_signs_in_by_a_new_link_alone(room: Room) -> None:
    before = room.do_site("Ada", "account.link", person=room.people["Nora"])["link"]
    room.do_site("Ada", "account.revoke", person=room.people["Nora"])
    room.do_site("Ada", "account.restore", person=room.people["Nora"])
    assert site_entries(room)[-1].event == "account.restored"
    assert account_of(room, "Nora").revoked_at is None
    assert link_refused(room, "Nora", before).code == "link_expired"
    set_password(room, "Nora", room.do_site("Ada", "account.link", person=room.people["Nora"])["link"])


def test_an_account_that_was_never_revoked_cannot_be_restored(room: Room) -> None:
    assert refused(room, "Ada", "account.restore", person=room.people["Nora"]).code == "not_found"


# Erasing


def test_whoever_has_a_seat_a_credential_or_an_office_is_not_erased(room: Room) -> None:
    for name in ("Gita", "Alba", "Olive", "Sam", "Vera"):
        refusal = refused(room, "Ada", "account.erase", person=room.people[name])
        assert refusal.code == "still_in_office", name
        assert "End the person's seats, credentials and offices first" in str(refusal)


def erase_otto(room: Room) -> None:
    """Otto leaves his seat, his credential is revoked, and everything that names him is erased."""
    credential = next(each for each in room.of("credential") if each["person"] == room.people["Otto"])
    room.do("Sam", "seat.vacate", seat="O-3")
    room.do("Sam", "credential.revoke", credential=credential["id"])
    room.do_site("Ada", "account.erase", person=room.people["Otto"])


def test_an_erased_person_stays_in_the_journal_as_an_id_without_a_name(at: At) -> None:
    room = at("opened")
    otto = str(room.people["Otto"])
    assert room.rooms()["members"]["directory"][otto] == {"name": "Otto"}
    erase_otto(room)
    account = account_of(room, "Otto")
    assert (account.name, account.email, account.password, account.locale) == (None, None, None, None)
    assert not account.named_in_public
    assert account.revoked_at == room.now
    assert room.heard[-1][2] == {otto}
    assert otto in written(room)
    assert any(each["person"] == otto for each in room.of("attendance", "public"))
    assert otto not in room.rooms()["members"]["directory"]
    with room.database.reading() as session:
        assert all(link.used_at for link in session.scalars(select(Link).where(Link.person == otto)))


def test_what_is_erased_is_nowhere_in_the_database(room: Room) -> None:
    assert b"otto@site.test" in bytes_of(room)
    erase_otto(room)
    assert b"otto@site.test" not in bytes_of(room)


def test_an_erased_account_is_not_restored_and_its_address_is_free_again(room: Room) -> None:
    erase_otto(room)
    assert refused(room, "Ada", "account.restore", person=room.people["Otto"]).code == "not_found"
    made = room.do_site("Ada", "account.invite", email="otto@site.test", name="Otto")
    assert made["person"] != room.people["Otto"]


def test_nobody_erases_themselves(room: Room) -> None:
    assert refused(room, "Ada", "account.erase", person=room.people["Ada"]).code == "not_found"


def test_the_cast_has_an_account_each(room: Room) -> None:
    assert {*OFFICERS, *MEMBERS, "Ada", "Nora"} == set(room.people)
    assert len(set(room.people.values())) == len(room.people)


def test_a_command_of_the_site_is_none_of_a_group(room: Room) -> None:
    assert room.refused("Ada", "account.sign_out_everywhere").code == "unknown_command"
    assert refused(room, "Ada", "sitting.open").code == "unknown_command"
    with pytest.raises(Refusal) as caught:
        room.door.execute(
            "group.update", {}, group="no-such-group", actor=room.people["Ada"], key="k", now=room.now
        )
    assert caught.value.code in ("bad_data", "not_found")
    assert GROUP != SITE
