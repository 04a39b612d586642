"""The floor: who speaks and for how long, who waits and why in this order, how long each side has spoken."""

from datetime import datetime

from deliberate.domain.speaking import spoken_seconds
from deliberate.store.db import Json
from deliberate.web.still.records import SIDES, Records


class Floor:
    """The floor of one sitting at one moment."""

    def __init__(self, records: Records, sitting: Json | None, now: str) -> None:
        self._records = records
        self._sitting = sitting
        self._now = datetime.fromisoformat(now)

    def speech(self) -> Json | None:
        """Who has the floor, with the time used and the time left, in seconds."""
        speech = next((each for each in self._speeches() if each["ended_at"] is None), None)
        if speech is None:
            return None
        used = self._used(speech)
        return speech | self._records.speaker(speech) | self._together(speech) | {
            "used": minutes(used),
            "left": minutes(max(0, speech["limit"] - used)),
            "over": minutes(used - speech["limit"]) if used > speech["limit"] else None,
            "of": minutes(speech["limit"]),
            "share": min(100, 100 * used // speech["limit"]) if speech["limit"] else 100,
        }

    def waiting(self) -> list[Json]:
        """The requests in the order that the server computed, each with the reason for its place."""
        if self._sitting is None:
            return []
        queue = self._records.get("queue", self._sitting["id"]) or {"order": []}
        requests = ((self._records.get("request", place["request"]), place["why"]) for place in queue["order"])
        return [
            request | self._records.speaker(request) | self._together(request) | {"why": why}
            for request, why in requests
            if request
        ]

    def motions(self) -> list[Json]:
        """The motions and points of order raised in this sitting, the latest first, with the seat that moved each."""
        raised = self._records.all("motion", sitting=self._sitting["id"]) if self._sitting else []
        return [
            each
            | self._records.speaker(each | {"person": None})
            | {"appeal": self._records.seat_name(each["appealed_by"]) if each["appealed_by"] else None}
            for each in reversed(raised)
        ]

    def quorum_calls(self) -> list[Json]:
        """What was found each time the quorum was called in this sitting, the latest first, with the seat that did."""
        found = self._records.all("finding", sitting=self._sitting["id"]) if self._sitting else []
        latest_first = sorted(found, key=lambda each: each["id"], reverse=True)
        return [each | {"name": self._records.seat_name(each["seat"])} for each in latest_first]

    def _together(self, of: Json) -> Json:
        """Those on whose behalf somebody speaks, by their names."""
        return {"together": [self._records.seat_name(seat) for seat in of["on_behalf"]]}

    def spoken(self) -> dict[str, str]:
        """The time that each side has spoken on the item before the group: statements alone count."""
        item = self._sitting["item"] if self._sitting else None
        counted = [each for each in self._speeches() if each["kind"] == "statement" and each["item"] == item]
        return {side: minutes(sum(self._used(each) for each in counted if each["side"] == side)) for side in SIDES}

    def _speeches(self) -> list[Json]:
        return self._records.all("speech", sitting=self._sitting["id"]) if self._sitting else []

    def _used(self, speech: Json) -> int:
        since = speech["running_since"]
        return spoken_seconds(speech["spoken"], datetime.fromisoformat(since) if since else None, self._now)


def minutes(seconds: int) -> str:
    """Seconds as minutes and seconds, such as ``2:05``."""
    return f"{seconds // 60}:{seconds % 60:02}"
