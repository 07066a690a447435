"""When to ask an upstream again, and how long to wait before."""

import datetime as dt
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from typing import TypeVar

import aiohttp
import structlog
import tenacity

from bot.domain.errors import SourceError
from bot.ports.outbound import Clock

Result = TypeVar("Result")
_log = structlog.get_logger()
_ATTEMPTS = 4
_LONGEST_WAIT = 60.0
_JITTERED = tenacity.wait_random_exponential(multiplier=0.5, max=10)


async def persist(clock: Clock, attempt: Callable[[], Awaitable[Result]]) -> Result:
    """What `attempt` gives; a retryable `SourceError` is tried again, unless the wait is long."""
    retrying = tenacity.AsyncRetrying(
        stop=tenacity.stop_after_attempt(_ATTEMPTS),
        retry=tenacity.retry_if_exception(_worth_another_try),
        wait=_wait,
        sleep=clock.sleep,
        before_sleep=_tell,
        reraise=True,
    )
    return await retrying(attempt)


def retry_after(answer: aiohttp.ClientResponse, now: dt.datetime) -> float | None:
    """Seconds to wait: `Retry-After` (RFC 9110, 10.2.3), or `t=` of Hugging Face's `RateLimit`.

    Hugging Face sends `RateLimit` with every answer; it asks to wait only with a 429.
    """
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    if value:
        try:
            return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
        except (ValueError, TypeError):
            return None
    limit = answer.headers.get("RateLimit", "") if answer.status == 429 else ""
    for part in limit.split(";"):
        name, _, seconds = part.strip().partition("=")
        if name == "t" and seconds.isascii() and seconds.isdigit():
            return float(seconds)
    return None


def _worth_another_try(error: BaseException) -> bool:
    return (
        isinstance(error, SourceError)
        and error.retryable
        and (error.retry_after or 0.0) <= _LONGEST_WAIT
    )


def _tell(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    seconds = round(state.next_action.sleep, 1) if state.next_action else 0.0
    log = _log.warning if seconds >= 1 else _log.info
    log("asking again", seconds=seconds, because=str(error))


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, SourceError) else None
    return max(asked or 0.0, _JITTERED(state))
