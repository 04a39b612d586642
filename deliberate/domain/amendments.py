"""Amendments: their life, what becomes of them when the text moves on, and the order in which they are put."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from deliberate.domain.merging import Clash, Merge, merge
from deliberate.domain.phases import AMENDMENT_MOVES, Proposed
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.text import share_changed


class Kind(StrEnum):
    """What an amendment does: give a paragraph another text, take it away, add a new one after it, or move it."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"
    MOVE = "move"


class Goal(NamedTuple):
    """Where a paragraph is moved to: a part, and the paragraph it then follows (None: it comes first)."""

    part: int
    after: int | None


class Proposal(NamedTuple):
    """An amendment as far as the rules need it: its number, its paragraph (None: before the first), and both texts."""

    number: int
    kind: Kind
    paragraph: int | None
    base: str
    text: str
    goal: Goal | None = None


class Rebased(NamedTuple):
    """An amendment after its paragraph changed: its new state, its text if it has one, what clashed, and why.

    ``attempt`` is the merge that was tried, in order, with each clash in its place.
    """

    state: Proposed
    text: str | None
    clashes: list[Clash]
    why: Sentence | None = None
    attempt: list[str | Clash] = []  # noqa: RUF012 - never changed


PLACING = frozenset({Kind.INSERT, Kind.MOVE})
"""What leaves the words of every paragraph as they are."""

ALIVE = frozenset(state for state, ahead in AMENDMENT_MOVES.items() if ahead)
"""The states in which an amendment still waits for something."""


def move(here: Proposed, there: Proposed) -> Proposed:
    """The amendment in its new state, or a refusal that says what can be done."""
    if there in AMENDMENT_MOVES[here]:
        return there
    if here is Proposed.REDRAFT:
        raise Refusal(
            "to_redraft",
            N_("This amendment is to be redrafted, because its paragraph has changed. Redraft or withdraw it first."),
        )
    raise Refusal(
        "decided",
        N_("This amendment is %(state)s already. Table a new one if something is still to change."),
        state=here,
    )


def rebase(base: str, base_now: str | None, text: str) -> Rebased:
    """An amendment made from ``base`` and proposing ``text``, now that its paragraph says ``base_now``.

    It is carried over word by word. Where the words it changes have been changed otherwise it is to be redrafted and
    its sponsor is told where; it falls where its paragraph is gone (``base_now`` is None) or already says what it
    proposes, and where all the words it changes have been deleted: their deletion implies its rejection. A proposal to
    delete the paragraph stands whatever the paragraph says.
    """
    if base_now is None:
        return Rebased(Proposed.FALLEN, None, [], GONE)
    if not text:
        return Rebased(Proposed.TABLED, "", [])
    merged = merge(base, text, base_now)
    if merged.text is None and _only_of_deleted_words(merged, base_now):
        return Rebased(Proposed.FALLEN, None, merged.clashes, _DELETED)
    if merged.text is None:
        return Rebased(Proposed.REDRAFT, None, merged.clashes, _CLASHES, merged.pieces)
    if merged.text == base_now:
        return Rebased(Proposed.FALLEN, None, [], ALREADY_THERE)
    return Rebased(Proposed.TABLED, merged.text, [])


def _only_of_deleted_words(merged: Merge, base_now: str) -> bool:
    """Whether every change that was to be made clashes with the deletion of the words it was to change."""
    theirs = "".join(piece.theirs if isinstance(piece, Clash) else piece for piece in merged.pieces)
    gone = all(clash.base.strip() and not clash.theirs.strip() for clash in merged.clashes)
    return gone and theirs == base_now


def distance(proposal: Proposal) -> Fraction:
    """How far an amendment is removed from the text: the share of words it changes, 0 to 1.

    The house's measure of what rules 90 and 130 of the UN General Assembly leave to the chair: distance in substance.
    Deleting a paragraph is as far as can be. A new paragraph leaves the one before it as it is, and so does a move: 0.
    """
    return Fraction(0) if proposal.kind in PLACING else share_changed(proposal.base, proposal.text)


def voting_order(
    proposals: Iterable[Proposal], ruled: Mapping[int, Fraction] | None = None
) -> list[tuple[Proposal, Fraction]]:
    """Amendments to one text in the order they are put: furthest removed from it first, equals by number.

    UN General Assembly, rules 90 and 130. The distance is the chair's to rule: ``ruled`` holds, by number, the
    distances the chair has ruled on; for the others the house proposes the share of words changed.
    """
    ruled = ruled or {}
    distances = [(proposal, ruled.get(proposal.number, distance(proposal))) for proposal in proposals]
    return sorted(distances, key=lambda each: (-each[1], each[0].number))


def left_to_put(
    order: Sequence[int], decided: Mapping[int, bool], implies: Mapping[int, Collection[int]]
) -> list[int]:
    """The amendments, by number, that are still to be put (UN General Assembly, rules 90 and 130).

    ``decided`` holds what came of those already put (true: adopted); ``implies`` which others' rejection the chair
    has ruled that an adoption implies. Those fall and are not put.
    """
    fallen = {other for number, adopted in decided.items() if adopted for other in implies.get(number, ())}
    return [number for number in order if number not in decided and number not in fallen]


class Part(NamedTuple):
    """A part of a text put separately: its name, whether it is operative, and what came of it (None: not yet put)."""

    name: str
    operative: bool
    adopted: bool | None


class Division(NamedTuple):
    """What a division leaves: the names of the parts that stay, and whether they are put as a whole."""

    stays: list[str]
    put_as_a_whole: bool
    why: Sentence


def divide(parts: Sequence[Part]) -> Division:
    """The outcome of separate votes on parts (UN General Assembly, rules 89 and 129).

    The parts adopted are put together as a whole; if every operative part has been rejected, the whole is considered
    rejected and is not put. A text without operative parts falls when every part has been rejected.
    """
    waiting = [part.name for part in parts if part.adopted is None]
    if waiting:
        raise Refusal(
            "parts_not_decided",
            N_("Decide all parts before the whole. Still to be put: %(parts)s."),
            parts=", ".join(waiting),
        )
    deciding = [part for part in parts if part.operative] or parts
    if not any(part.adopted for part in deciding):
        return Division([], False, Sentence(N_("All operative parts were rejected, and so is the whole.")))
    stays = [part.name for part in parts if part.adopted]
    return Division(
        stays, True, Sentence(N_("The parts adopted are now put as a whole: %(parts)s."), {"parts": ", ".join(stays)})
    )


GONE = Sentence(N_("The paragraph it would change is gone."))
_CLASHES = Sentence(N_("The words it would change have been changed otherwise."))
ALREADY_THERE = Sentence(N_("The paragraph already says what it proposes."))
_DELETED = Sentence(N_("The words it would change have been deleted."))
