"""Several commands at one moment, and how the journal looks after them."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from deliberate.commands.desk import Desk
from deliberate.journal.snapshot import entries_after
from deliberate.store.journal import Journal
from tests.cast import GROUP, Room

Handler = Callable[[Desk], None]


def give(room: Room, actor: str | None, name: str, data: object = None, *, key: str, group: str | None = GROUP) -> Any:
    """Give a command with a key of our choice; the whole receipt."""
    return room.door.execute(
        name, {} if data is None else data, group=group, actor=room.id(actor), key=key, now=room.now
    )


@contextmanager
def held(room: Room) -> Iterator[None]:
    """The clerk is busy meanwhile: all who come wait, and are then done in one batch."""
    with room.door._clerk._lock:
        yield


def together(room: Room, *orders: tuple[str, str, dict[str, Any]]) -> list[Any]:
    """Several commands at the same moment, in this order: what became of each, a receipt or an exception."""
    with ThreadPoolExecutor(len(orders)) as pool:
        with held(room):
            futures: list[Future[Any]] = []
            for number, (actor, name, data) in enumerate(orders):
                futures.append(pool.submit(give, room, actor, name, data, key=f"{name} {number}"))
                wait_until(lambda: len(room.door._clerk._waiting) == len(futures))
        return [future.exception() or future.result() for future in futures]


def wait_until(true: Callable[[], bool]) -> None:
    """Look now and then, for at most ten seconds."""
    for _ in range(1000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("this took too long")


def dense(room: Room) -> bool:
    """Whether the journal has no gap, and its head is its last entry."""
    with room.database.reading() as session:
        head = session.get_one(Journal, room.journal_id).seq
        return [entry.seq for entry in entries_after(session, room.journal_id, 0, 10_000)] == list(range(1, head + 1))
