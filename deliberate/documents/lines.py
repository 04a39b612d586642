"""The lines of a text file that holds a report: decoded, checked, trimmed, and read one by one with their numbers."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deliberate.domain.refusals import N_, Refusal

FILE_BYTES = 1024 * 1024

# What stands at the ends of a line and is not text: spaces of every width, and the byte order mark.
SPACES = " \t\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))

_NEVER_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FOUND_CHARACTERS = 80


class Line(NamedTuple):
    """A line that holds words: its number in the file from 1, its trimmed words, and whether a blank line is above."""

    number: int
    words: str
    after_blank: bool

    def refusal(self, sentence: str, **facts: int) -> Refusal:
        """The refusal of this line, with its number and (the beginning of) what was found on it."""
        found = self.words
        if len(found) > _FOUND_CHARACTERS:
            found = found[: _FOUND_CHARACTERS - 1] + "…"
        return Refusal("not_five_part", sentence, line=self.number, found=found, **facts)


class Lines:
    """The lines of a text that hold words, from the first to the last; `here` is the one to be read next."""

    def __init__(self, text: str) -> None:
        self._lines = list(_worded(_checked(text)))
        self._at = 0

    @property
    def here(self) -> Line | None:
        """The line to be read next, or none at the end of the file."""
        return self._lines[self._at] if self._at < len(self._lines) else None

    def take(self) -> None:
        """Go on to the line after this one."""
        self._at += 1

    def refusal(self, sentence: str, at_end: str, **facts: int) -> Refusal:
        """The refusal of the line to be read next; where the file ends instead, `at_end` and the last line's number."""
        if self.here is not None:
            return self.here.refusal(sentence, **facts)
        last = self._lines[-1].number if self._lines else 1
        return Refusal("not_five_part", at_end, line=last, found="", **facts)


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 of at most 1 MiB; refused otherwise, with the line of the first wrong byte."""
    if len(data) > FILE_BYTES:
        raise _too_large(len(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        before = data[: wrong.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        raise Refusal(
            "not_utf8",
            N_("Line %(line)s: this is not UTF-8 text (byte %(found)s). Save the report as plain text in UTF-8."),
            line=before.count(b"\n") + 1,
            found=f"0x{data[wrong.start]:02X}",
        ) from wrong


def _checked(text: str) -> str:
    """The text with plain line breaks, known to be of a size and an alphabet that can be stored."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > FILE_BYTES:
        raise _too_large(size)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    wrong = _NEVER_TEXT.search(text)
    if wrong:
        raise Refusal(
            "not_five_part",
            N_("Line %(line)s: the character %(found)s is no text; a report is plain text. Remove it."),
            line=text.count("\n", 0, wrong.start()) + 1,
            found=f"U+{ord(wrong[0]):04X}",
        )
    return text


def _worded(text: str) -> Iterator[Line]:
    after_blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.strip(SPACES)
        if words:
            yield Line(number, words, after_blank)
        after_blank = not words


def _too_large(size: int) -> Refusal:
    return Refusal(
        "file_too_large",
        N_("The file has %(bytes)s bytes; a report has at most %(limit)s. Check that it is the right file."),
        bytes=size,
        limit=FILE_BYTES,
    )
