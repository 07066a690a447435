"""Shortcuts on a message: a summary of the paper it links to, and the removal of a post of ours.

<https://docs.slack.dev/interactivity/implementing-shortcuts>
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import thread_of
from adapters.slack.hearing.managers import may_remove
from bot.chat.papers_in import paper_in
from bot.chat.removal import ask_to_remove
from bot.chat.summary import summarise, with_invitation, with_share
from bot.chat.work import Job
from bot.domain.errors import Gone, PlatformProblem
from bot.domain.place import Place
from bot.ports.inbound import Asker
from bot.ports.outbound import Platform
from bot.presentation.heard import line_message

SUMMARISE = "summarise_paper"
REMOVE = "remove_post"
_PARTS = ("text", "blocks", "attachments")  # of a message, and what Slack unfurled

_NO_MEMBER = {
    PlatformProblem.NOT_A_MEMBER,
    PlatformProblem.NO_CHANNEL,
    PlatformProblem.NO_PERSON,
}


class Call(NamedTuple):
    """Who chose a shortcut, on which message. `alone` reaches that person, wherever that is."""

    by: str
    place: Place
    message: Mapping[str, Any]
    alone: Platform


class Shortcuts:
    """What they say is for whoever chose them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def summarise(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Show what the first paper of a message is about."""
        await self._begin(body, self._summarise)
        await ack()

    async def remove(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Ask whether the delivery that a message is part of is to go."""
        await self._begin(body, self._remove)
        await ack()

    async def _begin(self, body: dict[str, Any], do: Callable[[Call], Job]) -> None:
        desk, message, by = self._desk, body["message"], body["user"]["id"]
        place = desk.place(body["channel"]["id"], thread_of(message, message["ts"]))
        call = Call(by, place, message, desk.alone(by, body["response_url"]))
        tell = desk.telling(call.alone, place, desk.language)
        await desk.once(
            f"slack/shortcut/{body['trigger_id']}",
            lambda: desk.work.start(self._where_served(call, do), tell),
        )

    async def _where_served(self, call: Call, do: Callable[[Call], Job]) -> None:
        if await self._desk.serves_command(call.place.channel):
            await do(call)
        else:
            await self._say(call, self._desk.words.not_here)

    async def _summarise(self, call: Call) -> None:
        desk, place = self._desk, call.place
        paper = paper_in(*(call.message.get(part) for part in _PARTS))
        if paper is None:
            await self._say(call, desk.words.no_link)
            return
        await self._say(call, desk.words.working)
        asker = Asker(place=place, author=call.by, language=desk.language)
        summary = await summarise(desk, paper, asker)
        shared = with_share(desk, summary, paper, place.thread or call.message["ts"])
        try:
            # Slack lets only a member of a channel show something in it.
            await desk.show(desk.alone(call.by), place, shared, key="summary")
        except Gone as error:
            if error.problem not in _NO_MEMBER:
                raise
            invited = with_invitation(desk, summary)
            await desk.show(call.alone, place, invited, key="summary")

    async def _remove(self, call: Call) -> None:
        if not await may_remove(self._desk, call.by):
            await self._say(call, self._desk.words.who_may_remove)
            return
        asked = await ask_to_remove(self._desk, call.place.surroundings, call.message["ts"])
        await self._desk.show(call.alone, call.place, [asked], key="line")

    async def _say(self, call: Call, line: str) -> None:
        await self._desk.show(call.alone, call.place, [line_message(line)], key="line")
