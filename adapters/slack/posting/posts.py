"""Messages in Slack: sent, found again by their marker, changed, removed."""

import datetime as dt
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

from adapters.slack.posting.plainer import forms
from adapters.slack.render import plan
from adapters.slack.wire.calls import Calls, told
from adapters.slack.wire.errors import code_of
from bot.chat.patiently import patiently
from bot.chat.plainer import taken
from bot.domain.errors import Gone, PlatformProblem, Rejected
from bot.domain.message import Message
from bot.domain.place import Place

_EVENT = "papers_digest"
# https://docs.slack.dev/reference/objects/conversation-object
_CHANNEL = re.compile(r"[CDG][A-Z0-9]+")
_SKEW = dt.timedelta(minutes=2)  # how far our clock may be ahead of Slack's
_PAGE = 200  # messages, as Slack recommends
# An open stream refuses an edit with the one, its deletion with the other.
_STREAMING = {"streaming_state_conflict", "cant_delete_message"}


class Posts:
    """`bot.chat.posts.Posts`: what our bot has posted.

    `bot` is its `bot_id`, which Slack puts on each of its messages. The id of one is its `ts`.
    """

    def __init__(self, calls: Calls, bot: str) -> None:
        self._calls = calls
        self._bot = bot

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Slack's limits."""
        return plan(message)

    def mark(self, key: str) -> str:
        """The key itself."""
        return key

    def moment_of(self, post: str) -> dt.datetime:
        """When a message was posted, by Slack's clock."""
        return moment_of(post)

    async def send(self, place: Place, part: Message, key: str) -> str:
        """Post a part and return its ts: one attempt, another only in a plainer form.

        The key goes along as metadata, which every app and member of the workspace may read:
        https://docs.slack.dev/messaging/message-metadata
        """
        if not _CHANNEL.fullmatch(place.channel):
            # Slack takes a name too, but what stands there then is in no place that we know again.
            raise Gone(
                "chat.postMessage: the channel is given by no id such as C0123456789",
                problem=PlatformProblem.NO_CHANNEL,
            )

        async def attempt(content: dict[str, Any]) -> str:
            posted = await self._calls.write(
                "chat.postMessage",
                channel=place.channel,
                thread_ts=place.thread,
                unfurl_links=False,
                unfurl_media=False,
                metadata=marked(key),
                **content,
            )
            return told(posted, "ts")

        return await taken(forms(part), attempt)

    async def change(self, place: Place, post: str, part: Message, key: str | None = None) -> None:
        """Put other content in a message, once; its metadata stays. A stream is ended with `key`."""
        channel = place.channel

        async def attempt(content: dict[str, Any]) -> None:
            await self._calls.write("chat.update", channel=channel, ts=post, **content)

        try:
            await taken(forms(part), attempt)
        except Rejected as error:
            if code_of(error) not in _STREAMING:
                raise
            await self.stop(channel, post, key)
            await taken(forms(part), attempt)

    async def remove(self, place: Place, post: str) -> None:
        """Delete a message, once. One that is gone already is deleted."""
        channel = place.channel
        try:
            await self._delete(channel, post)
        except Rejected as error:
            if code_of(error) not in _STREAMING:
                raise
            await self.stop(channel, post)
            await self._delete(channel, post)

    async def stop(self, channel: str, ts: str, key: str | None = None) -> None:
        """End a stream as it is, if it is one and open, and give it its key: no stream begins so."""
        metadata = marked(key) if key else None
        try:
            await self._calls.write("chat.stopStream", channel=channel, ts=ts, metadata=metadata)
        except (Rejected, Gone):
            return  # Slack has ended it, or it never was one

    async def own(
        self, place: Place, since: dt.datetime | None = None
    ) -> AsyncIterator[tuple[str, str | None]]:
        """Our messages in the channel itself or in the thread, each with its key.

        Each page is asked for again while Slack says that it is too early; raises what it cannot
        know.
        """
        async for message in self._messages(place, since):
            ts, own = message.get("ts"), message.get("bot_id") == self._bot
            in_thread = message.get("thread_ts", ts) != ts
            if own and in_thread == bool(place.thread):
                yield str(ts), _key(message)

    async def _delete(self, channel: str, ts: str) -> None:
        try:
            await self._calls.write("chat.delete", channel=channel, ts=ts)
        except Gone as error:
            if error.problem is not PlatformProblem.NO_MESSAGE:
                raise

    async def _messages(
        self, place: Place, since: dt.datetime | None
    ) -> AsyncIterator[Mapping[str, Any]]:
        method = "conversations.replies" if place.thread else "conversations.history"
        cursor: str | None = None
        while True:

            async def page(cursor: str | None = cursor) -> Mapping[str, Any]:
                return await self._calls.read(
                    method,
                    channel=place.channel,
                    ts=place.thread,
                    oldest=f"{(since - _SKEW).timestamp():.6f}" if since else None,
                    include_all_metadata=True,
                    limit=_PAGE,
                    cursor=cursor,
                )

            found = await patiently(self._calls.clock, page)
            for message in found.get("messages") or ():
                yield message
            cursor = (found.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def moment_of(ts: str) -> dt.datetime:
    """When a message was posted, by Slack's clock."""
    return dt.datetime.fromtimestamp(float(ts), dt.UTC)


def marked(key: str) -> dict[str, Any]:
    """The metadata that holds a key."""
    return {"event_type": _EVENT, "event_payload": {"key": key}}


def _key(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != _EVENT:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None
