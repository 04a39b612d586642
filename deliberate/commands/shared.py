"""A batch: the commands that share one transaction, and what they all ask, asked once.

Rights, the sitting and earlier receipts are read for everyone in the batch together. Whatever a command changes of them
is read anew by the next.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, event, select
from sqlalchemy.orm import Session

from deliberate.journal import spine
from deliberate.store.db import Base, Writing
from deliberate.store.groups import Appointment, Group
from deliberate.store.journal import Journal, Receipt
from deliberate.store.people import Account
from deliberate.store.questions import Question
from deliberate.store.seats import Seat
from deliberate.store.sittings import Sitting, current_sitting
from deliberate.store.standing import NOBODYS, Standing, standings

RIGHTS: tuple[type[Base], ...] = (Account, Appointment, Group, Question, Seat)
"""The tables in which a standing is read."""

_RECEIPTS = select(Receipt).where(
    Receipt.journal_id == bindparam("journal"), Receipt.key.in_(bindparam("keys", expanding=True))
)


class Asker(NamedTuple):
    """Who gives a command of the batch, and by which key."""

    person: str | None
    key: str


class Mark(NamedTuple):
    """Where a batch stood when a command began."""

    kept: int
    changes: int


class Shared:
    """What is shared by the commands of one journal that are stored together."""

    def __init__(self, session: Writing, journal: int, askers: Sequence[Asker]) -> None:
        self.session = session
        self._journal = journal
        self._askers = askers
        self._head: Journal | None = None
        self._standings: dict[str, Standing] | None = None
        self._sitting: Sitting | None = None
        self._sitting_known = False
        self._receipts: dict[Asker, Receipt] | None = None
        self._flushes = 0
        spine.watch(session)
        event.listen(session, "before_flush", self._notice)

    # what all of them ask

    @property
    def journal(self) -> Journal:
        """The journal, whose row is locked from here on."""
        if self._head is None:
            self._head = self.session.get_one(Journal, self._journal, with_for_update=True)
        return self._head

    def standing(self, person: str | None) -> Standing:
        """What somebody is in this group now."""
        if person is None:
            return NOBODYS
        if self._standings is None:
            people = {each.person for each in self._askers if each.person is not None}
            self._standings = standings(self.session, self._journal, people)
        return self._standings.get(person, NOBODYS)

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that is under way, or next."""
        if not self._sitting_known:
            self._sitting, self._sitting_known = current_sitting(self.session, self._journal), True
        return self._sitting

    def receipt(self, asker: Asker) -> Receipt | None:
        """The receipt that somebody was given for this key."""
        if self._receipts is None:
            found = self.session.scalars(
                _RECEIPTS, {"journal": self._journal, "keys": sorted({each.key for each in self._askers})}
            )
            self._receipts = {Asker(each.actor, each.key): each for each in found}
        return self._receipts.get(asker)

    def keep(self, receipt: Receipt) -> None:
        """Keep a receipt for whoever asks again."""
        self.session.insert_later(receipt)
        if self._receipts is not None:
            self._receipts[Asker(receipt.actor, receipt.key)] = receipt

    # undoing one of them

    def mark(self) -> Mark:
        """Where the batch stands."""
        return Mark(self.session.kept(), self._flushes + self.session.changes)

    def changed_since(self, mark: Mark) -> bool:
        """Whether anything changed since then, in the database or in what is about to go there."""
        session = self.session
        return self.mark() != mark or bool(session.new or session.dirty or session.deleted)

    def undone(self, mark: Mark) -> None:
        """The savepoint that was set then was rolled back: forget what was kept and known since."""
        spine.forget(self.session, mark.kept)
        self._forget()
        self._receipts = None  # a kept one may be among those that are gone

    def _notice(self, session: Session, *_: object) -> None:
        self._flushes += 1
        changed = {type(row) for row in (*session.new, *session.dirty, *session.deleted)}
        if not changed.isdisjoint((*RIGHTS, Sitting)):
            self._forget()

    def _forget(self) -> None:
        self._standings = None
        self._sitting_known = False
