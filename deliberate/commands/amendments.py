"""Amendments: tabling, withdrawing, reintroducing and redrafting."""

from typing import Any

from deliberate.commands.adoption import carry_over, end, give_text, told_anew
from deliberate.commands.desk import Desk
from deliberate.commands.fields import PARAGRAPH, Words, maybe_number, note, number, one_of, paragraph_text
from deliberate.commands.paragraphs import open_paragraph
from deliberate.commands.registry import command
from deliberate.commands.revisions import check_seen
from deliberate.commands.sponsors import check_tabled
from deliberate.commands.targets import NEGOTIATION, Target, alive, stands_at, target_of
from deliberate.domain.amendments import ALIVE, GONE, Goal, Kind, rebase
from deliberate.domain.phases import Proposed, Stage
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import SEATED
from deliberate.store.amendments import Amendment
from deliberate.store.statements import Paragraph, Statement


@command(
    "amendment.table",
    {
        "kind": one_of(Kind),
        "paragraph": maybe_number(),
        "part": maybe_number(),
        "parent": maybe_number(),
        "to_part": maybe_number(),
        "to_after": maybe_number(),
        "text": Words(PARAGRAPH, least=0, lines=True, load_default=""),
        "revision": maybe_number(),
        "reason": note(),
    },
    who=SEATED,
    stages=NEGOTIATION,
)
def table(desk: Desk, kind: str, text: str, reason: str, **where: int | None) -> dict[str, Any]:
    """A seat proposes to replace a paragraph's text, to delete it, to insert a new one after it, or to move it.

    The amendment keeps the text it was made from, and the whole text it would leave. To insert a paragraph at the
    beginning of a part, name the part and no paragraph. To move one, name the paragraph it would follow (`to_after`),
    or the part it would begin (`to_part`). To amend an amendment that waits for its decision, name it as the `parent`
    and give the text that it should propose instead: one level, no further.
    """
    seat = desk.present_seat()
    target = target_of(desk, Kind(kind), where)
    if kind == Kind.MOVE and text:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="text: a move leaves it as it is")
    if kind == Kind.MOVE:
        text = target.base
    row = put_forward(desk, seat.id, Kind(kind), target, text, reason)
    desk.record("amendment.tabled", amendment=row.label, seat=seat.id)
    return {"amendment": row.id, "label": row.label}


def put_forward(desk: Desk, seat: str, kind: Kind, target: Target, text: str, reason: str) -> Amendment:
    """A new amendment in the name of a seat; refused if it changes nothing or has not the text that its kind has."""
    check_text(kind, target.base, text)
    if target.unamended == text:
        raise Refusal("no_change", N_("This is the text as it stands. Speak against the amendment instead."))
    row = Amendment(
        number=desk.next_number(Amendment),
        statement_id=target.place.statement_id,
        part_id=target.place.id,
        paragraph_id=target.paragraph,
        parent_id=target.parent,
        kind=kind,
        to_part_id=target.goal.part if target.goal else None,
        to_after_id=target.goal.after if target.goal else None,
        base=target.base,
        base_revision=target.revision,
        text=text,
        reason=reason,
        state=Proposed.TABLED,
        seat=seat,
        sponsors=[seat],
        at=desk.now,
    )
    told_anew(row)
    desk.add(row)
    desk.session.flush()
    return row


def check_text(kind: str, base: str, text: str) -> None:
    """Refuse a text that a deletion cannot have, that lacks, or that changes nothing."""
    if kind == Kind.DELETE and text:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="text: a deletion leaves none")
    if kind != Kind.DELETE and not text:
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="text: what should it say?")
    if text == base and kind != Kind.MOVE:
        raise Refusal("no_change", N_("This is the text as it stands."))


@command("amendment.withdraw", {"amendment": number()}, who=SEATED, stages=NEGOTIATION)
def withdraw(desk: Desk, amendment: int) -> None:
    """The seat that moved an amendment withdraws it, and amendments to it fall. It stays on record."""
    seat, row = desk.acting_seat(), alive(desk, amendment)
    if seat.id != row.seat:
        raise Refusal("not_sponsor", N_("%(mover)s moved this amendment and alone withdraws it."), mover=row.seat)
    end(desk, row, Proposed.WITHDRAWN)
    desk.record("amendment.withdrawn", amendment=row.label, seat=seat.id)


@command("amendment.reintroduce", {"amendment": number(), "reason": note()}, who=SEATED, stages=NEGOTIATION)
def reintroduce(desk: Desk, amendment: int, reason: str) -> dict[str, Any]:
    """A seat brings a withdrawn amendment back as its own (UN General Assembly, rules 80 and 122).

    It is a new amendment that names the first, carried over to the text as it is now: where that clashes it is to be
    redrafted by its new mover.
    """
    seat, first = desk.present_seat(), desk.amendment(amendment)
    if first.state != Proposed.WITHDRAWN:
        raise Refusal("not_withdrawn", N_("%(amendment)s was not withdrawn."), amendment=first.label)
    again = desk.all_of(Amendment, Amendment.reintroduces_id == first.id)
    if again:
        raise Refusal(
            "already_so",
            N_("%(amendment)s was reintroduced as %(again)s. Put your name to that one."),
            amendment=first.label, again=again[0].label,
        )
    row = Amendment(
        **{name: getattr(first, name) for name in COPIED},
        number=desk.next_number(Amendment),
        reintroduces_id=first.id,
        reason=reason or first.reason,
        state=Proposed.TABLED,
        seat=seat.id,
        sponsors=[seat.id],
        at=desk.now,
    )
    told_anew(row)
    desk.add(row)
    desk.session.flush()
    _onto_the_text_as_it_is(desk, row)
    if row.state not in ALIVE:
        why = Sentence(**(row.why or GONE.record()))
        raise Refusal("falls", why.say, **why.facts)
    desk.record("amendment.reintroduced", amendment=row.label, first=first.label, seat=seat.id)
    return {"amendment": row.id, "label": row.label}


COPIED = (
    "statement_id", "part_id", "paragraph_id", "parent_id", "kind", "to_part_id", "to_after_id", "base",
    "base_revision", "text",
)  # fmt: skip
"""What a reintroduced amendment has of the first."""


def check_comes_back(desk: Desk, row: Amendment) -> None:
    """Refuse to table a rejected amendment again where the text that it amends no longer allows it."""
    if desk.find(Statement, row.statement_id).stage != Stage.NEGOTIATION:
        raise Refusal("wrong_phase", N_("An amendment is tabled only in negotiation. The chair goes back to it first."))
    base_now = _base_of(desk, row)
    if base_now is not None and row.kind == Kind.MOVE:
        _check_elsewhere(desk, row)
    elif base_now is not None and (rebased := rebase(row.base, base_now, row.text)).state is Proposed.FALLEN:
        why = rebased.why or GONE
        raise Refusal("falls", why.say, **why.facts)


def come_back(desk: Desk, row: Amendment) -> None:
    """A rejected amendment is tabled again on the text as it is now, or to be redrafted where that clashes."""
    row.state, row.why = Proposed.TABLED, None
    _onto_the_text_as_it_is(desk, row)


def _onto_the_text_as_it_is(desk: Desk, row: Amendment) -> None:
    """Carry an amendment over to what it amends, as that is now."""
    base_now = _base_of(desk, row)
    if row.parent_id is not None:
        parent = desk.find(Amendment, row.parent_id)
        carry_over(desk, row, parent.text, parent.revision)
        return
    paragraph = desk.session.get(Paragraph, row.paragraph_id) if row.paragraph_id else None
    if paragraph is None or paragraph.archived:
        row.paragraph_id = None  # what it was to follow is gone: it begins its part
        return
    row.part_id = paragraph.part_id
    if base_now is None:
        return
    carry_over(desk, row, base_now, paragraph.revision)
    if row.kind == Kind.MOVE:
        row.to_part_id, row.to_after_id = _check_elsewhere(desk, row)


def _base_of(desk: Desk, row: Amendment) -> str | None:
    """What an amendment amends as it is now, if that can be amended; None for a new paragraph, made from nothing."""
    if row.parent_id is not None:
        parent = desk.find(Amendment, row.parent_id)
        check_tabled(parent)
        return parent.text
    if row.kind == Kind.INSERT:
        return None
    paragraph = desk.session.get(Paragraph, row.paragraph_id)
    if paragraph is None or paragraph.archived:
        raise Refusal("falls", GONE.say)
    return open_paragraph(desk, paragraph.id).text


def _check_elsewhere(desk: Desk, row: Amendment) -> Goal:
    """Where a move leads now, if elsewhere.

    What it was to follow may be gone; then the paragraph begins the part.
    """
    after = desk.session.get(Paragraph, row.to_after_id) if row.to_after_id else None
    here = after is not None and not after.archived
    goal = Goal(after.part_id, after.id) if after is not None and here else Goal(int(row.to_part_id or 0), None)
    if stands_at(desk, desk.find(Paragraph, row.paragraph_id), goal):
        raise Refusal("no_change", N_("The paragraph stands there already."))
    return goal


@command(
    "amendment.redraft",
    {"amendment": number(), "text": paragraph_text(), "revision": number()},
    who=SEATED,
    stages=NEGOTIATION,
)
def redraft(desk: Desk, amendment: int, text: str, revision: int) -> None:
    """The seat that moved an amendment gives it a new text, made from what it amends as that is now.

    `revision` is that of the paragraph or, for an amendment to an amendment, of the one it amends.
    """
    seat, row = desk.present_seat(), alive(desk, amendment)
    if seat.id != row.seat:
        raise Refusal("not_sponsor", N_("%(mover)s moved this amendment and alone redrafts it."), mover=row.seat)
    if row.kind == Kind.DELETE:
        raise Refusal("no_change", N_("A deletion has no text. Withdraw it, or leave it as it is."))
    if row.kind == Kind.MOVE:
        raise Refusal("no_change", N_("A move leaves the words as they are. Withdraw it, or table another one."))
    before = row.base, row.text
    if row.kind == Kind.REPLACE:
        row.base, row.base_revision = _base_now(desk, row, revision)
    check_text(row.kind, row.base, text)
    if (row.base, text) == before:
        raise Refusal("no_change", N_("%(amendment)s says this already."), amendment=row.label)
    row.state, row.why, row.attempt = Proposed.TABLED, None, None
    give_text(desk, row, text)
    desk.record("amendment.redrafted", amendment=row.label, seat=seat.id)


def _base_now(desk: Desk, row: Amendment, revision: int) -> tuple[str, int]:
    """What an amendment amends as it is now, if that is the revision its mover has seen."""
    target: Paragraph | Amendment
    if row.parent_id is not None:
        target = desk.find(Amendment, row.parent_id)
    else:
        target = open_paragraph(desk, int(row.paragraph_id or 0))
    check_seen(
        target, revision, N_("The paragraph has changed since you began. Look at it again, then save your redraft.")
    )
    return target.text, target.revision
