"""A report as a page or as plain text.

The plain text begins with the statement in the form that `five_part.read` takes; a form feed, which no text of a
statement can hold, ends it, and what follows tells how the statement came about.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from deliberate import assets
from deliberate.documents import five_part
from deliberate.documents.report import Report
from deliberate.documents.telling import Telling
from deliberate.documents.words import Words, direction
from deliberate.domain.refusals import Refusal

END_OF_TEXT = "\f"
STYLESHEET = "report-alone.css"


def as_page(report: Report, words: Words) -> str:
    """The report as a page that needs no other file: its stylesheet is in it, and there is no script."""
    template = _environment(assets.path("templates"), words).get_template("report.html")
    return template.render(layout="report_alone.html", style=_stylesheet(), links=None, **facts(report, words))


def as_text(report: Report, words: Words) -> str:
    """The report as plain text; `text_section` gives back its beginning, which is the statement alone."""
    template = _environment(assets.path("templates"), words).get_template("report.txt")
    told = template.render(**facts(report, words)).rstrip()
    return f"{statement_text(report)}{END_OF_TEXT}\n{told}\n"


def facts(report: Report, words: Words) -> dict[str, object]:
    """What the templates of a report work with."""
    theme, session = headings(report.theme)
    return {
        "report": report,
        "words": words,
        "tell": Telling(words),
        "theme": theme,
        "session": session,
        "text_direction": direction(report.language),
    }


def text_section(text: str) -> str:
    """The statement alone, out of a report as plain text."""
    return text.partition(END_OF_TEXT)[0]


def headings(theme: str) -> tuple[str, str]:
    """The theme and the label of the working session, which `five_part.as_command` joins with a middle dot."""
    before, dot, after = theme.rpartition(" \u00b7 ")
    return (before, after) if dot else (theme, "")


def statement_text(report: Report) -> str:
    """The statement in the five-part form; where it does not have that shape, in the same form without its promise."""
    for headed in _headed(report):
        try:
            return five_part.write(headed)
        except Refusal:
            continue
    return _loosely(report)


def _headed(report: Report) -> Iterable[five_part.Report]:
    """The ways in which title, theme and session label can stand at the top so that they are read back as they are."""
    theme, session = headings(report.theme)
    parts = [
        five_part.Part(part.title, part.caption, [five_part.Item(each.caption, each.text) for each in part.paragraphs])
        for part in report.parts
    ]
    for title, its_theme, its_session in (
        (report.title, theme, session),
        (report.title, report.theme, ""),
        ("", report.theme, report.title),
        ("", report.title, ""),
        (report.title, f"Theme: {theme}", session),
        (report.title, f"Theme: {report.theme}", ""),
    ):
        yield five_part.Report(title, its_theme, its_session, report.note, parts)


def _loosely(report: Report) -> str:
    blocks = [f"{line}\n" for line in (*headings(report.theme), report.title, report.note) if line]
    for part in report.parts:
        lines = [f"Part {part.number} \u2013 {part.title}", *filter(None, [part.caption])]
        for each in part.paragraphs:
            lines += [*filter(None, [each.caption]), f"{each.number}.\t{each.text}"]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _environment(folder: Path, words: Words) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(["html"]),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made


@cache
def _stylesheet() -> Markup:
    """The built stylesheet; it is ours, so it can stand in the page as it is."""
    written = (assets.path("static") / STYLESHEET).read_text(encoding="utf-8")
    return Markup(written.partition("/*# sourceMappingURL")[0].strip())  # noqa: S704
