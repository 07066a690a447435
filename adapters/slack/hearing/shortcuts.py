"""Shortcuts on a message: a summary of the paper it links to, and the removal of a post of ours.

<https://docs.slack.dev/interactivity/implementing-shortcuts>
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NamedTuple

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack.hearing.desk import Desk
from adapters.slack.hearing.incoming import thread_of
from adapters.slack.hearing.papers_in import paper_in
from bot.domain.command import ShowPaper
from bot.domain.errors import Gone, PlatformProblem, Rejected
from bot.domain.message import Action
from bot.domain.place import Place
from bot.ports.inbound import Asker
from bot.ports.outbound import Platform
from bot.ports.progress import logged
from bot.presentation.editions import with_button
from bot.presentation.heard import line_message

_log = structlog.get_logger()

SUMMARISE = "summarise_paper"
REMOVE = "remove_post"

_NO_MEMBER = {
    PlatformProblem.NOT_A_MEMBER,
    PlatformProblem.NO_CHANNEL,
    PlatformProblem.NO_PERSON,
}

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
        paper = paper_in(call.message)
        if paper is None:
            await self._say(call, desk.words.no_link)
            return
        await self._say(call, desk.words.working)
        asker = Asker(place=place, author=call.by, language=desk.language)
        summary = await desk.app.run(ShowPaper(reference=paper), asker, desk.platform, logged)
        under = place.thread or call.message["ts"]
        share = Action(action="share", subject=paper, label=desk.words.share, question=under)
        shared = [*summary[:-1], with_button(summary[-1], share)]
        try:
            # Slack lets only a member of a channel show something in it.
            await desk.show(desk.alone(call.by), place, shared, key="summary")
        except Gone as error:
            if error.problem not in _NO_MEMBER:
                raise
            how = desk.platform.how_to_invite(desk.language)
            invite = line_message(desk.words.invite.replace("{how_to_invite}", how))
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
        """Those who are named, and admins of this workspace as far as we may ask who is one.

        A channel may be shared with another workspace, whose admins are none here.
        <https://docs.slack.dev/reference/objects/user-object>
        """
        if person in self._desk.managers:
            return True
        try:
            user = (await self._desk.calls.read("users.info", user=person))["user"]
        except Rejected as error:
            _log.warning("cannot tell admins", reason=str(error))
            return False
        admin = bool(user.get("is_admin") or user.get("is_owner"))
        return admin and user.get("team_id") == self._desk.workspace

    async def _say(self, call: Call, line: str) -> None:
        await self._desk.show(call.alone, call.place, [line_message(line)], key="line")
