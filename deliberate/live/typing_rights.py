"""Who may type where, now: the rule of `paragraph.edit`, asked apart for people and for places.

What happened tells which of the two to ask again, and for whom; so a room full of editors costs little.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from deliberate.commands.desk import Desk
from deliberate.commands.paragraphs import check_associates, check_writer, open_paragraph, writes_as_associate
from deliberate.commands.registry import COMMANDS
from deliberate.domain.refusals import Refusal
from deliberate.domain.rights import Audience
from deliberate.store.journal import Entry, Journal
from deliberate.store.statements import Paragraph

OF_PLACES = frozenset({"statement", "question", "silence"})
OF_EVERYONE = frozenset({"sitting", "group"})
OF_SOMEONE = frozenset({"seat", "attendance", "office"})


class Rights:
    """What may be done at one moment, as one transaction sees it."""

    def __init__(self, session: Session, journal: int, now: datetime) -> None:
        self._session = session
        self._journal = session.get_one(Journal, journal)
        self._now = now
        self._place = self._desk(None)

    @property
    def seq(self) -> int:
        """The last entry of the journal."""
        return self._journal.seq

    def audience_of(self, row: Paragraph) -> str:
        """Who may follow the typing in a paragraph: whoever reads it, and members alone in a private sitting."""
        return self._place.audience if self._place.audience != Audience.PUBLIC else row.audience

    def place(self, paragraph: int) -> Refusal | None:
        """Why nobody may type in a paragraph: it is agreed, not in drafting, in question, or gone."""
        return _refusal(lambda: open_paragraph(self._place, paragraph))

    def associates(self, paragraph: int) -> Refusal | None:
        """Why no associate may type in a paragraph."""
        return _refusal(lambda: check_associates(self._place, open_paragraph(self._place, paragraph)))

    def writer(self, person: str | None) -> "Writer":
        """As what somebody writes, and why they may not write at all."""
        desk = self._desk(person)

        def check() -> None:
            desk.check()
            check_writer(desk)

        seat = desk.standing.seat.id if desk.standing.seat is not None else None
        return Writer(seat, writes_as_associate(desk), _refusal(check))

    def _desk(self, person: str | None) -> Desk:
        return Desk(self._session, self._journal, COMMANDS["paragraph.edit"], person, self._now)


class Writer(NamedTuple):
    """Somebody who writes: from a seat, or as an associate, or in keeping the text; unless it is refused."""

    seat: str | None
    associate: bool
    refusal: Refusal | None


def _refusal(check: Callable[[], object]) -> Refusal | None:
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None


@dataclass
class Touched:
    """Whose rights some entries may have changed."""

    paragraphs: set[int] = field(default_factory=set)
    seats: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    everywhere: bool = False
    everyone: bool = False


def touched(entries: Iterable[Entry]) -> Touched:
    """Whose rights these entries may have changed. Settling changes none."""
    found = Touched()
    for entry in entries:
        for key, record, *_ in entry.changes:
            noun, _, id_ = key.partition("/")
            if noun == "paragraph" and entry.event != "paragraph.settled":
                found.paragraphs.add(int(id_))
            elif noun in OF_PLACES:
                found.everywhere = True
            elif noun in OF_EVERYONE or (noun in OF_SOMEONE and record is None):
                found.everyone = True
                found.everywhere = True
            elif noun == "seat":
                found.seats.add(id_)
            elif noun == "attendance":
                found.seats.add(record["seat"])
            elif noun == "office":
                found.people.add(record["person"])
    return found
