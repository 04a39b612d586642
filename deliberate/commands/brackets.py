"""Brackets: a seat asks that words stand in them, the chair or the rapporteur settles them; both stand on record."""

import unicodedata

from deliberate.commands.adoption import rebase_pending
from deliberate.commands.desk import Desk
from deliberate.commands.fields import PARAGRAPH, number, one_of, paragraph_text
from deliberate.commands.fields import seat as seat_field
from deliberate.commands.paragraphs import at_revision, open_paragraph, set_text
from deliberate.commands.registry import command
from deliberate.commands.statements import WORKED_ON
from deliberate.domain.bracketing import Choice, ask, name_in_brackets, settle
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED, Role, role_names
from deliberate.store.seats import Seat
from deliberate.store.statements import Paragraph

SETTLERS = CONDUCT | Role.RAPPORTEUR


@command(
    "bracket.ask",
    {
        "paragraph": number(),
        "revision": number(),
        "start": number(0, PARAGRAPH),
        "end": number(1, PARAGRAPH),
        "words": paragraph_text(),
        "seat": seat_field(load_default=None, allow_none=True),
    },
    who=SEATED | SETTLERS,
    stages=WORKED_ON,
)
def ask_for(desk: Desk, paragraph: int, revision: int, start: int, end: int, words: str, seat: str | None) -> None:
    """A seat asks that words of a paragraph stand in brackets: it does not agree to them, and its name says so.

    `start` and `end` count Unicode code points of the text at this revision; `words` is what stands between them.
    What another seat asks for in the room, the chair or the rapporteur enters: `seat` names it, and the record says by
    which office it was entered. That seat is checked in.
    """
    open_now = open_paragraph(desk, paragraph)
    asking, office = _asking(desk, seat)
    row = at_revision(desk, open_now, revision)
    if unicodedata.normalize("NFC", row.text[start:end]).strip() != words:
        raise Refusal("other_words", N_("Other words stand at this place. Select them again."))
    by = name_in_brackets(asking.delegation, asking.id)
    _set(desk, row, ask(row.text, start, end, by))
    entered = {"office": office} if office else {}
    desk.record("bracket.asked", paragraph=row.id, revision=row.revision, seat=asking.id, by=by, words=words, **entered)


@command(
    "bracket.resolve",
    {"paragraph": number(), "revision": number(), "at": number(0, PARAGRAPH), "choice": one_of(Choice)},
    who=SETTLERS,
    stages=WORKED_ON,
)
def resolve(desk: Desk, paragraph: int, revision: int, at: int, choice: str) -> None:
    """The chair or the rapporteur settles one bracket as the room agreed; what stood and what was chosen is on record.

    The bracket is the one that opens at character `at` (in Unicode code points) of the text at this revision. `keep`
    leaves its words, without alternatives to them; `delete` takes it out; `neither` takes its alternatives out too.
    """
    row = at_revision(desk, open_paragraph(desk, paragraph), revision)
    settled = settle(row.text, at, Choice(choice))
    _set(desk, row, settled.text.strip())
    desk.record(
        "bracket.resolved",
        paragraph=row.id,
        revision=row.revision,
        choice=choice,
        stood=settled.stood,
        chosen=settled.chosen,
        office=_office(desk),
    )


def _asking(desk: Desk, seat: str | None) -> tuple[Seat, str]:
    """The seat that asks, and the office that enters it: none, where the seat asks by itself."""
    own = desk.standing.seat
    if seat is None and own is None:
        raise Refusal("whose", N_("Say which seat asks for the brackets."))
    if seat is None or (own is not None and own.id == seat):
        return desk.present_seat(), ""
    if not desk.is_any(SETTLERS):
        raise Refusal("not_allowed", N_("A seat asks in its own name; for another, the chair or the rapporteur does."))
    found = desk.seats().get(seat)
    if found is None:
        raise Refusal("not_found", N_("There is no seat %(seat)s in the plan."), seat=seat)
    if desk.attendance(seat) is None:
        raise Refusal("not_present", N_("Seat %(seat)s is not checked in. Check in first."), seat=seat)
    return found, _office(desk)


def _office(desk: Desk) -> str:
    """The office in which the actor enters what the room asked for or agreed."""
    return role_names(desk.standing.roles & SETTLERS)[0]


def _set(desk: Desk, row: Paragraph, text: str) -> None:
    """The text with the bracket; amendments to the paragraph are carried over to it."""
    if not text:
        raise Refusal("no_text", N_("Nothing would be left of this paragraph. Remove the paragraph instead."))
    if len(text) > PARAGRAPH:
        raise Refusal("too_long", N_("A paragraph has at most %(most)s characters."), most=PARAGRAPH)
    set_text(desk, row, text)
    rebase_pending(desk, row)
