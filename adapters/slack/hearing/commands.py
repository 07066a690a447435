"""`/papers …` typed in a channel: what comes of it is for whoever typed it."""

from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import read_text
from adapters.slack.render import payload
from bot.chat import commands
from bot.chat.work import log_failure
from bot.domain.errors import PapersBotError
from bot.domain.message import Message
from bot.ports.inbound import Asker
from bot.presentation.heard import line_message

COMMAND = "/papers"


class Commands:
    """Answers the slash command through its `response_url`.

    What takes a while, and what is wrong, is told before, in the acknowledgement itself.

    <https://docs.slack.dev/interactivity/implementing-slash-commands>
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shared = commands.Commands(desk)

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
        desk, channel, author = self._desk, body["channel_id"], body["user_id"]
        if not await desk.serves_command(channel):
            return line_message(desk.words.not_here)
        asker = Asker(place=desk.place(channel), author=author, language=desk.language)
        alone = desk.alone(author, body["response_url"])
        return await self._shared.hear(text, commands.Given(body["trigger_id"], asker, alone))


async def _say(ack: AsyncAck, message: Message | None) -> None:
    await ack({"response_type": "ephemeral", **payload(message)} if message else "")
