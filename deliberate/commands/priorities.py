"""Choosing one priority among the recommendations that are agreed: by approval or by ranking, both halves alike."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from marshmallow import validate
from marshmallow.fields import List
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.commands.desk import Desk
from deliberate.commands.fields import line, number, one_of, reason
from deliberate.commands.matters import matter
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.questions import begin, dismiss, electors_of, question_of
from deliberate.commands.registry import command
from deliberate.commands.voting import ELECTORS, OPEN, check_same, elector_of, frozen, own_or_proxy
from deliberate.domain import phases
from deliberate.domain.phases import Agreement, Asked
from deliberate.domain.preferences import OPTIONS_AT_MOST, check_levels
from deliberate.domain.presence import deciding
from deliberate.domain.priorities import Approval, Method, Priority, Ranking, by_approval, by_ranking, method_in_words
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, seat_audience
from deliberate.domain.rules import PRESETS
from deliberate.domain.seats import Side, in_order
from deliberate.domain.text import text_hash
from deliberate.store.priorities import Option, Preference
from deliberate.store.questions import Elector, Question
from deliberate.store.statements import Paragraph, Part, Statement

KIND = "priority"
CHOSEN, TIE, NO_QUORUM = "chosen", "tie", "no_quorum"
QUORUM = "procedural"
"""The preset whose quorum a choice needs: it decides on no text, only on what comes first."""


@command(
    "priority.open",
    {
        "title": line(),
        "statement": number(),
        "paragraphs": List(number(), required=True, validate=validate.Length(min=2, max=OPTIONS_AT_MOST)),
        "method": one_of(Method),
    },
    who=CONDUCT,
    when=OPEN,
)
def open_choice(desk: Desk, title: str, statement: int, paragraphs: list[int], method: str) -> dict[str, int]:
    """The chair asks which of several agreed recommendations of a statement comes first, such as for the next dialogue.

    Their texts and the electorate stand as they are now. By approval a seat approves as many as it likes; by ranking it
    puts them in an order, several as equals if it likes.
    """
    rows = _agreed(desk, desk.find(Statement, statement), paragraphs)
    question = begin(desk, KIND, None, matter(desk, None, title))
    question.method, question.preset, question.board = method, QUORUM, "at_close"
    question.text_hash = text_hash([(row.id, desk.find(Statement, statement).language, row.text) for _, row in rows])
    question.in_words = [sentence.record() for sentence in method_in_words(Method(method))]
    question.text = "\n\n".join(f"{label} {row.text}" for label, row in rows)
    for position, (label, row) in enumerate(rows, start=1):
        values = {"position": position, "label": label, "paragraph_id": row.id, "text": row.text}
        desk.add(Option(question_id=question.id, **values))
    desk.record("priority.opened", question=question.number, title=title, options=len(rows))
    return {"question": question.id}


def _agreed(desk: Desk, statement: Statement, paragraphs: Sequence[int]) -> list[tuple[str, Paragraph]]:
    """The paragraphs under their numbers, in the order of the text; each once, agreed, and of this statement."""
    parts = {part.id: part.position for part in desk.all_of(Part, Part.statement_id == statement.id)}
    rows = [desk.find(Paragraph, id_) for id_ in dict.fromkeys(paragraphs)]
    if len(rows) < len(paragraphs):
        raise Refusal("options", N_("A recommendation can be chosen once; name each once."))
    found = []
    for row in sorted(rows, key=lambda row: (parts.get(row.part_id, 0), row.position)):
        if row.part_id not in parts:
            raise Refusal("other_statement", N_("Choose among recommendations of one statement."))
        label = f"{parts[row.part_id]}.{row.position}"
        if row.state == Agreement.OPEN:
            raise Refusal(
                "not_agreed", N_("%(paragraph)s is not agreed; only what is agreed can be chosen."), paragraph=label
            )
        found.append((label, row))
    return found


@command(
    "priority.cast",
    {
        "question": number(),
        "levels": List(List(line(20), validate=validate.Length(min=1)), required=True),
        "seat": own_or_proxy(),
    },
    who=ELECTORS,
    when=CHECK_IN,
)
def cast(desk: Desk, question: int, levels: list[list[str]], seat: str | None) -> None:
    """A seat says what it prefers, best first, and may change it until the close; nobody else sees it before.

    What it leaves out comes last. By approval there is one level: what it approves; nothing is an answer too.
    """
    row = question_of(desk, question, KIND)
    elector = elector_of(desk, row, seat)
    check_levels([option.label for option in _options(desk.session, row)], levels)
    if row.method == Method.APPROVAL and len(levels) > 1:
        raise Refusal("one_level", N_("Here one approves or does not: give one list of what you approve."))
    preference = desk.session.scalar(
        select(Preference).where(Preference.question_id == row.id, Preference.seat == elector.seat)
    )
    if preference is None:
        made = Preference(question_id=row.id, seat=elector.seat, person=str(desk.actor))
        preference = desk.add(made, seat_audience(elector.acting))
    check_same(elector, preference.person, desk.actor)
    preference.levels, preference.at = levels, desk.now
    desk.record("priority.cast", preference.audience, question=row.number, seat=elector.seat)


@command("priority.close", {"question": number()}, who=CONDUCT, when=OPEN | {phases.Sitting.SUSPENDED})
def close(desk: Desk, question: int) -> None:
    """The choice is closed and counted: each half weighs one half, shared over the ballots cast in it.

    From now on everyone sees what each seat preferred. Several that come first are a tie, which the chair settles.
    """
    row = question_of(desk, question, KIND)
    electors = electors_of(desk, row)
    quorum = deciding(PRESETS[QUORUM], [frozen(elector) for elector in electors])
    if quorum.holds:
        found = counted(desk.session, row, electors)
        row.outcome, row.result = TIE if found.tie else CHOSEN, found.json()
        row.explanation = [sentence.record() for sentence in found.explanation()]
    else:
        row.outcome, row.result = NO_QUORUM, {}
        row.explanation = [sentence.record() for sentence in quorum.missing]
    dismiss(desk, row)
    row.state, row.closed_at = Asked.CLOSED, desk.now
    for each in desk.all_of(Preference, Preference.question_id == row.id):
        each.audience = row.audience
    desk.record("priority.closed", question=row.number, title=row.title, outcome=row.outcome)


@command(
    "priority.settle",
    {"question": number(), "option": line(20), "reason": reason()},
    who=CONDUCT,
    when=OPEN | {phases.Sitting.SUSPENDED},
)
def settle(desk: Desk, question: int, option: str, reason: str) -> None:
    """Where several come first, the chair chooses one of them and says why; the record keeps the tie."""
    row = desk.find(Question, question)
    if row.kind != KIND or row.outcome != TIE:
        raise Refusal("no_tie", N_("Question %(number)s is no tie that waits for the chair."), number=row.number)
    electors = list(desk.session.scalars(select(Elector).where(Elector.question_id == row.id)))
    found = counted(desk.session, row, electors).settle(option, reason)
    row.outcome, row.result, row.reason = CHOSEN, found.json(), reason
    row.explanation = [sentence.record() for sentence in found.explanation()]
    desk.record("priority.settled", question=row.number, option=option)


def counted(session: Session, question: Question, electors: Sequence[Elector]) -> Priority:
    """What comes first by the ballots cast, by the method of the question."""
    options = [option.label for option in _options(session, question)]
    given = select(Preference).where(Preference.question_id == question.id)
    levels = {row.seat: row.levels for row in session.scalars(given)}
    seats = {elector.seat: elector for elector in electors}
    if question.method == Method.APPROVAL:
        approvals = [
            Approval(Side(seats[seat].side), frozenset(*levels[seat]), seat, Fraction(seats[seat].weight))
            for seat in in_order(levels)
        ]
        return by_approval(options, approvals)
    rankings = [
        Ranking(Side(seats[seat].side), tuple(map(frozenset, levels[seat])), seat, Fraction(seats[seat].weight))
        for seat in in_order(levels)
    ]
    return by_ranking(options, rankings)


def as_case(session: Session, question: Question) -> dict[str, Any]:
    """The choice as a file that `deliberate choose` recounts: the options, and what each seat preferred."""
    seats = {row.seat: row for row in session.scalars(select(Elector).where(Elector.question_id == question.id))}
    given = session.scalars(select(Preference).where(Preference.question_id == question.id))
    levels = {row.seat: row.levels for row in given}
    return {
        "id": f"question-{question.number}",
        "method": question.method,
        "options": [option.label for option in _options(session, question)],
        "ballots": [
            {"seat": seat, "side": seats[seat].side, "weight": seats[seat].weight, "levels": levels[seat]}
            for seat in in_order(levels)
        ],
    }


def _options(session: Session, question: Question) -> list[Option]:
    found = select(Option).where(Option.question_id == question.id).order_by(Option.position)
    return list(session.scalars(found))
