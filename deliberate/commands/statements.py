"""Statements and their parts: founding the text, its structure, its stages."""

from typing import Any

from marshmallow import Schema, validate
from marshmallow.fields import List, Nested

from deliberate.commands.desk import Desk
from deliberate.commands.drafting import settle_statement
from deliberate.commands.fields import (
    LINE,
    MOST_ITEMS,
    line,
    maybe_line,
    maybe_number,
    number,
    one_of,
    paragraph_text,
    truth,
)
from deliberate.commands.paragraphs import add_paragraph, in_order
from deliberate.commands.registry import command
from deliberate.commands.undivided import check_undivided
from deliberate.domain.brackets import check_clean
from deliberate.domain.phases import Stage, move_stage
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE, Role
from deliberate.store.amendments import Amendment
from deliberate.store.statements import Paragraph, Part, Statement

KEEPERS = Role.RAPPORTEUR | OFFICE
"""Who keeps the text: its order, its titles, its captions."""

WORKED_ON = frozenset({Stage.DRAFTING, Stage.NEGOTIATION})
BEFORE_ADOPTION = WORKED_ON | {Stage.FINAL}
PARTS = 50

ParagraphFields = Schema.from_dict({"caption": maybe_line(), "text": paragraph_text()}, name="ImportedParagraph")
PartFields = Schema.from_dict(
    {
        "title": line(),
        "caption": maybe_line(2 * LINE),
        "paragraphs": List(Nested(ParagraphFields), required=True, validate=validate.Length(max=MOST_ITEMS)),
    },
    name="ImportedPart",
)


@command("statement.create", {"title": line(), "theme": maybe_line(2 * LINE)}, who=KEEPERS | CONDUCT)
def create(desk: Desk, title: str, theme: str) -> dict[str, int]:
    """A new statement, empty, in drafting."""
    statement = _begin(desk, title, theme, "")
    desk.record("statement.created", title=title)
    return {"statement": statement.id}


@command(
    "statement.import",
    {
        "title": line(),
        "theme": maybe_line(2 * LINE),
        "note": maybe_line(),
        "parts": List(Nested(PartFields), required=True, validate=validate.Length(min=1, max=PARTS)),
    },
    who=KEEPERS,
)
def import_statement(desk: Desk, title: str, theme: str, note: str, parts: list[dict[str, Any]]) -> dict[str, int]:
    """A statement with all its parts and paragraphs at once, as read from a report."""
    statement = _begin(desk, title, theme, note)
    for position, given in enumerate(parts, start=1):
        part = _add_part(desk, statement, position, given["title"], given["caption"])
        for place, each in enumerate(given["paragraphs"], start=1):
            add_paragraph(desk, part, place, each["text"], caption=each["caption"])
    desk.record("statement.imported", title=title, parts=len(parts))
    return {"statement": statement.id}


def _begin(desk: Desk, title: str, theme: str, note: str) -> Statement:
    statement = Statement(title=title, theme=theme, note=note, language=desk.group.language, stage=Stage.DRAFTING)
    desk.add(statement)
    desk.session.flush()
    return statement


@command(
    "statement.update",
    {"statement": number(), "title": line(), "theme": maybe_line(2 * LINE)},
    who=KEEPERS,
    stages=WORKED_ON,
)
def describe(desk: Desk, statement: int, title: str, theme: str) -> None:
    """The rapporteur changes a statement's title or theme."""
    row = desk.statement(statement)
    row.title, row.theme = title, theme
    desk.record("statement.updated", title=title)


@command(
    "statement.set_stage",
    {"statement": number(), "stage": one_of(Stage)},
    who=Role.CHAIR | Role.COCHAIR,
    stages=BEFORE_ADOPTION,
)
def set_stage(desk: Desk, statement: int, stage: str) -> None:
    """The chair moves a statement on from drafting to negotiation and to final, or back by one stage.

    In drafting and in final no amendment is pending. In final no bracket is left either, and nothing changes the text:
    it is put as a whole.
    """
    row = desk.statement(statement)
    before, row.stage = row.stage, move_stage(Stage(row.stage), Stage(stage))
    settle_statement(desk, row)
    if row.stage is not Stage.NEGOTIATION:
        check_decided(desk, row)
    if row.stage is Stage.FINAL:
        check_final(desk, row)
    desk.record("statement.stage_set", title=row.title, stage=stage, before=before)


@command(
    "statement.set_associates_write",
    {"statement": number(), "associates_write": truth()},
    who=Role.CHAIR | Role.COCHAIR,
    stages={Stage.DRAFTING},
)
def set_associates_write(desk: Desk, statement: int, associates_write: bool) -> None:
    """The chair lets associates write in a statement together with the members, or no longer."""
    row = desk.statement(statement)
    if row.associates_write == associates_write:
        raise Refusal("already_so", N_("The statement is so already."))
    row.associates_write = associates_write
    desk.record("statement.associates_write_set", title=row.title, associates_write=associates_write)


def check_decided(desk: Desk, statement: Statement) -> None:
    """Refuse while an amendment is pending, or a division of a paragraph."""
    if waiting := pending_amendments(desk, statement):
        labels = ", ".join(each.label for each in waiting)
        raise Refusal("amendments_pending", N_("Decide or withdraw first: %(amendments)s."), amendments=labels)
    paragraphs = desk.all_of(Paragraph, Paragraph.statement_id == statement.id)
    check_undivided(desk, Paragraph.noun, *(each.id for each in paragraphs))


def check_final(desk: Desk, statement: Statement) -> None:
    """Refuse while there is no text, or any bracket is left in it."""
    rows = desk.all_of(Paragraph, Paragraph.statement_id == statement.id)
    if not rows:
        raise Refusal("no_text", N_("This statement has no text yet."))
    for each in rows:
        check_clean(each.text)


@command("statement.mark_checked", {"statement": number()}, who=Role.RAPPORTEUR, stages={Stage.ADOPTED})
def mark_checked(desk: Desk, statement: int) -> None:
    """The rapporteur has checked the adopted text: the note that asks for the check no longer stands on the report."""
    row = desk.statement(statement)
    if row.checked:
        raise Refusal("already_so", N_("This text is marked as checked already."))
    row.checked = True
    desk.record("statement.marked_checked", title=row.title)


@command(
    "part.add",
    {"statement": number(), "title": line(), "caption": maybe_line(2 * LINE), "position": maybe_number(1, PARTS)},
    who=KEEPERS,
    stages={Stage.DRAFTING},
)
def add_part(desk: Desk, statement: int, title: str, caption: str, position: int | None) -> dict[str, int]:
    """A part is added to a statement, at the end or at a position."""
    row = desk.statement(statement)
    parts = _parts(desk, row)
    if len(parts) >= PARTS:
        raise Refusal("too_many", N_("A statement has at most %(most)s parts."), most=PARTS)
    part = _add_part(desk, row, len(parts) + 1, title, caption)
    parts.insert(min(position or PARTS, len(parts) + 1) - 1, part)
    in_order(parts)
    desk.record("part.added", title=title)
    return {"part": part.id}


@command(
    "part.update",
    {"part": number(), "title": line(), "caption": maybe_line(2 * LINE)},
    who=KEEPERS,
    stages=WORKED_ON,
)
def describe_part(desk: Desk, part: int, title: str, caption: str) -> None:
    """The rapporteur changes a part's title or caption."""
    row = desk.part(part)
    row.title, row.caption = title, caption
    desk.record("part.updated", title=title)


@command("part.move", {"part": number(), "position": number(1, PARTS)}, who=KEEPERS, stages={Stage.DRAFTING})
def move_part(desk: Desk, part: int, position: int) -> None:
    """The rapporteur moves a part, with all that is in it; numbers follow, ids stay."""
    row = desk.part(part)
    parts = [each for each in _parts(desk, desk.find(Statement, row.statement_id)) if each is not row]
    parts.insert(position - 1, row)
    in_order(parts)
    desk.record("part.moved", title=row.title, position=row.position)


@command("part.remove", {"part": number()}, who=KEEPERS, stages={Stage.DRAFTING})
def remove_part(desk: Desk, part: int) -> None:
    """An empty part is removed."""
    row = desk.part(part)
    if desk.all_of(Paragraph, Paragraph.part_id == row.id):
        raise Refusal("part_not_empty", N_("This part has paragraphs. Move or remove them first."))
    statement = desk.find(Statement, row.statement_id)
    row.archived = True
    in_order([each for each in _parts(desk, statement) if each is not row])
    desk.record("part.removed", title=row.title)


def _add_part(desk: Desk, statement: Statement, position: int, title: str, caption: str) -> Part:
    part = Part(statement_id=statement.id, position=position, title=title, caption=caption)
    desk.add(part)
    desk.session.flush()
    return part


def _parts(desk: Desk, statement: Statement) -> list[Part]:
    return sorted(desk.all_of(Part, Part.statement_id == statement.id), key=lambda part: part.position)


def pending_amendments(desk: Desk, statement: Statement) -> list[Amendment]:
    """The amendments to a statement on which nothing is decided yet."""
    return desk.all_of(Amendment, Amendment.statement_id == statement.id, Amendment.state.in_(("tabled", "redraft")))
