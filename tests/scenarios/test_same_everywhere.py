"""One digest and the same questions in the terminal, in Slack and in Discord, served side by side."""

import asyncio
import io
import re
from collections.abc import AsyncIterator, Callable, Iterable
from functools import partial
from typing import NamedTuple, TypeVar

import pytest

from adapters.cli.platforms import needed
from adapters.cli.serve import Host
from adapters.console.platform import ConsolePlatform
from adapters.slack.manifest import manifest
from bot.app import App, open_app
from bot.domain.conversation import IncomingMessage
from bot.domain.language import Language
from bot.domain.place import Place
from bot.ports.inbound import DigestWish
from tests.fakes import Heard
from tests.scenarios.clock import Hurried
from tests.scenarios.discord.world import answers as discord_answers
from tests.scenarios.papers import OTHER_QUESTION, QUESTION, TITLES, lay_in, reader
from tests.scenarios.slack.world import answers as slack_answers
from tests.scenarios.slack.world import reaches
from tests.servers.discord.messages import Message as DiscordMessage
from tests.servers.discord.server import Discord
from tests.servers.model import ModelServer
from tests.servers.slack.installation import Installation
from tests.servers.slack.messages import Message as SlackMessage
from tests.servers.slack.server import Slack
from tests.servers.upstream import Upstream

Where = TypeVar("Where")
What = TypeVar("What")

QUESTIONS = (QUESTION, OTHER_QUESTION, "#1 does it mention zebras or giraffes?")
TERMINAL = Place(platform="console", workspace="terminal", channel="terminal", thread="1")
_ADDRESS = re.compile(r"https?://[^\s)>\]]+")


class Shown(NamedTuple):
    """What people read, and where they can go from there."""

    text: str
    links: frozenset[str]

    @property
    def quotes(self) -> frozenset[str]:
        """What is said to be the paper's own words."""
        return frozenset(re.findall(r"“(.*?)”", self.text))

    @property
    def statements(self) -> frozenset[str]:
        """What the model has said of the paper."""
        return frozenset(re.findall(r"The paper says: [^“]*?\.", self.text))


def _shown(texts: Iterable[str], links: Iterable[str]) -> Shown:
    return Shown(" ".join(" ".join(texts).split()), frozenset(links))


def on_slack(messages: list[SlackMessage]) -> Shown:
    """What Slack shows of messages."""
    return _shown((m.words for m in messages), (link for m in messages for link in m.links))


def on_discord(messages: list[DiscordMessage]) -> Shown:
    """What Discord shows of messages."""
    texts = [m.words for m in messages]
    linked = (link for text in texts for link in _ADDRESS.findall(text))
    return _shown(texts, linked)


def in_terminal(text: str) -> Shown:
    """What is printed."""
    return _shown([text], _ADDRESS.findall(text))


@pytest.fixture
async def slack(hurried: Hurried) -> AsyncIterator[Slack]:
    """A workspace."""
    async with Slack(Installation.of(manifest()), now=hurried.timestamp).serving() as server:
        yield server


@pytest.fixture
async def discord(hurried: Hurried) -> AsyncIterator[Discord]:
    """A server."""
    async with Discord(hurried.timestamp).serving() as server:
        yield server


@pytest.fixture
async def app(
    slack: Slack,
    discord: Discord,
    upstream: Upstream,
    model_server: ModelServer,
    hurried: Hurried,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[App]:
    """The product, serving both until the end of the test."""
    lay_in(upstream)
    model_server.brain = reader
    servers = (slack, discord, upstream, model_server)
    given = {name: value for one in servers for name, value in one.environment.items()}
    given |= {"PAPERS_LANGUAGE": "en", "PAPERS_EMBEDDINGS": "off"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    stop, complaints = asyncio.Event(), list[str]()
    ready: asyncio.Queue[str] = asyncio.Queue()
    async with open_app(clock=hurried) as product:
        host = Host(product, ready.put_nowait, complaints.append, stop)
        both = {name: needed(name) for name in ("slack", "discord")}
        serving = asyncio.create_task(host.run(both))
        for line in (await ready.get(), await ready.get()):
            if line.startswith("slack: "):
                reaches(slack, line)
        yield product
        await slack.quiet()
        slack.delivery.transport = None
        stop.set()
        assert (await serving, complaints) == (0, [])


def _nth(answers: Callable[[Where], list[What]], where: Where, n: int) -> What:
    return answers(where)[n]


async def in_the_terminal(app: App) -> tuple[Shown, list[Shown]]:
    """The digest, and the answers to the questions, one after another."""
    out = io.StringIO()
    console = ConsolePlatform(Language.EN, out)
    digest = await app.digest(DigestWish(), Heard())
    await app.deliver(digest, TERMINAL.surroundings, console)
    printed, answers = out.getvalue(), []
    for n, question in enumerate(QUESTIONS):
        asked = IncomingMessage(
            place=TERMINAL, id=f"q{n}", author="me", text=question, mentions_bot=True
        )
        before = len(out.getvalue())
        await app.respond(await app.hear(asked), console, Heard())
        answers.append(in_terminal(out.getvalue()[before:]))
    return in_terminal(printed), answers


async def in_slack(app: App, slack: Slack) -> tuple[Shown, list[Shown]]:
    """The same there."""
    team, jin = slack.channel("papers"), slack.person("jin")
    await jin.runs("/papers", "today", team)
    header = await slack.until(lambda: team.posts[0] if len(team.posts[0].replies) == 3 else None)
    assert header is not None
    answers = []
    for n, question in enumerate(QUESTIONS):
        asked = await jin.says(team, f"{slack.bot} {question}", header)
        found = partial(_nth, slack_answers, asked, n)
        answers.append(on_slack([await slack.until(found)]))
    return on_slack([header, *header.replies[:3]]), answers


async def in_discord(app: App, discord: Discord) -> tuple[Shown, list[Shown]]:
    """The same there."""
    team, jin = discord.guild().text_channel("papers"), discord.person("jin")
    await discord.until(lambda: discord.world.application.commands)
    await jin.runs(team, "papers today")
    header = await discord.until(lambda: team.posts[0] if len(team.posts[0].replies) == 3 else None)
    assert header is not None
    thread = header.thread
    assert thread is not None
    answers = []
    for n, question in enumerate(QUESTIONS):
        await jin.writes(thread, f"{discord.bot} {question}")
        found = partial(_nth, discord_answers, thread, n)
        answers.append(on_discord([await discord.until(found)]))
    return on_discord([header, *header.replies[:3]]), answers


async def test_every_place_shows_the_same_statements_quotes_and_links(
    app: App, slack: Slack, discord: Discord
) -> None:
    """Where somebody reads must not decide what they learn."""
    places = [
        await in_the_terminal(app),
        await in_slack(app, slack),
        await in_discord(app, discord),
    ]

    digests = [digest for digest, _ in places]
    assert all(title in digest.text for digest in digests for title in TITLES)
    assert digests[0].links
    assert digests[0].quotes
    assert len({digest.links for digest in digests}) == 1
    assert len({digest.quotes for digest in digests}) == 1

    for same in zip(*(answers for _, answers in places), strict=True):
        assert len({answer.quotes for answer in same}) == 1
        assert len({answer.statements for answer in same}) == 1
    first = places[0][1][0]
    assert first.statements
    assert first.quotes
