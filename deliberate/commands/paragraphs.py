"""Paragraphs: adding, editing with a version check, moving, removing."""

from collections.abc import Iterable

from deliberate.commands.desk import Desk
from deliberate.commands.drafting import begin_epoch, settle
from deliberate.commands.fields import MOST_ITEMS, maybe_line, maybe_number, number, paragraph_text
from deliberate.commands.notes import put_aside
from deliberate.commands.registry import command
from deliberate.commands.revisions import check_seen, keep_revision, revision_text
from deliberate.commands.undivided import drop_divisions
from deliberate.domain.merging import merge
from deliberate.domain.phases import Agreement, Stage
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import OFFICE, SEATED, Role
from deliberate.store.statements import Paragraph, Part, Statement

WRITERS = SEATED | Role.RAPPORTEUR
KEEPERS = Role.RAPPORTEUR | OFFICE
DRAFTING = frozenset({Stage.DRAFTING})


@command(
    "paragraph.add",
    {
        "part": number(),
        "text": paragraph_text(),
        "caption": maybe_line(),
        "position": maybe_number(1, MOST_ITEMS),
    },
    who=WRITERS | OFFICE,
    stages=DRAFTING,
)
def add(desk: Desk, part: int, text: str, caption: str, position: int | None) -> dict[str, int]:
    """A paragraph is added to a part, at the end or at a position; those after it move down."""
    check_writer(desk)
    row = desk.part(part)
    paragraph = insert_paragraph(desk, row, position, text, caption=caption)
    desk.record("paragraph.added", part=row.position, position=paragraph.position)
    return {"paragraph": paragraph.id}


@command(
    "paragraph.edit",
    {"paragraph": number(), "text": paragraph_text(), "revision": number()},
    who=WRITERS | Role.ASSOCIATE,
    stages=DRAFTING,
)
def edit(desk: Desk, paragraph: int, text: str, revision: int) -> None:
    """A paragraph's text is replaced by one that was made from its present revision. Typing together is by this right.

    An edit of an earlier revision is refused, with the text as it is now and the two merged word by word, or with the
    fact that they clash: nobody's words are overwritten unseen.
    """
    check_writer(desk)
    row = open_paragraph(desk, paragraph)
    if writes_as_associate(desk):
        check_associates(desk, row)
    settle(desk, row)
    if row.revision != revision:
        raise _stale(desk, row, text, revision)
    if row.text == text:
        raise Refusal("no_change", N_("This is the text as it stands."))
    set_text(desk, row, text)
    desk.record("paragraph.edited", paragraph=row.id, revision=row.revision)


def _stale(desk: Desk, row: Paragraph, text: str, revision: int) -> Refusal:
    base = revision_text(desk, row, revision)
    merged = merge(base, text, row.text)
    return Refusal(
        "stale_revision",
        N_("Somebody changed this paragraph while you were writing. Look at both texts, then save again."),
        text=row.text,
        revision=row.revision,
        base=base,
        merged=merged.text,
        clash=merged.text is None,
    )


@command(
    "paragraph.move",
    {"paragraph": number(), "part": number(), "position": number(1, MOST_ITEMS)},
    who=KEEPERS,
    stages=DRAFTING,
)
def move(desk: Desk, paragraph: int, part: int, position: int) -> None:
    """The rapporteur moves a paragraph; numbers follow, ids stay."""
    row, target = desk.paragraph(paragraph), desk.part(part)
    if target.statement_id != row.statement_id:
        raise Refusal("not_found", N_("That part belongs to another statement."))
    place_paragraph(desk, row, target, position)
    desk.record("paragraph.moved", paragraph=row.id, part=target.position, position=row.position)


@command("paragraph.remove", {"paragraph": number()}, who=KEEPERS, stages=DRAFTING)
def remove(desk: Desk, paragraph: int) -> None:
    """The rapporteur removes a paragraph from the draft. Its revisions stay on record."""
    row = open_paragraph(desk, paragraph)
    settle(desk, row)
    take_out(desk, row)
    desk.record("paragraph.removed", paragraph=row.id)


def open_paragraph(desk: Desk, id_: int) -> Paragraph:
    """A paragraph that is not yet agreed, not even ad referendum."""
    row = desk.paragraph(id_)
    if row.state != Agreement.OPEN:
        raise Refusal("agreed", N_("This paragraph is agreed. The chair can reopen it if a seat asks."))
    return row


def at_revision(desk: Desk, row: Paragraph, revision: int) -> Paragraph:
    """A paragraph with everything typed so far settled, and at this revision; or a refusal with the text as it is."""
    settle(desk, row)
    check_seen(row, revision, N_("Somebody changed this paragraph meanwhile. Look at it again."))
    return row


def paragraphs_of(desk: Desk, part: Part) -> list[Paragraph]:
    """The paragraphs of a part, in order."""
    return sorted(desk.all_of(Paragraph, Paragraph.part_id == part.id), key=lambda row: row.position)


def add_paragraph(
    desk: Desk, part: Part, position: int, text: str, *, caption: str = "", amendment: int | None = None
) -> Paragraph:
    """A new paragraph with its first revision, at a position that is free."""
    row = Paragraph(
        statement_id=part.statement_id,
        part_id=part.id,
        position=position,
        caption=caption,
        text=text,
        revision=1,
        state=Agreement.OPEN,
    )
    desk.add(row)
    desk.session.flush()
    keep_revision(desk, row, amendment)
    return row


def insert_paragraph(
    desk: Desk, part: Part, position: int | None, text: str, *, caption: str = "", amendment: int | None = None
) -> Paragraph:
    """A new paragraph at a position, or at the end; those after it move down."""
    others = paragraphs_of(desk, part)
    if len(others) >= MOST_ITEMS:
        raise Refusal("too_many", N_("A part has at most %(most)s paragraphs."), most=MOST_ITEMS)
    row = add_paragraph(desk, part, len(others) + 1, text, caption=caption, amendment=amendment)
    others.insert(min(position or MOST_ITEMS, len(others) + 1) - 1, row)
    in_order(others)
    return row


def place_paragraph(desk: Desk, row: Paragraph, part: Part, position: int) -> None:
    """A paragraph stands elsewhere: those it leaves move up, those after it move down."""
    source = desk.find(Part, row.part_id)
    rest = [each for each in paragraphs_of(desk, source) if each is not row]
    goal = rest if part is source else paragraphs_of(desk, part)
    row.part_id = part.id
    goal.insert(position - 1, row)
    in_order(rest)
    in_order(goal)


def set_text(desk: Desk, row: Paragraph, text: str, *, amendment: int | None = None) -> None:
    """A new revision of a paragraph, after what was typed so far; who has it open starts again from this text."""
    settle(desk, row)
    begin_epoch(desk, row)
    drop_divisions(desk, Paragraph.noun, row.id)
    row.text = text
    row.revision += 1
    keep_revision(desk, row, amendment)


def take_out(desk: Desk, row: Paragraph) -> None:
    """A paragraph leaves the text; those after it move up."""
    part = desk.find(Part, row.part_id)
    row.archived = True
    drop_divisions(desk, Paragraph.noun, row.id)
    put_aside(desk, Paragraph.noun, row.id)
    in_order([each for each in paragraphs_of(desk, part) if each is not row])


def in_order(rows: Iterable[Paragraph | Part]) -> None:
    """Number rows by the order they are in."""
    for position, row in enumerate(rows, start=1):
        row.position = position


def check_writer(desk: Desk) -> None:
    """A member writes from a seat that is checked in; rapporteur and secretariat keep the text at any time."""
    if not desk.is_any(KEEPERS) and not writes_as_associate(desk):
        desk.present_seat()


def writes_as_associate(desk: Desk) -> bool:
    """Whether the actor is an associate, and has neither a seat to write from nor an office that keeps the text."""
    return desk.is_any(Role.ASSOCIATE) and not desk.is_any(SEATED | KEEPERS)


def check_associates(desk: Desk, paragraph: Paragraph) -> None:
    """Refuse unless the chair lets associates write in this paragraph's statement."""
    if not desk.find(Statement, paragraph.statement_id).associates_write:
        raise Refusal("not_allowed", N_("Associates write in this statement once the chair lets them."))
