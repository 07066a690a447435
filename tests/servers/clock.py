"""A platform's own time, which tests move on so that nothing has to sleep."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

# For what a machine under load may need, never for what a test waits out.
PATIENCE = 20.0
# What happens here wakes those who wait; what happens elsewhere they see at the next glance.
GLANCE = 0.05


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

    async def until(self, condition: Callable[[], T], what: str, seen: Callable[[], str]) -> T:
        """Wait until a condition gives something true, and return that.

        An index, a key or a `next` that is not there yet is not true yet. Fails with what was seen.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    change = self.next
                    with contextlib.suppress(LookupError, StopIteration):
                        if found := condition():
                            return found
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(change.wait(), GLANCE)
        except TimeoutError:
            raise AssertionError(f"it did not come to {what or 'this'}:\n{seen()}") from None


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
