"""discord.py's real clients, pointed at a Discord on loopback."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.servers.discord.server import Discord

INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Hearing(discord.Client):
    """Keeps what it hears: `events` as they came, `said` the messages among them."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {"intents": INTENTS, "guild_ready_timeout": 0.05}
        super().__init__(enable_debug_events=True, **usual | options)
        self.events: list[dict[str, Any]] = []
        self.said: list[discord.Message] = []
        self.used: list[discord.Interaction[Any]] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing: there is no other bot here."""

    async def on_socket_raw_receive(self, text: str) -> None:
        self.events.append(json.loads(text))

    async def on_message(self, message: discord.Message) -> None:
        self.said.append(message)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        self.used.append(interaction)

    @property
    def words(self) -> list[str]:
        """The last word of each message."""
        return [message.content.split()[-1] for message in self.said]

    def named(self, name: str) -> list[dict[str, Any]]:
        """The data of the events of a name."""
        return [event["d"] for event in self.events if event["t"] == name]


class Sharded(Hearing, discord.AutoShardedClient):
    """The same with several connections."""


async def logged_in(server: Discord, client: Hearing) -> None:
    """Let a client find the server and log in."""
    Route.BASE = f"{server.url}/api/v10"
    await client.login(server.world.application.token)
    _, address, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = URL(address)


async def ask(client: discord.Client, method: str, path: str, **body: Any) -> Any:
    """Call the API by discord.py with a body of one's own, that its classes would not send."""
    return await client.http.request(Route(method, path), json=body)


@asynccontextmanager
async def connected(server: Discord, client: Hearing) -> AsyncIterator[Hearing]:
    """Let a client hear until the end of the block."""
    async with client:
        await logged_in(server, client)
        hearing = asyncio.create_task(client.connect())
        try:
            await client.wait_until_ready()
            yield client
        finally:
            await client.close()
            await asyncio.gather(hearing, return_exceptions=True)
