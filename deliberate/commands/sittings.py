"""The life of a sitting, and its agenda."""

from datetime import datetime

from deliberate.commands.desk import Desk
from deliberate.commands.fields import MOST_ITEMS, line, moment, number, truth
from deliberate.commands.presence import electorate
from deliberate.commands.registry import command
from deliberate.domain import phases
from deliberate.domain.phases import move_sitting
from deliberate.domain.presence import opening
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE, Audience
from deliberate.domain.speaking import spoken_seconds
from deliberate.store.amendments import Amendment
from deliberate.store.db import Recorded
from deliberate.store.sittings import Attendance, Item, Sitting
from deliberate.store.speaking import Queue, Request, Speech
from deliberate.store.statements import Paragraph, Part, Statement

UNDER_WAY = frozenset({phases.Sitting.OPEN, phases.Sitting.SUSPENDED})
NOT_CLOSED = UNDER_WAY | {phases.Sitting.SCHEDULED}
TEXT: tuple[type[Recorded], ...] = (Statement, Part, Paragraph, Amendment)
"""What observers no longer see while a sitting is closed to them, and see as it is when it is public again."""

PASSING: tuple[type[Recorded], ...] = (Queue, Request, Speech)
"""What belongs to a sitting alone and leaves the live room with it."""


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
    """The chair opens the sitting that is due, when at least one third of each side is present."""
    quorum = opening(electorate(desk))
    if not quorum.holds:
        missing = "; ".join(str(sentence) for sentence in quorum.missing)
        raise Refusal("no_quorum", N_("A third of each side must be present: %(missing)s."), missing=missing)
    sitting = desk.now_sitting()
    sitting.state, sitting.opened_at = phases.Sitting.OPEN, desk.now
    desk.record("sitting.opened", number=sitting.number)


@command("sitting.suspend", {}, who=CONDUCT, when={phases.Sitting.OPEN})
def suspend(desk: Desk) -> None:
    """The sitting rests. Everyone stays checked in, the speaker's clock stops."""
    sitting = _move(desk, phases.Sitting.SUSPENDED)
    for speech in desk.all_of(Speech, Speech.ended_at.is_(None)):
        speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
        speech.running_since = None
    desk.record("sitting.suspended", number=sitting.number)


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
    sitting = _move(desk, phases.Sitting.CLOSED)
    if sitting.private:
        _set_private(desk, sitting, private=False)
    for attendance in desk.all_of(Attendance, Attendance.sitting_id == sitting.id):
        attendance.left_at = attendance.left_at or desk.now
        attendance.archived = True
    for speech in desk.all_of(Speech, Speech.ended_at.is_(None)):
        speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
        speech.running_since, speech.ended_at = None, desk.now
    for row in (row for table in PASSING for row in desk.all_of(table) if _of(row, sitting)):
        row.archived = True
    sitting.closed_at = desk.now
    desk.record("sitting.closed", number=sitting.number)


@command("sitting.set_private", {"private": truth()}, who=CONDUCT, when=NOT_CLOSED)
def set_private(desk: Desk, private: bool) -> None:
    """The sitting is closed to observers, or open to them again.

    While it is closed they see neither text nor queue nor decisions. Afterwards they see the text as it then is; who
    spoke and what was put to the group meanwhile stays with the members.
    """
    sitting = desk.now_sitting()
    if sitting.private == private:
        raise Refusal("already_so", N_("The sitting is so already."))
    _set_private(desk, sitting, private=private)
    desk.record("sitting.closed_to_observers" if private else "sitting.opened_to_observers", Audience.PUBLIC)


def _set_private(desk: Desk, sitting: Sitting, *, private: bool) -> None:
    sitting.private = private
    for row in (row for table in TEXT for row in desk.all_of(table)):
        row.audience = desk.audience
    for queue in desk.all_of(Queue, Queue.id == sitting.id):
        queue.audience = desk.audience
    for request in desk.all_of(Request):
        request.audience = desk.audience
    for speech in desk.all_of(Speech, Speech.ended_at.is_(None)):
        speech.audience = desk.audience


def _move(desk: Desk, to: phases.Sitting) -> Sitting:
    sitting = desk.now_sitting()
    sitting.state = move_sitting(phases.Sitting(sitting.state), to)
    return sitting


def _of(row: Recorded, sitting: Sitting) -> bool:
    return (row.id if isinstance(row, Queue) else getattr(row, "sitting_id", None)) == sitting.id


@command("agenda.add", {"title": line()}, who=CONDUCT | OFFICE, when=NOT_CLOSED)
def add_item(desk: Desk, title: str) -> dict[str, int]:
    """An item is added at the end of the agenda."""
    item = Item(sitting_id=desk.now_sitting().id, position=len(_agenda(desk)) + 1, title=title)
    desk.add(item, Audience.PUBLIC)
    desk.session.flush()
    desk.record("agenda.added", title=title)
    return {"item": item.id}


@command("agenda.remove", {"item": number()}, who=CONDUCT | OFFICE, when=NOT_CLOSED)
def remove_item(desk: Desk, item: int) -> None:
    """An item is taken off the agenda, unless it is under discussion."""
    row = _item(desk, item)
    if desk.now_sitting().item_id == row.id:
        raise Refusal("item_current", N_("This item is under discussion. Take up another first."))
    others = [each for each in _agenda(desk) if each is not row]
    _renumber(others)
    desk.session.delete(row)
    desk.record("agenda.removed", title=row.title)


@command("agenda.move", {"item": number(), "position": number(1, MOST_ITEMS)}, who=CONDUCT | OFFICE, when=NOT_CLOSED)
def move_item(desk: Desk, item: int, position: int) -> None:
    """An item moves to another place in the agenda."""
    row = _item(desk, item)
    items = [each for each in _agenda(desk) if each is not row]
    items.insert(position - 1, row)
    _renumber(items)
    desk.record("agenda.moved", title=row.title, position=row.position)


@command("agenda.take_up", {"item": number()}, who=CONDUCT, when={phases.Sitting.OPEN})
def take_up(desk: Desk, item: int) -> None:
    """The chair takes up an item. Speaking times count anew; the list of speakers is open again."""
    row = _item(desk, item)
    sitting = desk.now_sitting()
    sitting.item_id, sitting.list_closed = row.id, False
    desk.record("agenda.taken_up", title=row.title)


def _agenda(desk: Desk) -> list[Item]:
    return sorted(desk.all_of(Item, Item.sitting_id == desk.now_sitting().id), key=lambda item: item.position)


def _item(desk: Desk, id_: int) -> Item:
    row = desk.find(Item, id_)
    if row.sitting_id != desk.now_sitting().id:
        raise Refusal("not_found", N_("This item belongs to another sitting."))
    return row


def _renumber(items: list[Item]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
