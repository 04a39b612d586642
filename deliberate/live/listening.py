"""Who listens to what: the circles of a room, and whether a client may still be in the one it joined."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.rights import Audience
from deliberate.store.groups import Group
from deliberate.store.people import Account
from deliberate.store.standing import Standing, standing
from deliberate.web.site import admits

MEMBERS = "/members"
GALLERY = "/gallery"

CIRCLES: dict[str, frozenset[str]] = {
    "public": frozenset({Audience.PUBLIC.value}),
    "members": frozenset({Audience.PUBLIC.value, Audience.MEMBERS.value}),
    "officers": frozenset({Audience.PUBLIC.value, Audience.MEMBERS.value, Audience.OFFICERS.value}),
}
"""What the clients of a room read alike, each circle more than the one before. A seat's own comes on top."""


@dataclass(frozen=True)
class Connection:
    """One client in one group: what it reads, and for whom, by which sign-in."""

    sid: str
    namespace: str
    group: str
    """The slug of the group."""
    journal: int
    circle: str
    seat: str | None
    person: str | None
    generation: int | None

    @property
    def room(self) -> str:
        """The Socket.IO room of all who read alike, but for their seats."""
        return f"{self.journal}.{self.circle}"


def circle_of(audiences: frozenset[str]) -> str:
    """The widest circle that reads no more than these audiences."""
    return max((name for name, read in CIRCLES.items() if read <= audiences), key=lambda name: len(CIRCLES[name]))


def hears(found: Standing, namespace: str) -> tuple[str, str | None]:
    """The circle and the seat of somebody of this standing: in the gallery the public's, whoever looks."""
    if namespace == GALLERY:
        return "public", None
    return circle_of(found.audiences), found.reads_for


def listens_still(session: Session, connection: Connection) -> bool:
    """Whether a client is still what it was when it joined."""
    group = session.scalar(select(Group).where(Group.journal_id == connection.journal))
    found = standing(session, connection.journal, connection.person)
    account = session.get(Account, connection.person) if connection.person is not None else None
    return (
        group is not None
        and admits(group, found)
        and (account.generation if account is not None else None) == connection.generation
        and hears(found, connection.namespace) == (connection.circle, connection.seat)
    )
