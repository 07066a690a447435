"""`Platform` for the servers that a Discord bot is in, and for its direct messages."""

import datetime as dt

import discord
import structlog

from adapters.discord.posting.direct import DirectPosts
from adapters.discord.posting.posts import DiscordPosts
from adapters.discord.posting.private import PrivatePlatform
from adapters.discord.posting.rates import GAP, Rates
from adapters.discord.posting.rooms import DIRECT, Rooms
from adapters.discord.posting.typing import TypingMeanwhile
from adapters.discord.render import plan
from adapters.discord.words import discord_words
from bot.chat.answers import Answers
from bot.chat.patiently import patiently
from bot.chat.posts import find
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.errors import Gone
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import AnswerStream, Clock, Gaps

_log = structlog.get_logger()
_A_SECOND = 48  # posts at most, of the 50 requests that Discord takes; threads are begun as well
_ADDRESS = "https://discord.com/channels"


class DiscordPlatform:
    """What the bot of a client that has logged in can see and do."""

    def __init__(self, client: discord.Client, clock: Clock) -> None:
        self._clock = clock
        self._rooms = Rooms(client)
        self._posts = DiscordPosts(self._rooms)
        self._rates = Rates(clock)
        self._answers = Answers(self._posts, clock, GAP, self._rates.of)

    @property
    def gaps(self) -> Gaps:
        """discord.py waits for each channel's limit, but only reacts to the one for all.

        https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
        """
        return Gaps(total=1 / _A_SECOND)

    def private(
        self, interaction: discord.Interaction, *, ephemeral: bool = True
    ) -> PrivatePlatform:
        """What whoever an interaction is of is told by replies to it."""
        return PrivatePlatform(interaction, self._clock, ephemeral=ephemeral)

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Discord's limits."""
        return plan(message)

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """One attempt, another only in a plainer form where this one was refused."""
        return PostRef(place=place, id=await self._posts.send(place, part, key))

    async def begin_thread(self, post: PostRef, title: str) -> None:
        """Let there be a thread under a message; direct messages have none, posts of forums are."""
        await self._rooms.begin_thread(post.place, post.id, title)

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """Our message with the mark of that key, in the channel, the thread or the forum."""
        found = await find(self._posts, place, key, since)
        return PostRef(place=place, id=found) if found else None

    async def edit(self, post: PostRef, part: Message) -> None:
        """Put other content in a posted message; its mark stays."""
        await patiently(self._clock, lambda: self._posts.change(post.place, post.id, part))

    async def delete(self, post: PostRef) -> None:
        """Remove a posted message, and where it began an answer, all of that."""
        await self._answers.delete(post)
        await self._rooms.put_away(post.place, post.id)

    async def delete_answer(self, orphan: Orphan) -> None:
        """Remove an answer; what was said to one person alone is only theirs."""
        place = orphan.post.place
        if place.thread is not None or place.workspace == DIRECT:
            await self._answers.delete_answer(orphan)

    async def own_posts(self, thread: Place) -> list[PostRef]:
        """What Discord has of ours in a thread, if there is a thread."""
        return [PostRef(place=thread, id=post) async for post, _ in self._posts.own(thread)]

    async def link(self, post: PostRef) -> str | None:
        """The address of a posted message. Raises `Gone` for one that was deleted."""
        there = await patiently(self._clock, lambda: self._posts.read(post.place, post.id))
        return f"{_ADDRESS}/{post.place.workspace}/{there.channel.id}/{there.id}"

    def how_to_invite(self, language: Language) -> str:
        """By the settings of a channel."""
        return discord_words(language).how_to_invite

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        """Begin an answer where the question stands, while the bot is seen typing.

        What one person asked for themselves is told in direct messages: their interaction was lost
        with the process that it came to.
        """
        place = to.place
        if place.thread is None and place.workspace != DIRECT:
            return await self._open_alone(to)
        try:
            edited = self._answers.edited(to)
            canvas = TypingMeanwhile(edited, self._rooms.room(place))
            return await self._answers.open(to, canvas)
        except Gone as error:
            if place.thread is not None or to.asker is None:
                raise
            _log.info("an answer goes to its asker alone", why=str(error))
            return await self._open_alone(to)

    async def _open_alone(self, to: ReplyTo) -> AnswerStream:
        if to.asker is None:
            raise ValueError("an answer for one person alone needs to know for whom")
        posts = DirectPosts(self._rooms, to.asker)
        answers = Answers(posts, self._clock, GAP, self._rates.of)
        return await answers.open(to.model_copy(update={"post": None}))
