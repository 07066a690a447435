"""The gateway: how the bot hears, and what it means when Discord ends that.

<https://docs.discord.com/developers/events/gateway>
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import discord
import structlog
from discord import shard
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from yarl import URL

from adapters.discord.wire.attempt import attempt
from adapters.discord.wire.client import DiscordClient
from adapters.discord.wire.codes import NEW_TOKEN
from adapters.discord.wire.sessions import Sessions
from bot.domain.errors import (
    NotSent,
    PapersBotError,
    PlatformProblem,
    Rejected,
    SettingsError,
    ShutOut,
)

_log = structlog.get_logger()
_GREETING = 30.0  # seconds that the gateway has to let us in, and
_EACH = 6.0  # more for each connection, for they are opened one after another
_GOODBYE = 3.0  # seconds for Discord to hear that we go
_UNREACHABLE = PlatformProblem.UNREACHABLE
_WRONG_SHARDS = {4010, 4011}
_TOO_OLD = {4012, 4013}


class _SoonAgain(ExponentialBackoff[bool]):
    """At most a minute between two attempts to connect; discord.py's own come to 17."""

    def __init__(self) -> None:
        super().__init__()
        self._max = 6


shard.ExponentialBackoff = _SoonAgain  # type: ignore[attr-defined, assignment]  # where it is looked up


async def hear(client: DiscordClient, ready: Callable[[], None], stop: asyncio.Event) -> None:
    """Hear until `stop` is set; `ready` is called once, when all connections have a session.

    discord.py goes on with a session that breaks, or begins another. Raises `NotSent` when it
    cannot be begun, `ShutOut` for a token that is good no more, `SettingsError` when Discord wants
    other settings.
    """
    await _find(client)
    hearing = asyncio.create_task(client.connect())
    try:
        longest = _GREETING + _EACH * (client.shard_count or 1)
        await _first_of(hearing, client.let_in.wait(), stop.wait(), seconds=longest)
        if not stop.is_set() and not hearing.done():
            if not client.let_in.is_set():
                raise NotSent("Discord's gateway does not let us in", problem=_UNREACHABLE)
            ready()
            await _first_of(hearing, stop.wait())
        if hearing.done():
            raise _reason(hearing, client)
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)
        await _hang_up(client)


async def _find(client: DiscordClient) -> None:
    """Where the gateway is, and how many connections Discord wants.

    Told before, discord.py does not ask once more; that it keeps the address in a class it shares
    with that of the API. https://docs.discord.com/developers/events/gateway#get-gateway-bot
    """
    async with attempt("find the gateway"):
        wanted, address, limits = await client.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = URL(address)
        client.shard_count = client.shard_count or wanted
        if limits["remaining"] < client.shard_count:
            wait = limits["reset_after"] / 1000
            what = f"Discord lets this bot begin no more sessions, for {wait:.0f} s"
            raise NotSent(what, problem=PlatformProblem.TOO_FAST, retry_after=wait)
        client.sessions = Sessions(limits, asyncio.get_running_loop().time())


def _reason(hearing: asyncio.Task[None], client: DiscordClient) -> PapersBotError:
    """Why there is no connection any more.

    https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
    """
    error = hearing.exception()
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return SettingsError(
            "DISCORD_MESSAGE_CONTENT: Discord does not allow it (4014): switch Message Content "
            "Intent on (Bot, Privileged Gateway Intents), or leave it unset"
        )
    if not isinstance(error, discord.ConnectionClosed):
        if error is not None:
            _log.error("bug", kind=type(error).__name__, exc_info=error)
        return NotSent("the connection to Discord has ended", problem=_UNREACHABLE)
    if error.code == 4004:
        return ShutOut(f"{NEW_TOKEN} (4004)", problem=PlatformProblem.SHUT_OUT)
    if error.code in _TOO_OLD:
        return Rejected(f"Discord's gateway wants a newer version of this bot ({error.code})")
    if error.code in _WRONG_SHARDS and client.shards_are_set:
        return SettingsError(
            f"DISCORD_SHARDS: Discord wants more connections ({error.code}): leave it unset"
        )
    what = f"Discord's gateway has closed the connection ({error.code})"
    return NotSent(what, problem=_UNREACHABLE)


async def _hang_up(client: DiscordClient) -> None:
    """Hear nothing more; what is under way can still be answered."""
    ends = [one.disconnect() for one in client.shards.values()]
    with suppress(TimeoutError):
        async with asyncio.timeout(_GOODBYE):
            await asyncio.gather(*ends, return_exceptions=True)


async def _first_of(*waits: Awaitable[object], seconds: float | None = None) -> None:
    """Wait until one of them is over, or for so many seconds; none of them goes on but tasks."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    own = [task for task, wait in zip(tasks, waits, strict=True) if task is not wait]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in own:
            task.cancel()
