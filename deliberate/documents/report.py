"""The report of a statement: its text in its parts, how it came about, how each decision was reached, who attended.

What a report tells is what its reader may read: for everyone it leaves out what was done in parts of a sitting that
were closed to observers, and says how many decisions those were. Seats go by their delegations; a person is named only
where they agreed to be named in public, whoever reads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.attendance import SittingHeld, attendance, sittings_of
from deliberate.documents.changes import Proposal, proposals
from deliberate.documents.decisions import Decision, decisions
from deliberate.documents.notes import Noted, Under, notes
from deliberate.documents.places import Places
from deliberate.documents.procedure import Procedure, procedure
from deliberate.documents.put import put
from deliberate.documents.settled import Settled, settled
from deliberate.documents.silences import SilenceHeld, silences
from deliberate.domain.refusals import N_, Refusal
from deliberate.store import statements as store
from deliberate.store.groups import Group
from deliberate.store.journal import Journal
from deliberate.store.statements import Statement

CHECK = N_("Check against final")
Placed = TypeVar("Placed", store.Part, store.Paragraph)


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph, and what was proposed to it, or to be inserted after it."""

    id: int
    number: int
    caption: str
    text: str
    proposals: tuple[Proposal, ...]
    notes: tuple[Noted, ...]


@dataclass(frozen=True)
class Part:
    """A part of the text. `proposals` are those to its beginning, and to paragraphs that are no longer in it."""

    number: int
    title: str
    caption: str
    paragraphs: tuple[Paragraph, ...]
    proposals: tuple[Proposal, ...]
    notes: tuple[Noted, ...]

    def all_proposals(self) -> Iterable[Proposal]:
        """Those to its paragraphs, too."""
        return chain(self.proposals, *(paragraph.proposals for paragraph in self.paragraphs))


@dataclass(frozen=True)
class Report:
    """A whole report, in no language but that of the text: every word about it is a message yet to be translated."""

    group: str
    slug: str
    zone: str
    statement: int
    language: str
    title: str
    theme: str
    note: str
    """What asks for a check of the text; empty from when the rapporteur has marked it as checked."""
    stage: str
    adopted_at: datetime | None
    parts: tuple[Part, ...]
    notes: tuple[Noted, ...]
    """The reservations and dissociations with which the statement as a whole was adopted."""
    elsewhere: tuple[Proposal, ...]
    """Amendments to parts that are no longer in the text."""
    settled: tuple[Settled, ...]
    decisions: tuple[Decision, ...]
    decisions_left_out: int
    silences: tuple[SilenceHeld, ...]
    procedure: tuple[Procedure, ...]
    sittings: tuple[SittingHeld, ...]
    seq: int
    """The last entry of the journal that the report knows."""


def chosen(session: Session, journal_id: int, statement_id: int | None, audiences: Iterable[str]) -> Statement:
    """The statement to report on: the one named, or else the one adopted last, or else the newest."""
    rows = session.scalars(
        select(Statement).where(Statement.journal_id == journal_id, Statement.archived.is_(False))
    ).all()
    wanted = [row for row in rows if statement_id in (None, row.id)]
    if not wanted:
        raise Refusal("not_found", N_("There is no such statement to report on."))
    readable = [row for row in wanted if row.audience in frozenset(audiences)]
    if not readable:
        raise Refusal(
            "closed_to_observers",
            N_("This part of the session is closed to observers. Read the report when it is open again."),
        )
    adopted = [row for row in readable if row.adopted_at is not None]
    return max(adopted, key=lambda row: (row.adopted_at, row.id)) if adopted else max(readable, key=lambda row: row.id)


def report(session: Session, journal_id: int, statement: Statement, audiences: Iterable[str]) -> Report:
    """The report of a statement for a reader of these audiences. Call it inside one read transaction."""
    readable = frozenset(audiences)
    group = session.scalars(select(Group).where(Group.journal_id == journal_id)).one()
    places = Places(session, journal_id)
    sittings = sittings_of(session, statement, readable)
    asked = put(session, statement, sittings, readable)
    moved = proposals(session, statement, places, asked, readable)
    noted = notes(session, journal_id, places, readable)
    parts = tuple(_parts(session, statement, readable, moved.values(), noted))
    shown = {each.id for part in parts for each in part.all_proposals()}
    return Report(
        group=group.title,
        slug=group.slug,
        zone=group.timezone,
        statement=statement.id,
        language=statement.language,
        title=statement.title,
        theme=statement.theme,
        note="" if statement.checked else statement.note or CHECK,
        stage=statement.stage,
        adopted_at=statement.adopted_at,
        parts=parts,
        notes=tuple(noted.get((statement.noun, statement.id), ())),
        elsewhere=tuple(each for each in moved.values() if each.id not in shown),
        settled=settled(session, statement, places, readable),
        decisions=decisions(asked, places, moved, sittings),
        decisions_left_out=asked.closed_to_reader,
        silences=silences(session, statement, places, readable),
        procedure=procedure(session, sittings, asked.questions, places, readable),
        sittings=tuple(attendance(session, sitting, places, readable) for sitting in sittings),
        seq=session.get_one(Journal, journal_id).seq,
    )


def _parts(
    session: Session,
    statement: Statement,
    audiences: frozenset[str],
    moved: Iterable[Proposal],
    noted: Mapping[Under, list[Noted]],
) -> Iterable[Part]:
    paragraphs = _standing(session, store.Paragraph, statement, audiences)
    ids = {row.id for row in paragraphs}
    for part in _standing(session, store.Part, statement, audiences):
        yield Part(
            part.position,
            part.title,
            part.caption,
            tuple(
                Paragraph(
                    row.id,
                    row.position,
                    row.caption,
                    row.text,
                    tuple(p for p in moved if p.paragraph == row.id),
                    tuple(noted.get((row.noun, row.id), ())),
                )
                for row in paragraphs
                if row.part_id == part.id
            ),
            tuple(each for each in moved if each.part == part.id and each.paragraph not in ids),
            tuple(noted.get((part.noun, part.id), ())),
        )


def _standing(
    session: Session, table: type[Placed], statement: Statement, audiences: frozenset[str]
) -> list[Placed]:
    """The rows of a statement that are part of it now, in their order."""
    rows = session.scalars(
        select(table).where(
            table.statement_id == statement.id, table.archived.is_(False), table.audience.in_(audiences)
        )
    )
    return sorted(rows, key=lambda row: (row.position, row.id))
