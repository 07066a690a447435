"""How fast a digest gets into many channels of Slack: for benchmarks/slack.py."""

import asyncio
import os
import time
from collections.abc import Sequence

from adapters.slack.settings import SlackSettings
from adapters.slack.wire.connection import SlackAdapter
from benchmarks.chat_load import Stores, processor_seconds
from bot.app import open_app
from bot.domain.digest import Digest
from bot.domain.place import Place
from bot.settings import Settings
from tests.servers.slack.server import Slack

_GAP = 1.1  # seconds between two messages in a channel


async def measure_pace(stores: Stores, count: int) -> None:
    """Post a digest to so many channels at once."""
    stores.fresh()
    slack = Slack()
    async with slack.serving():
        slack.limit("real")
        channels = [slack.channel(f"channel{n}").id for n in range(count)]
        os.environ |= slack.environment
        given = (stores.digest.model_dump_json(), channels, slack.team)
        _report(slack, await processor_seconds(post, *given))


def _report(slack: Slack, seconds: float) -> None:
    posts = [call for call in slack.api.calls if call.method == "chat.postMessage"]
    taken = [call for call in posts if call.outcome == "ok"]
    times: dict[str, list[float]] = {}
    for call in taken:
        times.setdefault(call.args["channel"], []).append(call.at)
    each = len(taken) / len(times)
    lasted = max(map(max, times.values())) - min(map(min, times.values()))
    rate, pace = (each - 1) * len(times) / lasted, len(times) / _GAP
    print(f"\na digest of {each:.0f} messages into {len(times)} channels")
    print(f"  {rate:.0f} messages a second, {rate / pace:.0%} of the pace (goal: 95%)")
    own = [(len(t) - 1) * _GAP / (max(t) - min(t)) for t in times.values()]
    print(f"  a channel by itself: {sum(own) / len(own):.1%} of the pace, least {min(own):.1%}")
    print(f"  refused by Slack as too fast: {len(posts) - len(taken)} of {len(posts)}")
    print(f"  processor time a message: {1000 * seconds / len(taken):.1f} ms")


async def post(digest: str, channels: Sequence[str], team: str) -> float:
    """Post to all of them; processor seconds."""
    slack = SlackAdapter(SlackSettings())
    async with open_app(settings=Settings()) as app, slack.open(app) as connection:
        read = Digest.model_validate_json(digest)
        places = [Place(platform="slack", workspace=team, channel=each) for each in channels]
        begun = time.process_time()
        await asyncio.gather(*(app.deliver(read, place, connection.platform) for place in places))
        return time.process_time() - begun
