"""An answer in messages that are edited: what a whole channel sees while it is being made."""

from weakref import WeakSet

import structlog

from adapters.slack.posting.draft import Draft
from adapters.slack.posting.pages import Answered, Pages, page_key
from adapters.slack.posting.posts import Posts, moment_of
from adapters.slack.render import plan
from adapters.slack.wire.calls import Calls
from adapters.slack.wire.rest import Rest
from bot.domain.conversation import ReplyTo
from bot.domain.errors import Gone, InDoubt, NotSent, PlatformError, PlatformProblem
from bot.domain.message import Message
from bot.ports.outbound import Clock

_log = structlog.get_logger()
_MINUTE = 60.0  # seconds
_EDITS = 50  # a minute and workspace: chat.update is of tier 3
_LEAST = 10  # of them for answers underway, however many ends are to come
_ARRIVAL = 3.0  # seconds until what Slack has accepted stands in the history


class EditBudget:
    """The edits of all open answers together. One is kept for the end of each of them.

    https://docs.slack.dev/apis/web-api/rate-limits
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._made: list[Rest] = []
        self._open: WeakSet[object] = WeakSet()

    def open(self, answer: object) -> None:
        """An answer has begun."""
        self._open.add(answer)

    def end(self, answer: object) -> None:
        """Count the edit that ends an answer, which never waits."""
        self._open.discard(answer)
        self._made.append(Rest(self._clock, _MINUTE))

    async def turn(self) -> None:
        """Wait until an edit that is not the last may be made, and count it."""
        while (left := self._left()) > 0:
            await self._clock.sleep(left)
        self._made.append(Rest(self._clock, _MINUTE))

    def _left(self) -> float:
        """Seconds until there is room."""
        self._made = [made for made in self._made if made.left]
        most = max(_LEAST, _EDITS - len(self._open))
        return self._made[-most].left if len(self._made) >= most else 0.0


class EditedMessages:
    """`Canvas`: a message of the thread, and more of them where one is too short."""

    def __init__(
        self, calls: Calls, posts: Posts, budget: EditBudget, pages: Pages, to: ReplyTo
    ) -> None:
        self._calls = calls
        self._posts = posts
        self._budget = budget
        self._pages = pages
        self._question = to.question
        self._place = to.place
        self._since = to.begun_since or calls.clock.now()
        self._in_doubt = to.begun_since is not None and to.post is None
        self._from_before = self._in_doubt
        if to.post and not pages.knows(to.place.channel, to.post):
            self._from_before = True
            self._since = min(self._since, moment_of(to.post))
        self._strays = False
        self._sent: dict[str, Message] = {}
        self._answered = pages.of(to.place.channel, to.post) if to.post else Answered()
        self._answered.writer = self

    @property
    def post(self) -> str | None:
        """The ts of the first message."""
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
        """A stream may have begun for this answer whose ts nobody was told: it has to go."""
        self._from_before = self._strays = True

    async def turn(self) -> None:
        """Wait for an edit within the workspace's limit."""
        await self._budget.turn()

    async def draw(self, draft: Draft) -> None:
        """Edit what has changed, post what does not fit, delete what is too many."""
        self._budget.end(self) if draft.ended else self._budget.open(self)
        if self._in_doubt:
            await self._look_for_beginning()
        posts = self._answered.posts
        parts = plan(draft.message())
        for index, part in enumerate(parts):
            if self.lost:
                return
            if index == len(posts):
                await self._add(index, part)
            elif draft.ended or self._sent.get(posts[index]) != part:
                await self._change(index, part)
        while len(posts) > len(parts):
            await self._posts.remove(self._place.channel, posts[-1])
            posts.pop()
        if draft.ended and self._from_before:
            await self._remove_pages_from_before()

    async def leave(self) -> None:
        """Leave what stands there."""

    async def _look_for_beginning(self) -> None:
        """A crash may have come after Slack took the first message, and before that was kept."""
        if begun := await self._posts.find(self._place, self._key(0), self._since):
            self.take(begun)
        self._in_doubt = False

    async def _remove_pages_from_before(self) -> None:
        """A process before this one may have gone on in messages that nobody knows any more.

        Last of all, for Slack may let us look once a minute only: no answer waits for it.
        """
        self._from_before = False
        try:
            written = [one async for one in self._posts.own(self._place, self._since)]
            for ts, key in written:
                if self.lost:
                    return
                if self._is_left_over(ts, key):
                    await self._posts.remove(self._place.channel, ts)
        except PlatformError as error:
            _log.warning("what is left of an older answer stays", why=str(error))

    def _is_left_over(self, ts: str, key: str | None) -> bool:
        """Whether one of our messages is of this answer, but not one that it stands in.

        A stray stream has no key, and was begun before what stands there instead of it.
        """
        if ts in self._answered.posts:
            return False
        if key is None:
            known = self._pages.knows(self._place.channel, ts)
            return self._strays and not known and ts < self._answered.posts[0]
        return key.startswith(page_key(self._question))

    def _key(self, index: int) -> str:
        return page_key(self._question, index)

    async def _add(self, index: int, part: Message) -> None:
        ts = await self._send(index, part)
        if self.lost:  # the question went, or was changed, while this was on its way
            await self._posts.remove(self._place.channel, ts)
            return
        self._answered.posts.insert(index, ts)
        self._sent[ts] = part
        if index == 0:
            self._pages.remember(self._place.channel, ts, self._answered)

    async def _change(self, index: int, part: Message) -> None:
        posts = self._answered.posts
        try:
            key = self._key(index)
            await self._posts.change(self._place.channel, posts[index], part, key)
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
            return await self._calls.patiently(send, again=(NotSent,))
        except InDoubt:
            await self._calls.clock.sleep(_ARRIVAL)
            found = await self._posts.find(self._place, key, self._since)
        if found and found not in self._answered.posts:
            return found
        return await self._calls.patiently(send, again=(NotSent,))
