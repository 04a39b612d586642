"""The life of a sitting: scheduled, opened by a third of each side, suspended, closed; and its private parts."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select

from deliberate.commands.balance import set_balance
from deliberate.commands.desk import Desk
from deliberate.commands.fields import line, moment, truth
from deliberate.commands.polls import check_no_poll, end_polls
from deliberate.commands.registry import command
from deliberate.domain import phases
from deliberate.domain.amendments import ALIVE
from deliberate.domain.phases import move_sitting
from deliberate.domain.presence import opening
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE, Audience
from deliberate.domain.seats import Side
from deliberate.domain.speaking import spoken_seconds
from deliberate.journal.seating import electorate
from deliberate.store.amendments import Amendment
from deliberate.store.balance import Balance
from deliberate.store.db import Recorded
from deliberate.store.journal import Entry
from deliberate.store.motions import Motion
from deliberate.store.polls import Answer
from deliberate.store.priorities import Option, Preference
from deliberate.store.proxies import Proxy
from deliberate.store.questions import Ballot, Elector, Position
from deliberate.store.remarks import Finding, Remark
from deliberate.store.sittings import Attendance, Sitting
from deliberate.store.speaking import Queue, Request, Speech
from deliberate.store.statements import Paragraph, Part, Statement

UNDER_WAY = frozenset({phases.Sitting.OPEN, phases.Sitting.SUSPENDED})
NOT_CLOSED = UNDER_WAY | {phases.Sitting.SCHEDULED}
BEHIND_DOORS: tuple[type[Recorded], ...] = (Statement, Part, Paragraph, Amendment, Request, Motion)
"""What observers no longer see while a sitting is closed to them, beside the queue and the speaker."""

PASSING: tuple[type[Recorded], ...] = (Queue, Request, Speech, Motion, Balance, Proxy, Finding)
"""What belongs to a sitting alone and leaves the live room with it."""

OF_A_QUESTION: tuple[type[Recorded], ...] = (Elector, Ballot, Position, Answer, Option, Preference, Remark)
"""What grows with seats times questions, and is read in the report once the sitting is over."""

CLOSED_TO_OBSERVERS = "sitting.closed_to_observers"
OPENED_TO_OBSERVERS = "sitting.opened_to_observers"


@command("sitting.schedule", {"title": line(), "starts_at": moment()}, who=CONDUCT | OFFICE)
def schedule(desk: Desk, title: str, starts_at: datetime) -> dict[str, int]:
    """A sitting is scheduled. Check-in is open from now on for the next one due."""
    sitting = Sitting(
        number=desk.next_number(Sitting), title=title, starts_at=starts_at, state=phases.Sitting.SCHEDULED
    )
    desk.add(sitting, Audience.PUBLIC)
    desk.session.flush()
    desk.add(Queue(id=sitting.id, order=[]), Audience.PUBLIC)
    desk.record("sitting.scheduled", number=sitting.number)
    return {"sitting": sitting.id}


@command("sitting.open", {}, who=CONDUCT, when={phases.Sitting.SCHEDULED})
def open_sitting(desk: Desk) -> None:
    """The chair opens the sitting that is due, when at least one third of each side is present.

    What each seat said to the questions of earlier sittings leaves the room; their results stay in it.
    """
    _check_opening(desk)
    sitting = desk.now_sitting()
    sitting.state, sitting.opened_at = phases.Sitting.OPEN, desk.now
    for row in (row for table in OF_A_QUESTION for row in desk.all_of(table)):
        row.archived = True
    desk.record("sitting.opened", number=sitting.number)


def _check_opening(desk: Desk) -> None:
    quorum = opening(electorate(desk.session, desk.group))
    if quorum.holds:
        return
    missing = {str(lack.facts["side"]): lack.facts["missing"] for lack in quorum.missing if "side" in lack.facts}
    if not missing:
        raise Refusal("no_quorum", quorum.missing[0].say)
    raise Refusal(
        "no_quorum",
        N_(
            "A third of each side must be present. Still to check in: %(governments)s of the governments,"
            " %(others)s of the others."
        ),
        **{side.value: missing.get(side.value, 0) for side in Side},
    )


@command("sitting.suspend", {}, who=CONDUCT, when={phases.Sitting.OPEN})
def suspend(desk: Desk) -> None:
    """The sitting rests. Everyone stays checked in, the speaker's clock stops."""
    desk.record("sitting.suspended", number=rest(desk).number)


def rest(desk: Desk) -> Sitting:
    """The sitting is suspended, and the speaker's clock stands."""
    sitting = _move(desk, phases.Sitting.SUSPENDED)
    for speech in desk.all_of(Speech, Speech.ended_at.is_(None)):
        speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
        speech.running_since = None
    return sitting


@command("sitting.resume", {}, who=CONDUCT, when={phases.Sitting.SUSPENDED})
def resume(desk: Desk) -> None:
    """The sitting goes on. The speaker's clock waits for the chair."""
    sitting = _move(desk, phases.Sitting.OPEN)
    desk.record("sitting.resumed", number=sitting.number)


@command("sitting.close", {}, who=CONDUCT, when=NOT_CLOSED)
def close(desk: Desk) -> None:
    """The sitting ends: nobody is checked in any more, the queue is empty. A question under way is closed first."""
    if (question := desk.open_question()) is not None:
        raise Refusal(
            "question_open", N_("Question %(number)s is open. Close or void it first."), number=question.number
        )
    desk.record("sitting.closed", number=end_sitting(desk).number)


def end_sitting(desk: Desk) -> Sitting:
    """The sitting is closed: who is there goes, and what belongs to it alone leaves the room."""
    sitting = _move(desk, phases.Sitting.CLOSED)
    end_polls(desk)
    for attendance in desk.all_of(Attendance, Attendance.sitting_id == sitting.id):
        attendance.left_at = attendance.left_at or desk.now
        attendance.archived = True
    for speech in desk.all_of(Speech, Speech.ended_at.is_(None)):
        speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
        speech.running_since, speech.ended_at = None, desk.now
    for row in (row for table in PASSING for row in desk.all_of(table) if _of(row, sitting)):
        row.archived = True
    if sitting.private:
        _admit_observers(desk, sitting)
    sitting.closed_at = desk.now
    return sitting


@command("sitting.set_private", {"private": truth()}, who=CONDUCT, when=NOT_CLOSED)
def set_private(desk: Desk, private: bool) -> None:
    """The sitting is closed to observers, or open to them again; not while a question or straw poll is open.

    While it is closed they see neither text nor queue nor decisions. Afterwards they see the text as it then is, the
    amendments that still wait for a decision, and who has the floor. Who spoke meanwhile, what was asked for and what
    was decided stays with the members.
    """
    sitting = desk.now_sitting()
    if sitting.private == private:
        raise Refusal("already_so", N_("The sitting is so already."))
    if (question := desk.open_question()) is not None:
        raise Refusal(
            "question_open", N_("Question %(number)s is open. Close or void it first."), number=question.number
        )
    check_no_poll(desk)
    if private:
        sitting.private = True
        adopted = {statement.id for statement in desk.all_of(Statement, Statement.stage == phases.Stage.ADOPTED)}
        for row in _behind_doors(desk, sitting):
            if _statement_of(row) not in adopted:  # what the group has adopted stays in the open
                row.audience = Audience.MEMBERS
    else:
        _admit_observers(desk, sitting)
    desk.record(OPENED_TO_OBSERVERS if not private else CLOSED_TO_OBSERVERS, Audience.PUBLIC)


def _admit_observers(desk: Desk, sitting: Sitting) -> None:
    sitting.private = False
    known = _known_to_observers(desk, sitting)
    for row in _behind_doors(desk, sitting):
        if row.key in known or not _stays_inside(row):
            row.audience = Audience.PUBLIC
    set_balance(desk)


def _stays_inside(row: Recorded) -> bool:
    """Whether this is kept from observers for good, where it came up behind closed doors."""
    if isinstance(row, Amendment):
        return row.state not in ALIVE
    if isinstance(row, Speech):
        return row.ended_at is not None
    if isinstance(row, Motion):
        return row.ended_at is not None
    return isinstance(row, Request)


def _behind_doors(desk: Desk, sitting: Sitting) -> Iterator[Recorded]:
    """What observers do not see of a sitting that is closed to them."""
    for table in BEHIND_DOORS:
        yield from desk.all_of(table)
    yield from desk.all_of(Queue, Queue.id == sitting.id)
    yield from desk.all_of(Speech, or_(Speech.ended_at.is_(None), Speech.audience == Audience.MEMBERS))


def _known_to_observers(desk: Desk, sitting: Sitting) -> set[str]:
    """The keys of what observers saw until the sitting was closed to them, as the journal has it."""
    closed = select(Entry).where(
        Entry.journal_id == desk.journal.id, Entry.event == CLOSED_TO_OBSERVERS, Entry.sitting == sitting.id
    )
    desk.writing.insert_now()
    entry = desk.session.scalars(closed.order_by(Entry.seq.desc()).limit(1)).one()
    return {key for key, _, _, before in entry.changes if before == Audience.PUBLIC}


def _move(desk: Desk, to: phases.Sitting) -> Sitting:
    sitting = desk.now_sitting()
    sitting.state = move_sitting(phases.Sitting(sitting.state), to)
    return sitting


def _statement_of(row: Recorded) -> int | None:
    if isinstance(row, Statement):
        return row.id
    return row.statement_id if isinstance(row, Part | Paragraph | Amendment) else None


def _of(row: Recorded, sitting: Sitting) -> bool:
    return (row.id if isinstance(row, Queue) else getattr(row, "sitting_id", None)) == sitting.id
