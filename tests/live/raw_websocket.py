"""A WebSocket client that can be made to misbehave, and just enough Socket.IO on top of it."""

import base64
import contextlib
import json
import os
import socket
from typing import Any

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
SECONDS = 10.0


class RawClient:
    """One connection; every read fails after SECONDS."""

    def __init__(self, port: int, receive_buffer: int | None = None, sid: str = "", early: bytes = b"") -> None:
        self.socket = socket.socket()
        self.socket.settimeout(SECONDS)
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self._buffer = bytearray()
        query = "EIO=4&transport=websocket" + (f"&sid={sid}" if sid else "")
        self.socket.sendall(request(f"/socket.io/?{query}") + early)
        self.status = self.read_until(b"\r\n\r\n").decode()
        assert self.status.startswith("HTTP/1.1 101 "), self.status

    def __enter__(self) -> "RawClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def read_until(self, end: bytes) -> bytes:
        while end not in self._buffer:
            self._more()
        return self._take(self._buffer.index(end) + len(end))

    def read_frame(self) -> tuple[int, bytes]:
        """The next frame, which must be final, unmasked and of a known kind."""
        first, second = self._exactly(2)
        assert first & 0x70 == 0
        assert first & 0x80
        assert second < 128
        size = second
        if second >= 126:
            size = int.from_bytes(self._exactly(2 if second == 126 else 8), "big")
        opcode = first & 0x0F
        assert opcode in (TEXT, BINARY, CLOSE, PING, PONG)
        return opcode, self._exactly(size)

    def send_frame(self, opcode: int, payload: bytes = b"", last: bool = True, masked: bool = True) -> None:
        self.socket.sendall(client_frame(opcode, payload, last, masked))

    def expect_close(self) -> tuple[int, str]:
        """Read until the server closes: its code and reason."""
        while True:
            opcode, payload = self.read_frame()
            if opcode == CLOSE:
                return int.from_bytes(payload[:2], "big"), payload[2:].decode()

    def expect_end(self) -> None:
        """The server ends the connection, and no byte comes before the end."""
        assert not self._buffer
        with contextlib.suppress(ConnectionResetError):
            assert self.socket.recv(1) == b""

    # Socket.IO

    def join(self) -> "RawClient":
        """Open engine.io and connect to the main namespace."""
        opcode, payload = self.read_frame()
        assert (opcode, payload[:1]) == (TEXT, b"0")
        return self.connect()

    def connect(self) -> "RawClient":
        self.send_frame(TEXT, b"40")
        assert self.next_text().startswith("40{")
        return self

    def emit(self, event: str, *data: Any, ack: int | None = None) -> None:
        number = "" if ack is None else str(ack)
        self.send_frame(TEXT, f"42{number}{json.dumps([event, *data], separators=(',', ':'))}".encode())

    def call(self, event: str, *data: Any) -> Any:
        """Emit and wait for the answer, which must be the next thing that comes."""
        self.emit(event, *data, ack=0)
        kind, answer = self.next_packet()
        assert kind == "ack"
        return answer[0] if len(answer) == 1 else answer

    def next_text(self) -> str:
        """The next message; engine.io's pings are answered, and its empty packets passed over."""
        while True:
            opcode, payload = self.read_frame()
            assert opcode == TEXT, (opcode, payload[:80])
            if payload == b"2":
                self.send_frame(TEXT, b"3")
            elif payload != b"6":
                return payload.decode()

    def next_packet(self) -> tuple[str, list[Any]]:
        """("ack", arguments) or (event's name, arguments)."""
        text = self.next_text()
        assert text[:2] in ("42", "43"), text[:80]
        arguments = json.loads(text[text.index("[") :])
        return ("ack", arguments) if text[1] == "3" else (arguments[0], arguments[1:])

    def _exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._more()
        return self._take(size)

    def _take(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _more(self) -> None:
        data = self.socket.recv(262_144)
        if not data:
            raise EOFError("the server closed the connection")
        self._buffer += data


def client_frame(opcode: int, payload: bytes, last: bool = True, masked: bool = True) -> bytes:
    size = len(payload)
    head = bytes((opcode | (0x80 if last else 0),))
    bit = 0x80 if masked else 0
    if size < 126:
        head += bytes((bit | size,))
    elif size < 65_536:
        head += bytes((bit | 126,)) + size.to_bytes(2, "big")
    else:
        head += bytes((bit | 127,)) + size.to_bytes(8, "big")
    if not masked:
        return head + payload
    mask = os.urandom(4)
    stretched = (mask * (size // 4 + 1))[:size]
    mixed = int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")
    return head + mask + mixed.to_bytes(size, "big")


def request(path: str, **changes: str | None) -> bytes:
    """A handshake; a change to None leaves that header out, `version` is that of HTTP."""
    headers: dict[str, str | None] = {
        "Host": "127.0.0.1",
        "Upgrade": "websocket",
        "Connection": "keep-alive, Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }
    version = changes.pop("version", "1.1")
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([f"GET {path} HTTP/{version}", *lines, "", ""]).encode()
