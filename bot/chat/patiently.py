"""What a platform does not take now is tried again while somebody waits for it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.domain.errors import InDoubt, NotSent, PlatformError
from bot.ports.outbound import Clock

_Result = TypeVar("_Result")
_PATIENCE = 90.0  # seconds of waiting
_FIRST_PAUSE = 2.0


async def patiently(
    clock: Clock,
    do: Callable[[], Awaitable[_Result]],
    again: tuple[type[PlatformError], ...] = (NotSent, InDoubt),
) -> _Result:
    """Try for up to 90 s what may be done twice; raises the last error."""
    pause, waited = _FIRST_PAUSE, 0.0
    while True:
        try:
            return await do()
        except again as error:
            wait = error.retry_after or pause
            waited += wait
            if waited > _PATIENCE:
                raise
        await clock.sleep(wait)
        pause *= 2
