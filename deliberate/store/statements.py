"""The joint text: statements, their parts, their paragraphs, and every revision of each."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Base, Json, Recorded


class Statement(Recorded):
    """A joint statement. `note`, under its title, asks for a check until the rapporteur marks the text checked.

    In a `single_undertaking` nothing is agreed until everything is agreed. `associates_write`: the chair lets them.
    """

    __tablename__ = "statements"
    noun = "statement"
    shown = (
        "id", "title", "theme", "note", "checked", "single_undertaking", "associates_write", "language", "stage",
        "adopted_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    theme: Mapped[str]
    note: Mapped[str]
    checked: Mapped[bool] = mapped_column(default=False)
    single_undertaking: Mapped[bool] = mapped_column(default=False)
    associates_write: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str]
    stage: Mapped[str]
    adopted_at: Mapped[datetime | None]


class Part(Recorded):
    """A part of a statement, with its title and the caption under it."""

    __tablename__ = "parts"
    noun = "part"
    shown = ("id", "statement_id", "position", "title", "caption")

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    caption: Mapped[str]


class Paragraph(Recorded):
    """A paragraph: a stable id under a number that is its position in the part. The unit of drafting and agreement.

    `text` is the settled text. What is typed after it is in the updates of this `epoch` above `settled_update`; a new
    epoch begins when something else than typing changes the text.
    """

    __tablename__ = "paragraphs"
    noun = "paragraph"
    shown = ("id", "statement_id", "part_id", "position", "caption", "text", "revision", "state", "epoch")

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), index=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id"), index=True)
    position: Mapped[int]
    caption: Mapped[str]
    text: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str]
    epoch: Mapped[int] = mapped_column(default=1)
    settled_update: Mapped[int] = mapped_column(default=0)


class Revision(Base):
    """One state of a paragraph's text, and who brought it about. Kept also when the paragraph is gone.

    `contributors` are all who wrote on it since the revision before, each as `{"seat": ..., "person": ...}`; where they
    typed it together, there is no one `person`.
    """

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("paragraph_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    text: Mapped[str]
    person: Mapped[str | None]
    seat: Mapped[str | None]
    amendment_id: Mapped[int | None]
    audience: Mapped[str]
    """Who may read it: what was written behind closed doors stays with the members."""
    contributors: Mapped[list[Json]] = mapped_column(default=list)
    at: Mapped[datetime]
