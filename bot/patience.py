"""Tries again, politely, what may work later: the one place where retries are decided."""

import datetime as dt
import re
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from typing import TypeVar

import structlog
import tenacity

from bot.domain.errors import PapersBotError
from bot.ports.outbound import Clock

Result = TypeVar("Result")
_log = structlog.get_logger()
_LONGEST_WAIT = 60.0  # seconds that an upstream may ask for
_JITTERED = tenacity.wait_random_exponential(multiplier=0.5, max=10)


async def persist(
    clock: Clock, attempt: Callable[[], Awaitable[Result]], *, attempts: int
) -> Result:
    """What `attempt` gives. A retryable `PapersBotError` is tried again, up to `attempts` in all.

    Waits as long as the error asks for, with jitter at least; gives up when that is over a minute.
    """
    retrying = tenacity.AsyncRetrying(
        stop=tenacity.stop_after_attempt(attempts),
        retry=tenacity.retry_if_exception(_worth_another_try),
        wait=_wait,
        sleep=clock.sleep,
        before_sleep=_tell,
        reraise=True,
    )
    return await retrying(attempt)


def seconds_asked(retry_after: str, now: dt.datetime) -> float | None:
    """Seconds in a `Retry-After`: a number or a date (RFC 9110, 10.2.3); none if it is neither."""
    value = retry_after.strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value, re.ASCII):
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _worth_another_try(error: BaseException) -> bool:
    return (
        isinstance(error, PapersBotError)
        and error.retryable
        and (error.retry_after or 0.0) <= _LONGEST_WAIT
    )


def _tell(state: tenacity.RetryCallState) -> None:
    """Waits that people notice are told."""
    seconds = round(state.next_action.sleep, 1) if state.next_action else 0.0
    log = _log.warning if seconds >= 1 else _log.info
    log("asking again", seconds=seconds, because=str(_error(state)))


def _wait(state: tenacity.RetryCallState) -> float:
    error = _error(state)
    asked = error.retry_after if isinstance(error, PapersBotError) else None
    return max(asked or 0.0, _JITTERED(state))


def _error(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None
