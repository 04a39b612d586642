"""What is put on record beside a vote: explanations, corrections, and what was found when the quorum was called."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Json, Recorded


class Remark(Recorded):
    """A seat's explanation of its vote, before or after it, or what it says it had intended; each once."""

    __tablename__ = "remarks"
    __table_args__ = (UniqueConstraint("question_id", "seat", "kind"),)
    noun = "remark"
    shown = ("id", "question_id", "seat", "delegation", "kind", "intended", "text", "at")

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    seat: Mapped[str]
    delegation: Mapped[str | None]
    kind: Mapped[str]
    intended: Mapped[str | None]
    """In a correction, the choice that the seat had intended."""
    text: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime]

    @property
    def code(self) -> str:
        """What kind of remark it is, and in a correction what was intended: `before`, `after`, `intended_for`."""
        return code_of(self.kind, self.intended)


def code_of(kind: str, intended: str | None) -> str:
    """The code by which a remark is named in words."""
    return f"intended_{intended}" if intended else kind


class Finding(Recorded):
    """Who was there when a seat called the quorum: seats present and seats of the plan, by side."""

    __tablename__ = "findings"
    noun = "finding"
    shown = ("id", "sitting_id", "seat", "present", "seats", "holds", "at")

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    seat: Mapped[str]
    present: Mapped[Json]
    seats: Mapped[Json]
    holds: Mapped[bool]
    at: Mapped[datetime]
