"""How the script follows the room: as any client does, with note of what it did not do itself."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.demo.scene import HAND, Held, Scene
from deliberate.domain.rights import Audience, seat_audience
from deliberate.domain.seats import Side, seat_id
from deliberate.journal.snapshot import entries_after, snapshot
from deliberate.store.db import Database
from deliberate.store.groups import Group
from deliberate.store.journal import Entry, Journal


class Watch:
    """Follows a group: a snapshot once, then entry by entry, for all audiences."""

    def __init__(self, database: Database, slug: str) -> None:
        self._database = database
        self._slug = slug
        self._seq = 0
        self._own: set[int] = set()
        self._held: Held | None = None

    def did(self, seq: int) -> None:
        """Remember an entry as the script's own."""
        self._own.add(seq)

    def look(self, now: datetime) -> Scene:
        """The room as it is now."""
        with self._database.reading() as session:
            journal = session.scalars(select(Journal).where(Journal.slug == self._slug)).one()
            held = self._held
            if held is None or self._seq > journal.seq:  # at the start, and when a backup was restored under us
                held = self._held = self._begin(session, journal, now)
            while self._seq < journal.seq:
                for entry in entries_after(session, journal.id, self._seq):
                    self._follow(held, entry)
        return Scene(now, held)

    def _begin(self, session: Session, journal: Journal, now: datetime) -> Held:
        group = session.scalars(select(Group).where(Group.journal_id == journal.id)).one()
        seats = {seat_audience(seat_id(side, number + 1)) for side in Side for number in range(group.pairs)}
        seen = snapshot(session, journal.id, frozenset({str(audience) for audience in Audience} | seats))
        self._seq = seen["seq"]
        held = Held(now)
        for key, record in seen["records"].items():
            held.set(key, record)
        return held

    def _follow(self, held: Held, entry: Entry) -> None:
        self._seq = entry.seq
        held.last[entry.event] = entry.at
        ours = entry.seq in self._own
        self._own.discard(entry.seq)
        if entry.event == "floor.asked" and entry.actor is not None:
            held.asked.pop(entry.actor, None)
        if entry.actor is not None and not ours:
            held.by_hand[entry.actor] = entry.at
            held.touched = {key: at for key, at in held.touched.items() if entry.at - at < HAND}
            if entry.event == "floor.asked":
                held.asked[entry.actor] = entry.at
        for key, record, _, _ in entry.changes:
            held.set(key, record)
            if not ours:
                held.touched[key] = entry.at
