"""Straw polls: what was asked, and on which step of the gradient of agreement each seat stands. They decide nothing."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Json, Recorded


class Poll(Recorded):
    """A straw poll in a sitting. `spread` is kept when it is closed: seats by step, by side."""

    __tablename__ = "polls"
    __table_args__ = (UniqueConstraint("journal_id", "number"),)
    noun = "poll"
    shown = ("id", "number", "sitting_id", "title", "text", "state", "spread", "opened_at", "closed_at")

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
    state: Mapped[str]
    spread: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Answer(Recorded):
    """On which step a seat stands in a straw poll."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("poll_id", "seat"),)
    noun = "answer"
    shown = ("poll_id", "seat", "side", "step", "at")

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), index=True)
    seat: Mapped[str]
    side: Mapped[str]
    step: Mapped[str]
    at: Mapped[datetime]

    @property
    def key(self) -> str:
        """Such as `answer/4.O-3`."""
        return f"{self.noun}/{self.poll_id}.{self.seat}"
