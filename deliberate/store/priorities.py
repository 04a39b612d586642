"""Choosing one among several recommendations: what can be chosen, and what each seat prefers."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Recorded
from deliberate.store.questions import OfSeat


class Option(Recorded):
    """An agreed paragraph that can be chosen, as it was called and worded when the choice opened."""

    __tablename__ = "options"
    __table_args__ = (UniqueConstraint("question_id", "label"),)
    noun = "option"
    shown = ("question_id", "position", "label", "paragraph_id", "text")

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    position: Mapped[int]
    label: Mapped[str]
    paragraph_id: Mapped[int]
    text: Mapped[str]

    @property
    def key(self) -> str:
        """Such as `option/4.1`."""
        return f"{self.noun}/{self.question_id}.{self.position}"


class Preference(OfSeat):
    """What a seat prefers: the labels it approves, or its ranking, best first; those of one level are equal to it."""

    __tablename__ = "preferences"
    __table_args__ = (UniqueConstraint("question_id", "seat"),)
    noun = "preference"
    shown = ("question_id", "seat", "levels", "at")

    levels: Mapped[list[list[str]]]
    person: Mapped[str]
    at: Mapped[datetime]
