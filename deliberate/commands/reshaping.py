"""Paragraphs as pieces: an earlier text restored, one cut in two, two joined."""

from deliberate.commands.desk import Desk
from deliberate.commands.drafting import settle
from deliberate.commands.fields import PARAGRAPH, number
from deliberate.commands.paragraphs import (
    DRAFTING,
    KEEPERS,
    WRITERS,
    at_revision,
    check_writer,
    insert_paragraph,
    open_paragraph,
    paragraphs_of,
    set_text,
    take_out,
)
from deliberate.commands.registry import command
from deliberate.commands.revisions import revision_text
from deliberate.domain.brackets import parse
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.statements import Part


@command(
    "paragraph.restore",
    {"paragraph": number(), "revision_to_restore": number(), "revision": number()},
    who=WRITERS,
    stages=DRAFTING,
)
def restore(desk: Desk, paragraph: int, revision_to_restore: int, revision: int) -> None:
    """An earlier text of a paragraph becomes its newest revision. Nothing in between is lost: it stays on record."""
    check_writer(desk)
    row = at_revision(desk, open_paragraph(desk, paragraph), revision)
    text = revision_text(desk, row, revision_to_restore)
    if text == row.text:
        raise Refusal("no_change", N_("This is the text as it stands."))
    set_text(desk, row, text)
    desk.record("paragraph.restored", paragraph=row.id, restored=revision_to_restore, revision=row.revision)


@command(
    "paragraph.split",
    {"paragraph": number(), "at": number(1, PARAGRAPH), "revision": number()},
    who=KEEPERS,
    stages=DRAFTING,
)
def split(desk: Desk, paragraph: int, at: int, revision: int) -> dict[str, int]:
    """The rapporteur cuts a paragraph in two; what follows character `at` becomes the paragraph after it.

    Characters are counted as Unicode code points. Both pieces have words in them; spaces at the cut go.
    """
    row = at_revision(desk, open_paragraph(desk, paragraph), revision)
    before, after = row.text[:at].rstrip(), row.text[at:].lstrip()
    if not before or not after:
        raise Refusal("no_change", N_("Cut the paragraph between words: each piece needs some."))
    if len(parse(before).stray) + len(parse(after).stray) > len(parse(row.text).stray):
        raise Refusal("cuts_bracket", N_("Cut the paragraph outside its brackets, or settle the bracket first."))
    set_text(desk, row, before)
    new = insert_paragraph(desk, desk.find(Part, row.part_id), row.position + 1, after)
    desk.record("paragraph.split", paragraph=row.id, revision=row.revision, new=new.id)
    return {"paragraph": new.id}


@command("paragraph.merge", {"paragraph": number(), "revision": number()}, who=KEEPERS, stages=DRAFTING)
def merge(desk: Desk, paragraph: int, revision: int) -> None:
    """The rapporteur joins a paragraph with the one after it in its part, which is then gone; its revisions stay."""
    row = at_revision(desk, open_paragraph(desk, paragraph), revision)
    following = [each for each in paragraphs_of(desk, desk.find(Part, row.part_id)) if each.position > row.position]
    if not following:
        raise Refusal("not_found", N_("No paragraph follows this one in its part."))
    second = open_paragraph(desk, following[0].id)
    settle(desk, second)
    text = " ".join(piece for piece in (row.text.rstrip(), second.text.lstrip()) if piece)
    if len(text) > PARAGRAPH:
        raise Refusal("too_long", N_("A paragraph has at most %(most)s characters."), most=PARAGRAPH)
    set_text(desk, row, text)
    take_out(desk, second)
    desk.record("paragraph.merged", paragraph=row.id, revision=row.revision, gone=second.id)
