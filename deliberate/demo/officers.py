"""What the demo's officers do: the chair convenes, opens, closes; the rapporteur brings the text and checks it."""

from datetime import timedelta
from typing import Any

from deliberate.demo import words
from deliberate.demo.chair import chairing, whole_decided
from deliberate.demo.group import AGENDA
from deliberate.demo.statement import report
from deliberate.demo.step import Ideas, Play
from deliberate.documents.five_part import as_command
from deliberate.store.db import Json

BREAK_SECONDS = 20
"""Between two sittings."""

NOTICE = timedelta(minutes=1)
"""A sitting is scheduled for so long from now."""

ARRIVING_SECONDS = 20
SETTLED_SECONDS = 4
"""How long members have to arrive, and how long nobody may have come in when the chair opens."""

SUSPENDED_SECONDS = 60
CHECKING_SECONDS = 8
FAREWELL_SECONDS = 15
RAPPORTEUR_SECONDS = 120
"""How long the rapporteur checks the text, and after the decision: how long until the chair closes the sitting, and how
long at most it waits for a rapporteur who plays by hand."""


def conduct(play: Play) -> Ideas:
    """The chair leads the room from one sitting to the next, and does nothing while somebody conducts by hand."""
    scene = play.scene
    chair = scene.chair
    if chair is None:
        return
    if scene.state is None:
        yield from _convene(play, chair)
    elif scene.state == "scheduled":
        yield from _prepare(play, chair)
    elif scene.state == "suspended":
        if scene.since("sitting.suspended") >= SUSPENDED_SECONDS:
            yield play.step(chair, "sitting.resume")
    else:
        decided = whole_decided(play)
        if scene.statement is None and decided is not None and scene.speech is None and scene.question is None:
            yield from _adjourn(play, chair, decided)
        yield from chairing(play, chair)


def keep_the_text(play: Play) -> Ideas:
    """The rapporteur marks an adopted text as checked, and brings the draft of the next one into a new sitting."""
    scene = play.scene
    rapporteur = scene.officer("rapporteur")
    for statement in scene.statements:
        waits = statement["stage"] == "adopted" and not statement["checked"]
        if rapporteur and waits and scene.age(statement["adopted_at"]) >= CHECKING_SECONDS:
            yield play.step(rapporteur, "statement.mark_checked", statement=statement["id"])
    writer = scene.officer("rapporteur", "secretariat")
    if writer and scene.sitting and scene.statement is None and scene.question is None and not whole_decided(play):
        yield play.step(writer, "statement.import", **_draft(scene.sitting["number"]))


def _convene(play: Play, chair: str) -> Ideas:
    sittings = play.scene.of("sitting")
    last = max(sittings, key=lambda each: each["number"], default=None)
    if last is None or play.scene.age(last["closed_at"]) >= BREAK_SECONDS:
        number = last["number"] + 1 if last else 1
        starts = (play.scene.now + NOTICE).replace(second=0, microsecond=0)
        title = words.SITTING % {"number": words.session_number(number)}
        yield play.step(chair, "sitting.schedule", title=title, starts_at=starts.isoformat())


def _prepare(play: Play, chair: str) -> Ideas:
    """The agenda first; then, when enough have come and nobody else is coming in, the sitting is opened."""
    scene = play.scene
    items = [each["title"] for each in scene.of("item", sitting=scene.sitting["id"])] if scene.sitting else []
    if set(items) < set(AGENDA):
        missing = next(each for each in AGENDA if each not in items)
        yield play.step(chair, "agenda.add", (1.0, 2.0), title=missing)
    arrived = scene.since("sitting.scheduled") >= ARRIVING_SECONDS and scene.since("seat.checked_in") >= SETTLED_SECONDS
    if scene.quorate and arrived:
        yield play.step(chair, "sitting.open")


def _adjourn(play: Play, chair: str, decided: Json) -> Ideas:
    age = play.scene.age(decided["closed_at"])
    checked = all(each["checked"] for each in play.scene.statements if each["stage"] == "adopted")
    if age >= FAREWELL_SECONDS and (checked or age >= RAPPORTEUR_SECONDS):
        yield play.step(chair, "sitting.close")


def _draft(number: int) -> dict[str, Any]:
    """The draft for a sitting: the same report, under a title that says which session it is for."""
    fields: dict[str, Any] = as_command(report())
    session = words.session_number(number)
    return {**fields, "title": words.STATEMENT % {"title": fields["title"], "number": session.lower()}}
