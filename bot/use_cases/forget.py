"""What is old is deleted, and what people asked when they say so."""

import datetime as dt

from bot.domain.place import Place
from bot.ports.keeping import Conversations, Deliveries
from bot.ports.outbound import Clock

_DELIVERIES_KEPT = dt.timedelta(days=365)


async def forget_me(
    place: Place, author: str, conversations: Conversations, *, everywhere: bool = False
) -> int:
    """Delete all that a person asked and judged in the workspace of `place`, or in all of them.

    Returns how many questions it were. Raises `StoreError`.
    """
    workspace = None if everywhere else place.workspace
    return await conversations.forget_author(place.platform, workspace, author)


async def forget_old_deliveries(deliveries: Deliveries, clock: Clock) -> int:
    """Delete deliveries begun more than a year ago; how many. Raises `StoreError`.

    Nobody asks for so old an edition a second time, and they say nothing of anybody.
    """
    return await deliveries.forget_before(clock.now() - _DELIVERIES_KEPT)


async def forget_old(retention_days: int, conversations: Conversations, clock: Clock) -> int:
    """Delete the questions that are older than so many days; how many. Raises `StoreError`."""
    return await conversations.forget_before(clock.now() - dt.timedelta(days=retention_days))
