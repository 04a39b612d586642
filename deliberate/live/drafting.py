"""What clients say while they type together: they open a paragraph, send updates, show their cursor, and leave."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeGuard

from deliberate.commands.execute import Door
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.updates import LARGEST_NUMBER
from deliberate.live.editors import Editors, not_open, refused
from deliberate.live.later import Answer, Later
from deliberate.live.listening import MEMBERS
from deliberate.live.push import Push
from deliberate.live.scribe import Ask, Scribe, said_of
from deliberate.live.settling import Settling
from deliberate.live.showing import Showing
from deliberate.store.db import Json

MOST_AWARENESS = 4096
"""Bytes that an editor may say about its cursor."""


class Drafting:
    """Everyone who types, in all groups. `server` is the python-socketio server; `limit` is in characters."""

    def __init__(
        self, server: Any, later: Later, push: Push, door: Door, clock: Callable[[], datetime], limit: int
    ) -> None:
        self._server = server
        self._editors = Editors(server, door.database, clock)
        self.showing = Showing(self._editors.documents, server, push)
        self.settling = Settling(self._editors.documents, self.showing, door, clock)
        self._scribe = Scribe(server, push, door, clock, self._editors, self.settling, limit)
        push.watch(self._editors)
        later.on(MEMBERS, "draft.open", self._open)
        later.on(MEMBERS, "draft.update", self._update)
        later.on(MEMBERS, "draft.awareness", self._awareness)
        later.on(MEMBERS, "draft.close", self._close)

    def _open(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.open {paragraph, client}`: the document as it is stored, and a place among its editors."""
        fields = _fields(said)
        paragraph, client = fields.get("paragraph"), fields.get("client")
        if _is_number(paragraph) and _is_number(client):
            self._scribe.take(Ask(sid, paragraph, answer, client=client))
        else:
            answer(_bad("paragraph, client: numbers"))

    def _update(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.update {paragraph, epoch, update}`: acknowledged once it is stored."""
        fields = _fields(said)
        paragraph, epoch, data = fields.get("paragraph"), fields.get("epoch"), fields.get("update")
        if _is_number(paragraph) and _is_number(epoch) and isinstance(data, bytes):
            self._scribe.take(Ask(sid, paragraph, answer, epoch=epoch, data=data))
        else:
            answer(_bad("paragraph, epoch: numbers; update: bytes"))

    def _awareness(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.awareness {paragraph, data}`: relayed to the other editors with who it comes from; never stored."""
        fields = _fields(said)
        found, data = self._editors.editor(sid, fields.get("paragraph")), fields.get("data")
        if not isinstance(data, bytes) or len(data) > MOST_AWARENESS:
            answer(_bad(f"data: at most {MOST_AWARENESS} bytes"))
        elif found is None:
            answer(refused(not_open()))
        else:
            document, editor = found
            editor.awareness = data
            if editor.allowance.spend():
                told = said_of(document, editor)
                self._server.emit("draft.awareness", told, namespace=MEMBERS, to=document.room, skip_sid=sid)
            answer({"ok": True})

    def _close(self, sid: str, said: tuple[Any, ...], answer: Answer) -> None:
        """`draft.close {paragraph}`: no longer one of its editors."""
        found = self._editors.editor(sid, _fields(said).get("paragraph"))
        if found is not None:
            self._editors.leave(sid, found[0])
        answer({"ok": True})


def _fields(said: tuple[Any, ...]) -> dict[str, Any]:
    return said[0] if len(said) == 1 and isinstance(said[0], dict) else {}


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_NUMBER


def _bad(problems: str) -> Json:
    return refused(Refusal("bad_data", N_("Please correct: %(problems)s"), problems=problems))
