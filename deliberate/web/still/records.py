"""Records by noun and by key, and what seats and people are called."""

from collections.abc import Iterable

from deliberate.domain.seats import Side, in_order, parse_seat
from deliberate.store.db import Json

OFFICES = ("chair", "cochair", "moderator", "rapporteur", "secretariat", "associate", "observer")


class Records:
    """The records of a snapshot, with the directory that names people."""

    def __init__(self, records: Json, directory: Json) -> None:
        self._records = records
        self._directory = directory

    def get(self, noun: str, id_: object) -> Json | None:
        """The record with this id; nothing where it is not known here."""
        found: Json | None = self._records.get(f"{noun}/{id_}")
        return found

    def all(self, noun: str, **where: object) -> list[Json]:
        """The records of a noun that have these values."""
        prefix = f"{noun}/"
        return [
            record
            for key, record in self._records.items()
            if key.startswith(prefix) and all(record[name] == value for name, value in where.items())
        ]

    @property
    def group(self) -> Json:
        """The group of this room."""
        return self.all("group")[0]

    def seats(self, side: str) -> list[Json]:
        """The seats of one side, in the order of the plan."""
        return sorted(self.all("seat", side=side), key=lambda seat: seat["number"])

    def seat_name(self, seat: str) -> str:
        """What a seat is called: its delegation, or else its constituency with the seat's number."""
        record = self.get("seat", seat) or {}
        if record.get("delegation"):
            return str(record["delegation"])
        constituency = self.get("constituency", record.get("constituency"))
        return f"{constituency['name']} {seat}" if constituency else seat

    def person(self, person: str | None) -> str:
        """A person's name, if they are named here; else nothing."""
        return str(self._directory[person]["name"]) if person in self._directory else ""

    def speaker(self, who: Json) -> Json:
        """Who speaks or asks to: a seat by its name and side, anyone else by their name, or else by their office."""
        if who["seat"]:
            return {"name": self.seat_name(who["seat"]), "side": side_of(who["seat"]), "office": None}
        office = next(iter(self.all("office", person=who["person"])), {"title": "", "office": None})
        return {"name": self.person(who["person"]) or office["title"], "side": None, "office": office["office"]}

    def officers(self) -> list[Json]:
        """Those in office, the chair first."""
        return sorted(self.all("office"), key=lambda held: (OFFICES.index(held["office"]), held["id"]))


def side_of(seat: str) -> str:
    """The half a seat belongs to."""
    return parse_seat(seat)[0].value


def by_seat(records: Iterable[Json]) -> dict[str, Json]:
    """Records of seats in the order of the plan, by seat."""
    found = {record["seat"]: record for record in records}
    return {seat: found[seat] for seat in in_order(found)}


SIDES = tuple(side.value for side in Side)
