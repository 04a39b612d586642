"""Words of any script, differences that people can read, and the hash of what is decided on."""

import hashlib
import unicodedata
from fractions import Fraction
from itertools import accumulate

import pytest
import regex  # type: ignore[import-untyped]  # it publishes no types
from hypothesis import example, given
from hypothesis import strategies as st

from deliberate.domain.refusals import Refusal
from deliberate.domain.text import Change, diff, new_text, old_text, share_changed, text_hash, words

SENTENCES = st.lists(st.sampled_from(["Governments", "should", "introduce", "a", "the", "rights", ",", ".", "\n", " "]))
PROSE = SENTENCES.map(" ".join) | st.text() | st.text(alphabet="ab \n.", max_size=60)


@given(st.text())
def test_words_joined_give_the_text_back(text: str) -> None:
    assert "".join(words(text)) == text
    assert all(words(text))


@given(st.text(alphabet=st.characters(categories=["L", "M", "N", "Zs", "Cf", "So"]), max_size=40))
@example("กำลัง")
@example("👨‍👩‍👧 🇫🇷🇩🇪")
@example("क्षत्रिय")
def test_no_character_as_a_reader_sees_it_is_torn_apart(text: str) -> None:
    characters = set(accumulate(len(character) for character in regex.findall(r"\X", text)))
    assert set(accumulate(map(len, words(text)))) <= characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Ghana's  text.", ["Ghana's", "  ", "text", "."]),
        ("e\u0301te\u0301 2.5", ["e\u0301te\u0301", " ", "2.5"]),
        ("السَّلامُ عليكم، يا", ["السَّلامُ", " ", "عليكم", "،", " ", "يا"]),
        ("移民的权利。", ["移", "民", "的", "权", "利", "。"]),
        ("[shall][should]", ["[", "shall", "]", "[", "should", "]"]),
    ],
)
def test_words_are_those_of_unicode_in_any_script(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(PROSE, PROSE)
def test_undoing_a_diff_gives_back_the_original_always(old: str, new: str) -> None:
    changes = diff(old, new)
    assert old_text(changes) == old
    assert new_text(changes) == new


@given(PROSE, PROSE)
def test_a_diff_never_says_the_same_thing_twice_in_a_row(old: str, new: str) -> None:
    kinds = "".join(kind for kind, _ in diff(old, new))
    assert "==" not in kinds
    assert "--" not in kinds
    assert "++" not in kinds
    assert "+-" not in kinds
    assert all(text for _, text in diff(old, new))


@given(PROSE)
def test_an_equal_text_has_no_changes(text: str) -> None:
    assert diff(text, text) == ([("=", text)] if text else [])
    assert share_changed(text, text) == 0


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "New.", [("+", "New.")]),
        ("Old.", "", [("-", "Old.")]),
        (
            "States shall act.",
            "States should act.",
            [("=", "States "), ("-", "shall"), ("+", "should"), ("=", " act.")],
        ),
        # An added word takes its space with it.
        ("the policy", "the new policy", [("=", "the "), ("+", "new "), ("=", "policy")]),
        # A lone space or article between changes is no island.
        ("a red house", "a blue barn", [("=", "a "), ("-", "red house"), ("+", "blue barn")]),
        ("improve the rules", "change the laws", [("-", "improve the rules"), ("+", "change the laws")]),
        # A sentence is added as a sentence.
        (
            "The cat sat. The dog sat.",
            "The cat sat. The bird flew. The dog sat.",
            [("=", "The cat sat. "), ("+", "The bird flew. "), ("=", "The dog sat.")],
        ),
        # Far apart, changes stay apart.
        (
            "Members may speak on every item of the agenda.",
            "Observers may speak on every item of the programme.",
            [
                ("-", "Members"),
                ("+", "Observers"),
                ("=", " may speak on every item of the "),
                ("-", "agenda"),
                ("+", "programme"),
                ("=", "."),
            ],
        ),
        ("e\u0301te\u0301", "e\u0301te", [("-", "e\u0301te\u0301"), ("+", "e\u0301te")]),
        ("移民的权利", "移民的义务", [("=", "移民的"), ("-", "权利"), ("+", "义务")]),
    ],
)
def test_a_diff_reads_as_a_person_would_mark_it(old: str, new: str, expected: list[Change]) -> None:
    assert diff(old, new) == expected


def test_a_word_replaced_among_ten_is_a_tenth() -> None:
    assert share_changed("one two three four five six seven eight nine ten", "one two") == Fraction(8, 12)
    ten = "one two three four five six seven eight nine ten"
    assert share_changed(ten, ten.replace("six", "seis")) == Fraction(1, 10)


@given(PROSE, PROSE)
def test_the_share_changed_is_between_nothing_and_all(old: str, new: str) -> None:
    assert 0 <= share_changed(old, new) <= 1


def test_everything_gone_or_everything_new_is_the_whole() -> None:
    assert share_changed("all of it", "") == share_changed("", "all of it") == share_changed("a", "b") == 1
    assert share_changed("", "") == 0


def test_spaces_are_no_change_and_marks_are() -> None:
    assert share_changed("a  b", "a b") == 0
    assert share_changed("a b", "a, b") == Fraction(1, 5)


def test_long_repetitive_texts_are_still_undone_exactly() -> None:
    old, new = "the of " * 1500, "of the the " * 1000
    changes = diff(old, new)
    assert old_text(changes) == old
    assert new_text(changes) == new


def test_the_hash_is_the_sha_256_of_canonical_json() -> None:
    canonical = '[{"id":12,"language":"en","text":"Governments should act."}]'
    assert text_hash([(12, "en", "Governments should act.")]) == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_hash_sees_letters_not_how_they_are_encoded() -> None:
    composed, decomposed = "d\u00e9bat", "de\u0301bat"
    assert unicodedata.normalize("NFC", decomposed) == composed
    assert text_hash([(1, "fr", composed)]) == text_hash([(1, "fr", decomposed)])


@pytest.mark.parametrize(
    "other",
    [[(2, "en", "a"), (3, "en", "b")], [(1, "fr", "a"), (3, "en", "b")], [(1, "en", "a "), (3, "en", "b")]],
)
def test_the_hash_covers_ids_languages_texts_and_order(other: list[tuple[int, str, str]]) -> None:
    ours = [(1, "en", "a"), (3, "en", "b")]
    assert text_hash(ours) != text_hash(other)
    assert text_hash(ours) != text_hash(ours[::-1])


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        text_hash([(1, "en", "\ud800")])
    assert caught.value.code == "not_text"
