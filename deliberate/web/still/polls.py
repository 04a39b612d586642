"""Straw polls: where the halves stand on the gradient of agreement. They decide nothing."""

from deliberate.domain.gradient import spread
from deliberate.store.db import Json
from deliberate.web.still.records import Records


def polls(records: Records) -> list[Json]:
    """The straw polls of a group, the latest first, each with its seats by side and step."""
    return [
        each | {"spread": each["spread"] or spread(_answers(records, each))}
        for each in sorted(records.all("poll"), key=lambda poll: poll["number"], reverse=True)
    ]


def _answers(records: Records, poll: Json) -> list[tuple[str, str]]:
    return [(each["side"], each["step"]) for each in records.all("answer", poll=poll["id"])]
