"""What people write: questions, and in direct messages commands."""

from typing import Any

from adapters.slack.hearing.assistant import adorn, name_thread
from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import PLATFORM, message_of, removed_of
from bot.commands.parse import parse_command, stands_alone
from bot.domain.command import Ask, Command
from bot.domain.conversation import HeardKind, IncomingMessage
from bot.domain.errors import UsageError
from bot.ports.inbound import Asker, Heard
from bot.ports.progress import logged
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import line_message

_NOTHING_TO_SAY = {HeardKind.SILENT, HeardKind.REPEATED}


class Messages:
    """Hears every message event, and that of a mention, which Slack tells a second time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

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
        if message.direct and self._is_command(message.text):
            await self._command(message)
        else:
            await self._question(message)

    async def _question(self, message: IncomingMessage) -> None:
        desk = self._desk
        heard = await desk.app.hear(message)
        if heard.kind in _NOTHING_TO_SAY:
            return
        if heard.question is None:  # a question is kept, so that it comes once; a line is not
            await desk.once(_key(message), lambda: self._say(heard, message))
            return
        desk.respond(heard, desk.platform)
        if message.direct:
            desk.work.start(name_thread(desk, message.place, heard.question.text))

    def _say(self, heard: Heard, message: IncomingMessage) -> None:
        """A line, or the buttons that a question without a paper needs."""
        desk, place = self._desk, message.place
        if message.direct and heard.lacks_papers:  # they are fetched first
            reading = catalogue(heard.language).answer.reading
            desk.work.start(adorn(desk, place, "setStatus", status=reading))
        if message.direct or heard.kind is not HeardKind.TOO_MANY:
            desk.respond(heard, desk.platform)
            return
        # What one person alone sees is not shown in a thread that nobody has begun.
        beside = place.surroundings if place.thread == message.id else place
        alone = heard.model_copy(update={"place": beside})
        desk.respond(alone, desk.alone(message.author))

    def _is_command(self, text: str) -> bool:
        return text.lstrip().startswith(("/", "／")) or stands_alone(text, self._desk.app.today())

    async def _command(self, message: IncomingMessage) -> None:
        desk, place = self._desk, message.place
        tell = desk.telling(desk.platform, place, desk.language)
        try:
            command = parse_command(message.text, desk.app.today(), desk.language)
        except UsageError as error:
            lines = [line_message(str(error))]
            await desk.once(
                _key(message),
                lambda: desk.work.start(desk.show(desk.platform, place, lines, key="line")),
            )
            return
        if isinstance(command, Ask):
            asked = {"about": command.reference, "text": command.question}
            await self._question(message.model_copy(update=asked))
        else:
            await desk.once(
                _key(message), lambda: desk.work.start(self._run(command, message), tell)
            )

    async def _run(self, command: Command, message: IncomingMessage) -> None:
        desk, place = self._desk, message.place
        reading = catalogue(desk.language).answer.reading
        await adorn(desk, place, "setStatus", status=reading)
        asker = Asker(place=place, author=message.author, language=desk.language)
        messages = await desk.app.run(command, asker, desk.platform, logged)
        await desk.show(desk.platform, place, messages, key="command")


def _key(message: IncomingMessage) -> str:
    """One for what a message says now: an edit is heard again, its second event is not."""
    return f"slack/{message.place.channel}/{message.id}/{message.text}"
