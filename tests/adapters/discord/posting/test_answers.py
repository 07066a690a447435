"""Answers that people watch: messages that are edited while they grow."""

import asyncio
import datetime as dt

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.discord.wire.client import DiscordClient
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.errors import Gone, PlatformProblem
from bot.domain.language import Language
from bot.domain.place import Place, PostRef
from bot.presentation.catalogue import catalogue
from tests.adapters.discord.posted import place
from tests.builders import answer, ref, statement
from tests.fakes import FakeClock
from tests.servers.discord import faults, refusals
from tests.servers.discord.channels import Channel, Thread
from tests.servers.discord.messages import Message
from tests.servers.discord.server import Discord

WORDS = catalogue(Language.EN).answer
TITLE = ref().title
ONE, TWO, THREE = (statement(f"It takes {n} steps.") for n in ("four", "five", "six"))
LONG = tuple(
    statement(f"Step {n} comes next. {'It goes on and on. ' * 40}", "in four steps " * 80)
    for n in range(4)
)


@pytest.fixture
async def thread(discord: Discord, team: Channel) -> Thread:
    """One that somebody has begun to ask in."""
    ann = discord.person("ann")
    return await ann.begins_thread(await ann.writes(team, "what is new?"), "what is new?")


@pytest.fixture
def restarted(client: DiscordClient, clock: FakeClock) -> DiscordPlatform:
    """Discord as a process sees it that remembers nothing."""
    return DiscordPlatform(client, clock)


def to(where: Channel, **fields: object) -> ReplyTo:
    there = where.parent or where
    given = {
        "place": place(there, where.id if where.is_thread else None),
        "language": Language.EN,
        "papers": (ref(),),
        "question": "7",
    }
    return ReplyTo.model_validate({**given, **fields})


def ours(where: Channel) -> list[Message]:
    return [message for message in where.posts if message.by_bot]


def post(there: Place, post: str | None) -> PostRef:
    assert post is not None
    return PostRef(place=there, id=post)


async def sees(discord: Discord, where: Channel, text: str) -> None:
    await discord.until(lambda: any(text in one.words for one in ours(where)), text)


async def test_that_the_paper_is_read_is_seen_at_once(
    discord: Discord, platform: DiscordPlatform, thread: Thread
) -> None:
    """And that somebody is writing, as long as there is more to come."""
    stream = await platform.open_answer(to(thread))

    (reply,) = ours(thread)
    assert reply.id == stream.post
    assert reply.words.splitlines() == [f"## {TITLE}", f"-# {WORDS.reading}"]
    await discord.until(lambda: thread.typing, "a typing bot")
    await stream.leave()


async def test_an_answer_grows_in_one_message(
    discord: Discord, platform: DiscordPlatform, thread: Thread
) -> None:
    """Each statement is seen before the end, and nothing is said twice."""
    stream = await platform.open_answer(to(thread))

    await stream.show(ONE)
    await sees(discord, thread, ONE.text)
    assert WORDS.reading in ours(thread)[0].words
    await stream.show(TWO)
    await stream.finish(answer(ONE, TWO, THREE))

    (reply,) = ours(thread)
    assert WORDS.reading not in reply.words
    assert [reply.words.count(s.text) for s in (ONE, TWO, THREE)] == [1, 1, 1]
    assert len(reply.buttons) == 2
    assert discord.pinged == []


async def test_an_answer_that_fails_says_why(platform: DiscordPlatform, thread: Thread) -> None:
    """Nobody is left waiting below "reading"."""
    stream = await platform.open_answer(to(thread))

    await stream.abort("The model is down.")

    (reply,) = ours(thread)
    assert reply.words.splitlines() == [f"## {TITLE}", "The model is down."]


async def test_all_answers_of_a_channel_share_its_edits(
    discord: Discord, platform: DiscordPlatform, thread: Thread, clock: FakeClock
) -> None:
    """Discord takes about one a second in each; what comes meanwhile is shown together."""
    streams = [await platform.open_answer(to(thread, question=str(n))) for n in range(3)]
    begun = clock.now()

    for number in range(4):
        said = [statement(f"Stream {n} says {number}.") for n in range(3)]
        await asyncio.gather(*(stream.show(one) for stream, one in zip(streams, said, strict=True)))
        for one in said:
            await sees(discord, thread, one.text)

    edits = len(discord.api.calls["edit"])
    assert (clock.now() - begun).total_seconds() >= 1.2 * (edits - 1)
    await asyncio.gather(*(stream.leave() for stream in streams))


@pytest.mark.parametrize(
    "fault", [faults.ratelimited(60), faults.failed(520), faults.reset(done=True)]
)
async def test_an_edit_that_fails_is_made_good(
    discord: Discord, platform: DiscordPlatform, thread: Thread, fault: faults.Fault
) -> None:
    """Underway or at the end: what was said is seen."""
    stream = await platform.open_answer(to(thread))

    discord.fail("edit", fault)
    await stream.show(ONE)
    await sees(discord, thread, ONE.text)
    discord.fail("edit", fault)
    await stream.finish(answer(ONE, TWO))

    (reply,) = ours(thread)
    assert TWO.text in reply.words
    assert WORDS.reading not in reply.words


@pytest.mark.parametrize("done", [True, False])
async def test_an_answer_whose_beginning_is_in_doubt_stands_once(
    discord: Discord, platform: DiscordPlatform, thread: Thread, *, done: bool
) -> None:
    """Two messages that say "reading" would leave one that says so for ever."""
    discord.fail("send", faults.reset(done=done))

    stream = await platform.open_answer(to(thread))
    await stream.finish(answer(ONE))

    assert [reply.id for reply in ours(thread)] == [stream.post]


async def test_an_answer_that_a_crash_left_is_gone_on_with(
    platform: DiscordPlatform, restarted: DiscordPlatform, thread: Thread, clock: FakeClock
) -> None:
    """Also when nobody had kept which message it is in, and Discord has forgotten its nonce."""
    begun = clock.now()
    before = await platform.open_answer(to(thread))
    await before.leave()
    clock.time += dt.timedelta(minutes=9)

    stream = await restarted.open_answer(to(thread, begun_since=begun))
    await stream.finish(answer(ONE))

    (reply,) = ours(thread)
    assert ONE.text in reply.words
    assert stream.post == reply.id


async def test_a_long_answer_goes_on_in_the_thread_and_goes_with_its_question(
    platform: DiscordPlatform, restarted: DiscordPlatform, thread: Thread
) -> None:
    """All of it and nothing else of ours, also by a process that knows it by its marks alone."""
    stream = await platform.open_answer(to(thread))
    for one in LONG:
        await stream.show(one)
    await stream.finish(answer(*LONG))
    other = await platform.open_answer(to(thread, question="8"))
    await other.finish(answer(ONE))
    words = "\n".join(reply.words for reply in ours(thread))
    assert [words.count(f"Step {n} comes") for n in range(len(LONG))] == [1] * len(LONG)
    assert len(ours(thread)) > 2

    begun = post(to(thread).place, stream.post)
    await restarted.delete_answer(Orphan(question="7", post=begun))

    assert [reply.id for reply in ours(thread)] == [other.post]


async def test_an_answer_that_a_moderator_deleted_is_posted_anew(
    discord: Discord, platform: DiscordPlatform, thread: Thread
) -> None:
    """Whoever asked still waits, and Discord would give the deleted one back for the same nonce."""
    stream = await platform.open_answer(to(thread))
    discord.world.delete(*ours(thread))

    await stream.finish(answer(ONE))

    assert [ONE.text in reply.words for reply in ours(thread)] == [True]


async def test_an_answer_in_a_thread_that_was_deleted_ends(
    discord: Discord, platform: DiscordPlatform, thread: Thread
) -> None:
    """That is told once, and not tried again and again."""
    stream = await platform.open_answer(to(thread))
    discord.world.remove_channel(thread)

    with pytest.raises(Gone) as gone:
        await stream.finish(answer(ONE))

    assert gone.value.problem is PlatformProblem.NO_MESSAGE
    assert len(discord.api.calls["send"]) == 2


async def test_an_answer_goes_on_where_the_bot_may_not_be_seen_typing(
    discord: Discord, platform: DiscordPlatform, thread: Thread
) -> None:
    """It is a courtesy."""
    discord.fail("type", faults.refused(refusals.missing_permissions()))

    stream = await platform.open_answer(to(thread))
    await discord.until(lambda: discord.api.calls["type"])
    await stream.finish(answer(ONE))

    assert ONE.text in ours(thread)[0].words


async def test_in_direct_messages_an_answer_stands_where_it_was_asked(
    discord: Discord, platform: DiscordPlatform
) -> None:
    """There are no threads, and it goes with its question all the same."""
    direct = discord.person("ann").direct

    stream = await platform.open_answer(to(direct))
    await stream.finish(answer(ONE))
    assert [ONE.text in reply.words for reply in ours(direct)] == [True]
    await platform.delete_answer(Orphan(question="7", post=post(place(direct), stream.post)))

    assert ours(direct) == []


# --- for one person alone, by a process that has no interaction of theirs


async def test_who_asked_alone_is_answered_in_direct_messages_after_a_restart(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """Their interaction was lost, and nobody else is to see it; `post` was shown to them alone."""
    ann = discord.person("ann")

    stream = await platform.open_answer(to(team, asker=ann.id, post="123"))
    await stream.finish(answer(ONE))

    assert [ONE.text in reply.words for reply in ours(ann.direct)] == [True]
    assert ours(team) == []


async def test_who_takes_no_direct_messages_is_not_told_before_all(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """The log tells."""
    ann = discord.person("ann", closed=True)

    with pytest.raises(Gone) as gone:
        await platform.open_answer(to(team, asker=ann.id))

    assert gone.value.problem is PlatformProblem.NO_PERSON
    assert ours(team) == []


async def test_in_a_conversation_that_the_bot_is_not_in_its_asker_is_told(
    discord: Discord, platform: DiscordPlatform
) -> None:
    """They used the app among friends; that it was restarted is not their fault."""
    ann, bob = discord.person("ann"), discord.person("bob")

    stream = await platform.open_answer(to(ann.talks_to(bob), asker=ann.id))
    await stream.finish(answer(ONE))

    assert [ONE.text in reply.words for reply in ours(ann.direct)] == [True]


async def test_an_answer_for_nobody_is_a_mistake_of_ours(
    platform: DiscordPlatform, team: Channel
) -> None:
    """Rather than shown to the whole channel."""
    with pytest.raises(ValueError, match="for whom"):
        await platform.open_answer(to(team))


async def test_what_was_said_to_one_alone_is_not_looked_for(
    discord: Discord, platform: DiscordPlatform, team: Channel
) -> None:
    """It went away by itself, and nothing of the channel's may be taken for it."""
    await platform.delete_answer(Orphan(question="7", post=PostRef(place=place(team), id="123")))

    assert not discord.api.calls["delete"]
