"""One paragraph that is open for typing: its document, who edits it, and what may still be taken in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection as Transaction
from sqlalchemy import insert, select, update

from deliberate.commands.drafting import writers_of
from deliberate.commands.replica import Replica, initial
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.updates import Place, halves_in, has_halves, house, malformed, read_update
from deliberate.live.allowance import Allowance
from deliberate.live.listening import Connection
from deliberate.store.db import Json
from deliberate.store.drafts import Update, updates_of
from deliberate.store.groups import Group
from deliberate.store.statements import Paragraph

AWARENESS_AT_ONCE, AWARENESS_A_SECOND = 40.0, 20.0

INSERT = insert(Update.__table__)  # type: ignore[arg-type]  # it is a table


@dataclass
class Editor:
    """A client that types: `client` is the id it writes under, `awareness` what it last said of itself."""

    connection: Connection
    client: int
    seat: str | None
    associate: bool = False
    awareness: bytes | None = None
    allowance: Allowance = field(default_factory=lambda: Allowance(AWARENESS_AT_ONCE, AWARENESS_A_SECOND))
    """How often it may say where its cursor is."""

    @property
    def name(self) -> str:
        """Who types, as everyone may know it: the seat, or else the office."""
        return self.seat or ("associate" if self.associate else "rapporteur")


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
    halves: set[Place] = field(default_factory=set)
    """The second halves of characters that are two units: nothing may come right before one."""
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

    @property
    def as_stored(self) -> bool:
        """Whether the document is what the database has: nothing is on its way there, or has to be read again."""
        return not self.fresh and not self.stale

    def typed(self, now: float) -> None:
        """An update was stored at this moment of the monotonic clock."""
        self.typed_since, self.typed_at = self.typed_since or now, now
        self.waiting_updates += 1
        self.to_show = True

    def load(self, transaction: Transaction, now: datetime) -> None:
        """Read the document from the database. The text that an epoch begins with is written here, once."""
        about = select(Paragraph.text, Paragraph.epoch, Group.slug).where(
            Paragraph.id == self.paragraph, Group.journal_id == Paragraph.journal_id
        )
        text, self.epoch, self.slug = transaction.execute(about).one()
        log = transaction.execute(updates_of(self.paragraph, self.epoch)).all()
        self.owners = {int(client): person for client, person in writers_of(each.writers for each in log).items()}
        self._become([each.data for each in log] or [self._begin(transaction, text, now)])
        self.fresh, self.stale = [], False

    def _begin(self, transaction: Transaction, text: str, now: datetime) -> bytes:
        """Store the update that an epoch begins with. There is nothing in it to settle."""
        data = initial(text, house(self.paragraph, self.epoch))
        first = transaction.execute(INSERT.returning(Update.id), self.row(data, now)).scalar_one()
        transaction.execute(update(Paragraph).where(Paragraph.id == self.paragraph).values(settled_update=first))
        return data

    def row(
        self,
        data: bytes,
        now: datetime,
        person: str | None = None,
        seat: str | None = None,
        writers: Json | None = None,
    ) -> Json:
        """An update of this document as it is stored. The server's own has no person."""
        return {
            "journal_id": self.journal,
            "paragraph_id": self.paragraph,
            "epoch": self.epoch,
            "data": data,
            "person": person,
            "seat": seat,
            "writers": writers or {},
            "at": now,
        }

    def check_epoch(self, epoch: int) -> None:
        """Refuse what was typed into an earlier life of the document: its places are places of another text."""
        if epoch != self.epoch:
            raise Refusal("old_epoch", N_("The text was changed meanwhile. Open the paragraph again."))

    def take(self, transaction: Transaction, data: bytes, person: str, limit: int) -> Json | None:
        """Take an update in, or refuse it and stay as before. Whose client ids are new in it; None: nothing is new.

        `limit` is how many characters the text may have. A text that is longer already may become shorter.
        """
        change = read_update(data)
        change.check_predecessors(self.known)
        change.check_characters(self.known, self.halves)
        new = change.new(self.known)
        if not new and not change.removed:
            return None
        self.check_names(new, person)
        before = self.most_characters
        if before + change.characters > limit:
            before = len(self.replica.text)
        try:
            self.replica.apply(data)
            self.check_applied(self.known | new)
            after = before + change.characters
            if after > limit:
                after = len(self.replica.text)
                if after > max(limit, before):
                    raise Refusal(
                        "too_long", N_("A paragraph has at most %(most)s characters. This was not stored."), most=limit
                    )
        except Refusal:
            self.mend(transaction)
            raise
        writers = {str(client): person for client in new if client not in self.known}
        self.halves.update(change.new_halves(self.known))
        self.known |= new
        self.most_characters = after
        self.fresh.append(data)
        return writers

    def check_names(self, clients: Iterable[int], person: str) -> None:
        """Refuse words under somebody else's client id: theirs would look like known ones from then on."""
        if any(self.owners.get(client) != person for client in clients):
            raise Refusal("not_yours", N_("Somebody else writes under this name. Open the paragraph again."))

    def check_applied(self, state: dict[int, int]) -> None:
        """Refuse an update of which the library has not taken in all that we read in it, or more."""
        if self.replica.state != state:
            raise malformed()

    def mend(self, transaction: Transaction) -> None:
        """Put the document together again, without an update that was refused after it was applied."""
        log = transaction.execute(updates_of(self.paragraph, self.epoch))
        self._become([*(each.data for each in log), *self.fresh])

    def _become(self, updates: list[bytes]) -> None:
        self.replica = Replica(updates)
        self.known = self.replica.state
        text = self.replica.text
        self.most_characters = len(text)
        # A character that was taken out again needs no such care, and reading a long log takes a while.
        self.halves = {half for update in updates for half in halves_in(update)} if has_halves(text) else set()


def store(transaction: Transaction, rows: list[Json]) -> None:
    """Store updates, in their order."""
    if rows:
        transaction.execute(INSERT, rows)
