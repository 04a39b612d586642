"""How fast a whole hall votes: `make bench-votes`.

1,000 members, each with the socket of a browser, vote at the same moment, and again within two seconds. Each ballot
is on disk before it is acknowledged. Then the chair closes, and every browser has the result. All of it once more on a
disk whose flush takes 2 ms longer.
"""

import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.bystander import Bystander, p99
from benchmarks.calls import Caller
from benchmarks.disk import slow_flush
from benchmarks.load import Call, Crowd, Loop
from benchmarks.site import GROUP, Member, Site, cpu_seconds
from benchmarks.table import Figure, report

PAIRS = 500
"""How many members there are on each side; `ARGS=100` takes another number, for a machine that bears no more."""

ROUNDS = 3
IDLE_SECONDS, SPREAD_SECONDS = 3.0, 2.0
FLUSH_MS = 2.0
CHOICES = ("for", "against", "abstain")

BALLOTS_PER_SECOND, RESULT_MS, DELAY_MS, LOSS = 800.0, 1_000.0, 5.0, 0.5
"""What is asked: so many ballots, the result in so long, others delayed by no more, and so much lost to a slow disk."""


class Round(NamedTuple):
    """One vote: how long all ballots took (s), the server's CPU for them (s), and times in ms."""

    took: float
    cpu: float
    acknowledged: list[float]
    result: float
    """From the chair's request to close until the last browser has the result."""


class Hall(NamedTuple):
    """What one disk came to."""

    at_once: list[Round]
    spread: Round
    idle: list[float]
    """How long a bystander's frames take when nobody votes, and while everybody does."""
    busy: list[float]

    @property
    def per_second(self) -> float:
        """Ballots per second, the median of the rounds."""
        return statistics.median(len(each.acknowledged) / each.took for each in self.at_once)


def main(pairs: int) -> None:
    """Measure everything and print it."""
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = Site(folder, pairs)
        fast = hall(site, {})
        slow = hall(site, slow_flush(folder, FLUSH_MS))
    figures = [
        *_figures("", fast),
        *_figures(f"flush + {FLUSH_MS:.0f} ms: ", slow),
        Figure("ballots a second kept on the slow disk", slow.per_second / fast.per_second, "", LOSS, at_least=True),
    ]
    settings = {
        "members": 2 * pairs,
        "sockets": 2 * pairs,
        "rounds": f"{ROUNDS} with every ballot at once, 1 with them over {SPREAD_SECONDS:.0f} s",
        "database": "SQLite on disk, synchronous=FULL, one process",
        "load average before": round(busy, 1),
    }
    report("votes", figures, settings)


def hall(site: Site, disk: dict[str, str]) -> Hall:
    """The votes of everyone, on one disk."""
    loop = Loop()
    with site.served(disk) as process:
        crowd = Crowd(loop, site.port, "/members", GROUP)
        crowd.gather([member.cookie for member in site.members])
        voting = Voting(loop, crowd, site, process)
        voting.round(0.0)  # not counted
        bystander = Bystander(site.port)
        loop.run_until(time.monotonic() + IDLE_SECONDS)
        idle = bystander.times()
        bystanders: list[float] = []
        at_once = [voting.round(0.0, bystanders) for _ in range(ROUNDS)]
        spread = voting.round(SPREAD_SECONDS, bystanders)
        crowd.leave()
    return Hall(at_once, spread, idle, bystanders)


class Voting:
    """Everyone votes up the socket of their page; the chair's commands are requests of their own."""

    def __init__(self, loop: Loop, crowd: Crowd, site: Site, process: int) -> None:
        self._loop, self._crowd, self._process = loop, crowd, process
        self._chair = Caller(loop, site.port, _signed(site.chair))

    def round(self, seconds: float, bystanders: list[float] | None = None) -> Round:
        """Everyone votes within so many seconds: all at the same moment, within none."""
        # Another each time: what is decided is not put again in the same words.
        opened = self._give("vote.open", {"about": None, "title": f"Question {secrets.token_hex(4)}"})
        self._heard(opened)
        bystander = Bystander(self._crowd.port) if bystanders is not None else None
        before, begin = cpu_seconds(self._process), time.monotonic()
        calls = []
        for number in range(len(self._crowd)):
            if seconds:
                self._loop.run_until(begin + number / len(self._crowd) * seconds)
            ballot = {"question": opened_id(opened), "choice": CHOICES[number % len(CHOICES)]}
            calls.append(self._crowd.give(number, "vote.cast", ballot))
        self._wait(calls)
        took, cpu = time.monotonic() - begin, cpu_seconds(self._process) - before
        if bystander is not None and bystanders is not None:
            bystanders += bystander.times()
        closed = self._give("vote.close", {"question": opened_id(opened)})
        self._heard(closed)
        acknowledged = [(call.answered_at - call.sent_at) * 1_000 for call in calls]
        result = (self._crowd.arrivals[closed.entry].last - closed.sent_at) * 1_000
        self._crowd.forget()
        return Round(took, cpu, acknowledged, result)

    def _give(self, name: str, data: dict[str, object]) -> Call:
        return self._chair.post(f"/api/groups/{GROUP}/commands/{name}", data, Idempotency_Key=secrets.token_hex(8))

    def _wait(self, calls: Sequence[Call]) -> None:
        self._loop.run(_all_answered(calls), "every ballot is acknowledged")

    def _heard(self, call: Call) -> None:
        self._wait([call])
        self._loop.run(lambda: self._crowd.have([call.entry]), "every browser has the entry")


def _all_answered(calls: Sequence[Call]) -> Callable[[], bool]:
    waiting = list(reversed(calls))

    def answered() -> bool:
        while waiting and waiting[-1].answer:
            waiting.pop()
        return not waiting

    return answered


def opened_id(call: Call) -> int:
    """The question that was opened."""
    return int(call.made["question"])


def _signed(member: Member) -> dict[str, str]:
    return {"Cookie": member.cookie, "X-CSRFToken": member.token}


def _figures(disk: str, hall: Hall) -> list[Figure]:
    acknowledged = [each for one in hall.at_once for each in one.acknowledged]
    ballots = sum(len(one.acknowledged) for one in hall.at_once)
    cpu = sum(one.cpu for one in hall.at_once) / ballots * 1_000
    results = [one.result for one in (*hall.at_once, hall.spread)]
    aim = None if disk else BALLOTS_PER_SECOND
    return [
        Figure(f"{disk}ballots a second, all sent at once", hall.per_second, "", aim, at_least=True),
        Figure(f"{disk}a ballot and telling of it: CPU of the server", cpu, "ms"),
        Figure(f"{disk}acknowledgement, all at once: p99", p99(acknowledged), "ms"),
        Figure(f"{disk}acknowledgement, over {SPREAD_SECONDS:.0f} s: median",
               statistics.median(hall.spread.acknowledged), "ms"),
        Figure(f"{disk}acknowledgement, over {SPREAD_SECONDS:.0f} s: p99", p99(hall.spread.acknowledged), "ms"),
        Figure(f"{disk}from close until the last browser has the result: maximum", max(results), "ms", RESULT_MS),
        Figure(f"{disk}a bystander's frame, nobody votes: p99", p99(hall.idle), "ms"),
        Figure(f"{disk}a bystander's frame while all vote: p99", p99(hall.busy), "ms"),
        Figure(f"{disk}so much later while all vote: p99", p99(hall.busy) - p99(hall.idle), "ms", DELAY_MS),
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
