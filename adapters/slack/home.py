"""The app's home: the newest digest, and how to ask about it.

<https://docs.slack.dev/surfaces/app-home>
"""

import asyncio
from typing import Any

from adapters.slack.desk import Desk, failure_line, progress
from adapters.slack.render import home_view
from bot.domain.digest import Digest
from bot.domain.message import Message
from bot.ports.inbound import DigestWish
from bot.presentation.commands import help_message
from bot.presentation.digest import channel_message
from bot.presentation.heard import line_message


class Home:
    """Shows what is known at once, and what is new when it is there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: Digest | None = None
        self._building = asyncio.Lock()

    async def open(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        """Somebody has opened it. The messages tab needs nothing."""
        desk, person = self._desk, event["user"]
        if event.get("tab") == "home" and await desk.app.first_time(f"slack/{body['event_id']}"):

            async def tell(error: Exception) -> None:
                known = [channel_message(self._known)] if self._known else []
                line = line_message(failure_line(error, desk.language))
                await self._publish(person, line, *known)

            desk.work.start(self._show(person), tell)

    async def _show(self, person: str) -> None:
        shown = self._known
        coming = line_message(self._desk.words.home_coming)
        await self._publish(person, channel_message(shown) if shown else coming)
        newest = await self._newest()
        if newest != shown:
            await self._publish(person, channel_message(newest))

    async def _newest(self) -> Digest:
        """Made once however many wait for it: those after the first find it in the store."""
        async with self._building:
            self._known = await self._desk.app.digest(DigestWish(), progress)
            return self._known

    async def _publish(self, person: str, *papers: Message) -> None:
        words, language = self._desk.words, self._desk.language
        messages = [*papers, line_message(words.home_usage), help_message(language)]
        await self._desk.calls.write("views.publish", user_id=person, view=home_view(messages))
