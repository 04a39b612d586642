"""Typing together with what browsers run, and with a real history of two people at once."""

import gzip
import json
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Text

from tests.cast import GROUP, Room
from tests.conftest import SHARED
from tests.live.conftest import Place
from tests.live.test_drafting import stored
from tests.live.typist import Typist, until

NODE = shutil.which("node")
YJS = Path(__file__).parents[2] / "node_modules" / "yjs"
TRACE = SHARED / "traces" / "friendsforever.json.gz"
KILLS = 3


@pytest.mark.skipif(NODE is None or not YJS.exists(), reason="needs Node and the npm packages")
def test_a_javascript_client_and_a_python_one_converge(place: Place) -> None:
    (paragraph,) = place.statement("Both of us, 語 and 😀.")
    words = [random.Random(3).choice(["one ", "é", "語", "😀", "two\n", "[x]"]) for _ in range(120)]
    given = {
        "url": place.server.url,
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


class Replay:
    """The two authors of a recorded history, each with a replica that has seen what they had seen."""

    def __init__(self, transactions: list[dict[str, Any]]) -> None:
        self.transactions = transactions
        self.updates: list[bytes] = []
        """What each transaction added: those of one author, in order, can be joined and sent as they were typed."""
        heads: dict[int, Doc[Any]] = {}
        clients = {agent: Doc(client_id=1000 + agent) for agent in {each["agent"] for each in transactions}}
        seen: dict[int, set[int]] = {agent: set() for agent in clients}
        del heads
        ancestors = Ancestors(transactions)
        for number, each in enumerate(transactions):
            agent = each["agent"]
            document = clients[agent]
            for missing in ancestors.new(number, seen[agent]):
                document.apply_update(self.updates[missing])
            before = document.get_state()
            text = document.get("text", type=Text)
            with document.transaction():
                for at, deleted, inserted in each["patches"]:
                    whole = str(text) if not str(text).isascii() else None
                    start = len(whole[:at].encode()) if whole is not None else at
                    end = len(whole[: at + deleted].encode()) if whole is not None else at + deleted
                    if deleted:
                        del text[start:end]
                    if inserted:
                        text.insert(start, inserted)
            self.updates.append(document.get_update(before))
            seen[agent].add(number)


class Ancestors:
    """Which transactions somebody has to have seen before one of theirs."""

    def __init__(self, transactions: list[dict[str, Any]]) -> None:
        self._parents = [each["parents"] for each in transactions]

    def new(self, number: int, seen: set[int]) -> list[int]:
        """All before this one that are not seen yet, in their order; from now on they are seen."""
        found: set[int] = set()
        waiting = list(self._parents[number])
        while waiting:
            each = waiting.pop()
            if each not in seen and each not in found:
                found.add(each)
                waiting.extend(self._parents[each])
        seen |= found
        return sorted(found)
