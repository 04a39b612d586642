"""The journal: the numbered record of everything that happened in a group, and the receipts given for commands."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Base, Json

SITE = "site"
"""The slug of the journal for what belongs to no group: groups founded, accounts made and revoked."""


class Journal(Base):
    """The head of one journal. Its row is the lock under which numbers are given."""

    __tablename__ = "journals"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    seq: Mapped[int] = mapped_column(default=0)


class Entry(Base):
    """One entry: what happened, who did it, and every record it changed. Never changed, never deleted.

    `changes` is a list of `[key, record or null, audience, audience before]`, one for each record.
    """

    __tablename__ = "entries"

    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str | None]
    event: Mapped[str]
    sitting: Mapped[int | None]
    audience: Mapped[str]
    facts: Mapped[Json]
    changes: Mapped[list[list[Any]]] = mapped_column(JSON())


class Mention(Base):
    """That an entry changed a record whose history is asked for: an index of the journal, written with the entry."""

    __tablename__ = "mentions"

    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Receipt(Base):
    """The first successful answer to a command, given again to whoever asks with the same key.

    `digest` is keyed, so that a body with a password in it cannot be guessed from here; `answer` holds no secret.
    """

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("journal_id", "actor", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    journal_id: Mapped[int] = mapped_column(ForeignKey("journals.id"))
    actor: Mapped[str]
    key: Mapped[str]
    digest: Mapped[str]
    answer: Mapped[Json]
