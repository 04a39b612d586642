"""What follows typing in time: it is shown, it settles when typing rests, and memory is given back."""

import time
from collections.abc import Callable
from datetime import datetime
from secrets import token_hex
from typing import Any

import gevent
import structlog
from gevent.event import Event
from gevent.queue import Queue
from sqlalchemy import select

from deliberate.commands.drafting import MOST_ROWS, tidy
from deliberate.commands.execute import Door
from deliberate.domain.refusals import Refusal
from deliberate.live.document import Document
from deliberate.live.showing import Showing
from deliberate.store.drafts import Update
from deliberate.store.groups import Group
from deliberate.store.statements import Paragraph

TICK_SECONDS = 0.125
REST_SECONDS, LONGEST_SECONDS = 2.0, 15.0
"""A text settles when typing has rested so long, and when it has not rested for so long."""

IDLE_SECONDS = 60.0
"""A document that nobody edits stays in memory so long."""

log = structlog.get_logger(__name__)


class Settling:
    """Looks after the open documents a few times a second, as long as there are any."""

    def __init__(
        self, documents: dict[int, Document], showing: Showing, door: Door, clock: Callable[[], datetime]
    ) -> None:
        self._documents = documents
        self._showing = showing
        self._door = door
        self._clock = clock
        self._some = Event()
        self._ticker: Any = None
        self._due: Queue[Document] = Queue()

    def start(self) -> None:
        """Begin to look after the documents, or go on."""
        self._some.set()
        if self._ticker is None:
            self._ticker = gevent.spawn(self._run)
            gevent.spawn(self._settle_in_turn)

    def settle_what_was_left(self) -> None:
        """Settle what was typed, and stored, before the server went down."""
        left = (
            select(Paragraph.id, Paragraph.epoch, Group.slug)
            .join(Group, Group.journal_id == Paragraph.journal_id)
            .where(
                Paragraph.archived.is_(False),
                select(Update.id)
                .where(
                    Update.paragraph_id == Paragraph.id,
                    Update.epoch == Paragraph.epoch,
                    Update.id > Paragraph.settled_update,
                )
                .exists(),
            )
        )
        with self._door.database.reading() as session:
            found = session.execute(left).all()
        for paragraph, epoch, slug in found:
            self._give(paragraph, epoch, slug)

    def _run(self) -> None:
        while True:
            self._some.wait()
            if not self._documents:
                self._some.clear()
                continue
            try:
                self._look_after(time.monotonic())
            except Exception:
                log.exception("settling_failed")
            gevent.sleep(TICK_SECONDS)

    def _look_after(self, now: float) -> None:
        for document in list(self._documents.values()):
            self._showing.look_after(document, now)
            if document.typed_since is not None and not document.settling:
                rested, lasted = now - document.typed_at, now - document.typed_since
                if rested >= REST_SECONDS or lasted >= LONGEST_SECONDS or document.waiting_updates >= MOST_ROWS:
                    document.settling = True
                    self._due.put(document)
            idle = not document.editors and document.typed_since is None and not document.settling
            if idle and not document.to_tell and now - document.empty_since >= IDLE_SECONDS:
                del self._documents[document.paragraph]

    def _settle_in_turn(self) -> None:
        """One after another, and in between a pause as long: meanwhile, what is typed is stored."""
        for document in self._due:
            begun = time.monotonic()
            self._settle(document)
            gevent.sleep(time.monotonic() - begun)

    def _settle(self, document: Document) -> None:
        since, document.typed_since, document.waiting_updates = document.typed_since, None, 0
        try:
            self._give(document.paragraph, document.epoch, document.slug)
        except Exception:
            log.exception("not_settled", paragraph=document.paragraph)
            document.typed_since = document.typed_since or since
            document.typed_at = time.monotonic()
        finally:
            document.settling = False

    def _give(self, paragraph: int, epoch: int, slug: str) -> None:
        given = {"paragraph": paragraph, "epoch": epoch}
        try:
            self._door.execute("draft.settle", given, group=slug, actor=None, key=token_hex(16), now=self._clock())
        except Refusal as refusal:
            if refusal.code == "no_change":
                self._door.keep(lambda transaction: tidy(transaction, paragraph))
            elif refusal.code != "not_found":
                raise
