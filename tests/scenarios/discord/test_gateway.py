"""What happens to the connection, and that nothing which people ask is lost by it."""

import pytest

from tests.scenarios.clock import Hurried
from tests.scenarios.discord.world import World, answers, bot_messages, serving
from tests.scenarios.papers import OTHER_QUESTION, OTHER_QUOTE, QUESTION, QUOTE
from tests.servers.discord.server import Discord


async def test_what_is_asked_while_a_session_is_lost_is_read_then(world: World) -> None:
    """Discord goes on with no session that is too old, and brings nothing of what was missed."""
    header = await world.header()
    await world.asks(world.jin, header.thread, QUESTION)
    await world.answer(header.thread)
    gateway = world.discord.gateway
    gateway.forget()
    gateway.drop()
    await world.asks(world.jin, header.thread, OTHER_QUESTION)
    missed = await world.asks(world.min, world.team, OTHER_QUESTION)
    answer = await world.answer(header.thread, nth=1)
    await world.discord.until(lambda: missed.thread and answers(missed.thread))
    await world.ends()

    assert len(gateway.identified) == 2
    assert OTHER_QUOTE in answer.words
    assert header.thread is not None
    assert len(answers(header.thread)) == 2


@pytest.mark.parametrize("how", ["drop", "reconnect", "invalid"])
async def test_a_question_is_answered_once_whatever_becomes_of_the_connection(
    world: World, how: str
) -> None:
    """It comes again when the session is resumed, and is known then."""
    header = await world.header()
    gateway = world.discord.gateway
    match how:
        case "drop":
            gateway.overlap = 2
            gateway.drop()
        case "reconnect":
            gateway.reconnect()
        case _:
            gateway.invalidate(resumable=True)
    await world.asks(world.jin, header.thread, QUESTION)

    answer = await world.answer(header.thread)
    await world.ends()
    assert QUOTE in answer.words
    assert gateway.resumed
    assert header.thread is not None
    assert answers(header.thread) == [answer]


async def test_an_event_that_comes_twice_is_answered_once(world: World) -> None:
    """Discord promises no more than that it comes."""
    from tests.servers.discord.gateway_faults import twice  # noqa: PLC0415

    header = await world.header()
    world.discord.gateway.faults.order("MESSAGE_CREATE", twice)
    await world.asks(world.jin, header.thread, QUESTION)
    answer = await world.answer(header.thread)
    await world.ends()

    assert header.thread is not None
    assert bot_messages(header.thread)[3:] == [answer]


async def test_two_shards_serve_each_their_servers(discord: Discord, hurried: Hurried) -> None:
    """As soon as Discord wants two, and people notice nothing."""
    discord.world.application.shards = 2
    other = discord.guild("other", shard=(1, 2))
    assert other is not discord.guild("lab", shard=(0, 2))
    async with serving(discord, hurried) as world:
        room = other.text_channel("papers")
        ann = discord.person("ann", guild=other)
        first = await world.header()
        await world.delivers(channel=room)
        await world.asks(world.jin, first.thread, QUESTION)
        await world.asks(ann, room.posts[0].thread, QUESTION)

        assert QUOTE in (await world.answer(first.thread)).words
        assert QUOTE in (await world.answer(room.posts[0].thread)).words
    assert sorted(asked["shard"] for asked in discord.gateway.identified) == [[0, 2], [1, 2]]
