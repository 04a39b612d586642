"""The floor: asking for it, being put on the list, and giving it."""

import secrets

from marshmallow import validate
from marshmallow.fields import List
from sqlalchemy import bindparam, select

from deliberate.commands.balance import set_balance
from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_line, maybe_number, number, one_of, seat
from deliberate.commands.motions import check_before, raised, speaks_on
from deliberate.commands.queue import (
    end_speech,
    is_voting,
    limits_of,
    made,
    open_motion,
    queue_of,
    set_order,
    speeches,
    take_off,
    waiting,
)
from deliberate.commands.registry import command
from deliberate.commands.sittings import UNDER_WAY
from deliberate.domain import phases
from deliberate.domain.limits import may_ask, speech_limit
from deliberate.domain.motions import MOTIONS
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED, Role
from deliberate.domain.seats import parse_seat
from deliberate.domain.speaking import Kind, Stance
from deliberate.store.groups import Constituency
from deliberate.store.people import Account
from deliberate.store.seats import Seat
from deliberate.store.speaking import Request, Speech

_CODE = (  # made once: to make it takes as long as to read
    select(Constituency.code)
    .join(Seat, Seat.constituency_id == Constituency.id)
    .where(Seat.journal_id == bindparam("journal"))
    .where(Seat.side == bindparam("side"), Seat.number == bindparam("number"))
)
OPEN = frozenset({phases.Sitting.OPEN})
MOST_TOGETHER = 200
"""Seats that one statement can be made for."""


@command(
    "floor.ask",
    {
        "kind": one_of(Kind, load_default=Kind.STATEMENT.value),
        "stance": one_of(Stance, load_default=None, allow_none=True),
        "on_behalf": List(seat(), load_default=list, validate=validate.Length(max=MOST_TOGETHER)),
        "note": maybe_line(),
    },
    who=SEATED | Role.ASSOCIATE,
    when=OPEN,
)
def ask(desk: Desk, kind: str, stance: str | None, on_behalf: list[str], note: str) -> dict[str, int]:
    """A seat, or an associate, asks for the floor. The queue alternates the sides.

    A statement can be made on behalf of other seats too: they are named, and it counts for the seat that makes it.
    With a `stance` one asks to speak for or against the motion of that kind that is before the group.
    """
    seat = None if desk.standing.seat is None else desk.present_seat().id
    if seat is None and Kind(kind) is not Kind.STATEMENT:
        raise Refusal("not_allowed", N_("Points of order, motions and replies belong to the seats."))
    _check_free(desk, Kind(kind), seat, desk.actor)
    _check_together(desk, Kind(kind), seat, on_behalf)
    if stance is None and Kind(kind) in MOTIONS and (motion := open_motion(desk)) and motion.kind == kind:
        raise Refusal("moved_already", N_("This motion is before the group already. You can ask to speak on it."))
    request = _enlist(desk, Kind(kind), seat, str(desk.actor), note, Stance(stance) if stance else None, on_behalf)
    desk.record("floor.asked", kind=kind, seat=seat)
    return {"request": request.id}


@command(
    "floor.add_speaker",
    {
        "seat": seat(load_default=None, allow_none=True),
        "name": maybe_line(120),
        "kind": one_of([Kind.STATEMENT, Kind.POINT_OF_ORDER, Kind.REPLY], load_default=Kind.STATEMENT.value),
        "note": maybe_line(),
    },
    who=CONDUCT,
    when=OPEN,
)
def add_speaker(desk: Desk, seat: str | None, name: str, kind: str, note: str) -> dict[str, int]:
    """The chair puts somebody on the list: a seat that raised its plate, or by name a guest who has no account.

    A guest speaks after all others unless the chair moves or calls them. Their name is public by this act of the
    chair; it stands in the directory, from which it can be erased, and in no entry. The chair may do so with the list
    closed.
    """
    if (seat is None) is not bool(name):
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="seat, name: one of the two")
    if seat is None:
        if Kind(kind) is not Kind.STATEMENT:
            raise Refusal("not_allowed", N_("Points of order, motions and replies belong to the seats."))
        person = _guest(desk, name).id
    elif here := desk.attendance(seat):
        person = here.person
    else:
        raise Refusal("not_present", N_("Seat %(seat)s is not checked in. Check in first."), seat=seat)
    _check_free(desk, Kind(kind), seat, person, list_closed=False)
    request = _enlist(desk, Kind(kind), seat, person, note, None, [])
    desk.record("floor.speaker_added", kind=kind, seat=seat)
    return {"request": request.id}


@command("floor.withdraw", {"request": number()}, who=SEATED | Role.ASSOCIATE | CONDUCT, when=UNDER_WAY)
def withdraw(desk: Desk, request: int) -> None:
    """Who asked for the floor no longer wants it; or the chair takes a request off the list."""
    row = desk.find(Request, request)
    own_seat = desk.standing.seat.id if desk.standing.seat else None
    if not desk.is_any(CONDUCT) and row.person != desk.actor and (row.seat is None or row.seat != own_seat):
        raise Refusal("not_allowed", N_("This request is somebody else's."))
    take_off(desk, row)
    set_order(desk)
    desk.record("floor.withdrawn", seat=row.seat)


@command("floor.call", {"request": maybe_number(), "reason": maybe_line()}, who=CONDUCT, when=OPEN)
def call(desk: Desk, request: int | None, reason: str) -> dict[str, int]:
    """The chair gives the floor to the next in order, or with a reason to anyone on the list; the record says so.

    While a vote is open the floor is given for points of order alone (UN General Assembly, rule 88). While a motion is
    before the group, it is given to those who may speak on it, and for what has a higher rank.
    """
    first = next(iter(queue_of(desk).order), None)
    row = None if request is None else waiting(desk, request)
    if first is None:
        raise Refusal("queue_empty", N_("Nobody has asked for the floor."))
    row = row or desk.find(Request, first["request"])
    if row.kind != Kind.POINT_OF_ORDER and is_voting(desk):
        raise Refusal("vote_open", N_("A vote is open: until it closes, the floor is given for points of order alone."))
    check_before(desk, row)
    out_of_turn = row.id != first["request"]
    if out_of_turn and not reason:
        raise Refusal(
            "reason_needed",
            N_("This request is not the first on the list. To call it out of turn, say why: it goes on record."),
        )
    kind, heard = Kind(row.kind), speeches(desk)
    speech = Speech(
        sitting_id=row.sitting_id,
        item_id=row.item_id,
        kind=row.kind,
        stance=row.stance,
        motion_id=row.motion_id,
        seat=row.seat,
        on_behalf=row.on_behalf,
        person=row.person,
        side=parse_seat(row.seat)[0].value if row.seat else None,
        constituency=_constituency(desk, row.seat),
        out_of_turn=out_of_turn,
        reason=reason if out_of_turn else "",
        limit=speech_limit(
            kind,
            limits_of(desk),
            statements_made=made(desk, heard, Kind.STATEMENT, row.seat, row.person),
            replies_used=made(desk, heard, Kind.REPLY, row.seat, row.person),
            on_behalf=bool(row.on_behalf),
        ),
        spoken=0,
        running_since=desk.now,
        started_at=desk.now,
    )
    if end_speech(desk):
        set_balance(desk, heard)
    take_off(desk, row)
    if row.stance is None and (kind is Kind.POINT_OF_ORDER or kind in MOTIONS):
        speech.motion_id = raised(desk, row).id
    desk.add(speech)
    desk.session.flush()
    set_order(desk, [*heard, speech])
    desk.record("floor.given", seat=row.seat, kind=row.kind, out_of_turn=out_of_turn, reason=reason)
    return {"speech": speech.id}


def _check_free(
    desk: Desk, kind: Kind, seat: str | None, person: str | None, *, list_closed: bool | None = None
) -> None:
    """Refuse where this seat, or this person without one, may not ask now."""
    rows, heard = desk.all_of(Request), speeches(desk)
    may_ask(
        kind,
        waiting=[Kind(row.kind) for row in rows if _same(row, seat, person)],
        list_closed=desk.now_sitting().list_closed if list_closed is None else list_closed,
        replies_used=made(desk, heard, Kind.REPLY, seat, person),
        statements_made=made(desk, heard, Kind.STATEMENT, seat, person),
        statements_at_most=limits_of(desk).statements_at_most,
        voting=is_voting(desk),
    )


def _check_together(desk: Desk, kind: Kind, seat: str | None, on_behalf: list[str]) -> None:
    """Those for whom a statement is made: other seats of the plan, each once, on which somebody sits."""
    if not on_behalf:
        return
    if kind is not Kind.STATEMENT or seat is None:
        raise Refusal("not_allowed", N_("A seat makes a statement on behalf of others; nothing else is asked for so."))
    seats = desk.seats()
    for each in on_behalf:
        if each == seat or on_behalf.count(each) > 1:
            raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems=f"on_behalf: {each} twice")
        if each not in seats or not (seats[each].holder or seats[each].alternate):
            raise Refusal("seat_vacant", N_("Nobody sits on %(seat)s."), seat=each)


def _enlist(
    desk: Desk, kind: Kind, seat: str | None, person: str, note: str, stance: Stance | None, on_behalf: list[str]
) -> Request:
    sitting = desk.now_sitting()
    request = Request(
        sitting_id=sitting.id,
        item_id=sitting.item_id,
        kind=kind.value,
        stance=stance.value if stance else None,
        motion_id=speaks_on(desk, kind, stance, str(seat)).id if stance else None,
        seat=seat,
        on_behalf=on_behalf,
        person=person,
        note=note,
        at=desk.now,
    )
    desk.add(request)
    desk.session.flush()
    set_order(desk)
    return request


def _guest(desk: Desk, name: str) -> Account:
    """The guest of this name, who has no address and cannot sign in; the same person again in the same group."""
    known = {row.person for row in desk.all_of(Request, Request.seat.is_(None))}
    known |= {row.person for row in desk.all_of(Speech, Speech.seat.is_(None))}
    found = desk.session.scalar(
        select(Account).where(
            Account.id.in_(known), Account.name == name, Account.email.is_(None), Account.revoked_at.is_(None)
        )
    )
    if found is None:
        found = Account(id=f"p-{secrets.token_hex(8)}", name=name, named_in_public=True, created_at=desk.now)
        desk.session.add(found)
        desk.session.flush()
    return found


def _constituency(desk: Desk, seat: str | None) -> str | None:
    """The code of a seat's constituency."""
    if seat is None:
        return None
    side, number = parse_seat(seat)
    return desk.session.scalar(_CODE, {"journal": desk.journal.id, "side": side.value, "number": number})


def _same(row: Request, seat: str | None, person: str | None) -> bool:
    return row.seat == seat if seat is not None else row.seat is None and row.person == person
