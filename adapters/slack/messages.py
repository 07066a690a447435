"""What people write: questions, and in direct messages commands."""

from typing import Any

from adapters.slack.assistant import adorn, name_thread
from adapters.slack.desk import Desk, progress
from adapters.slack.incoming import message_of, removed_of
from bot.commands.parse import parse_command, stands_alone
from bot.domain.command import Ask, Command
from bot.domain.conversation import HeardKind, IncomingMessage
from bot.domain.errors import UsageError
from bot.ports.inbound import Asker
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message

_NOTHING_TO_SAY = {HeardKind.SILENT, HeardKind.REPEATED}


class Messages:
    """Hears every message event, and that of a mention, which Slack tells a second time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def hear(self, event: dict[str, Any]) -> None:
        """A question is in the store when this returns; its answer goes on behind."""
        desk = self._desk
        if removed := removed_of(event, desk.workspace, desk.bot_user):
            desk.work.start(desk.app.retract(removed.place, removed.message, desk.platform))
            return
        message = message_of(event, desk.workspace, desk.bot_user)
        if message is None or not desk.serves(message.place.channel):
            return
        if message.direct and self._is_command(message.text):
            await self._command(message)
        else:
            await self._question(message)

    async def _question(self, message: IncomingMessage) -> None:
        desk = self._desk
        heard = await desk.app.hear(message)
        if heard.kind in _NOTHING_TO_SAY:
            return
        # A question is kept, so that it comes once; a line is not.
        if heard.question is None and not await desk.app.first_time(_key(message)):
            return
        desk.respond(heard, desk.platform)
        if message.direct and heard.question is not None:
            desk.work.start(name_thread(desk, message.place, heard.question.text))

    def _is_command(self, text: str) -> bool:
        return text.lstrip().startswith(("/", "／")) or stands_alone(text, self._desk.app.today())

    async def _command(self, message: IncomingMessage) -> None:
        desk, place = self._desk, message.place
        first = await desk.app.first_time(_key(message))
        try:
            command = parse_command(message.text, desk.app.today(), desk.language)
        except UsageError as error:
            if first:
                lines = [line_message(str(error))]
                desk.work.start(desk.show(desk.platform, place, lines, key="line"))
            return
        if isinstance(command, Ask):
            asked = {"about": command.reference, "text": command.question}
            await self._question(message.model_copy(update=asked))
        elif first:
            tell = desk.telling(desk.platform, place, desk.language)
            desk.work.start(self._run(command, message), tell)

    async def _run(self, command: Command, message: IncomingMessage) -> None:
        desk, place = self._desk, message.place
        reading = catalogue(desk.language).answer.reading
        await adorn(desk, place, "setStatus", status=reading)
        asker = Asker(place=place, author=message.author, language=desk.language)
        messages = await desk.app.run(command, asker, desk.platform, progress)
        await desk.show(desk.platform, place, messages, key="command")


def _key(message: IncomingMessage) -> str:
    """One for what a message says now: an edit is heard again, its second event is not."""
    return f"slack/{message.place.channel}/{message.id}/{message.text}"
