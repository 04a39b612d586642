"""Divisions: a separate vote on parts of a text, who asked for it, and what came of each part."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Json, Recorded


class Division(Recorded):
    """The text of a paragraph or an amendment in consecutive parts, to be put one by one.

    `pieces` lists them in order as `{"text", "adopted"}`: `adopted` is nothing until the part has been decided. Joined
    they are the text at `revision`. `ruling` is what the chair said when refusing it.
    """

    __tablename__ = "divisions"
    noun = "division"
    shown = ("id", "statement_id", "of", "revision", "pieces", "seat", "reason", "state", "ruling", "at")

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), index=True)
    of_type: Mapped[str]
    of_id: Mapped[int]
    revision: Mapped[int]
    pieces: Mapped[list[Json]] = mapped_column(JSON())
    seat: Mapped[str]
    reason: Mapped[str]
    state: Mapped[str]
    ruling: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    @property
    def of(self) -> Json:
        """The paragraph or the amendment whose text it is, by noun and id."""
        return {"type": self.of_type, "id": self.of_id}
