"""Motions of procedure and points of order that were raised, and what came of them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.motions import SPEAKERS
from deliberate.domain.speaking import Kind, Stance
from deliberate.store.db import Json, Recorded


class Motion(Recorded):
    """A motion, or a point of order, from when its mover was heard.

    `ruling` is the chair's, with its `reason`; `appealed_by` the seat that appeals against it; `question_id` the vote
    on the motion or on the appeal, the latest where there were two.
    """

    __tablename__ = "motions"
    noun = "motion"
    shown = (
        "id",
        "sitting_id",
        "item_id",
        "kind",
        "seat",
        "note",
        "state",
        "ruling",
        "reason",
        "appealed_by",
        "question_id",
        "raised_at",
        "ended_at",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    item_id: Mapped[int | None]
    kind: Mapped[str]
    seat: Mapped[str]
    note: Mapped[str]
    state: Mapped[str]
    ruling: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    appealed_by: Mapped[str | None]
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    raised_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    def record(self) -> Json:
        """See `Recorded.record`. It says how many may speak for and against it, beside its mover."""
        permitted = SPEAKERS.get(Kind(self.kind), {})
        return {**super().record(), "permitted": {stance.value: permitted.get(stance, 0) for stance in Stance}}
