"""`papers serve`: every configured platform in one process, until it is told to stop."""

import asyncio
import gc
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog
import typer

from adapters import PLATFORMS
from adapters.cli.platforms import configured, set_up
from bot.app import open_app
from bot.domain.errors import NotSent, PapersBotError, SettingsError, ShutOut
from bot.ports.adapter import ChatAdapter
from bot.ports.inbound import PapersApp
from bot.ports.outbound import Platform
from bot.ports.progress import logged

_log = structlog.get_logger()

_LAST = 23.0  # seconds in which what is under way may end; closing takes the rest of 25
_HOUR, _DAY = 3_600.0, 86_400.0  # seconds
_LONGEST_WAIT = 60.0  # seconds between two attempts to connect


def serve(started: float) -> int:
    """Run until SIGTERM or Ctrl-C; 1 when every platform has failed. `started` is monotonic."""
    _do_not_keep_the_loop_waiting()
    return asyncio.run(_serve(started))


def _do_not_keep_the_loop_waiting() -> None:
    """A thread at work soon gives way, and full collections of garbage are ten times rarer.

    Each of those stops everything for 0.1 s and more.
    """
    sys.setswitchinterval(0.0005)
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, old * 10)


async def _serve(started: float) -> int:
    adapters = _configured()
    stop = asyncio.Event()
    _stop_on_signals(stop)
    secrets = [secret for adapter in adapters.values() for secret in adapter.secrets]
    async with open_app(secrets=secrets) as app:

        def ready(line: str) -> None:
            typer.echo(f"{line}, ready in {time.monotonic() - started:.1f} s")
            gc.freeze()  # what is there now stays

        code = await Host(app, ready, _complain, stop).run(adapters)
    if code == 0:
        typer.echo("stopped")
    return code


def _stop_on_signals(stop: asyncio.Event) -> None:
    """The first signal asks to stop; a second one ends the process at once."""
    loop = asyncio.get_running_loop()

    def ask() -> None:
        stop.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask)


def _configured() -> dict[str, ChatAdapter]:
    """The platforms that can be tried; what is wrong with another is told."""
    adapters: dict[str, ChatAdapter] = {}
    wrong: list[str] = []
    for name in PLATFORMS:
        try:
            adapter = configured(name)
        except SettingsError as error:
            wrong.append(f"{name}: {error}")
            continue
        if adapter is not None:
            adapters[name] = adapter
    if not adapters:
        ways = "; ".join(f"for {name} {set_up(name)}" for name in PLATFORMS)
        raise SettingsError("; ".join(wrong) or f"no platform is configured: {ways}")
    for line in wrong:
        _complain(line)
    return adapters


def _complain(line: str) -> None:
    typer.echo(f"papers: {line}", err=True)


class Host:
    """Runs platforms side by side. What happens to one is nothing to the others."""

    def __init__(
        self,
        app: PapersApp,
        ready: Callable[[str], None],
        complain: Callable[[str], None],
        stop: asyncio.Event,
        *,
        first_wait: float = 1.0,
    ) -> None:
        self._app = app
        self._ready = ready
        self._complain = complain
        self._stop = stop
        self._first_wait = first_wait
        self._connected = asyncio.Event()
        self._known: set[str] = set()  # platforms whose token was good

    async def run(self, adapters: Mapping[str, ChatAdapter]) -> int:
        """Until `stop` is set, or all have failed: then 1."""
        chores = [
            asyncio.create_task(self._repeat(self._app.forget_old, _DAY)),
            asyncio.create_task(self._fetch_lists()),
        ]
        kept = [asyncio.create_task(self._keep(name, one)) for name, one in adapters.items()]
        stopped = asyncio.create_task(self._stop.wait())
        ended = asyncio.create_task(asyncio.wait(kept))
        tasks = (*chores, stopped, ended, *kept)
        try:
            await asyncio.wait([ended, stopped], return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait(kept, timeout=_LAST)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return 0 if self._stop.is_set() else 1

    async def _keep(self, name: str, adapter: ChatAdapter) -> None:
        """One platform, until it is stopped or has failed."""
        wait = self._first_wait
        while not self._stop.is_set():
            try:
                await self._connect(name, adapter)
            except NotSent as error:
                self._complain(f"{name}: {error}; trying again in {wait:.0f} s")
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), wait)
                wait = min(wait * 2, _LONGEST_WAIT)
            except PapersBotError as error:
                again = isinstance(error, ShutOut) and name not in self._known
                how = f"; copy the token again: {set_up(name)}" if again else ""
                self._complain(f"{name}: {error}{how}; it is not served any more")
                return
            except Exception as error:  # noqa: BLE001  # a bug of one platform's
                self._complain(f"{name}: a bug ({type(error).__name__}); it is not served any more")
                _log.error("bug", platform=name, exc_info=error)
                return
            else:
                return

    async def _connect(self, name: str, adapter: ChatAdapter) -> None:
        async with adapter.open(self._app) as connection:
            resumed: list[asyncio.Task[None]] = []

            def ready(line: str) -> None:
                self._ready(f"{name}: {line}")
                self._connected.set()
                self._known.add(name)
                resumed.append(asyncio.create_task(self._resume(name, connection.platform)))

            try:
                await connection.serve(ready, self._stop)
                await asyncio.gather(*resumed)
            finally:
                for task in resumed:
                    task.cancel()
                await asyncio.gather(*resumed, return_exceptions=True)

    async def _resume(self, name: str, platform: Platform) -> None:
        """Go on with what a crash has left, beside what people ask now."""
        try:
            await self._app.resume(name, platform, logged)
        except PapersBotError as error:
            _log.warning("cannot go on with what was left", platform=name, reason=str(error))
        except Exception as error:  # noqa: BLE001  # what people ask now is served all the same
            _log.error("bug", platform=name, exc_info=error)

    async def _fetch_lists(self) -> None:
        """Each day's list soon after the day is over, so that nobody who asks has to wait for it."""
        await self._connected.wait()

        async def fetch() -> None:
            await self._app.fetch_list(logged)

        await self._attempt(fetch)
        await self._repeat(fetch, _HOUR)

    async def _repeat(self, do: Callable[[], Awaitable[object]], every: float) -> None:
        """Do something every so many seconds."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), every)
                return
            await self._attempt(do)

    async def _attempt(self, do: Callable[[], Awaitable[object]]) -> None:
        """Do something that nobody waits for."""
        try:
            await do()
        except PapersBotError as error:
            _log.warning("not done, is tried again", reason=str(error))
        except Exception as error:  # noqa: BLE001  # people are served all the same
            _log.error("bug", exc_info=error)
