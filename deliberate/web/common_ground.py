"""Common ground as a page: for members and observers, complete without scripts."""

from dataclasses import dataclass
from fractions import Fraction

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, get_translations

from deliberate.documents.common_ground import CommonGround, Ground
from deliberate.documents.common_ground import common_ground as found
from deliberate.documents.places import Places
from deliberate.documents.words import Words
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.statements import Statement
from deliberate.web.site import enter, site, visitor

common_ground = Blueprint("common_ground", __name__)
WIDTH, ROW = 600, 34
"""The plot: units across, and for each paragraph."""


@dataclass(frozen=True)
class Mark:
    """A group in the plot: where it stands, from left to right, and its side, name and figures for a reader."""

    x: float
    side: str
    name: str
    share: str


@dataclass(frozen=True)
class Line:
    """A paragraph in the plot: a bar as long as its mean, and a mark for each constituency."""

    ground: Ground
    y: int
    bar: float
    marks: tuple[Mark, ...]


@common_ground.get("/g/<slug>/statements/<int(max=999999999):statement>/common-ground")
def page(slug: str, statement: int) -> ResponseReturnValue:
    """Which paragraphs have support in both halves and in each constituency, from the positions taken in calls."""
    with site().database.reading() as session:
        entered = enter(session, slug, visitor())
        row = session.get(Statement, statement)
        here = row is not None and row.journal_id == entered.group.journal_id and not row.archived
        if row is None or not here or row.audience not in entered.audiences:
            raise Refusal("not_found", N_("There is no such statement here."))
        ground = found(session, row, Places(session, row.journal_id), entered.audiences)
        return render_template(
            "common_ground.html",
            group=entered.group,
            statement=row,
            ground=ground,
            lines=_lines(ground),
            width=WIDTH,
            row=ROW,
            words=Words(str(get_locale() or "en"), entered.group.timezone, get_translations()),
        )


def _lines(ground: CommonGround) -> list[Line]:
    groups = {group.code: group for group in ground.groups}
    return [
        Line(
            each,
            number * ROW,
            _across(Fraction(each.constituencies.mean)),
            tuple(
                Mark(_across(of.likely), groups[code].side, groups[code].name, f"{of.support}/{of.answers}")
                for code, of in each.constituencies.groups.items()
            ),
        )
        for number, each in enumerate(ground.grounds)
    ]


def _across(share: Fraction) -> float:
    """Where a share stands in the plot; the one place where it becomes a float, for the eye."""
    return round(float(share * WIDTH), 1)
