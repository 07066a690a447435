"""A client of a Discord that says only what a test scripts."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord.wire.client import DiscordClient, open_client
from tests.adapters.discord.wire.bare import Bare


@pytest.fixture
async def discord() -> AsyncIterator[Bare]:
    """What lets us log in, and says no more of itself."""
    async with Bare().serving() as server:
        yield server


@pytest.fixture
async def client(discord: Bare) -> AsyncIterator[DiscordClient]:
    """One that has logged in there."""
    async with open_client(discord.settings) as client:
        yield client
