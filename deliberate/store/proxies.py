"""Proxies: which seat votes for which while its holder and alternate are away."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from deliberate.store.db import Recorded


class Proxy(Recorded):
    """A seat's proxy for one sitting, in the hands of another seat of its side. One that has ended is archived."""

    __tablename__ = "proxies"
    noun = "proxy"
    shown = ("seat", "to", "person", "given_at")

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sittings.id"), index=True)
    seat: Mapped[str]
    to: Mapped[str]
    person: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]

    @property
    def key(self) -> str:
        """Such as `proxy/O-3`: a seat gives one at most."""
        return f"{self.noun}/{self.seat}"


def proxies_of(session: Session, journal_id: int) -> Mapping[str, str]:
    """The proxies that stand now in a group: which seat gave its own to which."""
    standing = select(Proxy.seat, Proxy.to).where(Proxy.journal_id == journal_id, Proxy.archived.is_(False))
    found: dict[str, str] = dict(session.execute(standing).all())
    return found
