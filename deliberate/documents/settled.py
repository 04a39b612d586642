"""How the text was settled outside questions: brackets resolved, paragraphs noted as agreed, paragraphs reopened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.store.journal import Entry, Mention
from deliberate.store.statements import Paragraph, Part, Statement

TOLD = ("bracket.resolved", "paragraph.agreed", "paragraph.reopened")


@dataclass(frozen=True)
class Settled:
    """One such decision. `number` is the paragraph's now; empty, where it is no longer in the text."""

    what: str
    at: datetime
    number: str
    facts: Mapping[str, str]
    seat: Place | None


def settled(session: Session, statement: Statement, places: Places, audiences: Iterable[str]) -> tuple[Settled, ...]:
    """What the chair and the rapporteur settled in a statement, in order, as far as the reader may know it."""
    parts = {part.id: part.position for part in session.scalars(select(Part).where(Part.statement_id == statement.id))}
    rows = session.scalars(select(Paragraph).where(Paragraph.statement_id == statement.id)).all()
    numbers = {row.id: "" if row.archived else f"{parts[row.part_id]}.{row.position}" for row in rows}
    told = session.scalars(
        select(Entry)
        .join(Mention, (Mention.journal_id == Entry.journal_id) & (Mention.seq == Entry.seq))
        .where(
            Mention.journal_id == statement.journal_id,
            Mention.key.in_(row.key for row in rows),
            Entry.event.in_(TOLD),
            Entry.audience.in_(audiences),
        )
        .order_by(Entry.seq)
    )
    return tuple(
        Settled(
            what=entry.event,
            at=entry.at,
            number=numbers[entry.facts["paragraph"]],
            facts=entry.facts,
            seat=places.of(entry.facts["seat"]) if "seat" in entry.facts else None,
        )
        for entry in told
    )
