"""Typing together: updates are checked, stored, and only then acknowledged and relayed, by one scribe for all.

The scribe takes everything that waits at a moment into one transaction of the clerk's. As the clerk announces what
commands did before it works on, and rights are looked at again right then, nothing is stored after a right has ended.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeGuard

import gevent
import structlog
from gevent.event import Event
from sqlalchemy.orm import Session

from deliberate.commands.execute import Door
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.updates import LARGEST_NUMBER
from deliberate.live.document import Document, Editor, store
from deliberate.live.editors import AWARENESS_AT_ONCE, Editors, not_open, refused
from deliberate.live.later import Answer, Later
from deliberate.live.listening import MEMBERS
from deliberate.live.push import Push
from deliberate.live.settling import Settling
from deliberate.live.typing_rights import Rights
from deliberate.store.db import Json
from deliberate.store.statements import Paragraph

MOST_WAITING = 256
"""So many updates of one client may wait; then the client itself waits, and is heard again as they are stored."""

WAIT_SECONDS = 0.005

MOST_AWARENESS = 4096
"""Bytes that an editor may say about its cursor."""

AWARENESS_A_SECOND = 20.0

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


class Drafting:
    """Everyone who types, in all groups. `server` is the python-socketio server; `limit` is in characters."""

    def __init__(self, server: Any, push: Push, door: Door, clock: Callable[[], datetime], limit: int) -> None:
        self._server = server
        self._push = push
        self._door = door
        self._clock = clock
        self._limit = limit
        self._editors = Editors(server, door.database, clock)
        self.documents = self._editors.documents
        self.settling = Settling(self.documents, server, push, door, clock)
        self._waiting: list[Ask] = []
        self._waits: Counter[str] = Counter()
        self._wake = Event()
        self._scribe: Any = None
        push.watch(self._editors)
        later = Later(server)
        later.on(MEMBERS, "draft.open", self._open)
        later.on(MEMBERS, "draft.update", self._update)
        later.on(MEMBERS, "draft.awareness", self._awareness)
        later.on(MEMBERS, "draft.close", self._close)

    # what clients say

    def _open(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.open {paragraph, client}`: the document as it is stored, and a place among its editors."""
        fields = _fields(said)
        paragraph, client = fields.get("paragraph"), fields.get("client")
        if _is_number(paragraph) and _is_number(client):
            self._wait_for_scribe(Ask(sid, paragraph, answer, client=client))
        else:
            answer(_bad("paragraph, client: numbers"))

    def _update(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.update {paragraph, epoch, update}`: acknowledged once it is stored."""
        fields = _fields(said)
        paragraph, epoch, data = fields.get("paragraph"), fields.get("epoch"), fields.get("update")
        if _is_number(paragraph) and _is_number(epoch) and isinstance(data, bytes):
            self._wait_for_scribe(Ask(sid, paragraph, answer, epoch=epoch, data=data))
        else:
            answer(_bad("paragraph, epoch: numbers; update: bytes"))

    def _awareness(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.awareness {paragraph, data}`: relayed to the other editors with who it comes from; never stored."""
        fields = _fields(said)
        found, data = self._editors.editor(sid, fields.get("paragraph")), fields.get("data")
        if not isinstance(data, bytes) or len(data) > MOST_AWARENESS:
            answer(_bad(f"data: at most {MOST_AWARENESS} bytes"))
        elif found is None:
            answer(refused(not_open()))
        else:
            document, editor = found
            now = time.monotonic()
            editor.allowance = min(AWARENESS_AT_ONCE, editor.allowance + (now - editor.heard_at) * AWARENESS_A_SECOND)
            editor.heard_at, editor.awareness = now, data
            if editor.allowance >= 1.0:
                editor.allowance -= 1.0
                told = _said_of(document, editor)
                self._server.emit("draft.awareness", told, namespace=MEMBERS, to=document.room, skip_sid=sid)
            answer({"ok": True})

    def _close(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.close {paragraph}`: no longer one of its editors."""
        found = self._editors.editor(sid, _fields(said).get("paragraph"))
        if found is not None:
            self._editors.leave(sid, found[0])
        answer({"ok": True})

    def _wait_for_scribe(self, ask: Ask) -> None:
        if self._scribe is None:
            self._scribe = gevent.spawn(self._write)
        while self._waits[ask.sid] >= MOST_WAITING:
            gevent.sleep(WAIT_SECONDS)
        self._waits[ask.sid] += 1
        self._waiting.append(ask)
        self._wake.set()

    # the scribe

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
                self.settling.start()

    def _keep(self, asks: list[Ask]) -> None:
        try:
            self._door.keep(lambda session: self._store(session, asks))
        except Exception as failed:
            log.exception("typing_not_stored", kind=type(failed).__name__)
            self._read_again()
            for ask in asks:
                ask.told, ask.relay = refused(_uncertain()), False

    def _read_again(self) -> None:
        """What was taken in was not stored: the documents are read again before anything else comes in."""
        for document in self.documents.values():
            document.stale = document.stale or bool(document.fresh)

    def _store(self, session: Session, asks: list[Ask]) -> None:
        """Take in what waits, in its order, in one transaction. What is refused harms nothing else."""
        self._read_again()  # this may be another try
        now = self._clock()
        checked: set[int] = set()
        rows: list[Json] = []
        for ask in asks:
            ask.told, ask.relay = None, False
            try:
                if ask.data is None:
                    self._store_opening(session, ask, now, checked)
                else:
                    row = self._store_update(session, ask, ask.data, now, checked)
                    rows.extend(row)
                    ask.told, ask.relay = {"ok": True}, bool(row)
            except Refusal as refusal:
                ask.told = refused(refusal)
        store(session, rows)

    def _store_opening(self, session: Session, ask: Ask, now: datetime, checked: set[int]) -> None:
        connection = self._push.connection(ask.sid)
        if connection is None or connection.namespace != MEMBERS or connection.person is None:
            raise Refusal("not_joined", N_("Join the group first."))
        row = session.get(Paragraph, ask.paragraph)
        if row is None or row.journal_id != connection.journal or row.archived:
            raise Refusal("not_found", N_("There is no %(noun)s %(id)s here."), noun="paragraph", id=ask.paragraph)
        self._check(session, row.journal_id, checked)
        found = Rights(session, row.journal_id, now)
        seat, refusal = found.person(connection.person)
        refusal = refusal or found.place(row.id)
        if refusal is not None:
            raise refusal
        document = self.documents.setdefault(row.id, Document(row.id, row.journal_id))
        if document.stale:
            document.load(session, now)
        document.audience = found.audience_of(row)
        self._editors.enter(connection, document, ask.client, seat)

    def _store_update(
        self, session: Session, ask: Ask, data: bytes, now: datetime, checked: set[int]
    ) -> list[Json]:
        document = self.documents.get(ask.paragraph)
        if document is not None:
            self._check(session, document.journal, checked)
        found = self._editors.editor(ask.sid, ask.paragraph)  # after that look at the rights, which may have ended it
        if found is None:
            raise not_open()
        document, editor = found
        if document.stale:
            document.load(session, now)
        if ask.epoch != document.epoch:
            raise Refusal("old_epoch", N_("The text was changed meanwhile. Open the paragraph again."))
        person = str(editor.connection.person)
        writers = document.take(session, data, person, self._limit)
        if writers is None:
            return []
        return [
            {
                "journal_id": document.journal,
                "paragraph_id": document.paragraph,
                "epoch": document.epoch,
                "data": data,
                "person": person,
                "seat": editor.seat,
                "writers": writers,
                "at": now,
            }
        ]

    def _check(self, session: Session, journal: int, checked: set[int]) -> None:
        if journal not in checked:
            self._editors.check(session, journal)
            checked.add(journal)

    def _tell(self, asks: list[Ask]) -> None:
        """Everything is stored: answer each, and relay what is new to the other editors, in its order."""
        now = time.monotonic()
        for document in self.documents.values():
            if not document.stale:
                document.fresh = []
        for ask in asks:
            self._waits[ask.sid] -= 1
            if not self._waits[ask.sid]:
                del self._waits[ask.sid]
            if ask.told is None:
                ask.told = self._opened(ask)
            ask.answer(ask.told)
            here = self.documents.get(ask.paragraph)
            if ask.relay and here is not None:
                here.typed(now)
                relayed = {"paragraph": ask.paragraph, "epoch": ask.epoch, "update": ask.data}
                self._server.emit("draft.update", relayed, namespace=MEMBERS, to=here.room, skip_sid=ask.sid)

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
            "awareness": [_said_of(document, each) for each in others],
        }


def _fields(said: tuple[Any, ...]) -> dict[str, Any]:
    return said[0] if len(said) == 1 and isinstance(said[0], dict) else {}


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_NUMBER


def _said_of(document: Document, editor: Editor) -> Json:
    """What an editor says of itself, with who it is: a name or colour in `data` is only its own claim."""
    return {
        "paragraph": document.paragraph,
        "data": editor.awareness,
        "seat": editor.seat,
        "person": editor.connection.person,
    }


def _bad(problems: str) -> Json:
    return refused(Refusal("bad_data", N_("Please correct: %(problems)s"), problems=problems))


def _uncertain() -> Refusal:
    return Refusal("uncertain", N_("The server could not store this. It is tried again."))
