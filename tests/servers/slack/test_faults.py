"""What a test can make go wrong, as the real client sees it."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack import faults
from tests.servers.slack.faults import Fault
from tests.servers.slack.server import Slack


@pytest.mark.parametrize(
    ("fault", "kind", "posted"),
    [
        (faults.reset_before, aiohttp.ClientError, 0),
        (faults.reset_after, aiohttp.ClientError, 1),
        (faults.status(500), SlackApiError, 0),
        (faults.down_after, SlackApiError, 1),
        (faults.ratelimited(7), SlackApiError, 0),
        (faults.error("restricted_action"), SlackApiError, 0),
    ],
)
async def test_a_fault_fails_the_call_and_does_what_was_asked_or_not(
    slack: Slack, client: AsyncWebClient, fault: Fault, kind: type[Exception], posted: int
) -> None:
    """What a caller cannot tell apart is what it must not post twice for."""
    team = slack.channel("papers")
    slack.fail("chat.postMessage", fault)

    with pytest.raises(kind):
        await client.chat_postMessage(channel=team.id, text="a")

    assert len(team.posts) == posted


async def test_a_fault_comes_to_the_call_that_it_was_ordered_for(
    slack: Slack, client: AsyncWebClient
) -> None:
    """The third message of a thread, say, and no other."""
    team = slack.channel("papers")
    slack.fail("chat.postMessage", faults.error("fatal_error"), nth=2)

    await client.chat_postMessage(channel=team.id, text="one")
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.chat_postMessage(channel=team.id, text="two")
    await client.chat_postMessage(channel=team.id, text="three")

    assert [m.text for m in team.posts] == ["one", "three"]


@pytest.mark.parametrize(("done", "meanwhile"), [(True, 1), (False, 0)])
async def test_a_call_hangs_until_it_is_released(
    slack: Slack, client: AsyncWebClient, *, done: bool, meanwhile: int
) -> None:
    """A test can look at the world while a call is under way, or kill who made it."""
    team = slack.channel("papers")
    hang = faults.Hang(done=done)
    slack.fail("chat.postMessage", hang)

    call = asyncio.create_task(client.chat_postMessage(channel=team.id, text="a"))
    await hang.reached.wait()
    assert len(team.posts) == meanwhile

    hang.release()
    await call
    assert len(team.posts) == 1


async def test_a_method_fails_until_it_is_mended(slack: Slack, client: AsyncWebClient) -> None:
    """An outage ends when the test says so."""
    slack.api.faults.always("auth.test", faults.status(503))
    for _ in range(2):
        with pytest.raises(SlackApiError):
            await client.auth_test()

    slack.api.faults.mend("auth.test")

    assert (await client.auth_test())["ok"]
