"""Where Discord keeps messages: text channels, threads, forums, direct messages."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Literal

import discord
import structlog

from adapters.discord.rendering.limits import short
from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.errors import code_of
from bot.chat.plainer import Form, taken
from bot.domain.errors import Gone, PlatformError, PlatformProblem, Rejected
from bot.domain.place import Place

_log = structlog.get_logger()
DIRECT = "@me"  # the workspace of what is in no server
_NAME = 100  # characters
_ANY_NAME = "Daily Papers"  # where a server's moderation does not like the title
_HIDDEN_AFTER: Literal[4320] = 4320  # minutes without a word: a weekend
_THREAD_IS_THERE = 160004
_ARCHIVED = 50083
_WITH_MESSAGES = (discord.TextChannel, discord.VoiceChannel, discord.StageChannel)


class Rooms:
    """The places of the core as Discord's channels.

    In a forum or media channel each message is a thread of its own with the same id.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._fetched: dict[int, object] = {}  # channels that the gateway has not told of

    def room(self, place: Place) -> discord.PartialMessageable:
        """A place that takes messages as it is: a thread, or a channel that is no forum."""
        server = None if place.workspace == DIRECT else _number(place.workspace)
        room = _number(place.thread or place.channel)
        return self._client.get_partial_messageable(room, guild_id=server)

    async def forum(self, place: Place) -> discord.ForumChannel | None:
        """The forum that a place is, if it is one. Raises a `PlatformError`."""
        if place.thread is not None or place.workspace == DIRECT:
            return None
        channel = await self._channel(place.channel)
        return channel if isinstance(channel, discord.ForumChannel) else None

    async def of(self, place: Place, post: str) -> Place:
        """Where a message of a place really stands: in a forum that is its own thread."""
        return place.model_copy(update={"thread": post}) if await self.forum(place) else place

    def message(self, place: Place, post: str) -> discord.PartialMessage:
        """A message that stands there."""
        return self.room(place).get_partial_message(_number(post))

    async def begin_thread(self, place: Place, post: str, title: str) -> None:
        """Let there be a thread under a message, where messages there have some."""
        if place.thread is not None or place.workspace == DIRECT:
            return
        channel = await self._channel(place.channel)
        if isinstance(channel, discord.ForumChannel):
            return
        if not isinstance(channel, _WITH_MESSAGES):
            raise Rejected("begin a thread: the channel has none")
        message = channel.get_partial_message(_number(post))

        async def begin(name: str) -> None:
            try:
                async with attempt("begin a thread"):
                    await message.create_thread(name=name, auto_archive_duration=_HIDDEN_AFTER)
            except Rejected as error:
                if code_of(error) != _THREAD_IS_THERE:
                    raise

        await taken(iter((Form(name_of(title)), Form(_ANY_NAME, "its title"))), begin)

    async def opened(self, thread: int, do: Callable[[], Awaitable[None]]) -> None:
        """Do something that an archived thread does not allow: it is opened, and that done again.

        Raises the refusal where only moderators may open it, or where that was for another reason.
        """
        try:
            await do()
        except Gone as refusal:
            if code_of(refusal) != _ARCHIVED:
                raise
            try:
                found = await self._thread(thread)
                async with attempt("open a thread again"):
                    await found.edit(archived=False)
            except (Gone, Rejected) as error:
                raise refusal from error
            await do()

    async def put_away(self, place: Place, post: str) -> None:
        """What becomes of the thread under a message of ours that was deleted.

        One that holds nothing goes too, if we may delete it; what people wrote stays, but out of
        the list of channels.
        """
        if place.thread is not None or place.workspace == DIRECT:
            return
        try:
            thread = await self._thread(_number(post))
            if not thread.message_count and await self._deleted(thread):
                return
            if not thread.archived:
                async with attempt("archive a thread"):
                    await thread.edit(archived=True)
        except Gone:
            return  # there is none
        except PlatformError as error:
            _log.info("the thread of a deleted message stays", why=str(error))

    async def posts_of(
        self, forum: discord.ForumChannel, since: dt.datetime | None
    ) -> list[discord.Thread]:
        """Our posts in a forum since then, oldest first."""
        async with attempt("list the posts of a forum"):
            threads = [t for t in await forum.guild.active_threads() if t.parent_id == forum.id]
            threads += [t async for t in forum.archived_threads(limit=100)]
        own = {t.id: t for t in threads if t.owner_id == self.us}
        begun = discord.utils.snowflake_time
        return [own[i] for i in sorted(own) if since is None or begun(i) >= since]

    @property
    def us(self) -> int:
        """The bot's own id."""
        if self._client.user is None:
            raise RuntimeError("the client has not logged in")
        return self._client.user.id

    async def direct(self, person: str) -> Place:
        """The direct messages with somebody. Raises `Gone` for who takes none of apps."""
        async with attempt("open direct messages"):
            channel = await self._client.create_dm(discord.Object(_number(person)))
        return Place(platform="discord", workspace=DIRECT, channel=str(channel.id))

    async def _channel(self, channel: str) -> object:
        number = _number(channel)
        if found := self._client.get_channel(number) or self._fetched.get(number):
            return found
        async with attempt("look a channel up"):
            self._fetched[number] = await self._client.fetch_channel(number)
        return self._fetched[number]

    async def _thread(self, number: int) -> discord.Thread:
        async with attempt("look a thread up"):
            found = await self._client.fetch_channel(number)
        if not isinstance(found, discord.Thread):
            raise Gone("look a thread up: it is none", problem=PlatformProblem.NO_MESSAGE)
        return found

    async def _deleted(self, thread: discord.Thread) -> bool:
        """Whether a thread could be deleted, for which one has to be a moderator."""
        try:
            async with attempt("delete a thread"):
                await thread.delete()
        except (Gone, Rejected):
            return False
        return True


def name_of(title: str) -> str:
    """A title as the name of a thread."""
    return short(title, _NAME)


def _number(text: str) -> int:
    """Discord's number in an id. Raises `Gone` where it is none."""
    if not (text.isascii() and text.isdecimal()):
        what = "the channel is given by no id such as 41771983423143937"
        raise Gone(what, problem=PlatformProblem.NO_CHANNEL)
    return int(text)
