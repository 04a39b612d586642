"""The order in which amendments are put, and which rejections an adoption implies: the chair's to rule on."""

from marshmallow import validate
from marshmallow.fields import List

from deliberate.commands.desk import Desk
from deliberate.commands.fields import MOST_ITEMS, number
from deliberate.commands.registry import command
from deliberate.commands.statements import pending_amendments
from deliberate.commands.targets import NEGOTIATION, alive
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT


def several() -> List[int]:
    """The numbers of several records, each once, in an order; or of none."""
    return List(number(), required=True, validate=validate.Length(max=MOST_ITEMS))


@command(
    "amendment.set_order", {"statement": number(), "amendments": several()}, who=CONDUCT, stages=NEGOTIATION
)
def set_order(desk: Desk, statement: int, amendments: list[int]) -> None:
    """The chair rules in which order amendments are put; those left out follow, the furthest removed first.

    What amends an amendment is put before it. Without any amendment the order is the house's again (UN General
    Assembly, rules 90 and 130: distance in substance is the chair's to judge).
    """
    rows = {row.id: row for row in pending_amendments(desk, desk.statement(statement))}
    check_each_once(amendments)
    for id_ in amendments:
        if id_ not in rows:
            raise Refusal(
                "not_pending",
                N_("There is no amendment %(id)s to this statement that waits for a decision."),
                id=id_,
            )
        parent = rows[id_].parent_id
        if parent in amendments and amendments.index(parent) < amendments.index(id_):
            raise Refusal(
                "before_its_parent",
                N_("%(amendment)s amends %(parent)s and is put before it."),
                amendment=rows[id_].label, parent=rows[parent].label,
            )
    ranks = {id_: rank for rank, id_ in enumerate(amendments, start=1)}
    if all(row.rank == ranks.get(row.id) for row in rows.values()):
        raise Refusal("no_change", N_("This is the order already."))
    for row in rows.values():
        row.rank = ranks.get(row.id)
    desk.record("amendment.order_set", order=", ".join(rows[id_].label for id_ in amendments))


@command(
    "amendment.rule_implied", {"amendment": number(), "implied": several()}, who=CONDUCT, stages=NEGOTIATION
)
def rule_implied(desk: Desk, amendment: int, implied: list[int]) -> None:
    """The chair rules which rejections the adoption of an amendment implies; those then fall and are not put.

    UN General Assembly, rules 90 and 130. The ruling can be changed until the amendment is put.
    """
    row = alive(desk, amendment)
    check_each_once(implied)
    others = [alive(desk, id_) for id_ in implied]
    for other in others:
        if other is row or other.statement_id != row.statement_id or other.id == row.parent_id:
            raise Refusal(
                "not_implied",
                N_("The adoption of %(amendment)s cannot imply the rejection of %(other)s."),
                amendment=row.label, other=other.label,
            )
    if sorted(implied) == sorted(row.implies):
        raise Refusal("already_so", N_("This is the ruling already."))
    row.implies = implied
    desk.record("amendment.implied", amendment=row.label, implied=", ".join(each.label for each in others))


def check_each_once(ids: list[int]) -> None:
    """Refuse a list that names the same twice."""
    if len(set(ids)) != len(ids):
        raise Refusal("bad_data", N_("Please correct: %(problems)s"), problems="amendments: each once")
