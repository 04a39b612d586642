"""A group and its people, each with a browser: what comes before a story begins, done past the interface."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.browser.people import give, is_live, join, records
from tests.browser.server import Server

STAGES = ("drafting", "negotiation", "final")


def constituencies(pairs: int) -> list[dict[str, Any]]:
    """States on the one side, migrants on the other."""
    states = {"code": "states", "side": "governments", "name": "States", "seats": pairs, "minimum": 0}
    migrants = {"code": "migrants", "side": "others", "name": "Migrants", "seats": pairs, "minimum": (pairs + 1) // 2}
    return [states | {"migrants": False}, migrants | {"migrants": True}]


@dataclass
class Story:
    """Who is in it: the `admin`, officers by their office, members by seat or by delegation, and the `observer`."""

    server: Server
    open: Open
    slug: str = "harbour"
    pages: dict[str, Page] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    """The delegations, by seat."""

    def __getitem__(self, who: str) -> Page:
        return self.pages[self._name(who)]

    def _name(self, who: str) -> str:
        return next((seat for seat, delegation in self.members.items() if delegation == who), who)

    # what comes before

    def begin(self) -> Page:
        """A site with its first administrator, signed in."""
        link = self.server.begin()
        self.server.start()
        self.pages["admin"] = join(self.open(), link)
        return self.pages["admin"]

    def found(self, members: Mapping[str, str], *offices: str) -> None:
        """A group with as many pairs as the seats of these members need; its officers, and the members seated."""
        admin = self.begin()
        admin.goto("/desk")
        group = {"slug": self.slug, "title": "Working Group on Safe Harbours", "mandate": "", "public": True}
        give(admin, None, "group.create", **group)
        admin.goto(f"/g/{self.slug}/desk")
        pairs = max(int(seat.split("-")[1]) for seat in members)
        self.give("admin", "plan.set", pairs=pairs, constituencies=constituencies(pairs))
        codes = {each["code"]: each["id"] for each in self.of("constituency", "admin")}
        for office in offices:
            self._invite(office, office.title(), office=office)
        for seat, delegation in members.items():
            constituency = codes["states" if seat.startswith("G") else "migrants"]
            self._invite(seat, delegation, constituency=constituency, delegation=delegation)
            self.give("admin", "seat.assign", seat=seat, person=self.persons[seat])
        self.members = dict(members)

    def _invite(self, who: str, name: str, **more: str) -> None:
        made = self.give("admin", "people.invite", email=f"{who}@site.example", name=name, **more)
        self.persons[who], self.links[who] = made["person"], made["link"]

    def come(self, *people: str) -> None:
        """These are in the room, signed in."""
        for who in map(self._name, people):
            self.pages[who] = self.open(f"/g/{self.slug}", person=self.persons[who])
            is_live(self.pages[who])

    def watch(self) -> None:
        """The observer is in the gallery."""
        self.pages["observer"] = self.open(f"/g/{self.slug}/gallery")
        is_live(self["observer"])

    def open_sitting(self) -> None:
        """A sitting is open, and every member checked in."""
        self.give("chair", "sitting.schedule", title="First session", starts_at="2026-03-02T09:00:00Z")
        for seat in self.members:
            self.give("admin", "presence.check_in", seat=seat)
        self.give("chair", "sitting.open")

    def state(self, parts: Mapping[str, Iterable[str]], stage: str = "drafting") -> int:
        """A statement of these parts, each with its paragraphs, at a stage; its id."""
        given = [
            {"title": title, "caption": "", "paragraphs": [{"text": text} for text in texts]}
            for title, texts in parts.items()
        ]
        statement = int(self.give("admin", "statement.import", title="Joint statement", parts=given)["statement"])
        for each in STAGES[1 : STAGES.index(stage) + 1]:
            self.give("chair", "statement.set_stage", statement=statement, stage=each)
        return statement

    # while it goes on

    def give(self, who: str, name: str, /, **data: Any) -> dict[str, Any]:
        """Somebody gives a command past the interface; what it made."""
        return give(self[who], self.slug, name, **data)

    def of(self, noun: str, who: str = "chair", *, public: bool = False) -> list[dict[str, Any]]:
        """All records of a noun, as somebody may read them."""
        return list(records(self[who], self.slug, f"{noun}/", public=public).values())

    def question(self) -> dict[str, Any]:
        """What was put last."""
        return max(self.of("question"), key=lambda one: int(one["id"]))

    def all_vote(self, question: int, choice: str) -> None:
        """Every member votes alike."""
        for seat in self.members:
            self.give(seat, "vote.cast", question=question, choice=choice)

    # what comes after

    def end(self) -> None:
        """Everyone goes; the server has nothing to report, and the doctor finds nothing."""
        for page in self.pages.values():
            page.context.close()
        assert "Traceback" not in self.server.log()
        self.server.stop()
        assert self.server.run("doctor").strip() == "All is well."
