"""Languages: which one a reader gets, and sentences of the rules in it."""

from typing import Any

from flask import request, session
from flask_babel import get_translations, gettext
from flask_login import current_user

from deliberate.domain.refusals import Sentence

LANGUAGES = {"en": "English", "fr": "Français", "es": "Español"}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "dv", "sd", "ug", "yi"})


def language() -> str:
    """The language for this request: asked for in an address, from then on; chosen in the account; or the browser's."""
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        session["language"] = asked
        return asked
    chosen = session.get("language") or (current_user.locale if current_user.is_authenticated else None)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def say(sentence: Sentence) -> str:
    """A sentence in the reader's language."""
    words: str = gettext(sentence.say)
    return words % sentence.facts if sentence.facts else words


def direction(tag: str) -> str:
    """Whether a language is written from the right."""
    return "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def catalogue() -> dict[str, Any]:
    """The translations of this request's language, for the browser; empty for English."""
    return {
        key: words for key, words in getattr(get_translations(), "_catalog", {}).items() if isinstance(key, str) and key
    }
