"""Slack on loopback, with the libraries that apps use to talk to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.server import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """The server, with nobody connected to it."""
    async with Slack().serving() as server:
        yield server


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    """The SDK's client with the bot's token, which tries nothing twice."""
    return client_of(slack)


def client_of(slack: Slack, token: str | None = None) -> AsyncWebClient:
    """A client with a token: the bot's, unless it is told another."""
    shown = slack.world.installed.bot_token if token is None else token
    return AsyncWebClient(token=shown, base_url=f"{slack.url}/api/", retry_handlers=[])


async def refusal(call: Awaitable[Any]) -> Any:
    """What Slack says when it refuses a call."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response.data


@pytest.fixture(params=["socket", "http"])
async def bolted(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Slack, AsyncApp]]:
    """The server and a bolt app that is connected to it, by Socket Mode and by HTTP."""
    async with Slack(delivery=request.param).serving() as slack, AsyncExitStack() as stack:
        app = AsyncApp(
            client=client_of(slack),
            signing_secret=slack.world.installed.signing_secret,
            process_before_response=True,
        )
        await stack.enter_async_context(_CONNECT[request.param](slack, app))
        yield slack, app


@asynccontextmanager
async def _socket(slack: Slack, app: AsyncApp) -> AsyncIterator[None]:
    token = slack.world.installed.app_token
    handler = AsyncSocketModeHandler(app, token, web_client=app.client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.connected()
    yield
    await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _http(slack: Slack, app: AsyncApp) -> AsyncIterator[None]:
    runner = web.AppRunner(app.web_app("/slack/events"), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.app_url(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield
    await runner.cleanup()


_CONNECT: dict[str, Callable[[Slack, AsyncApp], Any]] = {"socket": _socket, "http": _http}


def collected(app: AsyncApp, *kinds: str) -> list[dict[str, Any]]:
    """The events of these kinds that the app is told of."""
    heard: list[dict[str, Any]] = []

    async def hear(event: dict[str, Any]) -> None:
        heard.append(event)

    for kind in kinds:
        app.event(kind)(hear)
    return heard
