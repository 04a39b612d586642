"""Turns: however many requests come at once, between two of them the loop looks at every socket.

gevent runs whatever is ready before it looks again what else has come. A thousand requests in one moment would be a
thousand milliseconds in which nobody hears anything: so each begins in a turn of its own, and whoever works for many
breathes in between.
"""

from collections import deque
from typing import Any

import gevent.monkey
from gevent import get_hub
from gevent.hub import Waiter


def breathe() -> None:
    """Let the loop look at every socket once, and at what is due. Without gevent nobody is kept waiting."""
    if gevent.monkey.is_module_patched("socket"):
        hub = get_hub()
        hub.wait(hub.loop.timer(0))  # unlike `sleep(0)`, which may come back before the loop has looked


class Turns:
    """Gives turns in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: deque[Any] = deque()
        self._timer: Any = None
        """Due when the loop has looked at every socket since the last turn; None when that is so already."""

    def take(self) -> None:
        """Wait for one's turn; it is at once when nobody else has had theirs since the loop last looked."""
        if self._timer is None:
            self._look()
            return
        waiter = Waiter()
        self._waiting.append(waiter)
        waiter.get()

    def _next(self) -> None:
        if not self._waiting:
            self._timer = None
            return
        self._look()
        self._waiting.popleft().switch(None)

    def _look(self) -> None:
        self._timer = get_hub().loop.timer(0)
        self._timer.start(self._next)
