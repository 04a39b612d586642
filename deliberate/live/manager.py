"""Rooms and emits: a frame is built once for a room and written to every socket in it."""

from collections.abc import Callable, Iterable
from typing import Any

import gevent
import socketio
import structlog
from engineio import packet as engine
from socketio import packet

from deliberate.live.driver import BACKLOG_BYTES, drivers, install
from deliberate.live.frames import FramedPacket, Written, message_frame

log = structlog.get_logger(__name__)

IN_A_TURN = 100
"""So many clients are told something in one turn, where it may take several: some 5 to 10 us each."""

Data = Any
"""What an event carries: anything JSON or bytes; a tuple is several arguments. One `Written` goes out as it is."""


class FrameManager(socketio.Manager):  # type: ignore[misc]  # socketio publishes no types
    """socketio's manager of one process, with one frame for an emit instead of one for a client.

    Who is in a room, and what reaches it in which order, is as socketio has it. A client that speaks WebSocket
    gets the frame at once, or in its turn after what waits in engine.io's queue; a polling client, and every
    client when an acknowledgement is asked for, is served the stock way. At most `backlog_limit` bytes wait for one
    client, on a WebSocket (see `Wire`) or between two polls; past it, it is cut off, and resumes when it comes back.

    Like everything on gevent it belongs to one thread: emit from the thread that serves.
    """

    def __init__(self, backlog_limit: int = BACKLOG_BYTES) -> None:
        super().__init__()
        self._backlog_limit = backlog_limit
        self._rooms_of: dict[tuple[str, str], set[str | None]] = {}

    def set_server(self, server: Any) -> None:
        """Join a socketio server, and give its engine our WebSocket driver."""
        super().set_server(server)
        install(server.eio, self._backlog_limit)

    def emit(
        self,
        event: str,
        data: Data,
        namespace: str,
        room: str | list[str] | None = None,
        skip_sid: str | Iterable[str] | None = None,
        callback: Any = None,
        to: str | list[str] | None = None,
        breathe: Callable[[], None] | None = None,
        **options: Any,
    ) -> None:
        """Send an event to a client, a room, several rooms or, without any, to everyone in the namespace.

        With `breathe`, others have a turn after every few clients. Whoever leaves meanwhile is not told.
        """
        room = to or room
        if callback:  # each client needs a number of its own in the packet
            super().emit(event, data, namespace, room=room, skip_sid=skip_sid, callback=callback, **options)
            return
        if namespace not in self.rooms:
            return
        parts = self._encode(event, data, namespace)
        frames = b"".join(message_frame(engine_message(part)) for part in parts)
        queued: FramedPacket | None = None
        skipped = {skip_sid} if skip_sid is None or isinstance(skip_sid, str) else set(skip_sid)
        for number, (sid, engine_sid) in enumerate(self.get_participants(namespace, room), start=1):
            if breathe is not None and number % IN_A_TURN == 0:
                breathe()
            if sid in skipped or (namespace, sid) not in self._rooms_of:
                continue
            driver = drivers.get(engine_sid)
            if driver is not None and driver.post(frames):
                continue
            if driver is not None and driver.upgraded:
                queued = queued or FramedPacket(frames)
                self.server._send_eio_packet(engine_sid, queued)
            else:
                self._send_to_poll(engine_sid, parts)

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        """Add a client to a room, and remember it the other way round as well."""
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)
        self._rooms_of.setdefault((namespace, sid), set()).add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        """Take a client out of a room."""
        super().basic_leave_room(sid, namespace, room)
        rooms = self._rooms_of.get((namespace, sid))
        if rooms is not None:
            rooms.discard(room)
            if not rooms:
                del self._rooms_of[namespace, sid]

    def basic_disconnect(self, sid: str, namespace: str, **_options: Any) -> None:
        """Forget a client: it leaves its own rooms, without a look at those of the others as stock takes it."""
        for room in list(self._rooms_of.get((namespace, sid), ())):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]

    def get_rooms(self, sid: str, namespace: str) -> list[str]:
        """The rooms a client is in, its own among them."""
        return [room for room in self._rooms_of.get((namespace, sid), ()) if room is not None]

    def _send_to_poll(self, engine_sid: str, parts: list[str | bytes]) -> None:
        """Have a client find these at its next poll, unless too much waits for it already."""
        client = self.server.eio.sockets.get(engine_sid)
        if client is None or client.closing or client.closed:
            return
        waiting = sum(len(each.data) for each in client.queue.queue if each is not None and each.data)
        if waiting and waiting + sum(map(len, parts)) > self._backlog_limit:
            log.info("client_cut_off", waiting=waiting, limit=self._backlog_limit)
            gevent.spawn(_cut_off, client)  # not here: it leaves the rooms that are being told
            return
        for part in parts:  # packets of its own: one remembers how it was encoded, and polling is in base64
            self.server._send_eio_packet(engine_sid, engine.Packet(engine.MESSAGE, part))

    def _encode(self, event: str, data: Data, namespace: str) -> list[str | bytes]:
        if isinstance(data, Written):
            return [f'{packet.EVENT}{namespace},["{event}",{data}]']
        arguments = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        encoded = self.server.packet_class(packet.EVENT, namespace=namespace, data=[event, *arguments]).encode()
        return encoded if isinstance(encoded, list) else [encoded]


def _cut_off(client: Any) -> None:
    """End a polling client, and with it what waits for it."""
    while client.queue.qsize():
        client.queue.get_nowait()
        client.queue.task_done()
    client.close(wait=False, abort=True, reason=client.server.reason.SERVER_DISCONNECT)


def engine_message(part: str | bytes) -> str | bytes:
    """A part of an event as engine.io has it on a WebSocket: text after a `4`, attachments as they are."""
    return f"{engine.MESSAGE}{part}" if isinstance(part, str) else part
