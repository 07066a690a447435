"""That somebody is writing, as Discord shows it below a conversation."""

import asyncio

import discord
import structlog

from adapters.discord.wire.errors import as_ours
from bot.chat.draft import Draft
from bot.chat.live_answer import Canvas
from bot.domain.errors import PlatformError

_log = structlog.get_logger()
_LONGEST = 600  # seconds, should nobody end an answer


class TypingMeanwhile:
    """`Canvas`: another one, and until its end people see that there is more to come."""

    def __init__(self, canvas: Canvas, room: discord.abc.Messageable) -> None:
        self._canvas = canvas
        self._room = room
        self._typing: asyncio.Task[None] | None = None

    @property
    def post(self) -> str | None:
        """The id of the message in which the answer begins."""
        return self._canvas.post

    async def turn(self) -> None:
        """Wait as the other one does."""
        await self._canvas.turn()

    async def draw(self, draft: Draft) -> None:
        """Draw on the other one; what is posted takes Discord's sign away, so it comes after."""
        if draft.ended:
            await self._stop()
        await self._canvas.draw(draft)
        if not draft.ended and self._typing is None:
            self._typing = asyncio.create_task(self._type())

    async def leave(self) -> None:
        """Leave it as it is."""
        await self._stop()
        await self._canvas.leave()

    async def _stop(self) -> None:
        if self._typing:
            self._typing.cancel()
            await asyncio.wait({self._typing})

    async def _type(self) -> None:
        try:
            with as_ours("show that the bot is typing"):
                async with asyncio.timeout(_LONGEST), self._room.typing():
                    await asyncio.Event().wait()
        except PlatformError as error:
            _log.debug("it is not shown that the bot is typing", why=str(error))
