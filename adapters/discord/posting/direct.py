"""What is for one person alone and finds no interaction any more: direct messages."""

import datetime as dt
from collections.abc import AsyncIterator

from adapters.discord.posting.posts import DiscordPosts
from adapters.discord.posting.rooms import Rooms
from bot.domain.message import Message
from bot.domain.place import Place


class DirectPosts(DiscordPosts):
    """`bot.chat.posts.Posts`: wherever something is to be said, it is said to the person.

    Raises `Gone` where they take no direct messages from apps.
    """

    def __init__(self, rooms: Rooms, person: str) -> None:
        super().__init__(rooms)
        self._person = person

    async def send(self, place: Place, part: Message, key: str) -> str:
        """Tell them."""
        return await super().send(await self._direct(), part, key)

    async def change(self, place: Place, post: str, part: Message, key: str | None = None) -> None:
        """Put other content in what they were told."""
        await super().change(await self._direct(), post, part, key)

    async def remove(self, place: Place, post: str) -> None:
        """Delete what they were told."""
        await super().remove(await self._direct(), post)

    async def own(
        self, place: Place, since: dt.datetime | None = None
    ) -> AsyncIterator[tuple[str, str | None]]:
        """All that they were told."""
        async for one in super().own(await self._direct(), since):
            yield one

    async def _direct(self) -> Place:
        return await self._rooms.direct(self._person)
