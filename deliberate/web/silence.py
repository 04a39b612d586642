"""A silence procedure as a page of its own: its text, what was said to it, and, for a seat, the form to answer.

It is what a letter leads to, and works without scripts.
"""

import secrets
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, get_translations
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents.places import Place, Places
from deliberate.documents.telling import Telling
from deliberate.documents.words import Words
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import SEATED
from deliberate.domain.silence import Kind, State, check_words
from deliberate.domain.text import diff
from deliberate.store.amendments import Amendment
from deliberate.store.db import Json
from deliberate.store.silence import Silence, SilenceMessage, messages_of, open_to_amendment
from deliberate.store.statements import Paragraph, Part
from deliberate.web.site import Entered, enter, execute, now, site, visitor
from deliberate.web.still.text import nodes
from deliberate.web.words import say

silence = Blueprint("silence", __name__)
PAGE = "/g/<slug>/silence/<int(max=999999999):number>"


@dataclass(frozen=True)
class Said:
    """A message with the seat as it was called when it wrote, and the amendment that was tabled with it."""

    place: Place
    message: SilenceMessage
    amendment: Amendment | None


@dataclass(frozen=True)
class Sent:
    """What somebody filled in, as it was sent; an amendment is to the text in `paragraph`, where a part is several."""

    kind: str = ""
    text: str = ""
    proposed: str | None = None
    paragraph: int | None = None


@silence.get(PAGE)
def page(slug: str, number: int) -> ResponseReturnValue:
    """The text under silence and what became of it. Whoever is not signed in, and comes to answer, is asked to."""
    if visitor() is None:
        return redirect(url_for("pages.sign_in", next=url_for("silence.page", slug=slug, number=number)))
    return _shown(slug, number)


@silence.post(PAGE)
def answer(slug: str, number: int) -> ResponseReturnValue:
    """A seat breaks the silence, or attaches a reservation or a statement."""
    form = request.form
    paragraph = form.get("paragraph", type=int)
    sent = Sent(form.get("kind", ""), form.get("text", ""), _proposed(slug, number, paragraph), paragraph)
    data: Json = {"silence": number, "kind": sent.kind, "text": sent.text}
    breaks = sent.kind in list(Kind) and Kind(sent.kind).breaks
    if sent.proposed is not None:
        data |= {"proposed": sent.proposed, "paragraph": sent.paragraph}
    try:
        check_words(sent.kind, sent.proposed)
        execute("silence.break" if breaks else "silence.attach", data, key=form.get("key", ""), group=slug)
    except Refusal as refusal:
        return _shown(slug, number, say(refusal.sentence), sent), 422
    return redirect(url_for("silence.page", slug=slug, number=number, _anchor="said"))


def _proposed(slug: str, number: int, paragraph: int | None) -> str | None:
    """The text as the seat would have it, if it changed more than spaces and line ends, which browsers rewrite."""
    proposed = request.form.get("proposed", "")
    if not proposed.strip():
        return None
    with site().database.reading() as session:
        amends = _amendable(session, _row(session, enter(session, slug, visitor()), number), paragraph)["amends"]
    stood = amends.text if amends is not None else ""
    return proposed if proposed.split() != stood.split() else None


def _shown(slug: str, number: int, problem: str = "", sent: Sent | None = None) -> str:
    with site().database.reading() as session:
        entered = enter(session, slug, visitor())
        row = _row(session, entered, number)
        places = Places(session, row.journal_id)
        seat = entered.standing.seat
        words = Words(str(get_locale() or "en"), entered.group.timezone, get_translations())
        sent = sent or Sent(paragraph=request.args.get("paragraph", type=int))
        open_now = row.state == State.RUNNING and now() < row.expires_at
        return render_template(
            "silence.html",
            group=entered.group,
            silence=row,
            title=Telling(words).named(row.about_type, row.title),
            matter=_matter(session, row),
            rounds=_rounds(session, entered, row),
            said=[
                Said(
                    Place(each.seat, places.of(each.seat).side, "", each.delegation),
                    each,
                    session.get(Amendment, each.amendment_id) if each.amendment_id else None,
                )
                for each in messages_of(session, row)
            ],
            **_amendable(session, row, sent.paragraph),
            open_now=open_now,
            waits=row.state == State.RUNNING and not open_now,
            mine=places.of(seat.id) if seat is not None and entered.standing.roles & SEATED and open_now else None,
            kinds=list(Kind),
            key=secrets.token_hex(16),
            problem=problem,
            sent=sent,
            words=words,
        )


def _row(session: Session, entered: Entered, number: int) -> Silence:
    row = session.get(Silence, number)
    if row is None or row.journal_id != entered.group.journal_id or row.audience not in entered.audiences:
        raise Refusal("not_found", N_("There is no such silence procedure here."))
    return row


def _rounds(session: Session, entered: Entered, row: Silence) -> list[Silence]:
    """All rounds of the same question that the reader may see, where there are several."""
    found = session.scalars(
        select(Silence)
        .where(Silence.journal_id == row.journal_id, Silence.number == row.number)
        .where(Silence.audience.in_(entered.audiences))
        .order_by(Silence.round)
    ).all()
    return list(found) if len(found) > 1 else []


def _amendable(session: Session, row: Silence, paragraph: int | None) -> Json:
    """What an amendment may be tabled to: one text, or, in a part, several of which the seat chooses one."""
    found = open_to_amendment(session, row)
    several = row.about_type == Part.noun
    part = session.get_one(Part, row.about_id).position if several else 0
    chosen = next((each for each in found if not several or each.id == paragraph), None)
    numbers = {each.id: f"{part}.{each.position}" for each in found if isinstance(each, Paragraph)} if several else {}
    return {"amends": chosen, "paragraphs": numbers}


def _matter(session: Session, row: Silence) -> Json:
    """What is under silence, for the page: the difference an amendment makes, or the text with its brackets."""
    if row.about_type == Amendment.noun:
        amendment = session.get_one(Amendment, row.about_id)
        return {"diff": diff(amendment.base, row.text)}
    return {"nodes": nodes(row.text)}
