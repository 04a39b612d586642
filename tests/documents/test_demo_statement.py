"""The statement of the demo group: ours, lawful, and fit for what the scripted members do with it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from deliberate.demo.delegations import CONSTITUENCIES, GOVERNMENTS, OTHERS, PAIRS
from deliberate.demo.statement import AMENDMENTS, SPEECH_NOTES, report
from deliberate.documents.five_part import as_command, read, write

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
NAMES = {delegation.name for delegation in GOVERNMENTS + OTHERS}


def test_it_has_five_parts_and_one_priority_recommendation() -> None:
    parts = report().parts
    assert len(parts) == 5
    assert all(3 <= len(part.paragraphs) <= 6 for part in parts[:4])
    assert len(parts[4].paragraphs) == 1
    assert as_command(report())["title"] == "Nobody left at the border of a crisis"
    assert read(write(report())) == report()


def test_each_paragraph_is_one_line_with_every_bracket_closed() -> None:
    texts = [item.text for part in report().parts for item in part.paragraphs]
    assert any("[shall][should]" in text for text in texts)
    assert any("[Ghana, CSO: at every stage]" in text for text in texts)
    for text in texts + [amendment.text for amendment in AMENDMENTS]:
        assert "\n" not in text
        depth = 0
        for bracket in re.findall(r"[\[\]]", text):
            depth += 1 if bracket == "[" else -1
            assert depth >= 0
        assert depth == 0


def test_each_amendment_meets_a_paragraph_and_changes_it() -> None:
    parts = report().parts
    for amendment in AMENDMENTS:
        paragraph = parts[amendment.part - 1].paragraphs[amendment.item - 1]
        assert amendment.kind in {"replace", "insert", "delete"}
        assert bool(amendment.text) == (amendment.kind != "delete")
        assert amendment.text != paragraph.text
        assert amendment.reason
        assert {amendment.mover, *amendment.sponsors} <= NAMES
        assert amendment.mover not in amendment.sponsors
    assert {amendment.kind for amendment in AMENDMENTS} == {"replace", "insert", "delete"}


def test_only_delegations_of_the_group_ask_for_the_floor() -> None:
    assert {speech.delegation for speech in SPEECH_NOTES} <= NAMES
    assert {speech.kind for speech in SPEECH_NOTES} <= {"statement", "point_of_order", "reply"}


def test_both_halves_are_equal_and_migrants_hold_half_of_theirs() -> None:
    assert len(GOVERNMENTS) == len(OTHERS) == PAIRS
    assert len(NAMES) == 2 * PAIRS
    for side, delegations in (("governments", GOVERNMENTS), ("others", OTHERS)):
        planned = {c.code: c.seats for c in CONSTITUENCIES if c.side == side}
        assert dict(Counter(delegation.constituency for delegation in delegations)) == planned
        assert sum(planned.values()) == PAIRS
    assert 2 * sum(c.minimum for c in CONSTITUENCIES if c.migrants) >= PAIRS


def test_nobody_is_in_the_group_twice() -> None:
    people = [name for d in GOVERNMENTS + OTHERS for name in (d.holder, d.alternate) if name]
    assert len(people) == len(set(people))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this checkout")
@pytest.mark.parametrize("ours", ["sample", "demo"])
def test_our_words_are_our_own(ours: str) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[start : start + 7]) for start in range(len(words) - 6)}

    text = write(report()) if ours == "demo" else (Path(__file__).parent / "sample.txt").read_text(encoding="utf-8")
    for seed in SEEDS.glob("*.txt"):
        assert not runs(text) & runs(seed.read_text(encoding="utf-8"))
