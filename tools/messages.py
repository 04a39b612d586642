"""Keep the translations in step with the sources: `update` writes them, `check` compares.

The template deliberate/translations/messages.pot holds every message of the Python code, the pages and the
JavaScript; each language has a catalogue with the same messages. No dates and no line numbers stand in them, so that
two people who add messages do not meet in the same lines.
"""

import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "deliberate/translations"
TEMPLATE = FOLDER / "messages.pot"
LANGUAGES = ("fr", "es")
KEYWORDS = DEFAULT_KEYWORDS | {
    "lazy_gettext": None,
    "_l": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACE = re.compile(r"%\((\w+)\)")
TAG = re.compile(r"</?[a-z][\w-]*")


class Found(NamedTuple):
    """What the JavaScript reader saw: messages, and words in markup that nobody can translate."""

    messages: list[dict[str, Any]]
    unmarked: list[dict[str, Any]]


def main() -> None:
    """Run `update` or `check`."""
    commands = {"update": update, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit("python -m tools.messages update | check")
    commands[sys.argv[1]]()


def update() -> None:
    """Write the template from the sources, and bring every language's catalogue in step with it."""
    template = read_sources(read_javascript())
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(as_bytes(template))
    for language in LANGUAGES:
        file = catalogue_file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        catalog = read(file, language)
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=True)
        file.write_bytes(as_bytes(catalog))
        done = sum(1 for message in words_of(catalog) if is_translated(message))
        print(f"{file.relative_to(ROOT)}: {done} of {len(catalog)} messages are translated")


def check() -> None:
    """Fail, naming each, when a message is not in the catalogues, a translation lost a place, or words are unmarked."""
    javascript = read_javascript()
    template = read_sources(javascript)
    wrong = [
        f"{words['file']}:{words['line']}: nobody can translate “{words['text']}”: mark it, or say translate=\"no\""
        for words in javascript.unmarked
    ]
    if not TEMPLATE.is_file() or TEMPLATE.read_bytes() != as_bytes(template):
        wrong.append(f"{TEMPLATE.relative_to(ROOT)} is not what the sources say: run `make messages`")
    keys = {key(message) for message in words_of(template)}
    for language in LANGUAGES:
        file = catalogue_file(language)
        catalog = read(file, language)
        if {key(message) for message in words_of(catalog)} != keys:
            wrong.append(f"{file.relative_to(ROOT)} has not the messages of the template: run `make messages`")
        wrong += [f"{file.relative_to(ROOT)}: {fault}" for message in words_of(catalog) for fault in faults(message)]
    if wrong:
        sys.exit("\n".join(wrong))


def read_sources(javascript: Found) -> Catalog:
    """The template: every message that a person may read, with the files it stands in."""
    template = Catalog(charset="utf-8", fuzzy=False)
    template.header_comment = (
        "# Messages of deliberate.\n# Written by `make messages`; translate them in the catalogue of a language."
    )
    for folder, methods in {
        "deliberate": [("**.py", "python")],
        "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")],
    }.items():
        if (ROOT / folder).is_dir():
            for name, _line, words, comments, context in extract_from_dir(
                ROOT / folder,
                method_map=methods,
                options_map={"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}},
                keywords=KEYWORDS,
                comment_tags=("Translators:",),
                strip_comment_tags=True,
            ):
                template.add(words, None, [(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    for said in javascript.messages:
        ids = said["ids"]
        comments = [said["comment"].split(":", 1)[1].strip()] if said["comment"] else []
        template.add(ids[0] if len(ids) == 1 else tuple(ids), None, [(said["file"], 0)], auto_comments=comments)
    for message in words_of(template):
        message.locations = sorted(set(message.locations))
    return template


def read_javascript(root: Path = ROOT) -> Found:
    """What static/src and the pages of a checkout say, read by a parser of JavaScript."""
    run = subprocess.run(  # noqa: S603 - a program of this checkout
        [ROOT / "tools/with-node", "node", ROOT / "tools/messages.mjs", root],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return Found(**json.loads(run.stdout))


def faults(message: Message) -> Iterator[str]:
    """What a translation has that its message has not, or the other way: places like %(seat)s, and tags."""
    if not is_translated(message):
        return
    whole = message.id if isinstance(message.id, str) else message.id[-1]
    translations = forms(message)
    for index, translation in enumerate(translations):
        lost, strange = difference(PLACE, whole, translation)
        # The form for one thing may say "one" instead of its number.
        if strange or (lost and (len(translations) == 1 or index == len(translations) - 1)):
            yield f"“{translation}” has not the places of “{whole}”"
        if any(difference(TAG, whole, translation)):
            yield f"“{translation}” has not the tags of “{whole}”"


def difference(pattern: re.Pattern[str], message: str, translation: str) -> tuple[list[str], list[str]]:
    """What a translation lost of its message, and what it has that the message has not."""
    ours, theirs = Counter(pattern.findall(message)), Counter(pattern.findall(translation))
    return sorted((ours - theirs).elements()), sorted((theirs - ours).elements())


def forms(message: Message) -> list[str]:
    """A translation's words, one for each form of number; empty words where there are none yet."""
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string or ""]


def is_translated(message: Message) -> bool:
    """Whether every form of a message has words."""
    return all(forms(message))


def key(message: Message) -> tuple[Any, ...]:
    """What tells a message from all others."""
    return (message.context, message.id)


def words_of(catalog: Catalog) -> Iterable[Message]:
    """The messages of a catalogue without its header."""
    return (message for message in catalog if message.id)


def catalogue_file(language: str) -> Path:
    """Where a language's translations are."""
    return FOLDER / language / "LC_MESSAGES/messages.po"


def read(file: Path, language: str) -> Catalog:
    """A language's catalogue; an empty one when there is none yet."""
    if not file.is_file():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def as_bytes(catalog: Catalog) -> bytes:
    """A catalogue as it is kept: in the order of its messages, without dates, line numbers and what is gone."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False)
    header = re.compile(
        rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator'
        rb'|Language-Team|Generated-By):.*(?<=\\n")\n',
        re.MULTILINE,
    )
    return header.sub(b"", stream.getvalue())


if __name__ == "__main__":
    main()
