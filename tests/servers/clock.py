"""A platform's own time, which tests move on so that nothing has to sleep."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Wakes everybody who waits, each time it rings."""

    def __init__(self) -> None:
        self.next = asyncio.Event()

    def ring(self) -> None:
        """Something has changed."""
        rung, self.next = self.next, asyncio.Event()
        rung.set()

    async def heard(self) -> None:
        """Return at the next ring."""
        await self.next.wait()


class Clock:
    """Seconds since the epoch: those of `source`, and what tests have added."""

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self._ahead = 0.0
        self._moved = Bell()

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._source() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let time pass at once; whatever waits for it goes on."""
        self._ahead += seconds
        self._moved.ring()

    async def sleep(self, seconds: float) -> None:
        """Wait until so much time has passed, by itself or by `advance`."""
        due = self.now() + seconds
        while (left := due - self.now()) > 0:
            try:
                await asyncio.wait_for(self._moved.heard(), left)
            except TimeoutError:
                continue

    async def within(self, seconds: float, work: Awaitable[T]) -> T:
        """What `work` gives. Raises `TimeoutError` when it takes longer."""
        task = asyncio.ensure_future(work)
        alarm = asyncio.ensure_future(self.sleep(seconds))
        try:
            await asyncio.wait((task, alarm), return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise TimeoutError
            return task.result()
        finally:
            task.cancel()
            alarm.cancel()
