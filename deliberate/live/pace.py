"""A rest between two tellings: what happens meanwhile is told together afterwards, in one frame instead of many."""

from collections.abc import Callable

import gevent

Tell = Callable[[int], float]
"""Tells a group what there is to tell, and says how long to rest before it is told more (s)."""


class Pace:
    """Has each group told at once when it has rested, and otherwise once, when its rest is over."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._resting: set[int] = set()
        self._waiting: set[int] = set()

    def due(self, journal: int) -> None:
        """There is something to tell this group."""
        if journal in self._resting:
            self._waiting.add(journal)
        else:
            self._go(journal)

    def _go(self, journal: int) -> None:
        self._resting.add(journal)  # from now on: telling many takes several turns, and others may act meanwhile
        gevent.spawn_later(self._tell(journal), self._rested, journal)

    def _rested(self, journal: int) -> None:
        self._resting.discard(journal)
        if journal in self._waiting:
            self._waiting.discard(journal)
            self._go(journal)
