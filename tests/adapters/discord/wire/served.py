"""The adapter at work in a Discord on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.connection import DiscordAdapter
from tests.adapters.product import Product
from tests.servers.discord.server import Discord


def settings_of(discord: Discord, **settings: Any) -> DiscordSettings:
    """Those for a Discord on loopback."""
    given = {name.lower(): value for name, value in discord.environment.items()}
    return DiscordSettings(**{**given, **settings})


def adapter_of(discord: Discord, **settings: Any) -> DiscordAdapter:
    """The adapter, set up for it."""
    return DiscordAdapter(settings_of(discord, **settings))


class Served:
    """What it has said when it was ready; `end` asks it to stop and waits until it has."""

    def __init__(self, ready: str, task: asyncio.Task[None], stop: asyncio.Event) -> None:
        self.ready = ready
        self.task = task
        self.stop = stop

    async def end(self) -> None:
        self.stop.set()
        await self.task


@asynccontextmanager
async def served(discord: Discord, product: Product, **settings: Any) -> AsyncIterator[Served]:
    """Serve until the end of the block, which may end it before; its commands are known then."""
    async with adapter_of(discord, **settings).open(product.app) as connection:
        stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
        task = asyncio.create_task(connection.serve(ready.set_result, stop))
        await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        await discord.until(lambda: discord.world.application.commands, "commands")
        try:
            yield Served(ready.result(), task, stop)
        finally:
            stop.set()
            await asyncio.gather(task, return_exceptions=True)
