"""How posts are spaced."""

import pytest

from bot.delivery.pace import wait_turn
from bot.domain.place import Place
from bot.ports.outbound import Gaps
from tests.fakes import FakeClock, FakeStore


def place(channel: str, thread: str | None = None) -> Place:
    return Place(platform="chat", workspace="lab", channel=channel, thread=thread)


async def test_a_thread_counts_as_its_channel_and_another_channel_apart(clock: FakeClock) -> None:
    """Slack counts by channel; two hundred channels are served side by side."""
    store = FakeStore(clock)
    for where in (place("a"), place("b"), place("a", "7")):
        await wait_turn(store, where, Gaps(channel=1.1))

    assert clock.slept == [pytest.approx(1.1)]


async def test_some_platforms_limit_all_that_a_bot_posts(clock: FakeClock) -> None:
    """Discord's limit is the bot's, whatever the channel."""
    store = FakeStore(clock)
    for number in range(46):
        await wait_turn(store, place(f"channel {number}"), Gaps(channel=1.1, total=1 / 45))

    assert sum(clock.slept) == pytest.approx(1.0, rel=1e-3)


async def test_a_platform_without_gaps_takes_all_at_once(clock: FakeClock) -> None:
    """Nobody waits for a digest that is printed."""
    store = FakeStore(clock)
    for _ in range(3):
        await wait_turn(store, place("here"), Gaps())

    assert clock.slept == []
