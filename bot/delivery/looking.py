"""Where a part of a delivery stands: by what is kept, or, in doubt, by a look at the platform."""

import datetime as dt

from bot.domain.delivery import Delivery, DeliveryKey, PostState
from bot.domain.place import PostRef
from bot.ports.outbound import Clock, Platform

SETTLE = 3.0  # seconds until what was sent is there to be found, if it got through
_SKEW = dt.timedelta(minutes=1)  # between our clock and the platform's


def name_of(key: DeliveryKey, index: int) -> str:
    """By what a part is found again at the platform."""
    return f"{key}/{index}"


async def look_for(
    delivery: Delivery, index: int, platform: Platform, clock: Clock
) -> PostRef | None:
    """The message of a part that is in doubt, if it got through. Raises a `PlatformError`.

    A clock that was set back since it was tried must not hide it.
    """
    now, part = clock.now(), delivery.parts[index]
    since = min(part.tried_at or now, now) - _SKEW
    return await platform.find(delivery.place_of(index), name_of(delivery.key, index), since)


async def posted(
    delivery: Delivery, index: int, platform: Platform, clock: Clock
) -> PostRef | None:
    """The message of a part, if there is one. Raises a `PlatformError`."""
    part = delivery.parts[index]
    if part.state is PostState.SENDING:
        await clock.sleep(SETTLE)
        return await look_for(delivery, index, platform, clock)
    return PostRef(place=delivery.place_of(index), id=part.post) if part.post else None
