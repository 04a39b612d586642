"""Updates, read before anything applies them: here, that no character is ever cut in two."""

import pytest

from deliberate.domain.refusals import Refusal
from deliberate.domain.updates import Place, halves_in, read_update

FIRST, SECOND = 1, 2
TEXT = b"\x01\x01\x01\x00\x04\x01\x04text\x06x\xf0\x9f\x98\x80y\x00"
"""Writer 1 begins a text: `x😀y`, four units."""

KNOWN = {FIRST: 4}


def insertion(after: int, before: int, words: bytes = b"Z") -> bytes:
    """Writer 2 puts words between two units of writer 1's."""
    return bytes([1, 1, SECOND, 0, 0xC4, FIRST, after, FIRST, before, len(words)]) + words + b"\x00"


def deletion(start: int, count: int) -> bytes:
    """Units of writer 1's are taken out."""
    return bytes([0, 1, FIRST, 1, start, count])


def check(update: bytes, known: dict[int, int] | None = None) -> None:
    """What is done with an update to the text."""
    change = read_update(update)
    change.check_predecessors(KNOWN)
    change.check_characters(KNOWN if known is None else known, set(halves_in(TEXT)))


def test_the_second_half_of_a_character_is_a_unit_of_its_own() -> None:
    change = read_update(TEXT)
    assert change.halves == [Place(FIRST, 2)] == halves_in(TEXT)
    assert change.new({}) == {FIRST: 4}
    assert change.characters == 3
    two = read_update(bytes([1, 1, 1, 0, 4, 1, 4]) + b"text" + bytes([9]) + "😀a😀".encode() + b"\x00")
    assert two.halves == [Place(1, 1), Place(1, 4)]


@pytest.mark.parametrize(
    "update",
    [insertion(0, 1), insertion(2, 3), deletion(1, 2), deletion(0, 4), deletion(3, 1), insertion(0, 1, "😀".encode())],
)
def test_beside_a_character_everything_may_come_and_go(update: bytes) -> None:
    check(update)


@pytest.mark.parametrize("update", [insertion(1, 2), deletion(1, 1), deletion(2, 1), deletion(0, 2), deletion(2, 2)])
def test_nothing_comes_between_the_halves_of_a_character_and_none_is_taken_out_alone(update: bytes) -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        check(update)


def test_an_update_does_not_cut_its_own_characters_either() -> None:
    pair = bytes([0x84, FIRST, 3, 4]) + "😀".encode()
    own = bytes([1, 2, SECOND, 0]) + pair + bytes([0xC4, SECOND, 0, SECOND, 1, 1]) + b"Z\x00"
    with pytest.raises(Refusal, match="cannot be read"):
        check(own)


def test_what_is_known_in_part_does_not_end_within_a_character() -> None:
    """Somebody who wrote one unit says now that it was the first half of a character."""
    update = bytes([1, 1, FIRST, 3, 0x84, FIRST, 2, 4]) + "😀".encode() + b"\x00"
    with pytest.raises(Refusal, match="cannot be read"):
        check(update, {FIRST: 4})
    check(update, {FIRST: 3})
