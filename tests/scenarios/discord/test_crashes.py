"""SIGKILL: a process dies at the worst moments, and the next one goes on where it stopped."""

import pytest

from bot.delivery.ledger import LEASE
from bot.domain.delivery import DeliveredKind
from tests.scenarios.clock import Hurried
from tests.scenarios.discord.world import (
    World,
    answers,
    bot_messages,
    judges,
    process,
    serving,
    titled,
)
from tests.scenarios.papers import PAPERS, QUESTION, QUOTE, TITLES
from tests.scenarios.stalls import Stalls
from tests.servers.discord import faults
from tests.servers.discord.server import Discord
from tests.servers.model import CHAT, ModelServer

pytestmark = pytest.mark.slow

AT_ONCE = 1  # second until the next process is there: the dead one still holds what it held


@pytest.fixture
async def known(model: ModelServer, discord: Discord, hurried: Hurried) -> World:
    """A server where the digest is posted, and nobody serves any more."""
    async with serving(discord, hurried) as world:
        await world.delivers()
    return world


async def test_between_the_question_and_the_first_statement(
    known: World, model: ModelServer
) -> None:
    """The message that was begun gets the answer, and no second one comes."""
    stalls = Stalls()
    model.next(CHAT, stalls)
    header = known.team.posts[0]
    async with process(known.discord) as first:
        await known.discord.connected()
        await known.asks(known.jin, header.thread, QUESTION)
        begun = await known.discord.until(lambda: bot_messages(header.thread)[3])
        await stalls.reached.wait()
        await first.kill()
    known.discord.clock.advance(AT_ONCE)
    async with process(known.discord):
        answer = await known.answer(header.thread)

    assert answer is begun
    assert QUOTE in answer.words
    assert len(bot_messages(header.thread)) == 4


@pytest.mark.parametrize("arrived", [True, False])
async def test_between_the_question_and_the_first_sign_of_life(
    known: World,
    arrived: bool,  # noqa: FBT001  # pytest's way
) -> None:
    """Whether Discord took the message that began the answer nobody knew: it is looked for."""
    sending = faults.Hang(done=arrived)
    known.discord.fail("send", sending)
    header = known.team.posts[0]
    async with process(known.discord) as first:
        await known.discord.connected()
        await known.asks(known.jin, header.thread, QUESTION)
        await sending.reached.wait()
        await first.kill()
        sending.drop()
    known.discord.clock.advance(AT_ONCE)
    async with process(known.discord):
        answer = await known.answer(header.thread)

    assert QUOTE in answer.words
    assert bot_messages(header.thread)[3:] == [answer]


async def test_in_the_midst_of_an_answer(known: World, model: ModelServer) -> None:
    """The whole answer stands in the message that was begun, once."""
    model.next(CHAT, Stalls(QUOTE))
    header = known.team.posts[0]
    async with process(known.discord) as first:
        await known.discord.connected()
        await known.asks(known.jin, header.thread, QUESTION)
        begun = await known.discord.until(
            lambda: next(m for m in bot_messages(header.thread)[3:] if QUOTE in m.words)
        )
        await first.kill()
    known.discord.clock.advance(AT_ONCE)
    async with process(known.discord):
        await known.discord.until(lambda: judges(begun))

    assert begun.words.count(f"“{QUOTE}”") == 1
    assert header.thread is not None
    assert answers(header.thread) == [begun]


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("nth", [1, 2, 3])
async def test_in_the_midst_of_a_digest(
    model: ModelServer,
    discord: Discord,
    hurried: Hurried,
    nth: int,
    arrived: bool,  # noqa: FBT001  # pytest's way
) -> None:
    """Exactly one header, each paper once, in their order, in the one thread."""
    async with serving(discord, hurried) as world:
        await world.digest()
    sending = faults.Hang(done=arrived)
    discord.fail("send", sending, nth=nth)
    async with process(discord) as first:
        await discord.connected()
        await world.jin.runs(world.team, "papers today")
        await sending.reached.wait()
        await first.kill()
        discord.api.interactions.all.clear()  # that person is told nothing more
        sending.drop()
    discord.clock.advance(AT_ONCE)
    async with process(discord):
        await discord.until(lambda: len(world.team.posts[0].replies) == len(PAPERS), "the papers")

    (header,) = world.team.posts
    assert titled(header.replies, TITLES) == list(TITLES)
    await hurried.sleep(60 * LEASE.total_seconds())  # the second process is dead as well
    async with serving(discord, hurried) as world:
        assert (await world.delivers()).kind is DeliveredKind.THERE


async def test_between_the_header_and_its_thread(
    model: ModelServer, discord: Discord, hurried: Hurried
) -> None:
    """The thread is begun by the next process, once."""
    async with serving(discord, hurried) as world:
        await world.digest()
    beginning = faults.Hang(done=True)
    discord.fail("begin_thread", beginning)
    async with process(discord) as first:
        await discord.connected()
        await world.jin.runs(world.team, "papers today")
        await beginning.reached.wait()
        await first.kill()
        discord.api.interactions.all.clear()
        beginning.drop()
    discord.clock.advance(AT_ONCE)
    async with process(discord):
        await discord.until(lambda: len(world.team.posts[0].replies) == len(PAPERS), "the papers")

    assert len(discord.guild().threads) == 1
