"""The seat plan, and who sits on its seats."""

from typing import Any

from marshmallow import Schema, validate
from marshmallow.fields import List, Nested

from deliberate.commands.desk import Desk
from deliberate.commands.fields import MOST_ITEMS, line, number, one_of, person, seat, truth
from deliberate.commands.proxies import end_with
from deliberate.commands.queue import set_order, take_off
from deliberate.commands.registry import command
from deliberate.domain.credentials import check_alternate, check_holder
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import OFFICE, Audience
from deliberate.domain.seats import Constituency as Share
from deliberate.domain.seats import Place, Plan, Side, check_change
from deliberate.journal.snapshot import vacant_places
from deliberate.store.groups import Constituency
from deliberate.store.seats import Credential, Seat
from deliberate.store.speaking import Request
from deliberate.store.standing import seat_of

ShareFields = Schema.from_dict(
    {
        "code": line(40),
        "side": one_of(Side),
        "name": line(120),
        "seats": number(0, MOST_ITEMS),
        "minimum": number(0, MOST_ITEMS),
        "migrants": truth(load_default=False),
    },
    name="Constituency",
)


@command(
    "plan.set",
    {
        "pairs": number(1, MOST_ITEMS),
        "constituencies": List(Nested(ShareFields), required=True, validate=validate.Length(min=2, max=200)),
    },
    who=OFFICE,
)
def set_plan(desk: Desk, pairs: int, constituencies: list[dict[str, Any]]) -> None:
    """The seats of a group: pairs, so that the halves are equal, shared on each side among its constituencies.

    The others give migrants at least their guaranteed share. A plan never takes a seat from under somebody, and does
    not change while a question is open.
    """
    if desk.open_question() is not None:
        raise Refusal("question_open", N_("A question is open. The plan can change when it is closed."))
    wanted = Plan(pairs, tuple(Share(**{**each, "side": Side(each["side"])}) for each in constituencies)).check()
    held = {row.id for row in desk.all_of(Seat, Seat.number <= desk.group.pairs) if row.holder or row.alternate}
    check_change(plan_of(desk), wanted, held)
    dropped = _set_constituencies(desk, wanted)
    desk.group.pairs = pairs
    desk.session.flush()
    places = vacant_places(desk.session, desk.group)
    rows = {row.id: row for row in desk.all_of(Seat)}
    for id_, vacant in places.items():
        if id_ in rows:
            rows[id_].constituency_id = vacant.constituency_id
        else:
            desk.add(vacant, Audience.PUBLIC)
    for id_ in rows.keys() - places.keys():
        desk.session.delete(rows[id_])
    desk.session.flush()
    for constituency in dropped:
        desk.session.delete(constituency)
    desk.record("plan.set", pairs=pairs)


def _set_constituencies(desk: Desk, plan: Plan) -> list[Constituency]:
    """Bring the rows in line with the plan; those that are no longer in it have no seats and are to be deleted."""
    rows = {row.code: row for row in desk.all_of(Constituency)}
    used = {row.constituency_id for row in desk.all_of(Credential)}
    for position, share in enumerate(plan.constituencies, start=1):
        row = rows.pop(share.code, None) or desk.add(Constituency(code=share.code), Audience.PUBLIC)
        row.side, row.name, row.position = share.side.value, share.name, position
        row.seats, row.minimum, row.migrants = share.seats, share.minimum, share.migrants
    for row in rows.values():
        if row.id in used:
            raise Refusal(
                "credential_in_use",
                N_("Somebody has a credential for %(name)s. Revoke it first, or keep the constituency."),
                name=row.name,
            )
        row.seats = 0
    return list(rows.values())


def plan_of(desk: Desk) -> Plan:
    """The group's plan as the domain knows it."""
    rows = sorted(desk.all_of(Constituency), key=lambda row: row.position)
    shares = (Share(row.code, Side(row.side), row.name, row.seats, row.minimum, row.migrants) for row in rows)
    return Plan(desk.group.pairs, tuple(shares))


@command("seat.assign", {"seat": seat(), "person": person()}, who=OFFICE)
def assign(desk: Desk, seat: str, person: str) -> None:
    """A person with a credential for the seat's constituency becomes its holder."""
    row, place, credential = _seat_for(desk, seat, person)
    if row.holder == person:
        raise Refusal("already_so", N_("This person holds %(seat)s already."), seat=seat)
    if row.holder is not None:
        raise Refusal("seat_held", N_("%(seat)s is held. Vacate it first."), seat=seat)
    codes, other_seats = _credentials(desk, credential), _other_seats(desk, person, seat)
    check_holder(plan_of(desk), place, codes, other_seats=other_seats, is_alternate=row.alternate == person)
    row.holder, row.delegation = person, credential.delegation if credential else None
    desk.unsettled.add(person)
    desk.record("seat.assigned", seat=seat)


@command("seat.assign_alternate", {"seat": seat(), "person": person()}, who=OFFICE)
def assign_alternate(desk: Desk, seat: str, person: str) -> None:
    """A second person, with a credential for the same constituency, who acts for the seat while its holder is away."""
    row, place, credential = _seat_for(desk, seat, person)
    if row.alternate == person:
        raise Refusal("already_so", N_("This person is the alternate of %(seat)s already."), seat=seat)
    if row.alternate is not None:
        raise Refusal("seat_held", N_("%(seat)s has an alternate. Drop the alternate first."), seat=seat)
    codes, other_seats = _credentials(desk, credential), _other_seats(desk, person, seat)
    check_alternate(plan_of(desk), place, codes, other_seats=other_seats, is_holder=row.holder == person)
    row.alternate = person
    row.delegation = row.delegation or (credential.delegation if credential else None)
    desk.unsettled.add(person)
    desk.record("seat.alternate_assigned", seat=seat)


@command("seat.vacate", {"seat": seat()}, who=OFFICE)
def vacate(desk: Desk, seat: str) -> None:
    """The holder leaves the seat, at once and everywhere. An alternate stays."""
    row = _seat_row(desk, seat)
    if row.holder is None:
        raise Refusal("seat_vacant", N_("Nobody holds %(seat)s."), seat=seat)
    _leave(desk, seat, row.holder)
    end_with(desk, seat, row.holder)
    row.holder = None
    row.delegation = _delegation(desk, row.alternate)
    desk.record("seat.vacated", seat=seat)


@command("seat.drop_alternate", {"seat": seat()}, who=OFFICE)
def drop_alternate(desk: Desk, seat: str) -> None:
    """The alternate no longer acts for the seat."""
    row = _seat_row(desk, seat)
    if row.alternate is None:
        raise Refusal("seat_vacant", N_("%(seat)s has no alternate."), seat=seat)
    _leave(desk, seat, row.alternate)
    row.alternate = None
    row.delegation = row.delegation if row.holder else None
    desk.record("seat.alternate_dropped", seat=seat)


def _leave(desk: Desk, seat: str, person: str) -> None:
    """Whoever leaves a seat is no longer checked in for it, and no longer waits for the floor."""
    attendance = desk.attendance_by(seat, person)
    if attendance is not None:
        attendance.left_at = desk.now
    if waiting := desk.all_of(Request, Request.seat == seat, Request.person == person):
        take_off(desk, *waiting)
        set_order(desk)
    desk.unsettled.add(person)


def _delegation(desk: Desk, person: str | None) -> str | None:
    credentials = desk.all_of(Credential, Credential.person == person) if person is not None else []
    return credentials[0].delegation if credentials else None


def _seat_row(desk: Desk, seat: str) -> Seat:
    row = desk.seats().get(seat)
    if row is None:
        raise Refusal("not_found", N_("There is no seat %(seat)s in the plan."), seat=seat)
    return row


def _seat_for(desk: Desk, seat: str, person: str) -> tuple[Seat, Place, Credential | None]:
    row = _seat_row(desk, seat)
    if row not in desk.session:
        desk.add(row, Audience.PUBLIC)
    desk.account(person)
    constituency = desk.find(Constituency, row.constituency_id)
    place = Place(seat, Side(row.side), row.number, constituency.code)
    credentials = desk.all_of(Credential, Credential.person == person)
    return row, place, credentials[0] if credentials else None


def _credentials(desk: Desk, credential: Credential | None) -> list[str]:
    return [] if credential is None else [desk.find(Constituency, credential.constituency_id).code]


def _other_seats(desk: Desk, person: str, seat: str) -> list[str]:
    found = seat_of(desk.session, desk.journal.id, person)
    return [found.id] if found is not None and found.id != seat else []
