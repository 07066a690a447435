"""A client of a Discord that says only what a test scripts, and a whole Discord to serve."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord.wire.client import DiscordClient, open_client
from tests.adapters.discord.wire.bare import Bare
from tests.adapters.product import Product
from tests.servers.discord.server import Discord


@pytest.fixture
async def bare() -> AsyncIterator[Bare]:
    """What lets us log in, and says no more of itself."""
    async with Bare().serving() as server:
        yield server


@pytest.fixture
async def client(bare: Bare) -> AsyncIterator[DiscordClient]:
    """One that has logged in there."""
    async with open_client(bare.settings) as client:
        yield client


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """A Discord that takes several connections at the same time."""
    async with Discord().serving() as server:
        server.world.application.max_concurrency = 16
        yield server


@pytest.fixture
def product() -> Product:
    """What the listeners ask."""
    return Product()
