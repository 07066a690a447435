"""One attempt at something: bounded in time, and sent twice only where that does no harm.

discord.py sends a request up to five times where Discord answers that it has failed itself. What
it did not fail at is there twice then, unless there is a nonce that Discord compares, which only
ordinary messages have: neither posts in a forum nor follow-ups of an interaction
(https://github.com/discord/discord-api-docs/pull/6647).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
import discord

from adapters.discord.wire.errors import as_ours

_GAP = 1 / 49  # seconds between two requests; Discord takes 50 a second of all that a bot asks
_UNCOUNTED = ("/interactions/", "/webhooks/")
_SECONDS = 25  # less than a delivery is held for (bot/delivery/ledger.py)


@dataclass
class _Made:
    """What became of an attempt so far."""

    never_twice: bool
    sent: bool = False


_now: ContextVar[_Made | None] = ContextVar("attempt", default=None)


@asynccontextmanager
async def attempt(what: str, *, once: bool = False) -> AsyncIterator[None]:
    """What is called inside has 25 s, waiting for limits included; with `once` it is sent once.

    Raises `NotSent`, `InDoubt`, `Gone`, `Rejected` or `ShutOut`.
    """
    made = _Made(once)
    token = _now.set(made)
    try:
        with as_ours(what):
            try:
                async with asyncio.timeout(_SECONDS):
                    yield
            except TimeoutError:
                if made.sent:
                    raise
                raise discord.RateLimited(_SECONDS) from None
    finally:
        _now.reset(token)


class _Gate:
    """Lets one request through after another: discord.py only reacts to the limit for all.

    https://docs.discord.com/developers/topics/rate-limits#global-rate-limit; answers to interactions
    do not count there, and do not wait here.
    """

    def __init__(self) -> None:
        self._next = 0.0

    async def pass_(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        started: aiohttp.TraceRequestStartParams,
    ) -> None:
        """Wait for a request's turn, and note that it goes out."""
        if not any(part in started.url.path for part in _UNCOUNTED):
            now = asyncio.get_running_loop().time()
            turn = max(now, self._next)
            self._next = turn + _GAP
            await asyncio.sleep(turn - now)
        if made := _now.get():
            made.sent = True


def tracing() -> aiohttp.TraceConfig:
    """For the client's `http_trace`: the one place between discord.py's repetitions and aiohttp."""
    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(_Gate().pass_)
    trace.on_request_end.append(_break_off)
    return trace


async def _break_off(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    ended: aiohttp.TraceRequestEndParams,
) -> None:
    """Discord has refused for longer than is waited here, or has failed at what is sent once.

    discord.py's own `max_ratelimit_timeout` would also refuse what is within a limit that counts
    over a longer time, such as that of threads.
    """
    made, response = _now.get(), ended.response
    if made is None:
        return
    if response.status == 429:
        made.sent = False
        wait = response.headers.get("Retry-After", "")
        if wait.isdecimal() and int(wait) > _SECONDS:
            raise discord.RateLimited(float(wait))
    elif made.never_twice and response.status >= 500:
        raise discord.DiscordServerError(response, None)
