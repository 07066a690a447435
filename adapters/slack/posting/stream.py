"""An answer as Slack streams it, in direct messages and the assistant pane.

https://docs.slack.dev/reference/methods/chat.startStream. In a channel only its one recipient
would see it grow. A stream of blocks has no `text`, and none of its methods takes one: it is ended
by an edit, which puts in what notifications show and screen readers read, with all the blocks.
"""

import structlog

from adapters.slack.posting.posts import Posts
from adapters.slack.render import payload, plan
from adapters.slack.wire.calls import Calls, told
from bot.chat.draft import Draft
from bot.chat.edited import EditedMessages
from bot.chat.pages import page_key
from bot.domain.conversation import ReplyTo
from bot.domain.errors import Gone, InDoubt, PlatformError, Rejected
from bot.presentation.catalogue import catalogue

_log = structlog.get_logger()
_MOST_BLOCKS = 50  # in the chunks of a stream


class StreamedMessage:
    """`Canvas`: a stream that becomes an edited message where Slack refuses or breaks it.

    So it does at its end, where it would get longer than a message, and where an answer was begun
    before: by a process that crashed, or for a question that was changed since.
    """

    def __init__(self, calls: Calls, posts: Posts, edited: EditedMessages, to: ReplyTo) -> None:
        self._calls = calls
        self._posts = posts
        self._edited = edited
        self._to = to
        self._channel = to.place.channel
        self._begun = False
        self._stream: str | None = None  # its ts while it is open
        self._said = 0  # blocks of the draft that are in it
        self._blocks = 0  # what became of them in Slack

    @property
    def post(self) -> str | None:
        """The ts of the message."""
        return self._edited.post

    async def turn(self) -> None:
        """Only edits have to wait."""
        if self._stream is None:
            await self._edited.turn()

    async def draw(self, draft: Draft) -> None:
        """Append what is new, or edit the message."""
        if not self._begun:
            self._begun = True
            await self._begin(draft)
            if self._stream:
                return
        if not (self._stream and await self._append(self._stream, draft)):
            await self._edited.draw(draft)

    async def leave(self) -> None:
        """Leave what was said, but no stream open."""
        if self._stream:
            await self._stop(self._stream)

    async def _begin(self, draft: Draft) -> None:
        if self._to.post:
            await self._stop(self._to.post)
            return
        place = self._to.place
        if self._to.begun_since is not None:
            self._edited.expect_stray()
        await self._say_reading()
        blocks = _blocks(draft, 0)
        try:
            begun = await self._calls.write(
                "chat.startStream",
                channel=place.channel,
                thread_ts=place.thread,
                chunks=[{"type": "blocks", "blocks": blocks}] if blocks else None,
            )
            self._stream = told(begun, "ts")
        except PlatformError as error:
            _log.info("an answer is edited instead of streamed", why=str(error))
            if isinstance(error, InDoubt):
                self._edited.expect_stray()
            return
        self._edited.take(self._stream)
        self._said, self._blocks = len(draft.blocks), len(blocks)

    async def _say_reading(self) -> None:
        """Slack takes it away with the first message."""
        try:
            await self._calls.write(
                "assistant.threads.setStatus",
                channel_id=self._channel,
                thread_ts=self._to.place.thread,
                status=catalogue(self._to.language).answer.reading,
            )
        except PlatformError as error:
            _log.debug("no status is shown", why=str(error))

    async def _append(self, ts: str, draft: Draft) -> bool:
        """Whether the stream could take it. A call in doubt breaks it: nothing is said twice."""
        if self._edited.lost:
            return True
        said, new = len(draft.blocks), _blocks(draft, self._said)
        fits = self._blocks + len(new) <= _MOST_BLOCKS and len(plan(draft.message())) == 1
        if draft.ended or not (fits and await self._appended(ts, new)):
            await self._stop(ts)
            return False
        self._said, self._blocks = said, self._blocks + len(new)
        return True

    async def _appended(self, ts: str, blocks: list[object]) -> bool:
        if not blocks:
            return True
        chunks = [{"type": "blocks", "blocks": blocks}]
        try:
            await self._calls.write(
                "chat.appendStream", channel=self._channel, ts=ts, chunks=chunks
            )
        except (InDoubt, Gone, Rejected) as error:
            _log.info("an answer is edited from here on", why=str(error))
            return False
        return True

    async def _stop(self, ts: str) -> None:
        """End a stream before its message is edited, which ends it again if this fails."""
        self._stream = None
        try:
            await self._posts.stop(self._channel, ts, page_key(self._to.question, 0))
        except PlatformError as error:
            _log.info("a stream was not stopped", why=str(error))


def _blocks(draft: Draft, first: int) -> list[object]:
    """Slack's blocks for what the draft says from there on."""
    new = draft.since(first)
    return list(payload(new)["blocks"]) if new.blocks else []
