"""The Socket.IO server: on gevent, with frames built once for everyone who reads alike, and deaf to nonsense."""

import json
import logging
from typing import Any

import structlog
from engineio import json as careful
from flask import Flask
from flask_socketio import SocketIO

from deliberate.live import driver
from deliberate.live.manager import FrameManager

LARGEST_FRAME = 2**20
"""Bytes that a client may send in one message."""

PING_SECONDS = 20

log = structlog.get_logger(__name__)


def sockets(app: Flask, base_url: str) -> SocketIO:
    """Socket.IO beside `app`, for pages of this site: those at `base_url`, or wherever a browser reached it."""

    def ours(origin: str, environ: dict[str, Any]) -> bool:
        here = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
        return origin in (base_url, here)

    socketio = SocketIO(
        app,
        async_mode="gevent",
        async_handlers=False,  # what one client sends is heard in its order, by the greenlet that reads it
        client_manager=FrameManager(),
        manage_session=False,
        cors_allowed_origins=ours,
        max_http_buffer_size=LARGEST_FRAME,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_SECONDS,
        json=Codec,
        logger=_complaints("socketio"),
        engineio_logger=_complaints("engineio"),
    )
    driver.install(socketio.server.eio)
    socketio.on_error_default(_failed)
    return socketio


class Codec:
    """JSON on the sockets: letters of every script as they are, and no number so long that reading it takes long."""

    loads = staticmethod(careful.loads)

    @staticmethod
    def dumps(value: object, **options: Any) -> str:
        """The shortest JSON of a value."""
        return json.dumps(value, **{**options, "ensure_ascii": False, "separators": (",", ":")})


def _failed(error: Exception) -> None:
    log.error("socket_failed", exc_info=error)


class Complaints(logging.Handler):
    """What the libraries say about messages they cannot read: anyone may send those, so it is no error of ours."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the kind of a complaint, without what the client sent."""
        kind = record.exc_info[0] if record.exc_info else None
        log.info("client_unreadable", of=record.name, kind=kind.__name__ if kind else None)


def _complaints(library: str) -> logging.Logger:
    logger = logging.Logger(f"{library}.server", logging.ERROR)
    logger.addHandler(Complaints())
    return logger
