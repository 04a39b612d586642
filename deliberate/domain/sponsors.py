"""Who must stand behind an amendment before it is put: so many co-sponsors, and, if the group asks, both sides."""

from collections.abc import Collection

from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.seats import Side, parse_seat


def missing(sponsors: Collection[str], cosponsors: int, *, each_side: bool) -> list[Sentence]:
    """What an amendment still needs before it can be put to a decision; nothing, when it has all.

    ``sponsors`` are seats, its mover among them; ``cosponsors`` is how many are needed besides the mover. Where
    ``each_side`` holds, at least one of all sponsors must be of either side.
    """
    wanted: list[Sentence] = []
    if each_side:
        sides = {parse_seat(seat)[0] for seat in sponsors}
        wanted += [Sentence(NEEDS[side]) for side in Side if side not in sides]
    lacking = cosponsors - (len(sponsors) - 1)
    if lacking > len(wanted):
        wanted.append(Sentence(N_("It needs more co-sponsors: %(missing)s."), {"missing": lacking}))
    return wanted


NEEDS = {
    Side.GOVERNMENTS: N_("It needs a co-sponsor from the governments."),
    Side.OTHERS: N_("It needs a co-sponsor from the others."),
}
