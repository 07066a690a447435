"""Takes down what was posted: nothing of it stays, not even what was on its way."""

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from bot.delivery.looking import posted
from bot.delivery.waits import Waits
from bot.domain.delivery import Delivery
from bot.domain.errors import Gone, InDoubt, NotSent, Rejected
from bot.domain.place import PostRef
from bot.ports.outbound import Clock, Platform

_LONGEST_TRY = dt.timedelta(minutes=5)  # somebody waits for it


async def take_down(
    delivery: Delivery, answers: Iterable[PostRef], platform: Platform, clock: Clock
) -> None:
    """Delete answers, then the parts of a delivery from the last to the first.

    One that cannot be deleted does not hold the others back; the first refusal, `Gone` or
    `Rejected`, is raised at the end. Raises `ShutOut`; after five minutes `NotSent`, `InDoubt`.
    """
    deadline = clock.now() + _LONGEST_TRY
    refused: list[Gone | Rejected] = []

    async def delete_part(index: int) -> None:
        if post := await posted(delivery, index, platform, clock):
            await platform.delete(post)

    last_first = reversed(range(len(delivery.parts)))
    steps: list[Callable[[], Awaitable[None]]] = [
        *(partial(platform.delete, post) for post in answers),
        *(partial(delete_part, index) for index in last_first),
    ]
    for step in steps:
        try:
            await _patiently(step, Waits(clock, deadline), clock)
        except (Gone, Rejected) as error:
            refused.append(error)
    if refused:
        raise refused[0]


async def _patiently(step: Callable[[], Awaitable[None]], waits: Waits, clock: Clock) -> None:
    while True:
        try:
            return await step()
        except (NotSent, InDoubt) as error:
            await clock.sleep(waits.after(error))
