"""What people write in Discord, change, and delete."""

import discord
import structlog

from adapters.discord.hearing.desk import Desk
from adapters.discord.hearing.incoming import PLATFORM, message_of
from adapters.discord.wire.attempt import attempt
from bot.chat import messages
from bot.domain.errors import Gone, PapersBotError, PlatformError
from bot.domain.place import Place

_log = structlog.get_logger()
_MISSED = 50  # messages of one channel that are read again


class Messages:
    """Hears what is written where the bot is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._newest = 0  # of the ids of messages that were heard
        self._begun: set[int] = set()  # shards that had a session
        self._shared = messages.Messages(desk)

    async def hear(self, message: discord.Message) -> None:
        """A question is in the store when this returns; its answer goes on behind.

        A changed text comes here as well; one that was not changed is known by its moment.
        """
        desk = self._desk
        self._newest = max(self._newest, message.id)
        if message.author.bot:
            return
        place = await self._place(message.channel.id, str(message.id))
        if place is None or not desk.serves(place):
            return
        heard = message_of(message, place, desk.us)
        if heard is not None:
            await self._shared.hear(heard)

    async def session_begun(self, shard: int) -> None:
        """Read what was written while a session was lost that Discord does not go on with.

        In our threads and the channels that are served; what is known already is answered no second
        time. Of direct messages Discord does not tell which have any.
        """
        first, since = shard not in self._begun, self._newest
        self._begun.add(shard)
        if first or not since:
            return
        for guild in self._desk.client.guilds:
            if guild.shard_id != shard:
                continue
            ours = (thread for thread in guild.threads if thread.owner_id == self._desk.us.id)
            rooms: list[discord.Thread | discord.TextChannel] = [*ours, *guild.text_channels]
            for room in rooms:
                if (room.last_message_id or 0) > since:
                    await self._read(room, since)

    async def _read(self, room: discord.Thread | discord.TextChannel, since: int) -> None:
        try:
            async with attempt("read what was missed"):
                after = discord.Object(since)
                missed = [m async for m in room.history(after=after, limit=_MISSED)]
        except PlatformError as error:
            _log.warning("what was missed is not read", reason=str(error))
            return
        for message in missed:
            await self.hear(message)

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
