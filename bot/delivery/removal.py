"""Takes down what was posted: nothing of ours stays, not even what was on its way."""

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TypeVar

from bot.delivery.looking import posted
from bot.delivery.waits import Waits
from bot.domain.conversation import Orphan
from bot.domain.delivery import Delivery
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformError, Rejected
from bot.domain.place import Place
from bot.ports.outbound import Clock, Platform

_LONGEST_TRY = dt.timedelta(minutes=5)  # somebody waits for it
_Result = TypeVar("_Result")


async def take_down(
    delivery: Delivery, answers: Iterable[Orphan], platform: Platform, clock: Clock
) -> None:
    """Delete answers, whatever else is ours in the threads, then the parts, the last one first.

    The platform tells what stands in a thread: lines, shared papers, and answers to questions that
    were forgotten since are kept nowhere. What cannot be deleted does not hold the others back; the
    first error is raised at the end, of what is not taken for now after five minutes. Raises
    `ShutOut` at once.
    """

    async def delete_part(index: int) -> None:
        if post := await posted(delivery, index, platform, clock):
            await platform.delete(post)

    removal = _Removal(clock)
    for answer in answers:
        await removal.tries(partial(platform.delete_answer, answer))
    parts = {part.post for part in delivery.parts}
    for thread in threads_of(delivery):
        for post in reversed(await removal.tries(partial(platform.own_posts, thread)) or []):
            if post.id not in parts:
                await removal.tries(partial(platform.delete, post))
    for index in reversed(range(len(delivery.parts))):
        await removal.tries(partial(delete_part, index))
    if removal.failed:
        raise removal.failed[0]


class _Removal:
    def __init__(self, clock: Clock) -> None:
        self.failed: list[PlatformError] = []
        self._clock = clock
        self._deadline = clock.now() + _LONGEST_TRY

    async def tries(self, step: Callable[[], Awaitable[_Result]]) -> _Result | None:
        """What came of a step; none when it failed."""
        waits = Waits(self._clock, self._deadline)
        try:
            while True:
                try:
                    return await step()
                except (NotSent, InDoubt) as error:
                    wait = waits.after(error)
                await self._clock.sleep(wait)
        except (NotSent, InDoubt, Gone, Rejected) as error:
            self.failed.append(error)
            return None


def threads_of(delivery: Delivery) -> list[Place]:
    """The threads under what of it stands in the channel."""
    place = delivery.key.place
    roots = (part.post for part in delivery.parts if part.parent is None)
    return [place.model_copy(update={"thread": root}) for root in roots if root]
