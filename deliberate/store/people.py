"""The directory: names and addresses of people, outside the journal, shown by consent and erasable."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.store.db import Base


class Account(Base):
    """A person. Journals know only `id`, which is opaque; everything that names them stands here and can be erased."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str | None]
    password: Mapped[str | None]
    administrator: Mapped[bool] = mapped_column(default=False)
    named_in_public: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str | None]
    generation: Mapped[int] = mapped_column(default=1)
    """Signing out everywhere moves it on; a sign-in of an earlier generation is void."""
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Link(Base):
    """A link that lets one person set a password and sign in: once, until it expires. Only its digest is kept."""

    __tablename__ = "links"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
