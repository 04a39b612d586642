"""Requests over HTTP in the loop of the clients."""

import json
import time
from collections.abc import Mapping

from benchmarks.load import HOST, RECEIVE_BYTES, Call, Loop, connect


class Caller:
    """One HTTP connection that is kept open; one request at a time."""

    def __init__(self, loop: Loop, port: int, headers: Mapping[str, str]) -> None:
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._host = f"{HOST}:{port}"
        self._buffer = b""
        self._call: Call | None = None
        self.socket = connect(port)
        loop.add(self)

    @property
    def free(self) -> bool:
        """Whether everything that was asked has been answered."""
        return self._call is None

    def post(self, path: str, body: object, **headers: str) -> Call:
        """Send JSON to a path; `headers` with `_` for `-`."""
        if self._call is not None:
            raise RuntimeError("the request before is not answered yet")
        content = json.dumps(body).encode()
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\n{self._headers}{more}"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        self._call = Call(time.monotonic())
        self.socket.sendall(head.encode() + content)
        return self._call

    def read(self) -> None:
        """Take what has come of the answer."""
        data = self.socket.recv(RECEIVE_BYTES)
        if not data or self._call is None:
            raise RuntimeError("the server closed a connection")
        self._buffer += data
        head, blank, body = self._buffer.partition(b"\r\n\r\n")
        if not blank:
            return
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"refused: {head!r} {body!r}")
        size = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        if len(body) < size:
            return
        self._buffer = b""
        self._call.answered(json.loads(body))
        self._call = None
