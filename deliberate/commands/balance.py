"""The balance of a sitting: computed anew when a speech has ended or another item is taken up."""

from collections.abc import Iterable
from typing import Any

from deliberate.commands.desk import Desk
from deliberate.domain.balance import Heard, balance
from deliberate.domain.rights import Audience
from deliberate.domain.seats import Side
from deliberate.domain.speaking import Kind
from deliberate.store.balance import Balance
from deliberate.store.sittings import Sitting
from deliberate.store.speaking import Speech


def set_balance(desk: Desk, heard: Iterable[Speech] | None = None) -> None:
    """Compute who has spoken how long: for everyone of what everyone heard, and for members of all of it.

    `heard` are the speeches of the sitting, where the caller has them already.
    """
    sitting = desk.now_sitting()
    if heard is None:
        heard = desk.all_of(Speech, Speech.sitting_id == sitting.id)
    ended = [speech for speech in heard if speech.ended_at is not None]
    heard_by_all = [speech for speech in ended if speech.audience == Audience.PUBLIC]
    rows = {row.inside: row for row in desk.all_of(Balance, Balance.sitting_id == sitting.id)}
    if heard_by_all or False in rows:
        _keep(desk, sitting, rows.get(False), heard_by_all)
    if len(heard_by_all) != len(ended) or True in rows:
        _keep(desk, sitting, rows.get(True), ended, inside=True)


def _keep(
    desk: Desk, sitting: Sitting, row: Balance | None, speeches: list[Speech], *, inside: bool = False
) -> None:
    on_item = _computed(speech for speech in speeches if speech.item_id == sitting.item_id)
    in_all = _computed(speeches)
    if row is None:
        row = Balance(sitting_id=sitting.id, inside=inside, item=on_item, sitting=in_all)
        desk.add(row, Audience.MEMBERS if inside else Audience.PUBLIC)
    elif (row.item, row.sitting) != (on_item, in_all):
        row.item, row.sitting = on_item, in_all


def _computed(speeches: Iterable[Speech]) -> dict[str, Any]:
    found = balance(
        Heard(
            Kind(speech.kind),
            speech.seat,
            Side(speech.side) if speech.side else None,
            speech.constituency,
            speech.spoken,
            speech.limit,
        )
        for speech in sorted(speeches, key=lambda speech: speech.id)
    )
    return {
        "sides": {name: share._asdict() for name, share in found.sides.items()},
        "constituencies": {name: share._asdict() for name, share in found.constituencies.items()},
        "seats": {name: share._asdict() for name, share in found.seats.items()},
        "without_seat": found.without_seat._asdict(),
    }
