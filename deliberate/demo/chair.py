"""What the demo's chair does while a sitting is open: gives the floor, puts questions, and closes them."""

from deliberate.demo import words
from deliberate.demo.answers import CALL_SECONDS, VOTE_SECONDS, awaits_a_hand, is_answered
from deliberate.demo.drafters import to_settle, to_table
from deliberate.demo.group import AGENDA
from deliberate.demo.members import length
from deliberate.demo.step import Ideas, Play
from deliberate.domain.brackets import is_clean
from deliberate.store.db import Json

HAND_SECONDS = 60
"""How long the chair waits for the answer of somebody who plays by hand."""

OVERDUE_SECONDS = 45
"""When a vote is closed although somebody has not voted."""

EXTENSION_SECONDS = 60
GRACE_SECONDS = 20
"""What a speaker is given beyond the time, and how long the chair then still waits."""

PAUSE_SECONDS = 5
OPENING_SECONDS = 12
DRAFTING_SECONDS = 60
DRAFTING_AT_MOST_SECONDS = 900
NOTICE_SECONDS = 25
"""How long the opening takes, how long drafting goes on, and how long an amendment is known before it is put."""

AGAIN_SECONDS = 60
"""After how long a question without a result is put again."""

SILENCE_SECONDS = 20
"""When nobody has asked for the floor for so long, there has been enough debate."""

SPEECHES_AT_MOST = 30
"""The longest debate before a decision."""

OPENING_ITEM, READING, BENCHMARKS, ADOPTION = range(len(AGENDA))
HALFWAY = 4
"""After how many decisions the next item is taken up."""

RULING_SECONDS = 3
"""How long the chair thinks about a point of order."""


def chairing(play: Play, chair: str) -> Ideas:
    """One thing after the other: the open question, the speaker, the business of the sitting, the next speaker."""
    scene = play.scene
    if scene.question is not None:
        yield from _close_question(play, chair, scene.question)
    elif scene.speech is not None:
        yield from _mind_the_clock(play, chair, scene.speech)
    elif raised := scene.of("motion", state="open"):
        yield from _answer(play, chair, raised[0])
    else:
        yield from _take_up(play, chair)
        if scene.stage == "drafting":
            yield from _end_drafting(play, chair)
        elif scene.stage in ("negotiation", "final") and scene.quorate:
            yield from _put(play, chair)
        if scene.waiting and scene.since("floor.ended") >= 2:
            yield play.step(chair, "floor.call")


def _answer(play: Play, chair: str, motion: Json) -> Ideas:
    """A point of order is ruled on; a motion is put to the vote once nobody waits to speak on it."""
    scene = play.scene
    if scene.since("floor.ended") < RULING_SECONDS:
        return
    if motion["kind"] == "point_of_order":
        yield play.step(chair, "motion.rule", motion=motion["id"], ruling="upheld", reason=words.RULING)
    elif any(request["motion"] == motion["id"] for request in scene.waiting):
        yield play.step(chair, "floor.call")
    elif scene.quorate:
        yield play.step(chair, "vote.open", motion=motion["id"])


def whole_decided(play: Play) -> Json | None:
    """The question by which a statement was adopted or rejected in this sitting."""
    sitting = play.scene.sitting
    put = [play.scene.last_about("statement", each["id"]) for each in reversed(play.scene.statements)]
    here = [each for each in put if each and sitting and each["sitting"] == sitting["id"]]
    return next((each for each in here if each["outcome"] in ("adopted", "consensus", "rejected")), None)


def _close_question(play: Play, chair: str, question: Json) -> Ideas:
    scene = play.scene
    age = scene.age(question["opened_at"])
    if age < HAND_SECONDS and awaits_a_hand(scene, question):
        return
    if question["kind"] == "vote":
        if age >= VOTE_SECONDS + 3 and (is_answered(play, question) or age >= OVERDUE_SECONDS):
            yield play.step(chair, "vote.close", question=question["id"])
    elif age >= CALL_SECONDS + 2:
        fields = {}
        if question["definition"] != "no_objection":
            objects = scene.of("position", question=question["id"], stance="object")
            outcome = "no_consensus" if objects else "consensus"
            fields = {"outcome": outcome, "reason": words.FINDS[outcome]}
        yield play.step(chair, "call.close", question=question["id"], **fields)


def _mind_the_clock(play: Play, chair: str, speech: Json) -> Ideas:
    """A scripted speaker is ended, paused or given more time now and then; by hand one has all the time."""
    scene = play.scene
    elapsed, limit = scene.elapsed(speech), speech["limit"]
    running, extended = speech["running_since"] is not None, limit > scene.settings["speech_limit"]
    by_hand = scene.spoken_by_hand(speech)
    planned = limit if by_hand else length(play, speech)
    turn = play.dice.of("turn", speech["id"]).random()
    if not running:
        if scene.since("floor.paused") >= PAUSE_SECONDS:
            yield play.step(chair, "floor.resume")
    elif by_hand and elapsed >= limit and not extended and speech["kind"] == "statement":
        yield play.step(chair, "floor.extend", seconds=EXTENSION_SECONDS)
    elif elapsed >= planned + (GRACE_SECONDS if by_hand else 2):
        yield play.step(chair, "floor.end")
    elif by_hand or speech["kind"] != "statement" or elapsed < planned / 2:
        return
    elif turn < 0.12 and speech["spoken"] == 0:
        yield play.step(chair, "floor.pause")
    elif turn > 0.88 and not extended:
        yield play.step(chair, "floor.extend", seconds=EXTENSION_SECONDS)


def _take_up(play: Play, chair: str) -> Ideas:
    """The items of the agenda are taken up one after the other, as the work on the text goes on."""
    scene = play.scene
    sitting = scene.sitting or {}
    items = {each["title"]: each for each in scene.of("item", sitting=sitting.get("id"))}
    now = next((each["position"] for each in items.values() if each["id"] == sitting["item"]), 0)
    title = AGENDA[_stage_of_agenda(play)]
    if title in items and items[title]["position"] > now:
        yield play.step(chair, "agenda.take_up", item=items[title]["id"])


def _stage_of_agenda(play: Play) -> int:
    scene = play.scene
    opened = scene.sitting["opened_at"] if scene.sitting else None
    if scene.statement is None or scene.age(opened) < OPENING_SECONDS:
        return OPENING_ITEM
    if scene.stage == "drafting":
        return READING
    if _only_the_whole_is_left(play):
        return ADOPTION
    decided = [each for each in scene.amendments if each["state"] in ("adopted", "rejected")]
    return BENCHMARKS if len(decided) >= HALFWAY else READING


def _end_drafting(play: Play, chair: str) -> Ideas:
    scene = play.scene
    age = scene.age(scene.sitting["opened_at"] if scene.sitting else None)
    drafted = not to_settle(play) and age >= DRAFTING_SECONDS and _debated(play)
    if scene.statement and (drafted or age >= DRAFTING_AT_MOST_SECONDS):
        yield play.step(chair, "statement.set_stage", statement=scene.statement["id"], stage="negotiation")


def _debated(play: Play) -> bool:
    """Whether enough has been said since the last decision.

    Each statement adopted makes the debates on the next one longer: a room that is left alone for days stays alive,
    and decides less often, so that what a newcomer's browser has to load does not grow without measure.
    """
    scene = play.scene
    sitting = scene.sitting or {"id": None, "opened_at": None}
    decided = [each["closed_at"] for each in scene.of("question", sitting=sitting["id"]) if each["closed_at"]]
    since = max([sitting["opened_at"] or "", *decided])
    said = [speech for speech in scene.of("speech", sitting=sitting["id"]) if speech["started_at"] >= since]
    adopted = sum(1 for each in scene.statements if each["stage"] == "adopted")
    enough = min(2 + 2 * adopted, SPEECHES_AT_MOST)
    silence = min(scene.since("floor.asked"), scene.age(since or None), scene.watched)
    return len(said) >= enough or (not scene.waiting and silence >= SILENCE_SECONDS)


def _put(play: Play, chair: str) -> Ideas:
    """What is to be decided next: a vote where there was no consensus, or else a call, and the whole at the end."""
    scene = play.scene
    ready = [each for each in scene.pending if each["state"] == "tabled"]
    for noun, record in [*(("amendment", each) for each in ready), ("statement", scene.statement)]:
        put = scene.last_about(noun, record["id"]) if record else None
        if put and record and put["outcome"] == "no_consensus":
            if scene.age(put["closed_at"]) >= PAUSE_SECONDS:
                about = {"type": noun, "id": record["id"]}
                yield play.step(chair, "vote.open", about=about, preset="substantive")
            return
    if not _debated(play):
        return
    amendments = [each for each in ready if _is_ripe(play, each)]
    paragraphs = _to_agree(play)
    decided = len([each for each in scene.of("question", state="closed") if each["about"]])
    calls = [("amendment", each) for each in amendments[:1]] + [("paragraph", each) for each in paragraphs[:1]]
    if decided % 3 == 2:
        calls.reverse()
    if scene.statement and scene.stage == "final":
        calls = [("statement", scene.statement)] if _may_be_put(play, "statement", scene.statement) else []
    elif scene.statement and _only_the_whole_is_left(play):
        yield play.step(chair, "statement.set_stage", statement=scene.statement["id"], stage="final")
    for noun, record in calls:
        yield play.step(chair, "call.open", about={"type": noun, "id": record["id"]})


def _is_ripe(play: Play, amendment: Json) -> bool:
    needed = play.scene.settings["cosponsors"] + 1
    lies_there = play.scene.age(amendment["at"]) >= NOTICE_SECONDS
    if any(each["parent"] == amendment["id"] for each in play.scene.pending):
        return False  # what amends it comes first
    return lies_there and len(amendment["sponsors"]) >= needed and _may_be_put(play, "amendment", amendment)


def _may_be_put(play: Play, noun: str, record: Json) -> bool:
    """Whether nothing has come of it yet: never put, or without a result a while ago."""
    put = play.scene.last_about(noun, record["id"])
    return put is None or play.scene.age(put["closed_at"]) >= AGAIN_SECONDS


def _to_agree(play: Play) -> list[Json]:
    """Paragraphs that can be agreed already, one in five: clean, and nobody wants to change them."""
    scene = play.scene
    busy = {each["paragraph"] for each in scene.pending} | {each.paragraph["id"] for each in to_table(play)}
    return [
        each
        for each in scene.paragraphs
        if play.dice.falls(0.2, "agree", each["id"])
        and each["id"] not in busy
        and each["state"] == "open"
        and is_clean(each["text"])
        and scene.last_about("paragraph", each["id"]) is None
    ]


def _only_the_whole_is_left(play: Play) -> bool:
    scene = play.scene
    clean = all(is_clean(each["text"]) for each in scene.paragraphs)
    return bool(scene.paragraphs) and clean and not scene.pending and not to_table(play) and not _to_agree(play)
