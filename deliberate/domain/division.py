"""Division: a text cut into parts that are put separately, their life, and what is left of the text."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from deliberate.domain.amendments import Division, Part, divide
from deliberate.domain.brackets import alternatives, parse
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.text import words

FEWEST, MOST = 2, 50


class Divided(StrEnum):
    """States of a division: asked for by a seat, granted or refused by the chair, decided part by part, or gone."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    FALLEN = "fallen"


PENDING = frozenset({Divided.ASKED, Divided.GRANTED})
"""The states in which the text is not put as a whole."""


class Left(NamedTuple):
    """What is left of a divided text, and what the rule says of it."""

    text: str
    division: Division


def cut(text: str, parts: Sequence[str]) -> list[str]:
    """A text in consecutive parts, each with the white space that follows it; joined they give the text back.

    ``parts`` are its words in their order, and say nothing of the white space between them. A word is never cut in
    two, and neither is a bracket, nor are its alternatives cut off from it: they are settled together.

    >>> cut("States shall protect, and may return.", ["States shall protect,", "and may return."])
    ['States shall protect, ', 'and may return.']
    """
    starts, at = [], 0
    for part in parts:
        at += len(text[at:]) - len(text[at:].lstrip())
        if not part or not text.startswith(part, at):
            raise Refusal(
                "not_the_text",
                N_("The parts together are not the text as it stands. Change no word: choose only where it is cut."),
            )
        starts.append(at)
        at += len(part)
    if text[at:].strip():
        raise Refusal("not_the_text", N_("The parts leave out: %(words)s"), words=text[at:].strip())
    between = {0, *accumulate(len(each) for each in words(text))}
    for start in starts[1:]:
        if start not in between:
            raise Refusal("inside_a_word", N_("A cut goes through a word before: %(words)s"), words=text[start:])
    _check_brackets(text, starts[1:])
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip([0, *starts[1:]], ends, strict=True)]


def _check_brackets(text: str, cuts: Sequence[int]) -> None:
    whole = [(each.start, each.end) for each in parse(text).outermost]
    whole += [(group[0].start, group[-1].end) for group in alternatives(text)]
    for start, end in whole:
        if any(start < at < end for at in cuts):
            raise Refusal(
                "cuts_bracket",
                N_("A cut goes through a bracket: “%(words)s”. Cut before or after it, or settle it first."),
                words=text[start:end],
            )


def names(adopted: Sequence[bool | None]) -> list[Part]:
    """The parts of one divided text as the rule of division knows them: all operative, named by their numbers."""
    return [Part(str(number), True, each) for number, each in enumerate(adopted, start=1)]


def left_of(parts: Sequence[tuple[str, bool | None]]) -> Left:
    """What the votes on its parts leave of a text: nothing, when every part was rejected; a refusal while any waits."""
    division = divide(names([adopted for _, adopted in parts]))
    return Left("".join(text for text, adopted in parts if adopted).strip(), division)
