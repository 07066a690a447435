"""The product and all that it speaks to, over REST and the gateway."""

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.clock import Hurried
from tests.scenarios.discord.world import World, serving
from tests.scenarios.papers import lay_in
from tests.servers.discord.intents import Intent
from tests.servers.discord.server import Discord
from tests.servers.model import ModelServer
from tests.servers.upstream import Upstream


@pytest.fixture
async def discord(
    hurried: Hurried, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Discord]:
    """A server where the app is installed; the settings point there.

    Whatever a test does there, nobody is pinged, and nobody waits for an answer in vain.
    """
    lay_in(upstream)
    async with Discord(hurried.timestamp).serving() as server:
        server.api.rates.strict = True
        given = {
            **server.environment,
            **upstream.environment,
            "PAPERS_LANGUAGE": "en",
            "PAPERS_EMBEDDINGS": "off",
        }
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        yield server
    assert server.pinged == []
    assert [one for one in server.api.interactions.all.values() if one.thinks] == []


@pytest.fixture
def discord_reads(discord: Discord, monkeypatch: pytest.MonkeyPatch) -> None:
    """The intent to read what is not for the bot is switched on, there and here."""
    discord.world.application.privileged = Intent.MESSAGE_CONTENT
    monkeypatch.setenv("DISCORD_MESSAGE_CONTENT", "true")


@pytest.fixture
async def world(discord: Discord, hurried: Hurried) -> AsyncIterator[World]:
    """The product at work, without a model: a question gets the nearest passages."""
    async with serving(discord, hurried) as served:
        yield served


@pytest.fixture
async def talking(model: ModelServer, discord: Discord, hurried: Hurried) -> AsyncIterator[World]:
    """The product at work, with the model."""
    async with serving(discord, hurried) as served:
        yield served
