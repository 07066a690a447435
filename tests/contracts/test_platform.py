"""`Platform`: the fake, the console, Slack and Discord keep the same promises."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import pytest

from adapters.console.platform import ConsolePlatform
from adapters.discord.platform import DiscordPlatform
from adapters.discord.wire.client import open_client as open_discord
from adapters.slack.platform import SlackPlatform
from adapters.slack.wire.calls import Calls
from adapters.slack.wire.client import open_client as open_slack
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.language import Language
from bot.domain.message import Message, Paragraph, Span
from bot.domain.place import Place
from bot.ports.outbound import Platform
from tests.adapters.discord.wire.served import settings_of
from tests.builders import NOON_AFTER, answer, statement
from tests.fakes import FakeClock, FakePlatform
from tests.servers.discord.server import Discord
from tests.servers.slack.server import Slack

PLACE = Place(platform="console", workspace="here", channel="general")
THREAD = PLACE.model_copy(update={"thread": "1"})


@dataclass
class Seen:
    """A platform, and the lines that people there have been shown, in order."""

    platform: Platform
    lines: Callable[[], list[str]]
    place: Place = PLACE
    thread: Place = THREAD
    until: Callable[[Callable[[], bool], str], Awaitable[object]] | None = None

    async def sees(self, line: str) -> None:
        """A line is there, or comes by itself."""
        if self.until:
            await self.until(lambda: line in self.lines(), line)
        assert any(line in shown for shown in self.lines())


@asynccontextmanager
async def fake() -> AsyncIterator[Seen]:
    platform = FakePlatform()

    def lines() -> list[str]:
        posted = [message.summary for _, message in platform.posts]
        answers = [s.text for a in platform.answers for s in a.shown]
        rest = [s.text for a in platform.answers if a.finished for s in a.finished.statements]
        return (
            posted
            + list(dict.fromkeys(answers + rest))
            + [a.aborted for a in platform.answers if a.aborted]
        )

    yield Seen(platform, lines)


@asynccontextmanager
async def console() -> AsyncIterator[Seen]:
    out = io.StringIO()

    def lines() -> list[str]:
        return [line.strip() for line in out.getvalue().splitlines() if line.strip()]

    yield Seen(ConsolePlatform(Language.EN, out), lines)


@asynccontextmanager
async def slack() -> AsyncIterator[Seen]:
    clock = FakeClock()
    async with Slack(now=lambda: clock.now().timestamp()).serving() as server:
        team, ours = server.channel("general"), server.world.installed
        asked = server.world.post(team, server.person("alice").id, {"text": "how fast is it?"})

        def lines() -> list[str]:
            posted = [m for m in team.messages.values() if m.by_bot and not m.deleted]
            return [line for message in posted for line in message.words.splitlines()]

        place = Place(platform="slack", workspace=ours.team_id, channel=team.id)
        thread = place.model_copy(update={"thread": asked.ts})
        async with open_slack(ours.bot_token, server.environment["SLACK_API_URL"]) as client:
            platform = SlackPlatform(Calls(client, clock), ours.bot_id)
            yield Seen(platform, lines, place, thread, server.until)


@asynccontextmanager
async def discord() -> AsyncIterator[Seen]:
    clock = FakeClock()
    async with Discord(now=lambda: clock.now().timestamp()).serving() as server:
        guild = server.guild()
        team = guild.text_channel("general")
        asked = await server.person("ann").writes(team, "how fast is it?")
        server.world.begin_thread(team, "how fast is it?", asked.author, asked.id)

        def lines() -> list[str]:
            posted = [m for room in (team, *team.threads) for m in room.posts if m.by_bot]
            return [line for message in posted for line in message.words.splitlines()]

        place = Place(platform="discord", workspace=guild.id, channel=team.id)
        thread = place.model_copy(update={"thread": asked.id})
        async with open_discord(settings_of(server)) as client:
            yield Seen(DiscordPlatform(client, clock), lines, place, thread, server.until)


@pytest.fixture(params=[fake, console, slack, discord])
async def seen(request: pytest.FixtureRequest) -> AsyncIterator[Seen]:
    opened: AbstractAsyncContextManager[Seen] = request.param()
    async with opened as made:
        yield made


def message(text: str) -> Message:
    return Message(summary=text, blocks=(Paragraph(text=(Span(text=text),)),))


async def test_what_is_planned_is_posted_in_order(seen: Seen) -> None:
    """The parts of a message together say all of it."""
    for number, text in enumerate(["digest of the day", "its first paper"]):
        for part in seen.platform.plan(message(text)):
            await seen.platform.post(seen.place, part, f"key-{number}")

    assert seen.lines() == ["digest of the day", "its first paper"]


async def test_a_post_is_found_by_its_key_in_its_place(seen: Seen) -> None:
    """After a crash this decides whether to post again."""
    posted = await seen.platform.post(seen.place, message("digest"), "key")

    assert await seen.platform.find(seen.place, "key", NOON_AFTER) == posted
    assert await seen.platform.find(seen.thread, "key", NOON_AFTER) is None
    assert await seen.platform.find(seen.place, "another", NOON_AFTER) is None


async def test_posts_are_told_apart(seen: Seen) -> None:
    """An edit or a removal must reach its own message, also after another one is gone."""
    one = await seen.platform.post(seen.place, message("one"), "key-1")
    two = await seen.platform.post(seen.place, message("two"), "key-2")
    await seen.platform.delete(one)
    three = await seen.platform.post(seen.place, message("three"), "key-3")

    assert len({ref.id for ref in (one, two, three)}) == 3
    assert await seen.platform.find(seen.place, "key-2", NOON_AFTER) == two


async def test_the_same_key_in_two_places_is_two_posts(seen: Seen) -> None:
    """An edition goes to many channels; finding one must not hide the other."""
    here = await seen.platform.post(seen.place, message("digest"), "key")
    there = await seen.platform.post(seen.thread, message("digest"), "key")

    assert await seen.platform.find(seen.place, "key", NOON_AFTER) == here
    assert await seen.platform.find(seen.thread, "key", NOON_AFTER) == there


async def test_an_edit_shows_the_new_text(seen: Seen) -> None:
    """A note on a withdrawn paper has to be seen."""
    posted = await seen.platform.post(seen.place, message("digest"), "key")

    await seen.platform.edit(posted, message("digest, with a note"))

    assert seen.lines()[-1] == "digest, with a note"
    assert await seen.platform.find(seen.place, "key", NOON_AFTER) == posted


async def test_what_was_removed_is_not_found(seen: Seen) -> None:
    """Nothing is edited or counted that is no longer there."""
    posted = await seen.platform.post(seen.place, message("digest"), "key")

    await seen.platform.delete(posted)

    assert await seen.platform.find(seen.place, "key", NOON_AFTER) is None


async def test_what_is_ours_in_a_thread_is_told_by_the_platform(seen: Seen) -> None:
    """Whoever removes a digest removes all of it, also what is kept nowhere."""
    await seen.platform.post(seen.place, message("in the channel"), "1")
    ours = [
        await seen.platform.post(seen.thread, message(text), text)
        for text in ("one", "two", "three")
    ]
    await seen.platform.delete(ours[1])

    assert await seen.platform.own_posts(seen.thread) == [ours[0], ours[2]]


async def test_a_thread_takes_posts_once_it_is_begun_however_often(seen: Seen) -> None:
    """After a crash nobody knows whether it was; what stands in it must not be lost."""
    root = await seen.platform.post(seen.place, message("digest"), "root")
    thread = seen.place.model_copy(update={"thread": root.id})

    await seen.platform.begin_thread(root, "2026-02-16")
    posted = await seen.platform.post(thread, message("its first paper"), "key")
    await seen.platform.begin_thread(root, "by another name")

    assert posted.place == thread
    assert await seen.platform.find(thread, "key", NOON_AFTER) == posted
    assert await seen.platform.own_posts(thread) == [posted]


async def test_in_a_thread_that_was_never_begun_nothing_is_ours(seen: Seen) -> None:
    """A removal that comes before it was begun has nothing to remove there, and goes on."""
    root = await seen.platform.post(seen.place, message("digest"), "root")
    thread = seen.place.model_copy(update={"thread": root.id})

    assert await seen.platform.own_posts(thread) == []


async def test_an_answer_that_was_begun_goes_with_its_question(seen: Seen) -> None:
    """Twice, if need be: nobody knows what a crash left of it."""
    begun = await seen.platform.post(seen.thread, message("which paper?"), "line")

    for _ in range(2):
        await seen.platform.delete_answer(Orphan(question="7", post=begun))

    assert await seen.platform.own_posts(seen.thread) == []


async def test_an_answer_appears_statement_by_statement(seen: Seen) -> None:
    """Each is shown when it is checked, the rest at the end, none twice."""
    one, two = statement("It is pruned."), statement("It is fast.")
    stream = await seen.platform.open_answer(ReplyTo(place=seen.thread, language=Language.EN))

    await stream.show(one)
    await seen.sees("It is pruned.")
    await stream.finish(answer(one, two))

    shown = "\n".join(seen.lines())
    assert (shown.count("It is pruned."), shown.count("It is fast.")) == (1, 1)


async def test_an_answer_that_is_left_says_nothing_more(seen: Seen) -> None:
    """Its question was taken back: nobody waits for a word."""
    stream = await seen.platform.open_answer(ReplyTo(place=seen.thread, language=Language.EN))
    await stream.show(statement("It is pruned."))
    await seen.sees("It is pruned.")
    before = seen.lines()

    await stream.leave()

    assert seen.lines() == before


async def test_an_answer_that_fails_says_why(seen: Seen) -> None:
    """Whoever asked is not left waiting."""
    stream = await seen.platform.open_answer(ReplyTo(place=seen.thread, language=Language.EN))

    await stream.abort("the model is down")

    assert seen.lines() == ["the model is down"]
