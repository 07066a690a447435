"""How posts are spaced."""

import pytest

from bot.delivery.pace import wait_turn
from bot.domain.place import Place
from tests.fakes import FakeClock, FakeStore


def place(platform: str, channel: str, thread: str | None = None) -> Place:
    return Place(platform=platform, workspace="lab", channel=channel, thread=thread)


async def test_a_thread_counts_as_its_channel_and_another_channel_apart(clock: FakeClock) -> None:
    """Slack counts by channel; two hundred channels are served side by side."""
    store = FakeStore(clock)
    for where in (place("slack", "a"), place("slack", "b"), place("slack", "a", "7")):
        await wait_turn(store, where)

    assert clock.slept == [pytest.approx(1.1)]


async def test_some_platforms_limit_all_that_a_bot_posts(clock: FakeClock) -> None:
    """Discord's limit is the bot's, whatever the channel."""
    store = FakeStore(clock)
    for number in range(46):
        await wait_turn(store, place("discord", f"channel {number}"))

    assert sum(clock.slept) == pytest.approx(1.0, rel=1e-3)


async def test_a_terminal_takes_all_at_once(clock: FakeClock) -> None:
    """Nobody waits for a digest that is printed."""
    store = FakeStore(clock)
    for _ in range(3):
        await wait_turn(store, place("console", "here"))

    assert clock.slept == []
