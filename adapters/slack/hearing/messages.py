"""What people write in Slack."""

from functools import partial
from typing import Any

from adapters.slack.hearing.assistant import adorn, name_thread
from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import PLATFORM, message_of, removed_of
from bot.chat import messages
from bot.domain.conversation import HeardKind
from bot.domain.place import Place
from bot.presentation.catalogue import catalogue


class Messages:
    """Hears every message event, and that of a mention, which Slack tells a second time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shared = messages.Messages(desk, partial(_show_reading, desk))

    async def hear(self, event: dict[str, Any]) -> None:
        """A question is in the store, or out of it, when this returns; its answer goes on behind."""
        desk = self._desk
        if removed := removed_of(event, desk.workspace, desk.bot_user):
            if removed.ours:
                await desk.app.post_deleted(removed.place, removed.message)
            elif await desk.app.retract(removed.place, removed.message):
                desk.work.start(desk.app.remove_orphans(PLATFORM, desk.platform))
            return
        message = message_of(event, desk.workspace, desk.bot_user)
        if message is None or not desk.serves(message.place.channel):
            return
        heard = await self._shared.hear(message, desk.alone(message.author))
        asks = heard is not None and heard.kind is not HeardKind.REPEATED and heard.question
        if message.direct and asks:
            desk.work.start(name_thread(desk, message.place, asks.text))


async def _show_reading(desk: Desk, place: Place) -> None:
    reading = catalogue(desk.language).answer.reading
    await adorn(desk, place, "setStatus", status=reading)
