"""What happened, to everyone who may hear it: a frame is built once for an audience, never once for a client."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberate.domain.rights import Audience, seat_audience
from deliberate.journal.records import directory, people_in, view
from deliberate.journal.snapshot import PAGE, entries_after
from deliberate.store.db import Database, Json
from deliberate.store.journal import Entry, Journal
from deliberate.store.questions import turnout
from deliberate.store.standing import standing

MEMBERS = "/members"
GALLERY = "/gallery"

CIRCLES: dict[str, frozenset[str]] = {
    "public": frozenset({Audience.PUBLIC.value}),
    "members": frozenset({Audience.PUBLIC.value, Audience.MEMBERS.value}),
    "officers": frozenset({Audience.PUBLIC.value, Audience.MEMBERS.value, Audience.OFFICERS.value}),
}
"""What the clients of a room read alike, each circle more than the one before. A seat's own comes on top."""


@dataclass(frozen=True)
class Connection:
    """One client in one group: what it reads, and for whom."""

    sid: str
    namespace: str
    journal: int
    circle: str
    seat: str | None
    person: str | None

    @property
    def room(self) -> str:
        """The Socket.IO room of all who read alike, but for their seats."""
        return f"{self.journal}.{self.circle}"


def circle_of(audiences: frozenset[str]) -> str:
    """The widest circle that reads no more than these audiences."""
    return max((name for name, read in CIRCLES.items() if read <= audiences), key=lambda name: len(CIRCLES[name]))


class Push:
    """Keeps who is connected, and sends them what happened. `server` is the python-socketio server."""

    def __init__(self, server: Any, database: Database) -> None:
        self._server = server
        self._database = database
        self._connections: dict[str, Connection] = {}
        self._in_room: Counter[tuple[str, str]] = Counter()
        self._of_seat: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        self._of_person: defaultdict[str, set[str]] = defaultdict(set)
        self._announced: dict[int, int] = {}

    def enter(self, connection: Connection) -> None:
        """A client joins a group; it leaves the one it was in."""
        self.leave(connection.sid)
        self._connections[connection.sid] = connection
        self._in_room[connection.namespace, connection.room] += 1
        self._server.enter_room(connection.sid, connection.room, namespace=connection.namespace)
        if connection.seat is not None:
            self._of_seat[connection.journal, connection.seat].add(connection.sid)
        if connection.person is not None:
            self._of_person[connection.person].add(connection.sid)

    def leave(self, sid: str) -> None:
        """A client is gone, or joins another group."""
        connection = self._connections.pop(sid, None)
        if connection is None:
            return
        self._in_room[connection.namespace, connection.room] -= 1
        if self._server.manager.is_connected(sid, connection.namespace):
            self._server.leave_room(sid, connection.room, namespace=connection.namespace)
        if connection.seat is not None:
            _drop(self._of_seat, (connection.journal, connection.seat), sid)
        if connection.person is not None:
            _drop(self._of_person, connection.person, sid)

    def announce(self, journal: int, entries: list[Entry], unsettled: frozenset[str]) -> None:
        """Send new entries to the clients of their group, and let those whose rights changed start anew."""
        for person in unsettled:
            self.unsettle(person)
        if not entries:
            return
        self._announced[journal] = entries[-1].seq
        seats = {audience for entry in entries for audience in _audiences_of(entry) if audience.startswith("seat:")}
        apart = {
            sid: self._connections[sid]
            for seat in seats
            for sid in self._of_seat.get((journal, seat.removeprefix("seat:")), ())
        }
        for namespace in (MEMBERS, GALLERY):
            for circle in CIRCLES:
                room = f"{journal}.{circle}"
                if self._in_room[namespace, room]:
                    frame = self._frame(entries, CIRCLES[circle])
                    self._server.emit("entries", frame, namespace=namespace, to=room, skip_sid=list(apart))
        for connection in apart.values():
            frame = self._frame(entries, CIRCLES[connection.circle] | {seat_audience(str(connection.seat))})
            self._server.emit("entries", frame, namespace=connection.namespace, to=connection.sid)
        if any(entry.event == "vote.cast" for entry in entries):
            self._send_turnout(journal)

    def unsettle(self, person: str) -> None:
        """Somebody's rights changed: what they were sent so far is no longer theirs to hear. They ask anew at once."""
        for sid in list(self._of_person.get(person, ())):
            self._restart(self._connections[sid])

    def catch_up(self) -> None:
        """Announce what another process wrote to the same database, and look again at who may hear what."""
        for journal in {connection.journal for connection in self._connections.values()}:
            with self._database.reading() as session:
                latest = session.scalar(select(Journal.seq).where(Journal.id == journal)) or 0
                known = self._announced.setdefault(journal, latest)
                while known < latest and (entries := entries_after(session, journal, known, PAGE)):
                    self.announce(journal, entries, frozenset())
                    known = entries[-1].seq
                if known > latest:  # a backup was restored under the running server
                    self._announced[journal] = latest
            self._look_again(journal)

    def begin_at(self, journal: int, seq: int) -> None:
        """Remember from which entry on this group's clients are told."""
        self._announced.setdefault(journal, seq)

    def _look_again(self, journal: int) -> None:
        with self._database.reading() as session:
            for connection in [each for each in self._connections.values() if each.journal == journal]:
                if connection.namespace == GALLERY or connection.person is None:
                    continue
                found = standing(session, journal, connection.person)
                seat = found.seat.id if found.seat else None
                if (circle_of(found.audiences), seat) != (connection.circle, connection.seat):
                    self._restart(connection)

    def _restart(self, connection: Connection) -> None:
        self.leave(connection.sid)
        self._server.emit("again", {}, namespace=connection.namespace, to=connection.sid)
        self._server.disconnect(connection.sid, namespace=connection.namespace)

    def _frame(self, entries: list[Entry], audiences: frozenset[str]) -> Json:
        views = [view(entry, audiences) for entry in entries]
        people = people_in(record for seen in views for record in seen.get("changes", {}).values())
        names: Json = {}
        if people:
            with self._database.reading() as session:
                names = directory(session, people, audiences)
        return {"entries": views, "directory": names}

    def _send_turnout(self, journal: int) -> None:
        for namespace in (MEMBERS, GALLERY):
            for circle, audiences in CIRCLES.items():
                room = f"{journal}.{circle}"
                if self._in_room[namespace, room]:
                    with self._database.reading() as session:
                        counts = turnout(session, journal, audiences)
                    for count in counts:
                        self._server.emit("turnout", count, namespace=namespace, to=room)


def _audiences_of(entry: Entry) -> Iterable[str]:
    for _, _, audience, before in entry.changes:
        yield audience
        if before is not None:
            yield before


def _drop(index: defaultdict[Any, set[str]], key: object, sid: str) -> None:
    index[key].discard(sid)
    if not index[key]:
        del index[key]
