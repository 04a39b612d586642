"""Notes to an adopted text: what seats put on record when they joined with a reservation, or stood aside."""

from collections.abc import Iterable

from deliberate.commands.desk import Desk
from deliberate.domain.consensus import Stance
from deliberate.store.db import Recorded
from deliberate.store.notes import Note
from deliberate.store.questions import Elector, Position, Question

NOTED = (Stance.RESERVATION, Stance.STAND_ASIDE)
"""The stances that stay with an adopted text. An objection that did not hold it up stays with its question."""


def note_positions(
    desk: Desk, question: Question, adopted: Recorded | None, taken: Iterable[Position], electors: Iterable[Elector]
) -> None:
    """Reservations and dissociations go on record under the text that a call adopted; a free question has none."""
    if adopted is None:
        return
    delegations = {elector.seat: elector.delegation for elector in electors}
    for position in taken:
        if position.stance in NOTED:
            note = Note(
                about_type=adopted.noun,
                about_id=adopted.id,  # type: ignore[attr-defined] # a paragraph, a part or a statement: each has one
                kind=position.stance,
                seat=position.seat,
                delegation=delegations.get(position.seat),
                text=position.reason,
                question_id=question.id,
                number=question.number,
                at=position.at,
            )
            desk.add(note, question.audience)


def put_aside(desk: Desk, noun: str, id_: int) -> None:
    """A text is open again, or gone: the notes to it are history, kept with the questions they were said in."""
    for note in desk.all_of(Note, Note.about_type == noun, Note.about_id == id_):
        note.archived = True
