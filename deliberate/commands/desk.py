"""The desk: what a command works at. It knows the group, who asks and when, and keeps what happened."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.commands.registry import Command
from deliberate.commands.shared import Shared
from deliberate.domain import phases
from deliberate.domain.refusals import N_, Fact, Refusal
from deliberate.domain.rights import NOBODY, Audience, Role, check_phase, check_right
from deliberate.domain.silence import State
from deliberate.journal import spine
from deliberate.journal.seating import seats_of
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.db import Recorded, Writing
from deliberate.store.divisions import Division
from deliberate.store.groups import Group
from deliberate.store.journal import Entry, Journal
from deliberate.store.people import Account
from deliberate.store.questions import Question
from deliberate.store.seats import Seat
from deliberate.store.silence import Silence
from deliberate.store.sittings import Attendance, Sitting, current_sitting
from deliberate.store.standing import Standing, standing
from deliberate.store.statements import Paragraph, Part, Statement

Row = TypeVar("Row", bound=Recorded)
OF_STATEMENTS: dict[str, type[Recorded]] = {
    table.noun: table for table in (Part, Paragraph, Amendment, Batch, Division)
}
"""What is put to the group and belongs to a statement, by its noun."""


class Desk:
    """One command at work. It reads rows of its own group only, and checks phase and stage as it hands them out."""

    def __init__(
        self,
        session: Session,
        journal: Journal,
        command: Command,
        actor: str | None,
        now: datetime,
        shared: Shared | None = None,
    ) -> None:
        """`shared` is what several commands have asked together; without one, this one asks for itself."""
        self.session = session
        self.journal = journal
        self.command = command
        self.actor = actor
        self.now = now
        self.entries: list[Entry] = []
        self.secrets: dict[str, str] = {}
        """What is told to the caller once, and stands in no entry and no stored receipt."""
        self.unsettled: set[str] = set()
        """People whose rights changed: their open connections start anew."""
        self.leaves_traces = False
        """Whether the database has to forget the steps in which it came to hold what it now holds."""
        self._shared = shared
        self.standing: Standing = shared.standing(actor) if shared else standing(session, journal.id, actor)
        self.sitting: Sitting | None = shared.sitting if shared else current_sitting(session, journal.id)

    # who and where

    def check_sign_in(self, generation: int | None) -> None:
        """Refuse a sign-in of an earlier generation, and one of somebody revoked."""
        if generation is not None and self.standing.generation != generation:
            raise Refusal("not_signed_in", N_("Please sign in first."))

    def check(self) -> None:
        """Refuse unless this actor may give this command now."""
        if self.actor is None and self.command.who is not NOBODY:
            raise Refusal("not_signed_in", N_("Please sign in first."))
        if self.command.who is not NOBODY:
            check_right(self.standing.roles, self.command.who)
        if self.command.when is not None:
            check_phase(self.sitting.state if self.sitting else None, self.command.when)

    @cached_property
    def group(self) -> Group:
        """The group whose command this is."""
        found = self.session.scalar(select(Group).where(Group.journal_id == self.journal.id))
        if found is None:
            raise Refusal("not_found", N_("There is no such group."))
        return found

    def now_sitting(self) -> Sitting:
        """The sitting that is under way or next."""
        if self.sitting is None:
            raise Refusal("wrong_phase", N_("There is no sitting. The chair schedules one first."))
        return self.sitting

    def is_any(self, roles: Role) -> bool:
        """Whether the actor has one of these roles."""
        return bool(self.standing.roles & roles)

    def acting_seat(self) -> Seat:
        """The seat that the actor acts for now: of holder and alternate whoever is checked in, never both at once."""
        return self._acting()[0]

    def present_seat(self) -> Seat:
        """The seat that the actor acts for, checked in to the sitting."""
        seat, here = self._acting()
        if here is None:
            raise Refusal("not_present", N_("Seat %(seat)s is not checked in. Check in first."), seat=seat.id)
        return seat

    def _acting(self) -> tuple[Seat, Attendance | None]:
        seat = self.standing.seat
        if seat is None:
            raise Refusal("no_seat", N_("You do not sit on a seat of this group."))
        here = self.attendance(seat.id)
        if here is None or here.person == self.actor:
            return seat, here
        if self.standing.holds:
            raise Refusal(
                "alternate_present", N_("Your alternate acts for %(seat)s. Check in, and you take over."), seat=seat.id
            )
        raise Refusal(
            "holder_present", N_("The holder of %(seat)s is here; an alternate acts while they are away."), seat=seat.id
        )

    def present(self) -> dict[str, Attendance]:
        """The seats checked in to this sitting, each with its attendance."""
        return {row.seat: row for row in self._attendances()}

    def attendance(self, seat: str) -> Attendance | None:
        """The attendance of this seat, if it is checked in. It does not take longer the more seats are."""
        return next(self._attendances(Attendance.seat == seat), None)

    def attendance_by(self, seat: str, person: str | None) -> Attendance | None:
        """The attendance of this seat, if this person checked it in."""
        row = self.attendance(seat)
        return row if row and row.person == person else None

    def _attendances(self, *where: Any) -> Iterator[Attendance]:
        if self.sitting is None:
            return iter(())
        here = (Attendance.sitting_id == self.sitting.id, Attendance.left_at.is_(None))
        return iter(self.session.scalars(select(Attendance).where(*here, *where)).all())

    def seats(self) -> dict[str, Seat]:
        """Every seat of the plan in its order, equal on both sides, with who sits on it."""
        return seats_of(self.session, self.group)

    # rows

    def find(self, table: type[Row], id_: object) -> Row:
        """The row of this group with this id, or a refusal."""
        row = self.session.get(table, id_)
        if row is None or row.journal_id != self.journal.id or row.archived:
            raise Refusal("not_found", N_("There is no %(noun)s %(id)s here."), noun=table.noun, id=str(id_))
        if isinstance(self.session, Writing):
            self.session.hold(row)
        return row

    def all_of(self, table: type[Row], *where: Any) -> list[Row]:
        """The rows of this group that are part of the live room."""
        found = select(table).where(table.journal_id == self.journal.id, table.archived.is_(False), *where)
        return list(self.session.scalars(found))

    def next_number(self, table: type[Row]) -> int:
        """One more than the highest `number` of this group's rows, the archived too."""
        number: Any = table.__table__.c.number
        highest = self.session.scalar(select(func.max(number)).where(table.journal_id == self.journal.id))
        return (highest or 0) + 1

    def add(self, row: Row, audience: str | None = None) -> Row:
        """Put a new row into this group. In a part closed to observers, members alone read it."""
        row.journal_id = self.journal.id
        row.audience = audience or self.audience
        self.session.add(row)
        return row

    def statement(self, id_: int) -> Statement:
        """A statement, in a stage that allows this command."""
        return self._at_rest(self.find(Statement, id_))

    def part(self, id_: int) -> Part:
        """A part of a statement, in a stage that allows this command."""
        part = self.find(Part, id_)
        self.statement(part.statement_id)
        return part

    def paragraph(self, id_: int) -> Paragraph:
        """A paragraph, in a stage that allows this command, under no open question."""
        paragraph = self.find(Paragraph, id_)
        self.statement(paragraph.statement_id)
        return paragraph

    def amendment(self, id_: int) -> Amendment:
        """An amendment to a statement in a stage that allows this command."""
        amendment = self.find(Amendment, id_)
        self.statement(amendment.statement_id)
        return amendment

    def _at_rest(self, statement: Statement) -> Statement:
        allowed = self.command.stages
        if allowed is None:
            return statement
        if phases.Stage(statement.stage) not in allowed:
            raise Refusal(
                "wrong_phase",
                N_("The statement is in %(stage)s; this is possible in: %(allowed)s."),
                stage=statement.stage,
                allowed=", ".join(sorted(allowed)),
            )
        if (question := self.open_question(statement)) is not None:
            raise Refusal(
                "text_in_question",
                N_("Question %(number)s on this text is open; the text stands still until it is closed."),
                number=question.number,
            )
        self.check_silence(statement)
        return statement

    def check_silence(self, statement: Statement) -> None:
        """Refuse while this statement, or something in it, is under a silence procedure."""
        running = self.all_of(Silence, Silence.state == State.RUNNING)
        silence = next((each for each in running if self._concerns(each, statement)), None)
        if silence is not None:
            raise Refusal(
                "text_under_silence",
                N_("This text is under silence procedure %(number)s; it stands still until that ends."),
                number=silence.number,
            )

    def open_question(self, statement: Statement | None = None) -> Question | None:
        """The question that is open: any, or one about this statement or something in it."""
        found = self.all_of(Question, Question.state == phases.Asked.OPEN)
        if statement is None:
            return found[0] if found else None
        return next((q for q in found if self._concerns(self._at_issue(q), statement)), None)

    def _at_issue(self, question: Question) -> Question:
        """The question whose text stands still while this one is open: for a reconsideration, what it may reopen."""
        return question if question.reconsiders is None else self.find(Question, question.reconsiders)

    def _concerns(self, question: Question | Silence, statement: Statement) -> bool:
        if question.about_type == Statement.noun:
            return question.about_id == statement.id
        table = OF_STATEMENTS.get(question.about_type or "")
        row: Any = self.session.get(table, question.about_id) if table is not None else None
        return row is not None and bool(row.statement_id == statement.id)

    # what happened

    @property
    def audience(self) -> str:
        """Who reads what happens now: everyone, or members alone while the sitting is closed to observers."""
        return Audience.MEMBERS if self.sitting is not None and self.sitting.private else Audience.PUBLIC

    def record(self, happened: str, audience: str | None = None, **facts: Fact) -> None:
        """Write an entry: what happened, with the facts, and every record changed since the last entry."""
        self._record(self.actor, happened, audience, facts)

    def record_of_house(self, happened: str, audience: str | None = None, **facts: Fact) -> None:
        """Write an entry that names nobody: it happened by itself, or who did it is nobody's business."""
        self._record(None, happened, audience, facts)

    @property
    def writing(self) -> Writing:
        """The session of this command, which writes."""
        if not isinstance(self.session, Writing):
            raise TypeError("this desk only reads")
        return self.session

    @property
    def shared(self) -> Shared:
        """What the commands stored together have asked together."""
        if self._shared is None:
            raise TypeError("this desk only reads")
        return self._shared

    def _record(self, actor: str | None, happened: str, audience: str | None, facts: dict[str, Fact]) -> None:
        sitting = self.sitting.id if self.sitting is not None else None
        self.entries.append(
            spine.append(
                self.writing,
                self.journal,
                happened=happened,
                actor=actor,
                at=self.now,
                facts=dict(facts),
                sitting=sitting,
                audience=audience,
            )
        )

    def account(self, person: str) -> Account:
        """A person who has an account that is not revoked."""
        account = self.session.get(Account, person)
        if account is None or account.revoked_at is not None:
            raise Refusal("not_found", N_("There is no such person, or their account was revoked."))
        return account
