"""What happened, to everyone who may hear it: a frame is built once for an audience, never once for a client.

What happens close together is told together. A frame for each ballot that a full hall casts in a second would be a
million frames; so a group rests after each, the longer the more clients it has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from sqlalchemy import select

from deliberate.journal.snapshot import PAGE, entries_after
from deliberate.live.listening import CIRCLES, GALLERY, MEMBERS, Connection, listens_still
from deliberate.live.pace import Pace
from deliberate.live.telling import Telling
from deliberate.live.turns import breathe
from deliberate.store.db import Database
from deliberate.store.groups import Group
from deliberate.store.journal import SITE, Entry, Journal
from deliberate.store.turnout import turnout

REST_SECONDS_A_CLIENT, LONGEST_REST = 100e-6, 0.25
"""How long a group rests after it was told something, for each of its clients, and at most. A frame takes 5 to 10 us to
send: so a tenth of the time at most goes into telling, and in a room of 40 nobody notices a rest of 4 ms."""

APART_IN_A_TURN = 10
"""So many clients are told what is theirs alone in one turn."""

TURNOUT_SECONDS = 0.25
"""How long a turnout that was told stands, at least. It grows with every ballot, and is no entry."""

VOTED = frozenset({"vote.cast", "vote.entered"})
"""The events after which more may have voted than before."""


class Watcher(Protocol):
    """Somebody who has to know at once."""

    def happened(self, journal: int, entries: list[Entry]) -> None:
        """These entries were stored, and are about to be announced."""

    def left(self, sid: str) -> None:
        """This client is gone, or starts anew with other rights."""


class Push:
    """Keeps who is connected, and sends them what happened. `server` is the python-socketio server.

    Nothing in here may let another greenlet run between the look at somebody's rights and the entry into a room.
    """

    def __init__(self, server: Any, database: Database) -> None:
        self._server = server
        self._database = database
        self._connections: dict[str, Connection] = {}
        self._in_room: Counter[tuple[str, str]] = Counter()
        self._of_journal: defaultdict[int, set[str]] = defaultdict(set)
        self._of_seat: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        self._of_person: defaultdict[str, set[str]] = defaultdict(set)
        self._announced: dict[int, int] = {}
        """The last entry of each journal that its listeners were told of, or are told when it has rested."""
        self._held: defaultdict[int, list[Entry]] = defaultdict(list)
        self._entries, self._turnout = Pace(self._tell_entries), Pace(self._tell_turnout)
        self._watchers: list[Watcher] = []

    def watch(self, watcher: "Watcher") -> None:
        """Tell somebody, before anyone else, what happened and who is gone."""
        self._watchers.append(watcher)

    # who listens

    def connection(self, sid: str) -> Connection | None:
        """What a client joined, if it did."""
        return self._connections.get(sid)

    def rooms_reading(self, journal: int, audience: str) -> list[tuple[str, str]]:
        """Namespace and room of all who listen to a group and may read what this audience may."""
        return [
            (namespace, room) for namespace, circle, room in self._rooms(journal) if audience in CIRCLES[circle]
        ]

    def enter(self, connection: Connection, seq: int) -> None:
        """A client joins a group whose last entry is `seq`; it leaves the group it was in."""
        self.leave(connection.sid)
        if not self._of_journal.get(connection.journal):
            self._announced[connection.journal] = seq
        self._connections[connection.sid] = connection
        self._in_room[connection.namespace, connection.room] += 1
        self._server.enter_room(connection.sid, connection.room, namespace=connection.namespace)
        self._of_journal[connection.journal].add(connection.sid)
        if connection.seat is not None:
            self._of_seat[connection.journal, connection.seat].add(connection.sid)
        if connection.person is not None:
            self._of_person[connection.person].add(connection.sid)

    def leave(self, sid: str) -> None:
        """A client is gone, or joins another group."""
        connection = self._connections.pop(sid, None)
        if connection is None:
            return
        for watcher in self._watchers:
            watcher.left(sid)
        self._in_room[connection.namespace, connection.room] -= 1
        if self._server.manager.is_connected(sid, connection.namespace):
            self._server.leave_room(sid, connection.room, namespace=connection.namespace)
        _drop(self._of_journal, connection.journal, sid)
        if connection.seat is not None:
            _drop(self._of_seat, (connection.journal, connection.seat), sid)
        if connection.person is not None:
            _drop(self._of_person, connection.person, sid)

    # what happened here

    def announce(self, journal: int, entries: list[Entry], unsettled: frozenset[str]) -> None:
        """Send new entries to the clients of their group, and let those whose rights changed start anew."""
        for person in unsettled:
            self.unsettle(person)
        if not entries:
            return
        known, first, last = self._announced.get(journal), entries[0].seq, entries[-1].seq
        self._announced[journal] = last if known is None else max(known, last)
        if known is None or first > known + 1:  # another process wrote in between
            self._look_again(journal)
            entries = self._between(journal, known, first) + entries
        elif last <= known:  # `catch_up` was quicker
            return
        self._send(journal, entries)

    def unsettle(self, person: str) -> None:
        """Somebody's rights changed: what they were sent so far is no longer theirs to hear. They ask anew at once."""
        for sid in list(self._of_person.get(person, ())):
            self._restart(self._connections[sid])

    # what happened elsewhere

    def catch_up(self) -> None:
        """Announce what another process wrote to the same database, and look again at who may hear what."""
        with self._database.reading() as session:
            heads = session.execute(select(Journal.id, Journal.slug, Journal.seq)).all()
        for journal, slug, latest in heads:
            known = self._announced.get(journal)
            if known == latest or not (slug == SITE or self._of_journal.get(journal)):
                continue
            self._announced[journal] = latest
            self._look_again(journal)
            if known is not None and known < latest:
                self._send_all(journal, known, latest)
            elif known is not None:  # fewer than there were: the database was put back under the running server
                for sid in list(self._of_journal.get(journal, ())):
                    self._restart(self._connections[sid])

    def _send_all(self, journal: int, after: int, latest: int) -> None:
        while after < latest:
            with self._database.reading() as session:
                entries = entries_after(session, journal, after, PAGE)
            if not entries:
                return
            self._send(journal, entries)
            after = entries[-1].seq

    def _between(self, journal: int, known: int | None, first: int) -> list[Entry]:
        """The entries between two; none where they are too many for a frame: clients notice the gap, and ask."""
        if known is None or first - known > PAGE or not self._of_journal.get(journal):
            return []
        with self._database.reading() as session:
            return entries_after(session, journal, known, first - known - 1)

    def _look_again(self, journal: int) -> None:
        """Start those anew who no longer are what they were when they joined; of the site's journal, everyone."""
        with self._database.reading() as session:
            of_site = session.get_one(Journal, journal).slug == SITE
            alike: defaultdict[Connection, list[Connection]] = defaultdict(list)
            for sid in self._connections if of_site else self._of_journal.get(journal, set()):
                connection = self._connections[sid]
                alike[replace(connection, sid="")].append(connection)  # a crowd of observers is looked at once
            stale = [each for one, them in alike.items() if not listens_still(session, one) for each in them]
        for connection in stale:
            self._restart(connection)

    # sending

    def _send(self, journal: int, entries: list[Entry]) -> None:
        for watcher in self._watchers:
            watcher.happened(journal, entries)
        if not self._of_journal.get(journal):
            return
        if any(key.startswith(f"{Group.noun}/") for entry in entries for key, *_ in entry.changes):
            self._look_again(journal)  # it may be open to observers no longer
        self._held[journal] += entries
        self._entries.due(journal)
        if any(entry.event in VOTED for entry in entries):
            self._turnout.due(journal)

    def _tell_entries(self, journal: int) -> float:
        telling = Telling(self._held.pop(journal, []))
        tell = partial(self._server.manager.emit, "entries", breathe=breathe)
        with self._database.reading() as session:
            apart = self._apart(journal, telling.seats)
            for namespace, circle, room in list(self._rooms(journal)):
                tell(telling.frame(session, CIRCLES[circle]), namespace, to=room, skip_sid=apart.keys())
            for number, (sid, connection) in enumerate(apart.items(), start=1):
                if number % APART_IN_A_TURN == 0:
                    breathe()
                tell(telling.frame(session, CIRCLES[connection.circle], connection.seat), connection.namespace, to=sid)
        return min(len(self._of_journal.get(journal, ())) * REST_SECONDS_A_CLIENT, LONGEST_REST)

    def _tell_turnout(self, journal: int) -> float:
        with self._database.reading() as session:
            for namespace, circle, room in list(self._rooms(journal)):
                for count in turnout(session, journal, CIRCLES[circle]):
                    self._server.manager.emit("turnout", count, namespace, to=room, breathe=breathe)
        return TURNOUT_SECONDS

    def _rooms(self, journal: int) -> Iterable[tuple[str, str, str]]:
        """Namespace, circle and Socket.IO room of all who listen to this group."""
        for namespace in (MEMBERS, GALLERY):
            for circle in CIRCLES:
                room = f"{journal}.{circle}"
                if self._in_room[namespace, room]:
                    yield namespace, circle, room

    def _apart(self, journal: int, seats: Iterable[str]) -> dict[str, Connection]:
        """Clients of the seats that alone may read something."""
        return {sid: self._connections[sid] for seat in seats for sid in self._of_seat.get((journal, seat), ())}

    def _restart(self, connection: Connection) -> None:
        if connection.sid not in self._connections:
            return
        self.leave(connection.sid)
        self._server.emit("again", {}, namespace=connection.namespace, to=connection.sid)
        self._server.disconnect(connection.sid, namespace=connection.namespace)


def _drop(index: defaultdict[Any, set[str]], key: object, sid: str) -> None:
    index[key].discard(sid)
    if not index[key]:
        del index[key]
