"""The hall: what the big screen shows."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import maybe_number, one_of
from deliberate.commands.registry import command
from deliberate.commands.sittings import NOT_CLOSED
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT
from deliberate.store.statements import Paragraph

SHOWN = ("automatic", "floor", "text", "decision", "balance")
"""What the screen can show; by itself, it shows what goes on."""


@command("hall.show", {"what": one_of(SHOWN), "paragraph": maybe_number()}, who=CONDUCT, when=NOT_CLOSED)
def show(desk: Desk, what: str, paragraph: int | None) -> None:
    """The chair says what the hall sees: what goes on, or the floor, a paragraph, the decision, the speaking time."""
    if what == "text" and paragraph is None:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="paragraph: which one?")
    if paragraph is not None:
        desk.find(Paragraph, paragraph)
    sitting = desk.now_sitting()
    sitting.hall, sitting.hall_paragraph = what, paragraph if what == "text" else None
    desk.record("hall.shown", what=what)
