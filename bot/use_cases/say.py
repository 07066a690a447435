"""One message of the bot's outside of a delivery, and the thread that it goes into."""

import datetime as dt

from bot.delivery.waits import Waits
from bot.domain.errors import InDoubt, NotSent
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import Clock, Platform
from bot.presentation.digest import thread_title

_PATIENCE = dt.timedelta(seconds=90)  # for each part: somebody waits for it


async def say(
    platform: Platform, clock: Clock, place: Place, message: Message, key: str
) -> PostRef:
    """Post a message in as many parts as the platform needs, and return the first.

    Again for a while where it was not taken yet; where that is in doubt it is looked for by its
    key first. Raises a `PlatformError`.
    """
    first, *others = platform.plan(message)
    post = await _said(platform, clock, place, first, key)
    for number, part in enumerate(others, start=1):
        await _said(platform, clock, place, part, f"{key}/{number}")
    return post


async def begin_thread(
    platform: Platform, clock: Clock, place: Place, message: str, named: str
) -> None:
    """Where a message stands outside of threads, let there be the one under it.

    Before anything is posted there, or looked for. As patient as `say`; raises a `PlatformError`.
    """
    root = place.root
    if root is None or root.id != message:
        return
    waits = Waits(clock, clock.now() + _PATIENCE)
    while True:
        try:
            await platform.begin_thread(root, thread_title(named))
        except (NotSent, InDoubt) as error:
            await clock.sleep(waits.after(error))
        else:
            return


async def _said(platform: Platform, clock: Clock, place: Place, part: Message, key: str) -> PostRef:
    begun = clock.now()
    waits = Waits(clock, begun + _PATIENCE)
    while True:
        try:
            return await platform.post(place, part, key)
        except NotSent as error:
            await clock.sleep(waits.after(error))
        except InDoubt as error:
            await clock.sleep(waits.after(error))
            if post := await platform.find(place, key, begun):
                return post
