"""When something that died is started again: soon at first, later each time, and soon again once it was steady."""

from __future__ import annotations

from dataclasses import dataclass

# All in seconds.
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
# Who has run this long has recovered: its next restart is quick again.
STEADY_AFTER = 60.0


@dataclass
class Restarts:
    """The restarts of one process. Moments are seconds of a clock that only goes forwards."""

    since: float
    wait: float = FIRST_WAIT
    again_at: float | None = None

    @property
    def waits(self) -> bool:
        """Whether it is known to have died and not started yet."""
        return self.again_at is not None

    def died(self, now: float) -> None:
        """Settle when it is started again."""
        if now - self.since > STEADY_AFTER:
            self.wait = FIRST_WAIT
        self.again_at = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def is_due(self, now: float) -> bool:
        """Whether it is to be started now."""
        return self.again_at is not None and now >= self.again_at

    def started(self, now: float) -> None:
        """It runs again."""
        self.since, self.again_at = now, None
