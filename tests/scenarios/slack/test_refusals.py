"""A digest and an answer while Slack refuses, breaks down, or shuts the bot out."""

import pytest

from bot.domain.delivery import DeliveredKind
from bot.domain.errors import PlatformProblem
from tests.scenarios.papers import QUESTION, QUOTE, TITLES, WORDS
from tests.scenarios.slack.world import World, answers
from tests.servers.slack import faults
from tests.servers.slack.faults import Fault
from tests.servers.slack.messages import Channel

pytestmark = pytest.mark.slow  # what each refusal becomes the adapter's own tests tell quickly

PASSING = {
    "429": faults.ratelimited(30),
    "reset before": faults.reset_before,
    "reset after": faults.reset_after,
    "503": faults.status(503),
    "503 after": faults.down_after,
    "internal error": faults.error("internal_error"),
}


def thread_of(team: Channel) -> list[str]:
    """The titles in the thread of the channel's one message."""
    (header,) = team.posts
    return [next(title for title in TITLES if title in one.words) for one in header.replies]


def _because(problem: PlatformProblem) -> str:
    """What people are told of it, up to how it is mended in Slack."""
    return WORDS.problems[problem].partition("{")[0]


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
async def test_what_passes_costs_a_digest_nothing(world: World, fault: Fault) -> None:
    """At the header and in the midst of the thread: each part once, in order."""
    world.slack.fail("chat.postMessage", fault, nth=1)
    world.slack.fail("chat.postMessage", fault, nth=4)
    done = await world.delivers()

    assert done.kind is DeliveredKind.POSTED
    assert thread_of(world.team) == list(TITLES)


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
async def test_what_passes_costs_an_answer_nothing(
    talking: World, fault: Fault, method: str
) -> None:
    """It stands in the thread whole, and once."""
    header = await talking.header()
    talking.slack.fail(method, fault)
    asked = await talking.jin.says(talking.team, QUESTION, header)

    answer = await talking.answer(asked)
    await talking.ends()
    assert QUOTE in answer.words
    assert WORDS.answer.reading not in answer.words
    assert [m for m in header.replies if m.by_bot][3:] == [answer]


@pytest.mark.parametrize("name", ["429", "reset after", "503"])
@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_what_passes_costs_a_direct_message_nothing(
    talking: World, name: str, method: str
) -> None:
    """No stream stays open, and nothing is said twice; a stream in doubt may leave its titles."""
    await talking.digest()
    talking.slack.fail(method, PASSING[name])
    asked = await talking.jin.says(talking.jin.direct, QUESTION)

    answer = await talking.answer(asked)
    await talking.ends()
    assert [one.words.count(f"“{QUOTE}”") for one in answers(asked)] == [1]
    assert not answer.grows(talking.clock.timestamp())


async def test_slacks_own_limits_are_kept_before_they_are_hit(talking: World) -> None:
    """Posts, edits and reads: Slack has to refuse none of them for coming too early."""
    talking.slack.limit("real")
    header = await talking.header()
    asked = await talking.jin.says(talking.team, QUESTION, header)
    await talking.answer(asked)

    assert talking.slack.api.rates.refused == {}


async def test_where_history_is_read_once_a_minute_a_digest_comes_whole(world: World) -> None:
    """As Slack allows it to apps outside of the Marketplace: two looks take a minute."""
    world.slack.world.marketplace = False
    world.slack.limit("real")
    world.slack.fail("chat.postMessage", faults.reset_after, nth=2)
    world.slack.fail("chat.postMessage", faults.reset_before, nth=3)
    done = await world.delivers()

    assert done.kind is DeliveredKind.POSTED
    assert thread_of(world.team) == list(TITLES)


async def test_pictures_that_slack_cannot_load_are_left_out(world: World) -> None:
    """A thumbnail that is gone takes no paper with it."""
    world.slack.world.fetches_image = lambda _: False
    done = await world.delivers()

    assert done.kind is DeliveredKind.POSTED
    assert thread_of(world.team) == list(TITLES)
    assert '"image"' not in str([m.blocks for m in world.team.messages.values()])


async def test_a_bot_that_is_kicked_halfway_goes_on_when_it_is_invited_again(world: World) -> None:
    """What stands there stays, who asks is told why, and the rest comes without a repetition."""
    boss, team, bot = world.jin, world.team, world.slack.world.installed.bot_user
    halfway = faults.Hang()
    world.slack.fail("chat.postMessage", halfway, nth=3)
    await boss.runs("/papers", "today", team)
    await halfway.reached.wait()
    await boss.kicks_bot(team)
    halfway.release()
    told = await world.told(boss.private, WORDS.commands.not_posted)
    assert _because(PlatformProblem.NOT_A_MEMBER) in told.words
    assert len(thread_of(team)) == 1

    team.members.add(bot)
    await boss.runs("/papers", "today", team)
    await world.slack.until(lambda: len(thread_of(team)) == 3)
    assert thread_of(team) == list(TITLES)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("is_archived", PlatformProblem.ARCHIVED),
        ("channel_not_found", PlatformProblem.NO_CHANNEL),
        ("missing_scope", PlatformProblem.NO_PERMISSION),
        ("restricted_action", PlatformProblem.NO_PERMISSION),
    ],
)
async def test_what_is_refused_for_good_is_told_with_its_reason(
    world: World, code: str, problem: PlatformProblem
) -> None:
    """To whoever asked, with what to do; nothing is tried again and again."""
    world.slack.api.faults.always("chat.postMessage", faults.error(code))
    await world.jin.runs("/papers", "today", world.team)

    told = await world.told(world.jin.private, WORDS.commands.not_posted)
    assert _because(problem) in told.words
    assert len(world.slack.calls("chat.postMessage")) == 1


async def test_an_archived_channel_holds_no_other_back(world: World) -> None:
    """The next one has its digest."""
    boss, closed = world.jin, world.team
    await boss.archives(closed)
    failed = await world.delivers()
    world.team = world.slack.channel("lab")

    assert (await world.delivers()).kind is DeliveredKind.POSTED
    assert failed.kind is DeliveredKind.FAILED
    assert failed.delivery is not None
    assert failed.delivery.reason is PlatformProblem.ARCHIVED


@pytest.mark.parametrize("access", ["token_revoked", "account_inactive"])
async def test_a_token_that_is_taken_back_ends_it_with_one_line(world: World, access: str) -> None:
    """As soon as anything is asked; the process that has nothing else to serve ends with 1."""
    header = await world.header()
    world.slack.world.installed.access = access  # type: ignore[assignment]  # one of three
    await world.jin.says(world.team, QUESTION, header)

    assert world.task is not None
    assert await world.task == 1
    (complaint,) = world.complaints
    assert access in complaint


async def test_an_app_that_is_uninstalled_ends_with_one_line(world: World) -> None:
    """Slack says so by itself."""
    await world.slack.uninstalls()

    assert world.task is not None
    assert await world.task == 1
    assert len(world.complaints) == 1
