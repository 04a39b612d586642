"""The clerk: the one writer of a process.

A commit waits for the disk, so commands that wait at the same moment share one. Whoever finds the clerk free does the
work of all who are waiting, and the others find their answer when they get the lock: no thread or greenlet of its own,
and the same code under gevent, in threads, and in a test that knows neither.

A refusal undoes its own command and nothing else. Most come before anything was changed, and there is nothing to undo;
when one does not, the transaction begins again, with each command in a savepoint. Announcing comes after the commit, in
the order of the numbers, because it happens under the lock.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import SessionTransaction

from deliberate.commands.shared import Asker, Shared
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.db import Database
from deliberate.store.journal import Entry

TRIES = 3
"""How often a transaction that the database broke off is tried, in all."""

MOST_TOGETHER = 32
"""How many commands share a transaction at most. What is typed waits for its end, and gains nothing by more."""

log = structlog.get_logger(__name__)


@dataclass
class Done:
    """What became of a command: the answer for its caller, and what everyone else is told."""

    answer: dict[str, Any]
    entries: list[Entry] = field(default_factory=list)
    unsettled: frozenset[str] = frozenset()
    leaves_traces: bool = False
    """Whether what is stored is no secret, and how it came to be stored is one."""


@dataclass
class Job:
    """A command waiting for the clerk. `work` runs it in the session it is given."""

    journal: int
    work: Callable[[Shared], Done]
    asker: Asker
    done: Done | None = None
    failed: BaseException | None = None
    broke: bool = False
    """Whether the database broke off the transaction while this one was worked on."""

    @property
    def waiting(self) -> bool:
        """Whether nobody has worked on it yet."""
        return self.done is None and self.failed is None


class ChangedError(Exception):
    """A command was refused after it had changed something."""


Announce = Callable[[int, list[Entry], frozenset[str]], None]
"""Told after each commit: the journal, its new entries in order, and the people whose rights changed."""


class Clerk:
    """Runs jobs, those of one journal together, each batch in one transaction."""

    def __init__(self, database: Database, announce: Announce, breathe: Callable[[], None]) -> None:
        self._database = database
        self._announce = announce
        self._breathe = breathe
        self._waiting: deque[Job] = deque()
        self._lock = threading.Lock()
        self._traces = False

    def run(self, job: Job) -> dict[str, Any]:
        """The answer to this job, once it is stored; or what it was refused with."""
        self._waiting.append(job)
        with self._lock:
            while job.waiting:
                self._work_off()
        if job.failed is not None:
            raise job.failed
        if job.done is None:
            raise RuntimeError("the clerk left a job undone")
        return job.done.answer

    def keep(self, work: Callable[[Connection], None]) -> None:
        """Store what is no command and no entry, in a transaction of its own between two batches.

        When the database breaks the transaction off, `work` is run again, on one in which nothing of it happened yet.
        """
        with self._lock:
            for left in reversed(range(TRIES)):
                try:
                    with self._database.storing() as connection:
                        work(connection)
                        return
                except DBAPIError as broken:
                    if not left or not _breaks_off(broken):
                        raise

    def between(self, work: Callable[[], None]) -> None:
        """Run `work` between two batches: whatever this process has stored, it has announced."""
        with self._lock:
            work()

    def _work_off(self) -> None:
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        try:
            for journal in dict.fromkeys(each.journal for each in taken):
                self._work(journal, [each for each in taken if each.journal == journal])
        finally:
            # Whoever does the work for all may be stopped in the midst of it; the next to get the lock goes on.
            self._waiting.extendleft(each for each in reversed(taken) if each.waiting)

    def _work(self, journal: int, jobs: list[Job]) -> None:
        """Store the jobs together. When one of them breaks that off, each has a transaction of its own."""
        for _ in range(TRIES):
            broken = self._attempt(jobs)
            if broken is None:
                self._tell(journal, jobs)
                self._sweep(jobs)
                return
            if len(jobs) > 1 and any(job.broke for job in jobs):
                for job in jobs:
                    self._work(journal, [job])
                return
        self._fail(jobs, broken)

    def _attempt(self, jobs: list[Job]) -> Exception | None:
        try:
            try:
                self._transact(jobs, savepoints=False)
            except ChangedError:
                self._transact(jobs, savepoints=True)
        except Exception as broken:  # noqa: BLE001 - whatever it is, nobody may be told that this is stored
            return broken
        except BaseException as stopped:
            self._fail(jobs, stopped)
            raise
        return None

    def _transact(self, jobs: list[Job], *, savepoints: bool) -> None:
        for job in jobs:
            job.done, job.failed, job.broke = None, None, False
        with self._database.writing() as session:
            shared = Shared(session, jobs[0].journal, [job.asker for job in jobs])
            for number, job in enumerate(jobs):
                if number:
                    self._breathe()
                self._do(job, shared, session.begin_nested() if savepoints else None)

    def _do(self, job: Job, shared: Shared, savepoint: SessionTransaction | None) -> None:
        mark = shared.mark()
        try:
            job.done = job.work(shared)
            if savepoint is not None:
                savepoint.commit()
        except Exception as failed:
            job.done = None
            if _breaks_off(failed):
                job.broke = True
                raise
            if savepoint is not None:
                savepoint.rollback()
                shared.undone(mark)
            elif shared.changed_since(mark):
                raise ChangedError from failed
            job.failed = failed  # it belongs to the caller of this job, and to no other

    def _tell(self, journal: int, jobs: list[Job]) -> None:
        done = [job.done for job in jobs if job.done is not None]
        entries = [entry for each in done for entry in each.entries]
        unsettled = frozenset(person for each in done for person in each.unsettled)
        if not entries and not unsettled:
            return
        try:
            self._announce(journal, entries, unsettled)
        except Exception:
            log.exception("announce_failed", journal=journal)  # it is stored; who was not told sees the gap

    def _sweep(self, jobs: list[Job]) -> None:
        """Let the database forget the steps it took. Where a reader is in the way, after one of the next commands."""
        self._traces = self._traces or any(job.done is not None and job.done.leaves_traces for job in jobs)
        if self._traces:
            self._traces = not self._database.sweep()

    def _fail(self, jobs: list[Job], broken: BaseException | None) -> None:
        for job in jobs:
            if job.failed is None:
                job.failed = Refusal(
                    "uncertain",
                    N_("The server could not store this. Ask again with the same key: it is done once at most."),
                )
                job.failed.__cause__ = broken
            job.done = None


def _breaks_off(failed: Exception) -> bool:
    """Whether the database broke off the whole transaction, and not a rule this one command."""
    return isinstance(failed, OperationalError) or (isinstance(failed, DBAPIError) and failed.connection_invalidated)
