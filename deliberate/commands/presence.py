"""Check-in: a seat is present when it has checked in, not when somebody is connected."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import seat
from deliberate.commands.registry import command
from deliberate.domain import phases
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE, SEATED, Audience
from deliberate.store.seats import Seat
from deliberate.store.sittings import Attendance

CHECK_IN = frozenset({phases.Sitting.SCHEDULED, phases.Sitting.OPEN, phases.Sitting.SUSPENDED})


@command(
    "presence.check_in",
    {"seat": seat(load_default=None, allow_none=True)},
    who=SEATED | CONDUCT | OFFICE,
    when=CHECK_IN,
)
def check_in(desk: Desk, seat: str | None) -> None:
    """A seat is present from now on. Members check in themselves; chair or secretariat may do it for any seat.

    A holder who comes takes over from the alternate. Who is present is public, also while a sitting is not.
    """
    row, person = _whose(desk, seat)
    here = desk.attendance(row.id)
    if here is not None and (here.person == person or person != desk.actor):
        raise Refusal("already_so", N_("%(seat)s is already checked in."), seat=row.id)
    if here is not None and person != row.holder:
        raise Refusal("holder_present", N_("The holder of %(seat)s is checked in."), seat=row.id)
    if here is not None:
        here.left_at = desk.now
    attendance = Attendance(sitting_id=desk.now_sitting().id, seat=row.id, person=person, arrived_at=desk.now)
    desk.add(attendance, Audience.PUBLIC)
    desk.record("seat.checked_in", seat=row.id)


@command(
    "presence.check_out",
    {"seat": seat(load_default=None, allow_none=True)},
    who=SEATED | CONDUCT | OFFICE,
    when=CHECK_IN,
)
def check_out(desk: Desk, seat: str | None) -> None:
    """A seat is no longer present. An alternate does not check out the holder."""
    row, person = _whose(desk, seat)
    here = desk.attendance(row.id)
    if here is None:
        raise Refusal("not_present", N_("%(seat)s is not checked in."), seat=row.id)
    if here.person == row.holder != person and not desk.is_any(CONDUCT | OFFICE):
        raise Refusal("holder_present", N_("The holder of %(seat)s is checked in."), seat=row.id)
    here.left_at = desk.now
    desk.record("seat.checked_out", seat=row.id)


def _whose(desk: Desk, seat: str | None) -> tuple[Seat, str]:
    own = desk.standing.seat
    if own is not None and desk.actor is not None and seat in (None, own.id):
        return own, desk.actor
    if seat is None:
        raise Refusal("no_seat", N_("You do not sit on a seat of this group."))
    if not desk.is_any(CONDUCT | OFFICE):
        raise Refusal("not_allowed", N_("You check in your own seat only."))
    row = desk.seats().get(seat)
    person = (row.holder or row.alternate) if row is not None else None
    if row is None or person is None:
        raise Refusal("seat_vacant", N_("Nobody sits on %(seat)s."), seat=seat)
    return row, person
