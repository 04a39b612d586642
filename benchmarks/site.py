"""A site for the benchmarks: one group with every seat held, and its server as a process of its own."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from flask import Flask, session
from flask_login import login_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from deliberate.app import build
from deliberate.auth import Visitor
from deliberate.commands.execute import Door
from deliberate.config import Config, from_environment
from deliberate.domain.seats import Side, seat_id
from deliberate.store.db import Database
from deliberate.store.people import Account
from deliberate.upkeep import migrate

GROUP = "measured"
READY_SECONDS = 30
COOKIE = re.compile(r"session=[^;]+")


class Member(NamedTuple):
    """Somebody signed in: the cookie of the sign-in, the token against forgery, and the id of the person."""

    person: str
    cookie: str
    token: str


class Site:
    """An empty folder, and a site in it with a group of so many pairs, all held, checked in, the sitting open."""

    def __init__(self, folder: Path, pairs: int) -> None:
        self.port = free_port()
        self.environment = {"DELIBERATE_VAR": str(folder), "DELIBERATE_BASE_URL": f"http://127.0.0.1:{self.port}"}
        self.log = folder / "log"
        config = from_environment(self.environment)
        migrate(Database(config.database_url))
        self.chair, *self.members = _signed_in(config, Founding(config).run(pairs))

    @contextmanager
    def served(self, more: Mapping[str, str] = MappingProxyType({})) -> Iterator[int]:
        """The site, served by one process as `deliberate serve` does it: the id of that process."""
        command = [sys.executable, "-m", "deliberate", "serve", "--port", str(self.port)]
        environment, page = {**self.environment, **more}, f"http://127.0.0.1:{self.port}/sign-in"
        with running(command, environment, self.log, page) as process:
            yield process


class Founding:
    """Sets the group up by the commands that a secretariat would give."""

    def __init__(self, config: Config) -> None:
        self._database = Database(config.database_url)
        self._door = Door(self._database, config.secret, lambda *_: None)
        self._now = datetime.now(UTC)

    def run(self, pairs: int) -> list[str]:
        """The chair, then the persons on the seats, one government after the other and then the others."""
        administrator = self._give(None, "site.begin", None, email="administrator@site.example", name="Administrator")
        office = administrator["person"]
        self._give(None, "group.create", office, slug=GROUP, title="Measured", public=True)
        shares = [
            {
                "code": side.value, "side": side.value, "name": side.value.title(), "seats": pairs,
                "minimum": pairs if side is Side.OTHERS else 0, "migrants": side is Side.OTHERS,
            }
            for side in Side
        ]
        self._give(GROUP, "plan.set", office, pairs=pairs, constituencies=shares)
        chair = self._give(
            GROUP, "people.invite", office, email="chair@site.example", name="Chair", office="chair", title="Chair"
        )["person"]
        self._give(GROUP, "sitting.schedule", chair, title="Measured", starts_at=self._now.isoformat())
        item = self._give(GROUP, "agenda.add", chair, title="Speed")["item"]
        people = [
            self._seated(office, seat_id(side, number), constituency)
            for constituency, side in enumerate(Side, start=1)
            for number in range(1, pairs + 1)
        ]
        self._give(GROUP, "sitting.open", chair)
        self._give(GROUP, "agenda.take_up", chair, item=item)
        self._database.engine.dispose()
        return [chair, *people]

    def _seated(self, office: str, seat: str, constituency: int) -> str:
        person: str = self._give(
            GROUP, "people.invite", office, email=f"{seat}@site.example", name=f"Member {seat}",
            constituency=constituency, delegation=f"Delegation {seat}",
        )["person"]
        self._give(GROUP, "seat.assign", office, seat=seat, person=person)
        self._give(GROUP, "presence.check_in", person)
        return person

    def _give(self, group: str | None, name: str, actor: str | None, /, **data: Any) -> dict[str, Any]:
        receipt = self._door.execute(name, data, group=group, actor=actor, key=secrets.token_hex(8), now=self._now)
        made: dict[str, Any] = receipt["made"]
        return made


def _signed_in(config: Config, people: list[str]) -> list[Member]:
    """Sign everyone in as the server will know it, but for the password, which would take Argon2 a while for each."""
    running_ = build(config)
    database = running_.site.database
    with database.reading() as rows:
        accounts = rows.scalars(select(Account).where(Account.id.in_(people))).all()
    known = {account.id: account for account in accounts}
    members = [_sign_in(running_.app, known[person]) for person in people]
    database.engine.dispose()
    return members


def _sign_in(app: Flask, account: Account) -> Member:
    with app.test_request_context():
        login_user(Visitor(account))
        token = generate_csrf()
        response = app.response_class()
        app.session_interface.save_session(app, session, response)
    cookie = COOKIE.search(response.headers["Set-Cookie"])
    assert cookie is not None
    return Member(account.id, cookie[0], token)


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path, address: str) -> Iterator[int]:
    """A server as a process of its own, from when it answers at an address of its own: the id of the process."""
    with log.open("ab") as lines:
        process = subprocess.Popen(command, env=os.environ | environment, stdout=lines, stderr=lines)
    try:
        until = time.monotonic() + READY_SECONDS
        while not _answers(address):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{' '.join(command)} did not answer:\n{log.read_text()}")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=READY_SECONDS)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def cpu_seconds(process: int) -> float:
    """The processor time that a process and its threads took so far, the kernel's work for them included."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")
