"""The real clock, the only place that asks the system for the time."""

import asyncio
import datetime as dt


class SystemClock:
    """`Clock` of this machine."""

    def now(self) -> dt.datetime:
        """The current time in UTC."""
        return dt.datetime.now(dt.UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
