"""Amendments: tabling, sponsoring, withdrawing, redrafting, and what an adopted one does to the text."""

from typing import Any

from deliberate.commands.desk import Desk
from deliberate.commands.fields import PARAGRAPH, Words, maybe_number, note, number, one_of, paragraph_text
from deliberate.commands.paragraphs import insert_paragraph, open_paragraph, paragraphs_of, set_text, take_out
from deliberate.commands.registry import command
from deliberate.domain.amendments import ALIVE, Kind, rebase
from deliberate.domain.phases import Proposed, Stage
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import SEATED
from deliberate.domain.text import diff
from deliberate.store.amendments import Amendment
from deliberate.store.statements import Paragraph, Part

NEGOTIATION = frozenset({Stage.NEGOTIATION})


@command(
    "amendment.table",
    {
        "kind": one_of(Kind),
        "paragraph": maybe_number(),
        "part": maybe_number(),
        "text": Words(PARAGRAPH, least=0, lines=True, load_default=""),
        "revision": maybe_number(),
        "reason": note(),
    },
    who=SEATED,
    stages=NEGOTIATION,
)
def table(
    desk: Desk, kind: str, paragraph: int | None, part: int | None, text: str, revision: int | None, reason: str
) -> dict[str, Any]:
    """A seat proposes to replace a paragraph's text, to delete it, or to insert a new one after it.

    The amendment keeps the text it was made from, and the whole text it would leave. To insert a paragraph at the
    beginning of a part, name the part and no paragraph.
    """
    seat = desk.present_seat()
    target = open_paragraph(desk, paragraph) if paragraph is not None and kind != "insert" else None
    place = _place(desk, kind, paragraph, part)
    base = target.text if target is not None else ""
    if target is not None and revision != target.revision:
        raise Refusal(
            "stale_revision",
            N_("The paragraph has changed since you began. Look at it again, then table your amendment."),
            text=target.text,
            revision=target.revision,
        )
    _check_text(kind, base, text)
    amendment = Amendment(
        number=desk.next_number(Amendment),
        statement_id=place.statement_id,
        part_id=place.id,
        paragraph_id=paragraph,
        kind=kind,
        base=base,
        base_revision=target.revision if target is not None else 0,
        text=text,
        diff=changes(base, text),
        reason=reason,
        state=Proposed.TABLED,
        seat=seat.id,
        sponsors=[seat.id],
        at=desk.now,
    )
    desk.add(amendment)
    desk.session.flush()
    desk.record("amendment.tabled", amendment=amendment.label, seat=seat.id)
    return {"amendment": amendment.id, "label": amendment.label}


def _place(desk: Desk, kind: str, paragraph: int | None, part: int | None) -> Part:
    if paragraph is not None:
        place = desk.part(desk.paragraph(paragraph).part_id)
        if part in (None, place.id):
            return place
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="part: the paragraph is in another")
    if part is not None and kind == "insert":
        return desk.part(part)
    raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="paragraph: which one?")


def _check_text(kind: str, base: str, text: str) -> None:
    if kind == "delete" and text:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="text: a deletion leaves none")
    if kind != "delete" and not text:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="text: what should it say?")
    if text == base:
        raise Refusal("no_change", N_("This is the text as it stands."))


@command("amendment.cosponsor", {"amendment": number()}, who=SEATED, stages=NEGOTIATION)
def cosponsor(desk: Desk, amendment: int) -> None:
    """Another seat stands behind an amendment."""
    seat, row = desk.present_seat(), _alive(desk, amendment)
    if seat.id in row.sponsors:
        raise Refusal("already_so", N_("%(seat)s is a sponsor already."), seat=seat.id)
    row.sponsors = [*row.sponsors, seat.id]
    desk.record("amendment.cosponsored", amendment=row.label, seat=seat.id)


@command("amendment.leave", {"amendment": number()}, who=SEATED, stages=NEGOTIATION)
def leave(desk: Desk, amendment: int) -> None:
    """A co-sponsor no longer stands behind an amendment. Its mover withdraws it instead."""
    seat, row = desk.acting_seat(), _alive(desk, amendment)
    if seat.id == row.seat or seat.id not in row.sponsors:
        raise Refusal("not_sponsor", N_("%(seat)s is not a co-sponsor of this amendment."), seat=seat.id)
    row.sponsors = [each for each in row.sponsors if each != seat.id]
    desk.record("amendment.left", amendment=row.label, seat=seat.id)


@command("amendment.withdraw", {"amendment": number()}, who=SEATED, stages=NEGOTIATION)
def withdraw(desk: Desk, amendment: int) -> None:
    """The seat that moved an amendment withdraws it. It stays on record."""
    seat, row = desk.acting_seat(), _alive(desk, amendment)
    if seat.id != row.seat:
        raise Refusal("not_sponsor", N_("%(mover)s moved this amendment and alone withdraws it."), mover=row.seat)
    row.state = Proposed.WITHDRAWN
    desk.record("amendment.withdrawn", amendment=row.label, seat=seat.id)


@command(
    "amendment.redraft",
    {"amendment": number(), "text": paragraph_text(), "revision": number()},
    who=SEATED,
    stages=NEGOTIATION,
)
def redraft(desk: Desk, amendment: int, text: str, revision: int) -> None:
    """The seat that moved an amendment gives it a new text, made from the paragraph as it is now."""
    seat, row = desk.present_seat(), _alive(desk, amendment)
    if seat.id != row.seat:
        raise Refusal("not_sponsor", N_("%(mover)s moved this amendment and alone redrafts it."), mover=row.seat)
    if row.kind == "delete":
        raise Refusal("no_change", N_("A deletion has no text. Withdraw it, or leave it as it is."))
    before = row.base, row.text
    if row.kind == "replace":
        target = open_paragraph(desk, int(row.paragraph_id or 0))
        if revision != target.revision:
            raise Refusal(
                "stale_revision",
                N_("The paragraph has changed since you began. Look at it again, then save your redraft."),
                text=target.text,
                revision=target.revision,
            )
        row.base, row.base_revision = target.text, target.revision
    _check_text(row.kind, row.base, text)
    if (row.base, text) == before:
        raise Refusal("no_change", N_("%(amendment)s says this already."), amendment=row.label)
    row.text, row.diff, row.state = text, changes(row.base, text), Proposed.TABLED
    desk.record("amendment.redrafted", amendment=row.label, seat=seat.id)


def _alive(desk: Desk, id_: int) -> Amendment:
    row = desk.amendment(id_)
    if row.state not in ALIVE:
        raise Refusal("decided", N_("%(amendment)s is %(state)s already."), amendment=row.label, state=row.state)
    return row


def changes(base: str, text: str) -> list[list[str]]:
    """The difference between two texts as records hold it."""
    return [list(change) for change in diff(base, text)]


def label_of(desk: Desk, amendment: Amendment) -> str:
    """The amendment's name with the number of the paragraph it is about, such as `A7, 3.2`."""
    part = desk.find(Part, amendment.part_id)
    if amendment.paragraph_id is None:
        return f"{amendment.label}, {part.position}.0"
    return f"{amendment.label}, {part.position}.{desk.find(Paragraph, amendment.paragraph_id).position}"


def ready_for_decision(desk: Desk, amendment: Amendment) -> None:
    """Refuse to put an amendment that is decided, or to be redrafted, or without the co-sponsors the group asks for."""
    if amendment.state == Proposed.REDRAFT:
        raise Refusal("to_redraft", N_("%(amendment)s is to be redrafted first."), amendment=amendment.label)
    if amendment.state != Proposed.TABLED:
        raise Refusal(
            "decided", N_("%(amendment)s is %(state)s already."), amendment=amendment.label, state=amendment.state
        )
    missing = desk.group.settings["cosponsors"] - (len(amendment.sponsors) - 1)
    if missing > 0:
        raise Refusal("cosponsors_missing", N_("%(missing)s more co-sponsors are needed first."), missing=missing)


def apply(desk: Desk, amendment: Amendment) -> Paragraph | Part:
    """An adopted amendment changes the text; the others to the same paragraph are rebased, to be redrafted, or fall.

    What it gives back is where the adopted words stand now; of a paragraph that it deleted, the part it stood in.
    """
    amendment.state = Proposed.ADOPTED
    if amendment.kind == "insert":
        part = desk.find(Part, amendment.part_id)
        after = 0
        if amendment.paragraph_id is not None:
            after = desk.find(Paragraph, amendment.paragraph_id).position
        new = insert_paragraph(desk, part, after + 1, amendment.text, amendment=amendment.id)
        _follow(desk, amendment, new)
        return new
    paragraph = desk.find(Paragraph, amendment.paragraph_id)
    if amendment.kind == "delete":
        place = [row.id for row in paragraphs_of(desk, desk.find(Part, paragraph.part_id))]
        take_out(desk, paragraph)
        _fall(desk, amendment, paragraph, place)
        return desk.find(Part, paragraph.part_id)
    set_text(desk, paragraph, amendment.text, amendment=amendment.id)
    rebase_pending(desk, paragraph)
    return paragraph


def _others(desk: Desk, amendment: Amendment, paragraph: Paragraph) -> list[Amendment]:
    found = desk.all_of(Amendment, Amendment.paragraph_id == paragraph.id, Amendment.state.in_(ALIVE))
    return [each for each in found if each is not amendment]


def _follow(desk: Desk, amendment: Amendment, new: Paragraph) -> None:
    """Of paragraphs proposed for the same place the earlier amendment's comes first, whichever is adopted first."""
    same_place = Amendment.part_id == amendment.part_id, Amendment.paragraph_id == amendment.paragraph_id
    for each in desk.all_of(Amendment, *same_place, Amendment.kind == Kind.INSERT, Amendment.state.in_(ALIVE)):
        if each.number > amendment.number:
            each.paragraph_id = new.id


def _fall(desk: Desk, amendment: Amendment, paragraph: Paragraph, place: list[int]) -> None:
    """With the paragraph its amendments fall; what was to be inserted after it goes where it stood."""
    before = place[place.index(paragraph.id) - 1] if place.index(paragraph.id) else None
    for each in _others(desk, amendment, paragraph):
        if each.kind == "insert":
            each.paragraph_id = before
        else:
            each.state = Proposed.FALLEN


def rebase_pending(desk: Desk, paragraph: Paragraph) -> None:
    """A paragraph has a new text: the amendments to it are carried over to that, to be redrafted, or fall."""
    for each in desk.all_of(Amendment, Amendment.paragraph_id == paragraph.id, Amendment.state.in_(ALIVE)):
        if each.kind == "delete":
            each.base, each.base_revision, each.diff = paragraph.text, paragraph.revision, changes(paragraph.text, "")
        elif each.kind == "replace":
            moved = rebase(each.base, paragraph.text, each.text)
            each.state = moved.state
            if moved.text is not None:
                each.text, each.base, each.base_revision = moved.text, paragraph.text, paragraph.revision
                each.diff = changes(each.base, each.text)
