"""Who has which paragraph open for typing, and whose right to it has just ended."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection as Transaction
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.updates import HOUSE
from deliberate.live.document import Document, Editor
from deliberate.live.listening import MEMBERS, Connection
from deliberate.live.typing_rights import Rights, Writer, touched
from deliberate.store.db import Database, Json
from deliberate.store.journal import Entry, Journal
from deliberate.store.statements import Paragraph

MOST_OPEN = 64
"""So many paragraphs one client may have open at once."""

JOURNALS = Journal.__table__.c
HEAD = select(JOURNALS.seq).where(JOURNALS.id == bindparam("journal")).with_for_update(read=True)
"""The last entry of a journal, which stays the last until the transaction ends."""


class Editors:
    """The open documents and their editors, in all groups. `server` is the python-socketio server."""

    def __init__(self, server: Any, database: Database, clock: Callable[[], datetime]) -> None:
        self._server = server
        self._database = database
        self._clock = clock
        self.documents: dict[int, Document] = {}
        self._open_by: dict[str, set[int]] = {}
        self._seq: dict[int, int] = {}
        """The last entry of each journal after which rights were looked at."""

    def editor(self, sid: str, paragraph: object) -> tuple[Document, Editor] | None:
        """The document and the editor, if this client has this paragraph open."""
        document = self.documents.get(paragraph) if isinstance(paragraph, int) else None
        editor = document.editors.get(sid) if document is not None else None
        return (document, editor) if document is not None and editor is not None else None

    def enter(self, connection: Connection, document: Document, client: int, writer: Writer) -> None:
        """A client opens a paragraph. It writes under this client id, and nobody else does."""
        person, sid = str(connection.person), connection.sid
        if len(self._open_by.get(sid, set()) - {document.paragraph}) >= MOST_OPEN:
            raise Refusal("too_many", N_("Too many paragraphs are open. Close some first."))
        self.leave(sid, document)
        if client >= HOUSE or document.owners.setdefault(client, person) != person:
            raise Refusal("not_yours", N_("Somebody else writes under this name. Open the paragraph again."))
        document.editors[sid] = Editor(connection, client, writer.seat, associate=writer.associate)
        self._open_by.setdefault(sid, set()).add(document.paragraph)
        document.to_tell = True

    def leave(self, sid: str, document: Document) -> None:
        """A client no longer has a paragraph open; the other editors take its cursor away."""
        editor = document.editors.pop(sid, None)
        if editor is None:
            return
        self._open_by[sid].discard(document.paragraph)
        if not self._open_by[sid]:
            del self._open_by[sid]
        if self._server.manager.is_connected(sid, MEMBERS):
            self._server.leave_room(sid, document.room, namespace=MEMBERS)
        document.to_tell, document.empty_since = True, time.monotonic()
        if editor.client not in document.known:
            document.owners.pop(editor.client, None)  # nothing was written under it
        told = {"paragraph": document.paragraph, "clients": [editor.client]}
        self._server.emit("draft.left", told, namespace=MEMBERS, to=document.room)

    # whose right ends

    def left(self, sid: str) -> None:
        """A client is gone, or starts anew with other rights."""
        for paragraph in list(self._open_by.get(sid, ())):
            self.leave(sid, self.documents[paragraph])

    def happened(self, journal: int, entries: list[Entry]) -> None:
        """Commands were stored and are announced: look again at the rights of those they may concern."""
        here = self._of_journal(journal)
        if not here:
            self._seq.pop(journal, None)
            return
        with self._database.reading() as session:
            rights = Rights(session, journal, self._clock())
            if entries[0].seq == self._seq.get(journal, -1) + 1:
                self._look_again(session, rights, here, entries)
            else:
                self._look_at_all(session, rights, here)
            self._seq[journal] = entries[-1].seq

    def check(self, transaction: Transaction, journal: int) -> None:
        """Have the rights of all editors be those that this transaction sees: look at them, if anything is news."""
        head = transaction.scalar(HEAD, {"journal": journal})
        if head != self._seq.get(journal):  # another process wrote, or these are the first
            with Session(transaction) as session:
                self._look_at_all(session, Rights(session, journal, self._clock()), self._of_journal(journal))
            self._seq[journal] = head or 0

    def _of_journal(self, journal: int) -> list[Document]:
        return [each for each in self.documents.values() if each.journal == journal]

    def _look_again(self, session: Session, rights: Rights, here: list[Document], entries: list[Entry]) -> None:
        concerned = touched(entries)
        for document in here:
            if concerned.everywhere or document.paragraph in concerned.paragraphs:
                self._look_at_place(session, rights, document)
        self._look_at_people(
            rights,
            [
                (document, editor)
                for document in here
                for editor in document.editors.values()
                if concerned.everyone
                or (concerned.everywhere and editor.associate)
                or editor.seat in concerned.seats
                or editor.connection.person in concerned.people
            ],
        )

    def _look_at_all(self, session: Session, rights: Rights, here: list[Document]) -> None:
        for document in here:
            self._look_at_place(session, rights, document)
        self._look_at_people(rights, [(each, editor) for each in here for editor in each.editors.values()])

    def _look_at_place(self, session: Session, rights: Rights, document: Document) -> None:
        refusal = rights.place(document.paragraph)
        row = session.get(Paragraph, document.paragraph)
        if row is not None:
            document.audience = rights.audience_of(row)
            if refusal is None and document.epoch not in (0, row.epoch):
                refusal = Refusal("old_epoch", N_("The text was changed meanwhile. Open the paragraph again."))
        if refusal is not None:
            document.stale = True
            for sid in list(document.editors):
                self._end(sid, document, refusal)

    def _look_at_people(self, rights: Rights, those: list[tuple[Document, Editor]]) -> None:
        known: dict[str | None, Writer] = {}
        for document, editor in those:
            person = editor.connection.person
            if person not in known:
                known[person] = rights.writer(person)
            editor.seat, editor.associate, refusal = known[person]
            if refusal is None and editor.associate:
                refusal = rights.associates(document.paragraph)
            if refusal is not None:
                self._end(editor.connection.sid, document, refusal)

    def _end(self, sid: str, document: Document, refusal: Refusal) -> None:
        told = {**refused(refusal), "paragraph": document.paragraph}
        self._server.emit("draft.closed", told, namespace=MEMBERS, to=sid)
        self.leave(sid, document)


def refused(refusal: Refusal) -> Json:
    """A refusal as the sockets say it; the page translates the sentence."""
    return {"ok": False, "code": refusal.code, "sentence": refusal.sentence.record(), "facts": refusal.facts}


def not_open() -> Refusal:
    """The refusal of what is sent for a paragraph that the sender does not have open, or no longer."""
    return Refusal("closed", N_("This paragraph is not open for your typing. Open it again."))
