"""Time for the product and a platform together: nobody who sleeps is waited for."""

import asyncio
import datetime as dt
import time


class Hurried:
    """Time that goes on by itself from `start` (seconds since the epoch).

    Where somebody sleeps it has passed at once, for all: so a pace is kept, and costs nothing.
    """

    def __init__(self, start: float) -> None:
        self._behind = time.monotonic() - start

    def timestamp(self) -> float:
        """Seconds since the epoch."""
        return time.monotonic() - self._behind

    def now(self) -> dt.datetime:
        """The same as a moment."""
        return dt.datetime.fromtimestamp(self.timestamp(), dt.UTC)

    async def sleep(self, seconds: float) -> None:
        """Let so much time have passed; of those who sleep at once the last to wake tells."""
        due = self.timestamp() + seconds
        await asyncio.sleep(0)
        self._behind -= max(0.0, due - self.timestamp())
