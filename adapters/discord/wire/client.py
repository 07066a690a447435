"""The client of Discord's API and gateway: discord.py's own, which forgets what it has heard."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.request import getproxies, proxy_bypass

import discord
from discord.http import Route
from yarl import URL

from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.attempt import attempt, tracing
from adapters.discord.wire.sessions import Sessions
from bot.domain.errors import InDoubt, NotSent


def intents_of(settings: DiscordSettings) -> discord.Intents:
    """What the gateway is asked to tell; `adapters/discord/listeners.py` hears exactly that."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = settings.discord_message_content
    return intents


class DiscordClient(discord.AutoShardedClient):
    """As many connections as Discord wants. It keeps servers and channels, no people and messages."""

    def __init__(self, settings: DiscordSettings) -> None:
        super().__init__(
            intents=intents_of(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            http_trace=tracing(),
            proxy=_proxy(settings.api_url),
            shard_count=settings.discord_shards,
        )
        self.shards_are_set = settings.discord_shards is not None
        self.sessions: Sessions | None = None
        self.let_in = asyncio.Event()
        self._let_in: set[int] = set()

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that a connection has a session, and knows its servers; all have, in the end."""
        self._let_in.add(shard_id)
        if len(self._let_in) == self.shard_count:
            self.let_in.set()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until Discord takes another session."""
        if self.sessions is not None:
            now = asyncio.get_running_loop().time()
            await asyncio.sleep(self.sessions.wait(shard_id or 0, now))


@asynccontextmanager
async def open_client(settings: DiscordSettings) -> AsyncIterator[DiscordClient]:
    """A client that has logged in. Raises `ShutOut` for a wrong token, else `NotSent`.

    discord.py keeps Discord's address in a class: there is one Discord in a process.
    """
    _quiet()
    Route.BASE = settings.api_url
    async with DiscordClient(settings) as client:
        try:
            async with attempt("log in"):
                await client.login(settings.token)
        except InDoubt as error:
            raise NotSent(str(error), problem=error.problem) from error
        yield client


def _proxy(address: str) -> str | None:
    """The proxy that the environment names for an address, as everything else here uses it."""
    url = URL(address)
    if url.host is None or proxy_bypass(url.host):
        return None
    return getproxies().get(url.scheme)


def _quiet() -> None:
    """Keep what discord.py logs to lines: what it sends and hears stands in those for debugging."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    logging.getLogger("discord").setLevel(logging.WARNING)
    for name in ("discord.shard", "discord.gateway"):
        log = logging.getLogger(name)
        if _in_one_line not in log.filters:
            log.addFilter(_in_one_line)


def _in_one_line(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[0]:
        record.msg = f"{record.msg} ({record.exc_info[0].__name__})"
        record.exc_info = None
    return True
