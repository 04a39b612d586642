"""Consensus: what a seat may say to a text, and when the text is agreed without a vote."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.exact import one_of
from deliberate.domain.refusals import N_, Refusal, Sentence


class Stance(StrEnum):
    """What a seat says to a text put to consensus.

    `reservation` joins with a note on record; `stand_aside` does not join and does not block (a dissociation); `object`
    needs a reason. A seat that says nothing does not object (WTO Agreement, article IX:1, footnote 1).
    """

    SUPPORT = "support"
    RESERVATION = "reservation"
    STAND_ASIDE = "stand_aside"
    OBJECT = "object"


class Definition(StrEnum):
    """When there is consensus: nobody objects; or the chair finds no sustained opposition, and says why."""

    NO_OBJECTION = "no_objection"
    NO_SUSTAINED_OPPOSITION = "no_sustained_opposition"


class Found(StrEnum):
    """What came of a call for consensus."""

    CONSENSUS = "consensus"
    NO_CONSENSUS = "no_consensus"


@dataclass(frozen=True, slots=True)
class Position:
    """What one seat says to the text, its reason verbatim.

    Refuses a stance that is none (`unknown_value`) and an objection without a reason (`no_reason`).
    """

    seat: str
    stance: Stance
    reason: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "stance", one_of(Stance, self.stance, self.seat, "stance"))
        if self.stance is Stance.OBJECT and not (self.reason or "").strip():
            raise Refusal(
                "no_reason", N_("%(seat)s objects without a reason: say what in the text cannot be joined."),
                seat=self.seat,
            )


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a call: the outcome, every position as it was taken, and the chair's reasons where it declared."""

    outcome: Found
    definition: Definition
    positions: tuple[Position, ...]
    reasons: str | None = None

    def taken(self, stance: Stance) -> tuple[Position, ...]:
        """The positions of one stance, verbatim, in the order they are given."""
        return tuple(position for position in self.positions if position.stance is stance)

    def json(self) -> dict[str, object]:
        """The result as data: how many of each stance, and each position with its reason."""
        return {
            "outcome": self.outcome.value,
            "definition": self.definition.value,
            "stances": {stance.value: len(self.taken(stance)) for stance in Stance},
            "positions": [
                {"seat": position.seat, "stance": position.stance.value, "reason": position.reason}
                for position in self.positions
            ],
            "reasons": self.reasons,
        }

    def explanation(self) -> list[Sentence]:
        """Why there is consensus or not, then who does not join and who joins with a note, in the seats' own words."""
        if self.definition is Definition.NO_SUSTAINED_OPPOSITION:
            words = [Sentence(_DECLARED[self.outcome], {"reasons": self.reasons})]
        elif self.outcome is Found.CONSENSUS:
            words = [Sentence(N_("Consensus: no seat objects."))]
        else:
            objections = len(self.taken(Stance.OBJECT))
            words = [Sentence(N_("No consensus: seats that object: %(number)s."), {"number": objections})]
        for stance in (Stance.OBJECT, Stance.STAND_ASIDE, Stance.RESERVATION):
            words += [_said(position) for position in self.taken(stance)]
        return words


def result(
    definition: str, positions: Iterable[Position], declared: str | None = None, reasons: str | None = None,
) -> Result:
    """What comes of a call for consensus.

    `no_objection`: consensus when no position objects; the count itself declares it (as in the WTO Agreement, article
    IX:1, footnote 1). `no_sustained_opposition`: consensus when the chair finds no sustained opposition to substantial
    issues by any important part of the interests (ISO/IEC Guide 2, 1.7) and says why; numbers do not decide it, and
    every objection stays on record verbatim. Positions are those of seats entitled to vote.

    Refuses two positions of one seat (`second_position`); a declaration where the count declares (`not_declared`), and
    under `no_sustained_opposition` a missing declaration (`declaration_missing`) or one without reasons (`no_reason`).
    """
    kind, taken = one_of(Definition, definition, "consensus", "definition"), tuple(positions)
    seen: set[str] = set()
    for position in taken:
        if position.seat in seen:
            raise Refusal(
                "second_position", N_("%(seat)s has two positions; a seat has one, and may change it."),
                seat=position.seat,
            )
        seen.add(position.seat)
    if kind is Definition.NO_OBJECTION:
        if declared is not None:
            raise Refusal("not_declared", N_("Consensus means here that no seat objects: the count itself says so."))
        objects = any(position.stance is Stance.OBJECT for position in taken)
        return Result(Found.NO_CONSENSUS if objects else Found.CONSENSUS, kind, taken)
    if declared is None:
        raise Refusal("declaration_missing", N_("The chair declares whether there is consensus, and says why."))
    if not (reasons or "").strip():
        raise Refusal("no_reason", N_("Say why: the chair's finding on consensus needs reasons."))
    return Result(one_of(Found, declared, "consensus", "outcome"), kind, taken, reasons)


_DECLARED = {
    Found.CONSENSUS: N_("Consensus: the chair finds no sustained opposition to substantial issues. %(reasons)s"),
    Found.NO_CONSENSUS: N_("No consensus: the chair finds sustained opposition to substantial issues. %(reasons)s"),
}
_SAID = {
    Stance.OBJECT: N_("%(seat)s objects: %(reason)s"),
    Stance.STAND_ASIDE: N_("%(seat)s stands aside: %(reason)s"),
    Stance.RESERVATION: N_("%(seat)s joins with a reservation: %(reason)s"),
}
_SAID_SHORTLY = {
    Stance.STAND_ASIDE: N_("%(seat)s stands aside."),
    Stance.RESERVATION: N_("%(seat)s joins with a reservation."),
}


def _said(position: Position) -> Sentence:
    """A position in the seat's own words, where it gave any."""
    if (position.reason or "").strip():
        return Sentence(_SAID[position.stance], {"seat": position.seat, "reason": position.reason})
    return Sentence(_SAID_SHORTLY[position.stance], {"seat": position.seat})
