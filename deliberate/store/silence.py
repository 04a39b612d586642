"""The silence procedure: its rounds, what seats wrote, and who was told what by mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from deliberate.domain import silence
from deliberate.domain.amendments import Kind
from deliberate.domain.phases import Agreement, Proposed, Stage
from deliberate.domain.seats import in_order
from deliberate.domain.silence import Notice, Round, State
from deliberate.store.amendments import Amendment
from deliberate.store.db import Base, Json, Recorded
from deliberate.store.groups import Group
from deliberate.store.seats import Seat
from deliberate.store.statements import Paragraph, Part, Statement


class Silence(Recorded):
    """One round of silence over one text. The rounds of the same question have one number."""

    __tablename__ = "silences"
    __table_args__ = (UniqueConstraint("journal_id", "number", "round"),)
    noun = "silence"
    shown = (
        "id",
        "number",
        "round",
        "about",
        "title",
        "text",
        "text_hash",
        "opened_at",
        "expires_at",
        "state",
        "ended_at",
        "reason",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    round: Mapped[int]
    about_type: Mapped[str | None]
    about_id: Mapped[int | None]
    title: Mapped[str]
    text: Mapped[str]
    text_hash: Mapped[str]
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    """Why the chair withdrew it."""

    @property
    def about(self) -> Json | None:
        """What it is about, or nothing for a question in words."""
        return {"type": self.about_type, "id": self.about_id} if self.about_type else None

    @property
    def as_round(self) -> Round:
        """The round as the rules know it; what seats wrote is kept beside it."""
        state = State(self.state)
        return Round(
            self.round, self.text_hash, self.opened_at, self.expires_at, state, self.ended_at, reason=self.reason
        )

    def become(self, now: Round) -> None:
        """Where the round stands after a rule was applied to it."""
        self.state, self.ended_at, self.reason = now.state.value, now.ended_at, now.reason


class SilenceMessage(Recorded):
    """What a seat wrote to a text under silence, verbatim, with the time the server received it."""

    __tablename__ = "silence_messages"
    noun = "message"
    shown = ("id", "silence_id", "seat", "delegation", "kind", "text", "amendment_id", "received_at")

    id: Mapped[int] = mapped_column(primary_key=True)
    silence_id: Mapped[int] = mapped_column(ForeignKey("silences.id"), index=True)
    seat: Mapped[str]
    delegation: Mapped[str | None]
    person: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendments.id"))
    """The amendment that was tabled with it."""
    received_at: Mapped[datetime]

    @property
    def breaks(self) -> bool:
        """Whether this ended the silence."""
        return silence.Kind(self.kind).breaks


class Reminder(Base):
    """A seat was told something of a round by mail: once, so it is stored before it is sent."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("silence_id", "seat", "notice"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    silence_id: Mapped[int] = mapped_column(ForeignKey("silences.id"))
    seat: Mapped[str]
    notice: Mapped[str]
    at: Mapped[datetime]


def messages_of(session: Session, round_: Silence) -> list[SilenceMessage]:
    """What was received in a round, in the order it came."""
    found = select(SilenceMessage).where(SilenceMessage.silence_id == round_.id).order_by(SilenceMessage.id)
    return list(session.scalars(found))


def open_to_amendment(session: Session, round_: Silence) -> list[Paragraph | Amendment]:
    """What an amendment that breaks a round may be tabled to: in negotiation, a paragraph that is not agreed.

    In a part that is any of those in it, in order; of an amendment under silence it is that one, if it has a text of
    its own and does not amend another. There is nothing where it can only be written in words.
    """
    row: Paragraph | Part | Amendment | None = None
    if round_.about_type == Paragraph.noun:
        row = session.get(Paragraph, round_.about_id)
    elif round_.about_type == Part.noun:
        row = session.get(Part, round_.about_id)
    elif round_.about_type == Amendment.noun:
        row = session.get(Amendment, round_.about_id)
    if row is None or session.get_one(Statement, row.statement_id).stage != Stage.NEGOTIATION:
        return []
    if isinstance(row, Amendment):
        has_text = row.kind in (Kind.REPLACE, Kind.INSERT) and row.parent_id is None
        return [row] if has_text and row.state == Proposed.TABLED else []
    found = select(Paragraph).where(Paragraph.archived.is_(False), Paragraph.state == Agreement.OPEN)
    of_it = Paragraph.id == row.id if isinstance(row, Paragraph) else Paragraph.part_id == row.id
    return list(session.scalars(found.where(of_it).order_by(Paragraph.position)))


def still_to_tell(session: Session, round_: Silence, notice: Notice) -> dict[str, list[str]]:
    """The people of each seat that has not been told this yet; of a reminder, of those that have not answered."""
    told = set(
        session.scalars(
            select(Reminder.seat).where(Reminder.silence_id == round_.id, Reminder.notice == notice.value)
        )
    )
    if notice.reminds:
        told |= {message.seat for message in messages_of(session, round_)}
    pairs = select(Group.pairs).where(Group.journal_id == round_.journal_id).scalar_subquery()
    seats = session.scalars(select(Seat).where(Seat.journal_id == round_.journal_id, Seat.number <= pairs))
    people = {seat.id: [who for who in (seat.holder, seat.alternate) if who] for seat in seats}
    return {seat: people[seat] for seat in in_order(people) if people[seat] and seat not in told}
