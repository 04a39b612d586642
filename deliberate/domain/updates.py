"""What a Yjs update says, read before anything applies it: whose words it adds, what they stand on, what it takes out.

An update comes from a stranger's program, and the library that applies it may panic over a malformed one, or keep one
whose predecessors are missing for later, where a squash would lose it. So an update is read here first, and only what a
plain text in one root can be made of passes. The format is version 1 of the `lib0` encoding that Yjs writes:
client ids and clocks are variable-length integers; a clock counts UTF-16 units, as JavaScript does.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.text import NO_TEXT

ROOT = "text"
"""The one root of a paragraph's document, a plain text."""

HOUSE = 2**32
"""Client ids from here on are the server's, one for each paragraph and epoch: browsers draw theirs from below."""

LARGEST_UPDATE = 65_536
"""Bytes of one update, at most."""

MOST_CLIENTS = 16
"""So many writers' words one update may bring: a browser brings its own."""

MOST_CLOCKS = 2**20
"""UTF-16 units that one update may add at one place, words taken out again included."""

LARGEST_NUMBER = 2**53 - 1

GC, DELETED, STRING, SKIP = 0, 1, 4, 10
HAS_LEFT, HAS_RIGHT, HAS_KEY = 0x80, 0x40, 0x20

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


class Place(NamedTuple):
    """One unit of text: the writer's client id, and its number among what they wrote."""

    client: int
    clock: int


class Run(NamedTuple):
    """Some units of one writer, from one clock up to, not including, another."""

    client: int
    start: int
    end: int


@dataclass
class Update:
    """An update, read. `characters` counts code points of the words it brings, known ones too."""

    added: list[Run] = field(default_factory=list)
    removed: list[Run] = field(default_factory=list)
    after: list[Place] = field(default_factory=list)
    """The units that something it adds comes right after."""
    before: list[Place] = field(default_factory=list)
    """The units that something it adds comes right before."""
    halves: list[Place] = field(default_factory=list)
    """The second halves of the characters it brings that are two units."""
    collected: list[Run] = field(default_factory=list)
    """Units that their writer's program has forgotten the place of. None of our texts makes such."""
    characters: int = 0
    gaps: bool = False
    """Whether something is left out on purpose: another update has it."""

    def new(self, known: Mapping[int, int]) -> dict[int, int]:
        """The writers of whom this brings something that `known`, a state, lacks: client id to their clock after it."""
        after: dict[int, int] = {}
        for client, _, end in self.added:
            if end > max(known.get(client, 0), after.get(client, 0)):
                after[client] = end
        return after

    def check_predecessors(self, known: Mapping[int, int]) -> None:
        """Refuse unless everything this update stands on is known, or in itself: it must not be kept for later."""
        reached: dict[int, int] = {}
        for client, start, end in self.added:
            have = reached.get(client, known.get(client, 0))
            if start > have:
                raise _missing()
            reached[client] = max(have, end)
        for client, clock in (*self.after, *self.before):
            if clock >= reached.get(client, known.get(client, 0)):
                raise _missing()
        for client, _, end in self.removed:
            if end > reached.get(client, known.get(client, 0)):
                raise _missing()
        if self.gaps:
            raise _missing()
        if any(end > known.get(client, 0) for client, _, end in self.collected):
            raise malformed()

    def check_characters(self, known: Mapping[int, int], halves: Set[Place]) -> None:
        """Refuse what would put something between the two halves of a character, or take out one of them.

        `halves` are the second ones in the document. Each program mends such a text in a way of its own, and from then
        on no two agree.
        """
        overlap = {Place(client, known[client]) for client, _, _ in self.added if client in known}
        if not overlap.isdisjoint(self.halves):
            raise malformed()
        if halves or self.halves:
            cuts = {*self.before, *(Place(client, clock + 1) for client, clock in self.after)}
            for client, start, end in self.removed:
                cuts |= {Place(client, start), Place(client, end)}
            if not (cuts.isdisjoint(halves) and cuts.isdisjoint(self.new_halves(known))):
                raise malformed()

    def new_halves(self, known: Mapping[int, int]) -> list[Place]:
        """The second halves of characters that it brings and `known`, a state, lacks."""
        return [half for half in self.halves if half.clock >= known.get(half.client, 0)]


def house(paragraph: int, epoch: int) -> int:
    """The client id under which the server writes the text that a document begins with."""
    return HOUSE + paragraph * 1024 + epoch % 1024


def read_update(data: bytes) -> Update:
    """Read an update, or refuse it: too large, not an update, or more than plain text in the one root."""
    if len(data) > LARGEST_UPDATE:
        raise Refusal("too_large", N_("This is too much at once. Paste it in smaller pieces."))
    found = _read(data)
    if len({run.client for run in found.added}) > MOST_CLIENTS:
        raise malformed()
    if any(run.end - run.start > MOST_CLOCKS for run in found.added):
        raise malformed()
    return found


def halves_in(stored: bytes) -> list[Place]:
    """The second halves of the characters that are two units, in an update however large."""
    return _read(stored).halves


def has_halves(text: str) -> bool:
    """Whether any character of a text is two units."""
    return _TWO_UNITS.search(text) is not None


def read_state(data: bytes) -> dict[int, int]:
    """A state as the library encodes it: client id to the clock of what they write next."""
    reader = Reader(data)
    return {reader.number(): reader.number() for _ in range(reader.count())}


def malformed() -> Refusal:
    """The refusal of what no editor sends."""
    return Refusal("malformed", N_("This change cannot be read, and was not stored."))


def _missing() -> Refusal:
    return Refusal("resync", N_("Something typed before this is missing here. Send everything since the last save."))


def _read(data: bytes) -> Update:
    reader = Reader(data)
    found = Update()
    try:
        for _ in range(reader.count()):
            _read_writer(reader, found)
        for _ in range(reader.count()):
            client = reader.number()
            for _ in range(reader.count()):
                start = reader.number()
                found.removed.append(Run(client, start, start + reader.number()))
    except (IndexError, UnicodeDecodeError) as short:
        raise malformed() from short
    if not reader.at_end:
        raise malformed()
    return found


def _read_writer(reader: "Reader", found: Update) -> None:
    structs, client, clock = reader.count(), reader.number(), reader.number()
    for _ in range(structs):
        info = reader.byte()
        kind = info & 0x1F
        if kind in (GC, SKIP):
            length = reader.number()
            if kind == SKIP:
                found.gaps = True
            else:
                found.collected.append(Run(client, clock, clock + length))
        else:
            length = _read_item(reader, info, kind, Place(client, clock), found)
        if length < 1:
            raise malformed()
        if kind != SKIP:
            found.added.append(Run(client, clock, clock + length))
        clock += length
        if clock > LARGEST_NUMBER:
            raise malformed()


def _read_item(reader: "Reader", info: int, kind: int, place: Place, found: Update) -> int:
    if info & HAS_KEY or kind not in (DELETED, STRING):
        raise malformed()  # a key of a map, a format, an embedded thing, a document within: all but plain text
    if info & HAS_LEFT:
        found.after.append(Place(reader.number(), reader.number()))
    if info & HAS_RIGHT:
        found.before.append(Place(reader.number(), reader.number()))
    if not info & (HAS_LEFT | HAS_RIGHT) and (reader.number() != 1 or reader.string() != ROOT):
        raise malformed()  # it would begin another root, or stand inside something
    if kind == DELETED:
        return reader.number()
    words = reader.string()
    if NO_TEXT.search(words):
        raise Refusal("bad_character", N_("This holds a character that cannot stand in a text."))
    found.characters += len(words)
    pairs = [far.start() for far in _TWO_UNITS.finditer(words)]
    # Each pair before it moves a character by one unit more.
    found.halves.extend(Place(place.client, place.clock + at + pair + 1) for pair, at in enumerate(pairs))
    return len(words) + len(pairs)


class Reader:
    """Bytes, read from the front. Reading past the end is an `IndexError`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def at_end(self) -> bool:
        """Whether everything is read."""
        return self._at == len(self._data)

    def byte(self) -> int:
        """The next byte."""
        found = self._data[self._at]
        self._at += 1
        return found

    def number(self) -> int:
        """The next integer: seven bits a byte, the lowest first, the eighth bit says that more follow."""
        value = shift = 0
        while True:
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 56:
                raise malformed()
        if value > LARGEST_NUMBER:
            raise malformed()
        return value

    def count(self) -> int:
        """How many follow; never more than there are bytes left."""
        found = self.number()
        if found > len(self._data) - self._at:
            raise malformed()
        return found

    def string(self) -> str:
        """The next string: its length in bytes, then UTF-8."""
        length = self.count()
        found = self._data[self._at : self._at + length].decode()
        self._at += length
        return found
