"""Commands up a socket: the same door as over HTTP, for whoever has joined the group that they are for.

A page holds a socket open anyway. It is signed in, its origin was checked, and it has joined a group, all of it once: a
request of its own for every ballot takes the server longer than the ballot.
"""

from collections import defaultdict
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask

from deliberate.domain.refusals import N_, Refusal
from deliberate.live.allowance import Allowance
from deliberate.live.later import Answer, Later
from deliberate.live.listening import MEMBERS, Connection
from deliberate.live.push import Push
from deliberate.live.turns import Turns
from deliberate.store.db import Json
from deliberate.web.errors import CODES, FAILED, body
from deliberate.web.giving import delivered, give, holds_link
from deliberate.web.site import Claim

AT_ONCE, A_SECOND = 100.0, 10.0
"""How many commands one person may give at once, and then in a second; as requests, they are counted apart."""

log = structlog.get_logger(__name__)


class Giving:
    """Hears commands of members, and answers each with its receipt or its refusal. `server` is python-socketio's."""

    def __init__(self, app: Flask, server: Any, later: Later, push: Push) -> None:
        self._app = app
        self._server = server
        self._push = push
        self._turns = Turns()
        self._allowed: defaultdict[str, Allowance] = defaultdict(lambda: Allowance(AT_ONCE, A_SECOND))
        later.on(MEMBERS, "command", self._command)

    def _command(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`command {name, data, key}`, in the group that this client has joined: one after the other, as they come."""
        self._turns.take()
        connection, page = self._push.connection(sid), self._server.get_environ(sid, namespace=MEMBERS)
        if page is None:  # it has gone while it waited: nobody is there to be answered
            return
        try:
            answer(self._receipt(connection, page, said))
        except Refusal as refusal:
            answer(self._in_words(page, refusal))
        except Exception:
            log.exception("command_failed")
            answer(self._in_words(page, FAILED))

    def _receipt(self, connection: Connection | None, page: Json, said: tuple[Any, ...]) -> Json:
        """To know the page that asks takes as long as a command: only what goes by mail, and words, need it."""
        with self._app.app_context():
            receipt = self._give(connection, said)
        if not holds_link(receipt):
            return receipt
        with self._app.request_context(page):
            return delivered(receipt)

    def _in_words(self, page: Json, refusal: Refusal) -> Json:
        with self._app.request_context(page):
            return body(refusal)

    def _give(self, connection: Connection | None, said: tuple[Any, ...]) -> Json:
        if connection is None or connection.person is None:
            raise Refusal("not_joined", N_("Join the group first."))
        if not self._allowed[connection.person].spend():
            raise Refusal(*CODES[HTTPStatus.TOO_MANY_REQUESTS])
        fields = said[0] if len(said) == 1 and isinstance(said[0], dict) else {}
        name, key = fields.get("name"), fields.get("key")
        if not isinstance(name, str) or not isinstance(key, str):
            raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="name, key: text")
        asks = Claim(connection.person, connection.generation)
        return give(name, fields.get("data"), key=key, group=connection.group, asks=asks)
