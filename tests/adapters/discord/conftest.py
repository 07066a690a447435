"""The adapter's parts, in a Discord on loopback whose time is that of the test."""

from collections.abc import AsyncIterator

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.wire.client import DiscordClient, open_client
from tests.adapters.discord.wire.served import settings_of
from tests.fakes import FakeClock
from tests.servers.discord.channels import Channel
from tests.servers.discord.server import Discord


@pytest.fixture
async def discord(clock: FakeClock) -> AsyncIterator[Discord]:
    """A Discord with a server that the bot is in."""
    async with Discord(now=clock.time.timestamp).serving() as server:
        server.guild("lab")
        yield server


@pytest.fixture
async def client(discord: Discord) -> AsyncIterator[DiscordClient]:
    """The bot's client, which has logged in and hears nothing."""
    async with open_client(settings_of(discord)) as client:
        yield client


@pytest.fixture
def platform(client: DiscordClient, clock: FakeClock) -> DiscordPlatform:
    """All that as the core sees it."""
    return DiscordPlatform(client, clock)


@pytest.fixture
def team(discord: Discord) -> Channel:
    """A channel where people talk."""
    return discord.guild().text_channel("papers")
