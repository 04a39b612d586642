"""Calls for consensus: positions of the seats, and what the chair declares."""

from sqlalchemy import select

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_line, note, number, one_of
from deliberate.commands.matters import About, about
from deliberate.commands.notes import note_positions
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.questions import decide, electors_of, open_question, question_of
from deliberate.commands.registry import command
from deliberate.commands.voting import ELECTORS, OPEN, check_same, elector_of, frozen, own_or_proxy
from deliberate.domain import consensus, phases
from deliberate.domain.consensus import Definition, Stance
from deliberate.domain.presence import deciding
from deliberate.domain.refusals import N_, Sentence
from deliberate.domain.rights import CONDUCT
from deliberate.domain.rules import PRESETS
from deliberate.store.questions import Position

NO_QUORUM = "no_quorum"
IN_WORDS = {
    Definition.NO_OBJECTION: Sentence(N_("Consensus: agreed unless a seat objects. Silence is not an objection.")),
    Definition.NO_SUSTAINED_OPPOSITION: Sentence(
        N_("Consensus: agreed when the chair finds no sustained opposition to substantial issues, and says why.")
    ),
}


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
    question.in_words = [IN_WORDS[Definition(question.definition)].record()]
    desk.record("call.opened", question=question.number, title=question.title)
    return {"question": question.id}


@command(
    "call.take_position",
    {"question": number(), "stance": one_of(Stance), "reason": note(), "seat": own_or_proxy()},
    who=ELECTORS,
    when=CHECK_IN,
)
def take_position(desk: Desk, question: int, stance: str, reason: str, seat: str | None) -> None:
    """A seat says where it stands, and may change it until the call ends. An objection says why.

    Holder and alternate as frozen: the first of them to take a position acts for the seat.
    """
    row = question_of(desk, question, "call")
    elector = elector_of(desk, row, seat)
    consensus.Position(elector.seat, Stance(stance), reason)  # an objection without a reason is refused here
    position = desk.session.scalar(
        select(Position).where(Position.question_id == row.id, Position.seat == elector.seat)
    )
    if position is None:
        position = desk.add(Position(question_id=row.id, seat=elector.seat, person=str(desk.actor)), row.audience)
    check_same(elector, position.person, desk.actor)
    position.stance, position.reason, position.at = stance, reason, desk.now
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

    Objections stay on record in their own words; reservations and dissociations become notes to the adopted text.
    """
    row = question_of(desk, question, "call")
    electors = electors_of(desk, row)
    quorum = deciding(PRESETS["procedural"], [frozen(elector) for elector in electors])
    row.reason = reason or None
    if quorum.holds:
        taken = sorted(desk.all_of(Position, Position.question_id == row.id), key=lambda each: each.id)
        positions = [consensus.Position(each.seat, Stance(each.stance), each.reason or None) for each in taken]
        result = consensus.result(str(row.definition), positions, declared=outcome, reasons=reason)
        adopted = decide(desk, row, result.outcome, result.json(), result.explanation())
        note_positions(desk, row, adopted, taken, electors)
    else:
        decide(desk, row, NO_QUORUM, {}, quorum.missing)
    desk.record("call.closed", question=row.number, title=row.title, outcome=row.outcome)
