"""Silence procedures on a statement, as a report tells them: each round, what was said in it, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.store.amendments import Amendment
from deliberate.store.divisions import Division
from deliberate.store.silence import Silence, messages_of
from deliberate.store.statements import Paragraph, Part, Statement


@dataclass(frozen=True)
class Remark:
    """What a seat wrote to a text under silence, verbatim."""

    place: Place
    kind: str
    text: str
    received_at: datetime
    amendment: str | None
    """The amendment that was tabled with it, by its label."""


@dataclass(frozen=True)
class SilenceHeld:
    """One round of silence."""

    number: int
    round: int
    about: str | None
    title: str
    text: str
    text_hash: str
    state: str
    opened_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    reason: str | None
    remarks: tuple[Remark, ...]


def silences(
    session: Session, statement: Statement, places: Places, audiences: Iterable[str]
) -> tuple[SilenceHeld, ...]:
    """The rounds about a statement or anything in it, and those about no text, that the reader may read, in order."""
    inside = {
        table.noun: set(session.scalars(select(table.id).where(table.statement_id == statement.id)))
        for table in (Amendment, Division, Paragraph, Part)
    } | {Statement.noun: {statement.id}}
    rows = session.scalars(
        select(Silence)
        .where(Silence.journal_id == statement.journal_id, Silence.audience.in_(audiences))
        .order_by(Silence.number, Silence.round)
    )
    return tuple(
        _held(session, row, places)
        for row in rows
        if row.about_type is None or row.about_id in inside[row.about_type]
    )


def _held(session: Session, row: Silence, places: Places) -> SilenceHeld:
    remarks = tuple(
        Remark(
            replace(places.of(each.seat), delegation=each.delegation),
            each.kind,
            each.text,
            each.received_at,
            session.get_one(Amendment, each.amendment_id).label if each.amendment_id else None,
        )
        for each in messages_of(session, row)
    )
    return SilenceHeld(
        row.number,
        row.round,
        row.about_type,
        row.title,
        row.text,
        row.text_hash,
        row.state,
        row.opened_at,
        row.expires_at,
        row.ended_at,
        row.reason,
        remarks,
    )
