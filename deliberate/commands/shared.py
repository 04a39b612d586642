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
from deliberate.store.questions import Ballot, Elector, Question, electors_for, of_seats
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
    new: int
    """How many new rows wait to be stored together."""


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
        self._electors: dict[int, dict[str, Elector]] = {}
        self._ballots: dict[int, dict[str, Ballot]] = {}
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
            self._standings = standings(self.session, self._journal, self._people())
        return self._standings.get(person, NOBODYS)

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that is under way, or next."""
        if not self._sitting_known:
            self._sitting, self._sitting_known = current_sitting(self.session, self._journal), True
        return self._sitting

    def elector(self, question: int, person: str | None) -> Elector | None:
        """The seat of a question's frozen electorate for which somebody may act."""
        if question not in self._electors:
            self._electors[question] = electors_for(self.session, question, self._people())
        return self._electors[question].get(str(person))

    def ballot(self, elector: Elector) -> Ballot | None:
        """The ballot of a seat. Those of the seats whose people ask are read together; one by proxy, by itself."""
        question, seat = elector.question_id, elector.seat
        acting = {each.seat for each in self._electors.get(question, {}).values()}
        if seat not in acting:
            return of_seats(self.session, Ballot, question, [seat]).get(seat)
        if question not in self._ballots:
            self._ballots[question] = of_seats(self.session, Ballot, question, acting)
        ballot = self._ballots[question].get(seat)
        if ballot in self.session.new:  # given by another command of the batch: stored before it is changed
            self.session.flush()
        return ballot

    def voted(self, ballot: Ballot) -> None:
        """A seat has a ballot that it had not. Where they are not read yet, it is among them when they are."""
        if ballot.question_id in self._ballots:
            self._ballots[ballot.question_id][ballot.seat] = ballot

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

    def _people(self) -> set[str]:
        return {each.person for each in self._askers if each.person is not None}

    # undoing one of them

    def mark(self) -> Mark:
        """Where the batch stands."""
        return Mark(self.session.kept(), self._flushes + self.session.changes, len(self.session.new))

    def changed_since(self, mark: Mark) -> bool:
        """Whether anything changed since then, in the database or in what is about to go there."""
        session = self.session
        return self.mark() != mark or bool(session.dirty or session.deleted)

    def undone(self, mark: Mark) -> None:
        """The savepoint that was set then was rolled back: forget what was kept and known since."""
        spine.forget(self.session, mark.kept)
        self._forget()
        self._electors, self._ballots = {}, {}
        self._receipts = None  # a kept one may be among those that are gone

    def _notice(self, session: Session, *_: object) -> None:
        self._flushes += 1
        changed = {type(row) for row in (*session.new, *session.dirty, *session.deleted)}
        if not changed.isdisjoint((*RIGHTS, Sitting)):
            self._forget()
        if Elector in changed:
            self._electors = {}

    def _forget(self) -> None:
        self._standings = None
        self._sitting_known = False
