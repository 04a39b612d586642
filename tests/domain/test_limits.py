"""How often a seat may speak and how long."""

from typing import Any

import pytest

from deliberate.domain.limits import Limits, may_ask, speech_limit
from deliberate.domain.refusals import Refusal
from deliberate.domain.speaking import Kind

SET = Limits(180, later=120, on_behalf=300, reply=90, motion=60, point_of_order=30, statements_at_most=2)
PLAIN = Limits.of(180, {})


@pytest.mark.parametrize(
    ("kind", "made", "expected", "plain"),
    [
        (Kind.STATEMENT, {}, 180, 180),
        (Kind.STATEMENT, {"statements_made": 1}, 120, 180),
        (Kind.STATEMENT, {"statements_made": 1, "on_behalf": True}, 300, 180),
        (Kind.STATEMENT, {"on_behalf": True}, 300, 180),
        (Kind.REPLY, {}, 90, 180),
        (Kind.REPLY, {"replies_used": 1}, 45, 90),
        (Kind.POINT_OF_ORDER, {}, 30, 60),
        (Kind.CLOSE_DEBATE, {}, 60, 180),
        (Kind.SUSPEND, {"statements_made": 5}, 60, 180),
    ],
)
def test_each_kind_has_its_time_and_otherwise_that_of_a_statement(
    kind: Kind, made: dict[str, Any], expected: int, plain: int
) -> None:
    assert speech_limit(kind, SET, **made) == expected
    assert speech_limit(kind, PLAIN, **made) == plain


def test_a_point_of_order_is_never_longer_than_a_statement() -> None:
    assert speech_limit(Kind.POINT_OF_ORDER, Limits(20)) == 20


@pytest.mark.parametrize(("made", "refused"), [(1, False), (2, True), (3, True)])
def test_a_seat_makes_as_many_statements_on_an_item_as_the_group_allows(made: int, refused: bool) -> None:
    if not refused:
        may_ask(Kind.STATEMENT, statements_made=made, statements_at_most=2)
        return
    with pytest.raises(Refusal) as caught:
        may_ask(Kind.STATEMENT, statements_made=made, statements_at_most=2)
    assert caught.value.code == "statements_used"
    may_ask(Kind.REPLY, statements_made=made, statements_at_most=2)
    may_ask(Kind.STATEMENT, statements_made=made)
