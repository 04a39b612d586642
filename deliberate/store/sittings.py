"""A sitting: one live working session of a group, its agenda, and who was there."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from deliberate.domain import phases
from deliberate.store.db import Json, Recorded


class Sitting(Recorded):
    """One working session. `private` is a part of it that is closed to observers."""

    __tablename__ = "sittings"
    __table_args__ = (UniqueConstraint("journal_id", "number"),)
    noun = "sitting"
    shown = (
        "id",
        "number",
        "title",
        "starts_at",
        "state",
        "private",
        "item_id",
        "list_closed",
        "hall",
        "hall_paragraph",
        "opened_at",
        "closed_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    title: Mapped[str]
    starts_at: Mapped[datetime]
    state: Mapped[str]
    private: Mapped[bool] = mapped_column(default=False)
    item_id: Mapped[int | None]
    taken_up_at: Mapped[datetime | None]
    """When the item under discussion was taken up: an earlier speech on it is no turn any more."""
    list_closed: Mapped[bool] = mapped_column(default=False)
    hall: Mapped[str] = mapped_column(default="automatic")
    """What the big screen shows, and for a text which paragraph."""
    hall_paragraph: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Item(Recorded):
    """An item of a sitting's agenda."""

    __tablename__ = "items"
    noun = "item"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]

    def record(self) -> Json:
        """See `Recorded.record`."""
        return {"id": self.id, "sitting": self.sitting_id, "position": self.position, "title": self.title}


class Attendance(Recorded):
    """One seat checked in, by whom, from when to when. A seat is present while it has one without an end."""

    __tablename__ = "attendances"
    noun = "attendance"
    shown = ("id", "sitting_id", "seat", "person", "arrived_at", "left_at")

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    seat: Mapped[str]
    person: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    arrived_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


_CURRENT = (  # made once, as every command asks it: to make it takes as long as to read
    select(Sitting)
    .where(Sitting.journal_id == bindparam("journal"), Sitting.state != phases.Sitting.CLOSED)
    .where(Sitting.archived.is_(False))
    .order_by(Sitting.state == phases.Sitting.SCHEDULED, Sitting.starts_at, Sitting.number)
    .limit(1)
)


def current_sitting(session: Session, journal_id: int) -> Sitting | None:
    """The sitting of a group that is under way, or else the next: of those scheduled, the one that begins first."""
    return session.scalar(_CURRENT, {"journal": journal_id})
