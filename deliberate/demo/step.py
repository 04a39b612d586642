"""A step of the script, and what its players have in hand when they choose one."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from deliberate.demo.scene import Scene

CALM = (2.0, 4.8)
"""Seconds from one step to the next look, at least and at most."""

BRISK = (0.4, 0.9)
"""The same while a room votes."""


@dataclass(frozen=True)
class Step:
    """Who gives which command with what, and the seconds until the next look."""

    actor: str
    command: str
    data: dict[str, Any]
    pause: float


Ideas = Iterator[Step]
"""What could be done now, the most fitting first."""


class Dice:
    """Chance that can be asked again: the same question has the same answer for as long as the script runs."""

    def __init__(self, random: Random) -> None:
        self._seed = random.getrandbits(64)

    def of(self, *what: object) -> Random:
        """Chance for one matter."""
        return Random(f"{self._seed} {what}")  # noqa: S311 - a play: nothing here is a secret

    def falls(self, share: float, *what: object) -> bool:
        """Whether something that is so in this share of all cases is so in this one."""
        return self.of(*what).random() < share


@dataclass(frozen=True)
class Play:
    """The room now, and chance: what does not change from look to look, and what does."""

    scene: Scene
    dice: Dice
    random: Random

    def step(self, actor: str, command: str, pause: tuple[float, float] = CALM, /, **data: Any) -> Step:
        """A step, with a pause after it."""
        return Step(actor, command, data, round(self.random.uniform(*pause), 2))
