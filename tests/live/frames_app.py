"""The small app that test_frames.py talks to, served in a process of its own: `frames_app.py BACKLOG_LIMIT`."""

from gevent import monkey

monkey.patch_all()

import itertools  # noqa: E402 - nothing may be imported before the patch
import sys  # noqa: E402
from typing import Any  # noqa: E402

import flask  # noqa: E402
import gevent  # noqa: E402
import structlog  # noqa: E402
from flask_socketio import SocketIO, emit, join_room, leave_room, rooms  # noqa: E402

from deliberate.live import wire  # noqa: E402
from deliberate.live.driver import drivers  # noqa: E402
from deliberate.live.manager import FrameManager  # noqa: E402
from deliberate.live.server import serve  # noqa: E402

structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
wire.CLOSING_SECONDS = 0.5

app = flask.Flask(__name__)
manager = FrameManager(backlog_limit=int(sys.argv[1]))
socketio = SocketIO(app, async_mode="gevent", client_manager=manager, ping_interval=1, ping_timeout=20)
counter = itertools.count()
gone: list[str] = []
heard: list[Any] = []


def sid() -> str:
    return str(flask.request.sid)  # type: ignore[attr-defined]  # flask_socketio puts it there


@app.get("/state")
def state() -> dict[str, Any]:
    return {
        "clients": sum(not client.closed for client in socketio.server.eio.sockets.values()),
        "websockets": len(drivers),
        "waiting": [driver.wire.waiting for driver in drivers.values()],
        "remembered": len(manager._rooms_of),
        "gone": gone,
        "heard": heard,
    }


@app.post("/echo")
def echo() -> bytes:
    return flask.request.get_data()


@socketio.on("connect")  # type: ignore[untyped-decorator]
def connected() -> None:
    """Everyone is welcome."""


@socketio.on("disconnect")  # type: ignore[untyped-decorator]
def disconnected(reason: str) -> None:
    gone.append(reason)


@socketio.on("enter")  # type: ignore[untyped-decorator]
def enter(room: str) -> list[str]:
    join_room(room)
    return sorted(rooms())


@socketio.on("leave")  # type: ignore[untyped-decorator]
def leave(room: str) -> list[str]:
    leave_room(room)
    return sorted(rooms())


@socketio.on("hear")  # type: ignore[untyped-decorator]
def hear(what: Any) -> int:
    heard.append(what if len(what) < 100 else len(what))
    return len(what)


@socketio.on("tell")  # type: ignore[untyped-decorator]
def tell(room: str, times: int, size: int, skip_me: bool = False) -> int:
    """Tell a room 0, 1, 2 ... with a filler of so many characters."""
    for number in range(times):
        socketio.emit("told", (number, "x" * size), to=room, skip_sid=sid() if skip_me else None)
    return times


@socketio.on("tell_bytes")  # type: ignore[untyped-decorator]
def tell_bytes(room: str) -> None:
    socketio.emit("told", {"a": b"one", "b": b"two"}, to=room)


@socketio.on("mix")  # type: ignore[untyped-decorator]
def mix(room: str, size: int) -> tuple[int, str, str]:
    """Count one number to the room, one to the sender, and one as the answer."""
    socketio.emit("count", (next(counter), "the room", "x" * size), to=room)
    emit("count", (next(counter), "you alone", "x" * size))
    return next(counter), "the answer", "x" * size


@socketio.on("storm")  # type: ignore[untyped-decorator]
def storm(room: str, senders: int, times: int, size: int) -> None:
    """So many senders at once, each counting, with messages of many sizes."""

    def send(sender: int) -> None:
        for number in range(times):
            length = (sender * 7919 + number * 104_729) % size
            socketio.emit("gust", (sender, number, length, chr(97 + sender) * length), to=room)
            gevent.sleep(0)

    for sender in range(senders):
        gevent.spawn(send, sender)


@socketio.on("ask")  # type: ignore[untyped-decorator]
def ask(room: str) -> None:
    """Ask the room something that each of them answers."""
    socketio.emit("asked", "how are you", to=room, callback=lambda answer: heard.append(answer))


@socketio.on("kick")  # type: ignore[untyped-decorator]
def kick() -> None:
    server = socketio.server
    gevent.spawn(server.eio.disconnect, server.manager.eio_sid_from_sid(sid(), "/"))


if __name__ == "__main__":
    serve(app, "127.0.0.1", 0, ready=lambda port: print(port, flush=True))
