"""Notes to an adopted text: the reservations and dissociations with which it was adopted."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Json, Recorded


class Note(Recorded):
    """What a seat put on record when a text was adopted, in its own words; it may be without words.

    It stands under a paragraph, a part or a statement, and names the question, or the silence procedure, in which it
    was said. It is archived when that text is no longer an adopted one; what was said is kept where it was said.
    """

    __tablename__ = "notes"
    noun = "note"
    shown = ("id", "about", "kind", "seat", "delegation", "text", "question_id", "silence_id", "number", "at")

    id: Mapped[int] = mapped_column(primary_key=True)
    about_type: Mapped[str]
    about_id: Mapped[int]
    kind: Mapped[str]
    seat: Mapped[str]
    delegation: Mapped[str | None]
    text: Mapped[str]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"), index=True)
    silence_id: Mapped[int | None] = mapped_column(ForeignKey("silences.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime]

    @property
    def about(self) -> Json:
        """The text it stands under."""
        return {"type": self.about_type, "id": self.about_id}
