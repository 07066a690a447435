"""Does at a place what is to be done about a message there."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable

import structlog

from bot.answers.answer import Answerer
from bot.domain.conversation import HeardKind, Question, QuestionState, ReplyTo
from bot.domain.errors import PapersBotError, PlatformError, PlatformProblem
from bot.domain.language import Language
from bot.domain.message import Message
from bot.domain.place import PostRef
from bot.ports.inbound import Heard, Progress
from bot.ports.keeping import Conversations
from bot.ports.outbound import Clock, Platform
from bot.presentation.catalogue import catalogue
from bot.presentation.heard import heard_message
from bot.use_cases.reply import Replier
from bot.use_cases.say import begin_thread, say

_log = structlog.get_logger()
GetAnswerer = Callable[[], Awaitable[Answerer]]
Rating = Callable[[str, Language, Progress], Awaitable[Message]]
HearAgain = Callable[[Heard, Progress], Awaitable[Heard]]


class Responder:
    """Answers, asks back, or says a line.

    `rating` tells why a paper is rated as it is; `hear_again` fetches the papers that people may
    ask about, and decides anew about a question that was asked before there were any.
    """

    def __init__(
        self,
        conversations: Conversations,
        replier: Replier,
        rating: Rating,
        hear_again: HearAgain,
        clock: Clock,
    ) -> None:
        self._conversations = conversations
        self._clock = clock
        self._replier = replier
        self._rating = rating
        self._hear_again = hear_again

    async def respond(
        self, heard: Heard, platform: Platform, progress: Progress, answerer: GetAnswerer
    ) -> None:
        """Do what was found to be done. Raises what the platform refuses, and `StoreError`."""
        if heard.lacks_papers:
            heard = await self._hear_again(heard, progress)
        if heard.question is not None:
            await self._answer(heard.question, platform, progress, answerer)
            return
        if heard.kind is HeardKind.WHY_RATING:
            said = await self._rating(heard.papers[0].paper.id, heard.language, progress)
        elif (line := heard_message(heard)) is not None:
            said = line
        else:
            return
        if heard.kind is HeardKind.WHICH_PAPER:
            await self._ask_back(heard, said, platform)
        else:
            await begin_thread(platform, self._clock, heard.place, heard.message, said.summary)
            await say(platform, self._clock, heard.place, said, _key_of_line(heard.message))

    async def _answer(
        self,
        question: Question,
        platform: Platform,
        progress: Progress,
        answerer: GetAnswerer,
        begun_since: dt.datetime | None = None,
    ) -> None:
        try:
            await self._begin_thread(question, platform)
            stream = await platform.open_answer(ReplyTo.of(question, begun_since))
        except PlatformError:
            await self._conversations.keep_answer(question, None)
            raise
        if not await self._replier.answer(question, stream, answerer, progress):
            await self._leave_none(question, stream.post, platform)

    async def _ask_back(self, heard: Heard, said: Message, platform: Platform) -> None:
        """The answer comes into the same message; where one stood already, it is that one."""
        question = await self._conversations.question(heard.place, heard.message)
        if question is None or question.state is not QuestionState.UNCLEAR:
            return
        if question.post is not None and await _edited(
            platform, PostRef(place=heard.place, id=question.post), said
        ):
            return
        await self._begin_thread(question, platform)
        post = await say(platform, self._clock, heard.place, said, _key_of_line(heard.message))
        await self._conversations.begin_answer(question, post.id)
        await self._leave_none(question, post.id, platform)

    async def _begin_thread(self, question: Question, platform: Platform) -> None:
        asked = question.written or question.text
        await begin_thread(platform, self._clock, question.place, question.message, asked)

    async def _leave_none(self, question: Question, post: str | None, platform: Platform) -> None:
        """Remove a message that belongs to no question: it was taken back before it was known."""
        if post is None:
            return
        now = await self._conversations.question(question.place, question.message)
        if now is None or now.post != post:
            await platform.delete(PostRef(place=question.place, id=post))

    async def resume(
        self, name: str, platform: Platform, progress: Progress, answerer: GetAnswerer
    ) -> None:
        """Answer what a crash left of a platform's questions; the askers of old ones are told.

        Each in the message in which it was begun; an unclear one is asked back about. One that
        fails is logged and holds no other back. Raises `StoreError` when the questions cannot be
        read.
        """
        fresh, old = await self._replier.left_over(name)
        answers = (self._go_on(one, platform, progress, answerer) for one in fresh)
        excuses = (self._excuse(one, platform) for one in old)
        await asyncio.gather(*(_alone(work) for work in (*answers, *excuses)))

    async def _go_on(
        self, question: Question, platform: Platform, progress: Progress, answerer: GetAnswerer
    ) -> None:
        since = question.asked_at
        if question.state is not QuestionState.UNCLEAR:
            await self._answer(question, platform, progress, answerer, since)
            return
        await self._begin_thread(question, platform)
        if said := await platform.find(question.place, _key_of_line(question.message), since):
            await self._conversations.begin_answer(question, said.id)
        else:
            await self.respond(Heard.left_over(question), platform, progress, answerer)

    async def _excuse(self, question: Question, platform: Platform) -> None:
        await self._begin_thread(question, platform)
        stream = await platform.open_answer(ReplyTo.of(question, question.asked_at))
        await stream.abort(catalogue(question.language).answer.restarted)


def _key_of_line(message: str) -> str:
    return f"line/{message}"


async def _edited(platform: Platform, post: PostRef, said: Message) -> bool:
    """Whether a message that stands there says this now; false when somebody has removed it."""
    try:
        await platform.edit(post, platform.plan(said)[0])
    except PlatformError as error:
        if error.problem is not PlatformProblem.NO_MESSAGE:
            raise
        return False
    return True


async def _alone(work: Awaitable[None]) -> None:
    try:
        await work
    except PapersBotError as error:
        _log.warning("a question that was left over is not answered", because=str(error))
