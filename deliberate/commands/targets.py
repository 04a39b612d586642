"""What an amendment is to: a paragraph, a place for a new one, or another amendment; and where a move would lead."""

from collections.abc import Mapping
from typing import NamedTuple

from deliberate.commands.desk import Desk
from deliberate.commands.paragraphs import open_paragraph, paragraphs_of
from deliberate.commands.revisions import check_seen
from deliberate.domain.amendments import ALIVE, Goal, Kind
from deliberate.domain.phases import Proposed, Stage
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.amendments import Amendment
from deliberate.store.statements import Paragraph, Part

NEGOTIATION = frozenset({Stage.NEGOTIATION})
SEEN_ANOTHER = N_("The paragraph has changed since you began. Look at it again, then table your amendment.")


class Target(NamedTuple):
    """Where an amendment applies, the text it is made from and the revision of that.

    `unamended` is what the text would say without the amendment that it is to amend, where it is to one.
    """

    place: Part
    paragraph: int | None = None
    base: str = ""
    revision: int = 0
    parent: int | None = None
    goal: Goal | None = None
    unamended: str | None = None


def alive(desk: Desk, id_: int) -> Amendment:
    """An amendment on which nothing is decided yet."""
    row = desk.amendment(id_)
    check_undecided(row)
    return row


def check_undecided(row: Amendment) -> None:
    """Refuse an amendment on which something is decided, or that is withdrawn or has fallen."""
    if row.state not in ALIVE:
        raise Refusal("decided", N_("%(amendment)s is %(state)s already."), amendment=row.label, state=row.state)


def target_of(desk: Desk, kind: Kind, where: Mapping[str, int | None]) -> Target:
    """What a new amendment is to, at the revision that its mover has seen."""
    to = where["to_part"], where["to_after"]
    if kind is not Kind.MOVE and to != (None, None):
        raise _which("to_part: only a move goes elsewhere")
    if where["parent"] is not None:
        return _amendment(desk, kind, where)
    paragraph, part = where["paragraph"], where["part"]
    place = _place(desk, kind, paragraph, part)
    if paragraph is None or kind is Kind.INSERT:
        return Target(place, paragraph)
    row = open_paragraph(desk, paragraph)
    check_seen(row, where["revision"], SEEN_ANOTHER)
    goal = _goal(desk, row, *to) if kind is Kind.MOVE else None
    return Target(place, row.id, row.text, row.revision, goal=goal)


def standing(desk: Desk, row: Paragraph | Amendment) -> Target:
    """What a new text for a paragraph or an amendment is to, as that stands."""
    if isinstance(row, Amendment):
        where = {"parent": row.id, "paragraph": None, "part": None, "revision": row.revision}
        return _amendment(desk, Kind.REPLACE, where)
    return Target(desk.part(row.part_id), row.id, row.text, row.revision)


def _amendment(desk: Desk, kind: Kind, where: Mapping[str, int | None]) -> Target:
    """An amendment to an amendment: one level, to one that has a text and waits for its decision."""
    parent = desk.amendment(int(where["parent"] or 0))
    if kind is not Kind.REPLACE or where["paragraph"] is not None or where["part"] is not None:
        raise _which("kind: an amendment to an amendment replaces its text")
    if parent.parent_id is not None:
        raise Refusal(
            "one_level",
            N_("%(amendment)s amends an amendment itself. Amend that one instead."),
            amendment=parent.label,
        )
    if parent.kind not in (Kind.REPLACE, Kind.INSERT):
        raise Refusal("no_text", N_("%(amendment)s has no text of its own to amend."), amendment=parent.label)
    if parent.state == Proposed.REDRAFT:
        raise Refusal("to_redraft", N_("%(amendment)s is to be redrafted first."), amendment=parent.label)
    alive(desk, parent.id)
    check_seen(parent, where["revision"], SEEN_ANOTHER)
    return Target(
        desk.part(parent.part_id), None, parent.text, parent.revision, parent=parent.id, unamended=parent.base
    )


def _place(desk: Desk, kind: Kind, paragraph: int | None, part: int | None) -> Part:
    if paragraph is not None:
        place = desk.part(desk.paragraph(paragraph).part_id)
        if part in (None, place.id):
            return place
        raise _which("part: the paragraph is in another")
    if part is not None and kind is Kind.INSERT:
        return desk.part(part)
    raise _which("paragraph: which one?")


def _goal(desk: Desk, row: Paragraph, part: int | None, after: int | None) -> Goal:
    """Where a paragraph is to be moved to: inside its statement, and not to where it stands."""
    if (part is None) == (after is None) or after == row.id:
        raise _which("to_after, to_part: after which paragraph, or to the beginning of which part?")
    if after is not None:
        follows = desk.paragraph(after)
        place, goal = follows.statement_id, Goal(follows.part_id, follows.id)
    else:
        begins = desk.part(int(part or 0))
        place, goal = begins.statement_id, Goal(begins.id, None)
    if place != row.statement_id:
        raise Refusal("not_found", N_("That part belongs to another statement."))
    if stands_at(desk, row, goal):
        raise Refusal("no_change", N_("The paragraph stands there already."))
    return goal


def stands_at(desk: Desk, row: Paragraph, goal: Goal) -> bool:
    """Whether a paragraph stands where a move would lead it."""
    if row.part_id != goal.part:
        return False
    before = [each for each in paragraphs_of(desk, desk.find(Part, goal.part)) if each.position < row.position]
    return (before[-1].id if before else None) == goal.after


def _which(problem: str) -> Refusal:
    return Refusal("bad_data", N_("Please correct: %(problems)s"), problems=problem)
