"""The floor: asking for it, giving it, and the clock."""

from datetime import datetime
from typing import Any

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_line, maybe_number, number, one_of
from deliberate.commands.registry import command
from deliberate.commands.sittings import UNDER_WAY
from deliberate.domain import phases
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED, Role
from deliberate.domain.seats import Side, parse_seat
from deliberate.domain.speaking import Kind, Spoken, may_ask, order, speech_limit, spoken_seconds
from deliberate.domain.speaking import Request as Asked
from deliberate.store.groups import Appointment
from deliberate.store.speaking import Queue, Request, Speech

OPEN = frozenset({phases.Sitting.OPEN})
POINT_OF_ORDER_SECONDS = 60
"""A point of order is put in a minute; how long it may take is not in the rules of most bodies."""


@command(
    "floor.ask",
    {"kind": one_of(Kind, load_default=Kind.STATEMENT.value), "note": maybe_line()},
    who=SEATED | Role.ASSOCIATE,
    when=OPEN,
)
def ask(desk: Desk, kind: str, note: str) -> dict[str, int]:
    """A seat, or an associate, asks for the floor. The queue alternates the sides."""
    seat = None if desk.standing.seat is None else desk.present_seat().id
    sitting = desk.now_sitting()
    may_ask(
        Kind(kind),
        waiting=[Kind(row.kind) for row in desk.all_of(Request) if _same(row.seat, row.person, seat, desk.actor)],
        list_closed=sitting.list_closed,
        replies_used=_replies(desk, seat),
        voting=_voting(desk),
    )
    if seat is None and Kind(kind) is not Kind.STATEMENT:
        raise Refusal("not_allowed", N_("Points of order, motions and replies belong to the seats."))
    request = Request(
        sitting_id=sitting.id, item_id=sitting.item_id, kind=kind, seat=seat, person=desk.actor, note=note, at=desk.now
    )
    desk.add(request)
    desk.session.flush()
    set_order(desk)
    desk.record("floor.asked", kind=kind, seat=seat)
    return {"request": request.id}


@command("floor.withdraw", {"request": number()}, who=SEATED | Role.ASSOCIATE | CONDUCT, when=UNDER_WAY)
def withdraw(desk: Desk, request: int) -> None:
    """Who asked for the floor no longer wants it; or the chair takes a request off the list."""
    row = desk.find(Request, request)
    own_seat = desk.standing.seat.id if desk.standing.seat else None
    if not desk.is_any(CONDUCT) and row.person != desk.actor and (row.seat is None or row.seat != own_seat):
        raise Refusal("not_allowed", N_("This request is somebody else's."))
    row.archived = True
    set_order(desk)
    desk.record("floor.withdrawn", seat=row.seat)


@command("floor.call", {"request": maybe_number(), "reason": maybe_line()}, who=CONDUCT, when=OPEN)
def call(desk: Desk, request: int | None, reason: str) -> dict[str, int]:
    """The chair gives the floor to the next in order, or to anyone on the list; out of turn, the record says so.

    While a vote is open the floor is given for points of order alone (UN General Assembly, rule 88).
    """
    first = next(iter(_queue(desk).order), None)
    if first is None:
        raise Refusal("queue_empty", N_("Nobody has asked for the floor."))
    row = desk.find(Request, request or first["request"])
    if row.kind != Kind.POINT_OF_ORDER and _voting(desk):
        raise Refusal("vote_open", N_("A vote is open: until it closes, the floor is given for points of order alone."))
    _end(desk)
    speech = Speech(
        sitting_id=row.sitting_id,
        item_id=row.item_id,
        kind=row.kind,
        seat=row.seat,
        person=row.person,
        side=parse_seat(row.seat)[0].value if row.seat else None,
        limit=_limit(desk, row),
        spoken=0,
        running_since=desk.now,
        started_at=desk.now,
    )
    row.archived = True
    desk.add(speech)
    desk.session.flush()
    set_order(desk)
    desk.record("floor.given", seat=row.seat, kind=row.kind, out_of_turn=row.id != first["request"], reason=reason)
    return {"speech": speech.id}


def _voting(desk: Desk) -> bool:
    question = desk.open_question()
    return question is not None and question.kind == "vote"


def _limit(desk: Desk, request: Request) -> int:
    usual: int = desk.group.settings["speech_limit"]
    if request.kind == Kind.POINT_OF_ORDER:
        return min(usual, POINT_OF_ORDER_SECONDS)
    return speech_limit(Kind(request.kind), usual, _replies(desk, request.seat))


def _replies(desk: Desk, seat: str | None) -> int:
    return sum(1 for speech in _speeches(desk) if speech.seat == seat and speech.kind == Kind.REPLY)


def _same(seat: str | None, person: str, other_seat: str | None, other_person: str | None) -> bool:
    return seat == other_seat if seat is not None else other_seat is None and person == other_person


@command("floor.pause", {}, who=CONDUCT, when=UNDER_WAY)
def pause(desk: Desk) -> None:
    """The speaker's clock stops."""
    speech = _speaking(desk)
    if speech.running_since is None:
        raise Refusal("already_so", N_("The clock stands already."))
    speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
    speech.running_since = None
    desk.record("floor.paused", seat=speech.seat)


@command("floor.resume", {}, who=CONDUCT, when=OPEN)
def resume(desk: Desk) -> None:
    """The speaker's clock runs again."""
    speech = _speaking(desk)
    if speech.running_since is not None:
        raise Refusal("already_so", N_("The clock runs already."))
    speech.running_since = desk.now
    desk.record("floor.resumed", seat=speech.seat)


@command("floor.extend", {"seconds": number(10, 3600)}, who=CONDUCT, when=UNDER_WAY)
def extend(desk: Desk, seconds: int) -> None:
    """The speaker gets more time, in seconds."""
    speech = _speaking(desk)
    speech.limit += seconds
    desk.record("floor.extended", seat=speech.seat, seconds=seconds)


@command("floor.end", {}, who=CONDUCT | SEATED | Role.ASSOCIATE, when=UNDER_WAY)
def end(desk: Desk) -> None:
    """The speech ends: the chair says so, or the speaker yields the floor."""
    speech = _speaking(desk)
    if not desk.is_any(CONDUCT) and speech.person != desk.actor:
        raise Refusal("not_allowed", N_("Another person has the floor."))
    _end(desk)
    set_order(desk)
    desk.record("floor.ended", seat=speech.seat, seconds=speech.spoken)


@command("floor.close_list", {}, who=CONDUCT, when=UNDER_WAY)
def close_list(desk: Desk) -> None:
    """No new statements are asked for on this item; points of order and replies still."""
    _set_list(desk, closed=True)
    desk.record("floor.list_closed")


@command("floor.open_list", {}, who=CONDUCT, when=UNDER_WAY)
def open_list(desk: Desk) -> None:
    """Statements may be asked for again."""
    _set_list(desk, closed=False)
    desk.record("floor.list_opened")


def _set_list(desk: Desk, *, closed: bool) -> None:
    sitting = desk.now_sitting()
    if sitting.list_closed == closed:
        raise Refusal("already_so", N_("The list is so already."))
    sitting.list_closed = closed


def set_order(desk: Desk) -> None:
    """Compute the speaking order anew from who waits and who has spoken on this item."""
    associates = {row.person for row in desk.all_of(Appointment, Appointment.office == "associate")}
    waiting = [
        Asked(
            id=row.id,
            kind=Kind(row.kind),
            side=parse_seat(row.seat)[0] if row.seat else None,
            seat=row.seat,
            at=row.at,
            associate=row.seat is None and row.person in associates,
            person=row.person,
        )
        for row in desk.all_of(Request)
    ]
    turns = order(waiting, _spoken(desk, desk.now))
    new: list[dict[str, Any]] = [{"request": turn.request.id, "why": turn.why.record()} for turn in turns]
    queue = _queue(desk)
    if queue.order != new:
        queue.order = new


def _spoken(desk: Desk, now: datetime) -> list[Spoken]:
    """What has been said on this item, a line for each speech, in order."""
    return [
        Spoken(
            seat=speech.seat,
            side=Side(speech.side) if speech.side else None,
            kind=Kind(speech.kind),
            seconds=spoken_seconds(speech.spoken, speech.running_since, now),
            person=speech.person,
        )
        for speech in _speeches(desk)
    ]


def _speeches(desk: Desk) -> list[Speech]:
    sitting = desk.now_sitting()
    found = desk.all_of(Speech, Speech.sitting_id == sitting.id, Speech.item_id == sitting.item_id)
    return sorted(found, key=lambda speech: speech.id)


def _speaking(desk: Desk) -> Speech:
    found = desk.all_of(Speech, Speech.ended_at.is_(None))
    if not found:
        raise Refusal("nobody_speaks", N_("Nobody has the floor."))
    return found[0]


def _end(desk: Desk) -> None:
    for speech in desk.all_of(Speech, Speech.ended_at.is_(None)):
        speech.spoken = spoken_seconds(speech.spoken, speech.running_since, desk.now)
        speech.running_since, speech.ended_at = None, desk.now


def _queue(desk: Desk) -> Queue:
    return desk.find(Queue, desk.now_sitting().id)
