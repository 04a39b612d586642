"""How the demo's members answer a question: positions in a call for consensus, ballots in a vote."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from deliberate.demo import words
from deliberate.demo.scene import Scene
from deliberate.demo.step import BRISK, Ideas, Play
from deliberate.domain.seats import Side
from deliberate.store.db import Json

CALL_SECONDS = 20
VOTE_SECONDS = 15
"""Over how long the members answer."""

HEARD = (1.0, 2.4)
"""Seconds from one position to the next look: positions are read as they come."""

CONTESTED = {"amendment": 0.45, "paragraph": 0.15, "statement": 0.2}
"""In which share of calls about such a text somebody objects."""

DIVIDED = {"amendment": 0.35, "statement": 0.0}
"""In which share of votes one side is mostly against."""

CHOICES = ("for", "against", "abstain")
WILLING = (85, 8, 7)
UNWILLING = (35, 50, 15)
"""Weights of the choices."""


class Answer(NamedTuple):
    """What a seat answers, how many seconds after the question was opened, and why."""

    seat: str
    after: float
    says: str
    reason: str = ""


def answers(play: Play) -> Ideas:
    """Every member whose moment has come takes a position or votes; some think again and vote otherwise."""
    question = play.scene.question
    if question is not None:
        yield from (_positions if question["kind"] == "call" else _ballots)(play, question)


def is_answered(play: Play, question: Json) -> bool:
    """Whether no member played by the script still has to vote."""
    cast = {each["seat"] for each in play.scene.of("ballot", question=question["id"])}
    return all(each["seat"] in cast or acts_for(play.scene, each) is None for each in electorate(play.scene, question))


def awaits_a_hand(scene: Scene, question: Json) -> bool:
    """Whether a person who plays a seat by hand has not answered yet."""
    noun = "position" if question["kind"] == "call" else "ballot"
    answered = {each["seat"] for each in scene.of(noun, question=question["id"])}
    return any(
        each["seat"] not in answered and (scene.by_hand(each["holder"]) or scene.by_hand(each["alternate"]))
        for each in electorate(scene, question)
    )


def electorate(scene: Scene, question: Json) -> list[Json]:
    """The seats of the frozen electorate that may answer."""
    return scene.of("elector", question=question["id"], present=True)


def acts_for(scene: Scene, elector: Json) -> str | None:
    """Who answers for a seat by script; nobody, where somebody plays it by hand."""
    people = (elector["holder"], elector["alternate"])
    if any(scene.by_hand(person) for person in people):
        return None
    here = scene.attending.get(elector["seat"])
    return here if here in people else people[0]


def _positions(play: Play, question: Json) -> Ideas:
    taken = {each["seat"] for each in play.scene.of("position", question=question["id"])}
    electors = {each["seat"]: each for each in electorate(play.scene, question)}
    for answer in _stances(play, question, sorted(electors)):
        person = acts_for(play.scene, electors[answer.seat])
        if answer.seat not in taken and answer.after <= play.scene.age(question["opened_at"]) and person:
            fields = {"question": question["id"], "stance": answer.says, "reason": answer.reason}
            yield play.step(person, "call.take_position", HEARD, **fields)


def _stances(play: Play, question: Json, seats: list[str]) -> list[Answer]:
    """Who says what in this call, in the order they say it. Most support it; who says nothing does not object."""
    chance = play.dice.of("call", question["id"])
    kind = question["about"]["type"] if question["about"] else ""
    sponsors = _sponsors(play.scene, question)
    critics = [seat for seat in seats if seat not in sponsors]
    chance.shuffle(critics)
    says = dict.fromkeys(sponsors & set(seats), "support")
    objecting = chance.choice((1, 1, 2)) if chance.random() < _contested(play.scene, question, kind) else 0
    for stance, how_many in (
        ("object", objecting),
        ("reservation", chance.choice((0, 0, 1, 1, 2))),
        ("stand_aside", chance.choice((0, 0, 0, 0, 1))),
        ("support", max(0, len(critics) // 2)),
    ):
        says.update(dict.fromkeys(critics[:how_many], stance))
        critics = critics[how_many:]
    found = [
        Answer(seat, chance.uniform(2, CALL_SECONDS), stance, _reason(chance, stance))
        for seat, stance in sorted(says.items())
    ]
    return sorted(found, key=lambda each: each.after)


def _contested(scene: Scene, question: Json, kind: str) -> float:
    amendment = scene.one("amendment", question["about"]["id"]) if kind == "amendment" else None
    if amendment is not None and amendment["kind"] == "delete":
        return 1.0
    if amendment is not None and amendment["reason"] == words.SETTLED:
        return 0.0
    return CONTESTED.get(kind, 0.0)


def _reason(chance: Random, stance: str) -> str:
    said: dict[str, Sequence[str]] = {
        "support": words.SUPPORT,
        "reservation": words.RESERVATION,
        "stand_aside": words.STAND_ASIDE,
        "object": words.OBJECTION,
    }
    return chance.choice(said[stance])


def _ballots(play: Play, question: Json) -> Ideas:
    cast = {each["seat"]: each["choice"] for each in play.scene.of("ballot", question=question["id"])}
    age = play.scene.age(question["opened_at"])
    for elector in electorate(play.scene, question):
        seat, person = elector["seat"], acts_for(play.scene, elector)
        first, second = _choices(play, question, seat, elector["side"])
        due = second if second and cast.get(seat) == first.says else first if seat not in cast else None
        if person and due and due.after <= age:
            yield play.step(person, "vote.cast", BRISK, question=question["id"], choice=due.says)


def _choices(play: Play, question: Json, seat: str, side: str) -> tuple[Answer, Answer | None]:
    """How a seat votes, and how it votes a little later if it thinks again."""
    chance = play.dice.of("ballot", question["id"], seat)
    wish = chance.choices(CHOICES, _weights(play, question, side))[0]
    if seat in _sponsors(play.scene, question):
        wish = "for"
    elif seat in _objectors(play.scene, question):
        wish = "against"
    first = Answer(seat, chance.uniform(1, VOTE_SECONDS - 2), wish)
    if chance.random() > 0.1:
        return first, None
    other = chance.choice([each for each in CHOICES if each != wish])
    return Answer(seat, first.after, other), Answer(seat, first.after + chance.uniform(2, 6), wish)


def _weights(play: Play, question: Json, side: str) -> tuple[int, ...]:
    chance = play.dice.of("mood", question["id"])
    kind = question["about"]["type"] if question["about"] else ""
    divided = chance.random() < DIVIDED.get(kind, 0.2)
    return UNWILLING if divided and side == chance.choice(list(Side)) else WILLING


def _sponsors(scene: Scene, question: Json) -> set[str]:
    about = question["about"] or {}
    amendment = scene.one("amendment", about["id"]) if about.get("type") == "amendment" else None
    return set(amendment["sponsors"]) if amendment else set()


def _objectors(scene: Scene, question: Json) -> set[str]:
    """Who objected when the same text was put to consensus."""
    if question["about"] is None:
        return set()
    calls = {each["id"] for each in scene.of("question", about=question["about"], kind="call")}
    return {each["seat"] for each in scene.of("position", stance="object") if each["question"] in calls}
