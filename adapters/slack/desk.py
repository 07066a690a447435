"""What all listeners work with, and what they have in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import structlog

from adapters.slack.calls import Calls
from adapters.slack.incoming import PLATFORM, is_direct
from adapters.slack.platform import SlackPlatform
from adapters.slack.private import PrivatePlatform
from adapters.slack.work import Tell, Work
from bot.domain.errors import NotSent, PapersBotError, PlatformError
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.inbound import Heard, PapersApp, Step
from bot.ports.outbound import Platform
from bot.presentation.catalogue import ChatWords, catalogue
from bot.presentation.heard import line_message
from bot.presentation.problems import problem_line

_log = structlog.get_logger()


@dataclass(frozen=True)
class Desk:
    """The product, the workspace, and who may do what in it. No `channels`: every one."""

    app: PapersApp
    platform: SlackPlatform
    calls: Calls
    work: Work
    workspace: str
    bot_user: str
    bot_name: str
    language: Language
    channels: frozenset[str] = frozenset()
    managers: frozenset[str] = frozenset()

    @property
    def words(self) -> ChatWords:
        """The words of the configured language."""
        return catalogue(self.language).chat

    def serves(self, channel: str) -> bool:
        """Whether the bot is at work in a channel."""
        return not self.channels or channel in self.channels or is_direct(channel)

    def place(self, channel: str, thread: str | None = None) -> Place:
        """A place in the workspace."""
        return Place(platform=PLATFORM, workspace=self.workspace, channel=channel, thread=thread)

    def alone(self, person: str, response_url: str | None = None) -> PrivatePlatform:
        """The workspace as one person alone sees it."""
        return self.platform.private(person, response_url)

    def respond(self, heard: Heard, platform: Platform) -> None:
        """Do behind the listener what is to be done about a message."""
        tell = self.telling(platform, heard.place, heard.language)
        self.work.start(self.app.respond(heard, platform, progress), tell)

    def telling(self, platform: Platform, place: Place, language: Language) -> Tell:
        """What tells in one line that something failed."""

        async def tell(error: Exception) -> None:
            line = line_message(failure_line(error, language))
            await self.show(platform, place, [line], key="failure")

        return tell

    async def show(
        self, platform: Platform, place: Place, messages: Iterable[Message], *, key: str
    ) -> None:
        """Post messages one after another. Raises a `PlatformError`."""
        parts = (part for message in messages for part in platform.plan(message))
        for number, part in enumerate(parts):
            post = partial(platform.post, place, part, f"{key}/{number}")
            await self.calls.patiently(post, again=(NotSent,))


def failure_line(error: Exception, language: Language) -> str:
    """What people are told; a platform's own words are for the log."""
    if isinstance(error, PlatformError):
        return problem_line(error.problem, language)
    return str(error) if isinstance(error, PapersBotError) else catalogue(language).chat.failed


def progress(step: Step) -> None:
    """Nobody watches a bar here: what was degraded is noted for whoever runs the bot."""
    if step.stage == "degraded":
        _log.info("degraded", subject=step.subject, detail=step.detail)
