"""Replies to an interaction, which Discord takes for a quarter of an hour."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import discord
import structlog

from adapters.discord.posting.marks import mark_of
from adapters.discord.posting.plainer import forms
from adapters.discord.posting.posts import SILENT
from adapters.discord.render import plan
from adapters.discord.wire.acknowledge import acknowledge
from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.errors import code_of
from bot.chat.plainer import taken
from bot.chat.posts import Posts
from bot.domain.errors import Gone, PlatformError, PlatformProblem
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.outbound import Clock

_log = structlog.get_logger()
# https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
_TAKEN_FOR = dt.timedelta(minutes=14, seconds=30)  # half a minute less than Discord says
_OVER = {10015, 10062, 50027}  # unknown webhook, unknown interaction, invalid webhook token
_NO_MORE = 40094  # more than five, where the app is a person's and not in the server
_THINKING = discord.InteractionResponseType.deferred_channel_message
_SILENTLY = discord.InteractionResponseType.deferred_message_update
_FILLED = "papers_filled"  # in the interaction's extras: whoever replies first fills the reply


class Replies:
    """`bot.chat.posts.Posts`: replies, and what comes `later` than Discord takes them.

    `ephemeral`: only the person sees them, as it was deferred. They cannot be found again, and a
    message that may have got through is sent again: one person may see it twice, rather than never.
    """

    def __init__(
        self, interaction: discord.Interaction, later: Posts, clock: Clock, *, ephemeral: bool
    ) -> None:
        self._interaction = interaction
        self._later = later
        self._clock = clock
        self._ephemeral = ephemeral
        self._over = False
        self._said_later: set[str] = set()

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Discord's limits."""
        return plan(message)

    def mark(self, key: str) -> str:
        """The number that a message shows."""
        return str(mark_of(key))

    def moment_of(self, post: str) -> dt.datetime:
        """When a message was posted, by Discord's clock."""
        return discord.utils.snowflake_time(int(post))

    async def send(self, place: Place, part: Message, key: str) -> str:
        """Reply, or say it later."""
        if self._takes_replies:
            try:
                return await self._reply(part, key)
            except PlatformError as error:
                if not self._ended_by(error) and code_of(error) != _NO_MORE:
                    raise
                _log.info("an interaction takes no more replies", why=str(error))
        post = await self._later.send(place, part, key)
        self._said_later.add(post)
        return post

    async def change(self, place: Place, post: str, part: Message, key: str | None = None) -> None:
        """Put other content in a reply. Raises `Gone` with `NO_MESSAGE` when that is over."""
        if post in self._said_later:
            await self._later.change(place, post, part, key)
            return
        self._hold()

        async def edit(content: dict[str, Any]) -> None:
            async with attempt("edit a reply"):
                if self._is_the_message_of_the_button(post):
                    await self._interaction.edit_original_response(
                        **content, allowed_mentions=SILENT
                    )
                else:
                    await self._interaction.followup.edit_message(
                        int(post), **content, allowed_mentions=SILENT
                    )

        try:
            await taken(forms(part, mark_of(key) if key else None), edit)
        except PlatformError as error:
            if not self._ended_by(error):
                raise
            self._hold()

    async def remove(self, place: Place, post: str) -> None:
        """Delete a reply, as long as that can be done; it goes away by itself."""
        if post in self._said_later:
            await self._later.remove(place, post)
        elif self._takes_replies:
            try:
                async with attempt("delete a reply"):
                    await self._interaction.followup.delete_message(int(post))
            except PlatformError as error:
                gone = isinstance(error, Gone) and error.problem is PlatformProblem.NO_MESSAGE
                if not gone and not self._ended_by(error):
                    raise

    async def own(
        self, place: Place, since: dt.datetime | None = None
    ) -> AsyncIterator[tuple[str, str | None]]:
        """Only what was said later can be found."""
        if not self._takes_replies:
            async for one in self._later.own(place, since):
                yield one

    async def _reply(self, part: Message, key: str) -> str:
        interaction = self._interaction
        await acknowledge(interaction, ephemeral=self._ephemeral)

        async def fill(content: dict[str, Any]) -> str:
            async with attempt("fill a reply"):
                filled = await interaction.edit_original_response(
                    **content, allowed_mentions=SILENT
                )
            return str(filled.id)

        async def follow_up(content: dict[str, Any]) -> str:
            async with attempt("follow up", once=True):
                sent = await interaction.followup.send(
                    **content, ephemeral=self._ephemeral, wait=True, allowed_mentions=SILENT
                )
            return str(sent.id)

        if interaction.response.type is _THINKING and not interaction.extras.get(_FILLED):
            post = await taken(forms(part, mark_of(key)), fill)
            interaction.extras[_FILLED] = True
            return post
        return await taken(forms(part, mark_of(key), new=True), follow_up)

    @property
    def _takes_replies(self) -> bool:
        over = self._over or self._clock.now() >= self._interaction.created_at + _TAKEN_FOR
        return not over

    def _hold(self) -> None:
        if not self._takes_replies:
            raise Gone("edit a reply: it is too late", problem=PlatformProblem.NO_MESSAGE)

    def _ended_by(self, error: PlatformError) -> bool:
        self._over = self._over or code_of(error) in _OVER
        return self._over

    def _is_the_message_of_the_button(self, post: str) -> bool:
        """Whether the interaction came by a button of it, and was deferred without a new reply."""
        message, kind = self._interaction.message, self._interaction.response.type
        return message is not None and str(message.id) == post and kind is _SILENTLY
