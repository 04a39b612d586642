"""Who stands behind an amendment, and when it can be put to a decision."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import number
from deliberate.commands.registry import command
from deliberate.commands.targets import NEGOTIATION, alive
from deliberate.commands.undivided import check_undivided
from deliberate.domain.amendments import ALIVE
from deliberate.domain.phases import Proposed
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import SEATED
from deliberate.domain.sponsors import missing
from deliberate.store.amendments import Amendment


@command("amendment.cosponsor", {"amendment": number()}, who=SEATED, stages=NEGOTIATION)
def cosponsor(desk: Desk, amendment: int) -> None:
    """Another seat stands behind an amendment."""
    seat, row = desk.present_seat(), alive(desk, amendment)
    if seat.id in row.sponsors:
        raise Refusal("already_so", N_("%(seat)s is a sponsor already."), seat=seat.id)
    row.sponsors = [*row.sponsors, seat.id]
    desk.record("amendment.cosponsored", amendment=row.label, seat=seat.id)


@command("amendment.leave", {"amendment": number()}, who=SEATED, stages=NEGOTIATION)
def leave(desk: Desk, amendment: int) -> None:
    """A co-sponsor no longer stands behind an amendment. Its mover withdraws it instead."""
    seat, row = desk.acting_seat(), alive(desk, amendment)
    if seat.id == row.seat or seat.id not in row.sponsors:
        raise Refusal("not_sponsor", N_("%(seat)s is not a co-sponsor of this amendment."), seat=seat.id)
    row.sponsors = [each for each in row.sponsors if each != seat.id]
    desk.record("amendment.left", amendment=row.label, seat=seat.id)


def ready_for_decision(desk: Desk, row: Amendment) -> None:
    """Refuse to put an amendment that is not ready, or whose parts are put separately and not decided yet."""
    check_ready(desk, row)
    check_undivided(desk, Amendment.noun, row.id)


def check_ready(desk: Desk, row: Amendment) -> None:
    """Refuse to put an amendment or a part of it that is decided, or to be redrafted, or not backed as the group asks.

    Amendments to an amendment are decided before it (UN General Assembly, rules 90 and 130, for amendments and texts).
    """
    check_tabled(row)
    if row.parent_id is not None:
        check_tabled(desk.find(Amendment, row.parent_id))
    settings = desk.group.settings
    lacking = missing(row.sponsors, settings["cosponsors"], each_side=settings.get("cosponsors_each_side", False))
    if lacking:
        raise Refusal("cosponsors_missing", lacking[0].say, **lacking[0].facts)
    if waiting := [each.label for each in amendments_to(desk, row)]:
        raise Refusal(
            "amendments_pending",
            N_("Decide the amendments to %(amendment)s before it: %(amendments)s."),
            amendment=row.label, amendments=", ".join(waiting),
        )


def amendments_to(desk: Desk, row: Amendment) -> list[Amendment]:
    """The amendments to an amendment on which nothing is decided yet."""
    return desk.all_of(Amendment, Amendment.parent_id == row.id, Amendment.state.in_(ALIVE))


def check_tabled(row: Amendment) -> None:
    """Refuse an amendment that is decided, or to be redrafted first."""
    if row.state == Proposed.REDRAFT:
        raise Refusal("to_redraft", N_("%(amendment)s is to be redrafted first."), amendment=row.label)
    if row.state != Proposed.TABLED:
        raise Refusal("decided", N_("%(amendment)s is %(state)s already."), amendment=row.label, state=row.state)
