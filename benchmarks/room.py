"""How fast a room hears of what happens: `make bench-room`.

First 200 members, and one or ten requests for the floor at once. Then 1,000 observers and ten entries a second, beside
a socket.io server on Node that sends the very same messages to the very same clients.
"""

import gc
import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.load import Call, Crowd, Loop
from benchmarks.rivals import Ours, Peer, Rival, peer
from benchmarks.site import GROUP, Site, cpu_seconds
from benchmarks.table import Figure, report

PAIRS = 100
SINGLES, TOGETHER, ROUNDS, WARM_UP = 20, 10, 5, 2
OBSERVERS = 1_000
PER_SECOND, LOAD_SECONDS = 10, 8
TURNS = 3
"""How often our server and the peer take turns."""

ONE_MS, TEN_MS = 56.0, 594.0
"""Less than half of what OpenSlides needs at its best."""

OPENSLIDES = "113-163 ms for one request, 1,187-1,488 ms for ten, on 2 CPUs; for orientation, not measured here"


def main() -> None:
    """Measure everything and print it."""
    busy = os.getloadavg()[0]
    loop = Loop()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = Site(folder, PAIRS)
        gc.collect()
        gc.freeze()  # what the founding left behind is not looked through while we measure
        with site.served() as process, peer(loop, folder / "peer.log") as theirs:
            ours = Ours(loop, site, process)
            figures = [*members(loop, ours, [member.cookie for member in site.members]), *observers(loop, ours, theirs)]
    settings = {
        "members": 2 * PAIRS,
        "observers": OBSERVERS,
        "entries": f"{PER_SECOND} a second for {LOAD_SECONDS} s, {TURNS} times by each server in turn",
        "database": "SQLite on disk, synchronous=FULL",
        "OpenSlides 3.3 as shipped": OPENSLIDES,
        "load average before": round(busy, 1),
    }
    report("room", figures, settings)


# 200 members


def members(loop: Loop, ours: Ours, cookies: Sequence[str]) -> list[Figure]:
    """The time from a request for the floor, over HTTP, until the last of all members has the entry."""
    crowd = Crowd(loop, ours.port, "/members", GROUP)
    crowd.gather(cookies)
    _asked(loop, crowd, ours, range(WARM_UP))
    before = cpu_seconds(ours.process)
    one = [_asked(loop, crowd, ours, [member]) for member in range(SINGLES)]
    cpu = (cpu_seconds(ours.process) - before) / (2 * SINGLES)  # as many were withdrawn
    ten = [_asked(loop, crowd, ours, range(TOGETHER)) for _ in range(ROUNDS)]
    crowd.leave()
    return [
        Figure("one request, until the last of 200 has it: median", statistics.median(one), "ms", ONE_MS),
        Figure(f"one request, until the last of 200 has it: maximum of {SINGLES}", max(one), "ms"),
        Figure("one command and telling 200 of it: CPU of the server", cpu * 1_000, "ms"),
        Figure("ten at once, until the last of 200 has all: median", statistics.median(ten), "ms", TEN_MS),
        Figure(f"ten at once, until the last of 200 has all: maximum of {ROUNDS}", max(ten), "ms"),
    ]


def _asked(loop: Loop, crowd: Crowd, ours: Ours, who: Sequence[int]) -> float:
    """How many ms it takes until everyone has the requests of these members, which are withdrawn afterwards."""
    calls = ours.ask(who)
    _heard(loop, crowd, calls)
    took = max(crowd.arrivals[call.entry].last for call in calls) - min(call.sent_at for call in calls)
    _heard(loop, crowd, ours.withdraw(who, calls))
    return took * 1_000


def _heard(loop: Loop, crowd: Crowd, calls: Iterable[Call]) -> None:
    loop.run(lambda: all(call.answer for call in calls), "every request is answered")
    loop.run(lambda: crowd.have([call.entry for call in calls]), "every client has every entry")


# 1,000 observers


class Load(NamedTuple):
    """What some seconds of entries took: the server's CPU time (s), and for each entry two times (ms)."""

    cpu: float
    messages: int
    to_last: list[float]
    """From the request to the last client having the entry."""
    spread: list[float]
    """From the first client to the last."""


class Turn(NamedTuple):
    """What a server took in one turn: with nobody listening, and with everybody."""

    alone: Load
    full: Load

    @property
    def cpu(self) -> float:
        """CPU time for each message, in microseconds, with all that the server did."""
        return self.full.cpu / self.full.messages * 1_000_000

    @property
    def sending(self) -> float:
        """The same without what the server does for the same commands when nobody listens."""
        return (self.full.cpu - self.alone.cpu) / self.full.messages * 1_000_000


def observers(loop: Loop, ours: Ours, theirs: Peer) -> list[Figure]:
    """What each of two servers needs to tell 1,000 observers of ten entries a second, and how long that takes."""
    rivals: dict[str, Rival] = {"ours": ours, "Node": theirs}
    took: dict[str, list[Turn]] = {name: [] for name in rivals}
    size = 0.0
    for _ in range(TURNS):
        for name, rival in rivals.items():
            crowd = Crowd(loop, rival.port, "/gallery", GROUP)
            alone = _load(loop, rival, crowd)
            crowd.gather([""] * OBSERVERS)
            took[name].append(Turn(alone, _load(loop, rival, crowd)))
            crowd.leave()
            if rival is ours:
                theirs.messages = crowd.messages
                size = statistics.mean(map(len, crowd.messages))
    ratios = [mine.sending / its.sending for mine, its in zip(took["ours"], took["Node"], strict=True)]
    return [
        Figure("bytes of a message", size, "bytes"),
        *(figure for name, turns in took.items() for figure in _figures(name, turns)),
        Figure("sending a message, CPU of ours / Node, median of the turns", statistics.median(ratios), "", 1.0),
    ]


def _load(loop: Loop, rival: Rival, crowd: Crowd) -> Load:
    """Have a server send so many entries a second, after a second of the same that is not counted."""
    _heard(loop, crowd, _sent(loop, rival, 1))
    crowd.forget()
    before = cpu_seconds(rival.process)
    calls = _sent(loop, rival, LOAD_SECONDS)
    _heard(loop, crowd, calls)
    cpu = cpu_seconds(rival.process) - before
    arrivals = [(call, crowd.arrivals[call.entry]) for call in calls] if len(crowd) else []
    return Load(
        cpu,
        sum(arrival.clients for _, arrival in arrivals),
        [(arrival.last - call.sent_at) * 1_000 for call, arrival in arrivals],
        [(arrival.last - arrival.first) * 1_000 for _, arrival in arrivals],
    )


def _sent(loop: Loop, rival: Rival, seconds: int) -> list[Call]:
    begin = time.monotonic()
    calls = []
    for number in range(seconds * PER_SECOND):
        loop.run_until(begin + number / PER_SECOND)
        calls.append(rival.send())
    loop.run_until(begin + seconds)
    return calls


def _figures(name: str, turns: Sequence[Turn]) -> list[Figure]:
    to_last = [each for turn in turns for each in turn.full.to_last]
    spread = [each for turn in turns for each in turn.full.spread]
    return [
        Figure(f"{name}: CPU for a message, commands included", statistics.median(turn.cpu for turn in turns), "us"),
        Figure(f"{name}: CPU for a message, sending alone", statistics.median(turn.sending for turn in turns), "us"),
        Figure(f"{name}: until the last of 1,000 has it, median", statistics.median(to_last), "ms"),
        Figure(f"{name}: until the last of 1,000 has it, p99", _p99(to_last), "ms"),
        Figure(f"{name}: from the first of 1,000 to the last, median", statistics.median(spread), "ms"),
        Figure(f"{name}: from the first of 1,000 to the last, p99", _p99(spread), "ms"),
    ]


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    main()
