"""Whether a text is put as a whole, or a division of it waits; and what ends one that waits."""

from collections.abc import Collection

from deliberate.commands.desk import Desk
from deliberate.domain.amendments import divide
from deliberate.domain.division import PENDING, Divided, names
from deliberate.domain.refusals import N_, Refusal
from deliberate.store.divisions import Division


def pending_divisions(desk: Desk, noun: str, ids: Collection[int]) -> list[Division]:
    """The divisions of these texts that are not ruled on, or not decided yet."""
    return desk.all_of(Division, Division.of_type == noun, Division.of_id.in_(ids), Division.state.in_(PENDING))


def check_undivided(desk: Desk, noun: str, *ids: int) -> None:
    """Refuse to put a text as a whole while a division of it waits for the chair's ruling or for a decision."""
    for row in pending_divisions(desk, noun, ids):
        if row.state == Divided.ASKED:
            raise not_ruled_on(row)
        divide(names([piece["adopted"] for piece in row.pieces]))


def not_ruled_on(row: Division) -> Refusal:
    """The refusal to put anything before the chair has ruled on a division."""
    return Refusal("division_asked", N_("%(seat)s asks for a division. Grant or refuse it first."), seat=row.seat)


def drop_divisions(desk: Desk, noun: str, id_: int) -> None:
    """A text is decided, gone or no longer the same: a division of it that waits falls."""
    for row in pending_divisions(desk, noun, [id_]):
        row.state = Divided.FALLEN
