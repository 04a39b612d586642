"""Which words of a new text are words of the old one: the alignment that a diff and a merge are read from.

Words that occur once in both texts are anchors, matched in order (patience diff, Bram Cohen); what lies between two
anchors is aligned with the fewest edits (Myers, 1986), as long as that is cheap. Then the edits are tidied for people.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

STEPS_AT_MOST = 120_000
"""Comparisons spent looking for the fewest edits, so that no text is slow; what is left then counts as replaced."""


class Edit(NamedTuple):
    """Words ``start`` to ``end`` of the old text become words ``new_start`` to ``new_end`` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def align(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """The edits that turn one list of words into another, in order, with unchanged words between any two."""
    partner = [-1] * len(old)
    steps = STEPS_AT_MOST
    ranges = [(0, len(old), 0, len(new))]
    while ranges:
        low, high, new_low, new_high = ranges.pop()
        while low < high and new_low < new_high and old[low] == new[new_low]:
            partner[low] = new_low
            low, new_low = low + 1, new_low + 1
        while low < high and new_low < new_high and old[high - 1] == new[new_high - 1]:
            high, new_high = high - 1, new_high - 1
            partner[high] = new_high
        if low == high or new_low == new_high:
            continue
        steps -= high - low + new_high - new_low
        if steps < 0:
            continue
        anchors = _anchors(old, low, high, new, new_low, new_high)
        if not anchors:
            steps -= _fewest_edits(old, low, high, new, new_low, new_high, partner, steps)
            continue
        for at, new_at in anchors:
            partner[at] = new_at
            ranges.append((low, at, new_low, new_at))
            low, new_low = at + 1, new_at + 1
        ranges.append((low, high, new_low, new_high))
    return _edits(partner, len(new))


def tidy(old: Sequence[str], new: Sequence[str], edits: list[Edit]) -> list[Edit]:
    """The same change with edits a person can read.

    Unchanged words that are only space, or shorter than the edits on both sides of them, are not kept as islands
    between those edits; an addition or a deletion begins where a sentence or a word begins, when it may.
    """
    joined: list[Edit] = []
    for each in edits:
        edit = each
        while joined and _is_island(old, new, joined[-1], edit):
            before = joined.pop()
            edit = Edit(before.start, edit.end, before.new_start, edit.new_end)
        joined.append(edit)
    tidied: list[Edit] = []
    for n, edit in enumerate(joined):
        # One unchanged word always stays on either side, or two edits would touch.
        floor = tidied[-1].end + 1 if tidied else 0
        ceiling = joined[n + 1].start - 1 if n + 1 < len(joined) else len(old)
        tidied.append(_slide(old, new, _shrink(old, new, edit), floor, ceiling))
    return tidied


def _anchors(
    old: Sequence[str], low: int, high: int, new: Sequence[str], new_low: int, new_high: int
) -> list[tuple[int, int]]:
    """Words that occur once in each range: the longest series of them that is in the same order in both."""
    here, there = old[low:high], new[new_low:new_high]
    once = {word for word, times in Counter(here).items() if times == 1 and word[0].isalnum()}
    once &= {word for word, times in Counter(there).items() if times == 1}
    if not once:
        return []
    places = {word: at for at, word in enumerate(there, start=new_low) if word in once}
    pairs = [(at, places[word]) for at, word in enumerate(here, start=low) if word in once]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, new_at) in enumerate(pairs):
        length = bisect_left(ends, new_at)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(new_at)
            last.append(n)
        else:
            ends[length], last[length] = new_at, n
    series: list[tuple[int, int]] = []
    n = last[-1] if last else -1
    while n >= 0:
        series.append(pairs[n])
        n = before[n]
    return series[::-1]


def _fewest_edits(
    old: Sequence[str],
    low: int,
    high: int,
    new: Sequence[str],
    new_low: int,
    new_high: int,
    partner: list[int],
    steps: int,
) -> int:
    """Match the range with the fewest edits (Myers' greedy algorithm) if ``steps`` suffice; returns the steps spent."""
    length, new_length = high - low, new_high - new_low
    reached = {1: 0}
    history: list[dict[int, int]] = []
    spent = 0
    for edits in range(length + new_length + 1):
        history.append(reached.copy())
        spent += 2 * edits + 1
        if spent > steps:
            return spent
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (
                diagonal != edits and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
            )
            x = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
            y = x - diagonal
            begun = x
            while x < length and y < new_length and old[low + x] == new[new_low + y]:
                x, y = x + 1, y + 1
            spent += x - begun
            reached[diagonal] = x
            if x >= length and y >= new_length:
                _walk_back(history, length, new_length, low, new_low, partner)
                return spent
    raise AssertionError("two texts always have an edit script")  # pragma: no cover


def _walk_back(
    history: list[dict[int, int]], x: int, y: int, low: int, new_low: int, partner: list[int]
) -> None:
    for edits in range(len(history) - 1, -1, -1):
        reached = history[edits]
        diagonal = x - y
        down = diagonal == -edits or (
            diagonal != edits and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
        )
        came_from = diagonal + 1 if down else diagonal - 1
        old_x = reached[came_from] if edits else 0
        old_y = old_x - came_from if edits else 0
        while x > old_x and y > old_y:
            x, y = x - 1, y - 1
            partner[low + x] = new_low + y
        x, y = old_x, old_y


def _edits(partner: list[int], new_length: int) -> list[Edit]:
    edits: list[Edit] = []
    at = new_at = 0
    for here, there in enumerate(partner):
        if there < 0:
            continue
        if here > at or there > new_at:
            edits.append(Edit(at, here, new_at, there))
        at, new_at = here + 1, there + 1
    if at < len(partner) or new_at < new_length:
        edits.append(Edit(at, len(partner), new_at, new_length))
    return edits


def _is_island(old: Sequence[str], new: Sequence[str], before: Edit, after: Edit) -> bool:
    kept = "".join(old[before.end : after.start])
    return not kept.strip() or len(kept) <= min(_size(old, new, before), _size(old, new, after))


def _size(old: Sequence[str], new: Sequence[str], edit: Edit) -> int:
    return max(
        sum(map(len, old[edit.start : edit.end])),
        sum(map(len, new[edit.new_start : edit.new_end])),
    )


def _shrink(old: Sequence[str], new: Sequence[str], edit: Edit) -> Edit:
    start, end, new_start, new_end = edit
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    return Edit(start, end, new_start, new_end)


def _slide(old: Sequence[str], new: Sequence[str], edit: Edit, floor: int, ceiling: int) -> Edit:
    """An addition or deletion moved to where it reads best: ``the [red ]house`` rather than ``the[ red] house``."""
    if edit.start == edit.end:
        text, start, end = new, edit.new_start, edit.new_end
    elif edit.new_start == edit.new_end:
        text, start, end = old, edit.start, edit.end
    else:
        return edit
    left = 0
    while left < edit.start - floor and text[start - left - 1] == text[end - left - 1]:
        left += 1
    right = 0
    while right < ceiling - edit.end and text[start + right] == text[end + right]:
        right += 1
    best = max(range(-left, right + 1), key=lambda by: (_seam(text, start + by) + _seam(text, end + by), by))
    return Edit(edit.start + best, edit.end + best, edit.new_start + best, edit.new_end + best)


def _seam(text: Sequence[str], at: int) -> int:
    """How good a place the gap before word ``at`` is to cut: 4 between lines, 3 between sentences, 2 after a space."""
    if at in (0, len(text)) or "\n" in text[at - 1]:
        return 4
    if text[at - 1].isspace():
        return 3 if at > 1 and text[at - 2] in _SENTENCE_ENDS else 2
    return 3 if text[at - 1] in _WIDE_SENTENCE_ENDS else 0


_SENTENCE_ENDS = frozenset(".!?;:؟۔।")  # noqa: RUF001 - with those of Arabic, Urdu and Hindi
_WIDE_SENTENCE_ENDS = frozenset("。！？；")  # noqa: RUF001 - the full stops of Chinese and Japanese
