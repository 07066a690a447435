"""Tries again, politely, what a model's endpoint may do later."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
import tenacity

from bot.domain.errors import ModelError
from bot.ports.outbound import Clock

Result = TypeVar("Result")
_log = structlog.get_logger()
_ATTEMPTS = 3
_LONGEST_WAIT = 60.0
_JITTERED = tenacity.wait_random_exponential(multiplier=0.5, max=15)


async def persist(clock: Clock, attempt: Callable[[], Awaitable[Result]]) -> Result:
    """What `attempt` gives; a retryable `ModelError` is tried again, unless the wait is long."""
    retrying = tenacity.AsyncRetrying(
        stop=tenacity.stop_after_attempt(_ATTEMPTS),
        retry=tenacity.retry_if_exception(_worth_another_try),
        wait=_wait,
        sleep=clock.sleep,
        before_sleep=_tell,
        reraise=True,
    )
    return await retrying(attempt)


def _worth_another_try(error: BaseException) -> bool:
    return (
        isinstance(error, ModelError)
        and error.retryable
        and (error.retry_after or 0.0) <= _LONGEST_WAIT
    )


def _tell(state: tenacity.RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    seconds = round(state.next_action.sleep, 1) if state.next_action else 0.0
    log = _log.warning if seconds >= 1 else _log.info
    log("asking the model again", seconds=seconds, because=str(error))


def _wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, ModelError) else None
    return max(asked or 0.0, _JITTERED(state))
