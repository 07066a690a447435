"""How long something is tried again that a platform did not take for now."""

import datetime as dt

from bot.domain.errors import PlatformError
from bot.ports.outbound import Clock

_SHORTEST, _LONGEST = 3.0, 60.0  # seconds; the first is enough to find what got through


class Waits:
    """Waits between tries: as long as the platform asks for, else 3 s, doubled up to a minute."""

    def __init__(self, clock: Clock, deadline: dt.datetime) -> None:
        self._clock = clock
        self._deadline = deadline
        self._next = _SHORTEST

    def after(self, error: PlatformError) -> float:
        """Seconds to wait after an error; raises it when the deadline is over by then."""
        if error.retry_after is not None:
            seconds = max(error.retry_after, 1.0)
        else:
            seconds, self._next = self._next, min(2 * self._next, _LONGEST)
        if (self._deadline - self._clock.now()).total_seconds() < seconds:
            raise error
        return seconds
