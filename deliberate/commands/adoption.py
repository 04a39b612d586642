"""What an adopted amendment does to the text, and what becomes of the others."""

from deliberate.commands.desk import Desk
from deliberate.commands.paragraphs import insert_paragraph, paragraphs_of, place_paragraph, set_text, take_out
from deliberate.commands.targets import stands_at
from deliberate.commands.undivided import drop_divisions
from deliberate.domain.amendments import ALIVE, ALREADY_THERE, GONE, Goal, Kind, Proposal, distance, rebase
from deliberate.domain.merging import Clash
from deliberate.domain.phases import Proposed
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.text import diff
from deliberate.domain.together import MOVED
from deliberate.store.amendments import Amendment, Batch
from deliberate.store.statements import Paragraph, Part


def apply(desk: Desk, amendment: Amendment) -> Paragraph | Part | None:
    """An adopted amendment changes the text; the others to the same paragraph are rebased, to be redrafted, or fall.

    Those whose rejection its adoption implies by the chair's ruling fall (UN General Assembly, rules 90 and 130). What
    it gives back is where the adopted words stand now; of a paragraph that it deleted, the part it stood in; of an
    amendment to an amendment nothing, for the text is as it was.
    """
    end(desk, amendment, Proposed.ADOPTED)
    implied = Sentence(N_("The adoption of %(amendment)s implies its rejection."), {"amendment": amendment.label})
    for other in desk.all_of(Amendment, Amendment.id.in_(amendment.implies), Amendment.state.in_(ALIVE)):
        end(desk, other, Proposed.FALLEN, implied)
    if amendment.parent_id is not None:
        _amend(desk, amendment)
        return None
    if amendment.kind == Kind.INSERT:
        return _insert(desk, amendment)
    paragraph = desk.find(Paragraph, amendment.paragraph_id)
    if amendment.kind == Kind.DELETE:
        delete(desk, paragraph)
        return desk.find(Part, paragraph.part_id)
    if amendment.kind == Kind.MOVE:
        _move(desk, amendment, paragraph)
    else:
        set_text(desk, paragraph, amendment.text, amendment=amendment.id)
        rebase_pending(desk, paragraph)
    return paragraph


def adopt_together(desk: Desk, batch: Batch) -> None:
    """Adopt what is left of a batch, all of it or nothing."""
    taken_out = {each["amendment"] for each in batch.taken_out}
    rows = [desk.find(Amendment, id_) for id_ in batch.amendments if id_ not in taken_out]
    for row in rows:
        if row.state != Proposed.TABLED:
            raise Refusal(
                "not_together",
                N_("%(amendment)s cannot be adopted together with the others. Void the call and put it by itself."),
                amendment=row.label,
            )
        apply(desk, row)


def end(desk: Desk, row: Amendment, state: Proposed, why: Sentence | None = None) -> None:
    """An amendment comes to its end, and what was to amend it falls with it."""
    row.state, row.attempt, row.rank = state, None, None
    drop_divisions(desk, Amendment.noun, row.id)
    row.why = why.record() if why else None
    gone = Sentence(N_("%(amendment)s, which it was to amend, is %(state)s."), {"amendment": row.label, "state": state})
    for each in desk.all_of(Amendment, Amendment.parent_id == row.id, Amendment.state.in_(ALIVE)):
        end(desk, each, Proposed.FALLEN, gone)


def carry_over(desk: Desk, row: Amendment, base_now: str, revision: int) -> None:
    """An amendment is made from this text from now on, or is to be redrafted, or falls; never silently lost."""
    if row.kind == Kind.MOVE:
        row.base = row.text = base_now
        row.base_revision = revision
        told_anew(row)
        return
    rebased = rebase(row.base, base_now, row.text)
    if rebased.state is Proposed.FALLEN:
        end(desk, row, Proposed.FALLEN, rebased.why)
        return
    row.state = rebased.state
    row.why = rebased.why.record() if rebased.why else None
    row.attempt = [each._asdict() if isinstance(each, Clash) else each for each in rebased.attempt] or None
    if rebased.text is None:
        return
    before, row.base, row.base_revision = row.text, base_now, revision
    if rebased.text == before:
        told_anew(row)
    else:
        give_text(desk, row, rebased.text)


def rebase_pending(desk: Desk, paragraph: Paragraph) -> None:
    """A paragraph has a new text: the amendments to it are carried over to that, to be redrafted, or fall."""
    for each in _others(desk, paragraph):
        if each.kind != Kind.INSERT:
            carry_over(desk, each, paragraph.text, paragraph.revision)


def give_text(desk: Desk, row: Amendment, text: str) -> None:
    """Another text is proposed by an amendment; what is to amend it is carried over to that."""
    row.text, row.revision = text, row.revision + 1
    drop_divisions(desk, Amendment.noun, row.id)
    told_anew(row)
    for each in desk.all_of(Amendment, Amendment.parent_id == row.id, Amendment.state.in_(ALIVE)):
        carry_over(desk, each, row.text, row.revision)


def told_anew(row: Amendment) -> None:
    """The difference that an amendment makes, and how far it is removed from the text."""
    row.diff = [list(change) for change in diff(row.base, row.text)]
    row.distance = str(distance(proposal_of(row)))


def proposal_of(row: Amendment) -> Proposal:
    """An amendment as the rules know it."""
    goal = Goal(row.to_part_id, row.to_after_id) if row.to_part_id is not None else None
    return Proposal(row.number, Kind(row.kind), row.paragraph_id, row.base, row.text, goal)


def label_of(desk: Desk, amendment: Amendment) -> str:
    """The amendment's name with what it is about: a paragraph, as `A7, 3.2`, or another amendment, as `A9, A7`."""
    if amendment.parent_id is not None:
        return f"{amendment.label}, {desk.find(Amendment, amendment.parent_id).label}"
    part = desk.find(Part, amendment.part_id)
    if amendment.paragraph_id is None:
        return f"{amendment.label}, {part.position}.0"
    return f"{amendment.label}, {part.position}.{desk.find(Paragraph, amendment.paragraph_id).position}"


def _amend(desk: Desk, amendment: Amendment) -> None:
    """The amendment it amends says from now on what was adopted; where that changes nothing, it falls."""
    parent = desk.find(Amendment, amendment.parent_id)
    give_text(desk, parent, amendment.text)
    if parent.text == parent.base:
        end(desk, parent, Proposed.FALLEN, ALREADY_THERE)


def _insert(desk: Desk, amendment: Amendment) -> Paragraph:
    """The new paragraph. Of those proposed for one place the earlier comes first, whichever is adopted first."""
    after = desk.find(Paragraph, amendment.paragraph_id) if amendment.paragraph_id is not None else None
    part = desk.find(Part, after.part_id if after else amendment.part_id)
    new = insert_paragraph(desk, part, (after.position if after else 0) + 1, amendment.text, amendment=amendment.id)
    amendment.new_paragraph_id = new.id
    same_place = Amendment.part_id == amendment.part_id, Amendment.paragraph_id == amendment.paragraph_id
    for each in desk.all_of(Amendment, *same_place, Amendment.kind == Kind.INSERT, Amendment.state.in_(ALIVE)):
        if each.number > amendment.number:
            each.paragraph_id = new.id
    return new


def delete(desk: Desk, paragraph: Paragraph) -> None:
    """A paragraph leaves the text, and its amendments fall; what was to be put after it goes where it stood."""
    place = [row.id for row in paragraphs_of(desk, desk.find(Part, paragraph.part_id))]
    take_out(desk, paragraph)
    before = place[place.index(paragraph.id) - 1] if place.index(paragraph.id) else None
    for each in _others(desk, paragraph):
        if each.kind == Kind.INSERT:
            each.paragraph_id = before
        else:
            end(desk, each, Proposed.FALLEN, GONE)
    for each in _moves_behind(desk, paragraph):
        each.to_after_id = before


def _move(desk: Desk, amendment: Amendment, paragraph: Paragraph) -> None:
    """The paragraph stands elsewhere, and with it what is proposed to it; other moves of it are settled."""
    part = desk.find(Part, amendment.to_part_id)
    rest = [row.id for row in paragraphs_of(desk, part) if row is not paragraph]
    place_paragraph(desk, paragraph, part, rest.index(amendment.to_after_id) + 2 if amendment.to_after_id else 1)
    for each in desk.all_of(Amendment, Amendment.paragraph_id == paragraph.id):
        each.part_id = part.id
    for each in _others(desk, paragraph):
        if each.kind == Kind.MOVE:
            there = stands_at(desk, paragraph, Goal(int(each.to_part_id or 0), each.to_after_id))
            end(desk, each, Proposed.FALLEN, ALREADY_THERE if there else MOVED)
    for each in _moves_behind(desk, paragraph):
        each.to_part_id = part.id


def _others(desk: Desk, paragraph: Paragraph) -> list[Amendment]:
    return desk.all_of(Amendment, Amendment.paragraph_id == paragraph.id, Amendment.state.in_(ALIVE))


def _moves_behind(desk: Desk, paragraph: Paragraph) -> list[Amendment]:
    return desk.all_of(Amendment, Amendment.to_after_id == paragraph.id, Amendment.state.in_(ALIVE))
