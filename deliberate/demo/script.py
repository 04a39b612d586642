"""The script of the demo: whatever the room allows now, one step after the other, for ever.

Nothing here knows more than a member of the room does, nothing is done but through the door, and whoever takes a part
into their own hands has it for themselves.
"""

import secrets
from datetime import UTC, datetime, timedelta
from itertools import chain
from random import Random

import gevent
import structlog
from sqlalchemy.exc import SQLAlchemyError

from deliberate.commands.execute import Door
from deliberate.demo.answers import answers
from deliberate.demo.drafters import amending, drafting
from deliberate.demo.group import SLUG
from deliberate.demo.members import floor, presence
from deliberate.demo.officers import conduct, keep_the_text
from deliberate.demo.scene import Scene
from deliberate.demo.step import Dice, Ideas, Play, Step
from deliberate.demo.watch import Watch
from deliberate.domain.refusals import Refusal

SEED = 1990
"""The year of the convention on the rights of migrant workers. Any number does."""

IDLE_SECONDS = 1.0
"""From one look to the next when there was nothing to do."""

TROUBLE_SECONDS = 10.0
"""The same when the database did not answer."""

REFUSED = timedelta(seconds=30)
"""Who was refused something does not try it again for so long."""

REHEARSAL = timedelta(seconds=430)
"""How long the session has been under way when the demo is first opened: long enough for the first vote to be open."""

log = structlog.get_logger(__name__)


class Director:
    """Chooses the next step from the room as it is. The same room and the same chance make the same step."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._dice = Dice(random)
        self._refused: dict[tuple[str, str], datetime] = {}

    def next(self, scene: Scene) -> Step | None:
        """The next step, or nothing where everybody waits for time to pass or for somebody else."""
        return next((step for step in self._ideas(scene) if not self._was_refused(step, scene.now)), None)

    def refused(self, step: Step, now: datetime) -> None:
        """Remember that a step was refused."""
        self._refused = {key: at for key, at in self._refused.items() if now - at < REFUSED}
        self._refused[step.actor, step.command] = now

    def _ideas(self, scene: Scene) -> Ideas:
        play = Play(scene, self._dice, self._random)
        doings = [floor, presence, drafting, amending]
        self._random.shuffle(doings)
        return chain(answers(play), conduct(play), keep_the_text(play), *(doing(play) for doing in doings))

    def _was_refused(self, step: Step, now: datetime) -> bool:
        at = self._refused.get((step.actor, step.command))
        return at is not None and now - at < REFUSED


def rehearse(door: Door, since: datetime, until: datetime, seed: int = SEED) -> None:
    """Play what happened between two moments, at once: whoever opens the demo finds a session under way."""
    watch = Watch(door.database, SLUG)
    director = Director(Random(seed))  # noqa: S311 - a play: nothing here is a secret
    now = since
    while now < until:
        now += timedelta(seconds=turn(door, watch, director, now))


def play(door: Door, seed: int = SEED) -> None:
    """Play the demo group's members and officers. Runs for ever, in a greenlet of its own."""
    watch = Watch(door.database, SLUG)
    director = Director(Random(seed))  # noqa: S311 - a play: nothing here is a secret
    while True:
        gevent.sleep(turn(door, watch, director, datetime.now(UTC)))


def turn(door: Door, watch: Watch, director: Director, now: datetime) -> float:
    """Look at the room and do one thing at most; the seconds until the next look.

    A refusal is no surprise: somebody else was quicker.
    """
    try:
        step = director.next(watch.look(now))
        return IDLE_SECONDS if step is None else _take(step, door, watch, director, now)
    except SQLAlchemyError:
        log.warning("script_waits", exc_info=True)
        return TROUBLE_SECONDS


def _take(step: Step, door: Door, watch: Watch, director: Director, now: datetime) -> float:
    key = secrets.token_hex(16)
    try:
        receipt = door.execute(step.command, step.data, group=SLUG, actor=step.actor, key=key, now=now)
    except Refusal as refusal:
        log.debug("refused", command=step.command, code=refusal.code)
        director.refused(step, now)
        return IDLE_SECONDS
    watch.did(receipt["seq"])
    return step.pause
