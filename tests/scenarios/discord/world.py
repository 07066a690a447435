"""The whole product at work in a server on loopback, as `papers serve` runs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from adapters.cli.platforms import needed
from adapters.cli.serve import Host
from bot.app import App, open_app
from bot.domain.delivery import Delivered, Layout
from bot.domain.digest import Digest
from bot.ports.inbound import DigestWish
from tests.fakes import Heard
from tests.scenarios import processes
from tests.scenarios.clock import Hurried
from tests.scenarios.processes import Process
from tests.servers.discord.channels import Channel
from tests.servers.discord.interactions import Interaction
from tests.servers.discord.messages import Message
from tests.servers.discord.people import Person
from tests.servers.discord.server import Discord


class World:
    """A server that the product serves: `team` is a channel that the bot may post in."""

    def __init__(self, discord: Discord, app: App, clock: Hurried) -> None:
        self.discord = discord
        self.app = app
        self.clock = clock
        self.team = discord.guild().text_channel("papers")
        self.jin, self.min = discord.person("jin"), discord.person("min")
        self.complaints: list[str] = []
        self.stop = asyncio.Event()
        self.task: asyncio.Task[int] | None = None

    async def starts(self) -> None:
        """Serve, and be there for Discord."""
        ready = asyncio.get_running_loop().create_future()
        host = Host(self.app, ready.set_result, self.complaints.append, self.stop)
        self.task = asyncio.create_task(host.run({"discord": needed("discord")}))
        await asyncio.wait([self.task, ready], return_when=asyncio.FIRST_COMPLETED)
        assert ready.done(), self.complaints
        await self.discord.until(lambda: self.discord.world.application.commands, "commands")

    async def ends(self) -> None:
        """Stop, when all that is under way is done: what the bot has not said by then, it never says."""
        assert self.task is not None
        self.stop.set()
        await self.task

    async def digest(self) -> Digest:
        """The newest one."""
        return await self.app.digest(DigestWish(), Heard())

    async def delivers(
        self, layout: Layout | None = None, channel: Channel | None = None
    ) -> Delivered:
        """The newest digest to the team's channel, as the schedule and `papers post` do it."""
        digest = await self.digest()
        async with needed("discord").open(self.app) as connection:
            place = await connection.place((channel or self.team).id)
            return await self.app.deliver(digest, place, connection.platform, layout)

    async def header(self) -> Message:
        """The digest's message in the team's channel, with its thread."""
        await self.delivers()
        return self.team.posts[-1]

    async def asks(self, person: Person, channel: Channel | None, text: str) -> Message:
        """A question with a mention of the bot, in a thread or a channel."""
        assert channel is not None
        return await person.writes(channel, f"{self.discord.bot} {text}")

    async def answer(self, channel: Channel | None, nth: int = 0) -> Message:
        """The finished answer in a thread or in direct messages: the `nth` there."""
        assert channel is not None
        return await self.discord.until(lambda: answers(channel)[nth], "an answer")

    async def told(self, person: Person, words: str) -> Message:
        """A message to one person alone that holds these words."""
        return await self.discord.until(
            lambda: next(m for m in person.alone if words in m.words), words
        )


async def asks_by_modal(
    world: World, person: Person, opened: Interaction, text: str
) -> Interaction:
    """Put a question in the modal that an interaction was answered with, and send it."""
    await world.discord.until(lambda: opened.modal, "a modal")
    return await person.submits(opened, question=text)


def answers(channel: Channel) -> list[Message]:
    """The bot's finished answers there: they ask what they were worth."""
    return [m for m in channel.posts if judges(m)]


def judges(message: Message) -> bool:
    """Whether a message asks what an answer was worth."""
    return any(b["custom_id"].startswith("papers:feedback:") for b in message.buttons)


def said_by_bot(channel: Channel | None) -> list[str]:
    """All that the bot has said there."""
    return [m.words for m in channel.posts if m.by_bot] if channel else []


def bot_messages(channel: Channel | None) -> list[Message]:
    """The bot's messages there."""
    return [m for m in channel.posts if m.by_bot] if channel else []


def titled(messages: list[Message], titles: tuple[str, ...]) -> list[str]:
    """Which paper each message is about."""
    return [next(title for title in titles if title in one.words) for one in messages]


@asynccontextmanager
async def serving(discord: Discord, clock: Hurried) -> AsyncIterator[World]:
    """The product of the settings, connected to Discord until the end of the block."""
    async with open_app(clock=clock, secrets=needed("discord").secrets) as app:
        world = World(discord, app, clock)
        await world.starts()
        try:
            yield world
        finally:
            await world.ends()


def process(discord: Discord) -> AbstractAsyncContextManager[Process]:
    """A process that is ready, and dead at the end of the block."""
    secrets = (discord.world.application.token, "/callback", "/webhooks/")
    return processes.process(discord.clock.now(), secrets, lambda _: None)
