"""An answer that appears while it is being made."""

import asyncio
from typing import Protocol, Self

import structlog

from bot.chat.draft import Draft
from bot.chat.patiently import patiently
from bot.chat.rest import Rest
from bot.domain.conversation import Answer, Statement
from bot.domain.errors import InDoubt, NotSent, PlatformError
from bot.ports.outbound import Clock

_log = structlog.get_logger()
_PAUSE = 2.0  # seconds after a failure that names none
_FAILURES = 5  # in a row, before people see nothing until there is more to see


class Canvas(Protocol):
    """Where an answer is drawn."""

    @property
    def post(self) -> str | None:
        """The id of the message in which it begins."""
        ...

    async def turn(self) -> None:
        """Wait until a drawing that is not the last may be made."""
        ...

    async def draw(self, draft: Draft) -> None:
        """Show all that the draft says. After a `PlatformError` it may be drawn again."""
        ...

    async def leave(self) -> None:
        """Leave it as it is. Raises a `PlatformError`."""
        ...


class LiveAnswer:
    """`AnswerStream`: what is said within the gap is drawn at once, the end always.

    `gap`: seconds between two drawings. Whoever says something never waits for the platform, and
    what fails underway is made good by the next drawing: only an end that cannot be shown is an
    error.
    """

    def __init__(self, draft: Draft, canvas: Canvas, clock: Clock, gap: float) -> None:
        self._draft = draft
        self._canvas = canvas
        self._clock = clock
        self._gap = gap
        self._pause = Rest(clock, gap)
        self._drawn = 0  # blocks
        self._drawer: asyncio.Task[None] | None = None
        self._drawing: asyncio.Task[float | None] | None = None

    @classmethod
    async def begin(cls, draft: Draft, canvas: Canvas, clock: Clock, gap: float) -> Self:
        """Show the titles, and that the paper is being read. Raises a `PlatformError`."""
        await canvas.draw(draft)
        return cls(draft, canvas, clock, gap)

    @property
    def post(self) -> str | None:
        """The id of the message in which it begins."""
        return self._canvas.post

    async def show(self, statement: Statement) -> None:
        """Show one checked statement."""
        self._draft.add(statement)
        if self._drawer is None or self._drawer.done():
            self._drawer = asyncio.create_task(self._keep_up())

    async def finish(self, answer: Answer) -> None:
        """Show what remains and end. Raises a `PlatformError` when it cannot be shown."""
        self._draft.end(answer)
        await self._end()

    async def abort(self, reason: str) -> None:
        """End with a line that says why. Raises a `PlatformError` when it cannot be shown."""
        self._draft.break_off(reason)
        await self._end()

    async def leave(self) -> None:
        """End without a word."""
        await self._hold()
        await self._canvas.leave()

    async def _end(self) -> None:
        await self._hold()
        await self._rest()
        await patiently(self._clock, lambda: self._canvas.draw(self._draft))

    async def _hold(self) -> None:
        """Draw no more, but let the drawing under way arrive: it must not overtake the next."""
        if self._drawer:
            self._drawer.cancel()
            await asyncio.wait({self._drawer})
        if self._drawing:
            await asyncio.wait({self._drawing})

    async def _keep_up(self) -> None:
        failures = 0
        while self._drawn < len(self._draft.blocks) and failures < _FAILURES:
            await self._rest()
            await self._canvas.turn()
            self._drawing = asyncio.create_task(self._draw())
            pause = await asyncio.shield(self._drawing)
            failures = failures + 1 if pause is not None else 0
            if pause:
                await self._clock.sleep(pause)

    async def _draw(self) -> float | None:
        """Draw what there is; after a failure, the seconds to wait before the next."""
        blocks = len(self._draft.blocks)
        self._pause = Rest(self._clock, self._gap)
        try:
            await self._canvas.draw(self._draft)
        except (NotSent, InDoubt) as error:
            _log.warning("an answer was not shown yet", why=str(error))
            return error.retry_after or _PAUSE
        except PlatformError as error:
            _log.warning("an answer is not shown", why=str(error))
            self._drawn = blocks
            return None
        self._drawn = blocks
        return None

    async def _rest(self) -> None:
        if left := self._pause.left:
            await self._clock.sleep(left)
