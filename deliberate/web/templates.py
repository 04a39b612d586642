"""What every template can use: the built files by their versions, times in the group's zone, the reader's language."""

import json
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, url_for
from flask_babel import format_datetime, get_locale
from markupsafe import Markup

from deliberate import assets
from deliberate.domain.refusals import Sentence
from deliberate.store.db import Json
from deliberate.web.security import style_nonce
from deliberate.web.words import LANGUAGES, direction, say


def helpers(app: Flask) -> None:
    """Teach the templates of `app` our words."""
    words = {"languages": LANGUAGES, "reader": reader, "direction": direction}
    app.jinja_env.globals.update(built=built, style_nonce=style_nonce, **words)
    app.jinja_env.filters.update(data=data, spoken=spoken, local=local)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def built(name: str) -> str:
    """The address of a built file, with its version, so that a browser may keep it for ever."""
    return url_for("static", filename=name, v=_versions().get(name, ""))


@cache
def _versions() -> dict[str, str]:
    manifest = assets.path("static") / "manifest.json"
    return {name: each.partition("?v=")[2] for name, each in json.loads(manifest.read_text()).items()}


def reader() -> dict[str, str]:
    """The language of the interface, and the way it runs."""
    tag = str(get_locale() or "en")
    return {"lang": tag, "dir": direction(tag)}


def data(value: object) -> Markup:
    """JSON for a data block of a page: nothing in it can end the block."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def spoken(sentence: Json) -> str:
    """A sentence of a record, in the reader's language."""
    return say(Sentence(sentence["say"], sentence["facts"]))


def local(at: datetime | str | None, zone: str) -> str:
    """A moment in a group's time zone, as the reader's language writes it."""
    if at is None:
        return ""
    moment: Any = datetime.fromisoformat(at) if isinstance(at, str) else at
    return str(format_datetime(moment.astimezone(ZoneInfo(zone)), "d MMM y, HH:mm", rebase=False))
