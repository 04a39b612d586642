"""The seat plan: equal halves, guaranteed minimums, and who may sit where."""

from dataclasses import replace
from functools import partial

import pytest

from deliberate.domain.credentials import check_alternate, check_holder
from deliberate.domain.refusals import Refusal
from deliberate.domain.seats import (
    Constituency,
    Place,
    Plan,
    Side,
    check_change,
    in_order,
    migrants_guarantee,
    parse_seat,
    seat_id,
)

ORIGIN = Constituency("origin", Side.GOVERNMENTS, "Countries of origin", 6)
DESTINATION = Constituency("destination", Side.GOVERNMENTS, "Countries of destination", 4)
MIGRANTS = Constituency("migrants", Side.OTHERS, "Migrants and diaspora", 5, minimum=5, migrants=True)
CIVIL = Constituency("civil", Side.OTHERS, "Civil society", 5, minimum=1)
PLAN = Plan(10, (ORIGIN, DESTINATION, MIGRANTS, CIVIL))


def refused(plan: Plan) -> Refusal:
    with pytest.raises(Refusal) as caught:
        plan.check()
    return caught.value


def place(seat: str) -> Place:
    return next(each for each in PLAN.seats() if each.id == seat)


def test_a_seat_is_named_by_the_letter_of_its_side_and_its_number() -> None:
    assert seat_id(Side.GOVERNMENTS, 3) == "G-3"
    assert parse_seat("O-12") == (Side.OTHERS, 12)
    assert Side.OTHERS.letter == "O"
    assert Side.OTHERS.other is Side.GOVERNMENTS
    assert Side.GOVERNMENTS.other is Side.OTHERS


@pytest.mark.parametrize("name", ["", "G", "G-0", "G-03", "g-3", "X-1", "G-3 ", "G--1", "G-\u0663", "G-3\n", "G-10000"])
def test_nothing_else_is_a_seat(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_seat(name)
    assert caught.value.code == "unknown_seat"


def test_seats_are_listed_by_side_and_number() -> None:
    assert in_order({"O-2", "G-10", "G-9"}) == ["G-9", "G-10", "O-2"]


def test_both_halves_have_as_many_seats_as_there_are_pairs() -> None:
    places = PLAN.check().seats()
    assert [each.id for each in places] == [f"G-{n}" for n in range(1, 11)] + [f"O-{n}" for n in range(1, 11)]


def test_the_constituencies_of_a_side_take_consecutive_numbers_in_their_order() -> None:
    where = {each.id: each.constituency for each in PLAN.seats()}
    assert [where[f"G-{n}"] for n in (1, 6, 7, 10)] == ["origin", "origin", "destination", "destination"]
    assert [where[f"O-{n}"] for n in (1, 5, 6, 10)] == ["migrants", "migrants", "civil", "civil"]


@pytest.mark.parametrize("pairs", [-1, 0, 1001])
def test_a_plan_has_one_to_a_thousand_pairs(pairs: int) -> None:
    assert refused(Plan(pairs, ())).code == "pairs_out_of_range"


@pytest.mark.parametrize("pairs", [1, 1000])
def test_the_smallest_and_the_largest_plan_are_lawful(pairs: int) -> None:
    governments = Constituency("all", Side.GOVERNMENTS, "All", pairs)
    migrants = Constituency("migrants", Side.OTHERS, "Migrants", pairs, pairs, migrants=True)
    assert len(Plan(pairs, (governments, migrants)).check().seats()) == 2 * pairs


@pytest.mark.parametrize("seats", [3, 5])
def test_the_constituencies_of_a_side_have_exactly_its_seats(seats: int) -> None:
    refusal = refused(Plan(10, (ORIGIN, replace(DESTINATION, seats=seats), MIGRANTS, CIVIL)))
    assert refusal.code == "governments_not_filled"
    assert refusal.facts == {"total": 6 + seats, "pairs": 10}
    assert "until the sum is 10" in str(refusal)


def test_a_side_without_a_constituency_is_not_filled() -> None:
    assert refused(Plan(10, (ORIGIN, DESTINATION))).code == "others_not_filled"


def test_no_constituency_has_fewer_seats_than_it_is_guaranteed() -> None:
    assert refused(Plan(10, (ORIGIN, DESTINATION, MIGRANTS, replace(CIVIL, minimum=6)))).code == "below_minimum"
    Plan(10, (ORIGIN, DESTINATION, MIGRANTS, replace(CIVIL, minimum=5))).check()


@pytest.mark.parametrize(("pairs", "needed"), [(1, 1), (2, 1), (3, 2), (9, 5), (10, 5), (11, 6)])
def test_migrants_are_guaranteed_half_of_the_others_rounded_up(pairs: int, needed: int) -> None:
    def plan(minimum: int) -> Plan:
        governments = Constituency("all", Side.GOVERNMENTS, "All", pairs)
        migrants = Constituency("migrants", Side.OTHERS, "Migrants", pairs, minimum, migrants=True)
        return Plan(pairs, (governments, migrants))

    assert migrants_guarantee(pairs) == needed
    assert refused(plan(needed - 1)).facts == {"guaranteed": needed - 1, "pairs": pairs, "needed": needed}
    plan(needed).check()


def test_seats_that_migrants_merely_have_are_not_a_guarantee() -> None:
    assert refused(Plan(10, (ORIGIN, DESTINATION, replace(MIGRANTS, minimum=4), CIVIL))).code == "migrants_guarantee"


def test_the_guarantee_may_be_shared_by_several_constituencies() -> None:
    migrants = replace(MIGRANTS, seats=3, minimum=3)
    diaspora = Constituency("diaspora", Side.OTHERS, "Diaspora", 2, 2, migrants=True)
    Plan(10, (ORIGIN, DESTINATION, migrants, diaspora, CIVIL)).check()


def test_migrants_do_not_sit_among_the_governments() -> None:
    assert refused(Plan(10, (replace(ORIGIN, migrants=True), DESTINATION, MIGRANTS, CIVIL))).code == "migrants_side"


def test_every_constituency_has_a_name_a_known_side_and_a_code_of_its_own() -> None:
    assert refused(Plan(10, (ORIGIN, replace(DESTINATION, code="origin")))).code == "duplicate_code"
    assert refused(Plan(10, (replace(ORIGIN, side="observers"),))).code == "unknown_side"  # type: ignore[arg-type]
    assert refused(Plan(10, (replace(ORIGIN, name=" "),))).code == "unnamed_constituency"
    assert refused(Plan(10, (replace(ORIGIN, seats=-1),))).code == "negative_seats"


def test_a_plan_shrinks_when_the_removed_seats_are_free() -> None:
    smaller = Plan(9, (ORIGIN, replace(DESTINATION, seats=3), MIGRANTS, replace(CIVIL, seats=4)))
    check_change(PLAN, smaller, {"G-9", "O-9", "O-1"})


def test_a_plan_does_not_shrink_under_people() -> None:
    smaller = Plan(9, (ORIGIN, replace(DESTINATION, seats=3), MIGRANTS, replace(CIVIL, seats=4)))
    with pytest.raises(Refusal) as caught:
        check_change(PLAN, smaller, {"O-10", "G-10", "O-1"})
    assert caught.value.code == "seat_held"
    assert "Vacate first: G-10, O-10." in str(caught.value)


def test_a_held_seat_does_not_change_its_constituency() -> None:
    shifted = Plan(10, (replace(ORIGIN, seats=5), replace(DESTINATION, seats=5), MIGRANTS, CIVIL))
    check_change(PLAN, shifted, {"G-5", "G-7"})
    with pytest.raises(Refusal) as caught:
        check_change(PLAN, shifted, {"G-5", "G-6", "G-7"})
    assert caught.value.facts == {"seats": "G-6"}


def test_the_holder_has_a_credential_for_the_seats_constituency() -> None:
    check_holder(PLAN, place("O-6"), {"civil"}, other_seats=(), is_alternate=False)
    check_alternate(PLAN, place("O-6"), {"civil", "migrants"}, other_seats=("O-6",), is_holder=False)


@pytest.mark.parametrize(
    ("credentials", "code", "says"),
    [
        (set(), "no_credential", "Issue one for Civil society"),
        ({"migrants"}, "credential_other_constituency", "Choose a seat of Migrants and diaspora"),
        ({"origin"}, "credential_other_side", "on the other side of the room"),
        ({"long-gone"}, "credential_other_constituency", "issue a credential for Civil society"),
    ],
)
@pytest.mark.parametrize("role", ["holder", "alternate"])
def test_another_credential_is_refused_with_what_to_do(
    role: str, credentials: set[str], code: str, says: str
) -> None:
    check = partial(check_holder, is_alternate=False) if role == "holder" else partial(check_alternate, is_holder=False)
    with pytest.raises(Refusal) as caught:
        check(PLAN, place("O-6"), credentials, other_seats=())
    assert caught.value.code == code
    assert says in str(caught.value)


def test_nobody_sits_on_two_seats() -> None:
    with pytest.raises(Refusal) as caught:
        check_holder(PLAN, place("O-6"), {"civil"}, other_seats=("O-7",), is_alternate=False)
    assert caught.value.code == "already_seated"
    assert "O-7" in str(caught.value)
    with pytest.raises(Refusal):
        check_alternate(PLAN, place("O-6"), {"civil"}, other_seats=("O-7",), is_holder=False)


def test_holder_and_alternate_are_two_people() -> None:
    with pytest.raises(Refusal) as caught:
        check_alternate(PLAN, place("O-6"), {"civil"}, other_seats=(), is_holder=True)
    assert caught.value.code == "alternate_is_holder"
    with pytest.raises(Refusal) as caught:
        check_holder(PLAN, place("O-6"), {"civil"}, other_seats=(), is_alternate=True)
    assert caught.value.code == "holder_is_alternate"
