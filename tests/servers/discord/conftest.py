"""Discord on loopback, with the library that apps use to talk to it."""

from collections.abc import AsyncIterator, Iterator

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.servers.discord.app import Bot
from tests.servers.discord.clients import Hearing, connected, logged_in
from tests.servers.discord.server import Discord


@pytest.fixture
async def server() -> AsyncIterator[Discord]:
    """The server, with nobody connected to it."""
    async with Discord().serving() as server:
        yield server


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    """discord.py keeps Discord's addresses in classes."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def rest(server: Discord) -> AsyncIterator[Hearing]:
    """A client that is logged in and hears nothing."""
    async with Hearing() as client:
        await logged_in(server, client)
        yield client


@pytest.fixture
async def client(server: Discord) -> AsyncIterator[Hearing]:
    """A client that hears one guild."""
    server.guild()
    async with connected(server, Hearing()) as client:
        yield client


@pytest.fixture
async def bot(server: Discord) -> AsyncIterator[Bot]:
    """The app, with its commands registered."""
    server.guild()
    bot = Bot()
    async with connected(server, bot):
        await bot.tree.sync()
        yield bot
