"""Shortcuts on a message: a summary of the paper it links to, and the removal of a post of ours.

<https://docs.slack.dev/interactivity/implementing-shortcuts>
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, NamedTuple

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.desk import Desk, progress
from adapters.slack.incoming import thread_of
from adapters.slack.papers_in import paper_in
from bot.domain.command import ShowPaper
from bot.domain.errors import Gone, PlatformProblem, Rejected
from bot.domain.message import Action, Actions, Message
from bot.domain.place import Place
from bot.ports.inbound import Asker
from bot.ports.outbound import Platform
from bot.presentation.heard import line_message

_log = structlog.get_logger()

SUMMARISE = "summarise_paper"
REMOVE = "remove_post"

Job = Coroutine[Any, Any, None]


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
        """Remove the delivery that a message is part of."""
        await self._begin(body, self._remove)
        await ack()

    async def _begin(self, body: dict[str, Any], do: Callable[[Call], Job]) -> None:
        desk, message, by = self._desk, body["message"], body["user"]["id"]
        if not await desk.app.first_time(f"slack/shortcut/{body['trigger_id']}"):
            return
        place = desk.place(body["channel"]["id"], thread_of(message, message["ts"]))
        call = Call(by, place, message, desk.alone(by, body["response_url"]))
        if desk.serves(place.channel):
            desk.work.start(do(call), desk.telling(call.alone, place, desk.language))
        else:
            desk.work.start(self._say(call, desk.words.not_here))

    async def _summarise(self, call: Call) -> None:
        desk, place = self._desk, call.place
        paper = paper_in(call.message)
        if paper is None:
            await self._say(call, desk.words.no_link)
            return
        await self._say(call, desk.words.working)
        asker = Asker(place=place, author=call.by, language=desk.language)
        summary = await desk.app.run(ShowPaper(reference=paper), asker, desk.platform, progress)
        under = place.thread or call.message["ts"]
        share = Action(action="share", subject=paper, label=desk.words.share, question=under)
        shared = _with_button(summary, share)
        try:
            # Slack lets only a member of a channel show something in it.
            await desk.show(desk.alone(call.by), place, shared, key="summary")
        except Gone as error:
            if error.problem not in {PlatformProblem.NOT_A_MEMBER, PlatformProblem.NO_CHANNEL}:
                raise
            invite = line_message(desk.words.invite.replace("{bot}", desk.bot_name))
            await desk.show(call.alone, place, [*summary, invite], key="summary")

    async def _remove(self, call: Call) -> None:
        desk, words = self._desk, self._desk.words
        if not await self._may_remove(call.by):
            await self._say(call, words.who_may_remove)
            return
        await self._say(call, words.working)
        channel, post = call.place.surroundings, call.message["ts"]
        removed = await desk.app.remove(channel, post, desk.platform)
        await self._say(call, words.removed if removed else words.not_ours)

    async def _may_remove(self, person: str) -> bool:
        """Those who are named, and admins as far as we may ask who is one.

        <https://docs.slack.dev/reference/objects/user-object>
        """
        if person in self._desk.managers:
            return True
        try:
            user = (await self._desk.calls.read("users.info", user=person))["user"]
        except Rejected as error:
            _log.warning("cannot tell admins", reason=str(error))
            return False
        return bool(user.get("is_admin") or user.get("is_owner"))

    async def _say(self, call: Call, line: str) -> None:
        await self._desk.show(call.alone, call.place, [line_message(line)], key="line")


def _with_button(messages: Sequence[Message], button: Action) -> list[Message]:
    """With one more button in the last row of the last message."""
    *before, last = messages
    *blocks, row = last.blocks
    if not isinstance(row, Actions):
        blocks, row = [*blocks, row], Actions(actions=())
    row = Actions(actions=(*row.actions, button))
    return [*before, last.model_copy(update={"blocks": (*blocks, row)})]
