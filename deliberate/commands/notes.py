"""Notes to an adopted text: what seats put on record when they joined with a reservation, or stood aside."""

from collections.abc import Iterable

from deliberate.commands.desk import Desk
from deliberate.domain.consensus import Stance
from deliberate.store.notes import Note
from deliberate.store.questions import Elector, Position, Question
from deliberate.store.silence import Silence, SilenceMessage
from deliberate.store.statements import Paragraph, Part, Statement

NOTED = (Stance.RESERVATION, Stance.STAND_ASIDE)
"""The stances that stay with an adopted text. An objection that did not hold it up stays with its question."""

Adopted = Paragraph | Part | Statement | None
"""What a decision adopted: a paragraph, a part or a statement as it stands now."""


def note_positions(
    desk: Desk, question: Question, adopted: Adopted, taken: Iterable[Position], electors: Iterable[Elector]
) -> None:
    """Reservations and dissociations go on record under the text that a call adopted; a free question has none."""
    delegations = {elector.seat: elector.delegation for elector in electors}
    for position in taken:
        if position.stance in NOTED:
            note = Note(kind=position.stance, seat=position.seat, text=position.reason, at=position.at)
            note.delegation = delegations.get(position.seat)
            note.question_id, note.number = question.id, question.number
            _attach(desk, note, adopted, question.audience)


def note_messages(desk: Desk, silence: Silence, adopted: Adopted, received: Iterable[SilenceMessage]) -> None:
    """What seats attached to a text under silence goes on record under it once it is adopted."""
    for message in received:
        note = Note(kind=message.kind, seat=message.seat, text=message.text, at=message.received_at)
        note.delegation = message.delegation
        note.silence_id, note.number = silence.id, silence.number
        _attach(desk, note, adopted, silence.audience)


def _attach(desk: Desk, note: Note, adopted: Adopted, audience: str) -> None:
    if adopted is not None:
        note.about_type, note.about_id = adopted.noun, adopted.id
        desk.add(note, audience)


def put_aside(desk: Desk, noun: str, id_: int) -> None:
    """A text is open again, or gone: the notes to it are history, kept with the questions they were said in."""
    for note in desk.all_of(Note, Note.about_type == noun, Note.about_id == id_):
        note.archived = True
