"""The agenda of a sitting: its items, their order, and the one under discussion."""

from deliberate.commands.balance import set_balance
from deliberate.commands.desk import Desk
from deliberate.commands.fields import MOST_ITEMS, line, number
from deliberate.commands.queue import set_order
from deliberate.commands.registry import command
from deliberate.commands.sittings import NOT_CLOSED
from deliberate.domain import phases
from deliberate.domain.refusals import N_, Refusal
from deliberate.domain.rights import CONDUCT, OFFICE, Audience
from deliberate.store.sittings import Item
from deliberate.store.speaking import Request


@command("agenda.add", {"title": line()}, who=CONDUCT | OFFICE, when=NOT_CLOSED)
def add_item(desk: Desk, title: str) -> dict[str, int]:
    """An item is added at the end of the agenda."""
    item = Item(sitting_id=desk.now_sitting().id, position=len(_agenda(desk)) + 1, title=title)
    desk.add(item, Audience.PUBLIC)
    desk.session.flush()
    desk.record("agenda.added", title=title)
    return {"item": item.id}


@command("agenda.remove", {"item": number()}, who=CONDUCT | OFFICE, when=NOT_CLOSED)
def remove_item(desk: Desk, item: int) -> None:
    """An item is taken off the agenda, unless it is under discussion. What was said on it stays on record."""
    row = _item(desk, item)
    if desk.now_sitting().item_id == row.id:
        raise Refusal("item_current", N_("This item is under discussion. Take up another first."))
    others = [each for each in _agenda(desk) if each is not row]
    _renumber(others)
    row.archived = True
    desk.record("agenda.removed", title=row.title)


@command("agenda.move", {"item": number(), "position": number(1, MOST_ITEMS)}, who=CONDUCT | OFFICE, when=NOT_CLOSED)
def move_item(desk: Desk, item: int, position: int) -> None:
    """An item moves to another place in the agenda."""
    row = _item(desk, item)
    items = [each for each in _agenda(desk) if each is not row]
    items.insert(position - 1, row)
    _renumber(items)
    desk.record("agenda.moved", title=row.title, position=row.position)


@command("agenda.take_up", {"item": number()}, who=CONDUCT, when={phases.Sitting.OPEN})
def take_up(desk: Desk, item: int) -> None:
    """The chair takes up an item. Who waits for the floor now waits to speak on it, and the list is open again.

    Speaking times count by item, so the order is computed anew. Of an item taken up again, what was said before counts
    as time, and no longer as the last turn.
    """
    row = _item(desk, item)
    sitting = desk.now_sitting()
    if sitting.item_id == row.id:
        raise Refusal("already_so", N_("This item is under discussion already."))
    sitting.item_id, sitting.list_closed, sitting.taken_up_at = row.id, False, desk.now
    for request in desk.all_of(Request):
        request.item_id = row.id
    set_order(desk)
    set_balance(desk)
    desk.record("agenda.taken_up", title=row.title)


def _agenda(desk: Desk) -> list[Item]:
    return sorted(desk.all_of(Item, Item.sitting_id == desk.now_sitting().id), key=lambda item: item.position)


def _item(desk: Desk, id_: int) -> Item:
    row = desk.find(Item, id_)
    if row.sitting_id != desk.now_sitting().id:
        raise Refusal("not_found", N_("This item belongs to another sitting."))
    return row


def _renumber(items: list[Item]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
