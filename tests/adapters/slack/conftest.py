"""The adapter's parts, in a workspace on loopback whose time is that of the test."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.platform import SlackPlatform
from adapters.slack.wire.calls import Calls
from adapters.slack.wire.client import open_client
from tests.adapters.product import Product
from tests.adapters.slack.listening import listening
from tests.fakes import FakeClock
from tests.servers.slack.server import Slack


@pytest.fixture
async def slack(clock: FakeClock) -> AsyncIterator[Slack]:
    """A workspace."""

    def now() -> float:
        return clock.time.timestamp()

    async with Slack(now=now).serving() as server:
        yield server


@pytest.fixture
async def calls(slack: Slack, clock: FakeClock) -> AsyncIterator[Calls]:
    """The Web API as the bot calls it."""
    token, url = slack.world.installed.bot_token, slack.environment["SLACK_API_URL"]
    async with open_client(token, url) as client:
        yield Calls(client, clock)


@pytest.fixture
def platform(calls: Calls, slack: Slack) -> SlackPlatform:
    """The workspace as the core sees it."""
    return SlackPlatform(calls, slack.world.installed.bot_id)


@pytest.fixture
def product() -> Product:
    """What the listeners ask."""
    return Product()


@pytest.fixture
async def connected(product: Product) -> AsyncIterator[Slack]:
    """A workspace that the listeners hear by Socket Mode."""
    async with listening(product) as server:
        yield server
