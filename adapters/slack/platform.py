"""`Platform` for a Slack workspace."""

import datetime as dt
from functools import partial

from adapters.slack.answers import LiveAnswer
from adapters.slack.calls import Calls, told
from adapters.slack.draft import Draft
from adapters.slack.edits import EditBudget, EditedMessages
from adapters.slack.incoming import is_direct
from adapters.slack.pages import Pages
from adapters.slack.posts import Posts
from adapters.slack.private import PrivatePlatform
from adapters.slack.render import plan
from adapters.slack.stream import StreamedMessage
from bot.domain.conversation import ReplyTo
from bot.domain.errors import Gone, PlatformProblem
from bot.domain.message import Message
from bot.domain.place import Place, PostRef
from bot.ports.outbound import AnswerStream


class SlackPlatform:
    """The workspace that the token of `calls` is for; `bot` is the bot's `bot_id` there."""

    def __init__(self, calls: Calls, bot: str) -> None:
        self._calls = calls
        self._posts = Posts(calls, bot)
        self._budget = EditBudget(calls.clock)
        self._pages = Pages()

    def private(self, person: str, response_url: str | None = None) -> PrivatePlatform:
        """The workspace as one person alone sees it; see there for `response_url`."""
        return PrivatePlatform(self._calls, person, response_url)

    def plan(self, message: Message) -> list[Message]:
        """The message in parts that keep Slack's limits."""
        return plan(message)

    async def post(self, place: Place, part: Message, key: str) -> PostRef:
        """One attempt, another only without a picture that was refused."""
        return PostRef(place=place, id=await self._posts.send(place, part, key))

    async def find(self, place: Place, key: str, since: dt.datetime) -> PostRef | None:
        """Our message with that key, in the channel's history or the thread's replies."""
        ts = await self._posts.find(place, key, since)
        return PostRef(place=place, id=ts) if ts else None

    async def edit(self, post: PostRef, part: Message) -> None:
        """Put other content in a posted message; its key stays."""
        channel = post.place.channel
        await self._calls.patiently(lambda: self._posts.change(channel, post.id, part))

    async def delete(self, post: PostRef) -> None:
        """Remove a posted message, and where it began an answer, all of that."""
        channel = post.place.channel
        for ts in self._pages.give_up(channel, post.id):
            await self._calls.patiently(partial(self._posts.remove, channel, ts))

    async def link(self, post: PostRef) -> str | None:
        """The address of a posted message, none when it is gone."""

        async def ask() -> str:
            channel = post.place.channel
            found = await self._calls.read("chat.getPermalink", channel=channel, message_ts=post.id)
            return told(found, "permalink")

        try:
            return await self._calls.patiently(ask)
        except Gone as error:
            if error.problem is PlatformProblem.NO_MESSAGE:
                return None
            raise

    async def open_answer(self, to: ReplyTo) -> AnswerStream:
        """Begin an answer where the question stands, or before the eyes of its asker alone.

        In a channel it is a message that is edited, in a direct message a stream.
        """
        direct = is_direct(to.place.channel)
        if not direct and to.place.thread is None:
            if to.asker is None:
                raise ValueError("an answer for one person alone needs to know for whom")
            return await self.private(to.asker).open_answer(to)
        edited = EditedMessages(self._calls, self._posts, self._budget, self._pages, to)
        streams = direct and to.place.thread
        canvas = StreamedMessage(self._calls, self._posts, edited, to) if streams else edited
        return await LiveAnswer.begin(Draft(to), canvas, self._calls)
