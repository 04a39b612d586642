"""Amendments adopted together "without objection": the call, the objection that takes one out, and the decision."""

from deliberate.commands.adoption import proposal_of
from deliberate.commands.desk import Desk
from deliberate.commands.fields import number, reason
from deliberate.commands.ordering import check_each_once, several
from deliberate.commands.presence import CHECK_IN
from deliberate.commands.questions import decide, electors_of, open_question, question_of
from deliberate.commands.registry import command
from deliberate.commands.sponsors import ready_for_decision
from deliberate.commands.targets import NEGOTIATION
from deliberate.commands.voting import ELECTORS, OPEN, elector_of, frozen
from deliberate.domain import phases
from deliberate.domain.presence import deciding
from deliberate.domain.refusals import N_, Refusal, Sentence
from deliberate.domain.rights import CONDUCT
from deliberate.domain.rules import PRESETS
from deliberate.domain.together import without_objection
from deliberate.store.amendments import Amendment, Batch

NO_QUORUM, NO_CONSENSUS = "no_quorum", "no_consensus"
FEWEST = 2
IN_WORDS = Sentence(N_("Without objection: those to which no seat objects before the close are adopted together."))


@command(
    "batch.open", {"statement": number(), "amendments": several()}, who=CONDUCT, when=OPEN, stages=NEGOTIATION
)
def open_call(desk: Desk, statement: int, amendments: list[int]) -> dict[str, int]:
    """The chair proposes amendments that nobody opposes to be adopted together; any seat may object to one of them.

    Each of them could be put by itself, all are to one statement, and all can be had together.
    """
    place = desk.statement(statement)
    check_each_once(amendments)
    rows = sorted((desk.amendment(id_) for id_ in amendments), key=lambda row: row.number)
    if len(rows) < FEWEST:
        raise Refusal("too_few", N_("Choose two amendments or more; put a single one by itself."))
    for row in rows:
        if row.statement_id != place.id:
            raise Refusal("not_found", N_("%(amendment)s is to another statement."), amendment=row.label)
        ready_for_decision(desk, row)
    _check_together(rows)
    batch = desk.add(Batch(statement_id=place.id, amendments=[row.id for row in rows], taken_out=[]))
    desk.session.flush()
    question = open_question(desk, Batch.noun, {"type": Batch.noun, "id": batch.id}, "")
    question.board, question.in_words = "live", [IN_WORDS.record()]
    desk.record("batch.opened", question=question.number, title=question.title)
    return {"question": question.id}


def _check_together(rows: list[Amendment]) -> None:
    """Refuse what cannot be had together: what excludes another, what amends an amendment, what implies a rejection."""
    labels = {row.number: row.label for row in rows}
    apart = [labels[each.number] for each, _ in without_objection([proposal_of(row) for row in rows], ()).apart]
    ids = {row.id for row in rows}
    apart += [row.label for row in rows if row.parent_id is not None or ids & set(row.implies)]
    if apart:
        raise Refusal(
            "not_together",
            N_("These cannot be adopted together with the others: %(amendments)s. Put them one by one."),
            amendments=", ".join(dict.fromkeys(apart)),
        )


@command(
    "batch.object", {"question": number(), "amendment": number(), "reason": reason()}, who=ELECTORS, when=CHECK_IN
)
def object_to(desk: Desk, question: int, amendment: int, reason: str) -> None:
    """A seat objects to one of the amendments, and says why: it is taken out, and put by itself later."""
    row = question_of(desk, question, Batch.noun)
    elector = elector_of(desk, row)
    batch = desk.find(Batch, row.about_id)
    if amendment not in batch.amendments:
        raise Refusal("not_found", N_("There is no such amendment in this call."))
    label = desk.find(Amendment, amendment).label
    if any(each["amendment"] == amendment for each in batch.taken_out):
        raise Refusal("already_so", N_("%(amendment)s has been taken out already."), amendment=label)
    batch.taken_out = [*batch.taken_out, {"amendment": amendment, "seat": elector.seat, "reason": reason}]
    desk.record("batch.objected", question=row.number, amendment=label, seat=elector.seat)


@command("batch.close", {"question": number()}, who=CONDUCT, when=OPEN | {phases.Sitting.SUSPENDED})
def close(desk: Desk, question: int) -> None:
    """The call ends: what nobody objected to is adopted together, in one decision with its list."""
    row = question_of(desk, question, Batch.noun)
    batch = desk.find(Batch, row.about_id)
    labels = {each: desk.find(Amendment, each).label for each in batch.amendments}
    quorum = deciding(PRESETS["procedural"], [frozen(elector) for elector in electors_of(desk, row)])
    taken_out = [
        Sentence(
            N_("Taken out, and to be put by itself: %(amendment)s. %(seat)s objects: %(reason)s"),
            {**each, "amendment": labels[each["amendment"]]},
        )
        for each in batch.taken_out
    ]
    if not quorum.holds:
        decide(desk, row, NO_QUORUM, {}, [*quorum.missing, *taken_out])
    elif len(taken_out) == len(labels):
        decide(desk, row, NO_CONSENSUS, {}, [Sentence(N_("To each of them a seat objects.")), *taken_out])
    else:
        out = {each["amendment"] for each in batch.taken_out}
        adopted = ", ".join(label for id_, label in labels.items() if id_ not in out)
        said = Sentence(N_("Adopted together, for no seat objects: %(amendments)s."), {"amendments": adopted})
        decide(desk, row, "adopted", {}, [said, *taken_out])
    desk.record("batch.closed", question=row.number, title=row.title, outcome=row.outcome)
