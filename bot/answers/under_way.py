"""The same question asked twice at once is answered once, and shown to both."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.domain.conversation import Answer, Statement
from bot.ports.inbound import Show


class UnderWay:
    """Answers that are being made. Who joins one sees its statements from the first."""

    def __init__(self) -> None:
        self._making: dict[str, _Making] = {}

    async def join(self, key: str, make: Callable[[Show], Awaitable[Answer]], show: Show) -> Answer:
        """The answer under `key`: the one under way, or a new one by `make`.

        The work ends when all who wait for it have gone; who comes then starts anew.
        """
        making = self._making.get(key)
        if making is None or making.task.done():
            making = self._making[key] = _Making(make)
        making.watchers += 1
        try:
            return await making.watch(show)
        finally:
            making.watchers -= 1
            if making.watchers == 0:
                if self._making.get(key) is making:
                    del self._making[key]
                await making.stop()


class _Making:
    def __init__(self, make: Callable[[Show], Awaitable[Answer]]) -> None:
        self._statements: list[Statement] = []
        self._grown = asyncio.Event()
        self.watchers = 0
        self.task = asyncio.ensure_future(make(self._add))
        self.task.add_done_callback(lambda _: self._grow())

    async def _add(self, statement: Statement) -> None:
        self._statements.append(statement)
        self._grow()

    def _grow(self) -> None:
        """Wakes all who wait, and makes a new event for the next time."""
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()

    async def watch(self, show: Show) -> Answer:
        shown = 0
        while not self.task.done() or shown < len(self._statements):
            grown = self._grown
            if shown == len(self._statements):
                await grown.wait()
            for statement in self._statements[shown:]:
                await show(statement)
                shown += 1
        return await asyncio.shield(self.task)

    async def stop(self) -> None:
        if not self.task.done():
            self.task.cancel()
            await asyncio.wait([self.task])
