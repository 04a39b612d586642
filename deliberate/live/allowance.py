"""How often one client may say something: some at once, and then so many a second."""

import time
from dataclasses import dataclass, field


@dataclass
class Allowance:
    """What one client may still say: `most` at once without a pause, regained at `per_second`."""

    most: float
    per_second: float
    left: float = field(init=False)
    counted_at: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.counted_at = self.most, time.monotonic()

    def spend(self) -> bool:
        """Count one more; whether it is within the allowance."""
        now = time.monotonic()
        self.left = min(self.most, self.left + (now - self.counted_at) * self.per_second)
        self.counted_at = now
        if self.left < 1.0:
            return False
        self.left -= 1.0
        return True
