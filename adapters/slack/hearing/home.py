"""The app's home: the newest digest, and how to ask about it.

<https://docs.slack.dev/surfaces/app-home>
"""

from collections.abc import Sequence
from typing import Any

from adapters.slack.hearing.desk import Desk
from adapters.slack.render import home_view, without_images
from bot.domain.digest import Digest
from bot.domain.errors import PlatformProblem, Rejected
from bot.domain.message import Context, Message
from bot.ports.inbound import DigestWish
from bot.ports.progress import logged
from bot.presentation.digest import channel_message, text
from bot.presentation.heard import line_message


class Home:
    """Shows what is known at once, and what is new when it is there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Somebody has opened it. The messages tab needs nothing."""
        desk, person = self._desk, event["user"]
        if event.get("tab") != "home":
            return

        async def tell(error: Exception) -> None:
            line = desk.failure_line(error, desk.language)
            await self._publish(person, await self._known(), line)

        await desk.once(
            f"slack/{body['event_id']}", lambda: desk.work.start(self._show(person), tell)
        )

    async def _show(self, person: str) -> None:
        shown = await self._known()
        await self._publish(person, shown, None if shown else self._desk.words.home_coming)
        newest = await self._desk.app.digest(DigestWish(), logged)
        if newest != shown:
            await self._publish(person, newest)

    async def _known(self) -> Digest | None:
        return await self._desk.app.newest(self._desk.language)

    async def _publish(self, person: str, papers: Digest | None, line: str | None = None) -> None:
        """The papers, and above them in small print why they are not there, or not the newest."""
        words, language = self._desk.words, self._desk.language
        shown = [channel_message(papers)] if papers else []
        small = [Message(summary=line, blocks=(Context(text=text(line)),))] if line else []
        usage = [line_message(words.home_usage), self._desk.app.help(language)]
        messages = [*small, *shown, *usage]
        try:
            await self._take(person, messages)
        except Rejected as error:
            bare = [without_images(message) for message in messages]
            if error.problem is not PlatformProblem.REFUSED or bare == messages:
                raise
            await self._take(person, bare)

    async def _take(self, person: str, messages: Sequence[Message]) -> None:
        view = home_view(messages)
        await self._desk.calls.write("views.publish", user_id=person, view=view)
