"""Somebody else on the same server: how long a frame of theirs takes there and back while others keep it busy.

Runs as a process of its own, so that what is measured is the server and not the load. A WebSocket ping is answered by
the server's loop with the next frame it writes: whatever keeps the loop from its turn delays it, as it would any frame.
"""

import base64
import os
import select
import socket
import statistics
import subprocess
import sys
import time

from benchmarks.load import HOST, connect

PER_SECOND = 200
SECONDS_TO_ANSWER = 30.0


class Bystander:
    """Pings a server from its making until `times` is asked."""

    def __init__(self, port: int) -> None:
        command = [sys.executable, "-m", "benchmarks.bystander", str(port)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it has begun

    def times(self) -> list[float]:
        """How long each ping took, in ms; there are no more of them."""
        written, _ = self._process.communicate("\n")
        return [float(each) for each in written.split()]


def p99(times: list[float]) -> float:
    """The time that 99 of 100 keep within."""
    return statistics.quantiles(times, n=100)[98]


def main(port: int) -> None:
    """Ping until a line comes in, then print how long each ping took."""
    wire = connect(port)
    _open(wire, port)
    print("begun", flush=True)
    took = []
    due = time.monotonic()
    while not select.select([sys.stdin], [], [], max(0.0, due - time.monotonic()))[0]:
        took.append(_ping(wire))
        due = max(due + 1 / PER_SECOND, time.monotonic())
    print("\n".join(f"{each:.4f}" for each in took))


def _open(wire: socket.socket, port: int) -> None:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {HOST}:{port}", "Connection: Upgrade",
        "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}", "", "",
    ]
    wire.settimeout(SECONDS_TO_ANSWER)
    wire.sendall("\r\n".join(lines).encode())
    time.sleep(0.3)
    assert wire.recv(65_536).startswith(b"HTTP/1.1 101 ")


def _ping(wire: socket.socket) -> float:
    start = time.monotonic()
    wire.sendall(b"\x89\x81\x00\x00\x00\x00p")
    heard = b""
    while b"\x8a\x01p" not in heard:
        heard += wire.recv(65_536)
    return (time.monotonic() - start) * 1_000


if __name__ == "__main__":
    main(int(sys.argv[1]))
