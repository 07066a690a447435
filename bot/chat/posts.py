"""What an answer stands in: messages that are sent, found again, changed and removed."""

import datetime as dt
from collections.abc import AsyncIterator, Collection
from typing import Protocol

from bot.domain.message import Message
from bot.domain.place import Place


class Posts(Protocol):
    """Our messages at a platform, by its ids. Each call is one attempt; raises a `PlatformError`."""

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep the platform's limits."""
        ...

    def mark(self, key: str) -> str:
        """What a message that was sent with a key shows of it."""
        ...

    def moment_of(self, post: str) -> dt.datetime:
        """When a message was posted, by the platform's clock."""
        ...

    async def send(self, place: Place, part: Message, key: str) -> str:
        """Post a part and return its id."""
        ...

    async def change(self, place: Place, post: str, part: Message, key: str | None = None) -> None:
        """Put other content in a message. Its key stays; who knows it gives it.

        Raises `Gone` with the problem `NO_MESSAGE` for one that was deleted.
        """
        ...

    async def remove(self, place: Place, post: str) -> None:
        """Delete a message. One that is gone already is deleted."""
        ...

    def own(
        self, place: Place, since: dt.datetime | None = None
    ) -> AsyncIterator[tuple[str, str | None]]:
        """Our messages in the channel itself or in the thread, oldest first, each with its mark."""
        ...


async def find(posts: Posts, place: Place, key: str, since: dt.datetime) -> str | None:
    """Our message that was posted with a key there, at that moment or later."""
    mark = posts.mark(key)
    async for post, found in posts.own(place, since):
        if found == mark:
            return post
    return None


async def with_marks(
    posts: Posts, place: Place, marks: Collection[str], since: dt.datetime
) -> list[str]:
    """Those of our messages there that show one of the marks, oldest first."""
    return [post async for post, mark in posts.own(place, since) if mark in marks]
