"""Accounts: people as the site knows them. Who they are in a group is a matter of seats and offices."""

import hashlib
import re
import secrets
from datetime import timedelta
from typing import Any

from marshmallow import validate
from marshmallow.fields import Email, String
from sqlalchemy import func, select, update

from deliberate.commands.desk import Desk
from deliberate.commands.fields import line, maybe_line, person, truth
from deliberate.commands.registry import command
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import NOBODY, Audience, Role
from deliberate.store.groups import Appointment
from deliberate.store.people import Account, Link
from deliberate.store.seats import Credential, Seat

LINK_LASTS = timedelta(days=7)
EMAIL_CHARACTERS = 254


def email() -> Email:
    """An e-mail address."""
    return Email(required=True, validate=validate.Length(max=EMAIL_CHARACTERS))


@command("site.begin", {"email": email(), "name": line()}, who=NOBODY, of_site=True)
def begin(desk: Desk, email: str, name: str) -> dict[str, Any]:
    """The first administrator of a new site. Refused as soon as there is one."""
    if desk.session.scalar(select(func.count()).select_from(Account).where(Account.administrator)):
        raise Refusal("already_begun", N_("This site already has an administrator."))
    account = open_account(desk, email, name)
    account.administrator = True
    desk.record("site.begun", Audience.OFFICERS, person=account.id)
    return {"person": account.id}


@command(
    "account.invite",
    {"email": email(), "name": line(), "administrator": truth(load_default=False)},
    who=Role.ADMINISTRATOR,
    of_site=True,
)
def invite(desk: Desk, email: str, name: str, administrator: bool) -> dict[str, Any]:
    """An account for a person, with a link to set a password. An address has one account."""
    if account_of(desk, email) is not None:
        raise Refusal("has_account", N_("There is already an account with this address."))
    account = open_account(desk, email, name)
    account.administrator = administrator
    desk.record("account.invited", Audience.OFFICERS, person=account.id, administrator=administrator)
    return {"person": account.id}


@command("account.link", {"person": person()}, who=Role.ADMINISTRATOR, of_site=True)
def link(desk: Desk, person: str) -> dict[str, Any]:
    """A new link with which a person sets a password. Earlier unused links of theirs end."""
    offer_link(desk, desk.account(person))
    desk.record("account.link_given", Audience.OFFICERS, person=person)
    return {"person": person}


def encoded() -> String:
    """What is kept of a password, made before the door: it takes long, and the clerk waits for nothing."""
    return String(required=True, validate=validate.Regexp(r"^\$argon2id\$"))


@command(
    "account.set_password",
    {"token": String(required=True), "encoded": encoded()},
    who=Role.SELF,
    of_site=True,
    inner=True,
)
def set_password(desk: Desk, token: str, encoded: str) -> None:
    """A person sets a password by the link they were given, once. Every earlier sign-in of theirs ends."""
    found = desk.session.get(Link, digest_of(token))
    if found is None or found.person != desk.actor or found.used_at is not None or found.expires_at <= desk.now:
        raise Refusal("link_expired", N_("This link was used or has expired. Ask the secretariat for a new one."))
    found.used_at = desk.now
    account = desk.account(found.person)
    account.password = encoded
    account.generation += 1
    desk.unsettled.add(account.id)
    desk.record("account.password_set", Audience.OFFICERS, person=account.id)


@command("account.change_password", {"encoded": encoded()}, who=Role.SELF, of_site=True, inner=True)
def change_password(desk: Desk, encoded: str) -> None:
    """A person who has shown the present password sets another. Every earlier sign-in of theirs ends."""
    account = desk.account(str(desk.actor))
    account.password = encoded
    account.generation += 1
    desk.unsettled.add(account.id)
    desk.record("account.password_set", Audience.OFFICERS, person=account.id)


@command("account.sign_out_everywhere", {}, who=Role.SELF, of_site=True)
def sign_out_everywhere(desk: Desk) -> None:
    """Every sign-in of the actor, on every device, ends."""
    account = desk.account(str(desk.actor))
    account.generation += 1
    desk.unsettled.add(account.id)
    desk.record("account.signed_out_everywhere", Audience.OFFICERS, person=account.id)


@command(
    "account.update",
    {"name": line(), "named_in_public": truth(), "locale": maybe_line(10)},
    who=Role.SELF,
    of_site=True,
)
def update_account(desk: Desk, name: str, named_in_public: bool, locale: str) -> None:
    """A person changes their name, their language, and whether observers may see the name."""
    account = desk.account(str(desk.actor))
    account.name, account.named_in_public, account.locale = name, named_in_public, locale or None
    desk.unsettled.add(account.id)
    desk.record("account.updated", Audience.OFFICERS, person=account.id)


@command("account.revoke", {"person": person()}, who=Role.ADMINISTRATOR, of_site=True)
def revoke(desk: Desk, person: str) -> None:
    """An account ends at once, its sign-ins, password and links too. What it did stands. Nobody revokes themselves."""
    account = desk.account(person)
    if person == desk.actor:
        raise Refusal("not_yourself", N_("Ask another administrator to revoke your account."))
    account.revoked_at = desk.now
    account.password = None
    account.generation += 1
    _end_links(desk, person)
    desk.unsettled.add(person)
    desk.record("account.revoked", Audience.OFFICERS, person=person)


@command("account.restore", {"person": person()}, who=Role.ADMINISTRATOR, of_site=True)
def restore(desk: Desk, person: str) -> None:
    """A revoked account may act again, after a new link."""
    account = desk.session.get(Account, person)
    if account is None or account.revoked_at is None or account.email is None:
        raise Refusal("not_found", N_("There is no revoked account of this person."))
    account.revoked_at = None
    desk.record("account.restored", Audience.OFFICERS, person=person)


@command("account.erase", {"person": person()}, who=Role.ADMINISTRATOR, of_site=True)
def erase(desk: Desk, person: str) -> None:
    """Everything that names a person is erased; in the journals an opaque id stays. They hold no seat or office."""
    account = desk.session.get(Account, person)
    if account is None or person == desk.actor:
        raise Refusal("not_found", N_("There is no such person, or it is you."))
    seat = desk.session.scalar(select(Seat).where((Seat.holder == person) | (Seat.alternate == person)))
    office = desk.session.scalar(select(Appointment).where(Appointment.person == person))
    credential = desk.session.scalar(select(Credential).where(Credential.person == person))
    if seat or office or credential:
        raise Refusal("still_in_office", N_("End the person's seats, credentials and offices first, in every group."))
    account.email = account.name = account.password = account.locale = None
    account.administrator = account.named_in_public = False
    account.revoked_at = account.revoked_at or desk.now
    account.generation += 1
    _end_links(desk, person)
    desk.unsettled.add(person)
    desk.record("account.erased", Audience.OFFICERS, person=person)


def account_of(desk: Desk, email: str) -> Account | None:
    """The account with this address."""
    return desk.session.scalar(select(Account).where(Account.email == email.strip().casefold()))


def open_account(desk: Desk, email: str, name: str) -> Account:
    """A new account, without a password, and the link to set one."""
    account = Account(id=f"p-{secrets.token_hex(8)}", email=email.strip().casefold(), name=name, created_at=desk.now)
    desk.session.add(account)
    desk.session.flush()
    offer_link(desk, account)
    return account


def offer_link(desk: Desk, account: Account) -> None:
    """Give the caller a link for this person, which stands nowhere else; earlier unused ones end."""
    _end_links(desk, account.id)
    token = secrets.token_urlsafe(24)
    desk.session.add(Link(digest=digest_of(token), person=account.id, expires_at=desk.now + LINK_LASTS))
    desk.secrets["link"] = f"/join/{token}"


def _end_links(desk: Desk, person: str) -> None:
    unused = update(Link).where(Link.person == person, Link.used_at.is_(None))
    desk.session.execute(unused.values(used_at=desk.now))


def digest_of(token: str) -> str:
    """What is kept of a link: enough to know it again, not enough to make it."""
    return hashlib.sha256(re.sub(r"\s", "", token).encode()).hexdigest()
