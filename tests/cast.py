"""The fixed cast of the tests: four pairs of seats, three officers, and a law that is checked at every step.

Governments: Gita holds G-1 (Alba is her alternate), George G-2, Gus G-3; nobody G-4.
Others: Olga (migrants) holds O-1, Omar (migrants) O-2, Otto (civil society) O-3; nobody O-4.
Clara chairs, Remi is rapporteur, Sam secretariat, Ana associate, Ada administrator, Vera observes; Nora is nobody here.
Olive has a credential of civil society and no seat; Gina one of the countries of origin.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

import deliberate.commands.all  # noqa: F401 - fills the table of commands
from deliberate.commands.execute import Door
from deliberate.domain.refusals import Refusal
from deliberate.domain.rights import seat_audience
from deliberate.journal.records import view
from deliberate.journal.snapshot import entries_after, snapshot
from deliberate.live.listening import CIRCLES
from deliberate.store.db import Database
from deliberate.store.groups import Group
from deliberate.store.journal import Entry, Journal
from deliberate.store.people import Account

GROUP = "harbour"
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PLAN = {
    "pairs": 4,
    "constituencies": [
        {"code": "origin", "side": "governments", "name": "Countries of origin", "seats": 2, "minimum": 0},
        {"code": "destination", "side": "governments", "name": "Countries of destination", "seats": 2, "minimum": 0},
        {"code": "migrants", "side": "others", "name": "Migrants", "seats": 2, "minimum": 2, "migrants": True},
        {"code": "civil", "side": "others", "name": "Civil society", "seats": 2, "minimum": 0},
    ],
}

OFFICERS = {"Sam": "secretariat", "Clara": "chair", "Remi": "rapporteur", "Ana": "associate", "Vera": "observer"}

MEMBERS = {
    "Gita": ("origin", "Ghana", "G-1"),
    "Alba": ("origin", "Ghana", None),
    "George": ("origin", "Georgia", "G-2"),
    "Gus": ("destination", "Germany", "G-3"),
    "Gina": ("origin", "Guinea", None),
    "Olga": ("migrants", "Own Voices", "O-1"),
    "Omar": ("migrants", "Open Roads", "O-2"),
    "Otto": ("civil", "Outreach", "O-3"),
    "Olive": ("civil", "Olive Branch", None),
}

TEXT = (
    (
        "Changes needed",
        ("Borders should stay open to those in distress.", "Consulates [shall][should] help one another."),
    ),
    ("Recommendations", ("States should name one contact point for stranded people.",)),
)

READERS: dict[str, frozenset[str]] = {
    **CIRCLES,
    "G-1": CIRCLES["members"] | {seat_audience("G-1")},
    "O-1, an officer too": CIRCLES["officers"] | {seat_audience("O-1")},
}
"""Everybody who reads differently, as far as the law cares."""


class Room:
    """A group on a database, and everyone in it.

    `do` gives a command and checks the law; `refused` checks that nothing moved.
    """

    def __init__(self, database: Database, secret: bytes = b"of the tests") -> None:
        self.database = database
        self.heard: list[tuple[int, list[Entry], frozenset[str]]] = []
        self.door = Door(database, secret, lambda *heard: self.heard.append(heard))
        self.now = BEGIN
        self.people: dict[str, str | None] = {}
        self.links: dict[str, str] = {}
        self._seen: dict[str, Any] = {}

    # acting

    def do(self, actor: str | None, name: str, /, **data: Any) -> dict[str, Any]:
        """Give a command in the group, and check that what each reader was told makes the room as it now is."""
        before = self._seen or self.rooms()
        self.now += timedelta(seconds=1)
        made = self._give(GROUP, actor, name, data)
        self._seen = self.rooms()
        for reader, audiences in READERS.items():
            told = applied(before[reader], self.told(before[reader]["seq"], audiences))
            assert told == without_names(self._seen[reader]), f"{name}: {reader} was not told the truth"
        return made

    def refused(self, actor: str | None, name: str, /, **data: Any) -> Refusal:
        """Give a command that is refused, and check that nothing changed for anyone."""
        before = self._seen or self.rooms()
        with pytest.raises(Refusal) as caught:
            self._give(GROUP, actor, name, data)
        assert self.rooms() == before, f"{name} was refused and yet changed something"
        return caught.value

    def do_site(self, actor: str | None, name: str, /, **data: Any) -> dict[str, Any]:
        """Give a command of the site."""
        return self._give(None, actor, name, data)

    def _give(self, group: str | None, actor: str | None, name: str, data: dict[str, Any]) -> dict[str, Any]:
        receipt = self.door.execute(
            name, data, group=group, actor=self.id(actor), key=secrets.token_hex(8), now=self.now
        )
        made: dict[str, Any] = receipt["made"]
        return made

    def id(self, name: str | None) -> str | None:
        """The opaque id of one of the cast."""
        return None if name is None else self.people[name]

    # looking

    def rooms(self) -> dict[str, Any]:
        """The room as each reader has it in a fresh snapshot."""
        with self.database.reading() as session:
            journal = self.journal_id
            return {reader: snapshot(session, journal, audiences) for reader, audiences in READERS.items()}

    def records(self, reader: str = "officers") -> dict[str, Any]:
        """The records that a reader holds."""
        with self.database.reading() as session:
            found: dict[str, Any] = snapshot(session, self.journal_id, READERS[reader])["records"]
            return found

    def record(self, key: str, reader: str = "officers") -> dict[str, Any]:
        """One record as a reader holds it."""
        found: dict[str, Any] = self.records(reader)[key]
        return found

    def of(self, noun: str, reader: str = "officers") -> list[dict[str, Any]]:
        """All records of a noun, in the order of their keys."""
        return [record for key, record in self.records(reader).items() if key.startswith(f"{noun}/")]

    def told(self, after: int, audiences: frozenset[str]) -> list[dict[str, Any]]:
        """What a reader is told of everything after an entry."""
        with self.database.reading() as session:
            return [view(entry, audiences) for entry in entries_after(session, self.journal_id, after)]

    def entries(self) -> list[Entry]:
        """The whole journal of the group."""
        with self.database.reading() as session:
            return entries_after(session, self.journal_id, 0, most=10_000)

    @property
    def journal_id(self) -> int:
        """The group's journal."""
        with self.database.reading() as session:
            return session.scalars(select(Journal.id).where(Journal.slug == GROUP)).one()

    # setting up

    def found(self) -> Room:
        """The group with its plan, its people on their seats, and nothing scheduled."""
        self.people["Ada"] = self.do_site(None, "site.begin", email="ada@site.test", name="Ada")["person"]
        for name in ("Nora",):
            made = self.do_site("Ada", "account.invite", email=f"{name}@site.test", name=name)
            self.people[name], self.links[name] = made["person"], made["link"]
        self.do_site("Ada", "group.create", slug=GROUP, title="Working Group on Safe Harbours", mandate="", public=True)
        self.do("Ada", "plan.set", **PLAN)
        codes = {each["code"]: each["id"] for each in self.of("constituency")}
        for name, office in OFFICERS.items():
            self._invite(name, office=office)
        for name, (constituency, delegation, seat) in MEMBERS.items():
            self._invite(name, constituency=codes[constituency], delegation=delegation)
            if seat is not None:
                self.do("Sam", "seat.assign", seat=seat, person=self.people[name])
        self.do("Sam", "seat.assign_alternate", seat="G-1", person=self.people["Alba"])
        return self

    def _invite(self, name: str, **more: Any) -> None:
        made = self.do("Ada", "people.invite", email=f"{name}@site.test", name=name, **more)
        self.people[name], self.links[name] = made["person"], made["link"]

    def scheduled(self) -> Room:
        """A sitting is scheduled, with two items."""
        self.do("Clara", "sitting.schedule", title="First session", starts_at=BEGIN.isoformat())
        self.do("Clara", "agenda.add", title="Opening")
        self.do("Clara", "agenda.add", title="Recommendations")
        return self

    def opened(self, *absent: str) -> Room:
        """A sitting is open on its first item, with everyone but `absent` checked in."""
        self.scheduled()
        for name, (_, _, seat) in MEMBERS.items():
            if seat is not None and name not in absent:
                self.do(name, "presence.check_in")
        self.do("Clara", "sitting.open")
        self.do("Clara", "agenda.take_up", item=self.of("item")[0]["id"])
        return self

    def drafting(self) -> Room:
        """An open sitting with a statement of two parts, in drafting."""
        self.opened()
        parts = [
            {"title": title, "caption": "", "paragraphs": [{"text": each} for each in texts]} for title, texts in TEXT
        ]
        self.do("Remi", "statement.import", title="Joint statement", theme="Harbours", note="Check", parts=parts)
        return self

    def negotiation(self) -> Room:
        """The statement is in negotiation."""
        self.drafting()
        self.do("Clara", "statement.set_stage", statement=self.of("statement")[0]["id"], stage="negotiation")
        return self

    def amended(self) -> Room:
        """Olga has tabled an amendment to the first paragraph."""
        self.negotiation()
        first = self.of("paragraph")[0]
        text = first["text"].replace("open", "open by day and night")
        self.do(
            "Olga", "amendment.table", kind="replace", paragraph=first["id"], text=text, revision=1, reason="Night too."
        )
        return self

    def voting(self) -> Room:
        """A vote on that amendment is open."""
        self.amended()
        self.do("Clara", "vote.open", about={"type": "amendment", "id": self.of("amendment")[0]["id"]})
        return self

    def calling(self) -> Room:
        """A call for consensus on that amendment is open."""
        self.amended()
        self.do("Clara", "call.open", about={"type": "amendment", "id": self.of("amendment")[0]["id"]})
        return self

    def vote(self, **choices: str) -> Room:
        """Several vote on the open question."""
        question = self.of("question")[-1]["id"]
        for name, choice in choices.items():
            self.do(name, "vote.cast", question=question, choice=choice)
        return self

    def close_vote(self) -> dict[str, Any]:
        """The chair closes the vote; its record."""
        question = self.of("question")[-1]["id"]
        self.do("Clara", "vote.close", question=question)
        return self.record(f"question/{question}")


def applied(before: dict[str, Any], told: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The client's rule: drop what is known, demand no gap, set or delete each key."""
    seq, records = before["seq"], dict(before["records"])
    for entry in told:
        assert entry["seq"] == seq + 1, "the series has a gap"
        seq = entry["seq"]
        for key, record in entry.get("changes", {}).items():
            if record is None:
                assert key in records, f"{key} was taken away from a reader who did not have it"
                del records[key]
            else:
                records[key] = record
    return {"seq": seq, "records": records}


def without_names(room: dict[str, Any]) -> dict[str, Any]:
    """A snapshot without the directory, which is no part of the journal."""
    return {"seq": room["seq"], "records": room["records"]}


def group_of(room: Room) -> Group:
    """The group's row."""
    with room.database.reading() as session:
        return session.scalars(select(Group).where(Group.slug == GROUP)).one()


def account_of(room: Room, name: str) -> Account:
    """The row of somebody's account."""
    with room.database.reading() as session:
        return session.get_one(Account, room.people[name])
