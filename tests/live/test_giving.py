"""Commands up a socket: the door that requests come through, with the same rights, keys and words."""

import secrets
from typing import Any

import pytest
import requests

from tests.cast import GROUP
from tests.live.conftest import Place
from tests.live.typist import Line, until


def command(name: str, data: object, key: str = "") -> dict[str, Any]:
    return {"name": name, "data": data, "key": key or secrets.token_hex(8)}


def over_http(place: Place, who: str, name: str, data: object, key: str, **headers: str) -> dict[str, Any]:
    cookie, token = place._signed_in(who)
    found: dict[str, Any] = requests.post(
        f"{place.url}/api/groups/{GROUP}/commands/{name}",
        json=data,
        headers={"Cookie": cookie, "X-CSRFToken": token, "Idempotency-Key": key, **headers},
        timeout=20,
    ).json()
    return found


def head(place: Place) -> int:
    return int(place.read("Sam", "snapshot")["seq"])


def test_a_command_is_done_and_everyone_is_told(place: Place) -> None:
    chair, member = place.line("Clara"), place.line("Gita")
    answer = chair.ask("command", command("agenda.add", {"title": "Up the socket"}))
    assert (answer["ok"], answer["seq"]) == (True, head(place))
    item = f"item/{answer['made']['item']}"
    until(lambda: any(item in entry.get("changes", {}) for told in member.of("entries") for entry in told["entries"]))
    assert place.room.record(item)["title"] == "Up the socket"


def test_the_same_key_is_given_the_same_receipt_whichever_way_it_comes(place: Place) -> None:
    chair, data = place.line("Clara"), {"title": "Once"}
    first = chair.ask("command", command("agenda.add", data, "up-then-http"))
    assert over_http(place, "Clara", "agenda.add", data, "up-then-http") == first
    second = over_http(place, "Clara", "agenda.add", data, "http-then-up")
    assert chair.ask("command", command("agenda.add", data, "http-then-up")) == second
    assert chair.ask("command", command("agenda.add", {"title": "Else"}, "up-then-http"))["code"] == "key_reused"


def test_who_may_not_is_refused_in_the_same_words(place: Place) -> None:
    before = head(place)
    for who, data in (("Gita", {"title": "Mine"}), ("Clara", {"title": ""}), ("Clara", {"nonsense": 1})):
        up = place.line(who).ask("command", command("agenda.add", data))
        assert up == over_http(place, who, "agenda.add", data, secrets.token_hex(8))
        assert up["ok"] is False
        assert up["message"]
    assert head(place) == before


def test_a_refusal_is_in_the_language_of_the_page(place: Place) -> None:
    line = Line(place.url, place._signed_in("Gita")[0])
    place.lines.append(line)
    line.headers = {"Accept-Language": "fr"}
    said = line.connect().ask("command", command("agenda.add", {"title": "Mine"}))["message"]
    french = over_http(place, "Gita", "agenda.add", {"title": "Mine"}, "k", **{"Accept-Language": "fr"})["message"]
    english = over_http(place, "Gita", "agenda.add", {"title": "Mine"}, "k")["message"]
    assert said == french != english


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (None, "bad_data"),
        ({}, "bad_data"),
        ({"name": 1, "data": {}, "key": "k"}, "bad_data"),
        ({"name": "agenda.add", "data": {"title": "x"}}, "bad_data"),
        ({"name": "agenda.add", "data": [], "key": "k"}, "bad_data"),
        ({"name": "agenda.add", "data": {"title": "x"}, "key": ""}, "key_missing"),
        ({"name": "nothing.such", "data": {}, "key": "k"}, "unknown_command"),
        ({"name": "draft.settle", "data": {}, "key": "k"}, "unknown_command"),
        ({"name": "group.create", "data": {}, "key": "k"}, "unknown_command"),
    ],
)
def test_what_is_no_command_of_the_group_is_refused(said: object, code: str, place: Place) -> None:
    before = head(place)
    assert place.line("Clara").ask("command", said)["code"] == code
    assert head(place) == before


def test_who_has_not_joined_gives_no_command(place: Place) -> None:
    line = Line(place.url, place._signed_in("Clara")[0])
    place.lines.append(line)
    answer = line.connect(join=False).ask("command", command("agenda.add", {"title": "From outside"}))
    assert answer["code"] == "not_joined"


def test_who_signs_out_everywhere_gives_no_command_up_an_old_socket(place: Place) -> None:
    line, before = place.line("Omar"), head(place)
    cookie, token = place._signed_in("Omar")
    signed_out = requests.post(
        f"{place.url}/api/commands/account.sign_out_everywhere",
        json={},
        headers={"Cookie": cookie, "X-CSRFToken": token, "Idempotency-Key": "out"},
        timeout=20,
    )
    assert signed_out.json()["ok"]
    until(lambda: line.of("again"))
    answered: list[dict[str, Any]] = []
    line.send("command", command("floor.ask", {"kind": "statement"}), answered.append)
    place.line("Gita")  # it has joined, so what came before was heard
    assert answered == []
    assert head(place) == before


def test_the_gallery_hears_no_command(place: Place) -> None:
    before = head(place)
    line = Line(place.url, place._signed_in("Clara")[0], "/gallery")
    place.lines.append(line)
    line.connect()
    answered: list[dict[str, Any]] = []
    line.send("command", command("agenda.add", {"title": "From the gallery"}), answered.append)
    assert line.ask("join", {"group": GROUP, "after": before})["ok"]
    assert not [each for each in answered if each]
    assert head(place) == before


def test_a_link_comes_as_a_whole_address(place: Place) -> None:
    asked = {"email": "new@site.example", "name": "New", "office": "secretariat", "title": ""}
    made = place.line("Sam").ask("command", command("people.invite", asked))["made"]
    assert made["link"].startswith(("http://", "https://"))
    assert made["sent"] is False


def test_who_gives_too_many_is_told_to_wait_and_nobody_else_is(place: Place) -> None:
    line = place.line("Otto")
    answers: list[dict[str, Any]] = []
    for _ in range(130):
        line.send("command", command("nothing.such", {}), answers.append)
    until(lambda: len(answers) == 130)
    assert [each["code"] for each in answers[:100]] == ["unknown_command"] * 100
    assert answers[-1]["code"] == "too_often"
    assert place.line("Clara").ask("command", command("agenda.add", {"title": "Still heard"}))["ok"]


def test_commands_of_one_client_are_done_in_the_order_in_which_it_gave_them(place: Place) -> None:
    line = place.line("Clara")
    answers: list[dict[str, Any]] = []
    for number in range(40):
        line.send("command", command("agenda.add", {"title": f"Item {number}"}), answers.append)
    until(lambda: len(answers) == 40)
    assert [each["seq"] for each in answers] == sorted(each["seq"] for each in answers)
    titles = [place.room.record(f"item/{each['made']['item']}")["title"] for each in answers]
    assert titles == [f"Item {number}" for number in range(40)]


def test_who_goes_away_with_commands_under_way_harms_nobody(place: Place) -> None:
    line = place.line("Clara")
    for number in range(30):
        name = "agenda.add" if number % 2 else "nothing.such"
        line.send("command", command(name, {"title": f"Left {number}"}), lambda _: None)
    line.drop()
    later = place.line("Clara").ask("command", command("agenda.add", {"title": "Here"}))
    assert later["ok"]
    told = place.read("Sam", "entries?after=0")["entries"]
    assert [each["seq"] for each in told] == list(range(1, len(told) + 1))
