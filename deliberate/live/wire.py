"""One client's way out: whole frames, in order, and a sender that never waits for a slow reader."""

import contextlib
import socket as tcp
import struct
from collections import deque
from typing import Any

import gevent
import structlog

from deliberate.live.frames import close_frame

CLOSING_SECONDS = 5.0
"""How long a client has to take what is left and answer a closing handshake, before it is cut off."""

CHUNK_BYTES = 65_536
"""Small frames that wait are sent together, up to this many bytes at a time."""

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER on, zero seconds: what the kernel still holds for the client is thrown away."""

log = structlog.get_logger(__name__)


class Wire:
    """The sending side of one WebSocket.

    Every byte for a client goes through `write`, which gives the socket what it takes at once and keeps the rest;
    nothing in it switches to another greenlet. So the frames of two senders cannot be mixed, however many
    greenlets send, and the rest of a frame always goes before the next one. What is kept is sent by a greenlet
    that lives only as long as something waits.

    `backlog_limit` bounds, in bytes, what may wait for one client. A frame that would exceed it cuts the client
    off: it comes back and resumes from the last entry it has. A frame that finds nothing waiting is always taken,
    so that one large answer does not lock a client out for ever.
    """

    def __init__(self, socket: Any, backlog_limit: int) -> None:
        self.socket = socket  # a gevent socket
        self.open = True
        self.waiting = 0  # bytes taken by `write` and not yet by the socket
        self._backlog_limit = backlog_limit
        self._backlog: deque[memoryview] = deque()
        self._flusher: Any = None
        self._deadline: Any = None
        self._cut = False

    def write(self, frame: bytes) -> bool:
        """Send whole frames, now or as soon as the client reads on; False when the client is gone."""
        if not self.open:
            return False
        taken = 0
        if not self.waiting:
            try:
                taken = self.socket.send(frame, 0, 0.0)  # a timeout of zero: take what fits, never wait
            except BlockingIOError:
                pass
            except OSError:
                self.cut()
                return False
            if taken == len(frame):
                return True
        elif self.waiting + len(frame) > self._backlog_limit:
            log.info("client_cut_off", waiting=self.waiting, frame=len(frame), limit=self._backlog_limit)
            self.cut()
            return False
        rest = memoryview(frame)[taken:]
        self._backlog.append(rest)
        self.waiting += len(rest)
        if self._flusher is None:
            self._flusher = gevent.spawn(self._flush)
        return True

    def close(self, code: int, reason: str = "") -> None:
        """Send a closing frame after everything that waits; whoever does not answer in time is cut off."""
        if self.write(close_frame(code, reason)):
            self.open = False
            self._deadline = gevent.spawn_later(CLOSING_SECONDS, self.cut)

    def cut(self) -> None:
        """End the connection now. What was not sent is lost; who waits on the socket is woken with an error."""
        if self._cut:
            return
        self._cut, self.open = True, False
        self._backlog.clear()
        self.waiting = 0
        with contextlib.suppress(OSError):
            self.socket.setsockopt(tcp.SOL_SOCKET, tcp.SO_LINGER, RESET_ON_CLOSE)
            self.socket.shutdown(tcp.SHUT_RDWR)

    def finish(self, heard: bool) -> None:
        """See the last frames off, then end our half of the connection.

        Unless the client was `heard` to close, we read on until it does: closing a socket that holds unread bytes
        resets the connection, and the client would lose the frame that tells it why.
        """
        self.open = False
        if self._flusher is not None:
            self._flusher.join(CLOSING_SECONDS)
        if self.waiting:
            self.cut()
        with contextlib.suppress(OSError):
            self.socket.shutdown(tcp.SHUT_WR)
            while not heard and self.socket.recv(CHUNK_BYTES):
                gevent.sleep(0)  # a client that never stops must not keep the others from their turn
        if self._deadline is not None:
            self._deadline.kill(block=False)

    def _flush(self) -> None:
        try:
            while self._backlog:
                chunk = self._chunk()
                sent = self.socket.send(chunk)  # waits for the client; meanwhile `write` only appends
                self.waiting -= sent
                if sent < len(chunk):
                    self._backlog.appendleft(chunk[sent:])
        except OSError:
            self.cut()
        finally:
            self._flusher = None

    def _chunk(self) -> memoryview:
        first = self._backlog.popleft()
        parts, size = [first], len(first)
        while self._backlog and size + len(self._backlog[0]) <= CHUNK_BYTES:
            parts.append(self._backlog.popleft())
            size += len(parts[-1])
        return first if len(parts) == 1 else memoryview(b"".join(parts))
