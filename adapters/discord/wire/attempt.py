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
from types import SimpleNamespace

import aiohttp
import discord

from adapters.discord.wire.errors import as_ours

_SECONDS = 25  # less than a delivery is held for (bot/delivery/ledger.py)
_never_twice: ContextVar[bool] = ContextVar("never_twice", default=False)


@asynccontextmanager
async def attempt(what: str, *, once: bool = False) -> AsyncIterator[None]:
    """What is called inside has 25 s, waiting for limits included; with `once` it is sent once.

    Raises `NotSent`, `InDoubt`, `Gone`, `Rejected` or `ShutOut`.
    """
    token = _never_twice.set(once)
    try:
        with as_ours(what):
            async with asyncio.timeout(_SECONDS):
                yield
    finally:
        _never_twice.reset(token)


def tracing() -> aiohttp.TraceConfig:
    """For the client's `http_trace`: the one place between discord.py's repetitions and aiohttp."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_break_off)
    return trace


async def _break_off(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    ended: aiohttp.TraceRequestEndParams,
) -> None:
    if _never_twice.get() and ended.response.status >= 500:
        raise discord.DiscordServerError(ended.response, None)
