"""What the demo's members do in the room: they come and go, ask for the floor, speak, and give it back."""

from deliberate.demo import words
from deliberate.demo.delegations import TO_PLAY
from deliberate.demo.statement import SPEECH_NOTES, SpeechNote
from deliberate.demo.step import CALM, Ideas, Play
from deliberate.store.db import Json

ARRIVING = (1.0, 2.2)
"""Seconds between two who arrive before a sitting."""

MOST_WAITING = 5
COMING_AND_GOING_SECONDS = (10, 35)
"""From one who comes or goes to the next: at least, where nothing else happens, and where something does."""

ASKING_SECONDS = 6
QUIET_SECONDS = 5
"""When the room has been quiet for so long, somebody does something: comes, goes, or comes to the end of a speech."""

SPEECH_SECONDS = (8, 20)
POINT_OF_ORDER_SECONDS = (6, 10)
"""How long the members of the demo speak."""


def presence(play: Play) -> Ideas:
    """Members check in before a sitting; later one leaves now and then, comes back, or sends an alternate."""
    scene = play.scene
    if scene.state == "scheduled":
        if scene.since("seat.checked_in") >= ARRIVING[0]:
            yield from _arrive(play, ARRIVING)
        return
    if scene.state not in ("open", "suspended") or scene.question is not None:
        return
    rest = scene.since("seat.checked_in", "seat.checked_out")
    if not scene.quorate and rest >= ARRIVING[0]:
        yield from _arrive(play)
    if rest >= COMING_AND_GOING_SECONDS[scene.quiet < QUIET_SECONDS]:
        yield from play.random.choice((_arrive, _leave, _take_over))(play)


def _arrive(play: Play, pause: tuple[float, float] = CALM) -> Ideas:
    scene = play.scene
    number = scene.sitting["number"] if scene.sitting else 0
    missing = sorted(seat for seat, record in scene.seats.items() if seat not in scene.attending and record["holder"])
    play.random.shuffle(missing)
    for seat in missing:
        record = scene.seats[seat]
        sure = record["delegation"] in TO_PLAY
        late = scene.state == "scheduled" and not sure and play.dice.falls(0.1, "late", number, seat)
        if scene.free(record) and not late:
            sent = record["alternate"] and not sure and play.random.random() < 0.2
            yield play.step(record["alternate"] if sent else record["holder"], "presence.check_in", pause)


def _take_over(play: Play) -> Ideas:
    """A holder comes whose alternate sat in until now."""
    scene = play.scene
    for seat, person in sorted(scene.players.items()):
        if person != scene.seats[seat]["holder"] and scene.seats[seat]["holder"]:
            yield play.step(scene.seats[seat]["holder"], "presence.check_in")


def _leave(play: Play) -> Ideas:
    scene = play.scene
    busy = {request["seat"] for request in scene.waiting} | {scene.speech["seat"] if scene.speech else None}
    staying = {seat for seat, record in scene.seats.items() if record["delegation"] in TO_PLAY}
    leaving = sorted(scene.players.keys() - busy - staying)
    play.random.shuffle(leaving)
    for seat in leaving:
        if 4 * scene.present[scene.seats[seat]["side"]] > 3 * scene.of("group")[0]["pairs"]:
            yield play.step(scene.players[seat], "presence.check_out")


def floor(play: Play) -> Ideas:
    """Members ask for the floor, seldom give up waiting, and yield it when they have spoken."""
    scene = play.scene
    if scene.state != "open":
        return
    yield from _yield_the_floor(play)
    if scene.question is not None:
        return
    for request in scene.waiting:
        tired = request["id"] and scene.age(request["at"]) > 25 and play.dice.falls(0.06, "tired", request["id"])
        if tired and scene.players.get(request["seat"]) == request["person"]:
            yield play.step(request["person"], "floor.withdraw", request=request["id"])
    if scene.since("floor.asked") >= ASKING_SECONDS and len(scene.waiting) < MOST_WAITING:
        yield from _ask(play)


def _yield_the_floor(play: Play) -> Ideas:
    scene = play.scene
    speech = scene.speech
    if speech is None or speech["running_since"] is None:
        return
    if scene.spoken_by_hand(speech) or scene.by_hand(speech["person"]):
        return
    ended_by_chair = scene.chair is not None and play.dice.falls(0.35, "ended by the chair", speech["id"])
    enough = scene.elapsed(speech) >= (SPEECH_SECONDS[0] if scene.quiet > QUIET_SECONDS else length(play, speech))
    if enough and not ended_by_chair:
        yield play.step(speech["person"], "floor.end", (1.5, 3.0))


def length(play: Play, speech: Json) -> float:
    """How long a member speaks, in seconds."""
    point = speech["kind"] == "point_of_order"
    return play.dice.of("length", speech["id"]).uniform(*(POINT_OF_ORDER_SECONDS if point else SPEECH_SECONDS))


def _ask(play: Play) -> Ideas:
    """Whoever has spoken least on the item asks next, of the side with fewer waiting; points of order once on each."""
    scene = play.scene
    sitting = scene.sitting or {}
    spoken = [speech for speech in scene.of("speech") if speech["item"] == sitting.get("item")]
    heard = [speech["seat"] or speech["person"] for speech in spoken]
    waiting = {request["seat"] or request["person"] for request in scene.waiting}
    notes = list(SPEECH_NOTES)
    play.random.shuffle(notes)
    sides = [scene.seats[request["seat"]]["side"] for request in scene.waiting if request["seat"] in scene.seats]
    asking: list[tuple[tuple[int, int], str, SpeechNote]] = []
    for note in notes:
        seat = scene.seat_of(note.delegation)
        if seat is None or seat not in scene.players or seat in waiting:
            continue
        if note.kind != "statement" and (len(spoken) < 3 or any(speech["kind"] == note.kind for speech in spoken)):
            continue
        if note.kind == "statement" and sitting.get("list_closed"):
            continue
        asking.append(((sides.count(scene.seats[seat]["side"]), heard.count(seat)), scene.players[seat], note))
    for (_, times), person, note in sorted(asking, key=lambda each: each[0]):
        said = note.note if not times else play.random.choice(words.SECOND_THOUGHTS)
        yield play.step(person, "floor.ask", kind=note.kind, note=said)
    associate = scene.officer("associate")
    if associate and associate not in waiting and heard.count(associate) < 1 and len(spoken) >= 2:
        yield play.step(associate, "floor.ask", note=play.random.choice(words.ASSOCIATE))
