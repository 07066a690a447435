"""Rate limits on a clock that tests move on."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.rates import Mode
from tests.servers.slack.server import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """A server on a clock that stands still unless it is moved on."""
    async with Slack(now=lambda: 1_770_000_000.0).serving() as server:
        yield server


@pytest.mark.parametrize(("mode", "burst"), [("strict", 1), ("real", 3)])
async def test_a_channel_takes_about_a_post_a_second(
    slack: Slack, client: AsyncWebClient, mode: Mode, burst: int
) -> None:
    """Another channel is not concerned, and after the wait that was told it goes on."""
    slack.limit(mode)
    one, other = slack.channel("one"), slack.channel("other")
    for _ in range(burst):
        await client.chat_postMessage(channel=one.id, text="a")

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=one.id, text="too soon")
    await client.chat_postMessage(channel=other.id, text="a")
    slack.clock.advance(int(refused.value.response.headers["Retry-After"]))
    await client.chat_postMessage(channel=one.id, text="again")

    assert refused.value.response.status_code == 429
    assert refused.value.response["error"] == "ratelimited"
    assert [m.text for m in one.posts] == ["a"] * burst + ["again"]
    assert slack.api.rates.refused == {"chat.postMessage": 1}


async def test_outside_the_marketplace_history_is_read_once_a_minute(
    slack: Slack, client: AsyncWebClient
) -> None:
    """Which is why our own store has to know the thread."""
    slack.limit("real")
    slack.world.marketplace = False
    team = slack.channel("papers").id
    await client.conversations_history(channel=team)

    with pytest.raises(SlackApiError) as refused:
        await client.conversations_history(channel=team)
    slack.clock.advance(60)
    await client.conversations_history(channel=team)

    assert refused.value.response.headers["Retry-After"] == "60"
