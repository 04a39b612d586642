"""The report as one file that needs nothing else: for the command line, an archive, a mail."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.documents import rendering
from deliberate.documents.report import chosen, report
from deliberate.documents.words import Words
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.groups import Group


def export(
    session: Session,
    slug: str,
    statement_id: int | None,
    form: str,
    audiences: Iterable[str],
    language: str | None = None,
) -> str:
    """The report of a group as one file: a page that needs no other, or plain text; in the group's language."""
    group = session.scalar(select(Group).where(Group.slug == slug))
    if group is None:
        raise Refusal("not_found", N_("There is no such group."))
    readable = frozenset(audiences)
    statement = chosen(session, group.journal_id, statement_id, readable)
    made = report(session, group.journal_id, statement, readable)
    words = Words(language or group.language, group.timezone)
    return rendering.as_page(made, words) if form == "html" else rendering.as_text(made, words)
