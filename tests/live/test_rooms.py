"""Who hears what: live rooms as clients meet them, with a server in a process of its own."""

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from deliberate.journal import spine
from deliberate.store.journal import Journal
from tests.cast import GROUP, Room
from tests.commands.conftest import Hasty, copy_of
from tests.live.listener import GALLERY, MEMBERS, Listener
from tests.live.raw_websocket import RawClient
from tests.serving import Caller, Serving, numbers, run, serving

OLD_ENTRIES = 600
"""More than are sent at once: whoever was away that long takes a snapshot."""

SOON = 5.0
"""Seconds within which the rooms hear of what the command line wrote: it looks once a second, on a busy machine."""


class Place:
    """A running server, and everyone of the cast at its door."""

    def __init__(self, server: Serving, people: dict[str, str | None]) -> None:
        self.server = server
        self.people = people

    def caller(self, name: str | None = None, generation: int = 1) -> Caller:
        """Somebody over HTTP."""
        return self.server.as_person(None if name is None else self.people[name], generation)

    def member(self, name: str, group: str = GROUP) -> Listener:
        """Somebody who listens as a member."""
        return Listener(self.caller(name), MEMBERS, group)

    def observer(self, name: str | None = None, group: str = GROUP) -> Listener:
        """Somebody who listens in the gallery."""
        return Listener(self.caller(name), GALLERY, group)

    def give(self, name: str, command: str, **data: Any) -> int:
        """A command is done; the number of its entry."""
        return int(self.caller(name).do(command, **data)["seq"])

    def of(self, noun: str) -> list[dict[str, Any]]:
        """All records of a noun, as an officer has them."""
        records = self.caller("Sam").get("snapshot")["records"]
        return [record for key, record in records.items() if key.startswith(f"{noun}/")]

    def ids(self, noun: str) -> list[int]:
        """The ids of all records of a noun."""
        return sorted(record["id"] for record in self.of(noun))


@pytest.fixture(scope="module")
def place(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A statement in negotiation, an amendment tabled, Olga co-chair as well as on her seat, and a long past."""
    var = tmp_path_factory.mktemp("rooms")
    room = copy_of(*founded, var / "deliberate.db", Hasty)
    room.amended()
    room.do("Sam", "office.appoint", person=room.people["Olga"], office="cochair", title="")
    with room.database.writing() as session:
        spine.watch(session)
        journal = session.get_one(Journal, room.journal_id)
        for _ in range(OLD_ENTRIES):
            spine.append(session, journal, happened="seat.checked_in", actor=None, at=room.now, facts={})
    room.database.engine.dispose()
    with serving(var) as server:
        yield Place(server, room.people)


@pytest.fixture
def question(place: Place) -> Iterator[int]:
    """A vote on the amendment is open, and void in the end."""
    question = int(place.caller("Clara").do("vote.open", about=amendment(place))["made"]["question"])
    yield question
    if any(each["id"] == question and each["state"] == "open" for each in place.of("question")):
        place.give("Clara", "question.void", question=question, reason="The test is over.")


def amendment(place: Place) -> dict[str, Any]:
    """A new amendment, to be put to a vote, in words on which nothing was decided yet."""
    text = place.of("paragraph")[0]
    changed = {
        "kind": "replace",
        "text": f"{text['text']} Always, says {next(numbers)}.",
        "revision": text["revision"],
        "reason": "More.",
    }
    made = place.caller("Olga").do("amendment.table", paragraph=text["id"], **changed)["made"]
    return {"type": "amendment", "id": made["amendment"]}


# Joining


def test_joining_answers_with_the_entries_missed(place: Place) -> None:
    with place.member("Gita") as gita:
        for title in ("One", "Two"):
            last = place.give("Clara", "agenda.add", title=title)
        gita.reach(last)
        answer = gita.join({"group": GROUP, "after": last - 2})
    assert [entry["seq"] for entry in answer["entries"]] == [last - 1, last]
    assert answer["ok"] is True
    assert answer["me"]["seat"] == "G-1"
    assert answer["now"].endswith("Z")
    assert answer["turnout"] == []


def test_joining_with_the_last_entry_answers_with_none(place: Place) -> None:
    with place.member("Gita") as gita:
        assert gita.join({"group": GROUP, "after": gita.seq})["entries"] == []


@pytest.mark.parametrize("after", [0, 10**6, 2**53, 2**80])
def test_who_is_too_far_behind_or_ahead_takes_a_snapshot(after: int, place: Place) -> None:
    with place.member("Gita") as gita, place.observer() as observer:
        for listener in (gita, observer):
            assert listener.join({"group": GROUP, "after": after}) == {"ok": True, "resync": True}
        last = place.give("Clara", "agenda.add", title="Heard")
        gita.reach(last)
        observer.reach(last)


@pytest.mark.parametrize(
    "asked",
    [
        (),
        (None,),
        ([],),
        ("harbour",),
        (7,),
        ({},),
        ({"group": GROUP},),
        ({"after": 0},),
        ({"group": 1, "after": 0},),
        ({"group": GROUP, "after": -1},),
        ({"group": GROUP, "after": "1"},),
        ({"group": GROUP, "after": True},),
        ({"group": GROUP, "after": 1.0},),
        ({"group": GROUP, "after": None},),
        ({"group": GROUP, "after": 0}, "more"),
        ({"group": b"harbour", "after": 0},),
    ],
)
def test_a_join_of_another_shape_is_refused(asked: tuple[Any, ...], place: Place) -> None:
    with place.member("Gita") as gita, place.observer() as observer:
        for listener in (gita, observer):
            answer = listener.join(*asked)
            assert (answer["ok"], answer["code"]) == (False, "bad_data")


@pytest.mark.parametrize("group", ["atlantis", "site", "", "\x00", "x" * 100_000])
def test_a_group_that_is_not_there_cannot_be_joined(group: str, place: Place) -> None:
    with place.member("Gita") as gita:
        answer = gita.join({"group": group, "after": 0})
        assert (answer["ok"], answer["code"]) == (False, "not_found")


def test_members_sign_in_first(place: Place) -> None:
    assert Listener(place.caller(), MEMBERS).turned_away() == "connect_error"


def test_a_cookie_of_nobody_does_not_let_in(place: Place) -> None:
    for forged in (place.caller("Gita", generation=7), place.caller()):
        forged.cookie = forged.cookie or "session=eyJfdXNlcl9pZCI6IngifQ.aaaa.bbbb"
        assert Listener(forged, MEMBERS).turned_away() == "connect_error"


def test_who_takes_no_part_is_shown_to_the_gallery(place: Place) -> None:
    for name in ("Nora", "Vera"):
        assert place.member(name).turned_away() == "not_allowed"
        with place.observer(name) as there:
            assert there.joins == 1


@pytest.mark.parametrize(
    ("origin", "status"),
    [(None, 200), ("ours", 200), ("http://evil.test", 400), ("null", 400), ("https://127.0.0.1", 400)],
)
def test_only_our_own_pages_may_listen(origin: str | None, status: int, place: Place) -> None:
    headers = {} if origin is None else {"Origin": place.server.address if origin == "ours" else origin}
    answer = requests.get(f"{place.server.address}/socket.io/?EIO=4&transport=polling", headers=headers, timeout=9)
    assert answer.status_code == status


def test_a_page_reached_by_another_name_of_the_machine_may_listen_too(place: Place) -> None:
    here = f"localhost:{place.server.port}"
    headers = {"Origin": f"http://{here}", "Host": here}
    answer = requests.get(f"{place.server.address}/socket.io/?EIO=4&transport=polling", headers=headers, timeout=9)
    assert answer.status_code == 200


# A burst


def test_everyone_hears_exactly_what_they_may_while_everything_happens_at_once(place: Place) -> None:
    """Two hundred commands from seven people; six kinds of reader, and lines that break in the midst of it."""
    with ExitStack() as open_:
        listeners = {
            name: open_.enter_context(listener)
            for name, listener in {
                "a stranger in the gallery": place.observer(),
                "an observer in the gallery": place.observer("Vera"),
                "the associate": place.member("Ana"),
                "the secretariat": place.member("Sam"),
                "a seat": place.member("Gita"),
                "its alternate": place.member("Alba"),
                "a co-chair on a seat": place.member("Olga"),
                "a seat whose line breaks": place.member("George"),
                "an observer whose line breaks": place.observer(),
            }.items()
        }
        breaking = [listener for name, listener in listeners.items() if "breaks" in name]
        for listener in breaking:
            listener.joins = 0
        watched = listeners["the secretariat"].records
        actors = [Actor(place, name, seed, watched) for seed, name in enumerate(WHAT)]
        for actor in actors:
            actor.start()
        while any(actor.is_alive() for actor in actors) or any(listener.joins < 2 for listener in breaking):
            for listener in breaking:
                listener.drop()
            time.sleep(0.4)
        finish(place)
        assert [actor.failed for actor in actors] == [None] * len(actors)
        assert sum(actor.done for actor in actors) >= 150, [actor.refused for actor in actors]
        last = place.caller("Sam").get("snapshot")["seq"]
        for name, listener in listeners.items():
            listener.reach(last)
            assert listener.records == listener.snapshot()["records"], name
            assert listener.fresh == 1, f"{name} had to start again"
            if listener not in breaking:
                assert listener.gaps == 0, f"{name} was not told everything"


WHAT: dict[str, list[str]] = {
    "Clara": ["agenda", "call", "end", "doors", "open", "close"],
    "Gita": ["ask", "withdraw", "cast", "out", "in", "table"],
    "Olga": ["ask", "withdraw", "cast", "table", "agenda"],
    "George": ["ask", "withdraw", "cast", "in"],
    "Omar": ["ask", "cast", "table", "out", "in"],
    "Otto": ["ask", "withdraw", "cast", "table", "in"],
    "Sam": ["describe"],
}
"""What each of them does, over and over, as chance has it."""

TRIES = 32


class Actor(threading.Thread):
    """One of the cast, doing one thing after another. What is out of place is refused, as in any meeting."""

    def __init__(self, place: Place, name: str, seed: int, records: dict[str, Any]) -> None:
        super().__init__(name=name)
        self._caller = place.caller(name)
        self._person = place.people[name]
        self._records = records
        self._what = random.Random(seed)
        self.done, self.refused = 0, [""]
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            for _ in range(TRIES):
                name, data = self._what.choice(self._possible())
                answer = self._caller.give(name, **data)
                assert answer.status_code < 500, answer.text
                self.done += answer.status_code == 200
                if answer.status_code != 200:
                    self.refused.append(f"{name}: {answer.json()['message']}")
        except BaseException as failed:  # noqa: BLE001 - it is raised where the thread is joined
            self.failed = failed

    def _possible(self) -> list[tuple[str, dict[str, Any]]]:
        """What is possible now, as far as this person can see."""
        of: dict[str, list[dict[str, Any]]] = {}
        for key, record in list(self._records.items()):
            of.setdefault(key.partition("/")[0], []).append(record)
        person, chance = self._person, self._what
        put = [{"question": each["id"]} for each in of.get("question", []) if each["state"] == "open"]
        speaks = any(each["ended_at"] is None for each in of.get("speech", []))
        mine = [{"request": each["id"]} for each in of.get("request", []) if each["person"] == person]
        here = any(each["person"] == person and each["left_at"] is None for each in of.get("attendance", []))
        tabled = [each["id"] for each in of.get("amendment", []) if each["state"] == "tabled"]
        sitting = next(each for each in of["sitting"] if each["state"] == "open")
        text = chance.choice([each for each in of["paragraph"] if each["state"] == "open"])
        change = {"kind": "replace", "paragraph": text["id"], "revision": text["revision"], "reason": "More."}
        about = {"type": "amendment", "id": chance.choice(tabled)} if tabled else None
        nothing: dict[str, Any] = {}
        possible: dict[str, list[tuple[str, dict[str, Any]]]] = {
            "agenda": [("agenda.add", {"title": f"Item {chance.random()}"})],
            "call": [("floor.call", nothing)] * (bool(of.get("request")) and not speaks and not put),
            "end": [("floor.end", nothing)] * speaks,
            "doors": [("sitting.set_private", {"private": not sitting["private"]})] * (not put),
            "open": [("vote.open", {"about": about, "title": "A question"})] * (not put) * 2,
            "close": [("vote.close", each) for each in put],
            "cast": [("vote.cast", {**each, "choice": chance.choice(CHOICES)}) for each in put] * 4,
            "ask": [("floor.ask", {"note": "«À propos» · 关于"})] * (here and not mine and not put),
            "withdraw": [("floor.withdraw", each) for each in mine],
            "out": [("presence.check_out", nothing)] * (here and not put),
            "in": [("presence.check_in", nothing)] * (not here) * 5,
            "table": [("amendment.table", {**change, "text": f"{text['text']} {chance.random()}"})] * (not put),
            "describe": [("group.update", {**DESCRIBED, "title": f"Harbours {chance.random()}", "public": True})],
        }
        return [each for what in WHAT[self.name] for each in possible[what]] or possible["agenda"]


CHOICES = ("for", "against", "abstain")
DESCRIBED: dict[str, Any] = {"title": "Harbours", "mandate": "", "timezone": "UTC", "language": "en"}


def finish(place: Place) -> None:
    """No question, open doors, and everyone of before checked in."""
    for each in place.of("question"):
        if each["state"] == "open":
            place.give("Clara", "question.void", question=each["id"], reason="The test is over.")
    place.caller("Clara").give("sitting.set_private", private=False)
    for name in ("Gita", "Olga", "George", "Omar", "Otto"):
        place.caller(name).give("presence.check_in")


# A gap


def test_who_misses_a_frame_asks_for_what_lies_between(place: Place) -> None:
    with place.member("Gita") as gita:
        gita.deaf = True
        for number in range(3):
            lost = place.give("Clara", "agenda.add", title=f"Lost {number}")
        gita.until(lambda: gita.heard.count("entries") == 3)
        gita.deaf = False
        gita.reach(place.give("Clara", "agenda.add", title="After the gap"))
        assert gita.gaps == 1
        assert [entry["seq"] for entry in gita.entries] == [lost - 2, lost - 1, lost, lost + 1]


# Votes


def test_a_ballot_reaches_its_own_seat_alone_before_the_close(place: Place, question: int) -> None:
    with ExitStack() as open_:
        listeners = {name: open_.enter_context(place.member(name)) for name in ("Gita", "Alba", "Olga", "Clara", "Ana")}
        observer = open_.enter_context(place.observer())
        last = place.give("Gita", "vote.cast", question=question, choice="against")
        key = f"ballot/{question}.G-1"
        for name in ("Gita", "Alba"):
            assert listeners.pop(name).reach(last).records[key]["choice"] == "against"
        for listener in (*listeners.values(), observer):
            assert listener.reach(last).last() == {"seq": last}
            listener.until(lambda listener=listener: listener.turnouts)
            assert listener.turnouts[-1]["question"] == question
            assert listener.turnouts[-1]["cast"] == 1
            assert set(listener.turnouts[-1]) == {"question", "cast", "of"}
        closed = place.give("Clara", "vote.close", question=question)
        for listener in (*listeners.values(), observer):
            assert listener.reach(closed).records[key]["choice"] == "against"


def test_a_late_comer_is_told_the_turnout_and_no_choice(place: Place, question: int) -> None:
    last = place.give("Olga", "vote.cast", question=question, choice="for")
    with place.observer() as observer, place.member("Gita") as gita:
        for listener in (observer, gita):
            answer = listener.join({"group": GROUP, "after": last - 1})
            assert answer["entries"] == [{"seq": last}]
            (count,) = answer["turnout"]
            assert count["cast"] == 1


def test_a_vote_behind_closed_doors_is_not_heard_of_outside(place: Place) -> None:
    with place.observer() as observer, place.member("Ana") as ana:
        place.give("Clara", "sitting.set_private", private=True)
        try:
            question = int(place.caller("Clara").do("vote.open", about=amendment(place))["made"]["question"])
            place.give("Gita", "vote.cast", question=question, choice="for")
            last = place.give("Clara", "question.void", question=question, reason="Enough.")
            ana.reach(last)
            ana.until(lambda: ana.turnouts)
            observer.reach(last)
            assert all(entry == {"seq": entry["seq"]} for entry in observer.entries[-3:])
            assert observer.turnouts == []
        finally:
            last = place.give("Clara", "sitting.set_private", private=False)
        assert observer.reach(last).records == observer.snapshot()["records"]


# Rights that end


def test_who_loses_a_seat_is_cut_at_once_and_comes_back_as_what_they_are(place: Place, question: int) -> None:
    with place.member("Gus") as gus, place.member("Gita") as gita:
        last = place.give("Sam", "seat.vacate", seat="G-3")
        gus.until(lambda: "disconnect" in gus.heard)
        assert gus.heard[-2:] == ["again", "disconnect"]
        gita.reach(place.give("Clara", "agenda.add", title="Not for Gus"))
        time.sleep(0.2)
        assert gus.seq < last
        answer = place.caller("Gus").http.get(f"{place.server.address}/api/groups/{GROUP}/snapshot", timeout=9).json()
        assert answer["me"]["seat"] is None


def test_a_revoked_account_hears_nothing_more_anywhere(place: Place) -> None:
    with place.member("Omar") as omar, place.observer("Omar") as in_gallery:
        person = place.people["Omar"]
        place.caller("Ada").do("account.revoke", group=None, person=person)
        for listener in (omar, in_gallery):
            listener.until(lambda listener=listener: "disconnect" in listener.heard)
        place.give("Clara", "agenda.add", title="Not for Omar")
        time.sleep(0.2)
        assert omar.entries == []
        place.caller("Ada").do("account.restore", group=None, person=person)


def test_signing_out_everywhere_ends_what_one_hears(place: Place) -> None:
    with place.member("Remi") as remi, place.member("Gita") as gita:
        place.caller("Remi").do("account.sign_out_everywhere", group=None)
        remi.until(lambda: "disconnect" in remi.heard)
        last = place.give("Clara", "agenda.add", title="Not for Remi")
        gita.reach(last)
        assert remi.entries == []
        assert place.member("Remi").turned_away() == "connect_error"


def test_a_group_that_closes_its_doors_is_not_heard_of_outside(place: Place) -> None:
    with place.observer() as stranger, place.observer("Vera") as vera, place.observer("Gita") as gita:
        last = place.give("Sam", "group.update", **DESCRIBED, public=False)
        try:
            stranger.until(lambda: "disconnect" in stranger.heard)
            assert stranger.entries == []
            for listener in (vera, gita):
                listener.reach(last)
                assert "again" not in listener.heard
            assert place.observer().turned_away() == "not_found"
        finally:
            place.give("Sam", "group.update", **DESCRIBED, public=True)


# The gallery is read only, by construction


NAMES = [
    "floor.ask",
    "vote.cast",
    "connect",
    "disconnect",
    "connect_error",
    "entries",
    "again",
    "turnout",
    "message",
    "json",
    "*",
    "",
    "__class__",
    "joins",
]
PAYLOADS: list[Any] = [None, {}, {"group": GROUP, "after": 0}, "x", [[[]]], 10**30, {"__proto__": 1}]


def test_nothing_that_an_observer_sends_is_answered_or_changes_anything(place: Place) -> None:
    before = place.caller("Sam").get("snapshot")
    answers: list[Any] = []
    with place.observer("Vera") as vera, place.observer() as stranger:
        for listener in (vera, stranger):
            for name in NAMES:
                for payload in PAYLOADS:
                    listener.client.emit(
                        name, payload, namespace=GALLERY, callback=lambda *answer: answers.append(answer)
                    )
            listener.join({"group": GROUP, "after": listener.seq})
    assert all(answer == () for answer in answers), "at most an empty sign that it was heard"
    assert place.caller("Sam").get("snapshot")["records"] == before["records"]
    assert place.caller("Sam").get("snapshot")["seq"] == before["seq"]


RAW = [
    '42/gallery,7["floor.ask",{"kind":"statement"}]',
    '42/members,7["join",{"group":"harbour","after":0}]',
    '42/members,7["floor.ask",{}]',
    '427["join",{"group":"harbour","after":0}]',
    '42/nowhere,7["join",{"group":"harbour","after":0}]',
    '42/gallery,7[{"a":1}]',
    "42/gallery,7[[]]",
    "42/gallery,7[null]",
    "42/gallery,7[7]",
    "42/gallery,7[]",
    "42/gallery,7{}",
    '42/gallery,7"join"',
    "42/gallery,7",
    "42/gallery,{",
    "42/gallery," + "[" * 50_000,
    '42/gallery,7["join",{"group":"harbour","after":' + "9" * 5_000 + "}]",
    '42/gallery,7["join",NaN]',
    "43/gallery,7[]",
    "43/members,7[]",
    '44/gallery,{"message":"no"}',
    "40/members,",
    '40/members,{"token":"x"}',
    "40/gallery,",
    "40/nowhere,",
    "40",
    "41/members,",
    '451-/gallery,7["join",{"_placeholder":true,"num":0}]',
    '451-/members,7["join",{"_placeholder":true,"num":0}]',
    '4599999999999-/gallery,7["join"]',
    "46",
    "49",
    "4",
    "4x",
]


@pytest.mark.parametrize("message", RAW)
def test_a_message_that_is_none_changes_nothing_and_is_not_answered_with_data(message: str, place: Place) -> None:
    before = place.caller("Sam").get("snapshot")["seq"]
    with RawClient(place.server.port) as raw:
        assert raw.next_text().startswith("0{")
        raw.send_frame(1, b"40/gallery,")
        assert raw.next_text().startswith("40/gallery,{")
        raw.send_frame(1, message.encode())
        if message.startswith("451-"):
            raw.send_frame(2, b"the attachment")
        raw.send_frame(1, b'42/gallery,99["join",{"group":"harbour","after":1000000}]')
        told: list[str] = []
        try:
            while not (told and told[-1].startswith("43/gallery,99")):
                told.append(raw.next_text())
        except (ConnectionError, AssertionError, TimeoutError):
            pass  # it was shown the door, which is an answer too
    for each in told:
        assert "changes" not in each
        assert not each.startswith(("42", "40/members"))
        if each.startswith("43/gallery,7"):
            assert each == "43/gallery,7[]" or '"ok":false' in each
    assert place.caller("Sam").get("snapshot")["seq"] == before
    assert "Traceback" not in place.server.err.read_text()


# What the command line writes


def test_a_command_from_the_command_line_reaches_the_rooms(place: Place) -> None:
    with place.member("Gita") as gita, place.observer() as observer:
        given = run(place.server.var, "give", GROUP, "agenda.add", '{"title": "From elsewhere"}')
        item = f"item/{json.loads(given.out)['item']}"
        for listener in (gita, observer):
            listener.until(lambda listener=listener: item in listener.records, within=SOON)
            assert listener.gaps == 0
        last = place.give("Clara", "agenda.add", title="From here")
        for listener in (gita, observer):
            listener.reach(last)
            assert listener.records == listener.snapshot()["records"]
            assert [entry["seq"] for entry in listener.entries] == list(range(last - 1, last + 1))


def test_an_imported_document_reaches_the_rooms(place: Place) -> None:
    sample = Path(__file__).parents[1] / "documents/sample.txt"
    with place.observer() as observer:
        assert run(place.server.var, "import", str(sample), "--group", GROUP).status == 0
        observer.until(lambda: observer.entries, within=SOON)
        assert observer.records == observer.snapshot()["records"]


def test_what_others_wrote_comes_before_what_is_written_here(place: Place) -> None:
    with place.member("Gita") as gita:
        last = 0
        for number in range(2):
            run(place.server.var, "give", GROUP, "agenda.add", json.dumps({"title": f"Elsewhere {number}"}))
            last = place.give("Clara", "agenda.add", title=f"Here {number}")
        gita.reach(last)
        assert gita.gaps == 0
        assert [entry["facts"]["title"] for entry in gita.entries if "facts" in entry] == [
            f"{where} {number}" for number in range(2) for where in ("Elsewhere", "Here")
        ]


def test_a_seat_that_the_command_line_vacates_is_cut_too(place: Place) -> None:
    with place.member("George") as george:
        assert run(place.server.var, "give", GROUP, "seat.vacate", '{"seat": "G-2"}').status == 0
        george.until(lambda: "disconnect" in george.heard, within=SOON)
        assert george.heard[-2:] == ["again", "disconnect"]
    person = json.dumps({"seat": "G-2", "person": place.people["George"]})
    assert run(place.server.var, "give", GROUP, "seat.assign", person).status == 0


def test_an_account_that_the_command_line_revokes_is_cut_too(place: Place) -> None:
    with place.member("Otto") as otto:
        person = json.dumps({"person": place.people["Otto"]})
        assert run(place.server.var, "give", "site", "account.revoke", person).status == 0
        otto.until(lambda: "disconnect" in otto.heard, within=SOON)
        assert run(place.server.var, "give", "site", "account.restore", person).status == 0


# Two groups


def test_two_groups_do_not_hear_each_other(place: Place) -> None:
    ada = place.caller("Ada")
    ada.do("group.create", group=None, slug="second", title="Second")
    with place.member("Ada") as here, place.member("Ada", "second") as there, place.observer(group="second") as other:
        mine = place.give("Clara", "agenda.add", title="Of the first group")
        theirs = ada.do("sitting.schedule", group="second", title="Theirs", starts_at="2026-03-02T09:00:00Z")["seq"]
        here.reach(mine)
        there.reach(theirs)
        other.reach(theirs)
        assert [entry["event"] for entry in there.entries] == ["sitting.scheduled"]
        assert [entry["event"] for entry in other.entries] == ["sitting.scheduled"]
        assert "sitting.scheduled" not in [entry.get("event") for entry in here.entries]


def test_who_joins_another_group_leaves_the_first(place: Place) -> None:
    place.caller("Ada").give("group.create", group=None, slug="third", title="Third")
    with place.observer() as observer:
        observer.join({"group": "third", "after": 0})
        observer.seq, observer.records = 0, {}
        place.give("Clara", "agenda.add", title="Of the first group")
        place.caller("Ada").do("sitting.schedule", group="third", title="Theirs", starts_at="2026-03-02T09:00:00Z")
        observer.until(lambda: observer.entries)
        assert [entry["event"] for entry in observer.entries] == ["sitting.scheduled"]


# Frames


def test_letters_of_every_script_travel_as_they_are(place: Place) -> None:
    with RawClient(place.server.port) as raw:
        assert raw.next_text().startswith("0{")
        raw.send_frame(1, b"40/gallery,")
        raw.next_text()
        raw.send_frame(1, b'42/gallery,1["join",{"group":"harbour","after":1000000}]')
        raw.next_text()
        place.give("Clara", "agenda.add", title="会议 · جلسة «à huis clos»")
        frame = raw.next_text()
    assert "会议 · جلسة «à huis clos»" in frame
    assert ": " not in frame.replace("会议 · ", "")
