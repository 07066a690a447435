"""How fast a digest gets into many channels of Discord: for benchmarks/discord.py."""

import asyncio
import os
import time
from collections.abc import Sequence

from adapters.discord.settings import DiscordSettings
from adapters.discord.wire.connection import DiscordAdapter
from benchmarks.chat_load import Stores, processor_seconds
from benchmarks.discord_server import Server
from bot.app import open_app
from bot.domain.digest import Digest
from bot.domain.place import Place
from bot.settings import Settings
from tests.servers.discord.server import Discord

_PACE = 45.0  # requests a second in all: messages, and the threads that are begun for them


async def measure_pace(stores: Stores, count: int) -> None:
    """Post a digest to so many channels at once."""
    stores.fresh()
    discord = Discord()
    async with discord.serving():
        discord.api.rates.strict = True
        server = Server(discord)
        channels = [discord.guild().text_channel(f"channel{n}").id for n in range(count)]
        os.environ |= discord.environment
        given = (stores.digest.model_dump_json(), channels, discord.guild().id)
        seconds = await processor_seconds(post, *given)
    _report(server, count, seconds)


def _report(server: Server, count: int, seconds: float) -> None:
    posts = [one for one in server.told if one.new]
    lasted = posts[-1].at - posts[0].at
    rate = (len(posts) - 1) / lasted
    begun = sum(channel.is_thread for channel in server.discord.world.channels.values())
    both = (len(posts) + begun - 1) / lasted
    print(f"\na digest of {len(posts) / count:.0f} messages into {count} channels")
    print(f"  {rate:.1f} messages a second, {rate / _PACE:.0%} of the pace (goal: 95%)")
    print(f"  with the {begun} threads begun: {both:.1f} requests a second, {both / _PACE:.0%}")
    print(f"  refused by Discord as too fast: {server.discord.api.rates.refused}")
    print(f"  processor time a message: {1000 * seconds / len(posts):.1f} ms")


async def post(digest: str, channels: Sequence[str], guild: str) -> float:
    """Post as `papers serve` does, which knows the channels by the gateway; processor seconds."""
    adapter, heard, stop = DiscordAdapter(DiscordSettings()), asyncio.Event(), asyncio.Event()
    async with open_app(settings=Settings()) as app, adapter.open(app) as connection:
        serving = asyncio.create_task(connection.serve(lambda _: heard.set(), stop))
        await heard.wait()
        read = Digest.model_validate_json(digest)
        places = [Place(platform="discord", workspace=guild, channel=each) for each in channels]
        begun = time.process_time()
        await asyncio.gather(*(app.deliver(read, place, connection.platform) for place in places))
        seconds = time.process_time() - begun
        stop.set()
        await serving
    return seconds
