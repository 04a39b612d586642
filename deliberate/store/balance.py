"""How long each side, constituency and seat has spoken, as the server last computed it."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.rights import Audience
from deliberate.store.db import Json, Recorded


class Balance(Recorded):
    """The statements of a sitting that have ended: those on the item before the group, and all of them.

    Beside the public balance a sitting that was closed to observers has one for its members, in which every speech
    counts: `balance/3`, and `balance/3.members`.
    """

    __tablename__ = "balances"
    __table_args__ = (UniqueConstraint("sitting_id", "inside"),)
    noun = "balance"

    row: Mapped[int] = mapped_column("id", primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"))
    inside: Mapped[bool]
    item: Mapped[Json]
    sitting: Mapped[Json]

    @property
    def id(self) -> str:
        """The sitting's, and whose balance it is where that is not everyone's."""
        return f"{self.sitting_id}.{Audience.MEMBERS}" if self.inside else str(self.sitting_id)

    def record(self) -> Json:
        """See `Recorded.record`."""
        return {"sitting": self.sitting_id, "inside": self.inside, "of_item": self.item, "of_sitting": self.sitting}
