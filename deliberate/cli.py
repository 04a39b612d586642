"""The command line: `deliberate COMMAND`. It works on the same data as the server, through the same door."""

import deliberate.patched  # isort: skip - before anything that waits

import json
import secrets
import socket
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
import gevent
import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

import deliberate.commands.all  # noqa: F401 - fills the table of commands
from deliberate import app as house
from deliberate import doctor, upkeep
from deliberate.commands import handbook
from deliberate.commands.execute import Door
from deliberate.config import BadSettingError, Config, from_environment
from deliberate.demo import group as demo_group
from deliberate.demo import script as demo_script
from deliberate.demo.entrance import entrance
from deliberate.documents import five_part
from deliberate.documents.report import export as export_report
from deliberate.domain import cases, plans
from deliberate.domain.refusals import N_, Refusal
from deliberate.live.follow import follow
from deliberate.live.server import serve as serve_forever
from deliberate.store.db import Database
from deliberate.store.journal import SITE, Entry
from deliberate.store.people import Account
from deliberate.web.site import ONLOOKERS

WRONG = 2
"""The exit status of a command that was refused."""


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error and exit status 2, never a traceback."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        deliberate_.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (Refusal, BadSettingError, FileNotFoundError) as refused:
        _refuse(str(refused))
    except OSError as failed:
        _refuse(f"{failed.filename}: {failed.strerror}" if failed.filename else str(failed.strerror or failed))
    except (SQLAlchemyError, sqlite3.Error) as failed:
        _refuse(f"The database cannot be used: {getattr(failed, 'orig', None) or failed}")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(WRONG)


@click.group("deliberate", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deliberate")
def deliberate_() -> None:
    """Sessions of working groups: equal halves, a fair floor, weighted votes, and a record anyone can check."""


@deliberate_.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Which port.")
def serve(host: str, port: int) -> None:
    """Serve the site. Put a reverse proxy with TLS in front of it."""
    port = _free_port(host, port)
    config = from_environment(port=port)
    upkeep.prepare(config)
    _serve(config, host, port)


@deliberate_.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Which port.")
@click.option("--still", is_flag=True, help="Nobody acts by script.")
@click.option("--fresh", is_flag=True, help="Start over.")
def demo(host: str, port: int, still: bool, fresh: bool) -> None:
    """Serve a group that is in the middle of a session, with a sign-in link for each part one can play."""
    port = _free_port(host, port)
    config = from_environment(port=port)
    if fresh:
        upkeep.start_over(config)
    upkeep.prepare(config, _found_demo)  # whole or not at all: whoever stops it half-way can start it again
    _serve(config, host, port, demo=True, still=still)


def _found_demo(database: Database, config: Config) -> None:
    demo_group.found(Door(database, config.secret, _nobody_listens), datetime.now(UTC))


def _free_port(host: str, port: int) -> int:
    """The port, if it is free; of port 0, one that is. Asked before anything else, so that nothing else is done."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except (OSError, OverflowError) as taken:
            why = getattr(taken, "strerror", None) or str(taken)
            raise Refusal(
                "port_taken",
                N_("%(host)s:%(port)s cannot be listened on: %(why)s. Choose another with --port, or PORT."),
                host=host,
                port=port,
                why=why,
            ) from taken
        taken_port: int = asked.getsockname()[1]
        return taken_port


def _serve(config: Config, host: str, port: int, *, demo: bool = False, still: bool = True) -> None:
    house.log_to_stderr(config)
    running = house.build(config)
    if demo:
        people = demo_group.found(running.site.door, datetime.now(UTC))
        running.app.register_blueprint(entrance(config.secret, demo_group.SLUG, people))

    def ready(taken: int) -> None:
        gevent.spawn(follow, running.site.database, running.push.catch_up)
        gevent.spawn(running.drafting.settling.settle_what_was_left)
        if demo:
            click.echo(demo_group.welcome(config.base_url, config.secret))
        else:
            click.echo(f"Serving {config.base_url} on {host}:{taken}. Ctrl-C stops it.")
        if demo and not still:
            gevent.spawn(demo_script.play, running.site.door)

    serve_forever(running.app, host, port, ready=ready)


@deliberate_.command()
@click.option("--email", prompt="E-mail of the first administrator", help="Their address.")
@click.option("--name", prompt="Their name", help="Their name.")
def init(email: str, name: str) -> None:
    """Make the tables and the first administrator, and print the link with which they set a password."""
    config, door = _door()
    receipt = _give(door, None, "site.begin", {"email": email, "name": name}, None)
    click.echo(f"Open this link to set a password. It works once, for seven days:\n{config.base_url}{receipt['link']}")


@deliberate_.command("import")
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


@deliberate_.command()
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["html", "txt"]), default="txt", help="Of what kind: txt.")
@click.option("--statement", type=int, help="Which statement. Default: the last adopted, or else the last.")
def export(slug: str, form: str, statement: int | None) -> None:
    """Print the public report of a group: the text, how it was decided, and who attended."""
    config, door = _door()
    house.create_app(config)
    with door.database.reading() as session:
        click.echo(export_report(session, slug, statement, form, ONLOOKERS), nl=False)


@deliberate_.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
def count(file: str, as_json: bool) -> None:
    """Count the votes of FILE by the rules it gives: anyone can recount."""
    sys.exit(cases.main(file, as_json, sys.stdout, sys.stderr))


@deliberate_.command()
@click.argument("plan")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")
@click.option("--seed", help="The seed of the lot if there is a tie. Default: the plan's own.")
def seats(plan: str, as_json: bool, seed: str | None) -> None:
    """Share the seats of one side among its constituencies, as PLAN asks: anyone can share them again."""
    sys.exit(plans.main(plan, as_json, sys.stdout, sys.stderr, seed))


@deliberate_.command()
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


@deliberate_.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def commands(as_json: bool) -> None:
    """Print who may do what, and when: the roles, the phases, and every command with its rule."""
    text = json.dumps(handbook.as_data(), ensure_ascii=False, indent=1) + "\n" if as_json else handbook.as_text()
    click.echo(text, nl=False)


@deliberate_.command("doctor")
def doctor_() -> None:
    """Check the settings, and that the data keeps its promises; say what to do where it does not."""
    found = doctor.examine(from_environment())
    for finding in found:
        click.echo(finding)
    if found:
        sys.exit(1)
    click.echo("All is well.")


@deliberate_.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole site into FILE, while it runs."""
    upkeep.backup(from_environment(), file)
    click.echo(f"Saved to {file}.")


@deliberate_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the site back as it was in FILE. Stop the server first; what was there is kept beside it."""
    upkeep.restore(from_environment(), file)
    click.echo(f"Restored from {file}. The database that was there is kept, its name ending in .before.")


def _door() -> tuple[Config, Door]:
    config = from_environment()
    upkeep.prepare(config)
    database = Database(config.database_url)
    return config, Door(database, config.secret, _nobody_listens)


def _nobody_listens(_: int, __: list[Entry], ___: frozenset[str]) -> None:
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
