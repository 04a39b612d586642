"""Two people changed the same text: what both meant, where that can be had, and where it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from deliberate.domain.alignment import Edit, align, tidy
from deliberate.domain.text import words


class Clash(NamedTuple):
    """A stretch of the text that two changes want differently."""

    base: str
    ours: str
    theirs: str


class Merge(NamedTuple):
    """The merged text, or None where changes clash; ``pieces`` is the text in order, with each clash in its place."""

    text: str | None
    clashes: list[Clash]
    pieces: list[str | Clash]


def merge(base: str, ours: str, theirs: str) -> Merge:
    """Both changes of one text, word by word (three-way merge).

    Changes of different words both apply; a change made identically by both applies once. Changes that overlap or
    touch, with no unchanged word or mark between them, and differ, are a clash: nobody's words are mixed by a machine.
    """
    if ours in (base, theirs):
        return Merge(theirs, [], [theirs])
    if theirs == base:
        return Merge(ours, [], [ours])
    old, left, right = words(base), words(ours), words(theirs)
    pieces: list[str | Clash] = []
    at = 0
    for region in _regions(old, left, right):
        _add(pieces, old[at : region.start])
        at = region.end
        our_words, their_words = region.after(old, left, region.ours), region.after(old, right, region.theirs)
        if set(region.theirs) <= region.alike or our_words == their_words:
            _add(pieces, our_words)
        elif set(region.ours) <= region.alike:
            _add(pieces, their_words)
        else:
            base_words = old[region.start : region.end]
            pieces.append(Clash("".join(base_words), "".join(our_words), "".join(their_words)))
    _add(pieces, old[at:])
    clashes = [piece for piece in pieces if isinstance(piece, Clash)]
    text = None if clashes else "".join(piece for piece in pieces if isinstance(piece, str))
    return Merge(text, clashes, pieces)


@dataclass
class _Region:
    """A stretch of the base where edits meet: those of each side, and those that both made alike."""

    start: int
    end: int
    ours: list[Edit] = field(default_factory=list)
    theirs: list[Edit] = field(default_factory=list)
    alike: set[Edit] = field(default_factory=set)

    def after(self, old: Sequence[str], new: Sequence[str], edits: list[Edit]) -> Sequence[str]:
        """What one side made of the stretch."""
        if not edits:
            return old[self.start : self.end]
        first, last = edits[0], edits[-1]
        return new[first.new_start - (first.start - self.start) : last.new_end + (self.end - last.end)]


def _regions(old: Sequence[str], left: Sequence[str], right: Sequence[str]) -> list[_Region]:
    ours, theirs = tidy(old, left, align(old, left)), tidy(old, right, align(old, right))
    made = {(edit.start, edit.end, *left[edit.new_start : edit.new_end]): edit for edit in ours}
    regions: list[_Region] = []
    for edit, is_ours in sorted([(edit, True) for edit in ours] + [(edit, False) for edit in theirs]):
        region = regions[-1] if regions else None
        if region is None or "".join(old[region.end : edit.start]).strip():
            region = _Region(edit.start, edit.end)
            regions.append(region)
        region.end = max(region.end, edit.end)
        (region.ours if is_ours else region.theirs).append(edit)
        if not is_ours and (edit.start, edit.end, *right[edit.new_start : edit.new_end]) in made:
            region.alike |= {edit, made[edit.start, edit.end, *right[edit.new_start : edit.new_end]]}
    return regions


def _add(pieces: list[str | Clash], stretch: Sequence[str]) -> None:
    """Text goes on where text stands, so that pieces are as few as they can be."""
    if not stretch:
        return
    text = "".join(stretch)
    if pieces and isinstance(pieces[-1], str):
        text = pieces.pop() + text  # type: ignore[operator]
    pieces.append(text)
