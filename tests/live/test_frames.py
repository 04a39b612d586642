"""What a WebSocket of ours promises, seen by clients that behave, and by some that do not."""

import json
import os
import queue
import selectors
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import socketio
import websocket
from engineio.async_drivers.gevent import _async as gevent_parts

from deliberate.live import driver
from deliberate.live.driver import Driver, install
from deliberate.live.frames import message_frame
from deliberate.live.manager import FrameManager
from tests.live.raw_websocket import BINARY, CLOSE, PING, PONG, SECONDS, TEXT, RawClient, client_frame, request

ROOT = Path(__file__).parents[2]
MEGABYTE = 1024 * 1024
BACKLOG_LIMIT = 16 * MEGABYTE
SMALL_BUFFER = 16_384


class App:
    """The app of frames_app.py in a process of its own."""

    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("frames_app.py")), str(BACKLOG_LIMIT)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def stop(self) -> int:
        """Ask it to stop; its exit code."""
        self.process.terminate()
        try:
            return self.process.wait(SECONDS)
        finally:
            self.process.kill()
            self.process.communicate()

    def state(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/state", timeout=SECONDS) as answer:
            state: dict[str, Any] = json.load(answer)
        return state

    def answer(self, raw: bytes) -> str:
        """What is answered to bytes sent as a request, up to the end of the headers."""
        with socket.create_connection(("127.0.0.1", self.port), SECONDS) as plain:
            plain.sendall(raw)
            answer = b""
            while b"\r\n\r\n" not in answer and (data := plain.recv(65_536)):
                answer += data
        return answer.partition(b"\r\n\r\n")[0].decode()


@pytest.fixture(scope="module")
def running() -> Iterator[App]:
    app = App()
    yield app
    app.stop()


@pytest.fixture
def app(running: App) -> Iterator[App]:
    """The app, without clients before the test; and nothing of them may be left after it."""
    yield running
    until(lambda: nothing_left(running.state()))


@pytest.fixture
def client(app: App) -> Iterator[RawClient]:
    with RawClient(app.port) as client:
        yield client.join()


def nothing_left(state: dict[str, Any]) -> bool:
    return not (state["clients"] or state["websockets"] or state["remembered"])


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


# The opening handshake


@pytest.mark.parametrize(
    "changes",
    [
        {"Sec_WebSocket_Version": "12"},
        {"Sec_WebSocket_Version": None},
        {"Sec_WebSocket_Key": None},
        {"Sec_WebSocket_Key": "c2hvcnQ="},
        {"Sec_WebSocket_Key": "not base64 at all!!!!!=="},
        {"Upgrade": "h2c"},
        {"Upgrade": None},
        {"Connection": "keep-alive"},
        {"Connection": None},
        {"version": "1.0"},
    ],
)
def test_a_handshake_that_is_not_one_is_refused_with_400(app: App, changes: dict[str, str | None]) -> None:
    answer = app.answer(request("/socket.io/?EIO=4&transport=websocket", **changes))
    assert answer.startswith("HTTP/1.1 400 "), answer


def test_a_refusal_names_the_version_that_is_spoken(app: App) -> None:
    answer = app.answer(request("/socket.io/?EIO=4&transport=websocket", Sec_WebSocket_Version="8"))
    assert "Sec-WebSocket-Version: 13" in answer


def test_it_proves_that_it_read_the_key_and_agrees_to_no_extension(app: App) -> None:
    key = "dGhlIHNhbXBsZSBub25jZQ=="  # the example of RFC 6455, section 1.3
    path = "/socket.io/?EIO=4&transport=websocket"
    answer = app.answer(request(path, Sec_WebSocket_Key=key, Sec_WebSocket_Extensions="permessage-deflate"))
    assert "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in answer
    assert "Extensions" not in answer


def test_a_frame_sent_together_with_the_handshake_is_not_lost(app: App) -> None:
    with RawClient(app.port, early=client_frame(TEXT, b"40") + client_frame(PING, b"early")) as client:
        assert client.read_frame() == (PONG, b"early")
        assert client.next_text().startswith("0{")
        assert client.next_text().startswith("40{")


def test_a_body_is_read_once_whatever_the_request_says_about_upgrades(app: App) -> None:
    body = b"GET /stolen HTTP/1.1\r\n\r\n"
    head = b"POST /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n"
    post = head + b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with socket.create_connection(("127.0.0.1", app.port), SECONDS) as plain:
        for _ in range(2):
            plain.sendall(post)
            answer = b""
            while not answer.endswith(body):
                data = plain.recv(65_536)
                assert data
                answer += data
            assert answer.startswith(b"HTTP/1.1 200 ")


# What clients send


def test_fragments_of_a_message_are_joined_and_a_ping_may_come_between_them(client: RawClient) -> None:
    whole = '420["hear","grüße und mehr"]'.encode()
    cut = whole.index(b"\xc3") + 1  # inside a character
    client.send_frame(TEXT, whole[:5], last=False)
    client.send_frame(0, b"", last=False)
    client.send_frame(PING, b"between")
    client.send_frame(0, whole[5:cut], last=False)
    client.send_frame(0, whole[cut:])
    assert client.read_frame() == (PONG, b"between")
    assert client.next_packet() == ("ack", [len("grüße und mehr")])


def test_a_message_may_be_as_large_as_engine_io_says(client: RawClient) -> None:
    words = "x" * (1_000_000 - len('420["hear",""]'))
    assert client.call("hear", words) == len(words)


@pytest.mark.parametrize("size", [1_000_001, 20 * MEGABYTE])
def test_an_oversized_message_is_closed_with_1009(client: RawClient, size: int) -> None:
    client.send_frame(TEXT, b"4" * size)
    assert client.expect_close()[0] == 1009
    client.send_frame(CLOSE, (1009).to_bytes(2, "big"))
    client.expect_end()


def test_a_message_that_only_grows_is_closed_with_1009_as_soon_as_it_is_too_large(client: RawClient) -> None:
    client.send_frame(TEXT, b"4", last=False)
    for _ in range(21):
        client.send_frame(0, b"4" * 50_000, last=False)
    assert client.expect_close()[0] == 1009


def test_the_limit_is_in_bytes_not_in_characters(client: RawClient) -> None:
    client.send_frame(TEXT, "€".encode() * 400_000)
    assert client.expect_close()[0] == 1009


def test_a_frame_that_announces_terabytes_is_not_waited_for(client: RawClient) -> None:
    head = bytes((0x80 | BINARY, 0x80 | 127)) + (1 << 42).to_bytes(8, "big") + b"mask"
    client.socket.sendall(head + b"." * 1_100_000)
    assert client.expect_close()[0] == 1009


def test_text_that_is_not_utf_8_is_closed_with_1007(client: RawClient) -> None:
    client.send_frame(TEXT, b'42["hear","\xff"]')
    assert client.expect_close()[0] == 1007


def test_an_unmasked_frame_is_refused(client: RawClient) -> None:
    client.send_frame(TEXT, b'42["hear","me"]', masked=False)
    assert client.expect_close()[0] == 1002


@pytest.mark.parametrize(
    ("opcode", "payload", "last"),
    [(PING, b"x" * 126, True), (PING, b"", False), (0, b"nothing to go on", True), (3, b"", True), (0x40, b"", True)],
    ids=["long ping", "ping in pieces", "stray continuation", "unknown opcode", "reserved bit"],
)
def test_a_frame_against_the_protocol_is_closed_with_1002(
    client: RawClient, opcode: int, payload: bytes, last: bool
) -> None:
    client.send_frame(opcode, payload, last)
    assert client.expect_close()[0] == 1002


def test_a_message_that_engine_io_cannot_read_ends_only_that_client(app: App, client: RawClient) -> None:
    for nonsense in (b"", b"nonsense", b"base64?", b"4" + b"[" * 200_000):
        with RawClient(app.port) as other:
            other.join().send_frame(TEXT, nonsense)
            assert other.expect_close()[0] == 1002
    until(lambda: app.state()["clients"] == 1)
    assert client.call("hear", "still here") == 10


def test_a_client_that_never_stops_sending_does_not_silence_the_others(app: App, client: RawClient) -> None:
    enough = threading.Event()

    def flood(flooder: RawClient) -> None:
        with flooder:
            while not enough.is_set():
                flooder.socket.sendall(pongs)

    pongs = client_frame(PONG, b"unasked") * 1000
    thread = threading.Thread(target=flood, args=(RawClient(app.port).join(),))
    thread.start()
    try:
        for number in range(10):
            assert client.call("hear", "x" * number) == number
    finally:
        enough.set()
        thread.join(SECONDS)


# Pings and the closing handshake


def test_a_ping_is_answered_with_what_it_carried(client: RawClient) -> None:
    client.send_frame(PING, b"")
    client.send_frame(PING, b"x" * 125)
    assert client.read_frame() == (PONG, b"")
    assert client.read_frame() == (PONG, b"x" * 125)


@pytest.mark.parametrize("payload", [b"", (1000).to_bytes(2, "big"), (3001).to_bytes(2, "big")])
def test_a_closing_handshake_is_answered_with_the_same_code(app: App, client: RawClient, payload: bytes) -> None:
    client.send_frame(CLOSE, payload + (b"I must go" if payload else b""))
    assert client.read_frame() == (CLOSE, payload)
    client.expect_end()
    until(lambda: nothing_left(app.state()))


def test_a_close_waits_for_what_was_sent_before_it(app: App) -> None:
    with RawClient(app.port, SMALL_BUFFER) as client:
        client.join().emit("tell", client.call("enter", "all")[0], 3, 2 * MEGABYTE)
        until(lambda: sum(app.state()["waiting"]) > 0)
        client.send_frame(CLOSE)
        for number in range(3):
            assert client.next_packet() == ("told", [number, "x" * 2 * MEGABYTE])
        assert client.read_frame() == (CLOSE, b"")
        client.expect_end()


def test_a_client_that_is_sent_away_hears_so_and_is_not_waited_for_long(app: App, client: RawClient) -> None:
    client.emit("kick")
    assert client.next_text() == "1"
    assert client.expect_close() == (1000, "")
    client.expect_end()  # though it never answered


def test_a_client_that_vanishes_is_forgotten(app: App) -> None:
    with RawClient(app.port) as client:
        client.join().call("enter", "all")
    until(lambda: nothing_left(app.state()))
    assert app.state()["gone"][-1] == "transport close"


# Slow readers


def test_a_paused_reader_gets_an_intact_stream_of_megabytes_afterwards(app: App, client: RawClient) -> None:
    with RawClient(app.port, SMALL_BUFFER) as slow:
        slow.join().call("enter", "all")
        client.call("enter", "all")
        client.emit("tell", "all", 4, 3 * MEGABYTE)
        for number in range(4):
            assert client.next_packet() == ("told", [number, "x" * 3 * MEGABYTE])
        until(lambda: max(app.state()["waiting"]) > 3 * MEGABYTE)
        client.emit("tell", "all", 500, 10)  # small ones queue behind
        for number in range(4):
            assert slow.next_packet() == ("told", [number, "x" * 3 * MEGABYTE])
        for number in range(500):
            assert slow.next_packet() == ("told", [number, "x" * 10])


def test_a_client_past_its_backlog_is_cut_off_while_the_others_keep_receiving(app: App, client: RawClient) -> None:
    with RawClient(app.port, SMALL_BUFFER) as slow:
        slow.join().call("enter", "all")
        client.call("enter", "all")
        for _ in range(10):
            client.emit("tell", "all", 1, 4 * MEGABYTE)
            assert client.next_packet() == ("told", [0, "x" * 4 * MEGABYTE])
        until(lambda: app.state()["websockets"] == 1)
        with pytest.raises((EOFError, ConnectionResetError)):
            [slow.next_packet() for _ in range(10)]
        until(lambda: app.state()["clients"] == 1)
        assert client.call("hear", "still here") == 10
        with RawClient(app.port) as again:  # and it may come back at once
            assert again.join().call("hear", "me again") == 8


def test_a_single_message_above_the_limit_still_arrives(app: App) -> None:
    with RawClient(app.port, SMALL_BUFFER) as slow:
        room = slow.join().call("enter", "all")[0]
        slow.emit("tell", room, 1, BACKLOG_LIMIT + MEGABYTE)
        name, (number, filler) = slow.next_packet()
        assert (name, number, len(filler)) == ("told", 0, BACKLOG_LIMIT + MEGABYTE)


# Order


@pytest.mark.parametrize(("size", "rounds"), [(0, 200), (20_000, 60)])
def test_emits_to_the_room_direct_emits_and_answers_come_in_the_order_they_were_made(
    app: App, size: int, rounds: int
) -> None:
    with RawClient(app.port, SMALL_BUFFER) as client, RawClient(app.port) as other:
        for each in (client, other):
            each.join().call("enter", "all")
        for number in range(rounds):
            client.emit("mix", "all", size, ack=number)
        packets = [client.next_packet()[1] for _ in range(3 * rounds)]
        numbers = [number for number, _, _ in packets]
        assert numbers == sorted(numbers)
        told = [packet for packet in packets if packet[1] == "the room"]
        assert [other.next_packet()[1] for _ in range(rounds)] == told
        assert {whom for _, whom, _ in packets} == {"the room", "you alone", "the answer"}


def test_frames_of_many_senders_at_once_are_never_mixed(app: App) -> None:
    with RawClient(app.port, SMALL_BUFFER) as slow, RawClient(app.port) as quick:
        for each in (slow, quick):
            each.join().call("enter", "all")
        slow.emit("storm", "all", 20, 10, 60_000)
        for each in (quick, slow):
            seen: dict[int, list[int]] = {}
            for _ in range(200):
                name, (sender, number, length, filler) = each.next_packet()
                assert (name, filler) == ("gust", chr(97 + sender) * length)
                seen.setdefault(sender, []).append(number)
            assert seen == {sender: list(range(10)) for sender in range(20)}


# Rooms


def test_two_hundred_clients_of_a_room_get_all_of_it_in_order(app: App) -> None:
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        crowd = [stack.enter_context(RawClient(app.port)).join() for _ in range(200)]
        for each in crowd:
            assert "all" in each.call("enter", "all")
        received: dict[socket.socket, bytes] = {}
        expected = b"".join(message_frame(f'42["told",{number},"{"x" * 300}"]') for number in range(20))
        for each in crowd[1:]:
            selector.register(each.socket, selectors.EVENT_READ)
            received[each.socket] = b""
        assert crowd[0].call("hear", "ready") == 5
        crowd[0].emit("tell", "all", 20, 300, True)
        end = time.monotonic() + SECONDS
        while any(len(without_pings(got)) < len(expected) for got in received.values()):
            assert time.monotonic() < end
            for key, _ in selector.select(1):
                assert isinstance(key.fileobj, socket.socket)
                received[key.fileobj] += key.fileobj.recv(65_536)
        assert all(without_pings(got) == expected for got in received.values())


def without_pings(received: bytes) -> bytes:
    return received.replace(message_frame("2"), b"")


def test_a_skipped_client_and_one_that_left_do_not_get_it(app: App, client: RawClient) -> None:
    with RawClient(app.port) as stays, RawClient(app.port) as leaves:
        for each in (client, stays, leaves):
            each.join() if each is not client else None
            each.call("enter", "all")
        assert "all" not in leaves.call("leave", "all")
        client.emit("tell", "all", 2, 1, True)
        assert [stays.next_packet()[1][0] for _ in range(2)] == [0, 1]
        for each in (client, leaves):
            assert each.call("hear", "a") == 1  # and nothing came before


def test_bytes_come_right_behind_the_event_they_belong_to(app: App, client: RawClient) -> None:
    client.call("enter", "all")
    client.emit("tell_bytes", "all")
    assert client.next_text() == '452-["told",{"a":{"_placeholder":true,"num":0},"b":{"_placeholder":true,"num":1}}]'
    assert client.read_frame() == (BINARY, b"one")
    assert client.read_frame() == (BINARY, b"two")


def test_a_question_to_the_room_is_answered_by_each(app: App, client: RawClient) -> None:
    client.call("enter", "all")
    client.emit("ask", "all")
    text = client.next_text()
    assert text.endswith('["asked","how are you"]')
    number = text[2 : text.index("[")]
    client.send_frame(TEXT, f'43{number}["well"]'.encode())
    until(lambda: "well" in app.state()["heard"])


# Clients as people have them


@pytest.mark.parametrize(
    "transports", [["websocket"], ["polling"], ["polling", "websocket"]], ids=["websocket", "polling", "upgraded"]
)
def test_socket_io_clients_work_on_every_transport(app: App, client: RawClient, transports: list[str]) -> None:
    told: queue.Queue[tuple[int, str]] = queue.Queue()
    other = socketio.Client(reconnection=False)
    other.on("told", lambda number, filler: told.put((number, filler)))
    other.connect(f"http://127.0.0.1:{app.port}", transports=transports, wait_timeout=SECONDS)
    try:
        assert other.transport() == transports[-1]
        for each in (other, client):
            assert "all" in each.call("enter", "all")
        client.emit("tell", "all", 10, 50)  # python-engineio takes no more than 16 packets from one poll
        assert [told.get(timeout=SECONDS) for _ in range(10)] == [(number, "x" * 50) for number in range(10)]
        assert other.call("hear", "x" * 100_000, timeout=SECONDS) == 100_000
    finally:
        other.disconnect()


def test_a_polling_client_gets_bytes_that_a_websocket_of_the_room_gets_too(app: App, client: RawClient) -> None:
    told: queue.Queue[dict[str, bytes]] = queue.Queue()
    polling = socketio.Client(reconnection=False)
    polling.on("told", told.put)
    polling.connect(f"http://127.0.0.1:{app.port}", transports=["polling"], wait_timeout=SECONDS)
    try:
        for each in (polling, client):
            each.call("enter", "all")
        client.emit("tell_bytes", "all")
        assert told.get(timeout=SECONDS) == {"a": b"one", "b": b"two"}
    finally:
        polling.disconnect()


def test_a_polling_client_past_its_backlog_is_cut_off_while_the_others_keep_receiving(
    app: App, client: RawClient
) -> None:
    address = f"http://127.0.0.1:{app.port}/socket.io/?EIO=4&transport=polling"
    with urllib.request.urlopen(address) as answer:
        sid = json.loads(answer.read()[1:])["sid"]
    address += f"&sid={sid}"
    for said in (b"40", b'42["enter","hall"]'):
        with urllib.request.urlopen(urllib.request.Request(address, data=said)):
            pass
    client.call("enter", "hall")
    for _ in range(10):
        client.emit("tell", "hall", 1, 4 * MEGABYTE)
        assert client.next_packet() == ("told", [0, "x" * 4 * MEGABYTE])
    until(lambda: app.state()["clients"] == 1)
    with pytest.raises(urllib.error.HTTPError), urllib.request.urlopen(address):
        pass
    assert client.call("hear", "still here") == 10


def test_a_polling_client_whose_upgrade_fails_stays_a_polling_client(app: App) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{app.port}/socket.io/?EIO=4&transport=polling") as answer:
        sid = json.loads(answer.read()[1:])["sid"]
    refused = app.answer(request(f"/socket.io/?EIO=4&transport=websocket&sid={sid}", Sec_WebSocket_Version="7"))
    assert refused.startswith("HTTP/1.1 400 ")
    with RawClient(app.port, sid=sid) as client:
        client.send_frame(TEXT, b"2not the probe")
        assert client.expect_close()[0] == 1002
    with RawClient(app.port, sid=sid) as client:
        twice = app.answer(request(f"/socket.io/?EIO=4&transport=websocket&sid={sid}"))
        assert twice.startswith("HTTP/1.1 400 ")
        client.send_frame(TEXT, b"2probe")
        assert client.read_frame() == (TEXT, b"3probe")
        client.send_frame(TEXT, b"5")
        assert client.connect().call("hear", "at last") == 7


def test_a_strict_websocket_client_agrees_with_every_frame(app: App) -> None:
    strict = websocket.create_connection(
        f"ws://127.0.0.1:{app.port}/socket.io/?EIO=4&transport=websocket", timeout=SECONDS
    )
    try:
        assert str(strict.recv()).startswith("0{")
        strict.send("40")
        assert str(strict.recv()).startswith("40{")
        strict.ping("are you there")
        assert strict.recv_data(control_frame=True) == (PONG, b"are you there")
    finally:
        strict.close(timeout=SECONDS)


# The server


def test_a_server_that_stops_says_goodbye_and_exits_cleanly() -> None:
    app = App()
    with RawClient(app.port) as client:
        client.join()
        app.process.terminate()
        assert client.expect_close() == (1001, "the server is stopping")
        client.send_frame(CLOSE, (1001).to_bytes(2, "big"))
        client.expect_end()
    assert app.stop() == 0


# Rooms and releases, without a network


class Unscannable(dict[Any, Any]):
    """Rooms that may be looked up but not looked through."""

    def _refuse(self, *_: object) -> Any:
        raise AssertionError("all rooms were scanned")

    copy = items = keys = values = __iter__ = _refuse


def test_leaving_looks_at_no_room_but_ones_own() -> None:
    manager = FrameManager()
    for number in range(3):
        manager.basic_enter_room(f"c{number}", "/members", None, eio_sid=f"e{number}")
        manager.basic_enter_room(f"c{number}", "/members", f"c{number}")
        manager.basic_enter_room(f"c{number}", "/members", "group")
    manager.rooms["/members"] = Unscannable(manager.rooms["/members"])
    manager.pending_disconnect["/members"] = ["c0"]
    assert sorted(manager.get_rooms("c0", "/members")) == ["c0", "group"]
    manager.basic_disconnect("c0", "/members")
    assert manager.get_rooms("c0", "/members") == []
    assert dict(manager.get_participants("/members", "group")) == {"c1": "e1", "c2": "e2"}
    assert manager.pending_disconnect == {}


def test_a_closed_room_is_forgotten_by_those_who_were_in_it() -> None:
    manager = FrameManager()
    manager.basic_enter_room("c", "/members", None, eio_sid="e")
    manager.basic_enter_room("c", "/members", "group")
    manager.close_room("group", "/members")
    assert manager.get_rooms("c", "/members") == []


def engine(**changes: Any) -> Any:
    return SimpleNamespace(**{"async_mode": "gevent", "_async": gevent_parts, **changes})


def test_the_driver_is_put_into_the_table_of_that_server_alone_and_twice_is_once() -> None:
    server = engine()
    install(server)
    install(server, backlog_limit=1)
    assert server._async["websocket"].func is Driver
    assert server._async["websocket"].keywords == {"backlog_limit": 1}
    assert gevent_parts["websocket"] is not server._async["websocket"]


def test_it_does_not_start_on_a_release_it_was_not_written_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(driver.KNOWN, "python-engineio", "4.15.0")
    with pytest.raises(RuntimeError, match=r"python-engineio 4\.15\.1 is installed"):
        install(engine())


@pytest.mark.parametrize("changes", [{"async_mode": "threading"}, {"_async": {"websocket": object}}])
def test_it_does_not_start_where_the_table_is_another(changes: dict[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="gevent"):
        install(engine(**changes))


def test_the_releases_it_knows_are_the_ones_that_are_required() -> None:
    required = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    for package, release in driver.KNOWN.items():
        assert f"{package}=={release}" in required
