"""Amendments: what is proposed to a text, from which base, and who stands behind it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Recorded


class Amendment(Recorded):
    """A proposed change: the base it was made from and the whole text it would leave.

    `diff` is the difference between the two, word by word: a list of `["=" or "-" or "+", words]`.
    """

    __tablename__ = "amendments"
    __table_args__ = (UniqueConstraint("journal_id", "number"),)
    noun = "amendment"
    shown = (
        "id",
        "label",
        "statement_id",
        "part_id",
        "paragraph_id",
        "kind",
        "base",
        "base_revision",
        "text",
        "diff",
        "reason",
        "state",
        "seat",
        "sponsors",
        "at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), index=True)
    part_id: Mapped[int]
    paragraph_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str]
    base: Mapped[str]
    base_revision: Mapped[int]
    text: Mapped[str]
    diff: Mapped[list[list[str]]] = mapped_column(JSON())
    reason: Mapped[str]
    state: Mapped[str]
    seat: Mapped[str]
    sponsors: Mapped[list[str]]
    at: Mapped[datetime]

    @property
    def label(self) -> str:
        """The name it goes by in the room, such as `A7`."""
        return f"A{self.number}"
