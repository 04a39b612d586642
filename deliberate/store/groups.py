"""A working group, its constituencies and its officers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Json, Recorded


class Group(Recorded):
    """The standing body.

    Its seats are `G-1..G-pairs` and `O-1..O-pairs`: one number for both halves, so they are equal.
    """

    __tablename__ = "groups"
    __table_args__ = (CheckConstraint("pairs >= 0", name="pairs"), UniqueConstraint("journal_id"))
    noun = "group"
    shown = ("id", "slug", "title", "mandate", "pairs", "timezone", "language", "public", "settings")

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    mandate: Mapped[str]
    pairs: Mapped[int] = mapped_column(default=0)
    timezone: Mapped[str] = mapped_column(default="UTC")
    language: Mapped[str] = mapped_column(default="en")
    public: Mapped[bool] = mapped_column(default=True)
    settings: Mapped[Json]


class Constituency(Recorded):
    """A part of a side: its share of the seats, and the minimum it is guaranteed."""

    __tablename__ = "constituencies"
    __table_args__ = (UniqueConstraint("journal_id", "code"),)
    noun = "constituency"
    shown = ("id", "code", "side", "name", "seats", "minimum", "migrants", "position")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    side: Mapped[str]
    name: Mapped[str]
    seats: Mapped[int]
    minimum: Mapped[int]
    migrants: Mapped[bool]
    position: Mapped[int]


class Appointment(Recorded):
    """One person in one office of the group."""

    __tablename__ = "offices"
    __table_args__ = (UniqueConstraint("journal_id", "office", "person"),)
    noun = "office"

    id: Mapped[int] = mapped_column(primary_key=True)
    office: Mapped[str]
    title: Mapped[str]
    person: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    appointed_at: Mapped[datetime]

    def record(self) -> Json:
        """See `Recorded.record`."""
        return {"id": self.id, "office": self.office, "title": self.title, "person": self.person}
