"""Notes to an adopted text, as a report tells them: who reserved or stood aside, in their own words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.store.notes import Note

Under = tuple[str, int]
"""The text a note stands under: its noun and its id."""


@dataclass(frozen=True)
class Noted:
    """A note: what a seat did when the text was adopted, what it said, and where."""

    place: Place
    kind: str
    text: str
    number: int
    silence: bool
    """Whether it was said in a silence procedure of this number, rather than in a question."""


def notes(session: Session, journal_id: int, places: Places, audiences: Iterable[str]) -> Mapping[Under, list[Noted]]:
    """The notes that a reader of these audiences may read, by the text they stand under, the first first."""
    rows = session.scalars(
        select(Note)
        .where(Note.journal_id == journal_id, Note.archived.is_(False), Note.audience.in_(audiences))
        .order_by(Note.id)
    )
    found: dict[Under, list[Noted]] = defaultdict(list)
    for row in rows:
        place = replace(places.of(row.seat), delegation=row.delegation)
        noted = Noted(place, row.kind, row.text, row.number, silence=row.silence_id is not None)
        found[row.about_type, row.about_id].append(noted)
    return found
