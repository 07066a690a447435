"""How long a method is left alone after Slack said that it is called too often."""

import datetime as dt

import pytest

from adapters.slack.wire.calls import Calls
from bot.domain.errors import NotSent
from tests.fakes import FakeClock
from tests.servers.slack import faults
from tests.servers.slack.messages import Channel
from tests.servers.slack.server import Slack

POST = "chat.postMessage"


async def post(calls: Calls, channel: Channel) -> None:
    await calls.write(POST, channel=channel.id, text="hello")


async def refused(calls: Calls, channel: Channel) -> float | None:
    """What a post that Slack does not take, or is not even asked to take, says to wait."""
    with pytest.raises(NotSent) as caught:
        await post(calls, channel)
    return caught.value.retry_after


async def test_one_channel_that_is_told_too_much_keeps_no_other_waiting(
    slack: Slack, calls: Calls
) -> None:
    """Slack takes one message a second in each channel; the others have done nothing."""
    busy, quiet = slack.channel("busy"), slack.channel("quiet")
    slack.fail(POST, faults.ratelimited(30))
    await refused(calls, busy)

    assert await refused(calls, busy) == 30
    await post(calls, quiet)

    assert [call.method for call in slack.api.calls] == [POST, POST]


async def test_two_channels_at_a_time_are_all_of_them(
    slack: Slack, calls: Calls, clock: FakeClock
) -> None:
    """Then it is the workspace's limit; to try each of 200 channels would make it worse."""
    one, two, three = (slack.channel(name) for name in ("one", "two", "three"))
    slack.fail(POST, faults.ratelimited(30))
    await refused(calls, one)
    slack.fail(POST, faults.ratelimited(20))
    await refused(calls, two)

    assert await refused(calls, three) == 20
    clock.time += dt.timedelta(seconds=20)
    await post(calls, three)
    assert await refused(calls, one) == 10


async def test_a_method_without_a_limit_by_channel_rests_everywhere(
    slack: Slack, calls: Calls
) -> None:
    """Slack counts it for the workspace."""
    slack.fail("conversations.history", faults.ratelimited(30))
    one, two = slack.channel("one"), slack.channel("two")

    for channel in (one, two):
        with pytest.raises(NotSent):
            await calls.read("conversations.history", channel=channel.id)

    assert len(slack.api.calls) == 1


async def test_a_clock_that_is_set_back_makes_no_rest_longer(
    slack: Slack, calls: Calls, clock: FakeClock
) -> None:
    """A machine that was asleep puts its clock right, by an hour if need be."""
    team = slack.channel("team")
    slack.fail(POST, faults.ratelimited(30))
    await refused(calls, team)
    clock.time -= dt.timedelta(hours=1)

    assert await refused(calls, team) == 30
    clock.time += dt.timedelta(seconds=30)
    await post(calls, team)
