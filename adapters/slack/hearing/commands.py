"""`/papers …` typed in a channel: what comes of it is for whoever typed it."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import read_text
from adapters.slack.hearing.work import log_failure
from adapters.slack.render import payload
from bot.commands.parse import parse_command
from bot.domain.command import Ask, Command, ForgetMe, Help, Search, ShowStatus
from bot.domain.conversation import IncomingMessage
from bot.domain.errors import PapersBotError
from bot.domain.message import Message, Quote
from bot.domain.place import Place
from bot.ports.inbound import Asker
from bot.ports.outbound import Platform
from bot.ports.progress import logged
from bot.presentation.heard import line_message

COMMAND = "/papers"
_AT_ONCE = Help | Search | ShowStatus | ForgetMe  # nobody has to be told to wait


class Commands:
    """Answers the slash command through its `response_url`.

    What takes a while, and what is wrong, is told before, in the acknowledgement itself.

    <https://docs.slack.dev/interactivity/implementing-slash-commands>
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def hear(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A question is in the store before this says anything."""
        desk = self._desk
        text = read_text(body.get("text") or "", desk.bot_user, addresses=True).text
        try:
            sign = await self._heard(text, body)
        except PapersBotError as error:
            log_failure(error)
            sign = line_message(desk.failure_line(error, desk.language))
        await _say(ack, sign)

    async def _heard(self, text: str, body: dict[str, Any]) -> Message | None:
        if not await self._desk.serves_command(body["channel_id"]):
            return line_message(self._desk.words.not_here)
        command = parse_command(text, self._desk.app.today(), self._desk.language)
        return await self._begin(command, body)

    async def _begin(self, command: Command, body: dict[str, Any]) -> Message | None:
        """Start what is asked for; what says so, where it takes a while."""
        desk, author, call = self._desk, body["user_id"], body["trigger_id"]
        place = desk.place(body["channel_id"])
        alone = desk.alone(author, body["response_url"])
        if isinstance(command, Ask):
            heard = await desk.app.hear(
                IncomingMessage(
                    place=place,
                    id=f"command-{call}",
                    author=author,
                    text=command.question,
                    direct=True,
                    about=command.reference,
                )
            )
            desk.respond(heard, alone)
            asked = Quote(text=command.question, source=f"arXiv {command.reference}")
            return Message(summary=command.question, blocks=(asked,))
        tell = desk.telling(alone, place, desk.language)
        await desk.once(
            f"slack/command/{call}",
            lambda: desk.work.start(self._run(command, author, place, alone), tell),
        )
        return None if isinstance(command, _AT_ONCE) else line_message(desk.words.working)

    async def _run(self, command: Command, author: str, place: Place, alone: Platform) -> None:
        desk = self._desk
        asker = Asker(place=place, author=author, language=desk.language)
        messages = await desk.app.run(command, asker, desk.platform, logged)
        await desk.show(alone, place, messages, key="command")


async def _say(ack: AsyncAck, message: Message | None) -> None:
    await ack({"response_type": "ephemeral", **payload(message)} if message else "")
