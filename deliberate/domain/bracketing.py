"""Brackets asked for and settled: what a text says once a seat had words bracketed, or once a bracket is resolved."""

from enum import StrEnum
from typing import NamedTuple

from deliberate.domain.brackets import Bracket, alternatives, parse, resolve
from deliberate.domain.refusals import N_, Refusal


class Choice(StrEnum):
    """How a bracket is settled.

    `keep`: its words stay, and of alternatives the others go. `delete`: it goes with its words, and alternatives to it
    stay as they are. `neither`: it goes, and all its alternatives with it.
    """

    KEEP = "keep"
    DELETE = "delete"
    NEITHER = "neither"


class Settled(NamedTuple):
    """A bracket settled: what stood in brackets, the words of it that stay, and the whole text now."""

    stood: str
    chosen: str
    text: str


def settle(text: str, at: int, choice: Choice) -> Settled:
    """Settle the bracket that opens at character `at`, and with it, where they go, its alternatives.

    >>> settle("States [shall][should] act.", 7, Choice.KEEP)
    Settled(stood='[shall][should]', chosen='shall', text='States shall act.')
    >>> settle("States [shall][should] act.", 7, Choice.NEITHER).text
    'States act.'
    """
    kept = resolve(text, at, keep=choice is Choice.KEEP)
    bracket = next(each for each in parse(text).all() if each.start == at)
    group = next((each for each in alternatives(text) if bracket in each), (bracket,))
    if choice is Choice.KEEP:
        return Settled(_standing(text, group), bracket.wording(text), kept)
    if choice is Choice.DELETE:
        return Settled(_standing(text, (bracket,)), "", kept)
    left = text
    for each in reversed(group):
        left = resolve(left, each.start, keep=False)
    return Settled(_standing(text, group), "", left)


def ask(text: str, start: int, end: int, by: str) -> str:
    """The text with the words from `start` to `end` (in characters) in brackets, for `by` does not agree to them.

    Words that are a whole bracket's already are asked for by one more.

    >>> ask("States act at once.", 11, 18, "Ghana")
    'States act [Ghana: at once].'
    >>> ask("States act [Ghana: at once].", 19, 26, "CSO")
    'States act [Ghana, CSO: at once].'
    """
    start, end = _words(text, start, end)
    before = parse(text)
    same = next((each for each in before.all() if (each.body, each.end - 1) == (start, end)), None)
    if same is not None:
        return _also(text, same, by)
    opening = f"[{by}: "
    asked = f"{text[:start]}{opening}{text[start:end]}]{text[end:]}"
    after = parse(asked)
    ours = [each for each in after.all() if (each.start, each.end) == (start, end + len(opening) + 1)]
    names = sorted([*(each.by for each in before.all()), (by,)])
    if not ours or len(after.stray) != len(before.stray) or sorted(each.by for each in after.all()) != names:
        raise Refusal(
            "cuts_bracket",
            N_("These words begin or end inside a bracket. Select the whole of that bracket, or words within it."),
        )
    return asked


def name_in_brackets(delegation: str | None, seat: str) -> str:
    """How a seat is named in a bracket: by its delegation, or, where that could not be read back, by its own id."""
    found = parse(f"[{delegation}: x]").outermost
    return delegation if delegation and len(found) == 1 and found[0].by == (delegation,) else seat


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """A selection without the spaces around it."""
    words = text[start:end]
    if not words.strip():
        raise Refusal("no_words", N_("Select the words that are to stand in brackets."))
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _also(text: str, bracket: Bracket, by: str) -> str:
    if by in bracket.by:
        raise Refusal("already_so", N_("%(by)s has asked for these brackets already."), by=by)
    names = ", ".join((*bracket.by, by))
    return f"{text[: bracket.start]}[{names}: {bracket.wording(text)}]{text[bracket.end :]}"


def _standing(text: str, group: tuple[Bracket, ...]) -> str:
    return text[group[0].start : group[-1].end]
