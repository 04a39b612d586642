"""The keeper of silences: adopts what has held to its expiry, and has the seats told what they should know.

It looks once a second, in every process. What there is to do is done by one of them: the one that holds the lease. That
nothing is done twice does not hang on it: a round ends once, and who was told what is stored before it is sent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, Protocol

import gevent
import structlog
from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import Session

from deliberate.commands.clerk import TRIES
from deliberate.commands.execute import Door
from deliberate.domain.refusals import Refusal
from deliberate.domain.silence import NEWS_LASTS, Notice, State
from deliberate.store import leases
from deliberate.store.db import BUSY_MS
from deliberate.store.groups import Group
from deliberate.store.silence import Silence, still_to_tell

LOOK_SECONDS = 1.0
LEASE, LEASE_LASTS = "silence", timedelta(seconds=15)

SETTLES = timedelta(milliseconds=BUSY_MS * TRIES)
"""So long after the expiry all that was received before it, in any process, has been stored or refused."""

log = structlog.get_logger(__name__)


class Post(Protocol):
    """Whoever brings the seats their mail."""

    def tell(self, silence: int, notice: Notice, people: Iterable[str]) -> None:
        """Send each of these people the notice. It does not wait for the mail server."""


@dataclass(frozen=True)
class Task:
    """A command that is due in a group."""

    group: str
    command: str
    data: dict[str, Any]


class Keeper:
    """Looks after the silences of all groups. Without a `post` nobody is told anything by mail."""

    def __init__(self, door: Door, clock: Callable[[], datetime], post: Post | None = None) -> None:
        self._door = door
        self._clock = clock
        self._post = post
        self._name = token_hex(8)

    def run(self) -> None:
        """Look after them for ever, in a greenlet of its own."""
        while True:
            try:
                self.look()
            except Exception:
                log.exception("silences_not_looked_after")
            gevent.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Do what is due now, if it falls to this process."""
        now = self._clock()
        with self._door.database.reading() as session:
            tasks = list(self._due(session, now))
            if not tasks or not leases.free_for(session, LEASE, self._name, now):
                return
        if self._take_lease(now):
            for task in tasks:
                self._give(task)

    def _due(self, session: Session, now: datetime) -> Iterable[Task]:
        of_interest = Silence.state == State.RUNNING.value
        if self._post is not None:
            of_interest = or_(of_interest, Silence.ended_at > now - NEWS_LASTS)
        found = select(Silence, Group.slug).join(Group, Group.journal_id == Silence.journal_id).where(of_interest)
        for row, slug in session.execute(found.order_by(Silence.expires_at, Silence.id)):
            if row.as_round.due(now - SETTLES):
                yield Task(slug, "silence.expire", {"silence": row.id})
            notice = row.as_round.notice(now) if self._post is not None else None
            if notice is not None and still_to_tell(session, row, notice):
                yield Task(slug, "silence.tell", {"silence": row.id, "notice": notice.value})

    def _take_lease(self, now: datetime) -> bool:
        taken = False

        def work(writing: Connection) -> None:
            nonlocal taken
            taken = leases.take(writing, LEASE, self._name, now, LEASE_LASTS)

        self._door.keep(work)
        return taken

    def _give(self, task: Task) -> None:
        """Give one command. One that is refused was done by another process, or cannot be done: the doctor tells."""
        try:
            receipt = self._door.execute(
                task.command, task.data, group=task.group, actor=None, key=token_hex(16), now=self._clock()
            )
        except Refusal as refusal:
            log.warning("silence_refused", command=task.command, code=refusal.code)
            return
        except Exception:
            log.exception("silence_failed", command=task.command)  # the others still have their turn
            return
        if self._post is not None and task.command == "silence.tell":
            self._post.tell(task.data["silence"], Notice(task.data["notice"]), receipt["made"]["people"])
