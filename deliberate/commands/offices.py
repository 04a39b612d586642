"""Offices: who chairs, who keeps the text, who serves the group."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_line, number, one_of, person
from deliberate.commands.registry import command
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import OFFICE, OFFICES_OF_THE_CHAIR, SINGLE_OFFICES, Audience, Office, Role
from deliberate.store.groups import Appointment
from deliberate.store.standing import groups_of

HIDDEN = frozenset({Office.OBSERVER})
"""Offices that are nobody's business but the officers': an observer of a closed group may be at risk."""


@command(
    "office.appoint",
    {"person": person(), "office": one_of(Office), "title": maybe_line(120)},
    who=OFFICE | Role.CHAIR,
)
def appoint(desk: Desk, person: str, office: str, title: str) -> None:
    """The secretariat appoints to any office; the chair appoints people of the group co-chair, moderator, rapporteur.

    There is one chair and one rapporteur: a new one takes over from the one before.
    """
    given = Office(office)
    _check_giver(desk, given)
    if not desk.is_any(OFFICE):
        check_belongs(desk, person)
    appoint_to(desk, given, desk.account(person).id, title)
    desk.record("office.appointed", **_told(given, person))


@command("office.end", {"office": number()}, who=OFFICE | Role.CHAIR)
def end(desk: Desk, office: int) -> None:
    """An appointment ends, at once and everywhere."""
    row = desk.find(Appointment, office)
    _check_giver(desk, Office(row.office))
    desk.session.delete(row)
    desk.unsettled.add(row.person)
    desk.record("office.ended", **_told(Office(row.office), row.person))


@command("office.hand_over", {"person": person()}, who=Role.CHAIR)
def hand_over(desk: Desk, person: str) -> None:
    """The chair hands the chair over to another person of the group."""
    if person == desk.actor:
        raise Refusal("not_yourself", N_("You already have the chair."))
    check_belongs(desk, person)
    appoint_to(desk, Office.CHAIR, desk.account(person).id, "")
    desk.record("chair.handed_over", person=person)


def appoint_to(desk: Desk, office: Office, person: str, title: str) -> None:
    """Put a person in an office; from an office for one, whoever has it leaves."""
    rows = desk.all_of(Appointment, Appointment.office == office.value)
    if any(row.person == person for row in rows):
        raise Refusal("has_office", N_("This person is already %(office)s."), office=office.value)
    if office in SINGLE_OFFICES:
        for row in rows:
            desk.session.delete(row)
            desk.unsettled.add(row.person)
    audience = Audience.OFFICERS if office in HIDDEN else Audience.PUBLIC
    desk.add(Appointment(office=office.value, title=title, person=person, appointed_at=desk.now), audience)
    desk.unsettled.add(person)


def check_belongs(desk: Desk, person: str) -> None:
    """Refuse unless the person has a seat, an office or a credential in this group."""
    if desk.journal.id not in groups_of(desk.session, person):
        raise Refusal("not_found", N_("This person is not in this group. The secretariat invites them first."))


def _check_giver(desk: Desk, office: Office) -> None:
    if desk.is_any(OFFICE) or office in OFFICES_OF_THE_CHAIR:
        return
    raise Refusal("not_allowed", N_("The secretariat appoints to this office."))


def _told(office: Office, person: str) -> dict[str, str]:
    return {"office": office.value, "person": person}
