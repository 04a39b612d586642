"""Answers that come later: an acknowledgement that waits for the disk must not keep its client from being heard."""

from collections.abc import Callable
from functools import partial
from typing import Any

from socketio import packet

Answer = Callable[[dict[str, Any]], None]
Handler = Callable[[str, tuple[Any, ...], Answer], None]
"""Told the client, what it sent, and how to answer it."""


class Later:
    """Events of a python-socketio server whose handlers answer when they like; all others stay as they are.

    The library sends a handler's return value at once, and tells it no number to answer under later; so this takes the
    place of its last step. That step is private, in the release that `deliberate.live.driver` pins.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self._stock = server._handle_event_internal
        self._handlers: dict[tuple[str, str], Handler] = {}
        server._handle_event_internal = self._handle

    def on(self, namespace: str, event: str, handler: Handler) -> None:
        """Have an event of a namespace heard by this handler."""
        self._handlers[namespace, event] = handler

    def _handle(self, server: Any, sid: str, eio_sid: str, data: Any, namespace: str, number: int | None) -> None:
        event = data[0] if isinstance(data, list) and data else None
        handler = self._handlers.get((namespace, event)) if isinstance(event, str) else None
        if handler is None:
            self._stock(server, sid, eio_sid, data, namespace, number)
        else:
            handler(sid, tuple(data[1:]), partial(self._answer, eio_sid, namespace, number))

    def _answer(self, eio_sid: str, namespace: str, number: int | None, answer: dict[str, Any]) -> None:
        if number is not None:
            said = self._server.packet_class(packet.ACK, namespace=namespace, id=number, data=[answer])
            self._server._send_packet(eio_sid, said)
