"""The clerk: the one writer of a process.

A commit waits for the disk, so commands that wait at the same moment share one. Whoever finds the clerk free does the
work of all who are waiting, and the others find their answer when they get the lock: no thread or greenlet of its own,
and the same code under gevent, in threads, and in a test that knows neither.

Each command runs in a savepoint of the shared transaction: a refusal undoes its own and nothing else. Announcing comes
after the commit, in the order of the numbers, because it happens under the lock.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from deliberate.domain.refusals import N_, Refusal
from deliberate.journal import spine
from deliberate.store.db import Database
from deliberate.store.journal import Entry

TRIES = 3
"""How often a transaction that the database broke off is tried again."""


@dataclass
class Done:
    """What became of a command: the answer for its caller, and what everyone else is told."""

    answer: dict[str, Any]
    entries: list[Entry] = field(default_factory=list)
    unsettled: frozenset[str] = frozenset()


@dataclass
class Job:
    """A command waiting for the clerk. `work` runs it in the session it is given."""

    journal: int
    work: Callable[[Session], Done]
    done: Done | None = None
    failed: BaseException | None = None

    @property
    def waiting(self) -> bool:
        """Whether nobody has worked on it yet."""
        return self.done is None and self.failed is None


Announce = Callable[[int, list[Entry], frozenset[str]], None]
"""Told after each commit: the journal, its new entries in order, and the people whose rights changed."""


class Clerk:
    """Runs jobs, those of one journal together, each batch in one transaction."""

    def __init__(self, database: Database, announce: Announce) -> None:
        self._database = database
        self._announce = announce
        self._waiting: list[Job] = []
        self._lock = threading.Lock()

    def run(self, job: Job) -> dict[str, Any]:
        """The answer to this job, once it is stored; or what it was refused with."""
        self._waiting.append(job)
        with self._lock:
            if job.waiting:
                taken, self._waiting = self._waiting, []
                for journal in dict.fromkeys(each.journal for each in taken):
                    self._work(journal, [each for each in taken if each.journal == journal])
        if job.failed is not None:
            raise job.failed
        if job.done is None:
            raise RuntimeError("the clerk left a job undone")
        return job.done.answer

    def _work(self, journal: int, jobs: list[Job]) -> None:
        for tries_left in reversed(range(TRIES)):
            try:
                self._transact(jobs)
            except OperationalError as broken:
                if tries_left:
                    continue
                self._fail(jobs, broken)
            except DBAPIError as broken:
                self._fail(jobs, broken)
            break
        done = [job.done for job in jobs if job.done is not None]
        entries = [entry for each in done for entry in each.entries]
        unsettled = frozenset(person for each in done for person in each.unsettled)
        if entries or unsettled:
            self._announce(journal, entries, unsettled)

    def _transact(self, jobs: list[Job]) -> None:
        for job in jobs:
            job.done = job.failed = None
        with self._database.writing() as session:
            spine.watch(session)
            for job in jobs:
                savepoint = session.begin_nested()
                try:
                    job.done = job.work(session)
                    savepoint.commit()
                except OperationalError:
                    raise
                except Exception as failed:  # noqa: BLE001 - it belongs to the caller of this job, and to no other
                    job.done = None
                    job.failed = failed
                    savepoint.rollback()
                    spine.forget(session)

    def _fail(self, jobs: list[Job], broken: Exception) -> None:
        for job in jobs:
            if job.failed is None:
                job.failed = Refusal(
                    "uncertain",
                    N_("The server could not store this. Ask again with the same key: it is done once at most."),
                )
                job.failed.__cause__ = broken
            job.done = None
