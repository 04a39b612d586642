"""The five-part report of a working session, read from plain text and written back.

The shape, from the top of the file:

- Headings in any order, each at most once and on one line, none obligatory: the theme ("Theme 3: ..."), the label
  of the working session ("Working Session 3.B.:"), the check line ("Check against final (date)"), and the title.
  The title is the one line that is none of the others; it may also follow the session label on the same line.
- Exactly five parts in order: "Part N", then a hyphen, a dash or a colon, then the part's title; under it a caption of
  one line; then items numbered 1., 2., 3. without gap or repeat.
- An item holds every line up to the next number or part. Its lines stay lines, and blank lines between two of them
  become one. A number of four digits or more at the start of a line, unless it is the next item's, is text: a year
  where a line was wrapped.

Not kept are blank lines elsewhere, spaces at both ends of a line, the kind of line break, and the mark that ends the
session label. Every other character is. What does not have this shape is refused with the number of the line that
broke it, counted from 1.
"""

import re
from dataclasses import dataclass, field

from deliberate.documents.lines import SPACES, Line, Lines, decoded
from deliberate.domain.refusals import N_, Refusal

PARTS = 5
PARAGRAPH_CHARACTERS = 20_000
HEADING_CHARACTERS = 500

_MARKS = ":\\-\u2010-\u2015\u2212"
_LABEL = rf"[{SPACES}]+(?:(?=[\w./-]{{0,9}}\d)[\w./-]{{1,20}}|[ivxlc]{{1,6}}\.?|[a-z]\.?)"
_THEME = re.compile(rf"theme(?:{_LABEL}(?![\w])|[{SPACES}]*[{_MARKS}])", re.IGNORECASE)
_SESSION = re.compile(
    rf"(?P<label>(?:(?:(?:working|parallel|plenary)[{SPACES}]+)?session|round[{SPACES}]?table)(?:{_LABEL})?)"
    rf"[{SPACES}]*(?:[{_MARKS}](?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
_CHECK = re.compile(rf"check[{SPACES}]+against\b", re.IGNORECASE)
_PART = re.compile(rf"part[{SPACES}]+(\d{{1,6}})[{SPACES}]*(?:[{_MARKS}](?P<title>.*)|$)", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"(?P<number>\d{1,6})\.(?!\d)(?P<words>.*)", re.DOTALL)

_PART_HERE = N_("Line %(line)s: “Part %(part)s - title” must stand here, not “%(found)s”.")
_ITEM_HERE = N_("Line %(line)s: item “%(number)s.” of part %(part)s must stand here, not “%(found)s”.")


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered paragraph. The text form has no captions for items: one that was read has an empty caption."""

    caption: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five parts: its title, the caption that says what it holds, its items in order."""

    title: str
    caption: str
    paragraphs: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. A heading that the file does not have is empty; `note` is the check line."""

    title: str
    theme: str
    session: str
    note: str
    parts: list[Part] = field(default_factory=list)


def read_bytes(data: bytes) -> Report:
    """The report in a file: UTF-8, with or without a byte order mark, at most 1 MiB."""
    return read(decoded(data))


def read(text: str) -> Report:
    """The report in a text, read whole or refused whole."""
    lines = Lines(text)
    headings = _read_headings(lines)
    parts = [_read_part(lines, number) for number in range(1, PARTS + 1)]
    if lines.here is not None:
        raise lines.here.refusal(
            N_("Line %(line)s: the report ends with part %(part)s. Remove what follows it: “%(found)s”."), part=PARTS
        )
    return Report(headings["title"], headings["theme"], headings["session"], headings["note"], parts)


def write(report: Report) -> str:
    """The text from which `read` gives the same report; refused where there is none, as for an item with a caption."""
    session = f"{report.session}:" if report.session else ""
    blocks = [f"{heading}\n" for heading in (report.theme, session, report.title, report.note) if heading]
    for number, part in enumerate(report.parts, start=1):
        items = (f"{count}.\t{item.text}" for count, item in enumerate(part.paragraphs, start=1))
        blocks.append("\n".join([f"Part {number} \u2013 {part.title}", part.caption, *items]) + "\n")
    text = "\n".join(blocks)
    if read(text) != report:
        raise Refusal(
            "not_writable", N_("This report cannot become five-part text without a change. Export it as HTML.")
        )
    return text


def as_command(report: Report) -> dict[str, object]:
    """The body of the command `statement.import`.

    The session label follows the theme after a middle dot. A report without a title goes by its session label,
    and one without that by its theme.
    """
    title = report.title or report.session or report.theme
    theme = [words for words in (report.theme, report.session) if words and words != title]
    return {
        "title": title,
        "theme": " \u00b7 ".join(theme),
        "note": report.note,
        "parts": [
            {
                "title": part.title,
                "caption": part.caption,
                "paragraphs": [{"caption": item.caption, "text": item.text} for item in part.paragraphs],
            }
            for part in report.parts
        ],
    }


def _read_headings(lines: Lines) -> dict[str, str]:
    headings = {"title": "", "theme": "", "session": "", "note": ""}
    while (line := lines.here) is not None:
        part = _PART.match(line.words)
        if part and int(part[1]) == 1:
            break
        rest = line.words
        while rest:
            name, words, rest = _heading(rest)
            if name not in headings or headings[name]:
                raise line.refusal(
                    N_(
                        "Line %(line)s: “Part %(part)s - title” must stand here, not “%(found)s”. Above it may stand"
                        " a theme, a session label, a title and a check line, each once and on one line."
                    ),
                    part=1,
                )
            headings[name] = _short(line, words)
        lines.take()
    return headings


def _heading(words: str) -> tuple[str, str, str]:
    """Which heading a line is, its words, and what follows a session label on the same line."""
    if _PART.match(words) or _ITEM.match(words):
        return "none", words, ""
    if _THEME.match(words):
        return "theme", words, ""
    if _CHECK.match(words):
        return "note", words, ""
    session = _SESSION.fullmatch(words)
    if session:
        return "session", session["label"], (session["rest"] or "").strip(SPACES)
    return "title", words, ""


def _read_part(lines: Lines, number: int) -> Part:
    line = lines.here
    heading = _PART.match(line.words) if line else None
    if line is None or heading is None or int(heading[1]) != number:
        at_end = N_("Line %(line)s: the file ends here, but “Part %(part)s - title” must follow.")
        raise lines.refusal(_PART_HERE, at_end, part=number)
    title = _short(line, (heading["title"] or "").strip(SPACES))
    if not title:
        raise line.refusal(N_("Line %(line)s: part %(part)s must have a title after its number."), part=number)
    lines.take()
    return Part(title, _read_caption(lines, number), _read_items(lines, number))


def _read_caption(lines: Lines, part: int) -> str:
    line = lines.here
    if line is None or _PART.match(line.words) or _ITEM.match(line.words):
        raise lines.refusal(
            N_("Line %(line)s: a caption must stand here, under the title of part %(part)s, not “%(found)s”."),
            N_("Line %(line)s: the file ends here, but a caption must follow the title of part %(part)s."),
            part=part,
        )
    lines.take()
    return _short(line, line.words)


def _read_items(lines: Lines, part: int) -> list[Item]:
    items: list[Item] = []
    while (line := lines.here) is not None and (not items or not _PART.match(line.words)):
        number = len(items) + 1
        start = _item_start(line, number)
        if start is None or int(start["number"]) != number:
            next_item = N_(
                "Line %(line)s: item “%(number)s.” of part %(part)s or the next part must stand here, not “%(found)s”."
            )
            raise line.refusal(next_item if items else _ITEM_HERE, part=part, number=number)
        lines.take()
        text = start["words"].strip(SPACES) + _continuation(lines, number + 1)
        items.append(_item(line, text.lstrip("\n"), part, number))
    if not items:
        at_end = N_("Line %(line)s: the file ends here, but item “%(number)s.” of part %(part)s must follow.")
        raise lines.refusal(_ITEM_HERE, at_end, part=part, number=1)
    return items


def _item_start(line: Line, expected: int) -> re.Match[str] | None:
    start = _ITEM.match(line.words)
    if start and (len(start["number"]) <= 3 or int(start["number"]) == expected):
        return start
    return None


def _continuation(lines: Lines, next_number: int) -> str:
    """The further lines of an item, each after its line break."""
    more: list[str] = []
    while (line := lines.here) is not None and not _PART.match(line.words) and not _item_start(line, next_number):
        more.append(("\n\n" if line.after_blank else "\n") + line.words)
        lines.take()
    return "".join(more)


def _item(line: Line, text: str, part: int, number: int) -> Item:
    if not text:
        raise line.refusal(
            N_("Line %(line)s: item %(number)s of part %(part)s must have words after its number."),
            part=part,
            number=number,
        )
    if len(text) > PARAGRAPH_CHARACTERS:
        raise line.refusal(
            N_(
                "Line %(line)s: item %(number)s of part %(part)s has %(characters)s characters, more than %(limit)s."
                " Split it into several items."
            ),
            part=part,
            number=number,
            characters=len(text),
            limit=PARAGRAPH_CHARACTERS,
        )
    return Item("", text)


def _short(line: Line, words: str) -> str:
    if len(words) > HEADING_CHARACTERS:
        raise line.refusal(
            N_("Line %(line)s: a heading has at most %(limit)s characters; this one has %(characters)s. Shorten it."),
            characters=len(words),
            limit=HEADING_CHARACTERS,
        )
    return words
