"""What all listeners of a platform work with, and what they have in common."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from bot.chat.work import Tell, Work
from bot.domain.errors import Gone
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.inbound import Heard, PapersApp
from bot.ports.outbound import Platform
from bot.ports.progress import logged
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message
from bot.presentation.problems import failure_line
from bot.presentation.words import ChatWords


@dataclass(frozen=True)
class Desk:
    """The product, a platform and its name, and what is under way there.

    `same_everywhere`: people have one id in all workspaces of the platform.
    """

    same_everywhere: ClassVar[bool] = False
    app: PapersApp
    platform: Platform
    work: Work
    name: str
    language: Language

    @property
    def words(self) -> ChatWords:
        """The words of the configured language."""
        return catalogue(self.language).chat

    async def once(self, key: str, begin: Callable[[], None]) -> None:
        """Begin what the platform has brought, unless it did so before.

        What cannot be begun is not received either: the platform is not told that it has arrived,
        and may bring it again. What was begun is not begun a second time, whatever becomes of it.
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
        tell = self.telling(platform, heard.place, heard.language, heard.message)
        self.work.start(self.app.respond(heard, platform, logged), tell)

    def failure_line(self, error: Exception, language: Language) -> str:
        """What people are told of a failure."""
        return failure_line(error, language, self.platform.how_to_invite(language))

    def telling(
        self, platform: Platform, place: Place, language: Language, begins: str | None = None
    ) -> Tell:
        """What tells in one line that something failed.

        Where a message `begins` a thread that could not be begun, it is told beside that message.
        """

        async def tell(error: Exception) -> None:
            line = line_message(self.failure_line(error, language))
            try:
                await self.show(platform, place, [line], key="failure")
            except Gone:
                if place.root is None or place.root.id != begins:
                    raise
                await self.show(platform, place.surroundings, [line], key="failure")

        return tell

    async def show(
        self, platform: Platform, place: Place, messages: Iterable[Message], *, key: str
    ) -> None:
        """Post messages one after another, patiently. Raises a `PlatformError`."""
        for message in messages:
            await self.app.say(message, place, platform, f"{key}/{secrets.token_hex(4)}")
