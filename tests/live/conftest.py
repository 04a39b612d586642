"""A server of its own with the cast in it, and lines to it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from deliberate.store.people import Account
from tests.browser.server import free_port
from tests.cast import GROUP, Room
from tests.commands.conftest import Hasty, copy_of
from tests.live.typist import Line, Typist, secret_of
from tests.serving import Serving, signed_in


class Place:
    """A running server with the cast's group on it, an open sitting, and everybody checked in."""

    def __init__(self, folder: Path, model: Room, source: Path, **settings: str) -> None:
        self.folder = folder
        self.room = copy_of(source, model, folder / "deliberate.db", Hasty)
        self.room.opened()
        self._port = str(free_port())
        self.url = f"http://127.0.0.1:{self._port}"
        self._settings = {"DELIBERATE_BASE_URL": self.url, **settings}
        self.start()
        self.lines: list[Line] = []

    def start(self) -> None:
        """Start the server, with its settings, where it was before."""
        self._server = Serving(self.folder, "serve", "--port", self._port, **self._settings)
        self.secret = secret_of(self.folder)

    def stop(self) -> None:
        """Ask the server to stop."""
        self._server.stop()

    def kill(self) -> None:
        """End the server this instant."""
        self._server.kill()

    def end(self) -> None:
        """Everything is over, and nothing went wrong."""
        self.stop()
        self.room.database.engine.dispose()
        assert "Traceback" not in self._server.err.read_text()

    def statement(self, *texts: str) -> list[int]:
        """A new statement in drafting with these paragraphs; their ids."""
        parts = [{"title": "Text", "caption": "", "paragraphs": [{"text": each} for each in texts]}]
        made = self.give("Remi", "statement.import", title="Draft", theme="", note="", parts=parts)
        rows = [each for each in self.room.of("paragraph") if each["statement"] == made["statement"]]
        return [int(each["id"]) for each in sorted(rows, key=lambda each: int(each["position"]))]

    def give(self, name: str, command: str, /, **data: Any) -> dict[str, Any]:
        """Give a command to the running server, as a person at a browser does."""
        answer = self.ask(name, command, **data)
        assert answer["ok"], answer
        made: dict[str, Any] = answer["made"]
        return made

    def ask(self, name: str, command: str, /, **data: Any) -> dict[str, Any]:
        """Give a command, and take whatever the answer is."""
        cookie, token = self._signed_in(name)
        answer = requests.post(
            f"{self.url}/api/groups/{GROUP}/commands/{command}",
            json=data,
            headers={"Cookie": cookie, "X-CSRFToken": token, "Idempotency-Key": os.urandom(8).hex()},
            timeout=20,
        )
        found: dict[str, Any] = answer.json()
        return found

    def read(self, name: str, path: str) -> Any:
        """What somebody reads at a place of the group."""
        cookie, _ = self._signed_in(name)
        answer = requests.get(f"{self.url}/api/groups/{GROUP}/{path}", headers={"Cookie": cookie}, timeout=20)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def line(self, name: str) -> Line:
        """A socket of somebody's, joined to the group."""
        line = Line(self.url, self._signed_in(name)[0])
        self.lines.append(line)
        return line.connect()

    def typist(self, name: str, paragraph: int) -> Typist:
        """Somebody with a paragraph open."""
        return Typist(self.line(name), paragraph).open()

    def paragraph(self, id_: int) -> dict[str, Any]:
        """A paragraph's record, as it is stored."""
        return self.room.record(f"paragraph/{id_}")

    def _signed_in(self, name: str) -> tuple[str, str]:
        person = str(self.room.people[name])
        with self.room.database.reading() as session:
            generation = session.get_one(Account, person).generation
        cookie, token = signed_in(self.secret, person, generation)
        return f"session={cookie}", token


@pytest.fixture(scope="package")
def place(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A running server; each test works on a statement of its own."""
    made = Place(tmp_path_factory.mktemp("place"), founded[1], founded[0])
    yield made
    made.end()


@pytest.fixture(autouse=True)
def hung_up(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every line of a test ends with it."""
    yield
    here = request.getfixturevalue("place") if "place" in request.fixturenames else None
    if isinstance(here, Place):
        for line in here.lines:
            line.close()
        here.lines.clear()
