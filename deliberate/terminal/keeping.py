"""Keeping a site: beginning it, giving commands, reading and writing documents, backup, and the doctor."""

import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

import deliberate.commands.all  # noqa: F401 - fills the table of commands
from deliberate import app as house
from deliberate import doctor, upkeep
from deliberate.commands import handbook
from deliberate.commands.execute import Door
from deliberate.config import Config, from_environment
from deliberate.documents import five_part
from deliberate.documents.export import export as export_report
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.db import Database
from deliberate.store.journal import SITE, Entry
from deliberate.store.people import Account
from deliberate.web.site import ONLOOKERS


@click.command()
@click.option("--email", prompt="E-mail of the first administrator", help="Their address.")
@click.option("--name", prompt="Their name", help="Their name.")
def init(email: str, name: str) -> None:
    """Make the tables and the first administrator, and print the link with which they set a password."""
    config, door = _door()
    receipt = _give(door, None, "site.begin", {"email": email, "name": name}, None)
    click.echo(f"Open this link to set a password. It works once, for seven days:\n{config.base_url}{receipt['link']}")


@click.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--group", "slug", required=True, help="The group's short name.")
@click.option("--as", "email", help="Who gives the command: an address. Default: the site's one administrator.")
def import_(file: Path, slug: str, email: str | None) -> None:
    """Read a five-part session report into a new statement of a group."""
    try:
        report = five_part.read_bytes(file.read_bytes())
    except OSError as unreadable:
        raise Refusal("unreadable", "%(file)s: %(why)s", file=str(file), why=str(unreadable.strerror)) from unreadable
    _, door = _door()
    made = _give(door, slug, "statement.import", five_part.as_command(report), _actor(door, email))
    paragraphs = sum(len(part.paragraphs) for part in report.parts)
    click.echo(f"Statement {made['statement']}: {len(report.parts)} parts, {paragraphs} paragraphs.")


@click.command()
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["html", "txt"]), default="txt", help="Of what kind: txt.")
@click.option("--statement", type=int, help="Which statement. Default: the last adopted, or else the last.")
def export(slug: str, form: str, statement: int | None) -> None:
    """Print the public report of a group: the text, how it was decided, and who attended."""
    config, door = _door()
    house.create_app(config)
    with door.database.reading() as session:
        click.echo(export_report(session, slug, statement, form, ONLOOKERS), nl=False)


@click.command()
@click.argument("slug")
@click.argument("name")
@click.argument("data")
@click.option("--as", "email", help="Who gives the command: an address. Default: the site's one administrator.")
def give(slug: str, name: str, data: str, email: str | None) -> None:
    """Give a command NAME with DATA (JSON) in the group SLUG; "site" for a command of the site."""
    config, door = _door()
    try:
        body = json.loads(data)
    except (ValueError, RecursionError) as bad:
        raise Refusal("not_json", N_("DATA is not JSON: %(why)s."), why=str(bad)) from bad
    made = _give(door, None if slug == SITE else slug, name, body, _actor(door, email))
    if "link" in made:
        made["link"] = config.base_url + made["link"]
    click.echo(json.dumps(made, ensure_ascii=False))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def commands(as_json: bool) -> None:
    """Print who may do what, and when: the roles, the phases, and every command with its rule."""
    text = json.dumps(handbook.as_data(), ensure_ascii=False, indent=1) + "\n" if as_json else handbook.as_text()
    click.echo(text, nl=False)


@click.command("doctor")
def doctor_() -> None:
    """Check the settings, and that the data keeps its promises; say what to do where it does not."""
    config = from_environment()
    found = doctor.examine(config, Database(config.database_url))
    for finding in found:
        click.echo(finding)
    if found:
        sys.exit(1)
    click.echo("All is well.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole site into FILE, while it runs."""
    upkeep.backup(from_environment(), file)
    click.echo(f"Saved to {file}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the site back as it was in FILE. Stop the server first; what was there is kept beside it."""
    upkeep.restore(from_environment(), file)
    click.echo(f"Restored from {file}. The database that was there is kept, its name ending in .before.")


def _door() -> tuple[Config, Door]:
    config = from_environment()
    upkeep.prepare(config)
    database = Database(config.database_url)
    return config, Door(database, config.secret, nobody_listens)


def nobody_listens(_: int, __: list[Entry], ___: frozenset[str]) -> None:
    """A running server notices by itself what this process wrote: see `deliberate.live.follow`."""


def _give(door: Door, slug: str | None, name: str, data: Any, actor: str | None) -> dict[str, Any]:
    receipt = door.execute(name, data, group=slug, actor=actor, key=secrets.token_hex(16), now=datetime.now(UTC))
    made: dict[str, Any] = receipt["made"]
    return made


def _actor(door: Door, email: str | None) -> str:
    with door.database.reading() as session:
        if email is not None:
            account = session.scalar(select(Account).where(Account.email == email.strip().casefold()))
            if account is None:
                raise Refusal("not_found", "Nobody here has the address %(email)s.", email=email)
            return account.id
        found = session.scalars(select(Account.id).where(Account.administrator, Account.revoked_at.is_(None))).all()
        if len(found) != 1:
            raise Refusal("who", "Say who gives the command: --as ADDRESS.")
        return found[0]
