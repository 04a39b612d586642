"""A browser without a window: it keeps its cookies, knows its token against forgery, and gives commands."""

import re
import secrets
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from deliberate.app import Running
from deliberate.store.people import Account
from deliberate.store.tables import metadata
from tests.cast import GROUP, Room

PASSWORD = "a lantern on the quay"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """Somebody of the cast at a browser of their own; without a name, a stranger."""

    def __init__(self, running: Running, room: Room, name: str | None = None) -> None:
        self.room = room
        self.running = running
        self.client: FlaskClient = running.app.test_client()
        self.token = ""
        if name is not None:
            self.be(name)

    def be(self, name: str) -> None:
        """Be signed in, as if by the form."""
        with self.room.database.reading() as session:
            account = session.get_one(Account, self.room.people[name])
            who = f"{account.id}.{account.generation}"
        forged = secrets.token_hex(20)
        with self.client.session_transaction() as cookie:
            cookie.update(_user_id=who, _fresh=True, csrf_token=forged)
        key = self.running.app.config["SECRET_KEY"]
        self.token = str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(forged))

    # pages

    def get(self, address: str, **more: Any) -> TestResponse:
        return self.client.get(address, **more)

    def form(self, address: str, to: str | None = None, /, **fields: str) -> TestResponse:
        """Open the page at an address and send its form, there or `to` another address."""
        page = self.client.get(address)
        found = TOKEN.search(page.text)
        assert found, page.text
        return self.client.post(to or address, data={**fields, "csrf_token": found[1]})

    def sign_in(self, email: str, password: str = PASSWORD, onward: str = "") -> TestResponse:
        return self.form("/sign-in", email=email, password=password, next=onward)

    # the API

    def api(self, path: str, **more: Any) -> Any:
        """What is read at a place of the group."""
        answer = self.client.get(f"/api/groups/{GROUP}/{path}", **more)
        assert answer.status_code == 200, answer.text
        return answer.json

    def give(self, name: str, /, group: str | None = GROUP, key: str | None = None, **data: Any) -> TestResponse:
        """Give a command."""
        return self.send(name, data, group=group, key=key)

    def send(
        self, name: str, asked: Any, /, *, group: str | None = GROUP, key: str | None = None, **more: Any
    ) -> TestResponse:
        """Give a command with any JSON, or with a body of another kind."""
        where = "/api/commands" if group is None else f"/api/groups/{group}/commands"
        headers = {"Idempotency-Key": secrets.token_hex(8) if key is None else key, "X-CSRFToken": self.token}
        if not more.keys() & {"data", "input_stream"}:
            more["json"] = asked
        return self.client.post(f"{where}/{name}", headers=headers | more.pop("headers", {}), **more)


def told(answer: TestResponse) -> dict[str, Any]:
    """The JSON of an answer."""
    found = answer.json
    assert isinstance(found, dict), answer.text
    return found


def refusal(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The facts of a refusal, which has the one shape, the right status and the right code."""
    assert answer.status_code == status, answer.text
    said = told(answer)
    assert said.keys() == {"ok", "code", "message", "facts"}
    assert said["ok"] is False
    assert said["code"] == code, said
    assert isinstance(said["message"], str)
    assert said["message"]
    assert "%(" not in said["message"]
    facts: dict[str, Any] = said["facts"]
    return facts


def made(answer: TestResponse) -> dict[str, Any]:
    """What a command that was done has made."""
    assert answer.status_code == 200, answer.text
    said = told(answer)
    assert said.keys() == {"ok", "seq", "made"}
    assert said["ok"] is True
    found: dict[str, Any] = said["made"]
    return found


def rows(room: Room) -> dict[str, list[Any]]:
    """Every row of every table."""
    with room.database.engine.connect() as connection:
        return {name: list(connection.execute(select(table))) for name, table in metadata.tables.items()}


