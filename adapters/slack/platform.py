"""`Platform` for a Slack workspace."""

import datetime as dt

from adapters.slack.hearing.incoming import is_direct
from adapters.slack.posting.posts import Posts
from adapters.slack.posting.private import PrivatePlatform
from adapters.slack.posting.stream import StreamedMessage
from adapters.slack.render import plan
from adapters.slack.wire.calls import Calls, told
from adapters.slack.words import slack_words
from bot.chat.answers import Answers
from bot.chat.budget import EditBudget
from bot.chat.patiently import patiently
from bot.chat.posts import find
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.errors import Gone, PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import AnswerStream, Gaps

_GAP = 1.0  # seconds between two drawings of an answer
_EDITS = 50  # a minute and workspace: chat.update is of tier 3
_LEAST = 10  # of them for answers underway


class SlackPlatform:
    """The workspace that the token of `calls` is for; `bot` is the bot's `bot_id` there."""

    def __init__(self, calls: Calls, bot: str) -> None:
        self._calls = calls
        self._posts = Posts(calls, bot)
        budget = EditBudget(calls.clock, _EDITS, 60, _LEAST)
        self._answers = Answers(self._posts, calls.clock, _GAP, lambda _: budget)

    @property
    def gaps(self) -> Gaps:
        """One message a second a channel (docs.slack.dev/apis/web-api/rate-limits).

        With a gap of 1.0 some arrive closer than that, with 1.1 none of 600 did.
        """
        return Gaps(channel=1.1)

    def private(self, person: str, response_url: str | None = None) -> PrivatePlatform:
        """The workspace as one person alone sees it; see there for `response_url`."""
        return PrivatePlatform(self._calls, person, response_url)

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Slack's limits."""
        return plan(message)

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """One attempt, another only in a plainer form where this one was refused."""
        return PostRef(place=place, id=await self._posts.send(place, part, key))

    async def begin_thread(self, post: PostRef, title: str) -> None:
        """Nothing: a reply makes the thread, and threads have no names."""

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """Our message with that key, in the channel's history or the thread's replies."""
        ts = await find(self._posts, place, key, since)
        return PostRef(place=place, id=ts) if ts else None

    async def edit(self, post: PostRef, part: Message) -> None:
        """Put other content in a posted message; its key stays."""
        await patiently(self._calls.clock, lambda: self._posts.change(post.place, post.id, part))

    async def delete(self, post: PostRef) -> None:
        """Remove a posted message, and where it began an answer, all of that."""
        await self._answers.delete(post)

    async def delete_answer(self, orphan: Orphan) -> None:
        """Remove an answer; what was said to one person alone goes away by itself."""
        if orphan.post.place.thread is not None:
            await self._answers.delete_answer(orphan)

    async def own_posts(self, thread: Place) -> list[PostRef]:
        """What Slack has of ours in a thread, if there is a thread."""
        try:
            return [PostRef(place=thread, id=ts) async for ts, _ in self._posts.own(thread)]
        except Gone as error:
            if error.problem is not PlatformProblem.NO_MESSAGE:
                raise
            return []

    async def link(self, post: PostRef) -> str | None:
        """The address of a posted message. Raises `Gone` for one that was deleted."""

        async def ask() -> str:
            channel = post.place.channel
            found = await self._calls.read("chat.getPermalink", channel=channel, message_ts=post.id)
            return told(found, "permalink")

        return await patiently(self._calls.clock, ask)

    def how_to_invite(self, language: Language) -> str:
        """By a command of Slack's."""
        return slack_words(language).how_to_invite

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        """Begin an answer where the question stands, or before the eyes of its asker alone.

        In a channel it is a message that is edited, in a direct message a stream.
        """
        direct = is_direct(to.place.channel)
        if not direct and to.place.thread is None:
            if to.asker is None:
                raise ValueError("an answer for one person alone needs to know for whom")
            return await self.private(to.asker).open_answer(to)
        if not (direct and to.place.thread):
            return await self._answers.open(to)
        edited = self._answers.edited(to)
        return await self._answers.open(to, StreamedMessage(self._calls, self._posts, edited, to))
