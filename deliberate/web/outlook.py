"""The amendments to a paragraph side by side: which clash, and what the text would be if some of them were adopted."""

from collections.abc import Iterable

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.commands.adoption import proposal_of
from deliberate.commands.fields import LARGEST_ID
from deliberate.domain.amendments import ALIVE
from deliberate.domain.merging import Clash
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.text import diff
from deliberate.domain.together import exclude, if_adopted, implied_rejections
from deliberate.store.amendments import Amendment
from deliberate.store.db import Json
from deliberate.store.statements import Paragraph
from deliberate.web.security import limiter
from deliberate.web.site import enter, site, visitor

outlook = Blueprint("outlook", __name__, url_prefix="/api")
OUTLOOKS_AT_MOST = "240 per minute"
MOST_ADOPTED = 50
PATH = f"/groups/<slug>/paragraphs/<int(max={LARGEST_ID}):paragraph>/outlook"


@outlook.get(PATH)
@limiter.limit(OUTLOOKS_AT_MOST)
def paragraph_outlook(slug: str, paragraph: int) -> ResponseReturnValue:
    """Which amendments to a paragraph clash, and what it would say if those of `adopt` were adopted, in that order.

    Among them may be amendments to one of these, which change it first. It is reckoned as adoption does it and changes
    nothing; where one clashes with those before it, the merge that was tried is told.
    """
    with site().database.reading() as session:
        entered = enter(session, slug, visitor(), gallery=request.args.get("as") == "public")
        row = session.get(Paragraph, paragraph)
        known = row is not None and row.journal_id == entered.group.journal_id and not row.archived
        if row is None or not known or row.audience not in entered.audiences:
            raise Refusal("not_found", N_("There is no %(noun)s %(id)s here."), noun="paragraph", id=paragraph)
        pending = _pending(session, row, entered.audiences)
        chosen = _chosen(pending)
        own = [each for each in pending.values() if each.parent_id is None]
        return jsonify({"clashes": _clashes(own), "implied": _implied(own), **_if_adopted(row, chosen)})


def _pending(session: Session, row: Paragraph, audiences: frozenset[str]) -> dict[int, Amendment]:
    """The amendments to a paragraph that wait for a decision, and those to them, by id, as far as may be told."""
    waiting = select(Amendment).where(Amendment.state.in_(ALIVE), Amendment.audience.in_(audiences))
    found = {each.id: each for each in session.scalars(waiting.where(Amendment.paragraph_id == row.id))}
    found |= {each.id: each for each in session.scalars(waiting.where(Amendment.parent_id.in_(list(found))))}
    return dict(sorted(found.items()))


def _chosen(pending: dict[int, Amendment]) -> list[Amendment]:
    given = [each for each in request.args.get("adopt", "").split(",") if each]
    wrong = [each for each in given if not each.isdecimal() or len(each) > len(str(LARGEST_ID))]
    if wrong or len(given) > MOST_ADOPTED or len(set(given)) < len(given):
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="adopt: numbers of amendments")
    return [pending[int(each)] for each in given if int(each) in pending]


def _clashes(rows: list[Amendment]) -> list[list[int]]:
    """The pairs that cannot both be had."""
    return [
        [one.id, other.id]
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if exclude(proposal_of(one), proposal_of(other))
    ]


def _implied(rows: list[Amendment]) -> dict[int, list[Json]]:
    """For each amendment those whose rejection its adoption may imply, with the reason: a hint to the chair."""
    ids = {row.number: row.id for row in rows}
    proposals = [proposal_of(row) for row in rows]
    return {
        row.id: [
            {"amendment": ids[other.number], "why": why.record()}
            for other, why in implied_rejections(proposal_of(row), proposals)
        ]
        for row in rows
    }


def _if_adopted(row: Paragraph, chosen: list[Amendment]) -> Json:
    """The text as it would be, what changes in it, and those that stand apart with what would become of them."""
    labels = {each.number: each.id for each in chosen}
    proposals, apart = [], []
    for each in chosen:
        if each.parent_id is not None:
            continue
        to_it = [proposal_of(child) for child in chosen if child.parent_id == each.id]
        amended = if_adopted(each.text, to_it)
        proposals.append(proposal_of(each)._replace(text=amended.text or each.text))
        apart += amended.apart
    found = if_adopted(row.text, proposals)
    return {
        "now": row.text,
        "text": found.text,
        "diff": diff(row.text, found.text or ""),
        "adopted": [labels[each.number] for each in found.adopted],
        "apart": [
            {
                "amendment": labels[each.number],
                "state": became.state,
                "why": became.why.record() if became.why else None,
                "attempt": _pieces(became.attempt),
            }
            for each, became in [*found.apart, *apart]
        ],
    }


def _pieces(attempt: Iterable[str | Clash]) -> list[str | Json]:
    return [each._asdict() if isinstance(each, Clash) else each for each in attempt]
