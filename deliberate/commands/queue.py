"""The queue of the sitting under way: who waits, what has been said on the item, and the order that follows."""

from collections.abc import Iterable, Sequence

from deliberate.commands.desk import Desk
from deliberate.domain.limits import Limits
from deliberate.domain.motions import MOTIONS
from deliberate.domain.phases import Motion as MotionState
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.reordering import Move, chairs_order, without
from deliberate.domain.seats import Side, parse_seat
from deliberate.domain.speaking import PRECEDENCE, Kind, Spoken, Stance, spoken_seconds
from deliberate.domain.speaking import Request as Asked
from deliberate.store.groups import Appointment
from deliberate.store.motions import Motion
from deliberate.store.speaking import Queue, Request, Speech


def set_order(desk: Desk, heard: Sequence[Speech] | None = None) -> None:
    """Compute the speaking order anew from who waits, who has spoken on this item, and what the chair has moved.

    `heard` are the speeches of the sitting, where the caller has them already: to read them costs more than the rest.
    """
    queue, heard = queue_of(desk), speeches(desk) if heard is None else heard
    moves = [Move(**move) for move in queue.moves]
    turns = chairs_order(line(desk), _spoken(desk, heard), moves, floor_open_to_observers=True)
    new = [{"request": turn.request.id, "why": turn.why.record()} for turn in turns]
    if queue.order != new:
        queue.order = new


def line(desk: Desk) -> list[Asked]:
    """Who waits, as the rules of the order see them.

    Without a seat and without the office of an associate speaks only whom the chair has put on the list: the floor is
    open to them by that.
    """
    rows = desk.all_of(Request)
    if all(row.seat for row in rows):
        associates: set[str] = set()
    else:
        associates = {row.person for row in desk.all_of(Appointment, Appointment.office == "associate")}
    return [
        Asked(
            id=row.id,
            kind=Kind(row.kind),
            side=parse_seat(row.seat)[0] if row.seat else None,
            seat=row.seat,
            at=row.at,
            associate=row.seat is None and row.person in associates,
            observer=row.seat is None and row.person not in associates,
            person=row.person,
            stance=Stance(row.stance) if row.stance else None,
        )
        for row in rows
    ]


def in_order(desk: Desk) -> list[Asked]:
    """Who waits, in the order that was last computed."""
    waiting = {each.id: each for each in line(desk)}
    return [waiting[place["request"]] for place in queue_of(desk).order if place["request"] in waiting]


def take_off(desk: Desk, *rows: Request) -> None:
    """These requests leave the list. Whom the chair has put behind one of them moves up with it."""
    queue = queue_of(desk)
    if queue.moves:
        before = in_order(desk)
        moves = [Move(**move) for move in queue.moves]
        for row in rows:
            moves = without(moves, before, row.id)
            before = [each for each in before if each.id != row.id]
        queue.moves = [move._asdict() for move in moves]
    for row in rows:
        row.archived = True


def waiting(desk: Desk, id_: int) -> Request:
    """A request that still waits. Of two who call the same one, the second is told that it was called."""
    row = desk.session.get(Request, id_)
    if row is not None and row.journal_id == desk.journal.id and row.archived:
        raise Refusal(
            "not_waiting",
            N_("This request is no longer on the list: it was called or withdrawn meanwhile. Look at the list again."),
        )
    return desk.find(Request, id_)


def speeches(desk: Desk) -> list[Speech]:
    """The speeches of this sitting, the first first."""
    return sorted(desk.all_of(Speech, Speech.sitting_id == desk.now_sitting().id), key=lambda speech: speech.id)


def made(desk: Desk, heard: Iterable[Speech], kind: Kind, seat: str | None, person: str | None) -> int:
    """How many speeches of a kind a seat, or somebody without one, has made on the item before the group."""
    item = desk.now_sitting().item_id
    return sum(
        1
        for speech in heard
        if speech.item_id == item
        and speech.kind == kind
        and (speech.seat == seat if seat else speech.seat is None and speech.person == person)
    )


def speaking(desk: Desk) -> Speech:
    """The speech under way."""
    found = desk.all_of(Speech, Speech.ended_at.is_(None))
    if not found:
        raise Refusal("nobody_speaks", N_("Nobody has the floor."))
    return found[0]


def end_speech(desk: Desk) -> bool:
    """Whoever has the floor gives it back; whether there was anybody."""
    found = desk.all_of(Speech, Speech.ended_at.is_(None))
    for speech in found:
        speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
        speech.running_since, speech.ended_at = None, desk.now
    return bool(found)


def queue_of(desk: Desk) -> Queue:
    """The queue of the sitting."""
    return desk.find(Queue, desk.now_sitting().id)


def limits_of(desk: Desk) -> Limits:
    """The group's limits for speeches."""
    settings = desk.group.settings
    return Limits.of(settings["speech_limit"], settings.get("floor", {}))


def is_voting(desk: Desk) -> bool:
    """Whether a vote is open."""
    question = desk.open_question()
    return question is not None and question.kind == "vote"


def open_motion(desk: Desk) -> Motion | None:
    """The motion of procedure that is before the group; of several, the one of the highest rank."""
    found = [motion for motion in desk.all_of(Motion, Motion.state == MotionState.OPEN) if motion.kind in MOTIONS]
    return min(found, key=lambda motion: PRECEDENCE[Kind(motion.kind)], default=None)


def _spoken(desk: Desk, heard: Iterable[Speech]) -> list[Spoken]:
    """What has been said on this item, a line for each speech, in order."""
    sitting = desk.now_sitting()
    taken_up = sitting.taken_up_at
    return [
        Spoken(
            seat=speech.seat,
            side=Side(speech.side) if speech.side else None,
            kind=Kind(speech.kind),
            seconds=spoken_seconds(speech.spoken, speech.running_since, desk.now),
            person=speech.person,
            earlier=taken_up is not None and speech.started_at < taken_up,
        )
        for speech in heard
        if speech.item_id == sitting.item_id
    ]
