"""Waiting for what happens, and what is said when it does not."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers import clock
from tests.servers.slack.clock import Clock
from tests.servers.slack.server import Slack


async def test_waiting_ends_when_something_has_come_to_be(
    slack: Slack, client: AsyncWebClient
) -> None:
    """It is woken by what happens; what is not there yet is no error."""
    team = slack.channel("papers")

    waiting = asyncio.create_task(slack.until(lambda: team.posts[1].words))
    for text in ("one", "two"):
        await client.chat_postMessage(channel=team.id, text=text)

    assert await waiting == "two"


async def test_waiting_in_vain_fails_with_what_was_seen(
    slack: Slack, client: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads the failure sees what the bot did instead."""
    monkeypatch.setattr(clock, "PATIENCE", 0.01)
    await client.chat_postMessage(channel=slack.channel("papers").id, text="something else")

    with pytest.raises(AssertionError, match=r"did not come to an answer[\s\S]*something else"):
        await slack.until(lambda: False, "an answer")


async def test_whom_the_bot_alerts_is_known(slack: Slack, client: AsyncWebClient) -> None:
    """The promise that nothing of ours alerts anybody is checked over all that was posted."""
    team, alice = slack.channel("papers"), slack.person("alice")
    await alice.says(team, "<!channel> hello")
    await client.chat_postMessage(channel=team.id, text="&lt;!channel&gt;")
    assert slack.alerts == []

    await client.chat_postEphemeral(channel=team.id, user=alice.id, text="<!here>")

    assert slack.alerts == ["!here"]


async def test_time_passes_when_a_test_says_so() -> None:
    """Minutes of waiting are over at once, and ids go on rising."""
    clock = Clock(lambda: 1_000.0)
    first = clock.ts()
    nap = asyncio.create_task(clock.sleep(300))
    await asyncio.sleep(0)

    clock.advance(299)
    await asyncio.sleep(0)
    assert not nap.done()

    clock.advance(1)
    await nap
    assert float(clock.ts()) - float(first) >= 300
    assert clock.ts() < clock.ts()
