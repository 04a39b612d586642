"""What a page ships with, so that it needs no second request: the room as records, and who is looking at it."""

from typing import Any

from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from deliberate.commands.registry import COMMANDS
from deliberate.domain.rights import role_names
from deliberate.journal.snapshot import snapshot
from deliberate.store.db import stamp
from deliberate.store.people import Account
from deliberate.store.standing import Standing
from deliberate.web.site import Entered, now, visitor
from deliberate.web.words import catalogue, direction


def room(session: Session, entered: Entered) -> dict[str, Any]:
    """The room for this reader: records, names, the time, and what they are here."""
    seen = snapshot(session, entered.group.journal_id, entered.audiences)
    return {**seen, "now": stamp(now()), "me": me(session, entered.standing)}


def me(session: Session, standing: Standing) -> dict[str, Any] | None:
    """What the reader is in this group; nobody, for somebody not signed in."""
    account = session.get(Account, standing.person) if standing.person else None
    if account is None:
        return None
    return {
        "person": account.id,
        "name": account.name,
        "roles": role_names(standing.roles),
        "seat": standing.seat.id if standing.seat else None,
    }


def page(session: Session, entered: Entered, surface: str) -> dict[str, Any]:
    """Everything that the scripts of a page start from."""
    here = room(session, entered)
    return {
        "group": entered.group.slug,
        "surface": surface,
        "snapshot": {key: here[key] for key in ("seq", "records", "directory")},
        "me": here["me"],
        "now": here["now"],
        **frame(),
    }


def frame() -> dict[str, Any]:
    """What the scripts of any page need: the language, the words, the token for commands, the table of rights."""
    locale = str(get_locale() or "en")
    return {
        "csrf": generate_csrf() if visitor() is not None else "",
        "locale": locale,
        "dir": direction(locale),
        "catalog": catalogue(),
        "commands": commands(),
    }


def commands() -> dict[str, Any]:
    """The table of rights as the interface uses it to show what can be done now. The door checks it again."""
    return {
        command.name: {
            "who": role_names(command.who),
            "when": sorted(command.when) if command.when is not None else None,
            "stage": sorted(command.stages) if command.stages is not None else None,
            "doc": command.rule.split("\n\n")[0].replace("\n", " "),
        }
        for command in COMMANDS.values()
        if not command.inner
    }
