"""What each audience may read of an entry, and whose names come with it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.rights import Audience
from deliberate.store.db import Json, stamp
from deliberate.store.journal import Entry
from deliberate.store.people import Account

PEOPLE = ("person", "holder", "alternate")
"""The fields of a record that name a person, by an id that says nothing about them."""


def view(entry: Entry, audiences: frozenset[str]) -> Json:
    """The entry for a reader of these audiences.

    What they may not read arrives as its number alone, so that every reader sees a dense series and can tell a gap.
    A record that left their audience arrives as null, once.
    """
    changes: Json = {}
    for key, record, audience, before in entry.changes:
        if audience in audiences:
            changes[key] = record
        elif before in audiences:
            changes[key] = None
    if not changes and entry.audience not in audiences:
        return {"seq": entry.seq}
    return {
        "seq": entry.seq,
        "at": stamp(entry.at),
        "event": entry.event,
        "actor": entry.actor,
        "facts": entry.facts,
        "changes": changes,
    }


def people_in(records: Iterable[Json | None]) -> set[str]:
    """The ids of all persons whom these records name."""
    return {person for record in records if record for field in PEOPLE if (person := record.get(field))}


def people_of(views: Iterable[Json]) -> set[str]:
    """The ids of all persons whom these views of entries name, their actors among them."""
    found: set[str] = set()
    for seen in views:
        found |= people_in(seen.get("changes", {}).values())
        if seen.get("actor"):
            found.add(seen["actor"])
    return found


def directory(session: Session, people: Iterable[str], audiences: frozenset[str]) -> Json:
    """Names for ids: for members everyone's, for the public those who agreed to be named. An erased person has none."""
    wanted = sorted(set(people))
    if not wanted:
        return {}
    rows = session.execute(select(Account.id, Account.name, Account.named_in_public).where(Account.id.in_(wanted)))
    inside = Audience.MEMBERS in audiences
    return {id_: {"name": name} for id_, name, public in rows if name and (inside or public)}
