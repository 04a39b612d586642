"""One paragraph that is open for typing: its document, who edits it, and what may still be taken in."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from deliberate.commands.drafting import writers_of
from deliberate.commands.replica import Replica, initial
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.updates import house, malformed, read_update
from deliberate.live.listening import Connection
from deliberate.store.db import Json
from deliberate.store.drafts import Update, updates_of
from deliberate.store.groups import Group
from deliberate.store.statements import Paragraph


@dataclass
class Editor:
    """A client that types: `client` is the id it writes under, `awareness` what it last said of itself."""

    connection: Connection
    client: int
    seat: str | None
    awareness: bytes | None = None
    allowance: float = 0.0
    heard_at: float = 0.0

    @property
    def name(self) -> str:
        """Who types, as everyone may know it: the seat, or the office that keeps the text."""
        return self.seat or "rapporteur"


@dataclass
class Document:
    """The document of one paragraph as it is stored, and for the length of one transaction, as it is about to be.

    `fresh` are the updates taken in and not yet stored. When storing fails, the document is `stale`: it is read again.
    """

    paragraph: int
    journal: int
    slug: str = ""
    audience: str = ""
    epoch: int = 0
    replica: Replica = field(default_factory=Replica)
    known: dict[int, int] = field(default_factory=dict)
    owners: dict[int, str] = field(default_factory=dict)
    """Who writes under which client id: whoever opened the paragraph with it first, and nobody else."""
    editors: dict[str, Editor] = field(default_factory=dict)
    fresh: list[bytes] = field(default_factory=list)
    stale: bool = True
    most_characters: int = 0
    """The text is no longer than this."""

    typed_since: float | None = None
    typed_at: float = 0.0
    waiting_updates: int = 0
    shown_at: float = 0.0
    show_seconds: float = 0.0
    to_show: bool = False
    told_at: float = 0.0
    to_tell: bool = False
    settling: bool = False
    empty_since: float = 0.0

    @property
    def room(self) -> str:
        """The Socket.IO room of its editors."""
        return f"draft.{self.paragraph}"

    def typed(self, now: float) -> None:
        """An update was stored at this moment of the monotonic clock."""
        self.typed_since, self.typed_at = self.typed_since or now, now
        self.waiting_updates += 1
        self.to_show = True

    def load(self, session: Session, now: datetime) -> None:
        """Read the document from the database. The text that an epoch begins with is written here, once."""
        row = session.get_one(Paragraph, self.paragraph)
        log = list(session.scalars(updates_of(row.id, row.epoch)))
        if not log:
            begin = initial(row.text, house(row.id, row.epoch))
            first = Update(
                journal_id=row.journal_id,
                paragraph_id=row.id,
                epoch=row.epoch,
                data=begin,
                person=None,
                seat=None,
                writers={},
                at=now,
            )
            log = [_store_first(session, first)]
        self.slug = session.scalar(select(Group.slug).where(Group.journal_id == row.journal_id)) or ""
        self.epoch = row.epoch
        self.owners = {int(client): person for client, person in writers_of(log).items()}
        self._become([each.data for each in log])
        self.fresh, self.stale = [], False

    def take(self, session: Session, data: bytes, person: str, limit: int) -> Json | None:
        """Take an update in, or refuse it and stay as before. Whose client ids are new in it; None: nothing is new.

        `limit` is how many characters the text may have. A text that is longer already may become shorter.
        """
        change = read_update(data)
        change.check_predecessors(self.known)
        new = change.new(self.known)
        if not new and not change.removed:
            return None
        if any(self.owners.get(client) != person for client in new):
            raise Refusal("not_yours", N_("Somebody else writes under this name. Open the paragraph again."))
        before = self.most_characters
        if before + change.characters > limit:
            before = len(self.replica.text)
        try:
            self.replica.apply(data)
            if self.replica.state != self.known | new:
                raise malformed()
            after = before + change.characters
            if after > limit:
                after = len(self.replica.text)
                if after > max(limit, before):
                    raise Refusal(
                        "too_long", N_("A paragraph has at most %(most)s characters. This was not stored."), most=limit
                    )
        except Refusal:
            log = session.scalars(updates_of(self.paragraph, self.epoch))
            self._become([*(each.data for each in log), *self.fresh])
            raise
        writers = {str(client): person for client in new if client not in self.known}
        self.known |= new
        self.most_characters = after
        self.fresh.append(data)
        return writers

    def _become(self, updates: list[bytes]) -> None:
        self.replica = Replica(updates)
        self.known = self.replica.state
        self.most_characters = len(self.replica.text)


def _store_first(session: Session, first: Update) -> Update:
    """Store the update that an epoch begins with. There is nothing in it to settle."""
    session.add(first)
    session.flush()
    settled = update(Paragraph).where(Paragraph.id == first.paragraph_id).values(settled_update=first.id)
    session.execute(settled.execution_options(synchronize_session=False))
    return first


def store(session: Session, rows: list[Json]) -> None:
    """Store updates, in their order."""
    if rows:
        session.connection().execute(insert(Update.__table__), rows)  # type: ignore[arg-type]  # it is a table
