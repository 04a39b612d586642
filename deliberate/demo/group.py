"""The demo group: founded through the door like any other, once, and found again at every later start."""

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from deliberate.commands.execute import Door
from deliberate.demo.delegations import CONSTITUENCIES, GOVERNMENTS, OTHERS, PAIRS, Delegation
from deliberate.demo.entrance import address
from deliberate.demo.statement import report
from deliberate.documents.five_part import as_command
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.groups import Group
from deliberate.store.people import Account

SLUG = "stranded-migrants"
TITLE = "Working Group on Stranded Migrants"
MANDATE = (
    "To prepare joint answers for migrants stranded in crises: governments hold one half of the seats, and migrants,"
    " civil society, organisations, employers and unions the other."
)
AGENDA = (
    "Opening and adoption of the agenda",
    "Recommendations: reading of the draft",
    "Benchmarks for the next five years",
    "Adoption of the joint statement",
)

OFFICERS = (
    ("secretariat", "Secretariat", "Noor Haddad", "secretariat"),
    ("chair", "Chair", "Ambassador Akosua Mensah", "chair"),
    ("rapporteur", "Rapporteur", "Benedikt Aalto", "rapporteur"),
    ("associate", "Special Rapporteur on the human rights of migrants", "Professor Lucía Ferreyra", "associate"),
)
"""Address before the @, title, name, office."""

PARTS_TO_PLAY = (
    ("chair", N_("Chair"), "chair"),
    ("government", N_("Government member (Ghana)"), "ghana"),
    ("others", N_("Member of the others (Open Harbour Legal Aid)"), "open-harbour-legal-aid"),
    ("migrants", N_("Migrant representative (Wayfarers' Voice Network)"), "wayfarers-voice-network"),
    ("rapporteur", N_("Rapporteur"), "rapporteur"),
    ("associate", N_("Associate (Special Rapporteur)"), "associate"),
    ("secretariat", N_("Secretariat"), "secretariat"),
)
"""Who a visitor can be: the name in the link, the words for it, and the address before the @."""

ADMINISTRATOR = "administrator"


def email(name: str) -> str:
    """The address of somebody in the demo: nobody's, as the domain is reserved (RFC 2606)."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in name.casefold().replace("'", ""))
    return f"{plain}@demo.example"


def found(door: Door, now: datetime) -> dict[str, str]:
    """Found the demo group where it is not yet; the person behind each part that one can play."""
    with door.database.reading() as session:
        known = session.scalar(select(Group).where(Group.slug == SLUG)) is not None
        strangers = session.scalar(select(func.count()).select_from(Account)) if not known else 0
    if strangers:
        raise Refusal("not_a_demo", N_("This database belongs to a site. Choose another with DELIBERATE_VAR."))
    if not known:
        Founding(door, now).run()
    with door.database.reading() as session:
        ids = {address: id_ for id_, address in session.execute(select(Account.id, Account.email))}
    return {part: ids[email(name)] for part, _, name in PARTS_TO_PLAY}


def welcome(base_url: str, secret: bytes) -> str:
    """What the terminal says once the demo is being served."""
    width = max(len(words) for _, words, _ in PARTS_TO_PLAY) + 2
    lines = [f"  {words:<{width}}{address(base_url, secret, part)}" for part, words, _ in PARTS_TO_PLAY]
    observers = f"  {'Observers (no sign-in)':<{width}}{base_url}/g/{SLUG}/gallery"
    return "\n".join(["", f"{TITLE}: open any of these, each in a browser of its own.", "", *lines, observers, ""])


class Founding:
    """Sets up the group by the commands that a secretariat would give, in the order it would give them."""

    def __init__(self, door: Door, now: datetime) -> None:
        self._door = door
        self._now = now
        self._people: dict[str, str] = {}

    def run(self) -> None:
        """Group, plan, people, seats, sitting, statement, and the members of most delegations checked in."""
        made = self._give(None, "site.begin", {"email": email(ADMINISTRATOR), "name": "Demo administrator"}, None)
        self._people[ADMINISTRATOR] = made["person"]
        group = {"slug": SLUG, "title": TITLE, "mandate": MANDATE, "timezone": "Africa/Accra", "public": True}
        self._give(None, "group.create", group, ADMINISTRATOR)
        plan = {"pairs": PAIRS, "constituencies": [asdict(each) for each in CONSTITUENCIES]}
        self._give(SLUG, "plan.set", plan, ADMINISTRATOR)
        for name, title, person, office in OFFICERS:
            self._invite(name, {"name": person, "office": office, "title": title})
        self._give(SLUG, "group.set_rules", RULES, "secretariat")
        for letter, delegations in (("G", GOVERNMENTS), ("O", OTHERS)):
            for number, delegation in enumerate(delegations, start=1):
                self._seat(f"{letter}-{number}", delegation)
        self._convene()

    def _seat(self, seat: str, delegation: Delegation) -> None:
        people = {"seat.assign": delegation.holder, "seat.assign_alternate": delegation.alternate}
        for command, person in people.items():
            if person is None:
                continue
            name = delegation.name if command == "seat.assign" else f"{delegation.name} alternate"
            credential = {"constituency": self._constituency(delegation.constituency), "delegation": delegation.name}
            self._invite(name, {"name": person, **credential})
            self._give(SLUG, command, {"seat": seat, "person": self._people[name]}, "secretariat")

    def _convene(self) -> None:
        starts = self._now.replace(minute=0, second=0, microsecond=0)
        session = {"title": "People stranded in crises", "starts_at": starts.isoformat()}
        self._give(SLUG, "sitting.schedule", session, "chair")
        items = [self._give(SLUG, "agenda.add", {"title": title}, "chair")["item"] for title in AGENDA]
        self._give(SLUG, "statement.import", as_command(report()), "rapporteur")
        for delegation in (*GOVERNMENTS[:-1], *OTHERS[:-1]):
            self._give(SLUG, "presence.check_in", {}, delegation.name)
        self._give(SLUG, "sitting.open", {}, "chair")
        self._give(SLUG, "agenda.take_up", {"item": items[1]}, "chair")

    def _constituency(self, code: str) -> int:
        return [each.code for each in CONSTITUENCIES].index(code) + 1

    def _invite(self, name: str, fields: dict[str, Any]) -> None:
        actor = "secretariat" if "secretariat" in self._people else ADMINISTRATOR
        made = self._give(SLUG, "people.invite", {"email": email(name), **fields}, actor)
        self._people[name] = made["person"]

    def _give(self, group: str | None, name: str, data: dict[str, Any], actor: str | None) -> dict[str, Any]:
        person = self._people[actor] if actor is not None else None
        receipt = self._door.execute(
            name, data, group=group, actor=person, key=secrets.token_hex(16), now=self._now
        )
        made: dict[str, Any] = receipt["made"]
        return made


RULES = {
    "rule": "substantive",
    "custom": None,
    "definition": "no_objection",
    "speech_limit": 180,
    "board": "at_close",
    "method": "recorded",
    "cosponsors": 0,
}
