"""How many have voted so far: all that is known of an open vote whose ballots are not shown."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from deliberate.store.db import Json, Recorded
from deliberate.store.priorities import Preference
from deliberate.store.questions import Ballot, Elector, Question, Signature

TOLD = ("vote", "priority")
"""The kinds of questions that have a turnout; positions in a call are seen as they are taken."""


def turnout(session: Session, journal_id: int, audiences: frozenset[str]) -> list[Json]:
    """For each open vote or choice that these audiences see: how many seats have voted, of how many that may.

    Hands are not votes of seats until they are counted, and are left out.
    """
    found = session.scalars(
        select(Question).where(
            Question.journal_id == journal_id,
            Question.kind.in_(TOLD),
            Question.state == "open",
            Question.method != "hands",
            Question.audience.in_(audiences),
        )
    )
    return [
        {
            "question": question.id,
            "cast": _voted(session, question),
            "of": _count(session, Elector, Elector.question_id == question.id, Elector.present.is_(True)),
        }
        for question in found
    ]


def _voted(session: Session, question: Question) -> int:
    table = Preference if question.kind == "priority" else Signature if question.method == "secret" else Ballot
    return _count(session, table, table.question_id == question.id)


def _count(session: Session, table: type[Recorded], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0
