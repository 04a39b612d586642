"""A server as a process of its own, on a site of its own, as the browser tests use it."""

import os
import re
import signal
import socket
from pathlib import Path

from tests.serving import Serving, run, signed_in


class Server:
    """A server with one address for good, on the site in a folder; `run` gives the same site's other commands."""

    command: tuple[str, ...] = ("serve",)

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = {"DELIBERATE_BASE_URL": self.url, **settings}
        self._running: Serving | None = None

    def begin(self) -> str:
        """Begin the site, before it is served; the invitation of its administrator."""
        found = re.search(r"http\S+", self.run("init", "--email", "admin@site.example", "--name", "Ada Admin"))
        assert found
        return found[0]

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._running = Serving(self.folder, *self.command, "--port", str(self.port), **self._settings)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it."""
        if self._running is not None:
            os.kill(self._running.pid, how)
            self._running.ended(wait=True)
            self._running = None

    def run(self, *words: str) -> str:
        """What another command of the command line prints."""
        done = run(self.folder, *words, **self._settings)
        assert done.status == 0, f"{words}: {done.err}"
        return done.out

    def session_of(self, person: str) -> str:
        """The session cookie of a person who is signed in, and has signed out nowhere."""
        cookie, _ = signed_in((self.folder / "secret").read_text(), person)
        return cookie

    def log(self) -> str:
        """What it wrote so far, in all its lives."""
        return "".join(file.read_text() for kind in ("out", "err") for file in sorted(self.folder.glob(f"*.{kind}")))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
