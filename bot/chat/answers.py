"""The answers of a platform: begun, gone on with, and removed with all that they stand in."""

from collections.abc import Callable
from functools import partial

from bot.chat.budget import EditBudget
from bot.chat.draft import Draft
from bot.chat.edited import EditedMessages
from bot.chat.live_answer import Canvas, LiveAnswer
from bot.chat.pages import Pages, page_keys
from bot.chat.patiently import patiently
from bot.chat.posts import Posts, with_marks
from bot.domain.conversation import Orphan, ReplyTo
from bot.domain.place import Place, PostRef
from bot.ports.outbound import Clock


class Answers:
    """`gap`: seconds between two drawings of an answer; `budget`: that of the edits at a place."""

    def __init__(
        self, posts: Posts, clock: Clock, gap: float, budget: Callable[[Place], EditBudget]
    ) -> None:
        self._posts = posts
        self._clock = clock
        self._gap = gap
        self._budget = budget
        self._pages = Pages()

    def edited(self, to: ReplyTo) -> EditedMessages:
        """The messages for an answer."""
        return EditedMessages(self._posts, self._clock, self._budget(to.place), self._pages, to)

    async def open(self, to: ReplyTo, canvas: Canvas | None = None) -> LiveAnswer:
        """Begin one, in messages that are edited unless told where. Raises a `PlatformError`."""
        return await LiveAnswer.begin(Draft(to), canvas or self.edited(to), self._clock, self._gap)

    async def delete(self, post: PostRef) -> None:
        """Remove a message, and where it began an answer, all of that."""
        for one in self._pages.give_up(post.place.channel, post.id):
            await patiently(self._clock, partial(self._posts.remove, post.place, one))

    async def delete_answer(self, orphan: Orphan) -> None:
        """Remove an answer; what a process before this one wrote of it is found by its marks."""
        place, first = orphan.post.place, orphan.post.id
        known = self._pages.knows(place.channel, first)
        await self.delete(orphan.post)
        if known:
            return
        marks = set(map(self._posts.mark, page_keys(orphan.question)))
        for post in await with_marks(self._posts, place, marks, self._posts.moment_of(first)):
            await patiently(self._clock, partial(self._posts.remove, place, post))
