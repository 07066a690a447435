"""`/papers …` given as a command: what comes of it is for whoever gave it."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from bot.chat.desk import Desk
from bot.commands.parse import parse_command
from bot.domain.command import Ask, Command, ForgetMe, Help, Search, ShowStatus
from bot.domain.conversation import HeardKind, IncomingMessage
from bot.domain.message import Message, Quote
from bot.domain.place import Place
from bot.ports.inbound import Asker
from bot.ports.outbound import Platform
from bot.ports.progress import logged
from bot.presentation.heard import line_message

_AT_ONCE = Help | Search | ShowStatus | ForgetMe  # nobody has to be told to wait


async def _done() -> None:
    """Nothing waits for an end."""


class Given(NamedTuple):
    """Who gave a command, where, and by which id of the platform's. `alone` reaches them only.

    `done` ends what says that there is more to come, where nothing comes: the channel shows it.
    """

    id: str
    asker: Asker
    alone: Platform
    done: Callable[[], Awaitable[None]] = _done

    @property
    def place(self) -> Place:
        """Where it was given."""
        return self.asker.place


class Commands:
    """Does what a command says."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def hear(self, text: str, given: Given) -> Message | None:
        """Start it, a question being in the store then; what tells at once that it takes a while.

        Raises `UsageError` for a line that is no command.
        """
        command = parse_command(text, self._desk.app.today(), given.asker.language)
        if isinstance(command, Ask):
            return await self._ask(command, given)
        tell = self._desk.telling(given.alone, given.place, given.asker.language)
        await self._desk.once(
            f"{self._desk.name}/command/{given.id}",
            lambda: self._desk.work.start(self._run(command, given), tell),
        )
        return None if isinstance(command, _AT_ONCE) else line_message(self._desk.words.working)

    async def _ask(self, command: Ask, given: Given) -> Message:
        heard = await self._desk.app.hear(
            IncomingMessage(
                place=given.place,
                id=f"command-{given.id}",
                author=given.asker.author,
                text=command.question,
                direct=True,
                about=command.reference,
            )
        )
        if heard.kind is HeardKind.SILENT:
            await given.done()
        else:
            self._desk.respond(heard, given.alone)
        asked = Quote(text=command.question, source=f"arXiv {command.reference}")
        return Message(summary=command.question, blocks=(asked,))

    async def _run(self, command: Command, given: Given) -> None:
        desk = self._desk
        messages = await desk.app.run(command, given.asker, desk.platform, logged)
        await desk.show(given.alone, given.place, messages, key="command")
        if not messages:
            await given.done()
