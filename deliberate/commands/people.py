"""People of a group: inviting them, their credentials, their links."""

from typing import Any

from deliberate.commands.accounts import account_of, email, offer_link, open_account
from deliberate.commands.desk import Desk
from deliberate.commands.fields import line, maybe_line, maybe_number, number, one_of, person
from deliberate.commands.offices import appoint_to, check_belongs
from deliberate.commands.registry import command
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import OFFICE, Audience, Office, Role
from deliberate.store.groups import Constituency
from deliberate.store.people import Account
from deliberate.store.seats import Credential
from deliberate.store.standing import groups_of, seat_of


@command(
    "people.invite",
    {
        "email": email(),
        "name": line(),
        "constituency": maybe_number(),
        "delegation": maybe_line(120),
        "office": one_of(Office, load_default=None, allow_none=True),
        "title": maybe_line(120),
    },
    who=OFFICE,
)
def invite(
    desk: Desk, email: str, name: str, constituency: int | None, delegation: str, office: str | None, title: str
) -> dict[str, Any]:
    """The secretariat invites a person to the group: with a credential for a constituency, to an office, or both.

    Who has no password yet gets a link, shown once, that ends after seven days; unless they take part elsewhere, and
    were given one there.
    """
    if constituency is None and office is None:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="choose a constituency or an office")
    account = account_of(desk, email)
    if account is None:
        account = open_account(desk, email, name)
    elif desk.account(account.id).password is None and _is_ours(desk, account):
        offer_link(desk, account)
    made: dict[str, Any] = {"person": account.id}
    if constituency is not None:
        made["credential"] = _accredit(desk, account, constituency, delegation).id
    if office is not None:
        appoint_to(desk, Office(office), account.id, title)
    desk.record("person.invited", Audience.OFFICERS, person=account.id)
    return made


@command("people.link", {"person": person()}, who=OFFICE)
def link(desk: Desk, person: str) -> dict[str, Any]:
    """A new link for a person of this group: a new invitation, or a way to a new password. Earlier links end.

    A link opens all that a person may do: for somebody who takes part elsewhere too, or is an administrator, it is not
    the secretariat of one group that gives it.
    """
    account = desk.account(person)
    check_belongs(desk, person)
    if not (_is_ours(desk, account) or desk.is_any(Role.ADMINISTRATOR)):
        raise Refusal(
            "not_allowed", N_("This person takes part elsewhere too. An administrator of the site gives them a link.")
        )
    offer_link(desk, account)
    desk.record("person.link_given", Audience.OFFICERS, person=person)
    return {"person": person}


@command(
    "credential.issue",
    {"person": person(), "constituency": number(), "delegation": line(120)},
    who=OFFICE,
)
def issue(desk: Desk, person: str, constituency: int, delegation: str) -> dict[str, Any]:
    """A credential lets a person sit for one constituency, as part of a delegation. One person has one."""
    credential = _accredit(desk, desk.account(person), constituency, delegation)
    desk.record("credential.issued", Audience.OFFICERS, person=person)
    return {"credential": credential.id}


@command("credential.revoke", {"credential": number()}, who=OFFICE)
def revoke(desk: Desk, credential: int) -> None:
    """A credential ends. Whoever sits by it leaves the seat first."""
    row = desk.find(Credential, credential)
    seat = seat_of(desk.session, desk.journal.id, row.person)
    if seat is not None:
        raise Refusal("seat_held", N_("This person sits on %(seat)s. Vacate the seat first."), seat=seat.id)
    desk.session.delete(row)
    desk.record("credential.revoked", Audience.OFFICERS, person=row.person)


def _accredit(desk: Desk, account: Account, constituency: int, delegation: str) -> Credential:
    place = desk.find(Constituency, constituency)
    if not delegation:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="delegation: a name is needed")
    if desk.all_of(Credential, Credential.person == account.id):
        raise Refusal("has_credential", N_("This person already has a credential. Revoke it first."))
    credential = Credential(person=account.id, constituency_id=place.id, delegation=delegation, issued_at=desk.now)
    desk.add(credential, Audience.OFFICERS)
    desk.session.flush()
    return credential


def _is_ours(desk: Desk, account: Account) -> bool:
    """Whether this group is all that a person takes part in here."""
    return not account.administrator and groups_of(desk.session, account.id) <= {desk.journal.id}
