"""Square brackets: the parts of a text that are not agreed, who asked for them, and how they are resolved.

Brackets are characters of the text: ``[not agreed]``, nested; ``[shall][should]`` for alternatives; and
``[Ghana, CSO: at every stage]`` for a part asked for by some. A backslash before a bracket, as in ``\\[``, makes it an
ordinary character.
"""

from collections.abc import Iterator
from typing import NamedTuple

import regex  # type: ignore[import-untyped]  # it publishes no types

from deliberate.domain.refusals import N_, Refusal


class Bracket(NamedTuple):
    """A bracketed part: from its opening bracket at ``start`` to just after its closing one at ``end``.

    ``by`` names who asked for it, if it says so; its wording begins at ``body``. ``inside`` are the brackets in it.
    """

    start: int
    end: int
    body: int
    by: tuple[str, ...]
    inside: tuple["Bracket", ...]

    def wording(self, text: str) -> str:
        """What the bracket holds, without its own brackets and names."""
        return text[self.body : self.end - 1]


class Brackets(NamedTuple):
    """The outermost brackets of a text, in order, and where a bracket stands without its partner."""

    outermost: tuple[Bracket, ...]
    stray: tuple[int, ...]

    def all(self) -> Iterator[Bracket]:
        """Every bracket, each before those inside it."""
        waiting = list(reversed(self.outermost))
        while waiting:
            bracket = waiting.pop()
            yield bracket
            waiting += reversed(bracket.inside)


def parse(text: str) -> Brackets:
    """The brackets of a text. Reading never fails: brackets without a partner are reported as stray."""
    stray: list[int] = []
    levels: list[list[Bracket]] = [[]]
    opened: list[int] = []
    for found in _MARK.finditer(text):
        at: int = found.end() - 1
        if found[0] == "[":
            opened.append(at)
            levels.append([])
        elif found[0] == "]" and opened:
            start, inside = opened.pop(), levels.pop()
            by, body = _attribution(text, start, at)
            levels[-1].append(Bracket(start, at + 1, body, by, tuple(inside)))
        elif found[0] == "]":
            stray.append(at)
    while opened:
        stray.append(opened.pop())
        inside = levels.pop()
        levels[-1] += inside
    return Brackets(tuple(levels[0]), tuple(sorted(stray)))


def count(text: str) -> int:
    """How many brackets are left in the text, those inside others included.

    >>> count("States [shall][should] act [at once [and together]]")
    4
    """
    return sum(1 for _ in parse(text).all())


def is_clean(text: str) -> bool:
    """Whether no bracket is left, not even one without its partner. Literal brackets do not count."""
    found = parse(text)
    return not found.outermost and not found.stray


def check_balanced(text: str) -> None:
    """A paragraph in which a bracket lacks its partner cannot be agreed; the refusal quotes the place."""
    stray = parse(text).stray
    if stray:
        at = stray[0]
        raise Refusal(
            "unbalanced_bracket",
            N_(
                "A bracket has no partner here: “%(around)s”. Add the missing one,"
                " or write \\[ or \\] for a bracket that is only a character."
            ),
            around=text[max(0, at - 20) : at + 21],
            at=at,
        )


def check_clean(text: str) -> None:
    """A text is agreed only when no bracket is left in it; the refusal quotes the first one."""
    check_balanced(text)
    left = list(parse(text).all())
    if left:
        raise Refusal(
            "brackets_left",
            N_("Not everything here is agreed: “%(bracket)s”. Settle the brackets first; %(count)s left."),
            bracket=text[left[0].start : left[0].end][:60],
            count=len(left),
        )


def alternatives(text: str) -> list[tuple[Bracket, ...]]:
    """Brackets that stand side by side with nothing between them, as in ``[shall][should]``: one is to be chosen."""
    found = parse(text)
    groups = _adjacent(found.outermost)
    for bracket in found.all():
        groups += _adjacent(bracket.inside)
    return sorted((group for group in groups if len(group) > 1), key=lambda group: group[0].start)


def resolve(text: str, start: int, *, keep: bool) -> str:
    """The text with one bracket settled: the bracket that opens at ``start`` (counted in characters).

    Kept, its wording stays without the brackets and the names, and its alternatives go; not kept, it goes with its
    wording. Brackets inside what stays are left as they are.

    >>> resolve("States [shall][should] act.", 7, keep=True)
    'States shall act.'
    >>> resolve("States act [at once].", 11, keep=False)
    'States act.'
    """
    bracket = next((each for each in parse(text).all() if each.start == start), None)
    if bracket is None:
        raise Refusal(
            "no_bracket",
            N_("No bracket opens at character %(at)s of this text any more. Look at the text as it is now."),
            at=start,
        )
    if not keep:
        return _without(text, bracket.start, bracket.end)
    group = next((each for each in alternatives(text) if bracket in each), (bracket,))
    before, wording = text[: group[0].start], bracket.wording(text)
    if before.endswith(" ") and wording[:1] and wording[0] in _CLOSES:
        before = before[:-1]
    return before + wording + text[group[-1].end :]


def literal(text: str) -> str:
    """The text for print: every ``\\[`` and ``\\]`` as the character it stands for."""
    return _ESCAPED.sub(r"\1", text)  # type: ignore[no-any-return]


_CLOSES = ".,;:!?)]،。"
"""Marks before which no space stands."""

_MARK = regex.compile(r"\\[\[\]]|[\[\]]")
_ESCAPED = regex.compile(r"\\([\[\]])")

_COMMAS, _COLONS = ",\u060c\u3001\uff0c", ":\uff1a"
_COMMA = regex.compile(rf"\s*[{_COMMAS}]\s*")
# A name is short, begins with a capital, a digit or a letter of a script without capitals, and ends no sentence.
_NAME = r"[\p{Lu}\p{Lt}\p{Lo}\p{Nd}](?:[\p{L}\p{M}\p{N} \u2019'&/()-]|\.(?!\s)){0,59}+"
_NAMES = regex.compile(rf"\s*(?<names>{_NAME}(?:[{_COMMAS}]\s*{_NAME})*+)[{_COLONS}]\s*")


def _attribution(text: str, start: int, closing: int) -> tuple[tuple[str, ...], int]:
    """The names before the colon of a bracket, and where its wording begins."""
    found = _NAMES.match(text, start + 1, closing)
    if not found:
        return (), start + 1
    return tuple(name.strip() for name in _COMMA.split(found["names"])), found.end()


def _adjacent(brackets: tuple[Bracket, ...]) -> list[tuple[Bracket, ...]]:
    groups: list[tuple[Bracket, ...]] = []
    for bracket in brackets:
        if groups and groups[-1][-1].end == bracket.start:
            groups[-1] += (bracket,)
        else:
            groups.append((bracket,))
    return groups


def _without(text: str, start: int, end: int) -> str:
    """The text without a stretch, and without the space that would be left over beside it."""
    before, after = text[:start], text[end:]
    if before.endswith(" ") and (not after or after[0] == " " or after[0] in _CLOSES):
        before = before[:-1]
    elif (not before or before[-1] in "[(\n") and after.startswith(" "):
        after = after[1:]
    return before + after
