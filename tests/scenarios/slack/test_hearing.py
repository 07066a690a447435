"""Slack brings something twice, or the connection goes: every question is answered, once."""

import asyncio

import pytest

from bot.domain.rating import SignalName
from tests.scenarios.clock import Hurried
from tests.scenarios.papers import DATE, QUESTION, QUOTE, WORDS
from tests.scenarios.slack.world import World, answers, said_by_bot, serving
from tests.servers.slack.server import Slack


async def test_what_slack_brings_again_is_done_once(world: World) -> None:
    """The ack was lost: the same event, or command, or press comes a second time."""
    header = await world.header()
    asked = await world.jin.says(world.team, QUESTION, header)
    answer = await world.answer(asked)
    command = await world.jin.runs("/papers", f"date {DATE}", world.team)
    pressed = await world.jin.presses(header.replies[0], "papers_why_rating")
    question = next(e for e in world.slack.delivery.sent if e.event.get("ts") == asked.ts)
    for envelope in (question, command, pressed):
        again = await world.slack.delivery.again(envelope)
        assert again.taken
    await world.ends()

    assert answers(asked) == [answer]
    listed = [m for m in world.jin.private() if DATE in m.words]
    rated = [m for m in world.jin.private() if WORDS.signals[SignalName.CODE] in m.words]
    assert (len(listed), len(rated)) == (1, 1)


async def test_a_command_that_came_twice_posts_once(world: World) -> None:
    """`/papers today` whose ack was lost, at once and not after the first has ended."""
    command = await world.jin.runs("/papers", "today", world.team)
    await world.slack.delivery.again(command)
    await world.slack.until(lambda: len(world.team.posts[0].replies) == 3)
    await world.ends()

    assert len(world.team.posts) == 1
    assert len(world.team.posts[0].replies) == 3


async def test_an_edit_that_overtakes_its_question_is_answered_once(talking: World) -> None:
    """Events come in no order that is promised: the old text is not answered after the new one."""
    header = await talking.header()
    asked = await talking.jin.says(talking.team, QUESTION, header)
    await talking.jin.edits(asked, f"{QUESTION} please")
    await talking.answer(asked)
    await talking.ends()

    assert len(answers(asked)) == 1


@pytest.mark.parametrize("slack", ["socket"], indirect=True)
@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_a_connection_that_slack_replaces_loses_no_question(
    world: World, reason: str
) -> None:
    """It comes each hour or so; what is asked meanwhile comes by one of the two."""
    header = await world.header()
    asked = await world.jin.says(world.team, QUESTION, header)
    await world.slack.sockets.disconnect(reason)  # type: ignore[arg-type]  # two of four
    meanwhile = await world.min.says(world.team, f"{world.slack.bot} {QUESTION}")
    await world.slack.until(lambda: world.slack.sockets.opened == 2)
    await world.slack.connected()
    after = await world.min.says(world.team, f"{world.slack.bot} {QUESTION}")

    for question in (asked, meanwhile, after):
        assert QUOTE in (await world.answer(question)).words
    await world.ends()
    assert [len(answers(question)) for question in (meanwhile, after)] == [1, 1]


@pytest.mark.slow
@pytest.mark.parametrize("slack", ["socket"], indirect=True)
async def test_a_connection_that_breaks_loses_no_question(world: World) -> None:
    """Slack keeps what was not acknowledged, and brings it when the bot is back."""
    await world.header()
    world.slack.sockets.drop()
    asked = await world.jin.says(world.team, f"{world.slack.bot} {QUESTION}")

    assert QUOTE in (await world.answer(asked)).words
    await world.ends()
    assert len(answers(asked)) == 1


async def test_a_question_that_comes_while_it_stops_is_answered_after_the_restart(
    slack: Slack, hurried: Hurried
) -> None:
    """An update takes a minute; Slack brings what nobody took."""
    async with serving(slack, hurried) as world:
        header = await world.header()
    slack.delivery.transport = slack.sockets if slack.by == "socket" else slack.http
    asking = asyncio.create_task(world.jin.says(world.team, QUESTION, header))

    async with serving(slack, hurried) as world:
        asked = await asking
        envelope = next(e for e in slack.delivery.sent if e.event.get("ts") == asked.ts)
        await slack.until(lambda: envelope.taken or len(envelope.attempts) == 2)
        slack.clock.advance(60)  # until Slack tries for the third time
        answer = await world.answer(asked)
        await world.ends()
    assert answers(asked) == [answer]


async def test_channels_that_are_not_listed_are_left_alone(
    slack: Slack, hurried: Hurried, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks there by a command is told; direct messages work."""
    allowed, other = slack.channel("papers"), slack.channel("random")
    monkeypatch.setenv("SLACK_CHANNELS", allowed.id)
    async with serving(slack, hurried) as world:
        await world.digest()
        await world.jin.says(other, f"{slack.bot} {QUESTION}")
        await world.jin.runs("/papers", "today", other)
        for there in (allowed, world.jin.direct):
            asked = await world.jin.says(there, f"{slack.bot} {QUESTION}")
            await world.answer(asked)

    assert said_by_bot(other) == []
    assert len(world.jin.private(other)) == 1
