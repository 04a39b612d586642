"""A server as a process of its own, on a site of its own, as the browser tests use it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

READY_SECONDS = 30
ROOT = Path(__file__).parents[2]
DELIBERATE = [sys.executable, "-m", "deliberate"]
"""Started in the checkout, so that it is its code that is tested, whichever one the environment has installed."""


class Server:
    """`deliberate serve` on a free port and an empty folder; `run` gives the same site's other commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = os.environ | {"DELIBERATE_VAR": str(folder), "DELIBERATE_BASE_URL": self.url}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*DELIBERATE, "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/sign-in", timeout=1):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert self._process.poll() is None, self.log()
                time.sleep(0.05)
        raise AssertionError(f"the server did not answer: {self.log()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=20)
            self._process = None

    def run(self, *words: str) -> str:
        """What another command of the command line prints."""
        done = subprocess.run(
            [*DELIBERATE, *words],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, f"{words}: {done.stderr}"
        return done.stdout

    def log(self) -> str:
        """What the server wrote so far."""
        return (self.folder / "log").read_text()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
