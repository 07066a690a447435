"""The product and all that it speaks to, over Socket Mode and over signed HTTP."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.manifest import manifest
from tests.scenarios.clock import Hurried
from tests.scenarios.papers import lay_in
from tests.scenarios.slack.world import World, serving
from tests.servers.model import ModelServer
from tests.servers.slack.installation import Installation
from tests.servers.slack.server import Slack
from tests.servers.upstream import Upstream


@pytest.fixture(params=["socket", pytest.param("http", marks=pytest.mark.slow)])
async def slack(
    request: pytest.FixtureRequest,
    hurried: Hurried,
    upstream: Upstream,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Slack]:
    """A workspace where the app is installed from its manifest; the settings point there.

    Whatever a test does there, nobody is alerted.
    """
    lay_in(upstream)
    installed = Installation.of(manifest())
    async with Slack(installed, delivery=request.param, now=hurried.timestamp).serving() as server:
        given = {
            **server.environment,
            **upstream.environment,
            "SLACK_HTTP_PORT": "0",
            "PAPERS_LANGUAGE": "en",
            "PAPERS_EMBEDDINGS": "off",
        }
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        yield server
    assert server.alerts == []


@pytest.fixture
async def world(slack: Slack, hurried: Hurried) -> AsyncIterator[World]:
    """The product at work, without a model: a question gets the nearest passages."""
    async with serving(slack, hurried) as served:
        yield served


@pytest.fixture
async def talking(model: ModelServer, slack: Slack, hurried: Hurried) -> AsyncIterator[World]:
    """The product at work, with the model."""
    async with serving(slack, hurried) as served:
        yield served
