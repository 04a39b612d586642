"""Who sits where, and by what credential."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Recorded


class Seat(Recorded):
    """Who sits on one seat.

    Which seats there are follows from the group's pairs alone: a row more or less changes nothing.
    """

    __tablename__ = "seats"
    __table_args__ = (
        UniqueConstraint("journal_id", "side", "number"),
        UniqueConstraint("journal_id", "holder"),
        UniqueConstraint("journal_id", "alternate"),
        CheckConstraint("side IN ('governments', 'others')", name="side"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("holder <> alternate", name="two_people"),
    )
    noun = "seat"
    shown = ("id", "side", "number", "constituency_id", "delegation", "holder", "alternate", "weight")

    row: Mapped[int] = mapped_column("id", primary_key=True)
    side: Mapped[str]
    number: Mapped[int]
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"))
    delegation: Mapped[str | None]
    holder: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    alternate: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    weight: Mapped[str] = mapped_column(default="1")

    @property
    def id(self) -> str:
        """The seat's name, such as `G-3`."""
        return f"{'G' if self.side == 'governments' else 'O'}-{self.number}"


class Credential(Recorded):
    """The accreditation that lets a person sit for one constituency, as part of a delegation."""

    __tablename__ = "credentials"
    __table_args__ = (UniqueConstraint("journal_id", "person"),)
    noun = "credential"
    shown = ("id", "person", "constituency_id", "delegation")

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"))
    delegation: Mapped[str]
    issued_at: Mapped[datetime]
