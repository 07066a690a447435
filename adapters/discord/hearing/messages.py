"""What people write in Discord, change, and delete."""

import discord
import structlog

from adapters.discord.hearing.desk import Desk
from adapters.discord.hearing.incoming import PLATFORM, message_of
from bot.chat import messages
from bot.domain.errors import Gone, PapersBotError
from bot.domain.place import Place

_log = structlog.get_logger()


class Messages:
    """Hears what is written where the bot is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shared = messages.Messages(desk)

    async def hear(self, message: discord.Message) -> None:
        """A question is in the store when this returns; its answer goes on behind.

        A changed text comes here as well; one that was not changed is known by its moment.
        """
        desk = self._desk
        if message.author.bot:
            return
        place = await self._place(message.channel.id, str(message.id))
        if place is None or not desk.serves(place):
            return
        heard = message_of(message, place, desk.us)
        if heard is not None:
            await self._shared.hear(heard)

    async def deleted(self, channel: int, message: int) -> None:
        """Whether it was ours Discord does not tell: the store knows what it was."""
        desk, gone = self._desk, str(message)
        place = await self._place(channel, gone)
        if place is None:
            return
        await desk.app.post_deleted(place, gone)
        if await desk.app.retract(place, gone):
            desk.work.start(desk.app.remove_orphans(PLATFORM, desk.platform))

    async def thread_deleted(self, thread: int, parent: int, server: int) -> None:
        """With a post of a forum goes what the bot has posted there."""
        channel = Place(platform=PLATFORM, workspace=str(server), channel=str(parent))
        if isinstance(self._desk.client.get_channel(parent), discord.ForumChannel):
            await self._desk.app.post_deleted(channel, str(thread))

    async def left(self, server: int) -> None:
        """The bot was removed from a server: nothing that people there asked is needed any more."""
        questions = await self._desk.app.forget_workspace(PLATFORM, str(server))
        _log.info("forgot what the server asked", questions=questions)

    async def _place(self, channel: int, message: str) -> Place | None:
        try:
            return await self._desk.place(channel, message)
        except Gone:
            return None
        except PapersBotError as error:
            _log.warning("where something happened is not known", reason=str(error))
            return None
