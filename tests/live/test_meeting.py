"""A whole meeting of 40 seats over HTTP and sockets: absences, proxies, broken lines, a server killed inside a vote."""

import random
import secrets
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import requests

from benchmarks.site import GROUP, Founding
from deliberate import doctor
from deliberate.commands.execute import Door
from deliberate.commands.voting import as_case
from deliberate.config import Config, from_environment
from deliberate.domain.cases import counted
from deliberate.domain.seats import Side, seat_id
from deliberate.store.db import Database
from deliberate.store.questions import Question
from deliberate.upkeep import migrate, opened
from tests.live.listener import GALLERY, MEMBERS, Listener
from tests.serving import Caller, Serving

PAIRS, ABSENT = 20, 6
SEATS = [seat_id(side, number) for side in Side for number in range(1, PAIRS + 1)]
CHOICES = ("for", "against", "abstain")


class Hall:
    """Forty seats held and checked in, a chair and a co-chair, and a server that has one address for good."""

    def __init__(self, var: Path, people: list[str]) -> None:
        self.var = var
        self.chair, self.cochair = people[0], people[-1]  # the co-chair holds a seat, too
        self.people = dict(zip(SEATS, people[1:], strict=True))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = str(free.getsockname()[1])
        self.server = self._served()

    def _served(self) -> Serving:
        return Serving(self.var, "serve", "--port", self._port)

    def kill_and_serve_again(self) -> None:
        """The server ends this instant (kill -9), and another takes its place."""
        self.server.kill()
        self.server = self._served()

    def caller(self, person: str) -> Caller:
        """Somebody over HTTP, before and after a restart."""
        return self.server.as_person(person)

    def do(self, person: str, name: str, **data: Any) -> dict[str, Any]:
        """A command that is done; what it made."""
        made: dict[str, Any] = self.caller(person).do(name, group=GROUP, **data)["made"]
        return made

    def open_vote(self) -> int:
        """The chair opens a vote; the question."""
        return int(self.do(self.chair, "vote.open", about=None, title="Shall we?")["question"])

    def records(self, noun: str) -> list[dict[str, Any]]:
        """All records of a noun, as the chair has them."""
        found = self.caller(self.chair).get("snapshot", GROUP)["records"]
        return [record for key, record in found.items() if key.startswith(f"{noun}/")]

    def ballots(self, question: int) -> dict[str, str]:
        """What each seat voted, as everybody reads it after the close."""
        return {each["seat"]: each["choice"] for each in self.records("ballot") if each["question"] == question}

    def result(self, question: int) -> dict[str, Any]:
        """The result that was announced."""
        found: dict[str, Any] = next(each for each in self.records("question") if each["id"] == question)["result"]
        return found

    def recount(self, question: int) -> dict[str, object]:
        """The result again, as `deliberate count` has it from the exported file."""
        with opened(configured(self.var).database_url) as database, database.reading() as session:
            (again,) = counted([as_case(session, session.get_one(Question, question))])
        return again


def configured(var: Path) -> Config:
    return from_environment({"DELIBERATE_VAR": str(var)})


@pytest.fixture(scope="module")
def founded_hall(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The meeting as it begins, founded once; each test has a copy."""
    var = tmp_path_factory.mktemp("hall")
    config = configured(var)
    database = Database(config.database_url)
    migrate(database)
    people = Founding(config).run(PAIRS)
    Door(database, config.secret, lambda *_: None).execute(
        "office.appoint", {"person": people[-1], "office": "cochair", "title": "Co-chair"},
        group=GROUP, actor=people[0], key="cochair", now=datetime.now(UTC),
    )
    database.engine.dispose()
    return var, people


@pytest.fixture
def hall(founded_hall: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Hall]:
    var, people = founded_hall
    made = Hall(Path(shutil.copytree(var, tmp_path / "var")), people)
    yield made
    made.server.kill()
    assert doctor_finds(made.var) == []


def doctor_finds(var: Path) -> list[str]:
    config = configured(var)
    with opened(config.database_url) as database:
        return doctor.examine(config, database)


class Voter(threading.Thread):
    """Casts ballots for a seat, one after the other, and asks again with the same key until each is answered."""

    def __init__(self, hall: Hall, seat: str, question: int, choices: list[str], proxy: str | None = None) -> None:
        super().__init__(name=seat)
        self._hall, self._question, self._choices, self._proxy = hall, question, choices, proxy
        self.acting, self.seat = seat, proxy or seat
        self.counted: str | None = None
        """The last choice that was acknowledged."""
        self.refused: list[str] = []
        self.interrupted = 0
        """How often nobody answered."""
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            for choice in self._choices:
                self._cast(choice)
        except BaseException as failed:  # noqa: BLE001 - it is raised where the thread is joined
            self.failed = failed

    def _cast(self, choice: str) -> None:
        key = secrets.token_hex(8)
        for_other = {"seat": self._proxy} if self._proxy else {}
        while True:
            try:
                answer = self._hall.caller(self._hall.people[self.acting]).give(
                    "vote.cast", group=GROUP, key=key, question=self._question, choice=choice, **for_other
                )
            except requests.RequestException:  # killed: stored or not, nobody told us
                self.interrupted += 1
                time.sleep(0.05)
                continue
            if answer.status_code == 200:
                self.counted = choice
            else:
                assert answer.status_code == 409, answer.text
                self.refused.append(answer.json()["code"])
            return


def together(threads: list[Any]) -> None:
    """Run all of these at once, to their end."""
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.failed for each in threads] == [None] * len(threads)


class Moderator(threading.Thread):
    """Gives commands at the same moment as another."""

    def __init__(self, caller: Caller, *orders: tuple[str, dict[str, Any]]) -> None:
        super().__init__()
        self._caller, self._orders = caller, orders
        self.answers: list[requests.Response] = []
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            for name, data in self._orders:
                self.answers.append(self._caller.give(name, group=GROUP, **data))
        except BaseException as failed:  # noqa: BLE001 - it is raised where the thread is joined
            self.failed = failed

    @property
    def codes(self) -> list[str]:
        """What became of each: done, or the code of the refusal."""
        return ["done" if each.status_code == 200 else each.json()["code"] for each in self.answers]


def both(hall: Hall, *orders: tuple[str, dict[str, Any]]) -> list[list[str]]:
    """What became of the same commands, given by both moderators at the same time."""
    pair = [Moderator(hall.caller(person), *orders) for person in (hall.chair, hall.cochair)]
    together(pair)
    return [each.codes for each in pair]


@pytest.mark.timeout(240)
def test_a_whole_meeting_loses_no_ballot_and_counts_none_twice(hall: Hall) -> None:
    chance = random.Random(40)
    absent = chance.sample(SEATS[:-1], ABSENT)
    present = [seat for seat in SEATS if seat not in absent]
    proxies = give_proxies(hall, absent, present, chance)
    for seat in absent:
        hall.do(hall.people[seat], "presence.check_out")
    with ExitStack() as open_:
        readers = [
            open_.enter_context(Listener(hall.caller(person), MEMBERS, GROUP))
            for person in (hall.chair, *hall.people.values())
        ]
        readers.append(open_.enter_context(Listener(hall.server.as_person(), GALLERY, GROUP)))
        question = hall.open_vote()
        voters = [
            Voter(hall, seat, question, chance.choices(CHOICES, k=chance.choice((1, 1, 2, 3)))) for seat in present
        ]
        voters += [Voter(hall, to, question, [chance.choice(CHOICES)], proxy=seat) for seat, to in proxies.items()]
        killing = threading.Thread(target=kill_in_the_midst, args=(hall, voters))
        killing.start()
        for reader in chance.sample(readers, 12):
            threading.Timer(chance.uniform(0.0, 0.4), reader.drop).start()
        together(voters)
        killing.join()
        assert any(voter.interrupted for voter in voters)
        closed = [codes[0] for codes in both(hall, ("vote.close", {"question": question}))]
        assert sorted(closed) == ["done", "question_closed"]
        assert [voter.refused for voter in voters] == [[]] * len(voters)
        assert hall.ballots(question) == {voter.seat: voter.counted for voter in voters}
        tally = hall.result(question)["tally"]["all"]["heads"]
        assert sum(tally[choice] for choice in CHOICES) == len(voters)
        assert hall.recount(question)["tally"] == hall.result(question)["tally"]
        last = hall.caller(hall.chair).get("snapshot", GROUP)["seq"]
        for reader in readers:
            reader.caller = hall.server.as_person() if reader.namespace == GALLERY else reader.caller
            reader.reach(last)
            assert reader.records == reader.snapshot()["records"]


def kill_in_the_midst(hall: Hall, voters: list[Voter]) -> None:
    """Kill the server when a quarter have voted, and serve again."""
    while sum(voter.counted is not None for voter in voters) < len(voters) // 4:
        time.sleep(0.001)
    hall.kill_and_serve_again()


def give_proxies(hall: Hall, absent: list[str], present: list[str], chance: random.Random) -> dict[str, str]:
    """Half of the absent give their proxy to a seat of their side that is here: by seat, to whom."""
    given: dict[str, str] = {}
    for seat in absent[: len(absent) // 2]:
        given[seat] = chance.choice([to for to in present if to[0] == seat[0] and to not in given.values()])
        hall.do(hall.people[seat], "proxy.give", to=given[seat])
    return given


@pytest.mark.parametrize("seed", range(3))
def test_a_ballot_on_its_way_when_the_vote_closes_is_counted_or_refused(hall: Hall, seed: int) -> None:
    chance = random.Random(seed)
    question = hall.open_vote()
    voters = [Voter(hall, seat, question, chance.choices(CHOICES, k=4)) for seat in SEATS]
    closing = Moderator(hall.caller(hall.chair), ("vote.close", {"question": question}))
    threading.Timer(chance.uniform(0.1, 0.5), closing.start).start()
    together(voters)
    while closing.ident is None:
        time.sleep(0.01)
    closing.join()
    assert closing.codes == ["done"]
    assert hall.ballots(question) == {voter.seat: voter.counted for voter in voters if voter.counted}
    assert {code for voter in voters for code in voter.refused} <= {"question_closed"}
    heads = hall.result(question)["tally"]["all"]["heads"]
    assert sum(heads[choice] for choice in CHOICES) == sum(voter.counted is not None for voter in voters)


def test_two_moderators_at_once_open_one_vote(hall: Hall) -> None:
    codes = both(hall, ("vote.open", {"about": None, "title": "Shall we?"}))
    assert sorted(codes) == [["done"], ["question_open"]]
    assert len([each for each in hall.records("question") if each["state"] == "open"]) == 1


def test_two_moderators_at_once_give_the_floor_to_one_speaker_after_the_other(hall: Hall) -> None:
    for seat in SEATS[:10]:
        hall.do(hall.people[seat], "floor.ask")
    orders: list[tuple[str, dict[str, Any]]] = [("floor.call", {}), ("floor.end", {})]
    codes = both(hall, *orders * 5)
    speeches = sorted(hall.records("speech"), key=lambda each: each["id"])
    called = [code for each in codes for code in each[::2]]
    assert set(called) <= {"done", "queue_empty"}
    assert {code for each in codes for code in each[1::2]} <= {"done", "nobody_speaks"}
    assert called.count("done") == len(speeches) == len({each["seat"] for each in speeches}) == 10
    assert all(one["ended_at"] <= other["started_at"] for one, other in pairwise(speeches)), "two spoke at once"
