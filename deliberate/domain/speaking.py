"""Whose turn it is to speak: the order of the queue with its reasons, and the arithmetic of the clock."""

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from deliberate.domain.refusals import N_, Fact, Sentence
from deliberate.domain.seats import Side


class Kind(StrEnum):
    """What the floor is asked for. Points of order and procedural motions stand in their order of precedence."""

    POINT_OF_ORDER = "point_of_order"
    SUSPEND = "suspend"
    ADJOURN = "adjourn"
    ADJOURN_DEBATE = "adjourn_debate"
    CLOSE_DEBATE = "close_debate"
    STATEMENT = "statement"
    REPLY = "reply"


class Stance(StrEnum):
    """On which side somebody speaks on a motion that is before the group."""

    FOR = "for"
    AGAINST = "against"


class Request(NamedTuple):
    """Somebody asks for the floor. ``at`` serves only to order requests; equal times are ordered by ``id``.

    A member asks with ``side`` and ``seat``; an associate or an observer without, and is known by ``person``.
    """

    id: int
    kind: Kind
    side: Side | None
    seat: str | None
    at: datetime
    associate: bool = False
    observer: bool = False
    person: str | None = None
    stance: Stance | None = None
    """For a speech on a motion: for it or against it. `kind` is the motion's own."""


class Spoken(NamedTuple):
    """One speech on the item, ended or running: what it was, whose, and how long in seconds.

    ``earlier`` marks a speech made before the item was taken up anew: its time counts, its turn is long past.
    """

    kind: Kind
    side: Side | None
    seat: str | None
    seconds: int
    person: str | None = None
    earlier: bool = False


class Turn(NamedTuple):
    """A request in its place in the order, and in one line why it stands there."""

    request: Request
    why: Sentence


def order(
    requests: Iterable[Request], history: Sequence[Spoken], *, floor_open_to_observers: bool = False
) -> list[Turn]:
    """The order in which those who ask will speak, if nobody else asks and the chair calls nobody out of turn.

    ``history`` holds the speeches on this item, earliest first. The rule, from first to last:

    1. points of order, then motions to suspend the meeting, to adjourn the meeting, to adjourn the debate, to close
       the debate (UN General Assembly, rules 71 and 77); after each motion those who speak on it, for and against in
       turn;
    2. statements of seats. The sides alternate: while both wait, neither speaks twice running. Where no statement
       came before since the item was taken up, the side that has spoken less (seconds of statements) begins; if both
       have spoken equally long, the side of the earliest request. If one side has nobody waiting, the other goes on.
       Within a side, whoever has spoken least often on the item comes first, then whoever asked first; a turn further
       up in this order counts as spoken;
    3. associates, after the seats that have spoken no more often than they (so first after the seats that have not
       spoken); they do not count as a turn of either side;
    4. observers, only when the chair has opened the floor to them; otherwise they are not in the order;
    5. rights of reply, at the end of the item.
    """
    by_group: dict[str, list[Request]] = defaultdict(list)
    for request in sorted(requests, key=_time):
        by_group[_group(request)].append(request)
    turns = _on_procedure(by_group["motions"])
    turns += _statements(by_group["seats"], by_group["associates"], history)
    if floor_open_to_observers:
        turns += [Turn(request, _OBSERVER) for request in by_group["observers"]]
    turns += [Turn(request, _REPLY) for request in by_group["replies"]]
    return turns


def time_by_side(history: Iterable[Spoken]) -> dict[Side, int]:
    """How long each side has made statements on the item, in seconds; replies, motions and associates do not count.

    The side with fewer seconds begins when an item is taken up anew.
    """
    seconds = dict.fromkeys(Side, 0)
    for speech in history:
        if speech.kind is Kind.STATEMENT and speech.side:
            seconds[speech.side] += speech.seconds
    return seconds


def spoken_seconds(spoken: int, running_since: datetime | None, now: datetime) -> int:
    """How long a speech has lasted, in whole seconds: what it had before the last resume, and the time since.

    A clock that steps back takes nothing away.
    """
    if running_since is None:
        return spoken
    return spoken + max(0, int((now - running_since).total_seconds()))


def _group(request: Request) -> str:
    if request.kind is Kind.REPLY:
        return "replies"
    if request.kind is not Kind.STATEMENT:
        return "motions"
    if request.observer:
        return "observers"
    return "seats" if request.side and request.seat and not request.associate else "associates"


def _on_procedure(motions: list[Request]) -> list[Turn]:
    """Points of order and motions by rank, and behind each motion who speaks on it: for and against in turn."""
    ahead: Counter[tuple[Kind, Stance]] = Counter()
    ranked: list[tuple[tuple[int, int, bool], Turn]] = []
    for request in motions:
        nth, why = 0, _MOTIONS[request.kind]
        if request.stance is not None:
            ahead[request.kind, request.stance] += 1
            nth, why = ahead[request.kind, request.stance], _ON_MOTION[request.stance]
        ranked.append(((PRECEDENCE[request.kind], nth, request.stance is Stance.AGAINST), Turn(request, why)))
    return [turn for _, turn in sorted(ranked, key=lambda each: each[0])]


def _statements(seats: list[Request], associates: list[Request], history: Sequence[Spoken]) -> list[Turn]:
    """The seats in their order, and each associate after the last seat that has spoken no more often."""
    made = [speech for speech in history if speech.kind is Kind.STATEMENT]
    placed: list[tuple[int, int, Turn]] = []
    last_place: dict[int, int] = {}
    for place, (speeches, turn) in enumerate(_alternating(seats, made), start=1):
        placed.append((place, 0, turn))
        last_place[speeches] = place
    levels = sorted(last_place)
    reach = [0, *accumulate((last_place[level] for level in levels), max)]
    heard: Counter[str | None] = Counter(speech.person for speech in made if not speech.side)
    for nth, (speeches, request) in enumerate(_fewest_first(associates, heard), start=1):
        place = reach[bisect_right(levels, speeches)]
        placed.append((place, nth, Turn(request, _ASSOCIATE_AGAIN if speeches else _ASSOCIATE)))
    return [turn for _, _, turn in sorted(placed, key=lambda each: each[:2])]


def _alternating(seats: list[Request], made: Sequence[Spoken]) -> Iterator[tuple[int, Turn]]:
    """The seats' turns, each with how often its seat has spoken before it."""
    heard: Counter[str | None] = Counter(speech.seat for speech in made if speech.side)
    seconds = time_by_side(made)
    last = next((speech.side for speech in reversed(made) if speech.side and not speech.earlier), None)
    asked = {side: [request for request in seats if request.side == side] for side in Side}
    lines = {side: deque(_fewest_first(asked[side], heard)) for side in Side}
    while any(lines.values()):
        facts: dict[str, Fact] = {}
        if not all(lines.values()):
            side = next(side for side in Side if lines[side])
            reason = _ALONE
        elif last:
            side = last.other
            reason = _ALTERNATE
        elif seconds[Side.GOVERNMENTS] != seconds[Side.OTHERS]:
            side = min(Side, key=lambda each: seconds[each])
            reason = _LESS
            facts = {"less": seconds[side], "more": seconds[side.other]}
        else:
            side = min(Side, key=lambda each: _time(asked[each][0]))
            reason = _EARLIEST
        speeches, request = lines[side].popleft()
        if speeches:
            facts["speeches"] = speeches
        yield speeches, Turn(request, Sentence(reason[1] if speeches else reason[0], facts))
        last = side


def _fewest_first(requests: Iterable[Request], heard: Counter[str | None]) -> list[tuple[int, Request]]:
    """Requests by how often their speaker has spoken before, an own earlier request included, then by time."""
    ahead = heard.copy()
    ranked: list[tuple[int, Request]] = []
    for request in requests:
        speaker = request.seat if request.side else request.person or f"request {request.id}"
        ranked.append((ahead[speaker], request))
        ahead[speaker] += 1
    return sorted(ranked, key=lambda each: each[0])


def _time(request: Request) -> tuple[datetime, int]:
    return request.at, request.id


PRECEDENCE = {kind: rank for rank, kind in enumerate(Kind)}
"""The rank of each kind; what has a lower number is heard first."""

_ON_MOTION = {
    Stance.FOR: Sentence(N_("Speaks for the motion, before debate goes on.")),
    Stance.AGAINST: Sentence(N_("Speaks against the motion, before debate goes on.")),
}

_MOTIONS = {
    Kind.POINT_OF_ORDER: Sentence(N_("A point of order comes before everything else.")),
    Kind.SUSPEND: Sentence(N_("A motion to suspend the meeting comes before all other motions.")),
    Kind.ADJOURN: Sentence(N_("A motion to adjourn the meeting comes before motions on the debate and statements.")),
    Kind.ADJOURN_DEBATE: Sentence(N_("A motion to adjourn the debate comes before closing it and before statements.")),
    Kind.CLOSE_DEBATE: Sentence(N_("A motion to close the debate comes before statements.")),
}

# Each reason twice: for a seat that has not spoken on the item, and for one that has.
_ALONE = (
    N_("Only this side is waiting; first statement of this seat."),
    N_("Only this side is waiting; statements of this seat so far: %(speeches)s."),
)
_ALTERNATE = (
    N_("The sides alternate; first statement of this seat."),
    N_("The sides alternate; statements of this seat so far: %(speeches)s."),
)
_LESS = (
    N_("This side has spoken less, %(less)s s against %(more)s s; first statement of this seat."),
    N_("This side has spoken less, %(less)s s against %(more)s s; statements of this seat so far: %(speeches)s."),
)
_EARLIEST = (
    N_("Both sides have spoken equally long and this one asked first; first statement of this seat."),
    N_("Both sides have spoken equally long and this one asked first; statements of this seat so far: %(speeches)s."),
)
_ASSOCIATE = Sentence(N_("Associates follow the seats that have not spoken yet."))
_ASSOCIATE_AGAIN = Sentence(N_("Associates who have spoken follow the seats that have spoken no more often."))
_OBSERVER = Sentence(N_("The chair has opened the floor to observers and guests, after all others."))
_REPLY = Sentence(N_("Rights of reply come at the end of the item."))
