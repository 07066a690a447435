"""What people asked is deleted: when they say so, and when it is old."""

import datetime as dt

from bot.domain.delivery import Place
from bot.ports.keeping import Conversations
from bot.ports.outbound import Clock


async def forget_me(place: Place, author: str, conversations: Conversations) -> int:
    """Delete all that a person asked and judged in the workspace of `place`.

    Returns how many questions it were. Raises `StoreError`.
    """
    return await conversations.forget_author(place.platform, place.workspace, author)


async def forget_old(retention_days: int, conversations: Conversations, clock: Clock) -> int:
    """Delete the questions that are older than so many days; how many. Raises `StoreError`."""
    return await conversations.forget_before(clock.now() - dt.timedelta(days=retention_days))
