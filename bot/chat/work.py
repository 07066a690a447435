"""What goes on after a platform was told that something has arrived."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

from bot.domain.errors import PapersBotError, ShutOut, TooMany, UsageError

_log = structlog.get_logger()

Job = Coroutine[Any, Any, None]
Tell = Callable[[Exception], Awaitable[None]]


class Work:
    """Tasks that outlive the listener that starts them. An error ends its own task alone."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._gone = asyncio.Event()
        self._why: ShutOut | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing new is taken on."""
        return self._closed

    def start(self, job: Job, tell: Tell | None = None) -> None:
        """Run a job beside everything else. `tell` says to whoever waits for it that it failed.

        Raises `RuntimeError` once closed: then the platform is not told that anything has arrived,
        and may bring it again.
        """
        if self._closed:
            job.close()
            raise RuntimeError("the adapter is being stopped")
        task = asyncio.create_task(self._run(job, tell))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def shut_out(self, error: ShutOut) -> None:
        """Nothing works any more: whoever waits in `until_shut_out` is told."""
        self._why = self._why or error
        self._gone.set()

    async def until_shut_out(self) -> ShutOut:
        """Wait until the platform knows us no more, and say how that was noticed."""
        while self._why is None:
            await self._gone.wait()
        return self._why

    async def drain(self, seconds: float) -> int:
        """Take on nothing new and wait for what is under way; how many tasks had to be cut off."""
        self._closed = True
        if not self._tasks:
            return 0
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)

    async def _run(self, job: Job, tell: Tell | None) -> None:
        try:
            await job
        except ShutOut as error:
            self.shut_out(error)
        except Exception as error:  # noqa: BLE001  # a bug too has somebody waiting
            log_failure(error)
            if tell is not None:
                await self._tell(tell, error)

    async def _tell(self, tell: Tell, error: Exception) -> None:
        try:
            await tell(error)
        except ShutOut as shut_out:
            self.shut_out(shut_out)
        except Exception as again:  # noqa: BLE001  # nobody is left to be told
            log_failure(again)


def log_failure(error: Exception) -> None:
    """One line for what was foreseen, the trace of what was not."""
    if isinstance(error, UsageError | TooMany):
        _log.info("not to be done", reason=str(error))
    elif isinstance(error, PapersBotError):
        _log.warning("failed", reason=str(error), kind=type(error).__name__)
    else:
        _log.error("bug", kind=type(error).__name__, exc_info=error)
