"""An answer in messages that are edited: what a whole channel sees while it is being made."""

import structlog

from bot.chat.budget import EditBudget
from bot.chat.draft import Draft
from bot.chat.pages import Answered, Pages, page_key, page_keys
from bot.chat.patiently import patiently
from bot.chat.posts import Posts, find
from bot.domain.conversation import ReplyTo
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformError, PlatformProblem
from bot.domain.message import Message
from bot.ports.outbound import Clock

_log = structlog.get_logger()
_ARRIVAL = 3.0  # seconds until what the platform has accepted stands where one may look for it


class EditedMessages:
    """`Canvas`: a message of the thread, and more of them where one is too short."""

    def __init__(
        self, posts: Posts, clock: Clock, budget: EditBudget, pages: Pages, to: ReplyTo
    ) -> None:
        self._posts = posts
        self._clock = clock
        self._budget = budget
        self._pages = pages
        self._question = to.question
        self._place = to.place
        self._since = to.begun_since or clock.now()
        self._in_doubt = to.begun_since is not None and to.post is None
        self._from_before = self._in_doubt
        if to.post and not pages.knows(to.place.channel, to.post):
            self._from_before = True
            self._since = min(self._since, posts.moment_of(to.post))
        self._strays = False
        self._sent: dict[str, Message] = {}
        self._answered = pages.of(to.place.channel, to.post) if to.post else Answered()
        self._answered.writer = self

    @property
    def post(self) -> str | None:
        """The id of the first message."""
        return self._answered.posts[0] if self._answered.posts else None

    @property
    def lost(self) -> bool:
        """Whether there is nothing to write in any more: it is another's, or was deleted by us."""
        return self._answered.writer is not self

    def take(self, post: str) -> None:
        """Go on in a message that is there; whoever wrote in it before does no more."""
        self._answered = self._pages.of(self._place.channel, post)
        self._answered.writer = self
        self._budget.open(self)
        self._in_doubt = False

    def expect_stray(self) -> None:
        """A message without a mark may have begun this answer whose id nobody was told: it has to go."""
        self._from_before = self._strays = True

    async def turn(self) -> None:
        """Wait for an edit within the platform's limit."""
        await self._budget.turn()

    async def draw(self, draft: Draft) -> None:
        """Edit what has changed, post what does not fit, delete what is too many."""
        self._budget.end(self) if draft.ended else self._budget.open(self)
        if self._in_doubt:
            await self._look_for_beginning()
        posts = self._answered.posts
        parts = self._posts.plan(draft.message())
        for index, part in enumerate(parts):
            if self.lost:
                return
            if index == len(posts):
                await self._add(index, part)
            elif draft.ended or self._sent.get(posts[index]) != part:
                await self._change(index, part)
        while len(posts) > len(parts):
            await self._posts.remove(self._place, posts[-1])
            posts.pop()
        if draft.ended and self._from_before:
            await self._remove_pages_from_before()

    async def leave(self) -> None:
        """Leave what stands there."""

    async def _look_for_beginning(self) -> None:
        """A crash may have come after the platform took the first message, and before that was kept."""
        if begun := await find(self._posts, self._place, self._key(0), self._since):
            self.take(begun)
        self._in_doubt = False

    async def _remove_pages_from_before(self) -> None:
        """A process before this one may have gone on in messages that nobody knows any more.

        Last of all, for a platform may let us look once a minute only: no answer waits for it.
        """
        self._from_before = False
        try:
            written = [one async for one in self._posts.own(self._place, self._since)]
            ours = set(map(self._posts.mark, page_keys(self._question)))
            for post, mark in written:
                if self.lost:
                    return
                if post not in self._answered.posts and (
                    mark in ours or self._is_stray(post, mark)
                ):
                    await self._posts.remove(self._place, post)
        except PlatformError as error:
            _log.warning("what is left of an older answer stays", why=str(error))

    def _is_stray(self, post: str, mark: str | None) -> bool:
        """Whether a message without a mark was begun before what stands there instead of it."""
        if mark is not None or not self._strays or self._pages.knows(self._place.channel, post):
            return False
        begun = self._posts.moment_of(self._answered.posts[0])
        return self._posts.moment_of(post) < begun

    def _key(self, index: int) -> str:
        return page_key(self._question, index)

    async def _add(self, index: int, part: Message) -> None:
        post = await self._send(index, part)
        if self.lost:  # the question went, or was changed, while this was on its way
            await self._posts.remove(self._place, post)
            return
        self._answered.posts.insert(index, post)
        self._sent[post] = part
        if index == 0:
            self._pages.remember(self._place.channel, post, self._answered)

    async def _change(self, index: int, part: Message) -> None:
        posts = self._answered.posts
        try:
            key = self._key(index)
            await self._posts.change(self._place, posts[index], part, key)
        except Gone as error:
            if error.problem is not PlatformProblem.NO_MESSAGE:
                raise
            if not self.lost:  # somebody deleted the answer, not the question
                posts.pop(index)
                await self._add(index, part)
        else:
            self._sent[posts[index]] = part

    async def _send(self, index: int, part: Message) -> str:
        """Post a part once; an attempt in doubt is looked for before the next."""
        key = self._key(index)

        async def send() -> str:
            return await self._posts.send(self._place, part, key)

        try:
            return await patiently(self._clock, send, again=(NotSent,))
        except InDoubt:
            await self._clock.sleep(_ARRIVAL)
            found = await find(self._posts, self._place, key, self._since)
        if found and found not in self._answered.posts:
            return found
        return await patiently(self._clock, send, again=(NotSent,))
