"""Typing together, as far as it is a command: what was typed settles into a revision, and a new epoch begins.

Whatever changes or freezes a text settles it first, in the same transaction: so everything that was stored, and said to
be saved, is in a revision. Updates that come later carry the old epoch, and are refused.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from deliberate.commands.desk import Desk
from deliberate.commands.fields import number
from deliberate.commands.registry import command
from deliberate.commands.replica import Replica
from deliberate.commands.revisions import Contributor, keep_typed_revision
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import NOBODY
from deliberate.store.db import Json
from deliberate.store.drafts import Update, updates_of
from deliberate.store.journal import Journal
from deliberate.store.statements import Paragraph, Statement

MOST_ROWS, MOST_BYTES = 500, 262_144
"""A log of more updates, or of more bytes, is squashed into one update when it is settled."""


@command("draft.settle", {"paragraph": number(), "epoch": number()}, who=NOBODY, inner=True)
def settle_typing(desk: Desk, paragraph: int, epoch: int) -> None:
    """What was typed so far becomes a new revision, by all who typed it: when typing rests, and at least now and then.

    The house gives this command itself.
    """
    row = desk.find(Paragraph, paragraph)
    if row.epoch != epoch or not settle(desk, row):
        raise Refusal("no_change", N_("This is the text as it stands."))


def settle(desk: Desk, row: Paragraph) -> bool:
    """Make a revision of what was typed since the last one; whether the text changed.

    Everything stored is settled after this, so the log can be squashed here: nothing can come in between, and nobody
    who contributed is forgotten.
    """
    log = list(desk.session.scalars(updates_of(row.id, row.epoch)))
    if not log or log[-1].id <= row.settled_update:
        return False
    replica = Replica(each.data for each in log)
    contributors = [
        Contributor(each.seat, each.person) for each in log if each.id > row.settled_update and each.person is not None
    ]
    row.settled_update = log[-1].id
    squash(desk.session, log, replica)
    text = replica.text
    if text == row.text:
        return False
    row.text = text
    row.revision += 1
    keep_typed_revision(desk, row, contributors)
    desk.record_of_house("paragraph.settled", paragraph=row.id, revision=row.revision)
    return True


def settle_statement(desk: Desk, statement: Statement) -> None:
    """Settle every paragraph of a statement: its text is about to stand still."""
    typed_in = select(Update.paragraph_id).where(
        Update.paragraph_id == Paragraph.id, Update.epoch == Paragraph.epoch, Update.id > Paragraph.settled_update
    )
    for row in desk.all_of(Paragraph, Paragraph.statement_id == statement.id, typed_in.exists()):
        settle(desk, row)


def begin_epoch(desk: Desk, row: Paragraph) -> None:
    """The text was changed otherwise than by typing: editors start again from it. Settle the paragraph before."""
    row.epoch += 1
    row.settled_update = 0
    everything = delete(Update).where(Update.paragraph_id == row.id)
    desk.session.execute(everything.execution_options(synchronize_session=False))


def tidy(connection: Connection, paragraph: int) -> None:
    """Note that what was typed left the text as it was: there is nothing to settle, and the log may be squashed.

    The journal is locked as for a command: what another process stores meanwhile waits, and is not squashed away.
    """
    with Session(connection) as session:
        journal = select(Paragraph.journal_id).where(Paragraph.id == paragraph).scalar_subquery()
        session.execute(select(Journal.id).where(Journal.id == journal).with_for_update())
        row = session.get_one(Paragraph, paragraph)
        log = list(session.scalars(updates_of(row.id, row.epoch)))
        replica = Replica(each.data for each in log)
        if not log or log[-1].id <= row.settled_update or replica.text != row.text:
            return
        squash(session, log, replica)
        row.settled_update = log[-1].id
        session.flush()


def squash(session: Session, log: list[Update], replica: Replica) -> None:
    """Put one update in the place of a long log, under the id of its last, and keep who wrote what.

    `replica` has all of `log`, and `log` is the whole of its epoch.
    """
    if len(log) <= MOST_ROWS and sum(len(each.data) for each in log) <= MOST_BYTES:
        return
    if len(log) == 1:
        return
    last = log[-1]
    last.data, last.person, last.seat = replica.whole, None, None
    last.writers = writers_of(each.writers for each in log)
    earlier = delete(Update).where(Update.paragraph_id == last.paragraph_id, Update.id < last.id)
    session.execute(earlier.execution_options(synchronize_session=False))


def writers_of(log: Iterable[Json]) -> dict[str, str]:
    """Whose each client id is, by the writers of each update in turn: the person's who first wrote under it."""
    found: dict[str, str] = {}
    for writers in log:
        for client, person in writers.items():
            found.setdefault(client, person)
    return found
