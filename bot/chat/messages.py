"""What people write: questions, and in direct messages or after a mention commands."""

from collections.abc import Callable, Coroutine
from typing import Any

from bot.chat.desk import Desk
from bot.commands.parse import parse_command, stands_alone
from bot.domain.command import Ask, Command
from bot.domain.conversation import HeardKind, IncomingMessage
from bot.domain.errors import UsageError
from bot.domain.place import Place
from bot.ports.inbound import Asker, Heard
from bot.ports.outbound import Platform
from bot.ports.progress import logged
from bot.presentation.digest import thread_title
from bot.presentation.heard import line_message

SignOfWork = Callable[[Place], Coroutine[Any, Any, None]]


async def no_sign(_: Place) -> None:
    """Nothing is shown before what takes a while."""


class Messages:
    """Does what a message asks for. `sign` shows in direct messages that something is under way."""

    def __init__(self, desk: Desk, sign: SignOfWork = no_sign) -> None:
        self._desk = desk
        self._sign = sign

    async def hear(self, message: IncomingMessage, alone: Platform | None = None) -> Heard | None:
        """A question is in the store when this returns; its answer goes on behind.

        `alone` reaches the author only. What was heard of a question, none for a command.
        """
        if self._is_command(message):
            return await self._command(message, alone)
        return await self._question(message, alone)

    async def _question(self, message: IncomingMessage, alone: Platform | None) -> Heard:
        desk = self._desk
        heard = await desk.app.hear(message)
        if heard.kind is HeardKind.SILENT and message.direct and message.edited_at is None:
            await desk.once(self._key(message), lambda: self._greet(message))
        elif heard.kind in {HeardKind.SILENT, HeardKind.REPEATED}:
            return heard
        elif heard.question is None:  # a question is kept, so that it comes once; a line is not
            await desk.once(self._key(message), lambda: self._say(heard, message, alone))
        else:
            desk.respond(heard, desk.platform)
        return heard

    def _greet(self, message: IncomingMessage) -> None:
        """Somebody says hello, or thanks: silence there would look like a fault."""
        desk = self._desk
        line = line_message(desk.words.what_to_write)
        desk.work.start(desk.show(desk.platform, message.place, [line], key="line"))

    def _say(self, heard: Heard, message: IncomingMessage, alone: Platform | None) -> None:
        """A line, or the buttons that a question without a paper needs."""
        desk, place = self._desk, message.place
        if message.direct and heard.lacks_papers:  # they are fetched first
            desk.work.start(self._sign(place))
        if message.direct or alone is None or heard.kind is not HeardKind.TOO_MANY:
            desk.respond(heard, desk.platform)
            return
        # What one person alone sees is not shown in a thread that nobody has begun.
        beside = place.surroundings if place.thread == message.id else place
        desk.respond(heard.model_copy(update={"place": beside}), alone)

    def _is_command(self, message: IncomingMessage) -> bool:
        if message.direct and message.text.lstrip().startswith(("/", "／")):
            return True
        for_us = message.direct or message.mentions_bot
        return for_us and stands_alone(message.text, self._desk.app.today())

    async def _command(self, message: IncomingMessage, alone: Platform | None) -> Heard | None:
        desk, place = self._desk, message.place
        try:
            command = parse_command(message.text, desk.app.today(), desk.language)
        except UsageError as error:
            lines = [line_message(str(error))]
            await desk.once(
                self._key(message),
                lambda: desk.work.start(desk.show(desk.platform, place, lines, key="line")),
            )
            return None
        if isinstance(command, Ask):
            asked = {"about": command.reference, "text": command.question}
            return await self._question(message.model_copy(update=asked), alone)
        tell = desk.telling(desk.platform, place, desk.language)
        await desk.once(
            self._key(message), lambda: desk.work.start(self._run(command, message), tell)
        )
        return None

    async def _run(self, command: Command, message: IncomingMessage) -> None:
        desk, place = self._desk, message.place
        if message.direct:
            await self._sign(place)
        elif place.root is not None and place.root.id == message.id:
            await desk.platform.begin_thread(place.root, thread_title(message.text))
        alone = message.direct and place.thread is None  # else there are threads to post in
        asker = Asker(
            place=place,
            author=message.author,
            language=desk.language,
            direct=alone,
            same_everywhere=desk.same_everywhere,
        )
        messages = await desk.app.run(command, asker, desk.platform, logged)
        await desk.show(desk.platform, place, messages, key="command")

    def _key(self, message: IncomingMessage) -> str:
        """One for what a message says now: an edit is heard again, its second event is not."""
        return f"{self._desk.name}/{message.place.channel}/{message.id}/{message.text}"
