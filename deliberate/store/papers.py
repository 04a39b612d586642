"""Ballot papers of secret votes. Nothing joins them with who has voted, in the rows, their order, or the file.

A paper is made for each seat that can vote, all at the opening, under random keys that are also their order: whoever
votes writes on any blank one of its kind. A mark is one letter, blank or not, so that SQLite puts a paper that was
written on back where it lay: neither a number of a row nor its place in the file says when it was written on. What the
database notes by itself of a row written on (PostgreSQL: its transaction; SQLite: the write-ahead log) goes at the
close, when all papers are written anew; see `Database.sweep`.
"""

import secrets
from collections.abc import Iterable
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, String, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from deliberate.domain import secrecy
from deliberate.domain.ballots import Ballot
from deliberate.domain.rules import Choice
from deliberate.store.db import Base

BLANK = "-"
MARKS = {Choice.FOR: "F", Choice.AGAINST: "A", Choice.ABSTAIN: "X"}
CHOICES = {mark: choice.value for choice, mark in MARKS.items()}
KEY_BYTES = 16


class Paper(Base):
    """A ballot paper: what it is counted as and what is written on it; no seat, no person, no time, no number."""

    __tablename__ = "papers"
    __table_args__ = (
        CheckConstraint("mark IN ('-', 'F', 'A', 'X')", name="mark"),
        {"sqlite_with_rowid": False},
    )

    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    side: Mapped[str]
    constituency: Mapped[str | None]
    weight: Mapped[str]
    mark: Mapped[str] = mapped_column(String(1))


def lay_out(session: Session, question: int, made: Iterable[secrecy.Paper]) -> None:
    """Lay out blank papers for a secret vote."""
    _lay(session, question, [(paper, BLANK) for paper in made])


def write(session: Session, question: int, like: secrecy.Paper, choice: str) -> bool:
    """Write a choice on any blank paper of a kind; whether there was one."""
    blank = select(Paper.key).where(
        Paper.question_id == question,
        Paper.side == like.side,
        Paper.constituency.is_not_distinct_from(like.group),
        Paper.weight == str(like.weight),
        Paper.mark == BLANK,
    )
    keys = session.scalars(blank).all()
    if not keys:
        return False
    this = (Paper.question_id == question, Paper.key == secrets.choice(keys))
    session.execute(update(Paper).where(*this).values(mark=MARKS[Choice(choice)]))
    return True


def written(session: Session, question: int) -> list[Ballot]:
    """What was voted, in an order that says nothing."""
    marked = select(Paper.mark, Paper.side, Paper.constituency, Paper.weight)
    found = [
        Ballot(CHOICES[mark], side=side, group=group, weight=Fraction(weight))
        for mark, side, group, weight in session.execute(marked.where(Paper.question_id == question))
        if mark != BLANK
    ]
    return sorted(found, key=lambda each: (str(each.side), each.group or "", each.weight, each.choice))


def put_away(session: Session, question: int) -> None:
    """After the count: all that was voted is written down anew at one moment, and the blank papers are gone."""
    voted = written(session, question)
    discard(session, question)
    _lay(session, question, [(_kind(each), MARKS[Choice(each.choice)]) for each in voted])


def discard(session: Session, question: int) -> None:
    """All papers of a vote are gone, and with them what was voted."""
    session.execute(delete(Paper).where(Paper.question_id == question))


def _kind(ballot: Ballot) -> secrecy.Paper:
    return secrecy.Paper(str(ballot.side), ballot.group, ballot.weight)


def _lay(session: Session, question: int, papers: list[tuple[secrecy.Paper, str]]) -> None:
    rows = [
        {
            "question_id": question,
            "key": secrets.token_hex(KEY_BYTES),
            "side": paper.side,
            "constituency": paper.group,
            "weight": str(paper.weight),
            "mark": mark,
        }
        for paper, mark in papers
    ]
    if rows:
        session.execute(insert(Paper), sorted(rows, key=lambda row: str(row["key"])))
