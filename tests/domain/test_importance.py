"""The rule of a vote: the usual one, or the one that is named; of an important question the substantive one alone."""

import pytest

from deliberate.domain.importance import rule_of_vote
from deliberate.domain.refusals import Refusal


@pytest.mark.parametrize(
    ("named", "found_in", "rule"),
    [
        (None, None, "procedural"),
        ("custom", None, "custom"),
        (None, 4, "substantive"),
        ("substantive", 4, "substantive"),
    ],
)
def test_the_rule_of_a_vote(named: str | None, found_in: int | None, rule: str) -> None:
    assert rule_of_vote(named, "procedural", found_in) == rule


@pytest.mark.parametrize("named", ["procedural", "custom"])
def test_an_important_question_is_voted_on_under_no_other_rule(named: str) -> None:
    with pytest.raises(Refusal) as caught:
        rule_of_vote(named, named, 4)
    assert (caught.value.code, caught.value.facts) == ("important", {"number": 4})
    assert "Choose that one" in str(caught.value)
