"""Brackets: what is not agreed, who asked for it, and how it is settled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.brackets import (
    alternatives,
    check_balanced,
    check_clean,
    count,
    is_clean,
    literal,
    parse,
    resolve,
)
from deliberate.domain.refusals import Refusal

TEXTS = st.text(alphabet="[]\\ ab:,AG", max_size=30)


def test_a_text_without_brackets_is_clean() -> None:
    assert is_clean("Governments should act.")
    assert count("Governments should act.") == 0


def test_brackets_are_counted_with_those_inside_them() -> None:
    text = "States [shall [always][never]] act [at once]."
    assert count(text) == 4
    assert not is_clean(text)
    assert [bracket.wording(text) for bracket in parse(text).outermost] == ["shall [always][never]", "at once"]
    assert [bracket.wording(text) for bracket in parse(text).outermost[0].inside] == ["always", "never"]


def test_a_literal_bracket_is_a_character() -> None:
    text = r"As in \[sic\] the report"
    assert is_clean(text)
    assert literal(text) == "As in [sic] the report"
    assert count(r"[a \] b]") == 1


def test_alternatives_stand_side_by_side() -> None:
    text = "States [shall][should] [not] act [now [or][and] later]."
    assert [[each.wording(text) for each in group] for group in alternatives(text)] == [
        ["shall", "should"],
        ["or", "and"],
    ]


@pytest.mark.parametrize(
    ("text", "by", "wording"),
    [
        ("[Ghana, CSO: at every stage]", ("Ghana", "CSO"), "at every stage"),
        ("[Ghana: with [all] rights]", ("Ghana",), "with [all] rights"),
        ("[Côte d\u2019Ivoire, the U.K.: now]", (), "Côte d\u2019Ivoire, the U.K.: now"),
        ("[Côte d\u2019Ivoire, U.K. : now]", (), "Côte d\u2019Ivoire, U.K. : now"),
        ("[Côte d\u2019Ivoire, U.K.: now]", ("Côte d\u2019Ivoire", "U.K."), "now"),
        ("[Ghana: CSO: now]", ("Ghana",), "CSO: now"),
        ("[G-3, O-12: now]", ("G-3", "O-12"), "now"),
        ("[غانا، مصر: الآن]", ("غانا", "مصر"), "الآن"),
        ("[加纳、埃及：现在]", ("加纳", "埃及"), "现在"),  # noqa: RUF001
        ("[at every stage]", (), "at every stage"),
        ("[as follows: rights]", (), "as follows: rights"),
        ("[: rights]", (), ": rights"),
        ("[Ghana [, CSO: rights]]", (), "Ghana [, CSO: rights]"),
        ("[Ghana]: rights", (), "Ghana"),
        ("[The list is as follows. It has: two]", (), "The list is as follows. It has: two"),
        ("[]", (), ""),
    ],
)
def test_a_bracket_may_say_who_asked_for_it(text: str, by: tuple[str, ...], wording: str) -> None:
    bracket = parse(text).outermost[0]
    assert (bracket.by, bracket.wording(text)) == (by, wording)


@pytest.mark.parametrize(
    ("text", "stray"),
    [("a [b", [2]), ("a b]", [3]), ("]a[", [0, 2]), ("[a [b]", [0]), ("[a] b]", [5]), ("[[a]", [0])],
)
def test_a_bracket_without_its_partner_is_found(text: str, stray: list[int]) -> None:
    assert list(parse(text).stray) == stray
    assert not is_clean(text)
    with pytest.raises(Refusal) as caught:
        check_balanced(text)
    assert caught.value.code == "unbalanced_bracket"
    assert caught.value.facts["at"] == stray[0]


def test_balanced_brackets_pass() -> None:
    check_balanced(r"a [b [c]] \] [d][e]")


def test_a_text_with_a_bracket_is_not_agreed_and_the_refusal_quotes_it() -> None:
    check_clean(r"States act \[sic\].")
    with pytest.raises(Refusal) as caught:
        check_clean("States [shall][should] act.")
    assert caught.value.code == "brackets_left"
    assert caught.value.facts == {"bracket": "[shall]", "count": 2}
    with pytest.raises(Refusal) as caught:
        check_clean("States [shall act.")
    assert caught.value.code == "unbalanced_bracket"


def test_a_stray_bracket_hides_no_others() -> None:
    text = "[a [b] c"
    assert [bracket.wording(text) for bracket in parse(text).outermost] == ["b"]


@pytest.mark.parametrize(
    ("text", "start", "keep", "expected"),
    [
        ("States [shall] act.", 7, True, "States shall act."),
        ("States [shall] act.", 7, False, "States act."),
        ("States act [at once].", 11, False, "States act."),
        ("[Always] act.", 0, False, "act."),
        ("States [shall][should] act.", 7, True, "States shall act."),
        ("States [shall][should] act.", 14, True, "States should act."),
        ("States [shall][should] act.", 14, False, "States [shall] act."),
        ("a [b [c] d] e", 5, True, "a [b c d] e"),
        ("a [b [c] d] e", 5, False, "a [b d] e"),
        ("a [b [c] d] e", 2, True, "a b [c] d e"),
        ("act [Ghana, CSO: at every stage].", 4, True, "act at every stage."),
        ("States [Italy: , where they can,] act.", 7, True, "States, where they can, act."),
        ("移民[的]权利", 2, False, "移民权利"),
    ],
)
def test_one_bracket_is_settled(text: str, start: int, keep: bool, expected: str) -> None:
    assert resolve(text, start, keep=keep) == expected


def test_a_bracket_that_is_gone_cannot_be_settled() -> None:
    with pytest.raises(Refusal) as caught:
        resolve("States [shall] act.", 3, keep=True)
    assert caught.value.code == "no_bracket"


@given(TEXTS)
def test_every_unescaped_bracket_is_either_paired_or_stray(text: str) -> None:
    found = parse(text)
    paired = {place for bracket in found.all() for place in (bracket.start, bracket.end - 1)}
    marks = {at for at, letter in enumerate(text) if letter in "[]" and text[at - 1 : at] != "\\"}
    assert paired | set(found.stray) == marks
    assert not paired & set(found.stray)


@given(TEXTS, st.booleans())
def test_settling_one_after_another_ends_with_a_clean_text(text: str, keep: bool) -> None:
    if parse(text).stray:
        return
    for _ in range(len(text)):
        if is_clean(text):
            break
        before = count(text)
        text = resolve(text, parse(text).outermost[0].start, keep=keep)
        assert count(text) < before
    assert is_clean(text)


def test_deep_and_broken_brackets_are_read_at_once() -> None:
    assert count("[" * 10_000 + "]" * 10_000) == 10_000
    assert len(parse("[" * 20_000).stray) == 20_000
    assert is_clean("x" * 20_000)
