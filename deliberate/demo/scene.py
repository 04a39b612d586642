"""The room as the script sees it at one moment, and who in it acts by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from math import inf

from deliberate.demo.statement import report
from deliberate.documents.five_part import as_command
from deliberate.domain.amendments import ALIVE
from deliberate.domain.seats import Side
from deliberate.store.db import Json

HAND = timedelta(minutes=3)
"""Whoever acted by hand within this time plays their part themselves."""

THEME = as_command(report())["theme"]
"""By its theme the script knows a statement of its own: other texts in the room are left to those who brought them."""


@dataclass
class Held:
    """What the script knows of the room: the records by noun and id, and when what happened last."""

    began: datetime
    """When it began to look. What was before is nobody's doing."""
    records: dict[str, dict[str, Json]] = field(default_factory=dict)
    by_hand: dict[str, datetime] = field(default_factory=dict)
    """When a person last did something that the script did not do for them."""
    touched: dict[str, datetime] = field(default_factory=dict)
    """When a record was last changed by hand."""
    asked: dict[str, datetime] = field(default_factory=dict)
    """When a person asked for the floor by hand, if the script did not ask for them since."""
    last: dict[str, datetime] = field(default_factory=dict)
    """When an event last happened."""

    def set(self, key: str, record: Json | None) -> None:
        """A record as it is now, or none."""
        noun, _, id_ = key.partition("/")
        if record is None:
            self.records.get(noun, {}).pop(id_, None)
        else:
            self.records.setdefault(noun, {})[id_] = record


@dataclass(frozen=True)
class Scene:
    """The room at one moment, and the questions that a player asks of it. Good until the next look."""

    now: datetime
    held: Held

    # what there is

    def of(self, noun: str, **where: object) -> list[Json]:
        """The records of a noun whose fields have these values."""
        found = self.held.records.get(noun, {}).values()
        return [record for record in found if all(record.get(name) == value for name, value in where.items())]

    def one(self, noun: str, id_: object) -> Json | None:
        """The record of a noun with this id, if it is there."""
        return self.held.records.get(noun, {}).get(str(id_))

    @cached_property
    def settings(self) -> Json:
        """The group's rules of procedure."""
        found: Json = self.of("group")[0]["settings"]
        return found

    @cached_property
    def sitting(self) -> Json | None:
        """The sitting that is under way or next."""
        live = [each for each in self.of("sitting") if each["state"] != "closed"]
        return min(live, key=lambda each: each["number"], default=None)

    @cached_property
    def state(self) -> str | None:
        """The state of the sitting; nothing, between two."""
        return self.sitting["state"] if self.sitting else None

    @cached_property
    def seats(self) -> Mapping[str, Json]:
        """The seats of the plan."""
        return self.held.records.get("seat", {})

    @cached_property
    def attending(self) -> dict[str, str]:
        """Who is checked in for which seat."""
        if self.sitting is None:
            return {}
        here = self.of("attendance", sitting=self.sitting["id"], left_at=None)
        return {each["seat"]: each["person"] for each in here}

    @cached_property
    def present(self) -> dict[str, int]:
        """How many seats of each side are checked in."""
        sides = [self.seats[seat]["side"] for seat in self.attending if seat in self.seats]
        return {side.value: sides.count(side.value) for side in Side}

    @cached_property
    def quorate(self) -> bool:
        """Whether more than half of the seats of each side are present, as every preset asks."""
        return all(2 * present > self.of("group")[0]["pairs"] for present in self.present.values())

    @cached_property
    def speech(self) -> Json | None:
        """The speech under way."""
        return next(iter(self.of("speech", ended_at=None)), None)

    @cached_property
    def waiting(self) -> list[Json]:
        """The requests for the floor, in the speaking order."""
        queue = self.one("queue", self.sitting["id"]) if self.sitting else None
        order = [self.one("request", each["request"]) for each in queue["order"]] if queue else []
        return [request for request in order if request is not None]

    @cached_property
    def question(self) -> Json | None:
        """The question that is open."""
        return next(iter(self.of("question", state="open")), None)

    def last_about(self, noun: str, id_: object) -> Json | None:
        """The last question about a text."""
        found = self.of("question", about={"type": noun, "id": id_})
        return max(found, key=lambda each: each["number"], default=None)

    # the text

    @cached_property
    def statements(self) -> list[Json]:
        """The statements that the script brought into the room, earliest first."""
        return sorted(self.of("statement", theme=THEME), key=lambda each: each["id"])

    @cached_property
    def statement(self) -> Json | None:
        """The one that is worked on: not adopted, and not rejected as a whole."""
        for each in reversed(self.statements):
            put = self.last_about("statement", each["id"])
            if each["stage"] != "adopted" and (put is None or put["outcome"] != "rejected"):
                return each
        return None

    @cached_property
    def stage(self) -> str | None:
        """The stage of that statement."""
        return self.statement["stage"] if self.statement else None

    @cached_property
    def paragraphs(self) -> list[Json]:
        """Its paragraphs, in reading order."""
        if self.statement is None:
            return []
        parts = {part["id"]: part["position"] for part in self.of("part", statement=self.statement["id"])}
        found = self.of("paragraph", statement=self.statement["id"])
        return sorted(found, key=lambda each: (parts.get(each["part"], 0), each["position"]))

    @cached_property
    def amendments(self) -> list[Json]:
        """All amendments to it, earliest first."""
        found = self.of("amendment", statement=self.statement["id"]) if self.statement else []
        return sorted(found, key=lambda each: each["id"])

    @cached_property
    def pending(self) -> list[Json]:
        """Those on which nothing is decided yet."""
        return [each for each in self.amendments if each["state"] in ALIVE]

    # time

    def age(self, stamp: str | None) -> float:
        """Seconds since a moment of a record; without end where it has none."""
        return inf if stamp is None else (self.now - datetime.fromisoformat(stamp)).total_seconds()

    def since(self, *events: str) -> float:
        """Seconds since one of these events last happened; without end where none has."""
        found = [self.held.last[event] for event in events if event in self.held.last]
        return (self.now - max(found)).total_seconds() if found else inf

    @property
    def watched(self) -> float:
        """Seconds since the script began to look."""
        return (self.now - self.held.began).total_seconds()

    @cached_property
    def quiet(self) -> float:
        """Seconds since anything happened at all."""
        return self.since(*self.held.last)

    def elapsed(self, speech: Json) -> float:
        """How long a speech has lasted, in seconds of its clock."""
        since = speech["running_since"]
        return float(speech["spoken"] + (self.age(since) if since is not None else 0))

    # who plays

    def by_hand(self, person: str | None) -> bool:
        """Whether this person lately did something themselves."""
        last = self.held.by_hand.get(person) if person is not None else None
        return last is not None and self.now - last < HAND

    def spoken_by_hand(self, speech: Json) -> bool:
        """Whether the speaker asked for the floor themselves, and so is a person who speaks."""
        asked = self.held.asked.get(speech["person"])
        return asked is not None and asked < datetime.fromisoformat(speech["started_at"])

    def touched(self, key: str, seconds: float) -> bool:
        """Whether a record was changed by hand in the last seconds."""
        last = self.held.touched.get(key)
        return last is not None and (self.now - last).total_seconds() < seconds

    def free(self, seat: Json) -> bool:
        """Whether nobody plays this seat by hand."""
        return not (self.by_hand(seat["holder"]) or self.by_hand(seat["alternate"]))

    @cached_property
    def players(self) -> dict[str, str]:
        """The seats that the script plays in the sitting, each with the person who acts for it."""
        return {
            seat: person
            for seat, person in self.attending.items()
            if (record := self.seats.get(seat))
            and self.free(record)
            and person in (record["holder"], record["alternate"])
        }

    def seat_of(self, delegation: str) -> str | None:
        """The seat on which a delegation sits."""
        return next((id_ for id_, seat in self.seats.items() if seat["delegation"] == delegation), None)

    def officer(self, *offices: str) -> str | None:
        """The first person in one of these offices, in this order, who does not play it by hand."""
        people: list[str] = [each["person"] for office in offices for each in self.of("office", office=office)]
        return next((person for person in people if not self.by_hand(person)), None)

    @cached_property
    def chair(self) -> str | None:
        """The chair, where the script conducts: not while anyone who may conduct does so by hand."""
        conducting = [each for each in self.of("office") if each["office"] in ("chair", "cochair", "moderator")]
        return None if any(self.by_hand(each["person"]) for each in conducting) else self.officer("chair")
