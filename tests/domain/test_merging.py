"""Two changes of one text: both, where both can be had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.merging import Clash, merge

TEXTS = st.lists(st.sampled_from(["States", "shall", "should", "act", "pay", ".", ","]), max_size=14).map(" ".join)
BASE = "Governments should introduce a human rights dimension into return policies."


def test_changes_of_different_words_both_apply() -> None:
    merged = merge(BASE, BASE.replace("should", "must"), BASE.replace("return", "migration"))
    assert merged.text == "Governments must introduce a human rights dimension into migration policies."
    assert merged.clashes == []


def test_a_change_made_by_one_side_alone_is_taken() -> None:
    changed = BASE.replace("should", "must")
    assert merge(BASE, changed, BASE).text == merge(BASE, BASE, changed).text == changed


def test_a_change_made_identically_by_both_is_no_clash() -> None:
    ours = BASE.replace("should", "must").replace("policies", "laws")
    theirs = BASE.replace("should", "must").replace("human rights", "rights")
    assert merge(BASE, ours, theirs).text == "Governments must introduce a rights dimension into return laws."


def test_the_same_addition_by_both_is_made_once() -> None:
    ours = BASE.replace("Governments", "All Governments")
    theirs = ours.replace("policies", "laws")
    assert merge(BASE, ours, theirs).text == theirs


def test_the_same_word_changed_differently_is_a_clash() -> None:
    merged = merge(BASE, BASE.replace("should", "must"), BASE.replace("should", "may"))
    assert merged.text is None
    assert merged.clashes == [Clash("should", "must", "may")]
    assert merged.pieces == ["Governments ", *merged.clashes, BASE.removeprefix("Governments should")]


def test_neighbouring_words_changed_by_each_are_a_clash() -> None:
    merged = merge("They shall act now.", "They may act now.", "They shall pay now.")
    assert merged.clashes == [Clash("shall act", "may act", "shall pay")]


def test_with_one_unchanged_word_between_them_they_are_none() -> None:
    assert merge("They shall act now.", "They may act now.", "They shall act soon.").text == "They may act soon."


def test_two_different_additions_in_one_place_are_a_clash() -> None:
    assert merge("States act.", "States always act.", "States never act.").clashes == [Clash("", "always ", "never ")]


def test_a_deletion_of_what_the_other_changes_is_a_clash() -> None:
    merged = merge("One. Two. Three.", "One. Three.", "One. Twelve. Three.")
    assert merged.text is None


def test_one_clash_does_not_hide_another_or_lose_what_merges() -> None:
    base = "Red cats sleep all day and white dogs run all night."
    ours = "Blue cats sleep all week and white dogs run all year."
    theirs = "Green cats sleep all day and black dogs run all summer."
    merged = merge(base, ours, theirs)
    assert merged.clashes == [Clash("Red", "Blue", "Green"), Clash("night", "year", "summer")]
    assert " cats sleep all week and black dogs run all " in merged.pieces


@given(TEXTS, TEXTS)
def test_an_unchanged_side_never_matters(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, changed).text == changed


@given(TEXTS, TEXTS, TEXTS)
def test_who_is_ours_and_who_is_theirs_never_matters(base: str, ours: str, theirs: str) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one.text == other.text
    assert one.clashes == [Clash(clash.base, clash.theirs, clash.ours) for clash in other.clashes]


@given(TEXTS, TEXTS, TEXTS)
def test_taking_one_side_of_every_clash_loses_nothing_of_that_side(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    assert (merged.text is None) == bool(merged.clashes)
    if not merged.clashes:
        assert "".join(piece for piece in merged.pieces if isinstance(piece, str)) == merged.text
    assert all(clash.ours != clash.theirs for clash in merged.clashes)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1), st.data())
def test_far_apart_changes_always_merge(letters: list[str], data: st.DataObject) -> None:
    first, last = "First words stay here as they are", "and the last words also stay"
    base = f"{first} {' '.join(letters)} {last}"
    ours, theirs = base.replace("First", "Our"), base.replace("stay", "remain")[: len(base) * 2]
    merged = merge(base, ours, theirs)
    assert merged.text == theirs.replace("First", "Our")


@pytest.mark.parametrize("text", ["", "One."])
def test_nothing_merges_with_nothing(text: str) -> None:
    assert merge(text, text, text).text == text
