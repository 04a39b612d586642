"""Revisions: each state of a paragraph's text, with all who brought it about."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.amendments import Amendment
from deliberate.store.statements import Paragraph, Revision


class Contributor(NamedTuple):
    """Somebody who wrote on a text: the seat they acted for, if any, and the person."""

    seat: str | None
    person: str | None


def check_seen(row: Paragraph | Amendment, revision: int | None, what_to_do: str) -> None:
    """Refuse, with the text as it is, when somebody has seen another revision of it than the one that stands."""
    if revision != row.revision:
        raise Refusal("stale_revision", what_to_do, text=row.text, revision=row.revision)


def keep_revision(desk: Desk, row: Paragraph, amendment: int | None = None) -> None:
    """Keep the text of a paragraph as it is now, brought about by whoever gives this command."""
    seat = desk.standing.seat
    _keep(desk, row, [Contributor(seat.id if seat else None, desk.actor)], amendment)


def keep_typed_revision(desk: Desk, row: Paragraph, contributors: Iterable[Contributor]) -> None:
    """Keep the text of a paragraph as it is now, typed by these people together."""
    _keep(desk, row, list(dict.fromkeys(contributors)), None)


def _keep(desk: Desk, row: Paragraph, contributors: list[Contributor], amendment: int | None) -> None:
    alone = contributors[0] if len(contributors) == 1 else Contributor(None, None)
    desk.session.add(
        Revision(
            journal_id=desk.journal.id,
            paragraph_id=row.id,
            number=row.revision,
            text=row.text,
            person=alone.person,
            seat=alone.seat,
            amendment_id=amendment,
            contributors=[each._asdict() for each in contributors],
            audience=desk.audience,
            at=desk.now,
        )
    )


def revision_text(desk: Desk, row: Paragraph, number: int) -> str:
    """The text of one revision of a paragraph."""
    found = desk.session.scalar(
        select(Revision.text).where(Revision.paragraph_id == row.id, Revision.number == number)
    )
    if found is None:
        raise Refusal("not_found", N_("There is no revision %(revision)s of this paragraph."), revision=number)
    return found
