"""What is put to the group: questions, their frozen electorate, ballots and positions."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import (
    JSON,
    BindParameter,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    bindparam,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from deliberate.store.db import Json, Recorded


class Question(Recorded):
    """A vote or a call for consensus. Text, hash, rule and electorate are frozen when it opens."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("journal_id", "number"),)
    noun = "question"
    shown = (
        "id",
        "number",
        "sitting_id",
        "kind",
        "about",
        "title",
        "text",
        "text_hash",
        "method",
        "preset",
        "rule",
        "in_words",
        "cautions",
        "hands",
        "definition",
        "board",
        "again_of",
        "reconsiders",
        "important",
        "state",
        "outcome",
        "result",
        "explanation",
        "reason",
        "opened_at",
        "closed_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    kind: Mapped[str]
    about_type: Mapped[str | None]
    about_id: Mapped[int | None]
    title: Mapped[str]
    text: Mapped[str]
    text_hash: Mapped[str]
    method: Mapped[str | None]
    """How a vote is taken; nothing, for a call for consensus."""
    preset: Mapped[str | None]
    rule: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    in_words: Mapped[list[Json]]
    cautions: Mapped[list[Json]]
    """What to know before one votes."""
    hands: Mapped[list[Json] | None] = mapped_column(JSON(none_as_null=True))
    """In a show of hands, those counted so far: `{side, for, against, abstain}`, each side once."""
    definition: Mapped[str | None]
    board: Mapped[str]
    again_of: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    """For the second vote after a tie: the vote that was one."""
    reconsiders: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    """For the vote on whether to reconsider a decision: the question in which it was taken."""
    important_type: Mapped[str | None]
    important_id: Mapped[int | None]
    state: Mapped[str]
    outcome: Mapped[str | None]
    result: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    explanation: Mapped[list[Json]]
    reason: Mapped[str | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @property
    def about(self) -> Json | None:
        """What the question is about, or nothing for a free question."""
        return {"type": self.about_type, "id": self.about_id} if self.about_type else None

    @property
    def important(self) -> Json | None:
        """For the vote on whether a text is an important question: that text."""
        return {"type": self.important_type, "id": self.important_id} if self.important_type else None

    @property
    def on_procedure(self) -> bool:
        """Whether it decides how the group goes on, and nothing on a text: it is voted on once."""
        return self.reconsiders is not None or self.important_type is not None


class OfSeat(Recorded):
    """Something of one seat in one question: the key names both."""

    __abstract__ = True
    knows_itself = True

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    seat: Mapped[str]

    @property
    def key(self) -> str:
        """Such as `ballot/4.O-3`."""
        return f"{self.noun}/{self.question_id}.{self.seat}"


class Elector(OfSeat):
    """A seat of the frozen electorate: its weight, whether it was present, and who may act for it."""

    __tablename__ = "electors"
    __table_args__ = (
        UniqueConstraint("question_id", "seat"),
        Index("ix_electors_question_id_holder", "question_id", "holder"),
        Index("ix_electors_question_id_alternate", "question_id", "alternate"),
    )
    noun = "elector"
    shown = (
        "question_id",
        "seat",
        "side",
        "constituency",
        "weight",
        "present",
        "delegation",
        "holder",
        "alternate",
        "called",
        "proxy",
    )

    side: Mapped[str]
    constituency: Mapped[str]
    weight: Mapped[str]
    present: Mapped[bool]
    delegation: Mapped[str | None]
    holder: Mapped[str | None]
    alternate: Mapped[str | None]
    called: Mapped[int | None]
    """In a roll call, whose turn it is: the seat drawn by lot is called first, as number 1."""
    proxy: Mapped[str | None]
    """The seat that acts for this one, whose own people were away."""

    @property
    def acting(self) -> str:
        """The seat whose people act for this one: its own, or that of its proxy."""
        return self.proxy or self.seat


class Ballot(OfSeat):
    """A recorded ballot, changeable until the close. It is its seat's own until then, unless the board is live.

    `person` gave it: holder or alternate, or in a roll call the clerk who entered what the seat said.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        UniqueConstraint("question_id", "seat"),
        CheckConstraint("choice IN ('for', 'against', 'abstain')", name="choice"),
    )
    noun = "ballot"
    shown = ("question_id", "seat", "choice", "at")

    choice: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime]


class Signature(OfSeat):
    """That a seat has voted in a secret vote, and nothing else. It is its seat's own until the close."""

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("question_id", "seat"),)
    noun = "signature"
    shown = ("question_id", "seat")


class Position(OfSeat):
    """Where a seat stands in a call for consensus, and why."""

    __tablename__ = "positions"
    __table_args__ = (UniqueConstraint("question_id", "seat"),)
    noun = "position"
    shown = ("question_id", "seat", "stance", "reason", "at")

    stance: Mapped[str]
    reason: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime]


Kind = TypeVar("Kind", bound=OfSeat)

# What every ballot asks is made once: to make it takes as long as to read.
_QUESTION: BindParameter[int] = bindparam("question")
_PEOPLE: BindParameter[list[str]] = bindparam("people", expanding=True)
_ELECTORS_FOR = select(Elector).where(
    Elector.question_id == _QUESTION, or_(Elector.holder.in_(_PEOPLE), Elector.alternate.in_(_PEOPLE))
)


@cache
def _of_seats(table: type[Kind]) -> Select[Kind]:
    return select(table).where(table.question_id == _QUESTION, table.seat.in_(bindparam("seats", expanding=True)))


def electors_for(session: Session, question: int, people: Iterable[str]) -> dict[str, Elector]:
    """By person, the seat of a frozen electorate for which each of them may act, as holder or alternate."""
    found: dict[str, Elector] = {}
    for elector in session.scalars(_ELECTORS_FOR, {"question": question, "people": sorted(people)}):
        for person in (elector.holder, elector.alternate):
            if person is not None:
                found.setdefault(person, elector)
    return found


def of_seats(session: Session, table: type[Kind], question: int, seats: Iterable[str]) -> dict[str, Kind]:
    """What each of these seats has given in a question: its ballot, its position."""
    found = session.scalars(_of_seats(table), {"question": question, "seats": sorted(seats)})
    return {row.seat: row for row in found}
