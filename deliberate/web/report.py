"""The report as a page and as plain text, and each vote as a file that anyone can count again."""

import json
from collections.abc import Collection

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, get_translations
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.commands import priorities, voting
from deliberate.documents import rendering
from deliberate.documents.report import Report, chosen
from deliberate.documents.report import report as made_report
from deliberate.documents.speeches import speeches_as_csv
from deliberate.documents.vote_table import vote_table
from deliberate.documents.words import Words
from deliberate.domain.phases import Asked
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.seats import in_order
from deliberate.store.questions import Elector, Question
from deliberate.store.statements import Statement
from deliberate.store.turnout import TOLD
from deliberate.web.site import Entered, enter, site, visitor

report = Blueprint("report", __name__)


@report.get("/g/<slug>/report")
def report_page(slug: str) -> ResponseReturnValue:
    """The report of a statement: the one asked for, or else the one adopted last, or else the newest."""
    with site().database.reading() as session:
        entered, made = _made(session, slug)
        links = {
            "txt": url_for("report.report_text", slug=slug, statement=made.statement),
            "gallery": url_for("gallery.gallery_page", slug=slug),
            "others": _others(session, entered, made),
            "vote": lambda number: url_for("report.vote", slug=slug, number=number),
        }
        facts = rendering.facts(made, _words(made))
        return render_template("report.html", layout="base.html", links=links, **facts)


@report.get("/g/<slug>/report.txt")
def report_text(slug: str) -> ResponseReturnValue:
    """The same as plain text; it begins with the statement in the form in which one is imported."""
    with site().database.reading() as session:
        _, made = _made(session, slug)
        return Response(rendering.as_text(made, _words(made)), mimetype="text/plain")


@report.get("/g/<slug>/questions/<int(max=999999999):number>.json")
def vote(slug: str, number: int) -> ResponseReturnValue:
    """A closed vote as a file for `deliberate count`: the rule, electorate and votes; a choice, for `choose`."""
    with site().database.reading() as session:
        question = _closed(session, slug, number, TOLD)
        case = (priorities if question.kind == priorities.KIND else voting).as_case(session, question)
        file = Response(json.dumps(case, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")
        return _named(file, f"question-{number}.json")


@report.get("/g/<slug>/questions/<int(max=999999999):number>/result.csv")
def figures(slug: str, number: int) -> ResponseReturnValue:
    """The figures of a closed vote as a table: the whole, each side and, where known, constituency and seat."""
    with site().database.reading() as session:
        question = _closed(session, slug, number, ("vote",))
        found = {row.seat: row for row in session.scalars(select(Elector).where(Elector.question_id == question.id))}
        table = vote_table(session, question, [found[seat] for seat in in_order(found)])
        return _named(Response(table, mimetype="text/csv"), f"question-{number}.csv")


def _named(file: Response, name: str) -> Response:
    """A file under the name it is saved by, where it is saved."""
    file.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return file


def _closed(session: Session, slug: str, number: int, kinds: Collection[str]) -> Question:
    entered = enter(session, slug, visitor())
    question = session.scalar(
        select(Question).where(Question.journal_id == entered.group.journal_id, Question.number == number)
    )
    if question is None or question.audience not in entered.audiences or question.kind not in kinds:
        raise Refusal("not_found", N_("There is no vote %(number)s here."), number=number)
    if question.state != Asked.CLOSED:
        raise Refusal("not_closed", N_("Vote %(number)s has no result to be counted again."), number=number)
    return question


@report.get("/g/<slug>/speeches.csv")
def speeches(slug: str) -> ResponseReturnValue:
    """Every speech that has ended, as a table; the public ones, for whoever does not take part."""
    with site().database.reading() as session:
        entered = enter(session, slug, visitor(), gallery=request.args.get("as") == "public")
        table = speeches_as_csv(session, entered.group, entered.audiences)
        return Response(table, content_type="text/csv; charset=utf-8")


def _made(session: Session, slug: str) -> tuple[Entered, Report]:
    entered = enter(session, slug, visitor())
    asked = request.args.get("statement")
    if asked is not None and not asked.isdecimal():
        raise Refusal("not_found", N_("There is no such statement to report on."))
    statement = chosen(session, entered.group.journal_id, int(asked) if asked else None, entered.audiences)
    return entered, made_report(session, entered.group.journal_id, statement, entered.audiences)


def _others(session: Session, entered: Entered, made: Report) -> list[dict[str, str]]:
    rows = session.scalars(
        select(Statement)
        .where(
            Statement.journal_id == entered.group.journal_id,
            Statement.archived.is_(False),
            Statement.audience.in_(entered.audiences),
            Statement.id != made.statement,
        )
        .order_by(Statement.id)
    )
    return [
        {"title": row.title, "href": url_for("report.report_page", slug=made.slug, statement=row.id)} for row in rows
    ]


def _words(made: Report) -> Words:
    return Words(str(get_locale() or "en"), made.zone, get_translations())
