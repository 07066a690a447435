"""The whole product at work in a workspace on loopback, as `papers serve` runs it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from adapters.cli.platforms import needed
from adapters.cli.serve import Host
from bot.app import App, open_app
from bot.domain.delivery import Delivered, Layout
from bot.domain.digest import Digest
from bot.ports.inbound import DigestWish
from tests.fakes import Heard
from tests.scenarios.clock import Hurried
from tests.servers.slack.messages import Channel, Message
from tests.servers.slack.people import Person
from tests.servers.slack.server import Slack
from tests.servers.slack.workspace import View


class World:
    """A workspace that the product serves: `team` is a channel that the bot is in."""

    def __init__(self, slack: Slack, app: App, clock: Hurried) -> None:
        self.slack = slack
        self.app = app
        self.clock = clock
        self.team = slack.channel("papers")
        self.jin, self.min = slack.person("jin"), slack.person("min")
        self.complaints: list[str] = []
        self.stop = asyncio.Event()
        self.task: asyncio.Task[int] | None = None

    async def starts(self) -> None:
        """Serve, and be there for Slack."""
        ready = asyncio.get_running_loop().create_future()
        host = Host(self.app, ready.set_result, self.complaints.append, self.stop)
        self.task = asyncio.create_task(host.run({"slack": needed("slack")}))
        await asyncio.wait([self.task, ready], return_when=asyncio.FIRST_COMPLETED)
        assert ready.done(), self.complaints
        reaches(self.slack, ready.result())

    async def ends(self) -> None:
        """Stop, when all that is under way is done: what the bot has not said by then, it never says."""
        assert self.task is not None
        if not (self.task.done() or self.stop.is_set()):
            await self.slack.quiet()
            self.slack.delivery.transport = None  # nothing knocks at a door that closes
        self.stop.set()
        await self.task

    async def digest(self) -> Digest:
        """The newest one."""
        return await self.app.digest(DigestWish(), Heard())

    async def delivers(self, layout: Layout | None = None) -> Delivered:
        """The newest digest to the team's channel, as the schedule and `papers post` do it."""
        digest = await self.digest()
        async with needed("slack").open(self.app) as connection:
            place = await connection.place(self.team.id)
            return await self.app.deliver(digest, place, connection.platform, layout)

    async def header(self) -> Message:
        """The digest's message in the team's channel, with its thread."""
        await self.delivers()
        return self.team.posts[-1]

    async def answer(self, question: Message, **which: int) -> Message:
        """The finished answer in the thread of a question."""
        return await answered(self.slack, question, **which)

    async def told(self, shown: Callable[[], list[Message]], words: str) -> Message:
        """A message to one person alone that holds these words."""
        return await self.slack.until(lambda: next(m for m in shown() if words in m.words), words)


def reaches(slack: Slack, ready: str) -> None:
    """From now on Slack brings what happens to whoever has said `ready`."""
    if slack.by == "socket":
        slack.delivery.transport = slack.sockets
    else:
        slack.app_url(ready.split(" by HTTP at ")[1].partition(",")[0])


def thread_of(message: Message) -> list[Message]:
    """The thread that a message is in, or begins."""
    return message.channel.thread(message.thread_ts or message.ts)


async def asks_by_modal(slack: Slack, person: Person, *texts: str) -> View:
    """Put each of these in the modal that a person has just opened, and send it."""
    modal = await slack.until(lambda: person.modal, "a modal")
    assert modal is not None
    (given,) = [b["element"]["action_id"] for b in modal.content["blocks"] if "element" in b]
    for text in texts:
        await person.submits(modal, **{given: text})
    return modal


def answers(question: Message) -> list[Message]:
    """The bot's finished answers in the thread of a question: they ask what they were worth."""
    return [m for m in thread_of(question) if any(_judges(b) for b in m.buttons)]


async def answered(slack: Slack, question: Message, nth: int = 0) -> Message:
    """Wait for the answer in the thread of a question: the `nth` there."""
    return await slack.until(lambda: answers(question)[nth], "an answer")


def said_by_bot(channel: Channel) -> list[str]:
    """All that the bot has said in a channel and its threads."""
    return [m.words for m in channel.messages.values() if m.by_bot and not m.deleted]


@asynccontextmanager
async def serving(slack: Slack, clock: Hurried) -> AsyncIterator[World]:
    """The product of the settings, connected to Slack until the end of the block."""
    async with open_app(clock=clock, secrets=needed("slack").secrets) as app:
        world = World(slack, app, clock)
        await world.starts()
        try:
            yield world
        except BaseException:
            world.stop.set()
            raise
        finally:
            await world.ends()


def _judges(button: dict[str, object]) -> bool:
    return button["action_id"] == "papers_feedback"
