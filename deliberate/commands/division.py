"""Division: a seat asks for a separate vote on parts of a text, the chair rules, and each part is put by itself."""

from marshmallow import Schema, validate
from marshmallow.fields import List, Nested

from deliberate.commands.adoption import delete, end, give_text, label_of
from deliberate.commands.agreement import check_settled
from deliberate.commands.desk import Desk
from deliberate.commands.fields import note, number, one_of, paragraph_text, reason
from deliberate.commands.paragraphs import open_paragraph, set_text
from deliberate.commands.registry import command
from deliberate.commands.revisions import check_seen
from deliberate.commands.sponsors import check_ready, check_tabled
from deliberate.commands.targets import NEGOTIATION, alive
from deliberate.commands.undivided import not_ruled_on, pending_divisions
from deliberate.domain.amendments import ALREADY_THERE, Kind
from deliberate.domain.division import FEWEST, MOST, PENDING, Divided, cut, left_of
from deliberate.domain.phases import Proposed
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, SEATED
from deliberate.store.amendments import Amendment
from deliberate.store.divisions import Division
from deliberate.store.statements import Paragraph, Part

OfFields = Schema.from_dict({"type": one_of([Amendment.noun, Paragraph.noun]), "id": number()}, name="DivisionOf")


@command(
    "division.ask",
    {
        "of": Nested(OfFields, required=True),
        "revision": number(),
        "pieces": List(paragraph_text(), required=True, validate=validate.Length(FEWEST, MOST)),
        "reason": note(),
    },
    who=SEATED,
    stages=NEGOTIATION,
)
def ask(desk: Desk, of: dict[str, int | str], revision: int, pieces: list[str], reason: str) -> dict[str, int]:
    """A seat asks that parts of a paragraph, or of the text that an amendment proposes, be put separately.

    `pieces` are the words of that text at this revision, in their order, cut where the seat chooses; no word is
    changed or cut in two (UN General Assembly, rules 89 and 129). One division of a text waits at a time.
    """
    seat = desk.present_seat()
    row = _divisible(desk, str(of["type"]), int(of["id"]))
    check_seen(row, revision, N_("The text has changed since you began. Look at it again, then choose the parts."))
    if waiting := pending_divisions(desk, row.noun, [row.id]):
        raise Refusal("already_so", N_("%(seat)s has asked for a division of this text."), seat=waiting[0].seat)
    division = Division(
        statement_id=row.statement_id,
        of_type=row.noun,
        of_id=row.id,
        revision=revision,
        pieces=[{"text": piece, "adopted": None} for piece in cut(row.text, pieces)],
        seat=seat.id,
        reason=reason,
        state=Divided.ASKED,
        at=desk.now,
    )
    desk.add(division)
    desk.session.flush()
    desk.record("division.asked", of=_name(desk, row), seat=seat.id, reason=reason)
    return {"division": division.id}


@command("division.withdraw", {"division": number()}, who=SEATED, stages=NEGOTIATION)
def withdraw(desk: Desk, division: int) -> None:
    """The seat that asked for a division does so no longer, as long as no part has been decided."""
    seat, row = desk.acting_seat(), _waiting(desk, division)
    if seat.id != row.seat:
        raise Refusal("not_sponsor", N_("%(seat)s asked for this division and alone withdraws it."), seat=row.seat)
    if any(piece["adopted"] is not None for piece in row.pieces):
        raise Refusal("decided", N_("A part has been decided. The others are put as well."))
    row.state = Divided.WITHDRAWN
    desk.record("division.withdrawn", of=_name(desk, _divided(desk, row)), seat=seat.id)


@command("division.grant", {"division": number()}, who=CONDUCT, stages=NEGOTIATION)
def grant(desk: Desk, division: int) -> None:
    """The chair grants a division: the parts are put one by one, and the text as a whole after them."""
    row = _to_rule_on(desk, division)
    row.state = Divided.GRANTED
    desk.record("division.granted", of=_name(desk, _divided(desk, row)), seat=row.seat)


@command("division.refuse", {"division": number(), "reason": reason()}, who=CONDUCT, stages=NEGOTIATION)
def refuse(desk: Desk, division: int, reason: str) -> None:
    """The chair refuses a division, or finds that the group objects to it; the reason is on record."""
    row = _to_rule_on(desk, division)
    row.state, row.ruling = Divided.REFUSED, reason
    desk.record("division.refused", of=_name(desk, _divided(desk, row)), seat=row.seat, reason=reason)


def next_piece(desk: Desk, row: Division) -> tuple[str, str, int]:
    """The part to be put next: what it is called, such as `A7, 3.2 (1/3)`, its words, and its paragraph's id."""
    if row.state == Divided.ASKED:
        raise not_ruled_on(row)
    if row.state != Divided.GRANTED:
        raise Refusal("decided", N_("This division is %(state)s already."), state=row.state)
    text = _divided(desk, row)
    if isinstance(text, Amendment):
        check_ready(desk, text)
        paragraph = 0 if text.kind == Kind.INSERT else int(text.paragraph_id or 0)
    else:
        check_settled(desk, text)
        paragraph = text.id
    at = _next(row)
    return f"{_name(desk, text)} ({at + 1}/{len(row.pieces)})", row.pieces[at]["text"].strip(), paragraph


def settle_piece(desk: Desk, row: Division, *, adopted: bool) -> None:
    """The part that was put is decided; after the last one, what was rejected leaves the text.

    What is left is then put as a whole, as any text is. When nothing is left, the amendment is rejected, or the
    paragraph leaves the statement.
    """
    at = _next(row)
    row.pieces = [{**piece, "adopted": adopted} if at == n else piece for n, piece in enumerate(row.pieces)]
    if any(piece["adopted"] is None for piece in row.pieces):
        return
    row.state = Divided.DECIDED
    text, division = left_of([(piece["text"], piece["adopted"]) for piece in row.pieces])
    divided = _divided(desk, row)
    if isinstance(divided, Amendment):
        _leave_amendment(desk, divided, text, whole=division.put_as_a_whole)
    elif not division.put_as_a_whole:
        delete(desk, divided)
    elif text != divided.text:
        set_text(desk, divided, text)


def _leave_amendment(desk: Desk, amendment: Amendment, text: str, *, whole: bool) -> None:
    if not whole:
        end(desk, amendment, Proposed.REJECTED)
    elif text == amendment.base:
        end(desk, amendment, Proposed.FALLEN, ALREADY_THERE)
    elif text != amendment.text:
        give_text(desk, amendment, text)


def _divisible(desk: Desk, noun: str, id_: int) -> Amendment | Paragraph:
    """A text on which nothing is decided yet, and that has words of its own."""
    if noun == Paragraph.noun:
        return open_paragraph(desk, id_)
    row = alive(desk, id_)
    check_tabled(row)
    if row.kind not in (Kind.REPLACE, Kind.INSERT):
        raise Refusal("no_text", N_("%(amendment)s has no text of its own to divide."), amendment=row.label)
    return row


def _waiting(desk: Desk, id_: int) -> Division:
    """A division that waits for a ruling or a decision, of a text under no open question."""
    row = desk.find(Division, id_)
    desk.statement(row.statement_id)
    if row.state not in PENDING:
        raise Refusal("decided", N_("This division is %(state)s already."), state=row.state)
    return row


def _to_rule_on(desk: Desk, id_: int) -> Division:
    row = _waiting(desk, id_)
    if row.state != Divided.ASKED:
        raise Refusal("already_so", N_("This division is granted already."))
    return row


def _divided(desk: Desk, row: Division) -> Amendment | Paragraph:
    if row.of_type == Amendment.noun:
        return desk.find(Amendment, row.of_id)
    return desk.find(Paragraph, row.of_id)


def _next(row: Division) -> int:
    return next(at for at, piece in enumerate(row.pieces) if piece["adopted"] is None)


def _name(desk: Desk, row: Amendment | Paragraph) -> str:
    if isinstance(row, Amendment):
        return label_of(desk, row)
    return f"{desk.find(Part, row.part_id).position}.{row.position}"
