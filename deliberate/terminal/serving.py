"""Serving a site, or the demo."""

import socket
from datetime import UTC, datetime

import click
import gevent

from deliberate import app as house
from deliberate import upkeep
from deliberate.commands.execute import Door
from deliberate.config import Config, from_environment
from deliberate.demo import group as demo_group
from deliberate.demo import script as demo_script
from deliberate.demo.entrance import entrance
from deliberate.domain.refusals import N_, Refusal
from deliberate.live.follow import follow
from deliberate.live.server import serve as serve_forever
from deliberate.store.db import Database
from deliberate.terminal.keeping import nobody_listens


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Which port.")
def serve(host: str, port: int) -> None:
    """Serve the site. Put a reverse proxy with TLS in front of it."""
    port = _free_port(host, port)
    config = from_environment(port=port)
    upkeep.prepare(config)
    _serve(config, host, port)


@click.command()
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
    door, now = Door(database, config.secret, nobody_listens), datetime.now(UTC)
    demo_group.found(door, now - demo_script.REHEARSAL)
    demo_script.rehearse(door, now - demo_script.REHEARSAL, now)


def _free_port(host: str, port: int) -> int:
    """The port, if it is free; of port 0, one that is. Asked before anything else, so that nothing else is done."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except (OSError, OverflowError) as taken:
            why = getattr(taken, "strerror", None) or str(taken).rstrip(".")
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
        gevent.spawn(follow, running.site.database, running.catch_up)
        gevent.spawn(running.drafting.settling.settle_what_was_left)
        gevent.spawn(running.keeper.run)
        if demo:
            click.echo(demo_group.welcome(config.base_url, config.secret))
        else:
            click.echo(f"Serving {config.base_url} on {host}:{taken}. Ctrl-C stops it.")
        if demo and not still:
            gevent.spawn(demo_script.play, running.site.door)

    serve_forever(running.app, host, port, ready=ready)
