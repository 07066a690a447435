"""Messages in Slack: sent, found again by their marker, changed, removed."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from typing import Any

from adapters.slack.calls import Calls, told
from adapters.slack.errors import code_of
from adapters.slack.render import payload, without_images
from bot.domain.errors import Gone, PlatformError, PlatformProblem, Rejected
from bot.domain.message import Message
from bot.domain.place import Place

_EVENT = "papers_digest"
_SKEW = dt.timedelta(minutes=2)  # how far our clock may be ahead of Slack's
_PAGE = 200  # messages, as Slack recommends
# An open stream refuses an edit with the one, its deletion with the other.
_STREAMING = {"streaming_state_conflict", "cant_delete_message"}


class Posts:
    """What our bot has posted; `bot` is its `bot_id`, which Slack puts on each of its messages."""

    def __init__(self, calls: Calls, bot: str) -> None:
        self._calls = calls
        self._bot = bot

    async def send(self, place: Place, part: Message, key: str) -> str:
        """Post a part and return its ts: one attempt, another only for a picture refused.

        The key goes along as metadata, which every app and member of the workspace may read:
        https://docs.slack.dev/messaging/message-metadata
        """

        async def attempt(message: Message) -> str:
            posted = await self._calls.write(
                "chat.postMessage",
                channel=place.channel,
                thread_ts=place.thread,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": _EVENT, "event_payload": {"key": key}},
                **payload(message),
            )
            return told(posted, "ts")

        try:
            return await attempt(part)
        except Rejected as error:
            if not (plainer := _without_refused_images(part, error)):
                raise
        return await attempt(plainer)

    async def change(self, channel: str, ts: str, part: Message) -> None:
        """Put other content in a message, once; its metadata stays."""

        async def attempt(message: Message) -> None:
            await self._calls.write("chat.update", channel=channel, ts=ts, **payload(message))

        try:
            await attempt(part)
        except Rejected as error:
            if code_of(error) in _STREAMING:
                await self.stop(channel, ts)
                await attempt(part)
            elif plainer := _without_refused_images(part, error):
                await attempt(plainer)
            else:
                raise

    async def remove(self, channel: str, ts: str) -> None:
        """Delete a message, once. One that is gone already is deleted."""
        try:
            await self._delete(channel, ts)
        except Rejected as error:
            if code_of(error) not in _STREAMING:
                raise
            await self.stop(channel, ts)
            await self._delete(channel, ts)

    async def stop(self, channel: str, ts: str) -> None:
        """End a stream as it is, if it is one and open."""
        try:
            await self._calls.write("chat.stopStream", channel=channel, ts=ts)
        except (Rejected, Gone):
            return  # Slack has ended it, or it never was one

    async def find(self, place: Place, key: str, since: dt.datetime) -> str | None:
        """The ts of our message with that key in the channel itself or in the thread.

        Each page is asked for again while Slack says that it is too early; raises what it cannot
        know.
        """
        async for message in self._messages(place, since - _SKEW):
            ts, own = message.get("ts"), message.get("bot_id") == self._bot
            in_thread = message.get("thread_ts", ts) != ts
            if own and in_thread == bool(place.thread) and _key(message) == key:
                return str(ts)
        return None

    async def _delete(self, channel: str, ts: str) -> None:
        try:
            await self._calls.write("chat.delete", channel=channel, ts=ts)
        except Gone as error:
            if error.problem is not PlatformProblem.NO_MESSAGE:
                raise

    async def _messages(self, place: Place, since: dt.datetime) -> AsyncIterator[Mapping[str, Any]]:
        method = "conversations.replies" if place.thread else "conversations.history"
        cursor: str | None = None
        while True:

            async def page(cursor: str | None = cursor) -> Mapping[str, Any]:
                return await self._calls.read(
                    method,
                    channel=place.channel,
                    ts=place.thread,
                    oldest=f"{since.timestamp():.6f}",
                    include_all_metadata=True,
                    limit=_PAGE,
                    cursor=cursor,
                )

            found = await self._calls.patiently(page)
            for message in found.get("messages") or ():
                yield message
            cursor = (found.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def _key(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != _EVENT:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None


def _without_refused_images(part: Message, error: PlatformError) -> Message | None:
    """What is left to try when blocks were refused; Slack does not say which."""
    plainer = without_images(part)
    refused = error.problem is PlatformProblem.REFUSED
    return plainer if refused and plainer != part else None
