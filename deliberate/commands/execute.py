"""The one door: a command by name, with its data, from an actor, at a time. Nothing else changes anything."""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import rfc8785
from marshmallow import ValidationError
from sqlalchemy import Connection, select

from deliberate.commands.clerk import Announce, Clerk, Done, Job
from deliberate.commands.desk import Desk
from deliberate.commands.registry import COMMANDS, Command
from deliberate.commands.shared import Asker, Shared
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.db import Database
from deliberate.store.journal import SITE, Journal, Receipt

KEY_CHARACTERS = 100
"""The longest idempotency key."""

PROBLEMS, PROBLEM_CHARACTERS = 10, 200
"""How many problems of some data a refusal names at most, and how much it says of each."""


class Door:
    """Executes commands on one database.

    `secret` keys the digests of what was asked; `announce` hears the entries; `breathe` lets others have their turn
    while many commands are worked off together.
    """

    def __init__(
        self, database: Database, secret: bytes, announce: Announce, breathe: Callable[[], None] = lambda: None
    ) -> None:
        self.database = database
        self._secret = secret
        self._clerk = Clerk(database, announce, breathe)
        self._journals: dict[str, int] = {}

    def execute(
        self,
        name: str,
        data: object,
        *,
        group: str | None,
        actor: str | None,
        key: str,
        now: datetime,
        generation: int | None = None,
    ) -> dict[str, Any]:
        """Do what the command says, once, or raise the `Refusal` that says why not.

        `group` is a slug, or None for a command of the site; `key` is the caller's own for this one act: the same key
        and body again gives the first receipt, with another body it is refused. Who asks by a sign-in names its
        `generation`: it is refused when it no longer holds. The receipt is `{"ok": True, "seq": n, "made": {...}}`, n
        being the number of the last entry written.
        """
        command = self._command(name, of_site=group is None)
        loaded = load(command, data)
        if not key or len(key) > KEY_CHARACTERS:
            raise Refusal("key_missing", N_("Every command carries a key of its own, of 1 to 100 characters."))
        digest = self._digest(command, data)
        journal_id = self._journal(group or SITE, of_site=group is None)

        def work(shared: Shared) -> Done:
            journal = shared.journal
            if journal.slug != (group or SITE):  # the database was put back under the running server
                self._journals.clear()
                raise Refusal("not_found", N_("There is no such group."))
            desk = Desk(shared.session, journal, command, actor, now, shared)
            desk.check_sign_in(generation)
            given = shared.receipt(asker)
            if given is not None:
                if not hmac.compare_digest(given.digest, digest):
                    raise Refusal(
                        "key_reused", N_("This key was used for something else. Send it again with a new key.")
                    )
                return Done(given.answer)
            desk.check()
            made = dict(command.handler(desk, **loaded) or {})
            if not desk.entries:
                raise RuntimeError(f"{name} recorded nothing")
            answer = {"ok": True, "seq": journal.seq, "made": made}
            shared.session.flush_unless_later()
            if actor is not None:
                shared.keep(Receipt(journal_id=journal.id, actor=actor, key=key, digest=digest, answer=answer))
            told = {**answer, "made": made | desk.secrets}
            return Done(told, desk.entries, frozenset(desk.unsettled), leaves_traces=desk.leaves_traces)

        asker = Asker(actor, key)
        return self._clerk.run(Job(journal_id, work, asker))

    def between(self, work: Callable[[], None]) -> None:
        """Run `work` while no command is under way: everything that was stored here has been announced."""
        self._clerk.between(work)

    def keep(self, work: Callable[[Connection], None]) -> None:
        """Store what is no command and makes no entry, such as what is typed: in its turn, and stored on return.

        `work` may be run more than once, each time on a transaction in which nothing of it happened yet.
        """
        self._clerk.keep(work)

    def _command(self, name: str, *, of_site: bool) -> Command:
        command = COMMANDS.get(name)
        if command is None or command.of_site != of_site:
            raise Refusal("unknown_command", N_("There is no command %(name)s here."), name=name[:KEY_CHARACTERS])
        return command

    def _journal(self, slug: str, *, of_site: bool) -> int:
        if slug == SITE and not of_site:
            raise Refusal("not_found", N_("There is no such group."))
        if slug not in self._journals:
            with self.database.reading() as session:
                found = session.scalar(select(Journal.id).where(Journal.slug == slug))
            if found is None:
                raise Refusal("not_found", N_("There is no such group."))
            self._journals[slug] = found
        return self._journals[slug]

    def _digest(self, command: Command, data: object) -> str:
        if isinstance(data, dict):
            data = {field: value for field, value in data.items() if field not in command.unkept}
        try:
            body = rfc8785.dumps([command.name, data])  # type: ignore[list-item] # JSON by its origin; else it raises
        except (ValueError, RecursionError) as bad:
            raise Refusal("bad_data", N_("The data holds something that JSON cannot carry exactly.")) from bad
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()


def load(command: Command, data: object) -> Mapping[str, Any]:
    """The data as the command's schema reads it, or a refusal that names each field and what is wrong with it."""
    try:
        loaded: Mapping[str, Any] = command.reader.load(data)  # type: ignore[arg-type] # anything; it is checked here
    except ValidationError as wrong:
        problems = "; ".join(each[:PROBLEM_CHARACTERS] for each in islice(problems_of(wrong.messages), PROBLEMS))
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems=problems) from wrong
    return loaded


def problems_of(messages: object, path: str = "") -> Iterator[str]:
    """What a schema found, one problem after the other, each after the path of its field."""
    if isinstance(messages, Mapping):
        for key, below in messages.items():
            yield from problems_of(below, f"{path}.{key}".strip("."))
    elif isinstance(messages, list):
        for each in messages:
            yield from problems_of(each, path)
    else:
        yield f"{path}: {messages}" if path and path != "_schema" else str(messages)
