"""Commands and servers in processes of their own, and callers who speak to a server over HTTP."""

import atexit
import contextlib
import itertools
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from tests.cast import GROUP

ROOT = Path(__file__).parents[1]
SECONDS = 60.0
"""How long anything may take where many tests run at once."""

SECONDS_TO_STOP = 5.0
"""How long a server may take to stop once it was asked to."""

numbers = itertools.count(1)


def environment(var: Path, **more: str) -> dict[str, str]:
    """The environment of a site that keeps its things in `var`."""
    ours = ("DELIBERATE_", "DATABASE_URL", "SMTP_URL", "PORT")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**inherited, "DELIBERATE_VAR": str(var), **more}


class Terminal:
    """Where commands are started; see `tests.terminal`."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.terminal"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **asked: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@cache
def terminal() -> Terminal:
    """The one terminal of all tests."""
    opened = Terminal()
    atexit.register(opened.process.communicate)
    return opened


class Command:
    """A command of a site that keeps its things in `var`, in a process of its own."""

    def __init__(self, var: Path, *arguments: str, **more: str) -> None:
        self.var = var
        number = next(numbers)
        self.out, self.err = var / f"{number}.out", var / f"{number}.err"
        paths = {"folder": str(var), "out": str(self.out), "err": str(self.err)}
        self.pid: int = terminal().ask(arguments=arguments, environment=environment(var, **more), **paths)
        self.status: int | None = None

    def ended(self, *, wait: bool = False) -> bool:
        """Whether it has ended; its exit status is known then."""
        if self.status is None:
            self.status = terminal().ask(pid=self.pid, wait=wait)
        return self.status is not None


class Done(NamedTuple):
    """What a command came to."""

    status: int
    out: str
    err: str


def run(var: Path, *arguments: str, **more: str) -> Done:
    """Run a command to its end. Whatever happens, nobody is shown a traceback."""
    command = Command(var, *arguments, **more)
    assert command.ended(wait=True)
    done = Done(command.status or 0, command.out.read_text(), command.err.read_text())
    for file in (command.out, command.err):
        file.unlink()
    assert "Traceback" not in done.err, done.err
    return done


class Serving(Command):
    """`deliberate serve`, or another command that serves, until it is stopped or killed."""

    def __init__(self, var: Path, *arguments: str, **more: str) -> None:
        super().__init__(var, *(arguments or ("serve", "--port", "0")), **more)
        self.address = self._wait()

    def _wait(self) -> str:
        """The address at which it serves, once it does."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            written = self.out.read_text() if self.out.exists() else ""
            for word in written.split():
                if word.startswith("http://"):
                    return "/".join(word.split("/")[:3])
            assert not self.ended(), self.err.read_text()
            time.sleep(0.02)
        self.kill()
        raise AssertionError(f"it does not serve: {self.err.read_text()}")

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop, which it does in time; its exit status."""
        os.kill(self.pid, number)
        end = time.monotonic() + SECONDS_TO_STOP
        while not self.ended():
            assert time.monotonic() < end, f"it does not stop: {self.err.read_text()}"
            time.sleep(0.02)
        return self.status or 0

    def kill(self) -> None:
        """End it this instant, whatever it is doing (kill -9)."""
        if not self.ended():
            os.kill(self.pid, signal.SIGKILL)
            self.ended(wait=True)

    def as_person(self, person: str | None = None, generation: int = 1) -> "Caller":
        """A caller who is signed in as a person; a stranger, without one."""
        return Caller(self.address, (self.var / "secret").read_text(), person, generation)


@contextlib.contextmanager
def serving(var: Path, *arguments: str, **more: str) -> Iterator[Serving]:
    """A server for a while. It must stop cleanly, and nothing it said may be a traceback."""
    server = Serving(var, *arguments, **more)
    try:
        yield server
        assert not server.ended(), "it stopped by itself"
        assert server.stop() == 0
        assert "Traceback" not in server.err.read_text()
    finally:
        server.kill()


def signed_in(secret: str, person: str, generation: int = 1) -> tuple[str, str]:
    """The session cookie of somebody signed in, as the sign-in would have set it, and their token against forgery."""
    signer = Flask("signed in")
    signer.secret_key = secret
    serializer = SecureCookieSessionInterface().get_signing_serializer(signer)
    assert serializer is not None
    token = secrets.token_hex(20)
    held = {"_user_id": f"{person}.{generation}", "_fresh": True, "csrf_token": token}
    return str(serializer.dumps(held)), str(URLSafeTimedSerializer(secret, salt="wtf-csrf-token").dumps(token))


class Caller:
    """Somebody who speaks to the site over HTTP."""

    def __init__(self, address: str, secret: str, person: str | None, generation: int) -> None:
        self.address = address
        self.http = requests.Session()
        self.http.trust_env = False
        self.cookie = ""
        if person is not None:
            session, token = signed_in(secret, person, generation)
            self.cookie = f"session={session}"
            self.http.headers["Cookie"] = self.cookie
            self.http.headers["X-CSRFToken"] = token

    def give(self, name: str, /, group: str | None = GROUP, key: str | None = None, **data: Any) -> requests.Response:
        """Give a command."""
        where = "commands" if group is None else f"groups/{group}/commands"
        headers = {"Idempotency-Key": key or secrets.token_hex(8)}
        return self.http.post(f"{self.address}/api/{where}/{name}", json=data, headers=headers, timeout=SECONDS)

    def do(self, name: str, /, **data: Any) -> dict[str, Any]:
        """Give a command that is done; its receipt."""
        answer = self.give(name, **data)
        assert answer.status_code == 200, answer.text
        receipt: dict[str, Any] = answer.json()
        return receipt

    def get(self, path: str, group: str = GROUP) -> Any:
        """What is read at a place of the group."""
        answer = self.http.get(f"{self.address}/api/groups/{group}/{path}", timeout=SECONDS)
        assert answer.status_code == 200, answer.text
        return answer.json()
