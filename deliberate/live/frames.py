"""The bytes of WebSocket frames as a server sends them: whole, final, unmasked (RFC 6455, section 5)."""

from typing import Any

from engineio import packet as engine
from wsproto.frame_protocol import CloseReason, Opcode

LAST_FRAGMENT = 0x80
"""The bit that says: this frame ends its message. We never send a message in pieces."""

REASON_BYTES = 123
"""How long a reason for closing may be: 125 bytes of a control frame, less two for the code."""


class Frames(bytes):
    """Bytes that are whole frames already, so that nobody frames them again."""


class Written(str):
    """JSON that is written already, so that nobody writes it again."""

    __slots__ = ()


def message_frame(message: str | bytes | bytearray) -> bytes:
    """A message as one frame: text is sent as UTF-8, bytes as they are."""
    if isinstance(message, str):
        return frame(message.encode(), Opcode.TEXT)
    return frame(bytes(message), Opcode.BINARY)


def close_frame(code: int, reason: str = "") -> bytes:
    """The frame that closes a connection; a code that may not travel (`no status received`) is left out."""
    if code == CloseReason.NO_STATUS_RCVD:
        return frame(b"", Opcode.CLOSE)
    words = reason.encode()[:REASON_BYTES].decode(errors="ignore").encode()
    return frame(code.to_bytes(2, "big") + words, Opcode.CLOSE)


def frame(payload: bytes, opcode: int) -> bytes:
    """One frame; its length is written in 7, 16 or 64 bits, the fewest that hold it."""
    first, size = LAST_FRAGMENT | opcode, len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 65_536:
        return bytes((first, 126)) + size.to_bytes(2, "big") + payload
    return bytes((first, 127)) + size.to_bytes(8, "big") + payload


class FramedPacket(engine.Packet):  # type: ignore[misc]  # engineio publishes no types
    """An engine.io message that was framed before it was queued, for sockets that speak WebSocket already.

    It takes its place in engine.io's queue like any packet; the driver finds whole frames in it.
    """

    def __init__(self, frames: bytes) -> None:
        super().__init__(engine.MESSAGE, "")
        self._frames = Frames(frames)

    def encode(self, b64: bool = False) -> Any:  # noqa: ARG002 - base64 is for polling, where this never goes
        """The frames, as they were built."""
        return self._frames
