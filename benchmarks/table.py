"""What every benchmark prints: a table for people, and as the last line one JSON object for programs."""

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One thing measured. `limit` is the most it may be, or with `at_least` the least; None where nothing is asked."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def median_ms(
    run: Callable[[], object], *, times: int = 15, warm_up: int = 2, clock: Callable[[], float] = time.perf_counter
) -> float:
    """How long a call takes, in milliseconds: the median of so many runs, after a few that are not counted.

    `clock` is the time on the wall; for what only computes, `time.process_time` leaves out what others do meanwhile.
    """
    for _ in range(warm_up):
        run()
    took = []
    for _ in range(times):
        start = clock()
        run()
        took.append((clock() - start) * 1_000)
    return statistics.median(took)


def measured_on() -> dict[str, object]:
    """The machine and the Python that the figures are from."""
    return {
        "cpus": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
    }


def report(benchmark: str, figures: Sequence[Figure], settings: Mapping[str, object] | None = None) -> None:
    """Print the figures as a table and then as one line of JSON; exit with 1 if a limit is not kept."""
    width = max(len(figure.name) for figure in figures)
    on = measured_on()
    print(f"{benchmark}, on {on['cpus']} CPUs, {on['python']}, {on['platform']}")
    for name, value in (settings or {}).items():
        print(f"{name.replace('_', ' ')}: {value}")
    print()
    for figure in figures:
        print(f"  {figure.name:<{width}}  {_number(figure.value):>10} {figure.unit:<6} {_verdict(figure)}".rstrip())
    print()
    print(json.dumps({
        "benchmark": benchmark,
        "measured_on": on,
        "settings": dict(settings or {}),
        "figures": {
            figure.name: {
                "value": round(figure.value, 6), "unit": figure.unit, "limit": figure.limit, "holds": figure.holds,
            }
            for figure in figures
        },
    }, ensure_ascii=False))
    sys.stdout.flush()
    if not all(figure.holds for figure in figures):
        sys.exit(1)


def _number(value: float) -> str:
    """A number with three digits that matter, and all digits before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _verdict(figure: Figure) -> str:
    if figure.limit is None:
        return ""
    asked = f"at {'least' if figure.at_least else 'most'} {_number(figure.limit)} asked"
    return asked if figure.holds else f"{asked}: NOT REACHED"
