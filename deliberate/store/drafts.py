"""What is typed: the updates of each paragraph's shared document, as they came, before they become a revision."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Base, Json


class Update(Base):
    """One change to a paragraph's document, stored before anyone is told of it. No record: what is settled is.

    `epoch` is the life of the document that it belongs to; its first update is the server's own and has no person.
    When many are squashed into one, `writers` keeps who wrote what in it: client id to person.
    Ids are never used again, so that whatever comes after a settled update has a higher one.
    """

    __tablename__ = "updates"
    __table_args__ = (Index("ix_updates_paragraph_id_epoch", "paragraph_id", "epoch"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraphs.id"))
    epoch: Mapped[int]
    data: Mapped[bytes]
    person: Mapped[str | None]
    seat: Mapped[str | None]
    writers: Mapped[Json]
    at: Mapped[datetime]


def updates_of(paragraph: int, epoch: int) -> Select[Update]:
    """The updates of one life of a paragraph's document, in the order in which they were stored."""
    return select(Update).where(Update.paragraph_id == paragraph, Update.epoch == epoch).order_by(Update.id)
