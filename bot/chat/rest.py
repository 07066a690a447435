"""A while that has to pass before something may be done again."""

import datetime as dt

from bot.ports.outbound import Clock


class Rest:
    """So many seconds from its making on; no more of them because the clock was set back since."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._rest = dt.timedelta(seconds=seconds)
        self._begun = clock.now()

    @property
    def left(self) -> float:
        """Seconds until it is over; 0 when it is."""
        now = self._clock.now()
        self._begun = min(self._begun, now)
        return max(0.0, (self._begun + self._rest - now).total_seconds())
