"""Typing together, against Hocuspocus with its SQLite extension: from a keystroke to the last other member's screen.

Both servers are run in turn, with the same load from the same program. Ours has every update on disk before anyone
hears of it; the peer stores a document when it comes to rest, and says "saved" before.
"""

import argparse
import json
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.site import GROUP, Founding, Site, cpu_seconds, free_port, running
from benchmarks.table import Figure, report
from deliberate.config import from_environment

ROOT = Path(__file__).parents[1]
LOAD, PEER = ROOT / "benchmarks" / "typing_load.mjs", ROOT / "benchmarks" / "peer" / "typing.mjs"
TRACE = ROOT.parent / "shared" / "traces" / "automerge-paper.json.gz"
NODE = shutil.which("node") or "node"
TYPISTS, RATE = 10, 5
OPEN_TOGETHER = 60
"""Paragraphs opened at once to see what one takes in memory."""


class Server(NamedTuple):
    """A server under load: its process, how the load reaches it, and the documents that are typed in."""

    process: int
    file: Path
    given: dict[str, Any]


@contextmanager
def ours(folder: Path, pairs: int, paragraphs: int = TYPISTS) -> Iterator[Server]:
    """Our server, with a statement in drafting."""
    site = Site(folder, pairs)
    site.environment["DELIBERATE_PARAGRAPH_LIMIT"] = "200000"
    config = from_environment(site.environment)
    founding = Founding(config)
    office = _administrator(config.database_url)
    writer = founding._give(None, "account.invite", office, email="rapporteur@site.example", name="R")["person"]
    founding._give(GROUP, "office.appoint", office, person=writer, office="rapporteur", title="")
    parts = [{"title": "Text", "caption": "", "paragraphs": [{"text": "Begin. "} for _ in range(paragraphs)]}]
    founding._give(GROUP, "statement.import", writer, title="Measured", theme="", note="", parts=parts)
    file = Path(config.database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as rows:
        documents = [id_ for (id_,) in rows.execute("SELECT id FROM paragraphs ORDER BY id")]
    cookies = [member.cookie for member in site.members]
    url = f"http://127.0.0.1:{site.port}"
    with site.served() as process:
        yield Server(
            process, file, {"kind": "ours", "url": url, "group": GROUP, "cookies": cookies, "documents": documents}
        )


@contextmanager
def theirs(folder: Path, pairs: int, paragraphs: int = TYPISTS) -> Iterator[Server]:
    """The peer, with a document for each paragraph."""
    port, file = free_port(), folder / "peer.sqlite"
    url = f"http://127.0.0.1:{port}"
    with running([NODE, str(PEER), str(port), str(file)], {}, folder / "peer.log", url) as process:
        yield Server(
            process,
            file,
            {"kind": "theirs", "url": url, "cookies": [""] * (2 * pairs), "documents": list(range(1, paragraphs + 1))},
        )


def _administrator(url: str) -> str:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as rows:
        (found,) = rows.execute("SELECT id FROM accounts WHERE administrator").fetchone()
    return str(found)


class Load:
    """The program that types, at one task."""

    def __init__(self, server: Server, **task: Any) -> None:
        self._server = server
        self._process = subprocess.Popen(
            [NODE, str(LOAD), json.dumps({**server.given, **task})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> dict[str, Any]:
        """The next thing it says."""
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        if not said:
            raise RuntimeError("the load ended early")
        found: dict[str, Any] = json.loads(said)
        return found

    def end(self) -> None:
        """Nothing more is asked of it."""
        self._process.communicate("", timeout=60)


def typing(make: Any, name: str, members: int, seconds: int) -> list[Figure]:
    """So many members with ten paragraphs open, and ten of them typing five times a second."""
    with tempfile.TemporaryDirectory() as folder, make(Path(folder), members // 2) as server:
        load = Load(server, task="room", typists=TYPISTS, rate=RATE, seconds=seconds)
        load.line()
        before = cpu_seconds(server.process)
        done = load.line()
        took = sorted(done["took"])
        used = cpu_seconds(server.process) - before
        load.end()
        if done["arrived"] < done["sent"]:
            print(f"{name}: {done['sent'] - done['arrived']} of {done['sent']} updates did not reach everyone")
        return [
            Figure(f"{name}, {members} members: median", statistics.median(took), "ms"),
            Figure(f"{name}, {members} members: 99th percentile", took[int(len(took) * 0.99) - 1], "ms"),
            Figure(f"{name}, {members} members: processor for an update", used / done["sent"] * 1000, "ms"),
        ]


def memory(make: Any, name: str) -> Figure:
    """What an open paragraph takes."""
    with tempfile.TemporaryDirectory() as folder, make(Path(folder), 1, OPEN_TOGETHER) as server:
        one = Server(server.process, server.file, {**server.given, "documents": server.given["documents"][:1]})
        load = Load(one, task="open")
        load.line()
        before = resident(server.process)
        all_ = Load(server, task="open")
        all_.line()
        after = resident(server.process)
        load.end()
        all_.end()
        return Figure(f"{name}: memory of an open paragraph", (after - before) / (OPEN_TOGETHER - 1) / 1024, "KiB")


def resident(process: int) -> int:
    """The memory of a process, in bytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no such process")


def replay(make: Any, name: str, most: int | None, query: str) -> list[Figure]:
    """A paper as it was written, one keystroke an update; and how long it then takes to open."""
    with tempfile.TemporaryDirectory() as folder, make(Path(folder), 1, 1) as server:
        load = Load(server, task="replay", trace=str(TRACE), most=most)
        load.line()
        done = load.line()
        load.end()
        again = Load(server, task="reopen")
        reopened = again.line()
        again.end()
        assert reopened["text"] == done["text"], (reopened, done)
        stored = _settled(server.file, query)
        return [
            Figure(f"{name}, replay of {done['updates']} edits: time", done["seconds"], "s"),
            Figure(f"{name}, replay: bytes sent", done["bytes"] / 1024, "KiB"),
            Figure(f"{name}, replay: bytes stored after squashing", stored / 1024, "KiB"),
            Figure(f"{name}, replay: time to open afterwards", reopened["milliseconds"], "ms"),
        ]


def _settled(file: Path, query: str) -> int:
    """Bytes stored, once that no longer changes."""
    last, found = -1, 0
    while found != last:
        last = found
        time.sleep(6)
        with closing(sqlite3.connect(file)) as rows:
            found = int(rows.execute(query).fetchone()[0] or 0)
    return found


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--edits", type=int, help="Replay only so many edits of the paper.")
    given = parser.parse_args()
    if not (PEER.parent / "node_modules" / ".done").exists():
        parser.exit(2, "What this is measured against is not installed. Install it with: make setup-peer\n")
    figures: list[Figure] = []
    for members in (50, 200):
        peer = typing(theirs, "Hocuspocus", members, given.seconds)
        our = typing(ours, "deliberate", members, given.seconds)
        limits = (peer[0].value * 1.5, peer[1].value, None)
        figures += peer + [each._replace(limit=limit) for each, limit in zip(our, limits, strict=True)]
    figures += [memory(theirs, "Hocuspocus"), memory(ours, "deliberate")]
    if TRACE.exists():
        figures += replay(theirs, "Hocuspocus", given.edits, "SELECT sum(length(data)) FROM documents")
        our = replay(ours, "deliberate", given.edits, "SELECT sum(length(data)) FROM updates")
        figures += [*our[:-1], our[-1]._replace(limit=100.0)]
    report("drafting", figures, {"typists": TYPISTS, "updates_a_second": RATE, "seconds": given.seconds})


if __name__ == "__main__":
    main()
