"""The room as it stands, for a page without scripts: the records that the browser's views read, shaped for a template.

Everything here is a pure function of the records; nothing asks the database or the clock.
"""

from typing import Any

from deliberate.store.db import Json
from deliberate.web.still.floor import Floor
from deliberate.web.still.polls import polls
from deliberate.web.still.priorities import Priorities
from deliberate.web.still.questions import Questions
from deliberate.web.still.records import Records
from deliberate.web.still.silence import Silences
from deliberate.web.still.sitting import Sittings
from deliberate.web.still.text import Text


def still(boot: Json) -> dict[str, Any]:
    """What the template of the gallery works with, from the data that its scripts start from."""
    records = Records(boot["snapshot"]["records"], boot["snapshot"]["directory"])
    sittings = Sittings(records)
    return {
        "records": records,
        "sittings": sittings,
        "floor": Floor(records, sittings.current, boot["now"]),
        "text": Text(records),
        "questions": Questions(records),
        "priorities": Priorities(records),
        "silences": Silences(records),
        "polls": polls(records),
    }
