"""The scribe: what is typed is checked, stored, and only then acknowledged and relayed, by one for all.

It takes everything that waits at a moment into one transaction of the clerk's. As the clerk announces what commands did
before it works on, and rights are looked at again right then, nothing is stored after a right has ended.

This is done for every keystroke in the house, so it goes without a session; what is rare opens one on the connection.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import gevent
import structlog
from gevent.event import Event
from sqlalchemy import Connection as Transaction
from sqlalchemy.orm import Session

from deliberate.commands.execute import Door
from deliberate.domain.refusals import N_, Refusal
from deliberate.live.document import Document, Editor, store
from deliberate.live.editors import Editors, not_open, refused
from deliberate.live.later import Answer
from deliberate.live.listening import MEMBERS
from deliberate.live.push import Push
from deliberate.live.settling import Settling
from deliberate.live.typing_rights import Rights
from deliberate.store.db import Json
from deliberate.store.statements import Paragraph

MOST_WAITING = 256
"""So many updates of one client may wait; then the client itself waits, and is heard again as they are stored."""

WAIT_SECONDS = 0.005

log = structlog.get_logger(__name__)


@dataclass
class Ask:
    """What a client asked of the scribe: to open a paragraph, or, with `data`, to store an update."""

    sid: str
    paragraph: int
    answer: Answer
    client: int = 0
    epoch: int = 0
    data: bytes | None = None
    told: Json | None = None
    """The answer, given once everything is stored. An opening's is made then."""
    relay: bool = False


class Scribe:
    """Writes down what is typed, in all groups. `server` is the python-socketio server; `limit` is in characters."""

    def __init__(
        self,
        server: Any,
        push: Push,
        door: Door,
        clock: Callable[[], datetime],
        editors: Editors,
        settling: Settling,
        limit: int,
    ) -> None:
        self._server = server
        self._push = push
        self._door = door
        self._clock = clock
        self._editors = editors
        self._documents = editors.documents
        self._settling = settling
        self._limit = limit
        self._waiting: list[Ask] = []
        self._waits: Counter[str] = Counter()
        self._wake = Event()
        self._writer: Any = None
        self._fresh: dict[int, Document] = {}
        """The documents that have taken something in which is not stored yet."""

    def take(self, ask: Ask) -> None:
        """Have this done, in its turn; whoever asks for too much at once waits here."""
        if self._writer is None:
            self._writer = gevent.spawn(self._write)
        while self._waits[ask.sid] >= MOST_WAITING:
            gevent.sleep(WAIT_SECONDS)
        self._waits[ask.sid] += 1
        self._waiting.append(ask)
        self._wake.set()

    def _write(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            taken, self._waiting = self._waiting, []
            if taken:
                try:
                    self._keep(taken)
                    self._tell(taken)
                except Exception:
                    log.exception("typing_failed")
                self._settling.start()

    def _keep(self, asks: list[Ask]) -> None:
        try:
            self._door.keep(lambda transaction: self._store(transaction, asks))
        except Exception as failed:
            log.exception("typing_not_stored", kind=type(failed).__name__)
            self._read_again()
            for ask in asks:
                ask.told, ask.relay = refused(_uncertain()), False

    def _read_again(self) -> None:
        """What was taken in was not stored: the documents are read again before anything else comes in."""
        for document in self._fresh.values():
            document.stale = True
        self._fresh = {}

    def _store(self, transaction: Transaction, asks: list[Ask]) -> None:
        """Take in what waits, in its order, in one transaction. What is refused harms nothing else."""
        self._read_again()  # this may be another try
        now = self._clock()
        checked: set[int] = set()
        rows: list[Json] = []
        for ask in asks:
            ask.told, ask.relay = None, False
            try:
                if ask.data is None:
                    self._store_opening(transaction, ask, now, checked)
                else:
                    row = self._store_update(transaction, ask, ask.data, now, checked)
                    rows.extend(row)
                    ask.told, ask.relay = {"ok": True}, bool(row)
            except Refusal as refusal:
                ask.told = refused(refusal)
        store(transaction, rows)

    def _store_opening(self, transaction: Transaction, ask: Ask, now: datetime, checked: set[int]) -> None:
        connection = self._push.connection(ask.sid)
        if connection is None or connection.namespace != MEMBERS or connection.person is None:
            raise Refusal("not_joined", N_("Join the group first."))
        with Session(transaction) as session:
            row = session.get(Paragraph, ask.paragraph)
            if row is None or row.journal_id != connection.journal or row.archived:
                raise Refusal("not_found", N_("There is no %(noun)s %(id)s here."), noun="paragraph", id=ask.paragraph)
            self._check(transaction, row.journal_id, checked)
            found = Rights(session, row.journal_id, now)
            writer = found.writer(connection.person)
            refusal = writer.refusal or (found.associates(row.id) if writer.associate else found.place(row.id))
            if refusal is not None:
                raise refusal
            document = self._documents.setdefault(row.id, Document(row.id, row.journal_id))
            document.audience = found.audience_of(row)
        if document.stale:
            document.load(transaction, now)
        self._editors.enter(connection, document, ask.client, writer)

    def _store_update(
        self, transaction: Transaction, ask: Ask, data: bytes, now: datetime, checked: set[int]
    ) -> list[Json]:
        document = self._documents.get(ask.paragraph)
        if document is not None:
            self._check(transaction, document.journal, checked)
        found = self._editors.editor(ask.sid, ask.paragraph)  # after that look at the rights, which may have ended it
        if found is None:
            raise not_open()
        document, editor = found
        if document.stale:
            document.load(transaction, now)
        document.check_epoch(ask.epoch)
        person = str(editor.connection.person)
        writers = document.take(transaction, data, person, self._limit)
        if writers is None:
            return []
        self._fresh[document.paragraph] = document
        return [document.row(data, now, person, editor.seat, writers)]

    def _check(self, transaction: Transaction, journal: int, checked: set[int]) -> None:
        if journal not in checked:
            self._editors.check(transaction, journal)
            checked.add(journal)

    def _tell(self, asks: list[Ask]) -> None:
        """Everything is stored: relay what is new to the other editors, and answer each, in the order they came."""
        now = time.monotonic()
        for document in self._fresh.values():
            document.fresh = []
        self._fresh = {}
        for ask in asks:
            self._waits[ask.sid] -= 1
            if not self._waits[ask.sid]:
                del self._waits[ask.sid]
            here = self._documents.get(ask.paragraph)
            if ask.relay and here is not None:
                here.typed(now)
                relayed = {"paragraph": ask.paragraph, "epoch": ask.epoch, "update": ask.data}
                self._server.emit("draft.update", relayed, namespace=MEMBERS, to=here.room, skip_sid=ask.sid)
            ask.answer(self._opened(ask) if ask.told is None else ask.told)

    def _opened(self, ask: Ask) -> Json:
        """The client is among the editors from here on, and hears every update that is not in this answer."""
        found = self._editors.editor(ask.sid, ask.paragraph)
        if found is None:  # it has gone meanwhile
            return refused(not_open())
        document, editor = found
        self._server.enter_room(ask.sid, document.room, namespace=MEMBERS)
        others = [each for each in document.editors.values() if each.awareness and each is not editor]
        return {
            "ok": True,
            "epoch": document.epoch,
            "state": document.replica.whole,
            "limit": self._limit,
            "awareness": [said_of(document, each) for each in others],
        }


def said_of(document: Document, editor: Editor) -> Json:
    """What an editor says of itself, with who it is: a name or colour in `data` is only its own claim."""
    return {
        "paragraph": document.paragraph,
        "data": editor.awareness,
        "seat": editor.seat,
        "person": editor.connection.person,
    }


def _uncertain() -> Refusal:
    return Refusal("uncertain", N_("The server could not store this. It is tried again."))
