"""What Discord refuses, and what becomes of it then."""

import pytest

from adapters.discord.words import discord_words
from bot.domain.delivery import DeliveredKind
from bot.domain.errors import PlatformProblem
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import problem_line
from tests.scenarios.clock import Hurried
from tests.scenarios.discord.world import World, bot_messages, said_by_bot, serving, titled
from tests.scenarios.papers import QUESTION, QUOTE, TITLES
from tests.servers.discord import faults
from tests.servers.discord.messages import V2
from tests.servers.discord.permissions import May
from tests.servers.discord.refusals import Refusal, invalid
from tests.servers.discord.server import Discord

PROBLEMS = catalogue(Language.EN).problems


@pytest.mark.parametrize(
    ("lacks", "problem"),
    [
        (May.VIEW_CHANNEL, PlatformProblem.NO_PERMISSION),
        (May.SEND_MESSAGES, PlatformProblem.NO_PERMISSION),
        (May.CREATE_PUBLIC_THREADS, PlatformProblem.NO_PERMISSION),
        (May.SEND_MESSAGES_IN_THREADS, PlatformProblem.NO_PERMISSION),
    ],
)
async def test_a_permission_that_lacks_is_named_as_one(
    world: World, lacks: May, problem: PlatformProblem
) -> None:
    """Whoever posts knows whom to ask, and it goes on when that was mended."""
    bot = world.discord.world.application.bot
    world.team.allow(bot, deny=lacks)
    if lacks is May.VIEW_CHANNEL:
        with pytest.raises(Exception, match="look the channel up"):
            await world.delivers()
    else:
        refused = await world.delivers()
        assert refused.kind is DeliveredKind.FAILED
        assert refused.delivery is not None
        assert refused.delivery.reason is problem
    world.team.allow(bot)

    assert (await world.delivers()).kind is DeliveredKind.POSTED
    (header,) = world.team.posts
    assert titled(header.replies, TITLES) == list(TITLES)


async def test_where_it_may_not_post_today_is_shown_to_who_asks(world: World) -> None:
    """They get their papers all the same."""
    world.team.allow(world.discord.world.application.bot, deny=May.SEND_MESSAGES)
    await world.jin.runs(world.team, "papers today")

    await world.told(world.jin, TITLES[2])
    assert bot_messages(world.team) == []


async def test_a_channel_that_was_deleted_is_said_to_be_none(world: World) -> None:
    """One bad channel holds nobody back."""
    digest = await world.delivers()
    assert digest.kind is DeliveredKind.POSTED
    gone = world.discord.guild().text_channel("gone")
    world.discord.world.remove_channel(gone)

    with pytest.raises(Exception, match="look the channel up"):
        await world.delivers(channel=gone)


async def test_a_locked_thread_takes_no_answer(world: World) -> None:
    """Moderators have ended the talk; nothing is posted beside it either."""
    header = await world.header()
    assert header.thread is not None
    world.discord.world.change_thread(header.thread, locked=True, archived=True)
    before = len(header.replies)
    await world.jin.clicks(header.replies[0], "why_rating")

    await world.told(world.jin, TITLES[0])
    assert len(header.replies) == before


async def test_an_archived_thread_is_opened_by_who_asks(world: World) -> None:
    """After a weekend without a word Discord hides it; that is no end."""
    header = await world.header()
    assert header.thread is not None
    world.discord.world.change_thread(header.thread, archived=True)
    await world.asks(world.jin, header.thread, QUESTION)

    assert QUOTE in (await world.answer(header.thread)).words
    assert not header.thread.archived


async def test_too_many_requests_in_the_midst_of_a_thread_only_delay_it(world: World) -> None:
    """In order, each once."""
    world.discord.fail("send", faults.ratelimited(0.2), faults.ratelimited(1, "global"), nth=3)
    header = await world.header()

    assert titled(header.replies, TITLES) == list(TITLES)


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("nth", [1, 3])
async def test_a_connection_that_breaks_doubles_nothing(
    world: World,
    nth: int,
    done: bool,  # noqa: FBT001  # pytest's way
) -> None:
    """Whether Discord took the message is found out."""
    world.discord.fail("send", faults.reset(done=done), nth=nth)
    header = await world.header()

    assert len(bot_messages(world.team)) == 1
    assert titled(header.replies, TITLES) == list(TITLES)


@pytest.mark.parametrize("done", [True, False])
async def test_a_discord_that_fails_doubles_nothing(
    world: World,
    done: bool,  # noqa: FBT001  # pytest's way
) -> None:
    """discord.py sends it again by itself, and Discord knows it by its nonce."""
    world.discord.fail("send", faults.failed(502, done=done), nth=2)
    header = await world.header()

    assert titled(header.replies, TITLES) == list(TITLES)


async def test_a_layout_that_is_refused_is_said_more_plainly(world: World) -> None:
    """A picture that Discord does not take, or a component that it does not know, costs no paper."""
    refusal = invalid("components.0", "UNION_TYPE_CHOICES", "Value of field type must be in {1}.")
    world.discord.fail("send", *[faults.refused(refusal)] * 3, nth=2)
    header = await world.header()

    assert titled(header.replies, TITLES) == list(TITLES)
    assert not header.replies[0].flags & V2
    assert header.replies[1].flags & V2


async def test_a_server_that_throws_it_out_is_forgotten(world: World) -> None:
    """Nothing that people there asked is kept."""
    header = await world.header()
    await world.asks(world.jin, header.thread, QUESTION)
    await world.answer(header.thread)
    world.discord.world.remove_app(world.discord.guild())
    await world.discord.until(lambda: world.discord.guild().bot is None)
    await world.ends()

    assert await world.app.forget_workspace("discord", world.discord.guild().id) == 0


async def test_a_token_that_was_taken_back_ends_it_with_one_line(world: World) -> None:
    """And nothing else: other platforms go on."""
    await world.header()
    world.discord.fail("send", faults.refused(Refusal(401, 0, "401: Unauthorized")))
    await world.asks(world.jin, world.team.posts[0].thread, QUESTION)
    assert world.task is not None

    assert await world.task == 1
    (complaint,) = world.complaints
    assert "Reset Token" in complaint
    assert "it is not served any more" in complaint


async def test_an_intent_that_is_not_switched_on_is_named(
    discord: Discord, hurried: Hurried, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are two ways to mend it, and both are told."""
    monkeypatch.setenv("DISCORD_MESSAGE_CONTENT", "true")
    with pytest.raises(AssertionError) as failed:
        async with serving(discord, hurried):
            pass
    told = str(failed.value)
    assert "Message Content Intent" in told
    assert "DISCORD_MESSAGE_CONTENT" in told


async def test_who_may_not_begin_threads_answers_nobody_in_vain(world: World) -> None:
    """A mention in a channel where the bot may not begin a thread is told so where it stands."""
    await world.header()
    world.team.allow(world.discord.world.application.bot, deny=May.CREATE_PUBLIC_THREADS)
    await world.asks(world.jin, world.team, QUESTION)

    how = discord_words(Language.EN).how_to_invite
    line = problem_line(PlatformProblem.NO_PERMISSION, Language.EN, how)
    await world.discord.until(lambda: any(line in said for said in said_by_bot(world.team)), line)
