"""Messages in Discord: sent, found again by their mark, changed, removed."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import discord

from adapters.discord.posting.marks import mark_in, mark_of, nonce_of
from adapters.discord.posting.plainer import forms
from adapters.discord.posting.rooms import Rooms, name_of
from adapters.discord.render import plan
from adapters.discord.wire.attempt import attempt
from bot.chat.plainer import taken
from bot.domain.errors import Gone, PlatformProblem
from bot.domain.message import Message
from bot.domain.place import Place

SILENT = discord.AllowedMentions.none()
_SKEW = dt.timedelta(minutes=2)  # how far our clock may be ahead of Discord's
_PAGE = 100  # messages, the most that Discord gives at once
# Others of ours are Discord's own words, such as that a thread was begun.
_WRITTEN = {
    discord.MessageType.default,
    discord.MessageType.reply,
    discord.MessageType.chat_input_command,
    discord.MessageType.context_menu_command,
}


class DiscordPosts:
    """`bot.chat.posts.Posts`: what our bot has posted."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Discord's limits."""
        return plan(message)

    def mark(self, key: str) -> str:
        """The number that a message shows."""
        return str(mark_of(key))

    def moment_of(self, post: str) -> dt.datetime:
        """When a message was posted, by Discord's clock: its id tells."""
        return discord.utils.snowflake_time(int(post))

    async def send(self, place: Place, part: Message, key: str) -> str:
        """Post a part and return its id: one attempt, another only in a plainer form.

        In a forum that is a post of its own, called as the thread would be.
        """
        if forum := await self._rooms.forum(place):
            return await self._send_to_forum(forum, part, key)
        room, nonce = self._rooms.room(place), nonce_of(place, key)

        async def send(content: dict[str, Any]) -> str:
            async with attempt("send a message"):
                sent = await room.send(**content, allowed_mentions=SILENT)
            return str(sent.id)

        async def try_form(content: dict[str, Any]) -> str:
            try:
                return await send({**content, "nonce": nonce})
            except Gone as error:
                if error.problem is not PlatformProblem.NO_MESSAGE:
                    raise
                # What was sent with this nonce was deleted since, and Discord still remembers it.
                return await send(content)

        with _of_thread(place):
            return await taken(forms(part, mark_of(key), new=True), try_form)

    async def change(self, place: Place, post: str, part: Message, key: str | None = None) -> None:
        """Put other content in a message, once; its mark stays."""
        place = await self._rooms.of(place, post)
        message = self._rooms.message(place, post)

        async def edit(content: dict[str, Any]) -> None:
            async with attempt("edit a message"):
                await message.edit(**content, allowed_mentions=SILENT)

        mark = mark_of(key) if key else mark_in(await self.read(place, post))
        with _of_thread(place):
            await taken(
                forms(part, mark),
                lambda content: self._rooms.opened(message.channel.id, lambda: edit(content)),
            )

    async def remove(self, place: Place, post: str) -> None:
        """Delete a message, once. One that is gone already is deleted."""
        place = await self._rooms.of(place, post)
        message = self._rooms.message(place, post)

        async def delete() -> None:
            async with attempt("delete a message"):
                await message.delete()

        with _none_gone(), _of_thread(place):
            await self._rooms.opened(message.channel.id, delete)

    async def read(self, place: Place, post: str) -> discord.Message:
        """A message as Discord has it. Raises `Gone` with `NO_MESSAGE` for one that was deleted."""
        place = await self._rooms.of(place, post)
        with _of_thread(place):
            async with attempt("read a message"):
                return await self._rooms.message(place, post).fetch()

    async def own(
        self, place: Place, since: dt.datetime | None = None
    ) -> AsyncIterator[tuple[str, str | None]]:
        """Our messages in the channel itself or in the thread, oldest first, each with its mark.

        None where there is no such thread.
        """
        after = since - _SKEW if since else None
        forum = await self._rooms.forum(place)
        written = self._begun(forum, place, after) if forum else self._history(place, after)
        with _none_gone(), _of_thread(place):
            async for message in written:
                mark = mark_in(message)
                yield str(message.id), None if mark is None else str(mark)

    async def _send_to_forum(self, forum: discord.ForumChannel, part: Message, key: str) -> str:
        """Without a nonce: where it is in doubt whether it got through, its mark tells."""
        usual: dict[str, Any] = {
            "name": name_of(part.thread_title or part.summary),
            "allowed_mentions": SILENT,
        }
        if forum.flags.require_tag:
            usual["applied_tags"] = [tag for tag in forum.available_tags if not tag.moderated][:1]

        async def begin(content: dict[str, Any]) -> str:
            async with attempt("post in a forum", once=True):
                begun = await forum.create_thread(**content, **usual)
            return str(begun.thread.id)

        return await taken(forms(part, mark_of(key), new=True), begin)

    async def _history(
        self, place: Place, after: dt.datetime | None
    ) -> AsyncIterator[discord.Message]:
        """What we wrote there. The message that a thread is under is the channel's."""
        room = self._rooms.room(place)
        last: discord.Message | dt.datetime | None = after
        while True:
            async with attempt("read what stands there"):
                read = room.history(limit=_PAGE, after=last, oldest_first=True)
                page = [message async for message in read]
            for message in page:
                ours = message.author.id == self._rooms.us and message.type in _WRITTEN
                if ours and str(message.id) != place.thread:
                    yield message
            if len(page) < _PAGE:
                return
            last = page[-1]

    async def _begun(
        self, forum: discord.ForumChannel, place: Place, after: dt.datetime | None
    ) -> AsyncIterator[discord.Message]:
        """The messages with which we began the posts of a forum, as far as they still stand."""
        for thread in await self._rooms.posts_of(forum, after):
            with _none_gone():
                yield await self.read(place, str(thread.id))


@contextmanager
def _of_thread(place: Place) -> Iterator[None]:
    """A thread that is not there counts as the message that it is under: what follows is the same.

    Discord calls it a channel, but it is nothing that the bot could be invited to.
    """
    try:
        yield
    except Gone as error:
        if place.thread is None or error.problem is not PlatformProblem.NO_CHANNEL:
            raise
        raise Gone(str(error), problem=PlatformProblem.NO_MESSAGE) from error.__cause__


@contextmanager
def _none_gone() -> Iterator[None]:
    """A message that is gone is nothing to complain about."""
    try:
        yield
    except Gone as error:
        if error.problem is not PlatformProblem.NO_MESSAGE:
            raise
