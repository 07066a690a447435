"""Slack on loopback with our listeners connected to it, and a product behind them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

from adapters.slack.settings import SlackSettings
from adapters.slack.wire.connection import SlackAdapter
from tests.adapters.product import Product
from tests.servers.slack.server import Slack


def adapter_for(slack: Slack, **settings: Any) -> SlackAdapter:
    """The adapter as the settings for a workspace make it."""
    given = {name.lower(): value for name, value in slack.environment.items()}
    return SlackAdapter(SlackSettings.model_validate({**given, "slack_http_port": 0, **settings}))


@asynccontextmanager
async def listening(
    product: Product, delivery: Literal["socket", "http"] = "socket", **settings: Any
) -> AsyncIterator[Slack]:
    """Slack, and the adapter connected to it until the end of the block."""
    async with Slack(delivery=delivery).serving() as slack:
        adapter = adapter_for(slack, **settings)
        async with adapter.open(product.app) as connection:
            stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
            serving = asyncio.create_task(connection.serve(ready.set_result, stop))
            await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
            if delivery == "http":
                slack.app_url(ready.result().rsplit(" ", 1)[1])
            try:
                yield slack
            finally:
                stop.set()
                await serving
