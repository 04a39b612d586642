"""WebSocket for engine.io on gevent: the opening handshake, what clients send, and the closing handshake.

engineio brings two drivers for gevent, and neither will do. `simple-websocket` calls `socket.send` once for a
frame; when a slow reader's buffer is full that writes a part, and everything after it is garbage. It takes
messages of any size, and runs one more greenlet and one more selector for each client. `gevent-websocket` has had
no release since 2017, and must own the HTTP handler. Neither lets one frame be built for a whole room.

Here wsproto reads (masks, fragments, UTF-8, control frames) and `Wire` writes. No extension is agreed to:
compressing small frames costs twice the memory and time of each connection.
"""

import base64
import binascii
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version
from typing import Any

import gevent
import structlog
from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, TextMessage
from wsproto.frame_protocol import CloseReason, Opcode
from wsproto.utilities import generate_accept_token

from deliberate.live.frames import Frames, frame, message_frame
from deliberate.live.wire import Wire

KNOWN = {"python-engineio": "4.15.1", "python-socketio": "5.18.1"}
"""The releases whose inner workings this file and the manager were read against."""

TABLE = frozenset({"thread", "queue", "queue_empty", "event", "websocket", "sleep"})
"""What engineio's table of gevent parts holds in that release."""

TAKE_OVER = "deliberate.take_over"
"""Where in the WSGI environment our server offers its socket; see `deliberate.live.server`."""

BACKLOG_BYTES = 4 * 1024 * 1024
"""How much may wait for one client, unless the manager is told otherwise."""

RECEIVE_BYTES = 65_536

FRAMES_IN_A_TURN = 50
"""After so many frames of one client the others have their turn. gevent itself switches only when it must wait:
a client that never stops sending would keep the whole process to itself."""

log = structlog.get_logger(__name__)
drivers: dict[str, "Driver"] = {}
"""Every open WebSocket of this process, by the engine.io id of its client."""


def install(engine: Any, backlog_limit: int = BACKLOG_BYTES) -> None:
    """Have an engine.io server speak WebSocket through `Driver`; a second time only sets the limit again.

    The table of parts is private to engineio, so anything but the releases we know is refused: better no start
    than a stream of which nobody can tell whether it is whole.
    """
    for package, known in KNOWN.items():
        if version(package) != known:
            raise RuntimeError(
                f"{package} {version(package)} is installed, but the WebSocket driver was written for {known}. "
                f"Install {package}=={known}, or read the changes and then raise the number in {__name__}."
            )
    if engine.async_mode != "gevent":
        raise RuntimeError(f'The WebSocket driver needs async_mode="gevent", not "{engine.async_mode}".')
    if set(engine._async) != TABLE:
        raise RuntimeError(f"engineio's table of gevent parts is not the one we know: {sorted(engine._async)}.")
    # A table of its own for this server: engineio's is shared by all servers of the process.
    engine._async = {**engine._async, "websocket": partial(Driver, backlog_limit=backlog_limit)}


def say_goodbye() -> None:
    """Tell every client that the server goes away; each ends when it answers, or is cut off in time."""
    for driver in list(drivers.values()):
        driver.wire.close(CloseReason.GOING_AWAY, "the server is stopping")


class Driver:
    """One client's WebSocket as engine.io wants it: called with a request, then `wait`, `send` and `close`.

    A message of more than engine.io's `max_http_buffer_size` bytes is refused while it arrives, with code 1009.
    """

    socket: Any  # engine.io looks for this name, and sets on it the silence after which a client is taken for dead
    wire: Wire

    def __init__(self, converse: Any, engine: Any, backlog_limit: int = BACKLOG_BYTES) -> None:
        self._converse = converse
        self._client = converse.__self__  # engine.io's own view of this client
        self._message_limit: int = engine.max_http_buffer_size
        self._backlog_limit = backlog_limit
        self._connection = Connection(ConnectionType.SERVER)
        self._parts: list[str] | list[bytes] = []
        self._size = 0
        self._frames = 0
        self._heard_close = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes] | dict[str, Any]:  # noqa: ARG002
        """Answer the opening handshake and hold the conversation to its end, or refuse with 400."""
        fault = handshake_fault(environ)
        if self._client.sid in drivers:
            fault = "This client is changing to a WebSocket already."
        if fault is not None:
            return self._refuse(fault)
        self.socket, early = environ.pop(TAKE_OVER)()
        self._connection.receive_data(early)
        self.wire = Wire(self.socket, self._backlog_limit)
        self.wire.write(handshake(environ["HTTP_SEC_WEBSOCKET_KEY"]))
        drivers[self._client.sid] = self
        try:
            self._converse(self)
        except (ValueError, RecursionError) as error:  # engine.io cannot read a packet: the client's fault
            log.info("client_unreadable", error=type(error).__name__)
            self.wire.close(CloseReason.PROTOCOL_ERROR, "not an engine.io packet")
        except BaseException:  # a fault of ours, or the server has no more time: do not linger
            self.wire.cut()
            raise
        finally:
            del drivers[self._client.sid]
            self._end()
        return []

    def post(self, frames: bytes) -> bool:
        """Write frames straight to the socket; False when they must take their turn in engine.io's queue.

        engine.io's writer takes packets from its queue and sends them without a switch of greenlets in between,
        because `send` never waits. So an empty queue means that whatever was sent before is on the wire.
        """
        client = self._client
        if not client.upgraded or client.closed or client.queue.qsize():
            return False
        self.wire.write(frames)
        return True

    @property
    def upgraded(self) -> bool:
        """Whether everything for this client goes by WebSocket from now on."""
        return bool(self._client.upgraded)

    def send(self, message: str | bytes) -> None:
        """Send one message of engine.io's queue; an `OSError` tells its writer that the client is gone."""
        if not self.wire.write(message if isinstance(message, Frames) else message_frame(message)):
            raise ConnectionError("the WebSocket is closed")

    def close(self) -> None:
        """Begin the closing handshake, unless it has begun already."""
        self.wire.close(CloseReason.NORMAL_CLOSURE)

    def wait(self) -> str | bytes | None:
        """The client's next whole message; None when there will be no other."""
        while True:
            for event in self._connection.events():
                self._frames += 1
                if self._frames % FRAMES_IN_A_TURN == 0:
                    gevent.sleep(0)
                if isinstance(event, TextMessage | BytesMessage):
                    whole = self._gather(event)
                    if self._size > self._message_limit:
                        self.wire.close(CloseReason.MESSAGE_TOO_BIG, f"at most {self._message_limit} bytes")
                        return None
                    if whole is not None and self.wire.open:
                        return whole
                elif isinstance(event, Ping):
                    self.wire.write(frame(bytes(event.payload), Opcode.PONG))
                elif isinstance(event, CloseConnection):
                    # Either the client closes, and hears its own code again, or wsproto names what is wrong.
                    self._heard_close = self._connection.state is not ConnectionState.OPEN
                    self.wire.close(event.code, "" if self._heard_close else event.reason or "")
                    return None
            if not self._receive():
                return None

    def _gather(self, event: TextMessage | BytesMessage) -> str | bytes | None:
        data: Any = event.data
        if data:
            self._size += len(data) if isinstance(data, bytes) or data.isascii() else len(data.encode())
            self._parts.append(data)
        if not event.message_finished or self._size > self._message_limit:
            return None
        empty: Any = "" if isinstance(event, TextMessage) else b""
        whole: str | bytes = empty.join(self._parts)
        self._parts, self._size = [], 0
        return whole

    def _receive(self) -> bool:
        try:
            data = self.socket.recv(RECEIVE_BYTES)
        except OSError:  # reset, cut off, or silent for longer than engine.io allows
            return False
        gevent.sleep(0)  # the turn of the others: a thousand may have sent something at one moment
        if data:
            self._connection.receive_data(data)
        return bool(data)

    def _refuse(self, fault: str) -> dict[str, Any]:
        if not self._client.connected:  # it came for WebSocket alone; a polling client stays as it is
            self._client.close(wait=False, abort=True, reason=self._client.server.reason.TRANSPORT_ERROR)
        headers = [("Content-Type", "text/plain"), ("Sec-WebSocket-Version", "13")]
        return {"status": "400 BAD REQUEST", "headers": headers, "response": fault.encode()}

    def _end(self) -> None:
        if self._client.upgraded and not self._client.closed:  # engine.io was interrupted and did not see to it
            self._client.close(wait=False, abort=True, reason=self._client.server.reason.TRANSPORT_ERROR)
        self.wire.close(CloseReason.PROTOCOL_ERROR, "not an upgrade")  # only where nothing was said before
        self.wire.finish(self._heard_close)


def handshake_fault(environ: dict[str, Any]) -> str | None:
    """What is wrong with a request for a WebSocket (RFC 6455, section 4.2.1); None when it can be granted."""
    if TAKE_OVER not in environ:
        raise RuntimeError("The WebSocket driver needs the server in deliberate.live.server.")
    if environ.get("SERVER_PROTOCOL") != "HTTP/1.1" or environ["REQUEST_METHOD"] != "GET":
        return "A WebSocket is asked for with GET and HTTP/1.1."
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        return "The Upgrade header must say websocket."
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13":
        return "Only version 13 of the WebSocket protocol is spoken here."
    try:
        key = base64.b64decode(environ.get("HTTP_SEC_WEBSOCKET_KEY", ""), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    return None if len(key) == 16 else "The Sec-WebSocket-Key header must be 16 bytes in base64."


def handshake(key: str) -> bytes:
    """The answer that turns the HTTP connection into a WebSocket; no subprotocol, no extension."""
    accept = generate_accept_token(key.encode()).decode()
    lines = ("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
    return "\r\n".join((*lines, f"Sec-WebSocket-Accept: {accept}", "", "")).encode()
