"""The doctor: does the data keep the promises of the house? Each finding says what is wrong and what to do."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from deliberate.config import Config
from deliberate.domain.rights import Audience
from deliberate.domain.seats import Side, in_order
from deliberate.domain.silence import State
from deliberate.journal.snapshot import PAGE, snapshot, vacant_places
from deliberate.store.db import Database, Json
from deliberate.store.groups import Constituency, Group
from deliberate.store.journal import Entry, Journal, Receipt
from deliberate.store.questions import Ballot, Elector, Question
from deliberate.store.seats import Seat
from deliberate.store.silence import Silence
from deliberate.store.sittings import Sitting
from deliberate.store.statements import Paragraph, Revision
from deliberate.upkeep import is_migrated

Check = Callable[[Session], Iterator[str]]
OVERDUE = timedelta(minutes=10)
"""So long after its expiry a silence should have been adopted, if a server runs."""

SHOWN = 5
"""How many findings of one kind are told one by one."""

BY_HAND = "It was changed outside the door: restore a backup."


def examine(config: Config, database: Database) -> list[str]:
    """Everything found wrong, in words; nothing when all is well."""
    found = list(_settings(config))
    url = make_url(config.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return [*found, f"There is no database at {url.database} yet. Run `deliberate init`."]
    try:
        if not is_migrated(database):
            return [*found, "The tables are not those of this version. Start `deliberate serve` once."]
        with database.reading() as session:
            for check in CHECKS:
                found.extend(check(session))
    except DatabaseError as broken:
        found.append(f"The database cannot be read ({broken.orig}). Where it is damaged, restore a backup.")
    return found


def _settings(config: Config) -> Iterator[str]:
    if not config.https and "127.0.0.1" not in config.base_url and "localhost" not in config.base_url:
        yield f"The site is reached at {config.base_url}, without TLS: passwords can be read on the way. Use https."


def _equal_halves(session: Session) -> Iterator[str]:
    for group in session.scalars(select(Group)):
        for side in Side:
            seats = session.scalar(
                select(func.coalesce(func.sum(Constituency.seats), 0)).where(
                    Constituency.journal_id == group.journal_id, Constituency.side == side.value
                )
            )
            if seats != group.pairs:
                yield (
                    f"{group.slug}: the constituencies of the {side.value} have {seats} seats, the plan {group.pairs}"
                    " pairs. Set the plan again at the desk."
                )
        rows = {row.id: row for row in session.scalars(select(Seat).where(Seat.journal_id == group.journal_id))}
        places = vacant_places(session, group)
        for seat in in_order(rows.keys() - places.keys()):
            yield f"{group.slug}: a row for {seat}, which the plan does not have, has no effect. Set the plan again."
        for seat in in_order(places.keys() - rows.keys()):
            yield f"{group.slug}: the row of {seat} is missing. The seat counts as vacant; set the plan again."
        for seat in in_order(rows.keys() & places.keys()):
            if rows[seat].constituency_id != places[seat].constituency_id:
                yield f"{group.slug}: the row of {seat} names another constituency than the plan. Set the plan again."


def _dense_journal(session: Session) -> Iterator[str]:
    for journal in session.scalars(select(Journal)):
        entries, highest = session.execute(
            select(func.count(), func.max(Entry.seq)).where(Entry.journal_id == journal.id)
        ).one()
        if entries != journal.seq or (highest or 0) != journal.seq:
            yield (
                f"{journal.slug}: the journal's head says {journal.seq}, and it has {entries} entries up to"
                f" {highest or 0}. Entries were lost or added outside the door: restore a backup."
            )


def _ballots_in_electorate(session: Session) -> Iterator[str]:
    strangers = select(Ballot).where(
        ~select(Elector.id)
        .where(Elector.question_id == Ballot.question_id, Elector.seat == Ballot.seat, Elector.present)
        .exists()
    )
    for ballot in session.scalars(strangers):
        yield (
            f"question {ballot.question_id}: {ballot.seat} has a ballot and is not a present seat of its electorate."
            " The recount will refuse it: restore a backup."
        )


def _hidden_ballots(session: Session) -> Iterator[str]:
    leaking = select(Ballot).join(Question, Question.id == Ballot.question_id).where(
        Question.state == "open", Question.board == "at_close", ~Ballot.audience.startswith("seat:")
    )
    for ballot in session.scalars(leaking):
        yield f"question {ballot.question_id}: the ballot of {ballot.seat} is readable before the close. Void the vote."


def _revisions(session: Session) -> Iterator[str]:
    latest = (
        select(Revision.paragraph_id, func.max(Revision.number).label("number"))
        .group_by(Revision.paragraph_id)
        .subquery()
    )
    rows = session.execute(
        select(Paragraph, Revision)
        .outerjoin(latest, latest.c.paragraph_id == Paragraph.id)
        .outerjoin(
            Revision, (Revision.paragraph_id == Paragraph.id) & (Revision.number == latest.c.number)
        )
    )
    for paragraph, revision in rows:
        if revision is None or (revision.number, revision.text) != (paragraph.revision, paragraph.text):
            yield f"paragraph {paragraph.id}: its text is not that of its last revision. Restore a backup."


def _one_sitting(session: Session) -> Iterator[str]:
    under_way = (
        select(Sitting.journal_id, func.count())
        .where(Sitting.state.in_(("open", "suspended")))
        .group_by(Sitting.journal_id)
        .having(func.count() > 1)
    )
    for journal, count in session.execute(under_way):
        yield f"journal {journal}: {count} sittings are under way at once. Close all but one."


def _overdue_silences(session: Session) -> Iterator[str]:
    """A server adopts what has held within a minute; one that was down does when it starts."""
    overdue = select(Silence).where(
        Silence.state == State.RUNNING.value, Silence.expires_at < datetime.now(UTC) - OVERDUE
    )
    for silence in session.scalars(overdue):
        yield (
            f"silence procedure {silence.number}, round {silence.round}: it ran out on"
            f" {silence.expires_at:%Y-%m-%d %H:%M} UTC, and its text is not adopted yet."
            " Start `deliberate serve`; if it is running, look into its log."
        )


def _audiences(session: Session) -> Iterator[str]:
    known = [str(audience) for audience in Audience]
    odd = select(Entry).where(Entry.audience.not_in(known), ~Entry.audience.startswith("seat:"))
    for entry in session.scalars(odd):
        yield f"journal {entry.journal_id}: entry {entry.seq} is for nobody we know ({entry.audience})."


def _receipts(session: Session) -> Iterator[str]:
    for receipt, slug, seq in session.execute(
        select(Receipt, Journal.slug, Journal.seq).join(Journal, Journal.id == Receipt.journal_id)
    ):
        if receipt.answer["seq"] > seq:
            yield f"{slug}: entry {receipt.answer['seq']} was acknowledged and is not there. Restore a backup."


def _told(session: Session) -> Iterator[str]:
    """The law of the house over the whole journal: all entries together make the room as it is."""
    for group in session.scalars(select(Group)):
        records: Json = {}
        audiences = {str(audience) for audience in Audience}
        entries = select(Entry.changes).where(Entry.journal_id == group.journal_id).order_by(Entry.seq)
        for changes in session.scalars(entries.execution_options(yield_per=PAGE)):
            for key, record, audience, _ in changes:
                audiences.add(audience)
                records[key] = record
        records.setdefault(group.key, group.record())  # founded in the site's journal; told here from its first change
        here = json.loads(json.dumps(snapshot(session, group.journal_id, frozenset(audiences))["records"]))
        wrong = sorted(key for key in records.keys() | here.keys() if records.get(key) != here.get(key))
        for key in wrong[:SHOWN]:
            yield f"{group.slug}: the journal tells another {key} than the tables have. {BY_HAND}"
        if wrong[SHOWN:]:
            yield f"{group.slug}: and so it is with {len(wrong) - SHOWN} more."


def _whole_file(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name != "sqlite":
        return
    for (problem,) in session.execute(text("PRAGMA integrity_check")):
        if problem != "ok":
            yield f"The file of the database is damaged: {problem}. Restore a backup."
    for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield f"Row {row} of {table} refers to something that is not in {parent}. {BY_HAND}"


CHECKS: tuple[Check, ...] = (
    _equal_halves,
    _dense_journal,
    _ballots_in_electorate,
    _hidden_ballots,
    _revisions,
    _one_sitting,
    _overdue_silences,
    _audiences,
    _receipts,
    _told,
    _whole_file,
)
