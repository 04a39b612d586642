"""The history of one record: the entries that changed it, as one reader may know them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.journal.records import view
from deliberate.store.db import Json
from deliberate.store.journal import Entry, Mention

TOLD = ("state", "revision", "part")
"""What of a paragraph's record makes an entry part of its history. Where it stands among others is not part of it."""


def history(session: Session, journal_id: int, key: str, audiences: frozenset[str]) -> list[Json]:
    """The entries about a record, the first first: `{seq, at, event, actor, facts, now}`.

    `now` is what its state, revision and part were after the entry; null, when it was gone.
    """
    rows = session.scalars(
        select(Entry)
        .join(Mention, (Mention.journal_id == Entry.journal_id) & (Mention.seq == Entry.seq))
        .where(Mention.journal_id == journal_id, Mention.key == key)
        .order_by(Entry.seq)
    )
    found: list[Json] = []
    before: Json | None = None
    noun, _, id_ = key.partition("/")
    for row in rows:
        seen = view(row, audiences)
        if key not in seen.get("changes", {}):
            continue
        record = seen["changes"][key]
        now = None if record is None else {name: record[name] for name in TOLD}
        if not found or now != before or str(seen["facts"].get(noun)) == id_:
            found.append({name: seen[name] for name in ("seq", "at", "event", "actor", "facts")} | {"now": now})
        before = now
    return found
