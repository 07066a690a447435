"""`Platform` for what one person alone sees."""

import datetime as dt

import discord

from adapters.discord.posting.direct import DirectPosts
from adapters.discord.posting.posts import DiscordPosts
from adapters.discord.posting.rates import GAP, Rates
from adapters.discord.posting.replies import Replies
from adapters.discord.posting.rooms import Rooms
from adapters.discord.render import plan
from adapters.discord.words import discord_words
from bot.chat.answers import Answers
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import AnswerStream, Clock, Gaps


class PrivatePlatform:
    """The replies to an interaction, and later direct messages to whoever it is of.

    With `ephemeral` off everybody sees the replies, and what comes later stands in the channel.
    Nothing can be found again, and `link` knows none.
    """

    def __init__(
        self, interaction: discord.Interaction, clock: Clock, *, ephemeral: bool = True
    ) -> None:
        rooms = Rooms(interaction.client)
        later = DirectPosts(rooms, str(interaction.user.id)) if ephemeral else DiscordPosts(rooms)
        self._posts = Replies(interaction, later, clock, ephemeral=ephemeral)
        self._answers = Answers(self._posts, clock, GAP, Rates(clock).of)

    @property
    def gaps(self) -> Gaps:
        """None: one person is told a few things, and Discord does not count them with the rest."""
        return Gaps()

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Discord's limits."""
        return plan(message)

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """One attempt, another only in a plainer form, or by another way when this one is over."""
        return PostRef(place=place, id=await self._posts.send(place, part, key))

    async def begin_thread(self, post: PostRef, title: str) -> None:
        """Nothing: nobody else is there."""

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """Nothing: Discord does not tell what it has shown to one person."""

    async def edit(self, post: PostRef, part: Message) -> None:
        """Put other content in a reply. Raises `Gone` when Discord takes that no more."""
        await self._posts.change(post.place, post.id, part)

    async def delete(self, post: PostRef) -> None:
        """Remove a reply, as long as Discord takes that."""
        await self._answers.delete(post)

    async def delete_answer(self, orphan: Orphan) -> None:
        """Remove an answer, as long as Discord takes that."""
        await self._answers.delete(orphan.post)

    async def own_posts(self, thread: Place) -> list[PostRef]:
        """None."""
        return []

    async def link(self, post: PostRef) -> str | None:
        """None: it leads nowhere for others."""

    def how_to_invite(self, language: Language) -> str:
        """By the settings of a channel."""
        return discord_words(language).how_to_invite

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        """Begin an answer that grows by edits; where a button asked for it, in its message."""
        return await self._answers.open(to)
