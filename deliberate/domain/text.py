"""Texts as people read them: words of any script, the difference between two texts, and the hash of a text."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

import regex  # type: ignore[import-untyped]  # it publishes no types
import rfc8785

from deliberate.domain.alignment import align, tidy
from deliberate.domain.refusals import N_, Refusal

Change = tuple[Literal["=", "-", "+"], str]
"""A stretch of text that stays (``=``), goes (``-``) or comes (``+``)."""

NO_TEXT = regex.compile(r"(?V1)[\p{Cc}\p{Cs}\p{Cn}--[\n\t]]")
"""What no text of ours holds: control characters, lone surrogates, code points that are no character."""

_WORD_BOUNDARY = regex.compile(r"(?V1)(?w)\b")
_CHARACTER = regex.compile(r"\X")
# What can join two code points into one character (UAX 29, table 1c): without any of these, none is ever cut in two.
_JOINS = regex.compile(
    r"[\r\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}\p{GCB=Prepend}\p{GCB=L}\p{GCB=V}\p{GCB=T}\p{GCB=RI}]"
)


def words(text: str) -> list[str]:
    """The words of a text with the spaces and marks between them; joined they give the text back.

    Words are those of Unicode's default segmentation (UAX 29): scripts without spaces are cut into their characters,
    and no character as a reader sees it (a letter with its accents and vowel signs) is ever cut in two.

    >>> words("Ghana's  text.")
    ["Ghana's", '  ', 'text', '.']
    """
    pieces = list(filter(None, _WORD_BOUNDARY.split(text)))
    if text.isascii() or not _JOINS.search(text):
        return pieces
    whole = set()
    at = 0
    for character in _CHARACTER.findall(text):
        at += len(character)
        whole.add(at)
    joined: list[str] = []
    at, open_piece = 0, ""
    for piece in pieces:
        at, open_piece = at + len(piece), open_piece + piece
        if at in whole:
            joined.append(open_piece)
            open_piece = ""
    return joined


def diff(old: str, new: str) -> list[Change]:
    """What changed from one text to another, word by word, for people to read.

    The stretches that stay and go make the old text, those that stay and come the new one.

    >>> diff("States shall act.", "States should act.")
    [('=', 'States '), ('-', 'shall'), ('+', 'should'), ('=', ' act.')]
    """
    before, after = words(old), words(new)
    changes: list[Change] = []
    at = 0
    for edit in tidy(before, after, align(before, after)):
        _add(changes, "=", before[at : edit.start])
        _add(changes, "-", before[edit.start : edit.end])
        _add(changes, "+", after[edit.new_start : edit.new_end])
        at = edit.end
    _add(changes, "=", before[at:])
    return changes


def old_text(changes: Iterable[Change]) -> str:
    """The text before the changes."""
    return "".join(piece for kind, piece in changes if kind != "+")


def new_text(changes: Iterable[Change]) -> str:
    """The text after the changes."""
    return "".join(piece for kind, piece in changes if kind != "-")


def share_changed(old: str, new: str) -> Fraction:
    """How far two texts are apart: words and marks that go or come, as a share of all in both. Spaces do not count.

    0 for equal texts, 1 when nothing is left of the old one; one word replaced among ten is 1/10.
    """
    before = [word for word in words(old) if not word.isspace()]
    after = [word for word in words(new) if not word.isspace()]
    if not before and not after:
        return Fraction(0)
    edits = align(before, after)
    changed = sum(edit.end - edit.start + edit.new_end - edit.new_start for edit in edits)
    return Fraction(changed, len(before) + len(after))


def text_hash(paragraphs: Sequence[tuple[int, str, str]]) -> str:
    """The hash of what is decided on: SHA-256, in hexadecimal, of the canonical JSON (RFC 8785) of the paragraphs.

    Each paragraph is its id, its language and its text in Unicode normal form C; the order given is part of the text.
    """
    facts: list[dict[str, int | str]] = [
        {"id": number, "language": language, "text": unicodedata.normalize("NFC", text)}
        for number, language, text in paragraphs
    ]
    try:
        canonical = rfc8785.dumps(facts)
    except rfc8785.CanonicalizationError:
        raise Refusal(
            "not_text",
            N_("The text contains half of a character, which cannot be stored. Type that character again."),
        ) from None
    return hashlib.sha256(canonical).hexdigest()


def _add(changes: list[Change], kind: Literal["=", "-", "+"], pieces: list[str]) -> None:
    if pieces:
        changes.append((kind, "".join(pieces)))
