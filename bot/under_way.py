"""What is asked for twice at once is made once, and shown to both."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")
Add = Callable[[Piece], None]
Make = Callable[[Add[Piece]], Awaitable[Result]]
Show = Callable[[Piece], Awaitable[None]]


class UnderWay(Generic[Piece, Result]):
    """Results that are being made. Who joins one sees its pieces from the first."""

    def __init__(self) -> None:
        self._making: dict[str, _Making[Piece, Result]] = {}

    async def join(self, key: str, make: Make[Piece, Result], show: Show[Piece]) -> Result:
        """The result under `key`: the one under way, or a new one by `make`, which adds pieces.

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


def showing(add: Add[Piece]) -> Show[Piece]:
    """`add` for those who await it."""

    async def show(piece: Piece) -> None:
        add(piece)

    return show


class _Making(Generic[Piece, Result]):
    def __init__(self, make: Make[Piece, Result]) -> None:
        self._pieces: list[Piece] = []
        self._grown = asyncio.Event()
        self.watchers = 0
        self.task = asyncio.ensure_future(make(self._add))
        self.task.add_done_callback(lambda _: self._grow())

    def _add(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._grow()

    def _grow(self) -> None:
        """Wakes all who wait, and makes a new event for the next time."""
        grown, self._grown = self._grown, asyncio.Event()
        grown.set()

    async def watch(self, show: Show[Piece]) -> Result:
        shown = 0
        while not self.task.done() or shown < len(self._pieces):
            grown = self._grown
            if shown == len(self._pieces):
                await grown.wait()
            for piece in self._pieces[shown:]:
                await show(piece)
                shown += 1
        return await asyncio.shield(self.task)

    async def stop(self) -> None:
        if not self.task.done():
            self.task.cancel()
            await asyncio.wait([self.task])
