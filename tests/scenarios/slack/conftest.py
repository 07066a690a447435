"""The product and all that it speaks to, over Socket Mode and over signed HTTP."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.manifest import manifest
from tests.builders import NOON_AFTER
from tests.scenarios.clock import Hurried
from tests.scenarios.papers import lay_in, reader
from tests.scenarios.slack.world import World, serving
from tests.servers.model import ModelServer
from tests.servers.slack.installation import Installation
from tests.servers.slack.server import Slack
from tests.servers.upstream import Upstream


@pytest.fixture
def hurried() -> Hurried:
    """Noon of the day after the papers' day."""
    return Hurried(NOON_AFTER.timestamp())


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
def model(model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> ModelServer:
    """The settings name a model on loopback that says only what stands in the paper."""
    model_server.brain = reader
    for name, value in model_server.environment.items():
        monkeypatch.setenv(name, value)
    return model_server


@pytest.fixture
async def talking(model: ModelServer, slack: Slack, hurried: Hurried) -> AsyncIterator[World]:
    """The product at work, with the model."""
    async with serving(slack, hurried) as served:
        yield served
