"""What one person alone is told, by an interaction that Discord sends to a bot that hears it."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from discord import AllowedMentions, Interaction

from adapters.discord.platform import DiscordPlatform
from adapters.discord.posting.private import PrivatePlatform
from adapters.discord.wire.attempt import tracing
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.errors import Gone, InDoubt, PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Action, Actions
from bot.domain.place import PostRef
from bot.presentation.catalogue import catalogue
from tests.adapters.discord.posted import message, place
from tests.builders import answer, ref, statement
from tests.fakes import FakeClock
from tests.servers.discord import faults
from tests.servers.discord.channels import Channel
from tests.servers.discord.clients import Hearing, connected
from tests.servers.discord.messages import EPHEMERAL
from tests.servers.discord.people import Person
from tests.servers.discord.server import Discord

P = PlatformProblem
WORDS = catalogue(Language.EN).answer
ONE, TWO = statement("It takes four steps."), statement("It takes five steps.")
BUTTON = Actions(actions=(Action(action="ask", subject="2602.00001", label="Ask"),))
Press = Callable[..., Awaitable[Interaction[Any]]]


@pytest.fixture
async def hearing(discord: Discord) -> AsyncIterator[Hearing]:
    """A client that hears interactions."""
    client = Hearing(http_trace=tracing(), allowed_mentions=AllowedMentions.none())
    async with connected(discord, client):
        yield client


@pytest.fixture
def platform(hearing: Hearing, clock: FakeClock) -> DiscordPlatform:
    """Discord as the core sees it."""
    return DiscordPlatform(hearing, clock)


@pytest.fixture
def ann(discord: Discord) -> Person:
    """Who presses buttons."""
    return discord.person("ann")


@pytest.fixture
def press(
    discord: Discord, hearing: Hearing, platform: DiscordPlatform, ann: Person, team: Channel
) -> Press:
    """Ann presses a button; the bot thinks about it before her eyes alone, unless told how else."""

    async def pressed(**deferred: Any) -> Interaction[Any]:
        header = await platform.post(place(team), message("a paper", BUTTON), "header")
        known = len(hearing.used)
        pressing = asyncio.create_task(ann.clicks(team.messages[header.id], "ask"))
        await discord.until(lambda: len(hearing.used) > known, "an interaction")
        interaction = hearing.used[-1]
        await interaction.response.defer(**deferred or {"ephemeral": True, "thinking": True})
        await pressing
        return interaction

    return pressed


@pytest.fixture
async def alone(platform: DiscordPlatform, press: Press) -> PrivatePlatform:
    """What Ann is told by replies to her interaction."""
    return platform.private(await press())


def to(team: Channel, **fields: object) -> ReplyTo:
    given = {"place": place(team), "language": Language.EN, "papers": (ref(),), "question": "7"}
    return ReplyTo.model_validate({**given, **fields})


async def test_a_reply_is_for_one_alone_and_ends_the_thinking(
    discord: Discord, alone: PrivatePlatform, ann: Person, team: Channel
) -> None:
    """The first replaces "is thinking…"; others follow, and nobody else sees any."""
    bob = discord.person("bob")

    for number in range(3):
        await alone.post(place(team), message(f"line {number} for {bob.mention}"), "key")

    assert [m.words for m in ann.alone] == [f"line {n} for {bob.mention}" for n in range(3)]
    assert all(m.flags & EPHEMERAL for m in ann.alone)
    assert len(team.posts) == 1
    assert discord.pinged == []


async def test_a_reply_can_be_changed_and_removed(
    alone: PrivatePlatform, ann: Person, team: Channel
) -> None:
    """A line that says that work goes on becomes its result."""
    first = await alone.post(place(team), message("working"), "1")
    second = await alone.post(place(team), message("working more"), "2")

    await alone.edit(first, message("done"))
    for _ in range(2):
        await alone.delete(second)

    assert [m.words for m in ann.alone] == ["done"]


async def test_an_answer_grows_before_one_persons_eyes(
    discord: Discord, alone: PrivatePlatform, ann: Person, team: Channel
) -> None:
    """As it does in a thread."""
    stream = await alone.open_answer(to(team))
    assert WORDS.reading in ann.alone[0].words
    await stream.show(ONE)
    await discord.until(lambda: ONE.text in ann.alone[0].words)
    await stream.finish(answer(ONE, TWO))

    (reply,) = ann.alone
    assert [reply.words.count(s.text) for s in (ONE, TWO)] == [1, 1]
    assert len(reply.buttons) == 2
    await alone.delete_answer(Orphan(question="7", post=PostRef(place=place(team), id=reply.id)))
    assert ann.alone == []


async def test_a_choice_becomes_the_answer_in_its_own_message(
    discord: Discord, platform: DiscordPlatform, press: Press, team: Channel, ann: Person
) -> None:
    """The message whose button was pressed says what it was asked then."""
    interaction = await press()
    asked = await platform.private(interaction).post(place(team), message("which?", BUTTON), "k")
    pressing = asyncio.create_task(ann.clicks(ann.alone[0], "ask"))
    hearing = interaction.client
    assert isinstance(hearing, Hearing)
    chosen = await discord.until(lambda: hearing.used[1])
    await chosen.response.defer()
    await pressing

    stream = await platform.private(chosen).open_answer(to(team, post=asked.id))
    await stream.finish(answer(ONE))

    (reply,) = ann.alone
    assert reply.id == stream.post == asked.id
    assert ONE.text in reply.words


async def test_an_interaction_that_nobody_acknowledged_is_acknowledged_first(
    discord: Discord, hearing: Hearing, platform: DiscordPlatform, ann: Person, team: Channel
) -> None:
    """Whoever replies without having deferred does no harm."""
    header = await platform.post(place(team), message("a paper", BUTTON), "header")
    pressing = asyncio.create_task(ann.clicks(team.messages[header.id], "ask"))
    interaction = await discord.until(lambda: hearing.used[0])

    await platform.private(interaction).post(place(team), message("a line"), "key")

    assert not (await pressing).failed
    assert [m.words for m in ann.alone] == ["a line"]


async def test_two_who_reply_to_one_interaction_do_not_overwrite_each_other(
    platform: DiscordPlatform, press: Press, ann: Person, team: Channel
) -> None:
    """Only the first of them takes the place of "is thinking…"."""
    interaction = await press()

    for number in range(2):
        await platform.private(interaction).post(place(team), message(f"line {number}"), "key")

    assert [m.words for m in ann.alone] == ["line 0", "line 1"]


@pytest.mark.parametrize("status", [500, 503])
async def test_a_reply_in_doubt_is_not_sent_again_by_discord_py(
    discord: Discord, alone: PrivatePlatform, ann: Person, team: Channel, status: int
) -> None:
    """It tries up to five times, and nobody compares nonces there."""
    await alone.post(place(team), message("first"), "1")
    discord.fail("follow_up", faults.failed(status, done=True))

    with pytest.raises(InDoubt):
        await alone.post(place(team), message("second"), "2")

    assert [m.words for m in ann.alone] == ["first", "second"]


async def test_what_comes_later_than_a_quarter_of_an_hour_comes_in_direct_messages(
    alone: PrivatePlatform, ann: Person, team: Channel, clock: FakeClock
) -> None:
    """Whoever asked for it alone still gets it, and can be shown something else there."""
    clock.time += dt.timedelta(minutes=16)

    ref = await alone.post(place(team), message("late"), "key")
    await alone.edit(ref, message("late, revised"))
    gone = await alone.post(place(team), message("too much"), "key-2")
    await alone.delete(gone)

    assert [m.words for m in ann.direct.posts] == ["late, revised"]
    assert ann.alone == []
    assert len(team.posts) == 1


@pytest.mark.parametrize("known", [True, False])
async def test_an_answer_that_ends_too_late_for_replies_is_told_in_direct_messages(
    discord: Discord,
    alone: PrivatePlatform,
    ann: Person,
    team: Channel,
    clock: FakeClock,
    *,
    known: bool,
) -> None:
    """Whether our clock knows that the time is over, or only Discord does."""
    stream = await alone.open_answer(to(team))
    if known:
        clock.time += dt.timedelta(minutes=16)
    else:
        discord.clock.advance(16 * 60)

    await stream.finish(answer(ONE))

    assert [ONE.text in m.words for m in ann.direct.posts] == [True]


async def test_who_takes_no_direct_messages_is_told_nothing_late(
    discord: Discord, alone: PrivatePlatform, ann: Person, team: Channel, clock: FakeClock
) -> None:
    """And nobody else is told instead."""
    ann.user.closed = True
    clock.time += dt.timedelta(minutes=16)

    with pytest.raises(Gone) as gone:
        await alone.post(place(team), message("late"), "key")

    assert gone.value.problem is P.NO_PERSON
    assert len(team.posts) == 1


async def test_what_is_for_all_comes_into_the_channel_when_it_is_late(
    discord: Discord,
    platform: DiscordPlatform,
    press: Press,
    ann: Person,
    team: Channel,
    clock: FakeClock,
) -> None:
    """As all the replies before, and without pinging anybody."""
    open_to_all = platform.private(await press(ephemeral=False, thinking=True), ephemeral=False)
    await open_to_all.post(place(team), message("in time"), "1")
    clock.time += dt.timedelta(minutes=16)

    await open_to_all.post(place(team), message(f"late, {ann.mention}"), "2")

    assert [m.words for m in team.posts[1:]] == ["in time", f"late, {ann.mention}"]
    assert (ann.alone, discord.pinged) == ([], [])


async def test_where_the_app_is_a_persons_a_sixth_message_comes_in_direct_messages(
    discord: Discord, hearing: Hearing, platform: DiscordPlatform, ann: Person, team: Channel
) -> None:
    """Discord takes five follow-ups in a server that the bot is not in."""
    await ann.installs_app()
    discord.world.application.commands = [
        {"id": "1", "type": 1, "name": "papers", "description": "x",
         "integration_types": [1], "contexts": [0, 1, 2]}
    ]  # fmt: skip
    elsewhere = discord.world.guild("elsewhere", bot=False)
    discord.world.join(elsewhere, ann.user)
    room = elsewhere.text_channel("general")
    using = asyncio.create_task(ann.runs(room, "papers"))
    interaction = await discord.until(lambda: hearing.used[0])
    await interaction.response.defer(ephemeral=True, thinking=True)
    await using
    alone = platform.private(interaction)

    for number in range(8):
        await alone.post(place(room), message(f"line {number}"), f"key-{number}")

    assert [m.words for m in ann.alone] == [f"line {number}" for number in range(6)]
    assert [m.words for m in ann.direct.posts] == ["line 6", "line 7"]


async def test_nothing_private_can_be_found_or_linked_to(
    alone: PrivatePlatform, team: Channel, clock: FakeClock
) -> None:
    """Discord does not tell it, and others would not see it."""
    ref = await alone.post(place(team), message("a line"), "key")

    assert await alone.find(place(team), "key", clock.now()) is None
    assert await alone.own_posts(place(team)) == []
    assert await alone.link(ref) is None
    await alone.begin_thread(ref, "a line")
