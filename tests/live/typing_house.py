"""A server without sockets, as far as typing goes: the scribe and its documents, on the database of a room."""

from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import gevent
from pycrdt import Doc, Text

from deliberate.domain.refusals import Refusal
from deliberate.live.editors import Editors
from deliberate.live.listening import MEMBERS, Connection
from deliberate.live.scribe import Ask, Scribe
from deliberate.live.settling import Settling
from deliberate.store.statements import Revision
from tests.cast import GROUP, Room

LIMIT = 20_000


class House:
    """What one process knows of typing. Another one on the same room is the server after it was killed."""

    def __init__(self, room: Room, *, settles: bool = False) -> None:
        """With `settles`, what is typed settles by itself, as long as `documents` has any."""
        self.room = room
        self.connections: dict[str, Connection] = {}
        server: Any = SimpleNamespace(
            emit=lambda *_, **__: None,
            enter_room=lambda *_, **__: None,
            manager=SimpleNamespace(is_connected=lambda *_: False),
        )
        push: Any = SimpleNamespace(connection=self.connections.get)
        editors = Editors(server, room.database, self._clock)
        self.documents = editors.documents
        showing: Any = SimpleNamespace(look_after=lambda *_: None)
        settling: Any = SimpleNamespace(start=lambda: None)
        if settles:
            settling = Settling(self.documents, showing, room.door, self._clock)
        self._scribe = Scribe(server, push, room.door, self._clock, editors, settling, LIMIT)

    def _clock(self) -> Any:
        return self.room.now

    def ask(self, hand: "Hand", epoch: int = 0, data: bytes | None = None) -> dict[str, Any]:
        """The answer to an opening, or to an update."""
        answers: list[dict[str, Any]] = []
        person = self.room.id(hand.name)
        sid = f"{hand.name}'s"
        self.connections[sid] = Connection(sid, MEMBERS, GROUP, self.room.journal_id, "members", None, person, 1)
        self._scribe.take(Ask(sid, hand.paragraph, answers.append, hand.client, epoch, data))
        while not answers:
            gevent.sleep(0)
        return answers[0]

    def settle(self, paragraph: int) -> None:
        """Typing rests."""
        with suppress(Refusal):  # there was nothing to settle
            self.room.do(None, "draft.settle", paragraph=paragraph, epoch=self.record(paragraph)["epoch"])

    def record(self, paragraph: int) -> dict[str, Any]:
        """The paragraph as everyone reads it."""
        return self.room.record(f"paragraph/{paragraph}")

    def texts(self, paragraph: int) -> str:
        """Everything that the paragraph ever said, one revision after another."""
        with self.room.database.reading() as session:
            rows = session.query(Revision).filter_by(paragraph_id=paragraph).order_by(Revision.number)
            return "\n".join(row.text for row in rows)


class Hand:
    """Somebody who types: a document of their own, and what they were told is saved."""

    def __init__(self, house: House, name: str, paragraph: int, client: int) -> None:
        self.house, self.name, self.paragraph, self.client = house, name, paragraph, client
        self.saved: list[str] = []
        self.epoch = 0
        self.open()

    def open(self) -> "Hand":
        """Begin with what the server has. What was typed into an earlier life of the text stays behind."""
        told = self.house.ask(self)
        assert told["ok"], told
        if self.epoch != told["epoch"]:
            self.document: Doc[Any] = Doc(client_id=self.client)
        self.epoch = told["epoch"]
        self.document.apply_update(told["state"])
        return self

    @property
    def text(self) -> str:
        """The text as it is seen here."""
        return str(self._text)

    @property
    def _text(self) -> Text:
        found: Text = self.document.get("text", type=Text)
        return found

    def change(self, change: Callable[[Text], object]) -> bytes:
        """Change the text here, and have the update that says so."""
        before = self.document.get_state()
        change(self._text)
        return self.document.get_update(before)

    def type(self, words: str) -> bytes:
        """Type words at the front, and have the update that says so."""
        return self.change(lambda text: text.insert(0, words))

    def send(self, update: bytes, words: str = "", *, epoch: int | None = None) -> str:
        """Send an update; what the server makes of it: `saved`, or the code of its refusal."""
        told = self.house.ask(self, epoch or self.epoch, update)
        if told["ok"] and words:
            self.saved.append(words)
        return "saved" if told["ok"] else str(told["code"])
