"""Append to the journal: every row that changed since the last entry becomes the record in the next one.

Handlers say what happened; what changed is read off the rows themselves, so that no change can be forgotten. That the
result is the truth is the law of the house, tested for every command: snapshot before + entries = snapshot after.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from deliberate.domain.rights import Audience
from deliberate.store.db import Json, Recorded
from deliberate.store.journal import Entry, Journal, Mention

CHANGED = "changed rows"
WITH_HISTORY = frozenset({"paragraph"})
"""The nouns whose entries can be found by their record."""

Before = tuple[Recorded, str | None]
"""A row that changed, and the audience that could read it before: None when nobody could."""


def watch(session: Session) -> None:
    """Begin to notice what changes in this session."""
    session.info[CHANGED] = {}
    event.listen(session, "before_flush", _notice)


def forget(session: Session) -> None:
    """A savepoint was undone, and with it what was noticed since the last entry."""
    session.info[CHANGED] = {}


def append(
    session: Session,
    journal: Journal,
    *,
    happened: str,
    actor: str | None,
    at: datetime,
    facts: Json,
    sitting: int | None = None,
    audience: str | None = None,
) -> Entry:
    """Write the next entry of `journal`, with all records that changed since the one before.

    The entry itself is read by `audience`, or else by whoever reads the most widely read of its changes.
    """
    session.flush()
    noticed: dict[int, Before] = session.info[CHANGED]
    ours = [both for both in noticed.values() if both[0].journal_id == journal.id]
    session.info[CHANGED] = {}
    changes = [_change(row, before, deleted=inspect(row).deleted) for row, before in ours]
    journal.seq += 1
    entry = Entry(
        journal_id=journal.id,
        seq=journal.seq,
        at=at,
        actor=actor,
        event=happened,
        sitting=sitting,
        audience=audience or widest(a for _, _, now, before in changes for a in (now, before) if a),
        facts=facts,
        changes=changes,
    )
    session.add(entry)
    asked_for = [key for key, *_ in changes if key.partition("/")[0] in WITH_HISTORY]
    session.add_all(Mention(journal_id=journal.id, key=key, seq=entry.seq) for key in asked_for)
    return entry


def widest(audiences: Iterable[str]) -> str:
    """The most widely read of some audiences; members, where there are none."""
    found = list(audiences)
    for audience in Audience:
        if audience in found:
            return audience
    return found[0] if found else Audience.MEMBERS


def _change(row: Recorded, before: str | None, *, deleted: bool) -> list[Any]:
    gone = deleted or row.archived
    return [row.key, None if gone else row.record(), row.audience, before]


def _notice(session: Session, *_: object) -> None:
    noticed: dict[int, Before] = session.info[CHANGED]
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, Recorded) or id(row) in noticed:
            continue
        if row in session.new:
            noticed[id(row)] = (row, None)
        elif row in session.deleted or session.is_modified(row):
            noticed[id(row)] = (row, _audience_before(row))


def _audience_before(row: Recorded) -> str | None:
    state = inspect(row)
    archived = state.attrs.archived.history
    if archived.deleted and archived.deleted[0]:
        return None
    audience = state.attrs.audience.history
    return audience.deleted[0] if audience.deleted else row.audience
