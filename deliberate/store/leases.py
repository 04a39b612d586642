"""Leases: which of several processes does what only one of them shall do."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from deliberate.store.db import Base


class Lease(Base):
    """A task that one process does at a time. Whoever holds it may renew it; when it has run out, anyone takes it."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


def free_for(reading: Session | Connection, name: str, holder: str, now: datetime) -> bool:
    """Whether this holder may have the lease now."""
    found = reading.execute(select(Lease.holder, Lease.until).where(Lease.name == name)).first()
    return found is None or found.holder == holder or found.until <= now


def take(writing: Connection, name: str, holder: str, now: datetime, lasts: timedelta) -> bool:
    """Take or renew a lease, where that is possible; whether it is this holder's now. Call it as the writer."""
    if not free_for(writing, name, holder, now):
        return False
    writing.execute(delete(Lease).where(Lease.name == name))
    writing.execute(insert(Lease).values(name=name, holder=holder, until=now + lasts))
    return True
