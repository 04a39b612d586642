"""The floor: requests for it, the order they come in, and the speeches made."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Json, Recorded


class Request(Recorded):
    """Somebody asks for the floor. Once called or withdrawn it is archived."""

    __tablename__ = "requests"
    noun = "request"
    shown = ("id", "sitting_id", "item_id", "kind", "stance", "motion_id", "seat", "on_behalf", "person", "note", "at")

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    item_id: Mapped[int | None]
    kind: Mapped[str]
    stance: Mapped[str | None]
    """For who speaks on a motion: for it or against it; `kind` is then the motion's own."""
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motions.id"))
    seat: Mapped[str | None]
    on_behalf: Mapped[list[str]] = mapped_column(default=list)
    """The other seats for which it is made; it counts for `seat` alone."""
    person: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    note: Mapped[str]
    at: Mapped[datetime]


class Queue(Recorded):
    """The speaking order of a sitting as it was last computed: request ids, and in a line each, why."""

    __tablename__ = "queues"
    noun = "queue"

    id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), primary_key=True)
    order: Mapped[list[Json]]
    moves: Mapped[list[Json]] = mapped_column(default=list)
    """What the chair has moved behind what, first to last; it shows in the order."""

    def record(self) -> Json:
        """See `Recorded.record`."""
        return {"sitting": self.id, "order": self.order, "moved": [move["request"] for move in self.moves or ()]}


class Speech(Recorded):
    """One speech. The clock runs since `running_since`, on top of `spoken` seconds."""

    __tablename__ = "speeches"
    noun = "speech"
    shown = (
        "id",
        "sitting_id",
        "item_id",
        "kind",
        "stance",
        "motion_id",
        "seat",
        "on_behalf",
        "person",
        "side",
        "constituency",
        "out_of_turn",
        "reason",
        "limit",
        "spoken",
        "running_since",
        "started_at",
        "ended_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    item_id: Mapped[int | None]
    kind: Mapped[str]
    stance: Mapped[str | None]
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motions.id"))
    seat: Mapped[str | None]
    on_behalf: Mapped[list[str]] = mapped_column(default=list)
    person: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    side: Mapped[str | None]
    constituency: Mapped[str | None]
    """The code of the seat's constituency, as it was."""
    out_of_turn: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    """Why the chair called it out of turn."""
    limit: Mapped[int]
    spoken: Mapped[int] = mapped_column(default=0)
    running_since: Mapped[datetime | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
