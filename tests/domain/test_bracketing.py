"""Brackets asked for and settled: what the text says then, and what cannot be bracketed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.bracketing import Choice, ask, name_in_brackets, settle
from deliberate.domain.brackets import count, parse
from deliberate.domain.refusals import Refusal

TEXT = "States [shall][should] act [Ghana: at once [and together]]."


def between(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("opens", "choice", "stood", "chosen", "text"),
    [
        ("[shall]", "keep", "[shall][should]", "shall", "States shall act [Ghana: at once [and together]]."),
        ("[should]", "keep", "[shall][should]", "should", "States should act [Ghana: at once [and together]]."),
        ("[should]", "delete", "[should]", "", "States [shall] act [Ghana: at once [and together]]."),
        ("[should]", "neither", "[shall][should]", "", "States act [Ghana: at once [and together]]."),
        (
            "[Ghana",
            "keep",
            "[Ghana: at once [and together]]",
            "at once [and together]",
            "States [shall][should] act at once [and together].",
        ),
        ("[Ghana", "delete", "[Ghana: at once [and together]]", "", "States [shall][should] act."),
        ("[and", "neither", "[and together]", "", "States [shall][should] act [Ghana: at once]."),
    ],
)
def test_a_bracket_is_settled_and_what_stood_and_what_stays_is_told(
    opens: str, choice: str, stood: str, chosen: str, text: str
) -> None:
    assert settle(TEXT, TEXT.index(opens), Choice(choice)) == (stood, chosen, text)


def test_a_bracket_that_is_gone_is_not_settled() -> None:
    with pytest.raises(Refusal) as caught:
        settle(TEXT, 0, Choice.NEITHER)
    assert caught.value.code == "no_bracket"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("States", "[CSO: States] [shall][should] act [Ghana: at once [and together]]."),
        ("[shall]", "States [CSO: [shall]][should] act [Ghana: at once [and together]]."),
        ("[shall][should]", "States [CSO: [shall][should]] act [Ghana: at once [and together]]."),
        ("once", "States [shall][should] act [Ghana: at [CSO: once] [and together]]."),
        ("shall", "States [CSO: shall][should] act [Ghana: at once [and together]]."),
        ("at once [and together]", "States [shall][should] act [Ghana, CSO: at once [and together]]."),
        (" act ", "States [shall][should] [CSO: act] [Ghana: at once [and together]]."),
    ],
)
def test_words_are_put_in_brackets_in_somebodys_name(words: str, expected: str) -> None:
    assert ask(TEXT, *between(TEXT, words), "CSO") == expected


@pytest.mark.parametrize("words", ["[shall", "shall][should", "act [Ghana", "Ghana", "Ghana: at", "together]]."])
def test_words_that_cut_through_a_bracket_or_its_names_are_refused(words: str) -> None:
    with pytest.raises(Refusal) as caught:
        ask(TEXT, *between(TEXT, words), "CSO")
    assert caught.value.code == "cuts_bracket"


def test_a_literal_bracket_is_not_cut_in_two() -> None:
    text = r"As in \[sic\] there"
    assert ask(text, *between(text, r"\[sic\]"), "CSO") == r"As in [CSO: \[sic\]] there"
    with pytest.raises(Refusal) as caught:
        ask(text, *between(text, r"[sic\]"), "CSO")
    assert caught.value.code == "cuts_bracket"


def test_no_words_are_not_put_in_brackets() -> None:
    for start, end in ((6, 7), (3, 3), (500, 600)):
        with pytest.raises(Refusal) as caught:
            ask(TEXT, start, end, "CSO")
        assert caught.value.code == "no_words"


def test_nobody_asks_twice_for_the_same_brackets() -> None:
    text = "[Ghana: Now] act."
    with pytest.raises(Refusal) as caught:
        ask(text, *between(text, "Now"), "Ghana")
    assert (caught.value.code, str(caught.value)) == ("already_so", "Ghana has asked for these brackets already.")


@pytest.mark.parametrize(
    ("delegation", "name"),
    [
        ("Ghana", "Ghana"),
        ("Côte d\u2019Ivoire", "Côte d\u2019Ivoire"),
        ("غانا", "غانا"),
        ("the Netherlands", "O-3"),
        ("Korea, Republic of", "O-3"),
        ("Voices: a network", "O-3"),
        ("[Voices]", "O-3"),
        ("A" * 61, "O-3"),
        ("", "O-3"),
        (None, "O-3"),
    ],
)
def test_a_delegation_that_could_not_be_read_back_goes_by_its_seat(delegation: str | None, name: str) -> None:
    assert name_in_brackets(delegation, "O-3") == name


@given(st.text("ab []\\:,G", max_size=40), st.data())
def test_asking_adds_one_bracket_or_is_refused_and_settling_it_gives_the_text_back(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        asked = ask(text, start, end, "CSO")
    except Refusal:
        return
    ours = [each for each in parse(asked).all() if "CSO" in each.by]
    assert len(ours) == 1
    if count(asked) > count(text):
        kept = asked[: ours[0].start] + ours[0].wording(asked) + asked[ours[0].end :]
        assert kept == text
