"""The composition root: the one file that knows every room of the house."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

import deliberate.commands.all  # noqa: F401 - fills the table of commands
from deliberate import assets, auth
from deliberate.commands.execute import Door
from deliberate.config import Config
from deliberate.live import rooms
from deliberate.live.drafting import Drafting
from deliberate.live.giving import Giving
from deliberate.live.keeper import Keeper
from deliberate.live.later import Later
from deliberate.live.push import Push
from deliberate.live.sockets import sockets
from deliberate.live.turns import breathe
from deliberate.store.db import Database
from deliberate.web import errors, security
from deliberate.web.api import api
from deliberate.web.common_ground import common_ground
from deliberate.web.gallery import gallery
from deliberate.web.outlook import outlook
from deliberate.web.pages import pages
from deliberate.web.post import Posted
from deliberate.web.report import report
from deliberate.web.rule import rule
from deliberate.web.silence import silence
from deliberate.web.site import Site, time
from deliberate.web.templates import helpers
from deliberate.web.words import language


@dataclass(frozen=True)
class Running:
    """A site put together: the WSGI application, its parts, and the sockets beside it."""

    app: Flask
    site: Site
    push: Push
    drafting: Drafting
    keeper: Keeper

    def catch_up(self) -> None:
        """Announce what another process wrote. Not in the midst of a command, which is announced by its own clerk."""
        self.site.door.between(self.push.catch_up)


def build(config: Config, clock: Callable[[], datetime] = time) -> Running:
    """Put a site together from its settings. The database must have its tables already; `clock` tells the time."""
    database = Database(config.database_url, auth.beside)
    app = Flask(
        "deliberate",
        static_url_path="/static",
        static_folder=str(assets.path("static")),
        template_folder=str(assets.path("templates")),
    )
    app.config.update(
        SECRET_KEY=config.secret_text,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_NAME="session",
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        BABEL_TRANSLATION_DIRECTORIES=str(assets.translations()),
    )
    security.install(app)
    errors.install(app)
    Babel(app, locale_selector=language)
    auth.login_manager(database).init_app(app)
    helpers(app)
    for blueprint in (api, common_ground, pages, gallery, outlook, report, rule, silence):
        app.register_blueprint(blueprint)
    socketio = sockets(app, config.base_url)
    push = Push(socketio.server, database)
    if config.proxies:  # outermost, so that the sockets too know who comes, and over what
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    site = Site(config, database, Door(database, config.secret, push.announce, breathe), clock)
    app.extensions["deliberate"] = site
    later = Later(socketio.server)
    Giving(app, socketio.server, later, push)
    drafting = Drafting(socketio.server, later, push, site.door, clock, config.paragraph_limit)
    rooms.install(socketio, push, drafting.showing.under_way)
    keeper = Keeper(site.door, clock, Posted(database, config) if config.smtp_url else None)
    return Running(app, site, push, drafting, keeper)


def create_app(config: Config) -> Flask:
    """The WSGI application of a site."""
    return build(config).app


def log_to_stderr(config: Config) -> None:
    """One line for what happened, as words or as JSON; never a name, an address or a secret."""
    steps: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if config.log_json:
        steps += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        # The plain traceback: others show the values of variables, and those are people's.
        plain = structlog.dev.plain_traceback
        steps.append(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain))
    structlog.configure(
        processors=steps,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
