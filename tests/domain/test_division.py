"""A text cut into parts, and what the votes on them leave of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.division import cut, left_of
from deliberate.domain.refusals import Refusal

TEXT = "States shall protect,  and\nmay return."


def test_each_part_keeps_the_white_space_after_it() -> None:
    assert cut(TEXT, ["States shall", "protect,", "and\nmay return."]) == [
        "States shall ",
        "protect,  ",
        "and\nmay return.",
    ]


def test_a_script_without_spaces_is_cut_between_its_words() -> None:
    assert cut("国家应当保护。", ["国家", "应当保护。"]) == ["国家", "应当保护。"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["States", "shall return."], "not_the_text"),
        (["States shall", ""], "not_the_text"),
        (["States", "shall protect,"], "not_the_text"),
        (["States shall pro", "tect,  and\nmay return."], "inside_a_word"),
    ],
)
def test_no_word_is_changed_left_out_or_cut_in_two(parts: list[str], code: str) -> None:
    with pytest.raises(Refusal) as caught:
        cut(TEXT, parts)
    assert caught.value.code == code


@pytest.mark.parametrize("cut_at", ["at every", "[should]", "Kenya: in"])
def test_a_bracket_is_not_cut_nor_its_alternatives_from_one_another(cut_at: str) -> None:
    text = "States [shall][should] act [Ghana: at every [Kenya: in time] stage], and return."
    head, _, tail = text.partition(cut_at)
    with pytest.raises(Refusal, match="A cut goes through a bracket") as caught:
        cut(text, [head.rstrip(), cut_at + tail])
    assert caught.value.code == "cuts_bracket"


def test_a_text_is_cut_beside_its_brackets_and_what_only_looks_like_one_is_none() -> None:
    assert cut("One [a] [b] two.", ["One", "[a]", "[b] two."]) == ["One ", "[a] ", "[b] two."]
    assert cut(r"One \[a b\] two.", [r"One \[a", r"b\] two."]) == [r"One \[a ", r"b\] two."]


@given(st.lists(st.text("abc ,.", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_the_parts_joined_are_the_text(parts: list[str]) -> None:
    assert "".join(cut(" ".join(parts), parts)) == " ".join(parts)


def test_what_is_left_is_what_was_adopted() -> None:
    parts: list[tuple[str, bool | None]] = [("States protect, ", True), ("and pay, ", False), ("and return.", True)]
    assert left_of(parts).text == "States protect, and return."
    assert left_of([(text, False) for text, _ in parts]).text == ""
    assert not left_of([(text, False) for text, _ in parts]).division.put_as_a_whole


def test_nothing_is_left_or_gone_while_a_part_waits() -> None:
    with pytest.raises(Refusal, match="Still to be put: 2"):
        left_of([("One ", True), ("two.", None)])
