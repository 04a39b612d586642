"""Entries as each reader reads them: written once for all who read alike, and what is a seat's own in its place."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from deliberate.domain.rights import Audience, seat_audience
from deliberate.journal.records import directory, people_in, view
from deliberate.live.frames import Written
from deliberate.live.sockets import Codec
from deliberate.store.db import Json
from deliberate.store.journal import Entry

FOR_ALL_SEATS = frozenset({Audience.PUBLIC.value, Audience.MEMBERS.value})
"""What every seat reads."""


@dataclass(frozen=True)
class Seen:
    """An entry as some audiences see it: as JSON, and the people whom it names."""

    text: str
    people: frozenset[str]


class Telling:
    """Some entries, about to be told."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._seen: dict[frozenset[str], list[Seen]] = {}
        self._own: defaultdict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            for audience in _not_for_all_seats(entry):
                self._own[audience].append(place)

    @property
    def seats(self) -> set[str]:
        """The seats that may read something here that others do not."""
        return {audience.removeprefix("seat:") for audience in self._own if audience.startswith("seat:")}

    def frame(self, session: Session, audiences: frozenset[str], seat: str | None = None) -> Written:
        """The frame for all who read these audiences, and, where one is named, for its seat."""
        seen = self._for(audiences)
        if seat is not None:
            own = seat_audience(seat)
            seen = list(seen)
            for place in self._own.get(own, ()):
                seen[place] = _see(self._entries[place], audiences | {own})
            audiences |= {own}
        names = directory(session, frozenset[str]().union(*(each.people for each in seen)), audiences)
        return Written(f'{{"entries":[{",".join(each.text for each in seen)}],"directory":{Codec.dumps(names)}}}')

    def _for(self, audiences: frozenset[str]) -> list[Seen]:
        if audiences not in self._seen:
            self._seen[audiences] = [_see(entry, audiences) for entry in self._entries]
        return self._seen[audiences]


def _see(entry: Entry, audiences: frozenset[str]) -> Seen:
    seen: Json = view(entry, audiences)
    return Seen(Codec.dumps(seen), frozenset(people_in(seen.get("changes", {}).values())))


def _not_for_all_seats(entry: Entry) -> Iterable[str]:
    """The audiences that may see something in an entry which not every member sees, each once."""
    found: set[Any] = {entry.audience}
    for _, _, audience, before in entry.changes:
        if audience not in FOR_ALL_SEATS:  # else every seat sees it now, whoever saw it before
            found |= {audience, before}
    return found - FOR_ALL_SEATS - {None}
