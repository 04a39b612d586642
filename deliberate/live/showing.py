"""Typing as everyone else follows it: the text as it grows, and who is at it. Losing such a frame harms nothing."""

from typing import Any

from deliberate.live.document import Document
from deliberate.live.listening import CIRCLES
from deliberate.live.push import Push
from deliberate.store.db import Json

SHOW_SECONDS, SHOWN_CHARACTERS = 0.25, 5_000
"""A text in the making is shown so often; a longer one than this, less often in proportion."""

TELL_SECONDS = 1.0
"""Who edits what is told so often at most."""


class Showing:
    """Shows the open documents to whoever may read their paragraphs. `server` is the python-socketio server."""

    def __init__(self, documents: dict[int, Document], server: Any, push: Push) -> None:
        self._documents = documents
        self._server = server
        self._push = push

    def look_after(self, document: Document, now: float) -> None:
        """Show what is new, if it is time to."""
        if document.to_show and document.as_stored and now - document.shown_at >= document.show_seconds:
            shown = _draft(document)
            document.to_show, document.shown_at = False, now
            document.show_seconds = SHOW_SECONDS * max(1.0, len(shown["text"]) / SHOWN_CHARACTERS)
            self._emit("draft", document, shown, skip_sid=list(document.editors))
        if document.to_tell and now - document.told_at >= TELL_SECONDS:
            document.to_tell, document.told_at = False, now
            self._emit("typing", document, _typists(document))

    def under_way(self, journal: int, circle: str) -> Json:
        """What somebody who comes now would have been told: who types where, and the texts as they are by now."""
        here = [
            each
            for each in self._documents.values()
            if each.journal == journal and each.audience in CIRCLES[circle]
        ]
        return {
            "typing": [_typists(each) for each in here if each.editors],
            "drafts": [_draft(each) for each in here if each.as_stored and (each.typed_since or each.settling)],
        }

    def _emit(self, event: str, document: Document, frame: Json, **options: Any) -> None:
        for namespace, room in self._push.rooms_reading(document.journal, document.audience):
            self._server.emit(event, frame, namespace=namespace, to=room, **options)


def _draft(document: Document) -> Json:
    return {"paragraph": document.paragraph, "epoch": document.epoch, "text": document.replica.text}


def _typists(document: Document) -> Json:
    editors = sorted({editor.name for editor in document.editors.values()})
    return {"paragraph": document.paragraph, "editors": editors}
