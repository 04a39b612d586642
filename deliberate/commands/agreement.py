"""Agreement on paragraphs: ad referendum, agreed, open again; and whether all of it waits for the whole."""

from deliberate.commands.desk import Desk
from deliberate.commands.fields import number, one_of, reason, seat, truth
from deliberate.commands.notes import put_aside
from deliberate.commands.paragraphs import at_revision
from deliberate.commands.registry import command
from deliberate.commands.statements import BEFORE_ADOPTION, WORKED_ON, pending_amendments
from deliberate.commands.undivided import check_undivided
from deliberate.domain.amendments import Kind
from deliberate.domain.brackets import check_clean
from deliberate.domain.phases import Agreement, agree
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, Role
from deliberate.store.statements import Paragraph, Statement

CHAIR = Role.CHAIR | Role.COCHAIR


@command(
    "paragraph.agree",
    {
        "paragraph": number(),
        "state": one_of([Agreement.AD_REFERENDUM, Agreement.AGREED]),
        "revision": number(),
    },
    who=CONDUCT,
    stages=WORKED_ON,
)
def mark_agreed(desk: Desk, paragraph: int, state: str, revision: int) -> None:
    """The chair notes that a paragraph is agreed, or agreed ad referendum; it is closed from then on.

    Nothing in it may be left in brackets, and no amendment to it may be pending. In a single undertaking a paragraph is
    agreed ad referendum only; the adoption of the whole agrees it.
    """
    row = at_revision(desk, desk.paragraph(paragraph), revision)
    statement = desk.find(Statement, row.statement_id)
    there = agree(Agreement(row.state), Agreement(state), single_undertaking=statement.single_undertaking)
    check_undisputed(desk, row)
    row.state = there
    desk.record("paragraph.agreed", paragraph=row.id, state=there.value, revision=row.revision)


def check_undisputed(desk: Desk, row: Paragraph) -> None:
    """Refuse while a paragraph is not settled, or its parts are put separately and not decided yet."""
    check_settled(desk, row)
    check_undivided(desk, Paragraph.noun, row.id)


def check_settled(desk: Desk, row: Paragraph) -> None:
    """Refuse while anything in a paragraph is in brackets, or an amendment to it is pending."""
    check_clean(row.text)
    pending = pending_amendments(desk, desk.find(Statement, row.statement_id))
    if any(each.paragraph_id == row.id and each.kind != Kind.INSERT for each in pending):
        raise Refusal("amendments_pending", N_("Decide the amendments to this paragraph first."))


@command("paragraph.reopen", {"paragraph": number(), "seat": seat(), "reason": reason()}, who=CHAIR, stages=WORKED_ON)
def reopen(desk: Desk, paragraph: int, seat: str, reason: str) -> None:
    """The chair reopens an agreed paragraph, with the seat that asked for it and why on record."""
    row = desk.paragraph(paragraph)
    if row.state == Agreement.OPEN:
        raise Refusal("already_so", N_("This paragraph is open."))
    if seat not in desk.seats():
        raise Refusal("not_found", N_("There is no seat %(seat)s in the plan."), seat=seat)
    before, row.state = row.state, Agreement.OPEN
    put_aside(desk, Paragraph.noun, row.id)
    desk.record("paragraph.reopened", paragraph=row.id, seat=seat, reason=reason, before=before)


@command(
    "statement.set_single_undertaking",
    {"statement": number(), "single_undertaking": truth()},
    who=CHAIR,
    stages=BEFORE_ADOPTION,
)
def set_single_undertaking(desk: Desk, statement: int, single_undertaking: bool) -> None:
    """The chair lays down that nothing is agreed until everything is agreed, or that it is no longer so.

    While it holds, paragraphs are agreed ad referendum at most: those that were agreed become so, and the adoption of
    the whole agrees them all. When it no longer holds, each stays as it is until the group or the chair agrees it.
    """
    row = desk.statement(statement)
    if row.single_undertaking == single_undertaking:
        raise Refusal("already_so", N_("The statement is so already."))
    row.single_undertaking = single_undertaking
    if single_undertaking:
        agreed = Paragraph.statement_id == row.id, Paragraph.state == Agreement.AGREED
        for each in desk.all_of(Paragraph, *agreed):
            each.state = Agreement.AD_REFERENDUM
    desk.record("statement.single_undertaking_set", title=row.title, single_undertaking=single_undertaking)
