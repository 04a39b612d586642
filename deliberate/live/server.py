"""The HTTP server: gevent's pywsgi, with sockets that do not dawdle, a quiet log and a clean stop."""

import contextlib
import gc
import signal
import socket as tcp
import sys
from collections.abc import Callable
from typing import Any

import gevent
import structlog
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from deliberate.live.driver import RECEIVE_BYTES, TAKE_OVER, say_goodbye
from deliberate.live.turns import Turns

LISTEN_BACKLOG = 4096
"""Connections the kernel keeps for us: a whole room comes back at once after a restart."""

STOPPING_SECONDS = 3.0
"""How long requests and closing handshakes may take once the server was told to stop."""

COLLECT_AFTER = (5_000, 20, 50)
"""How many objects come to be, net, before Python looks for circles among the new ones; how many such looks, before it
looks among older ones; and how many of those, before it looks at all. Few of ours are circles, and sockets wait."""

log = structlog.get_logger(__name__)


def serve(
    application: Callable[..., Any],
    host: str,
    port: int,
    backlog: int = LISTEN_BACKLOG,
    ready: Callable[[int], None] | None = None,
) -> None:
    """Serve a WSGI application until SIGTERM or SIGINT; `ready` is told the port once connections are taken."""
    server = Server(application, host, port, backlog)
    server.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.close)
    log.info("serving", host=host, port=server.server_port)
    if ready is not None:
        ready(server.server_port)
    gc.collect()
    gc.freeze()  # what stays for good is not looked through again and again: each time, every socket would wait
    gc.set_threshold(*COLLECT_AFTER)
    server.serve_forever()
    log.info("stopped")


class Server(WSGIServer):  # type: ignore[misc]  # gevent publishes no types
    """A pywsgi server that knows about its WebSockets. Port 0 takes a free one; see `server_port` once started.

    It speaks plain HTTP and trusts what it is sent to be of reasonable speed: put nginx in front of it.
    """

    def __init__(self, application: Callable[..., Any], host: str, port: int, backlog: int = LISTEN_BACKLOG) -> None:
        super().__init__(
            (host, port),
            application,
            backlog=backlog,
            spawn=Pool(),  # without bound; a pool because only then does `stop` wait for what is under way
            handler_class=Handler,
            log=None,
            error_log=RequestLog(),
            # Named here, or pywsgi asks the name server who we are; errors of the application stay on stderr.
            environ={"SERVER_NAME": host, "wsgi.errors": sys.stderr},
        )
        self.stopping = False
        self.idle: set[Handler] = set()
        """Connections that wait for their next request."""
        self.turns = Turns()

    def stop(self, timeout: float | None = None) -> None:
        """Take no more connections, say goodbye to the WebSockets, let the rest finish, and end what is left."""
        self.close()
        self.stopping = True
        for handler in list(self.idle):
            handler.hang_up()
        say_goodbye()
        super().stop(STOPPING_SECONDS if timeout is None else timeout)


class Handler(WSGIHandler):  # type: ignore[misc]  # gevent publishes no types
    """One HTTP connection, which the WebSocket driver may take over."""

    def __init__(self, sock: Any, address: Any, server: Any) -> None:
        # Small frames must not wait for the acknowledgement of the one before (Nagle), nor a body for its headers.
        sock.setsockopt(tcp.IPPROTO_TCP, tcp.TCP_NODELAY, 1)
        super().__init__(sock, address, server)

    def read_requestline(self) -> str:
        """Wait for the next request of a connection that is kept alive. It is nobody's loss if it ends here."""
        if self.server.stopping:
            return ""
        self.server.idle.add(self)
        try:
            line: str = super().read_requestline()
        finally:
            self.server.idle.discard(self)
        self.server.turns.take()
        return line

    def finalize_headers(self) -> None:
        """Say that this was the last answer, when the server is stopping."""
        super().finalize_headers()
        if self.server.stopping:
            self.response_headers.append((b"Connection", b"close"))
            self.close_connection = True

    def hang_up(self) -> None:
        """End a connection on which nothing is under way."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(tcp.SHUT_RD)

    def get_environ(self) -> dict[str, Any]:
        """The request as WSGI has it, and with it the offer of the socket."""
        environ: dict[str, Any] = super().get_environ()
        # To whatever says "Upgrade", pywsgi hands the bare stream, and loses count of what was read of a body.
        environ["wsgi.input"], environ["wsgi.input_terminated"] = self.wsgi_input, True
        if "upgrade" not in environ.get("HTTP_CONNECTION", "").lower().replace(" ", "").split(","):
            environ.pop("HTTP_UPGRADE", None)  # not meant for us (RFC 9110, section 7.8)
        environ[TAKE_OVER] = self.take_over
        return environ

    def take_over(self) -> tuple[Any, bytes]:
        """Give the socket away, and what was read from it already; it ends with the WebSocket."""
        self.close_connection = True
        early = b""
        self.socket.setblocking(False)  # take only what the reader of the headers holds or the kernel has
        with contextlib.suppress(OSError):  # gone already: the driver will notice
            early = self.rfile.read1(RECEIVE_BYTES)
        self.socket.setblocking(True)
        return self.socket, early

    def log_request(self) -> None:
        """No line for a request: nginx in front of us keeps that log, and what happened is in the journal."""


class RequestLog:
    """Where pywsgi writes about requests it cannot read: anyone may send those, so it is no error of ours."""

    def write(self, message: str) -> None:
        """Log one of pywsgi's lines."""
        log.info("request_refused", detail=message.rstrip())

    def flush(self) -> None:
        """Nothing is held back."""
