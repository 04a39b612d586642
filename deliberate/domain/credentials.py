"""Who may sit where: a seat needs a credential for its constituency, and a person sits on one seat at most."""

from collections.abc import Collection

from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.seats import Place, Plan, in_order


def check_holder(
    plan: Plan, place: Place, credentials: Collection[str], *, other_seats: Collection[str], is_alternate: bool
) -> None:
    """Whether a person may hold a seat; a refusal says what to do.

    ``credentials`` are the codes of the constituencies the person is accredited for; ``other_seats`` the ids of other
    seats where the person is holder or alternate; ``is_alternate`` whether the person is this seat's alternate.
    """
    _check_credential(plan, place, credentials)
    _check_single_seat(place, other_seats)
    if is_alternate:
        raise Refusal(
            "holder_is_alternate",
            N_("This person is the alternate of %(seat)s. Drop the alternate first, then assign the seat."),
            seat=place.id,
        )


def check_alternate(
    plan: Plan, place: Place, credentials: Collection[str], *, other_seats: Collection[str], is_holder: bool
) -> None:
    """Whether a person may be the alternate of a seat; arguments and refusals as for its holder."""
    _check_credential(plan, place, credentials)
    _check_single_seat(place, other_seats)
    if is_holder:
        raise Refusal(
            "alternate_is_holder",
            N_("This person already holds %(seat)s and cannot also be its alternate. Choose someone else."),
            seat=place.id,
        )


def _check_credential(plan: Plan, place: Place, credentials: Collection[str]) -> None:
    if place.constituency in credentials:
        return
    wanted = plan.constituency(place.constituency)
    name = wanted.name if wanted else place.constituency
    if not credentials:
        raise Refusal(
            "no_credential",
            N_("This person has no credential. Issue one for %(constituency)s, then assign %(seat)s."),
            constituency=name,
            seat=place.id,
        )
    held = [found for code in sorted(credentials) if (found := plan.constituency(code))]
    if held and all(each.side != place.side for each in held):
        raise Refusal(
            "credential_other_side",
            N_(
                "This person's credential is for %(held)s, on the other side of the room from %(seat)s."
                " Choose a seat of that side, or issue a credential for %(constituency)s."
            ),
            held=", ".join(each.name for each in held),
            seat=place.id,
            constituency=name,
        )
    raise Refusal(
        "credential_other_constituency",
        N_(
            "This person's credential is for %(held)s, and %(seat)s belongs to %(constituency)s."
            " Choose a seat of %(held)s, or issue a credential for %(constituency)s."
        ),
        held=", ".join(each.name for each in held) or ", ".join(sorted(credentials)),
        seat=place.id,
        constituency=name,
    )


def _check_single_seat(place: Place, other_seats: Collection[str]) -> None:
    elsewhere = in_order(seat for seat in other_seats if seat != place.id)
    if elsewhere:
        raise Refusal(
            "already_seated",
            N_("This person already sits at %(seats)s. Vacate that seat first, or choose someone else for %(seat)s."),
            seats=", ".join(elsewhere),
            seat=place.id,
        )
