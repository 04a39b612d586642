"""What every request can ask of the site: the database, the door, the time, who is asking, and what they may enter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from flask import current_app, session
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.commands.execute import Door
from deliberate.config import Config
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import NOBODY, Role, readable
from deliberate.store.db import Database
from deliberate.store.groups import Group
from deliberate.store.standing import Standing, standing


def time() -> datetime:
    """The time, as this machine has it."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Site:
    """The parts of a running site."""

    config: Config
    database: Database
    door: Door
    clock: Callable[[], datetime] = time


def site() -> Site:
    """The site that serves this request."""
    return cast(Site, current_app.extensions["deliberate"])


def now() -> datetime:
    """The time, asked here and nowhere below."""
    return site().clock()


def visitor() -> str | None:
    """The person asking, if signed in."""
    return current_user.person if current_user.is_authenticated else None


class Claim(NamedTuple):
    """Who a request says it is from, and by which sign-in. We signed it once; the door sees whether it still holds."""

    person: str | None
    generation: int | None


NOBODYS = Claim(None, None)


def claim() -> Claim | None:
    """What the cookie says, of which nothing is looked up."""
    person, _, generation = str(session.get("_user_id", "")).rpartition(".")
    return Claim(person, int(generation)) if person and generation.isdecimal() else None


def execute(
    name: str, data: object, *, key: str, group: str | None = None, asks: Claim | None = None
) -> dict[str, Any]:
    """Give a command at the door, as the person asking unless another is named."""
    asks = asks or claim() or NOBODYS
    return site().door.execute(
        name, data, group=group, actor=asks.person, generation=asks.generation, key=key, now=now()
    )


ONLOOKERS = readable(NOBODY)
"""What anyone may read who may look at all."""


@dataclass(frozen=True)
class Entered:
    """A group, as entered by somebody of this standing."""

    group: Group
    standing: Standing
    audiences: frozenset[str]
    """What is shown to them here: in the gallery the public records alone, whoever looks."""

    @property
    def inside(self) -> bool:
        """Whether they take part, rather than look on."""
        return self.standing.takes_part


def enter(rows: Session, slug: str, person: str | None, *, gallery: bool = False) -> Entered:
    """The group, if this person may look at it: everyone at a public one, those who belong to it at any other.

    A group that one may not look at is not there: a refusal must not tell that it exists.
    """
    group = rows.scalar(select(Group).where(Group.slug == slug))
    if group is not None:
        found = standing(rows, group.journal_id, person)
        entered = Entered(group, found, ONLOOKERS if gallery else found.audiences)
        if admits(group, found):
            return entered
    raise Refusal("not_found", N_("There is no such group."))


def admits(group: Group, found: Standing) -> bool:
    """Whether somebody of this standing may look at a group at all."""
    return group.public or found.takes_part or Role.OBSERVER in found.roles
