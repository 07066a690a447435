"""What is not taken comes again, by Socket Mode and by HTTP alike."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from tests.servers.slack.conftest import collected
from tests.servers.slack.server import Slack

Bolted = tuple[Slack, AsyncApp]


async def test_an_event_that_is_not_taken_comes_again_at_once_and_after_a_minute(
    bolted: Bolted,
) -> None:
    """With the number and the reason of the retry, the same id, and no more once it is taken."""
    slack, app = bolted
    told: list[tuple[str, str]] = []

    @app.middleware
    async def refuse(req: Any, next_: Any) -> Any:
        number = req.headers.get("x-slack-retry-num", ["0"])[0]
        told.append((number, req.body["event_id"]))
        if len(told) < 3:
            await asyncio.Event().wait()
        return await next_()

    collected(app, "message")
    alice, team = slack.person("alice"), slack.channel("papers")
    saying = asyncio.create_task(alice.says(team, "hello"))

    await slack.until(lambda: len(told) == 1)
    slack.clock.advance(3)
    await saying
    await slack.until(lambda: len(told) == 2)
    slack.clock.advance(3)
    await slack.until(lambda: len(slack.delivery.sent[0].attempts) == 2)
    slack.clock.advance(60)
    await slack.quiet()

    assert [number for number, _ in told] == ["0", "1", "2"]
    assert len({event_id for _, event_id in told}) == 1
    assert [a.taken for a in slack.delivery.sent[0].attempts] == [False, False, True]


async def test_what_was_taken_can_come_again(bolted: Bolted) -> None:
    """When Slack has lost the ack: an app must do it once all the same."""
    slack, app = bolted
    heard = collected(app, "message")
    await slack.person("alice").says(slack.channel("papers"), "hello")

    again = await slack.delivery.again(slack.delivery.sent[0])

    assert again.taken
    assert [event["ts"] for event in heard] == [heard[0]["ts"]] * 2


async def test_somebody_whose_command_is_not_taken_is_told_so_and_it_does_not_come_again(
    bolted: Bolted,
) -> None:
    """Interactions are not repeated: the person sees that it failed."""
    slack, _ = bolted
    alice = slack.person("alice")

    running = asyncio.create_task(alice.runs("/nobody", "", slack.channel("papers")))
    await slack.until(lambda: slack.delivery.sent)
    # Socket Mode knows no refusal: what bolt answers with 404 is just not acknowledged.
    slack.clock.advance(3)
    envelope = await running

    assert len(envelope.attempts) == 1
    assert alice.errors == ["/nobody failed with the error “dispatch_failed”"]
