"""What all listeners work with, and what they have in common."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from adapters.slack.hearing.incoming import PLATFORM, is_direct
from adapters.slack.hearing.work import Tell, Work
from adapters.slack.platform import SlackPlatform
from adapters.slack.posting.private import PrivatePlatform
from adapters.slack.wire.calls import Calls
from bot.domain.errors import Gone
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.inbound import Heard, PapersApp
from bot.ports.outbound import Platform
from bot.ports.progress import logged
from bot.presentation.catalogue import ChatWords, catalogue
from bot.presentation.heard import line_message
from bot.presentation.problems import failure_line


@dataclass(frozen=True)
class Desk:
    """The product, the workspace, and who may do what in it. No `channels`: every one."""

    app: PapersApp
    platform: SlackPlatform
    calls: Calls
    work: Work
    workspace: str
    bot_user: str
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

    async def serves_command(self, channel: str) -> bool:
        """The same for where a command or shortcut was used: the bot need be no party there.

        Raises a `PlatformError` when Slack does not tell.
        """
        if not self.channels or channel in self.channels or not is_direct(channel):
            return self.serves(channel)
        try:
            await self.calls.read("conversations.history", channel=channel, limit=1)
        except Gone:
            return False
        return True

    def place(self, channel: str, thread: str | None = None) -> Place:
        """A place in the workspace."""
        return Place(platform=PLATFORM, workspace=self.workspace, channel=channel, thread=thread)

    def alone(self, person: str, response_url: str | None = None) -> PrivatePlatform:
        """The workspace as one person alone sees it."""
        return self.platform.private(person, response_url)

    async def once(self, key: str, begin: Callable[[], None]) -> None:
        """Begin what Slack has brought, unless it did so before.

        What cannot be begun is not received either: Slack is not told that it has arrived, and
        brings it again. What was begun is not begun a second time, whatever becomes of it.
        """
        if not await self.app.first_time(key):
            return
        try:
            begin()
        except Exception:
            await self.app.take_back(key)
            raise

    def respond(self, heard: Heard, platform: Platform) -> None:
        """Do behind the listener what is to be done about a message."""
        tell = self.telling(platform, heard.place, heard.language)
        self.work.start(self.app.respond(heard, platform, logged), tell)

    def failure_line(self, error: Exception, language: Language) -> str:
        """What people are told of a failure."""
        return failure_line(error, language, self.platform.how_to_invite(language))

    def telling(self, platform: Platform, place: Place, language: Language) -> Tell:
        """What tells in one line that something failed."""

        async def tell(error: Exception) -> None:
            line = line_message(self.failure_line(error, language))
            await self.show(platform, place, [line], key="failure")

        return tell

    async def show(
        self, platform: Platform, place: Place, messages: Iterable[Message], *, key: str
    ) -> None:
        """Post messages one after another, patiently. Raises a `PlatformError`."""
        for message in messages:
            await self.app.say(message, place, platform, f"{key}/{secrets.token_hex(4)}")
