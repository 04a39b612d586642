"""The sitting: its state, its agenda, who is present, and whether they are enough."""

from collections.abc import Collection
from fractions import Fraction

from deliberate.domain.electorate import Elector
from deliberate.domain.presence import Quorum, deciding, with_proxies
from deliberate.domain.rules import PRESETS
from deliberate.store.db import Json
from deliberate.web.still.records import SIDES, Records


class Sittings:
    """The sittings of a group, and the one that the page is about."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.all = sorted(records.all("sitting"), key=lambda sitting: sitting["number"])
        self.current = _current(self.all)

    @property
    def state(self) -> str | None:
        """The state of the sitting; nothing where there is none."""
        return self.current["state"] if self.current else None

    @property
    def shut(self) -> bool:
        """Whether observers see nothing of it now."""
        return bool(self.current and self.current["private"])

    def agenda(self) -> list[Json]:
        """The items, each with whether it is before the group now."""
        if self.current is None:
            return []
        items = sorted(self._records.all("item", sitting=self.current["id"]), key=lambda item: item["position"])
        return [item | {"now": item["id"] == self.current["item"]} for item in items]

    def item(self) -> Json | None:
        """The item before the group."""
        return next((item for item in self.agenda() if item["now"]), None)

    def present(self) -> dict[str, str]:
        """The seats that are checked in, each with who checked in on it."""
        if self.current is None:
            return {}
        here = self._records.all("attendance", sitting=self.current["id"], left_at=None)
        return {record["seat"]: record["person"] for record in here}

    def by_proxy(self) -> dict[str, str]:
        """The seats that are present by proxy alone, each with the seat that acts for it."""
        here = self.present()
        given = {record["seat"]: record["to"] for record in self._records.all("proxy")}
        return {seat: given[seat] for seat in with_proxies(here, given) if seat not in here}

    def halves(self) -> list[Json]:
        """Each half: its seats with whether they are present, how many those are, and whether a decision can be taken.

        A decision needs more than half of the seats of each side present, vacant seats counted among them.
        """
        acted = self.by_proxy()
        present = self.present().keys() | acted.keys()
        quorum = self._quorum(present)
        lines = {line.scope.partition(":")[2]: line for line in quorum.lines}
        missing = iter(quorum.missing)
        halves = []
        for side in SIDES:
            seats = [
                seat
                | {
                    "here": seat["id"] in present,
                    "name": self._records.seat_name(seat["id"]),
                    "proxy": self._records.seat_name(acted[seat["id"]]) if seat["id"] in acted else None,
                }
                for seat in self._records.seats(side)
            ]
            here = sum(seat["here"] for seat in seats)
            enough = side in lines and lines[side].holds
            lacks = next(missing, None) if seats and not enough else None
            halves.append({"side": side, "seats": seats, "here": here, "enough": enough, "missing": lacks})
        return halves

    def _quorum(self, present: Collection[str]) -> Quorum:
        electors = [
            Elector(seat["id"], side, None, Fraction(seat["weight"]), seat["id"] in present)
            for side in SIDES
            for seat in self._records.seats(side)
        ]
        return deciding(PRESETS["procedural"], electors)


def _current(sittings: list[Json]) -> Json | None:
    """The sitting under way, or else the next one, or else the last one."""
    for state in ("open", "suspended", "scheduled"):
        if found := [sitting for sitting in sittings if sitting["state"] == state]:
            return min(found, key=lambda sitting: (sitting["starts_at"], sitting["number"]))
    return sittings[-1] if sittings else None
