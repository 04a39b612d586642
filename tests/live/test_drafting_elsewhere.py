"""Typing together with what browsers run, and with a real history of two people at once."""

import gzip
import json
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import websocket
from pycrdt import Doc, Text

from deliberate.domain.updates import read_state
from tests.cast import GROUP, Room
from tests.conftest import SHARED
from tests.live.conftest import Place
from tests.live.test_drafting import stored
from tests.live.typist import Typist, until

NODE = shutil.which("node")
YJS = Path(__file__).parents[2] / "node_modules" / "yjs"
TRACE = SHARED / "traces" / "friendsforever.json.gz"
PARTS = 8
"""Between the parts of the history the line is lost, or the server killed, in turn."""

AUTHORS = {0: "Gita", 1: "Olga"}
FIRST_CLIENT = 1000


@pytest.mark.skipif(NODE is None or not YJS.exists(), reason="needs Node and the npm packages")
def test_a_javascript_client_and_a_python_one_converge(place: Place) -> None:
    (paragraph,) = place.statement("Both of us, 語 and 😀.")
    words = [random.Random(3).choice(["one ", "é", "語", "😀", "two\n", "[x]"]) for _ in range(120)]
    given = {
        "url": place.url,
        "cookie": place._signed_in("Gita")[0],
        "group": GROUP,
        "paragraph": paragraph,
        "words": words,
    }
    olga = place.typist("Olga", paragraph)
    script = Path(__file__).with_name("typist.mjs")
    with subprocess.Popen(
        [str(NODE), str(script), json.dumps(given)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        for count in range(120):
            olga.insert(random.Random(count).randint(0, len(olga.text)), f"{count}😀 ")
            time.sleep(0.005)
        assert json.loads(node.stdout.readline()) == {"typed": 120}
        olga.saved()

        def theirs() -> Any:
            assert node.stdin is not None
            assert node.stdout is not None
            node.stdin.write("text\n")
            node.stdin.flush()
            return json.loads(node.stdout.readline())["text"]

        until(lambda: theirs() == olga.text, "both have the same text")
        node.stdin.write("end\n")
        node.stdin.flush()
    assert stored(place, paragraph) == olga.text
    until(lambda: place.paragraph(paragraph)["text"] == olga.text, "it settles")


@dataclass
class Step:
    """What one author did at once, and how much of the other's must have arrived before."""

    update: bytes
    needed: int


class History:
    """A recorded history of two authors: each on a replica that has seen what they had seen when they typed."""

    def __init__(self, transactions: list[dict[str, Any]]) -> None:
        replicas: dict[int, Doc[Any]] = {agent: Doc(client_id=FIRST_CLIENT + agent) for agent in (0, 1)}
        self.steps: dict[int, list[Step]] = {0: [], 1: []}
        seen: dict[int, set[int]] = {0: set(), 1: set()}
        updates: list[bytes] = []
        for number, each in enumerate(transactions):
            agent = each["agent"]
            replica = replicas[agent]
            text = replica.get("text", type=Text)
            for missing in before(transactions, number, seen[agent]):
                replica.apply_update(updates[missing])
            state = replica.get_state()
            with replica.transaction():
                for at, deleted, inserted in each["patches"]:  # the text is ASCII: characters are bytes
                    del text[at : at + deleted]
                    text.insert(at, inserted)
            updates.append(replica.get_update(state))
            seen[agent].add(number)
            self.steps[agent].append(Step(updates[-1], read_state(state).get(FIRST_CLIENT + 1 - agent, 0)))


def before(transactions: list[dict[str, Any]], number: int, seen: set[int]) -> list[int]:
    """The transactions that come before one and are not seen yet, in order; from now on they are seen."""
    found: set[int] = set()
    waiting = list(transactions[number]["parents"])
    while waiting:
        each = waiting.pop()
        if each not in seen and each not in found:
            found.add(each)
            waiting.extend(transactions[each]["parents"])
    seen |= found
    return sorted(found)


class Author(threading.Thread):
    """Types one author's part of a history, as fast as the other's arrives; comes back whenever the line is lost."""

    def __init__(self, place: Place, name: str, paragraph: int, agent: int, steps: list[Step]) -> None:
        super().__init__(daemon=True)
        self.line = place.line(name)
        self.typist = Typist(self.line, paragraph, FIRST_CLIENT + agent).open()
        self.other, self.steps, self.done = FIRST_CLIENT + 1 - agent, steps, 0

    def run(self) -> None:
        for step in self.steps:
            while not self.line.connected or self.typist.clock(self.other) < step.needed:
                self.come_back()
                time.sleep(0.001)
            self.typist.give(step.update)
            self.done += 1

    def come_back(self) -> None:
        """Open the paragraph again, if the line was lost."""
        while not self.line.connected:
            try:
                self.line.connect()
                self.typist.open()
            except (websocket.WebSocketException, AssertionError, OSError):
                self.line.close()
                time.sleep(0.1)


@pytest.fixture(scope="module")
def large_place(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server on which paragraphs may be long."""
    made = Place(tmp_path_factory.mktemp("large"), founded[1], founded[0], DELIBERATE_PARAGRAPH_LIMIT="100000")
    yield made
    made.end()


@pytest.mark.skipif(not TRACE.exists(), reason="the recorded histories lie beside the checkout")
@pytest.mark.timeout(300)
def test_a_real_history_survives_lost_lines_and_a_server_that_is_killed(large_place: Place) -> None:
    with gzip.open(TRACE) as file:
        trace = json.load(file)
    history = History(trace["txns"])
    (paragraph,) = large_place.statement("-")
    large_place.give("Remi", "paragraph.edit", paragraph=paragraph, text="x", revision=1)
    gita = large_place.typist("Gita", paragraph)
    gita.delete(0, 1)
    gita.saved()
    authors = [Author(large_place, name, paragraph, agent, history.steps[agent]) for agent, name in AUTHORS.items()]
    for author in authors:
        author.start()
    total = len(trace["txns"])
    dice = random.Random(8)
    for part in range(1, PARTS):
        goal = total * part // PARTS
        until(lambda: sum(each.done for each in authors) > goal, "they go on", seconds=120)  # noqa: B023
        if part % 2:
            large_place.kill()
            large_place.start()
        else:
            lucky = dice.choice(authors).line
            if lucky.connected:
                lucky.drop()
    for author in authors:
        author.join(120)
        assert not author.is_alive()
        author.come_back()
        author.typist.saved()
    for author in authors:
        until(lambda: author.typist.text == trace["endContent"], "everything arrives")  # noqa: B023
    assert stored(large_place, paragraph) == trace["endContent"]
    until(lambda: large_place.paragraph(paragraph)["text"] == trace["endContent"], "it settles", seconds=30)
    large_place.lines.clear()
    for author in authors:
        author.line.close()
    gita.line.close()
