"""The rules of typing together, each with a case: nothing is lost with the rule, and something is without it.

A case plays with unique words, and says where each must then be found, once. Without the rule, taken out of the running
code, at least one of them is gone, or there twice. Where two rules guard the same words, either of them is enough.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import gevent
import pytest
from pycrdt import Doc, Text
from sqlalchemy import Connection, delete
from sqlalchemy.exc import OperationalError

from deliberate.commands import drafting, matters, paragraphs
from deliberate.commands.drafting import tidy
from deliberate.commands.replica import Replica, initial
from deliberate.domain.refusals import Refusal
from deliberate.domain.updates import HOUSE, Update, malformed
from deliberate.live import document, scribe
from deliberate.live.document import Document
from deliberate.live.scribe import Scribe
from deliberate.live.settling import LONGEST_SECONDS
from deliberate.store.drafts import Update as Stored
from deliberate.store.drafts import updates_of
from tests.cast import Room
from tests.commands.conftest import Hasty, copy_of
from tests.live.typing_house import Hand, House

SAVED = "saved"
Found = list[tuple[str, str]]
"""Words, and the text in which they must stand, once."""


@pytest.fixture(scope="module")
def typed_in(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Room]:
    """A database with a statement in drafting, made once."""
    file = tmp_path_factory.mktemp("typed") / "site.db"
    made = copy_of(*founded, file, Hasty)
    made.drafting()
    made.database.engine.dispose()
    return file, made


@pytest.fixture
def text(typed_in: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """A statement in drafting, of the test's own."""
    made = copy_of(*typed_in, tmp_path / "site.db", Hasty)
    yield made
    made.database.engine.dispose()


@pytest.fixture(autouse=True)
def short_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A log is squashed as soon as it has more than three updates."""
    monkeypatch.setattr(drafting, "MOST_ROWS", 3)


def begin(room: Room) -> tuple[House, Hand]:
    """Gita has the first paragraph open."""
    house = House(room)
    return house, Hand(house, "Gita", int(room.of("paragraph")[0]["id"]), 501)


def edit(house: House, hand: Hand, text: str) -> None:
    """The rapporteur writes another text; whatever was typed meanwhile is read first."""
    revision = house.record(hand.paragraph)["revision"]
    try:
        house.room.do("Remi", "paragraph.edit", paragraph=hand.paragraph, text=text, revision=revision)
    except Refusal as stale:
        revision = stale.facts["revision"]
        house.room.do("Remi", "paragraph.edit", paragraph=hand.paragraph, text=text, revision=revision)


# The cases


def typed_before_an_edit(room: Room) -> Found:
    house, gita = begin(room)
    assert gita.send(gita.type("Typed. "), "Typed.") == SAVED
    edit(house, gita, "Edited.")
    return [("Typed.", house.texts(gita.paragraph)), ("Edited.", house.record(gita.paragraph)["text"])]


def typed_before_a_removal(room: Room) -> Found:
    house, gita = begin(room)
    assert gita.send(gita.type("Typed. "), "Typed.") == SAVED
    room.do("Remi", "paragraph.remove", paragraph=gita.paragraph)
    return [("Typed.", house.texts(gita.paragraph))]


def typed_before_a_question(room: Room) -> Found:
    _, gita = begin(room)
    assert gita.send(gita.type("Typed. "), "Typed.") == SAVED
    room.do("Clara", "call.open", about={"type": "paragraph", "id": gita.paragraph})
    return [("Typed.", room.of("question")[0]["text"])]


def typed_after_an_edit(room: Room) -> Found:
    house, gita = begin(room)
    assert gita.send(gita.type("Typed. ")) == SAVED
    edit(house, gita, "Edited.")
    gita.open()
    assert gita.send(gita.type("Later. ")) == SAVED
    house.settle(gita.paragraph)
    text = house.record(gita.paragraph)["text"]
    return [("Edited.", text), ("Later.", text)]


def taken_out_of_an_earlier_text(room: Room) -> Found:
    """Gita deletes the first words she sees, while the rapporteur writes something else in their place."""
    house, gita = begin(room)
    late = gita.change(lambda text: text.__delitem__(slice(0, 8)))
    edit(house, gita, "Edited since.")
    Hand(house, "Gita", gita.paragraph, gita.client)  # in another window
    gita.send(late)
    house.settle(gita.paragraph)
    return [("Edited since.", house.record(gita.paragraph)["text"])]


def overtaken_by_what_was_typed_after_it(room: Room) -> Found:
    """The second of two changes arrives first, the log is squashed, and then comes the first."""
    house, gita = begin(room)
    olga = Hand(house, "Olga", gita.paragraph, 502)
    first = gita.change(lambda text: text.insert(0, "One. "))
    second = gita.change(lambda text: text.insert(5, "Two. "))
    gita.send(second, "Two.")
    for words in ("a ", "b ", "c "):
        assert olga.send(olga.type(words)) == SAVED
    house.settle(gita.paragraph)
    gita.send(first, "One.")
    house.settle(gita.paragraph)
    return [(words, house.record(gita.paragraph)["text"]) for words in gita.saved]


def typed_where_nobody_reads(room: Room) -> Found:
    """A program writes into another root than the text."""
    house, gita = begin(room)
    hidden: Doc[Any] = Doc(client_id=gita.client)
    hidden.get("other", type=Text).insert(0, "Hidden.")
    gita.send(hidden.get_update(), "Hidden.")
    house.settle(gita.paragraph)
    return [(words, house.record(gita.paragraph)["text"]) for words in gita.saved]


def embedded_in_the_text(room: Room) -> Found:
    """A program puts something into the text that is no words."""
    house, gita = begin(room)
    gita.send(gita.change(lambda text: text.insert_embed(0, {"quote": "Embedded."})), "Embedded.")
    house.settle(gita.paragraph)
    return [(words, house.record(gita.paragraph)["text"]) for words in gita.saved]


def typed_after_words_forged_under_the_same_name(room: Room) -> Found:
    house, gita = begin(room)
    olga = Hand(house, "Olga", gita.paragraph, 502)
    olga.document = Doc(client_id=gita.client)
    olga.document.apply_update(gita.document.get_update())
    olga.send(olga.type("Forged. "))
    gita.send(gita.type("Honest. "), "Honest.")
    house.settle(gita.paragraph)
    return [(words, house.record(gita.paragraph)["text"]) for words in gita.saved]


def typed_before_the_server_was_killed(room: Room) -> Found:
    house, gita = begin(room)
    before = house.record(gita.paragraph)["text"]
    assert gita.send(gita.type("Typed. ")) == SAVED
    again = Hand(House(room), "Gita", gita.paragraph, 503)
    again.house.settle(gita.paragraph)
    text = house.record(gita.paragraph)["text"]
    return [("Typed.", text), (before, text), ("Typed.", again.text), (before, again.text)]


def seen_by_two_of_whom_one_comes_after_a_restart(room: Room) -> Found:
    """Each begins with what the server gives, and whoever was there before keeps what they have."""
    house, gita = begin(room)
    before = house.record(gita.paragraph)["text"]
    later = Hand(House(room), "Olga", gita.paragraph, 502)
    gita.document.apply_update(later.document.get_update())
    return [(before, gita.text)]


def typed_while_the_database_failed(room: Room) -> Found:
    """What was not stored is sent again, as a browser does."""
    house, gita = begin(room)
    update = gita.type("Typed. ")
    stored = room.database.storing

    @contextmanager
    def fails() -> Iterator[Connection]:
        with stored() as connection:
            yield connection
            raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    room.database.storing = fails  # type: ignore[method-assign]  # the disk fails
    assert gita.send(update) == "uncertain"
    room.database.storing = stored  # type: ignore[method-assign]  # and is mended
    gita.send(update, "Typed.")
    house.settle(gita.paragraph)
    return [(words, house.record(gita.paragraph)["text"]) for words in gita.saved]


def opened_after_the_library_panicked(room: Room) -> Found:
    """An update over which the library fails halfway, with a document that is then of no more use."""
    house, gita = begin(room)
    before = gita.text
    taken_in = Replica.apply
    hostile = gita.type("Hostile. ")

    def fails(self: Replica, update: bytes) -> None:
        if update == hostile:
            self._text.clear()
            raise malformed()
        taken_in(self, update)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Replica, "apply", fails)
        assert gita.send(hostile) == "malformed"
    return [(before, Hand(house, "Olga", gita.paragraph, 502).text)]


# The rules, and how each is taken out


def never(*_: Any, **__: Any) -> None:
    """Nothing is done, nor refused."""


def nothing_new(*_: Any, **__: Any) -> bool:
    """Nothing was settled."""
    return False


def whatever_the_library_takes(self: Document, _: Connection, data: bytes, *__: Any) -> dict[str, str]:
    """Take in an update without having read it."""
    self.replica.apply(data)
    self.fresh.append(data)
    return {}


def made_by_whoever_loads_it(_: Document, __: Connection, text: str, ___: datetime) -> bytes:
    """The text that a document begins with, made anew each time."""
    return initial(text, random.getrandbits(31))


Taken = tuple[Any, str, Callable[..., object]]


@dataclass
class Rule:
    """A rule, what stands for it in the code and what takes its place without it, and a case that needs it."""

    said: str
    guards: tuple[Taken, ...]
    case: Callable[[Room], Found]


ONE_NAME = (document, "house", lambda paragraph, _: HOUSE + paragraph)

RULES = [
    Rule("an edit settles first", ((paragraphs, "settle", nothing_new),), typed_before_an_edit),
    Rule("a removal settles first", ((paragraphs, "settle", nothing_new),), typed_before_a_removal),
    Rule("a question settles first", ((matters, "settle_statement", never),), typed_before_a_question),
    Rule("an edit begins an epoch", ((paragraphs, "begin_epoch", never),), typed_after_an_edit),
    Rule(
        "an update of an old epoch is refused, and each epoch has a name of its own to write under",
        ((Document, "check_epoch", never), ONE_NAME),
        taken_out_of_an_earlier_text,
    ),
    Rule(
        "an update without its predecessors is never acknowledged, and what was applied is compared with what was read",
        ((Update, "check_predecessors", never), (Document, "check_applied", never)),
        overtaken_by_what_was_typed_after_it,
    ),
    Rule("no other root", ((Document, "take", whatever_the_library_takes),), typed_where_nobody_reads),
    Rule("no embeds", ((Document, "take", whatever_the_library_takes),), embedded_in_the_text),
    Rule(
        "everyone writes under a name of their own",
        ((Document, "check_names", never),),
        typed_after_words_forged_under_the_same_name,
    ),
    Rule("stored before acknowledged", ((scribe, "store", never),), typed_before_the_server_was_killed),
    Rule(
        "the initial content is stored",
        ((Document, "_begin", made_by_whoever_loads_it),),
        typed_before_the_server_was_killed,
    ),
    Rule(
        "the initial content is made once",
        ((Document, "_begin", made_by_whoever_loads_it),),
        seen_by_two_of_whom_one_comes_after_a_restart,
    ),
    Rule("what was not stored is read again", ((Scribe, "_read_again", never),), typed_while_the_database_failed),
    Rule("what was harmed is read again", ((Document, "mend", never),), opened_after_the_library_panicked),
]

each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.said for rule in RULES])


def lost(found: Found) -> list[str]:
    """The words that are not where they must be, or are there twice."""
    return [words for words, text in found if text.count(words) != 1]


@each_rule
def test_nothing_is_lost_with_the_rule(text: Room, rule: Rule) -> None:
    assert lost(rule.case(text)) == []


@each_rule
def test_something_is_lost_without_the_rule(text: Room, rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name, instead in rule.guards:
        monkeypatch.setattr(owner, name, instead)
    assert lost(rule.case(text)) != []


@pytest.mark.parametrize(
    ("case", "guard"),
    [pytest.param(rule.case, guard, id=guard[1]) for rule in RULES if len(rule.guards) > 1 for guard in rule.guards],
)
def test_one_of_two_guards_is_enough(
    text: Room, case: Callable[[Room], Found], guard: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*guard)
    assert lost(case(text)) == []


# A squash, and what arrives meanwhile


def elsewhere(room: Room, hand: Hand) -> Hand:
    """The same person on another process."""
    return Hand(House(room), hand.name, hand.paragraph, hand.client)


def naive_squash(room: Room, paragraph: int, meanwhile: Callable[[], None]) -> None:
    """Squash what was read before the log was locked."""
    with room.database.reading() as session:
        log = session.scalars(updates_of(paragraph, 1)).all()
        whole = Replica(each.data for each in log).whole
        last = {name: getattr(log[-1], name) for name in ("journal_id", "paragraph_id", "epoch", "writers", "at")}
    meanwhile()
    with room.database.writing() as session:
        session.execute(delete(Stored).where(Stored.paragraph_id == paragraph))
        session.add(Stored(**last, data=whole))


def our_squash(room: Room, paragraph: int, meanwhile: Callable[[], None]) -> None:
    """Settle, which squashes; what comes meanwhile comes while the one update for all is made."""
    others: list[threading.Thread] = []

    def whole(replica: Replica) -> bytes:
        others.append(threading.Thread(target=meanwhile))
        others[-1].start()
        others[-1].join(0.1)
        assert others[-1].is_alive(), "it waits until the squash is stored"
        return replica._document.get_update()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Replica, "whole", property(whole))
        room.do(None, "draft.settle", paragraph=paragraph, epoch=1)
    (other,) = others
    other.join(10)


@pytest.mark.parametrize(("squash", "missing"), [(our_squash, []), (naive_squash, ["Meanwhile."])])
def test_a_squash_keeps_what_arrives_meanwhile_for_it_locks_the_log_before_it_reads(
    text: Room, squash: Callable[[Room, int, Callable[[], None]], None], missing: list[str]
) -> None:
    _, gita = begin(text)
    for words in ("a ", "b ", "c "):
        assert gita.send(gita.type(words)) == SAVED
    late = gita.type("Meanwhile. ")
    saved: list[str] = []
    squash(text, gita.paragraph, lambda: saved.append(elsewhere(text, gita).send(late)))
    assert saved == [SAVED]
    after = Hand(House(text), "Gita", gita.paragraph, 503)
    assert lost([("Meanwhile.", after.text), ("c b a ", after.text)]) == missing


def test_a_squash_never_runs_twice_at_once(text: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    house, gita = begin(text)
    running: list[int] = []
    most: list[int] = []
    squashed = drafting.squash

    def counted(*given: Any) -> None:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        squashed(*given)
        running.pop()

    monkeypatch.setattr(drafting, "squash", counted)
    for words in ("a ", "b ", "c "):
        assert gita.send(gita.type(words)) == SAVED
    at_once = [
        *(threading.Thread(target=house.settle, args=[gita.paragraph]) for _ in range(3)),
        *(threading.Thread(target=text.door.keep, args=[partial(tidy, paragraph=gita.paragraph)]) for _ in range(3)),
    ]
    for each in at_once:
        each.start()
    for each in at_once:
        each.join(20)
    assert most == [1]
    assert Hand(House(text), "Gita", gita.paragraph, 503).text == gita.text


# Settling


def test_it_settles_by_itself_while_typing_goes_on_without_a_rest(text: Room) -> None:
    house = House(text, settles=True)
    gita = Hand(house, "Gita", int(text.of("paragraph")[0]["id"]), 501)
    assert gita.send(gita.type("x")) == SAVED
    document = house.documents[gita.paragraph]
    assert document.typed_since is not None
    document.typed_since -= LONGEST_SECONDS - 0.5  # typing has gone on for so long
    begun = time.monotonic()
    while house.record(gita.paragraph)["revision"] == 1:
        assert time.monotonic() - begun < 10
        assert gita.send(gita.type("x")) == SAVED
        gevent.sleep(0.1)
    house.documents.clear()
    assert house.record(gita.paragraph)["text"].startswith("xxx")
