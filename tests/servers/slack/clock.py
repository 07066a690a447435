"""Slack's own time: a message's id is the moment it was posted."""

import time
from collections.abc import Callable

from tests.servers import clock


class Clock(clock.Clock):
    """Seconds since the epoch, and the ids of messages made of them."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        super().__init__(source)
        self._last_ts = 0

    def ts(self) -> str:
        """The id of a new message: its time, later than all before it."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"
