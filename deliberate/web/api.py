"""The API: commands in, snapshots and entries out, and a description of itself."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from deliberate.commands.fields import LARGEST_ID
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.text import diff
from deliberate.journal.history import history
from deliberate.journal.records import directory, people_of, view
from deliberate.journal.snapshot import entries_after
from deliberate.store.db import stamp
from deliberate.store.groups import Group
from deliberate.store.statements import Paragraph, Revision
from deliberate.web import boot
from deliberate.web.describe import openapi
from deliberate.web.giving import delivered, give
from deliberate.web.security import LARGEST_BODY, csrf, limiter
from deliberate.web.site import Entered, claim, enter, site, visitor

api = Blueprint("api", __name__, url_prefix="/api")
csrf.exempt(api)  # checked in `_give`, after the sign-in: who is signed out is told so
COMMANDS_AT_MOST = "600 per minute"
of_one_person = limiter.shared_limit(lambda: COMMANDS_AT_MOST, "commands")


@api.post("/groups/<slug>/commands/<name>")
@of_one_person
def group_command(slug: str, name: str) -> ResponseReturnValue:
    """Give a command in a group."""
    try:
        return _give(name, slug)
    except (Refusal, CSRFError):
        _may_look(slug)  # not before: what is done was allowed, and a refusal alone could tell that the group exists
        raise


@api.post("/commands/<name>")
@of_one_person
def site_command(name: str) -> ResponseReturnValue:
    """Give a command of the site."""
    return _give(name, None)


def _give(name: str, group: str | None) -> Response:
    asks = claim()
    if asks is None:
        raise Refusal("not_signed_in", N_("Please sign in first."))
    csrf.protect()
    receipt = give(name, _json(), key=request.headers.get("Idempotency-Key", ""), group=group, asks=asks)
    return jsonify(delivered(receipt))


def _json() -> Any:
    if request.content_length is None and len(request.get_data()) >= LARGEST_BODY:
        raise RequestEntityTooLarge  # it came in chunks, and Werkzeug stopped reading at the limit without a word
    try:
        return request.get_json()
    except (BadRequest, RecursionError) as unreadable:
        raise Refusal("not_json", N_("This request cannot be read.")) from unreadable


def _may_look(slug: str) -> None:
    """Refuse as if the group did not exist, where it is not public and somebody asks who does not belong to it."""
    with site().database.reading() as session:
        if not session.scalar(select(Group.public).where(Group.slug == slug)):
            enter(session, slug, visitor())


@api.get("/groups/<slug>/snapshot")
def snapshot(slug: str) -> ResponseReturnValue:
    """The room as records, at one moment."""
    with site().database.reading() as session:
        return jsonify(boot.room(session, _entered(session, slug)))


@api.get("/groups/<slug>/entries")
def entries(slug: str) -> ResponseReturnValue:
    """The entries after number `after`: at most 500."""
    after = request.args.get("after", "")
    if not after.isdecimal() or len(after) > len(str(2**53)):
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="after: a number")
    with site().database.reading() as session:
        entered = _entered(session, slug)
        audiences = entered.audiences
        seen = [view(entry, audiences) for entry in entries_after(session, entered.group.journal_id, int(after))]
        return jsonify({"entries": seen, "directory": directory(session, people_of(seen), audiences)})


PARAGRAPH = f"/groups/<slug>/paragraphs/<int(max={LARGEST_ID}):paragraph>"


@api.get(f"{PARAGRAPH}/revisions")
def revisions(slug: str, paragraph: int) -> ResponseReturnValue:
    """Every revision of a paragraph that the reader may see, the first first, with all who contributed to it."""
    with site().database.reading() as session:
        entered = _entered(session, slug)
        row = _paragraph(session, entered, paragraph)
        found = session.scalars(_revisions_of(row, entered.audiences))
        return jsonify(
            [
                {
                    "revision": each.number,
                    "text": each.text,
                    "seat": each.seat,
                    "person": each.person,
                    "contributors": each.contributors,
                    "amendment": each.amendment_id,
                    "at": stamp(each.at),
                }
                for each in found
            ]
        )


def _revisions_of(row: Paragraph, audiences: frozenset[str]) -> Select[Revision]:
    return (
        select(Revision)
        .where(Revision.paragraph_id == row.id, Revision.audience.in_(audiences))
        .order_by(Revision.number)
    )


@api.get(f"{PARAGRAPH}/history")
def paragraph_history(slug: str, paragraph: int) -> ResponseReturnValue:
    """What happened to a paragraph, the first first: entries that changed its text, its state or its part."""
    with site().database.reading() as session:
        entered = _entered(session, slug)
        row = _paragraph(session, entered, paragraph)
        found = history(session, entered.group.journal_id, row.key, entered.audiences)
        return jsonify({"entries": found, "directory": directory(session, people_of(found), entered.audiences)})


@api.get(f"{PARAGRAPH}/compare")
def compare(slug: str, paragraph: int) -> ResponseReturnValue:
    """What changed between two revisions of a paragraph, word by word: stretches that stay (=), go (-) or come (+)."""
    numbers = [request.args.get(name, "") for name in ("from", "to")]
    if not all(each.isdecimal() and len(each) <= len(str(LARGEST_ID)) for each in numbers):
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="from, to: numbers of revisions")
    with site().database.reading() as session:
        entered = _entered(session, slug)
        row = _paragraph(session, entered, paragraph)
        known = {each.number: each.text for each in session.scalars(_revisions_of(row, entered.audiences))}
        texts = [known.get(int(each)) for each in numbers]
        for number, text in zip(numbers, texts, strict=True):
            if text is None:
                raise Refusal(
                    "not_found", N_("There is no revision %(revision)s of this paragraph."), revision=int(number)
                )
        return jsonify({"from": int(numbers[0]), "to": int(numbers[1]), "diff": diff(str(texts[0]), str(texts[1]))})


def _paragraph(session: Session, entered: Entered, paragraph: int) -> Paragraph:
    row = session.get(Paragraph, paragraph)
    if row is None or row.journal_id != entered.group.journal_id or row.audience not in entered.audiences:
        raise Refusal("not_found", N_("There is no %(noun)s %(id)s here."), noun="paragraph", id=paragraph)
    return row


def _entered(session: Session, slug: str) -> Entered:
    return enter(session, slug, visitor(), gallery=request.args.get("as") == "public")


@api.get("/openapi.json")
def description() -> ResponseReturnValue:
    """This API, described for programs."""
    return jsonify(openapi(site().config.base_url))
