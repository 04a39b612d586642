"""How each decision was reached: what was put, under which rule, who stood where, and what came of it and why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from deliberate.documents.changes import Proposal
from deliberate.documents.places import Place, Places
from deliberate.documents.put import Put
from deliberate.domain.consensus import Stance
from deliberate.domain.methods import Method
from deliberate.domain.phases import Asked
from deliberate.domain.refusals import Sentence
from deliberate.domain.rights import Audience
from deliberate.domain.rules import Choice
from deliberate.domain.seats import Side
from deliberate.domain.tally import STANDINGS
from deliberate.store.amendments import Amendment
from deliberate.store.questions import Question
from deliberate.store.sittings import Sitting
from deliberate.store.statements import Paragraph

ALL = "all"
SILENT, ABSENT = "silent", "absent"
VOTED = "voted"
TAKEN = (*Stance, SILENT, ABSENT)
"""What a seat can do in a call for consensus: take a position, be there and say nothing, or not be there."""


@dataclass(frozen=True)
class Figures:
    """What became of the seats of one half, or of both (``all``): seats and, in a vote, their exact weight, by what."""

    side: str
    seats: Mapping[str, int]
    weight: Mapping[str, str] | None


@dataclass(frozen=True)
class Voice:
    """What a seat said in a call for consensus, or put on record beside a vote, verbatim."""

    place: Place
    stance: str
    reason: str


@dataclass(frozen=True)
class Decision:
    """One question and what came of it."""

    id: int
    number: int
    kind: str
    about: str | None
    """The noun of what was put; of a vote on procedure, of what that is about."""
    reconsiders: int | None
    """The number of the question that it is to reconsider."""
    important: bool
    """Whether it asks if that is an important question."""
    title: str
    text: str
    text_hash: str
    proposal: Proposal | None
    """The amendment that was put, where it was one."""
    state: str
    outcome: str | None
    method: str
    """How a vote was taken."""
    preset: str | None
    rule: tuple[Sentence, ...]
    explanation: tuple[Sentence, ...]
    columns: tuple[str, ...]
    """What `figures` tell of, in order."""
    figures: tuple[Figures, ...]
    roll: tuple[tuple[str, tuple[Place, ...]], ...]
    """In a vote: who chose what, by choice; in a secret one, who voted."""
    voices: tuple[Voice, ...]
    reason: str
    """Why the chair found so, or why the question was voided."""
    sitting: int | None
    opened_at: datetime
    closed_at: datetime | None
    behind_closed_doors: bool

    @property
    def standard_title(self) -> bool:
        """Whether the question goes by the name of what it is about, rather than by words of the chair."""
        if self.about == Amendment.noun:
            return bool(re.fullmatch(r"A\d+, (\d+\.\d+|A\d+)", self.title))
        return bool(re.fullmatch(r"\d+\.\d+", self.title)) if self.about == Paragraph.noun else False

    @property
    def same_text(self) -> bool:
        """Whether the amendment still is what was put, so that its difference can be shown for the text."""
        return self.proposal is not None and self.proposal.text == self.text

    @property
    def result(self) -> str | None:
        """The outcome; ``void`` for a question without one."""
        return self.outcome if self.state != Asked.VOID else Asked.VOID.value


def decisions(
    asked: Put, places: Places, proposals: Mapping[int, Proposal], sittings: Iterable[Sitting]
) -> tuple[Decision, ...]:
    """Every question that was put, in order, the open and the void among them."""
    numbers = {sitting.id: sitting.number for sitting in sittings}
    return tuple(
        _decision(question, asked, places, proposals, numbers.get(question.sitting_id)) for question in asked.questions
    )


def _decision(
    question: Question, asked: Put, places: Places, proposals: Mapping[int, Proposal], sitting: int | None
) -> Decision:
    then, at_issue = asked.places(question, places), asked.at_issue(question)
    about = question.important or at_issue.about or {"type": None, "id": 0}
    told = question.state == Asked.CLOSED
    vote, call = question.kind == "vote", question.kind == "call"
    sentences = [places.named(each, then) for each in question.explanation if not call or "seat" not in each["facts"]]
    figures = _counted(question) if vote else _taken(question, asked) if call else ()
    return Decision(
        id=question.id,
        number=question.number,
        kind=question.kind,
        about=about["type"],
        important=question.important is not None,
        reconsiders=at_issue.number if question.reconsiders else None,
        title=question.title,
        text=question.text,
        text_hash=question.text_hash,
        proposal=proposals.get(about["id"]) if about["type"] == Amendment.noun else None,
        state=question.state,
        outcome=question.outcome,
        method=question.method or "",
        preset=question.preset,
        rule=tuple(places.named(each, then) for each in (*question.in_words, *question.cautions)),
        explanation=tuple(sentences),
        columns=STANDINGS if vote else TAKEN,
        figures=figures if told else (),
        roll=_roll(question, asked, then) if told and vote else (),
        voices=_voices(question, asked, then) if told else (),
        reason=question.reason or "",
        sitting=sitting,
        opened_at=question.opened_at,
        closed_at=question.closed_at,
        behind_closed_doors=question.audience != Audience.PUBLIC,
    )


def _counted(question: Question) -> tuple[Figures, ...]:
    """The figures of a vote, as they were counted at its close."""
    tally = (question.result or {}).get("tally", {})
    scopes = {side.value: f"side:{side}" for side in Side} | {ALL: ALL}
    return tuple(
        Figures(name, tally[scope]["heads"], tally[scope]["weight"]) for name, scope in scopes.items() if scope in tally
    )


def _taken(question: Question, asked: Put) -> tuple[Figures, ...]:
    """The figures of a call: seats by the position they took."""
    stances = {row.seat: row.stance for row in asked.positions.get(question.id, [])}
    by_side = {side.value: dict.fromkeys(TAKEN, 0) for side in Side} | {ALL: dict.fromkeys(TAKEN, 0)}
    for elector in asked.electors.get(question.id, []):
        taken = stances.get(elector.seat, SILENT) if elector.present else ABSENT
        by_side[elector.side][taken] += 1
        by_side[ALL][taken] += 1
    return tuple(Figures(side, seats, None) for side, seats in by_side.items())


def _roll(question: Question, asked: Put, then: Mapping[str, Place]) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    if question.method == Method.HANDS:
        return ()
    secret = question.method == Method.SECRET
    choices = {row.seat: row.choice for row in asked.ballots.get(question.id, [])}
    choices |= {row.seat: VOTED for row in asked.signatures.get(question.id, [])}
    stood: dict[str, list[Place]] = {standing: [] for standing in (VOTED, *(STANDINGS[3:] if secret else STANDINGS))}
    for elector in asked.electors.get(question.id, []):
        absent_or_silent = "not_voting" if elector.present else "absent"
        stood[choices.get(elector.seat, absent_or_silent)].append(then[elector.seat])
    return tuple((standing, tuple(places)) for standing, places in stood.items() if places or standing in [*Choice])


def _voices(question: Question, asked: Put, then: Mapping[str, Place]) -> tuple[Voice, ...]:
    """The positions, objections first: what stands in the way is what a reader looks for; or remarks beside a vote."""
    if question.kind == "vote":
        return tuple(Voice(then[row.seat], row.code, row.text) for row in asked.remarks.get(question.id, []))
    order = [Stance.OBJECT, Stance.STAND_ASIDE, Stance.RESERVATION, Stance.SUPPORT]
    rows = sorted(asked.positions.get(question.id, []), key=lambda row: order.index(Stance(row.stance)))
    return tuple(Voice(then[row.seat], row.stance, row.reason) for row in rows)
