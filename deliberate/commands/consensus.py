"""Calls for consensus: positions of the seats, and what the chair declares."""

from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_line, note, number, one_of
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.questions import About, about, decide, electors_of, open_question, question_of
from deliberate.commands.registry import command
from deliberate.commands.voting import OPEN, elector_of, frozen
from deliberate.domain import consensus, phases
from deliberate.domain.consensus import Definition, Stance
from deliberate.domain.counting import PRESETS
from deliberate.domain.presence import deciding
from deliberate.domain.rights import CONDUCT, SEATED
from deliberate.store.questions import Position


@command(
    "call.open",
    {
        "about": about(),
        "title": maybe_line(),
        "definition": one_of(Definition, load_default=None, allow_none=True),
    },
    who=CONDUCT,
    when=OPEN,
)
def open_call(desk: Desk, about: About | None, title: str, definition: str | None) -> dict[str, int]:
    """The chair asks whether there is consensus on a text. A present seat that says nothing does not object."""
    question = open_question(desk, "call", about, title)
    question.definition = definition or desk.group.settings["definition"]
    question.board = "live"
    question.in_words = [sentence.record() for sentence in Definition(question.definition).in_words()]
    desk.record("call.opened", question=question.number, title=question.title)
    return {"question": question.id}


@command(
    "call.take_position",
    {"question": number(), "stance": one_of(Stance), "reason": note()},
    who=SEATED,
    when=CHECK_IN,
)
def take_position(desk: Desk, question: int, stance: str, reason: str) -> None:
    """A seat says where it stands, and may change it until the call ends. An objection says why."""
    row = question_of(desk, question, "call")
    elector = elector_of(desk, row)
    consensus.check_position(Stance(stance), reason)
    position = desk.session.scalar(
        select(Position).where(Position.question_id == row.id, Position.seat == elector.seat)
    )
    if position is None:
        position = desk.add(Position(question_id=row.id, seat=elector.seat), row.audience)
    position.stance, position.reason, position.person, position.at = stance, reason, str(desk.actor), desk.now
    desk.record("position.taken", question=row.number, seat=elector.seat, stance=stance)


@command(
    "call.close",
    {
        "question": number(),
        "outcome": one_of(["consensus", "no_consensus"], load_default=None, allow_none=True),
        "reason": note(),
    },
    who=CONDUCT,
    when=OPEN | {phases.Sitting.SUSPENDED},
)
def close(desk: Desk, question: int, outcome: str | None, reason: str) -> None:
    """The call ends. Where consensus means no objection, the positions decide; else the chair declares, and says why.

    Objections, reservations and dissociations stay on record in their own words.
    """
    row = question_of(desk, question, "call")
    taken = desk.all_of(Position, Position.question_id == row.id)
    electorate = [frozen(elector) for elector in electors_of(desk, row)]
    result = consensus.result(
        Definition(str(row.definition)),
        {each.seat: consensus.Position(each.seat, Stance(each.stance), each.reason) for each in taken},
        declared=outcome,
        reasons=reason,
        quorum=deciding(PRESETS["procedural"], electorate),
    )
    row.reason = reason or None
    decide(desk, row, result.outcome, result.json(), result.explanation())
    desk.record("call.closed", question=row.number, title=row.title, outcome=row.outcome)
