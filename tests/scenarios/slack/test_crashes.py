"""SIGKILL: a process dies at the worst moments, and the next one goes on where it stopped."""

import pytest

from tests.scenarios.clock import Hurried
from tests.scenarios.papers import QUESTION, QUOTE, TITLES, WORDS
from tests.scenarios.slack.process import process
from tests.scenarios.slack.world import World, answered, answers, serving
from tests.scenarios.stalls import Stalls
from tests.servers.model import CHAT, ModelServer
from tests.servers.slack import faults
from tests.servers.slack.server import Slack

pytestmark = pytest.mark.slow

AT_ONCE = 1  # second until the next process is there: the dead one still holds what it held


@pytest.fixture
async def known(model: ModelServer, slack: Slack, hurried: Hurried) -> World:
    """A workspace where the digest is posted, and nobody serves any more."""
    async with serving(slack, hurried) as world:
        await world.delivers()
    return world


async def test_between_the_ack_and_the_first_statement(known: World, model: ModelServer) -> None:
    """The message that was begun gets the answer, and no second one comes."""
    stalls = Stalls()
    model.next(CHAT, stalls)
    header = known.team.posts[0]
    async with process(known.slack) as first:
        asked = await known.jin.says(known.team, QUESTION, header)
        begun = await known.slack.until(lambda: header.replies[4])
        await stalls.reached.wait()
        await first.kill()
    known.slack.clock.advance(AT_ONCE)
    async with process(known.slack):
        answer = await answered(known.slack, asked)

    assert answer is begun
    assert QUOTE in answer.words
    assert len(header.replies) == 5


@pytest.mark.parametrize("arrived", [True, False])
async def test_between_the_ack_and_the_first_sign_of_life(known: World, arrived: bool) -> None:  # noqa: FBT001  # pytest's way
    """Whether Slack took the message that began the answer nobody knew: it is looked for."""
    sending = faults.Hang(done=arrived)
    known.slack.fail("chat.postMessage", sending)
    header = known.team.posts[0]
    async with process(known.slack) as first:
        asked = await known.jin.says(known.team, QUESTION, header)
        await sending.reached.wait()
        await first.kill()
        sending.drop()
    known.slack.clock.advance(AT_ONCE)
    async with process(known.slack):
        answer = await answered(known.slack, asked)

    assert QUOTE in answer.words
    assert [m for m in header.replies if m.by_bot][3:] == [answer]


async def test_in_the_midst_of_a_stream(known: World, model: ModelServer) -> None:
    """The stream that stayed open is ended, and the whole answer stands in its message, once."""
    model.next(CHAT, Stalls(QUOTE))
    async with process(known.slack) as first:
        asked = await known.jin.says(known.jin.direct, QUESTION)
        begun = await known.slack.until(
            lambda: next(m for m in asked.replies if QUOTE in m.words), "a statement"
        )
        await first.kill()
    assert begun.grows(known.slack.clock.now())
    known.slack.clock.advance(AT_ONCE)
    async with process(known.slack):
        answer = await answered(known.slack, asked)

    assert answer is begun
    assert not answer.grows(known.slack.clock.now())
    assert answer.words.count(f"“{QUOTE}”") == 1
    assert asked.replies == [answer]


@pytest.mark.parametrize(("nth", "arrived"), [(1, True), (3, True), (3, False)])
async def test_in_the_midst_of_a_digest(
    slack: Slack,
    hurried: Hurried,
    nth: int,
    arrived: bool,  # noqa: FBT001  # pytest's way
) -> None:
    """Before Slack took a part, and after that but before we knew: each stands there once."""
    team, jin = slack.channel("papers"), slack.person("jin")
    sending = faults.Hang(done=arrived)
    slack.fail("chat.postMessage", sending, nth=nth)
    async with process(slack) as first:
        await jin.runs("/papers", "today", team)
        await sending.reached.wait()
        await first.kill()
        sending.drop()
    slack.clock.advance(AT_ONCE)
    async with process(slack):
        await slack.until(lambda: len(team.posts[0].replies) == 3)
        await jin.runs("/papers", "today", team)
        await slack.until(lambda: [m for m in jin.private() if WORDS.commands.there in m.words])

    (header,) = team.posts
    in_order = [next(title for title in TITLES if title in m.words) for m in header.replies]
    assert in_order == list(TITLES)


async def test_after_ten_minutes_the_asker_is_asked_to_ask_again(
    known: World, model: ModelServer
) -> None:
    """Once, in the message that was begun; a third process says nothing."""
    stalls = Stalls()
    model.next(CHAT, stalls)
    header = known.team.posts[0]
    async with process(known.slack) as first:
        await known.jin.says(known.team, QUESTION, header)
        await stalls.reached.wait()
        await first.kill()
    known.slack.clock.advance(11 * 60)
    for _ in range(2):
        async with process(known.slack):
            await known.slack.until(lambda: WORDS.answer.restarted in header.replies[4].words)
            again = await known.min.says(known.team, f"{known.slack.bot} {QUESTION}")
            await answered(known.slack, again)

    assert answers(header) == []
    assert len(header.replies) == 5
