"""Append to the journal: every row that changed since the last entry becomes the record in the next one.

Handlers say what happened; what changed is read off the rows themselves, so that no change can be forgotten. That the
result is the truth is the law of the house, tested for every command: snapshot before + entries = snapshot after.
"""

from collections.abc import Container, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from deliberate.domain.rights import Audience
from deliberate.store.db import Json, Recorded, Writing
from deliberate.store.journal import Entry, Journal, Mention

CHANGED = "changed rows"
TOLD = "rows that are told of and not stored yet"
HEADS = "heads of journals"
WITH_HISTORY = frozenset({"paragraph"})
"""The nouns whose entries can be found by their record."""

Before = tuple[Recorded, str | None]
"""A row that changed, and the audience that could read it before: None when nobody could."""

Told = tuple[Recorded, Json, str]
"""A new row that an entry tells of already: the row, its record there, and who may read it."""


def watch(session: Writing) -> None:
    """Begin to notice what changes in this session."""
    session.info[CHANGED], session.info[HEADS], session.info[TOLD] = {}, {}, {}
    event.listen(session, "before_flush", _notice)
    event.listen(session, "before_commit", _move_heads)


def forget(session: Writing, since: int) -> None:
    """A command was undone, and with it what was noticed since the last entry, and what was kept `since` it began."""
    session.info[CHANGED], session.info[TOLD] = {}, {}
    heads: dict[int, Journal] = session.info[HEADS]
    for row in session.drop(since):
        if isinstance(row, Entry):
            set_committed_value(heads[row.journal_id], "seq", min(row.seq - 1, heads[row.journal_id].seq))


def append(
    session: Writing,
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
    session.flush_unless_later()
    _look(session, session.info[TOLD])
    noticed: dict[int, Before] = session.info[CHANGED]
    ours = [both for both in noticed.values() if both[0].journal_id == journal.id]
    session.info[CHANGED] = {}
    changes = [_change(row, before, deleted=inspect(row).deleted) for row, before in ours]
    told: dict[int, Told] = session.info[TOLD]
    new = session.new
    told.update((id(row), (row, row.record(), row.audience)) for row, _ in ours if row in new)
    set_committed_value(journal, "seq", journal.seq + 1)  # stored once, before the commit
    session.info[HEADS][journal.id] = journal
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
    session.insert_later(entry)
    for key, *_ in changes:
        if key.partition("/")[0] in WITH_HISTORY:
            session.insert_later(Mention(journal_id=journal.id, key=key, seq=entry.seq))
    return entry


def _move_heads(session: Session) -> None:
    heads, session.info[HEADS] = session.info[HEADS], {}
    for journal in heads.values():
        session.connection().execute(update(Journal).where(Journal.id == journal.id).values(seq=journal.seq))


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
    told: dict[int, Told] = session.info[TOLD]
    session.info[TOLD] = {}
    for key, (row, record, audience) in told.items():
        if row.record() != record or row.audience != audience:
            session.info[CHANGED][key] = (row, audience)
    _look(session, told)


def _look(session: Session, told: Container[int]) -> None:
    """Notice what changed, but for the rows that are told of already."""
    noticed: dict[int, Before] = session.info[CHANGED]
    new = session.new
    for row in (*new, *session.dirty, *session.deleted):
        if not isinstance(row, Recorded) or id(row) in noticed or id(row) in told:
            continue
        if row in new:
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
