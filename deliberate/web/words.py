"""Languages: which one a reader gets, and sentences of the rules in it."""

from collections.abc import Mapping

from babel import Locale
from flask import request, session
from flask_babel import get_locale, get_translations, gettext
from flask_login import current_user

from deliberate.documents.words import NAMES, percent_in
from deliberate.domain.refusals import N_, Fact, Sentence
from deliberate.web.problems import problem

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
    wanted = (tag.replace("_", "-").partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((tag for tag in wanted if tag in LANGUAGES), "en")


NOUNS = frozenset({"scope", "counted", "base", "side", "sides", "group"})
"""Facts of a sentence that are messages themselves; any other may be somebody's own words and stays as it is."""

CODES = frozenset({"state", "here", "there", "stage", "allowed", "who", "office", "noun"})
"""Facts that are codes of the house, or several of them with commas."""

OF_CODES: Mapping[str | None, str] = {
    **NAMES["amendment"],
    **NAMES["sitting"],
    **NAMES["stage"],
    **NAMES["office"],
    "holder": N_("Holder"),
    "alternate": N_("Alternate"),
    "administrator": N_("Administrator"),
    "constituency": N_("Constituency"),
    "credential": N_("Credential"),
    "item": N_("Item"),
    "part": N_("Part"),
    "request": N_("Request"),
    "statement": N_("Statement"),
    "paragraph": N_("Paragraph"),
    "amendment": N_("Amendment"),
    "question": N_("Question"),
}
"""The names of codes, as headings have them."""


def say(sentence: Sentence) -> str:
    """A sentence in the reader's language, and with it those of its facts that are words of the house."""
    words = message(sentence.say)
    return words % {name: _told(name, fact) for name, fact in sentence.facts.items()} if sentence.facts else words


def message(words: str) -> str:
    """A message in the reader's language. The empty one stays empty: a catalogue keeps its own header under it."""
    return str(gettext(words)) if words else ""


def _told(name: str, fact: Fact) -> Fact:
    if not isinstance(fact, str):
        return fact
    if name in NOUNS:
        return message(fact)
    if name == "percent":
        return percent_in(get_locale() or Locale("en"), fact)
    if name == "problems":
        return "; ".join(problem(each, message) for each in fact.split("; "))
    return ", ".join(_of_code(code) for code in fact.split(", ")) if name in CODES else fact


def _of_code(code: str) -> str:
    """A code by its name, as it stands inside a sentence; where that is not translated, the code."""
    heading = OF_CODES.get(code, "")
    name = message(heading)
    return code if name == heading else name[:1].lower() + name[1:]


def direction(tag: str) -> str:
    """Whether a language is written from the right."""
    return "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def catalogue() -> dict[str, str | list[str]]:
    """The translations of this request's language, for the browser; empty for English.

    A message with a plural has its forms in order. gettext keeps each under `(message, number of the form)`.
    """
    found: dict[str, str | list[str]] = {}
    for key, words in sorted(getattr(get_translations(), "_catalog", {}).items(), key=str):
        if isinstance(key, tuple):
            forms = found.setdefault(key[0], [])
            if isinstance(forms, list):
                forms.append(words)
        elif key:
            found[key] = words
    return found
