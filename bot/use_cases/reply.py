"""The answer to a question that was kept, into the stream that a platform opened for it."""

import datetime as dt
from collections.abc import Awaitable, Callable

import structlog

from bot.answers.answer import Answerer
from bot.answers.material import Asked, ReadPaper
from bot.domain.conversation import (
    Answer,
    AnswerReason,
    Question,
    Statement,
    ThreadPaper,
    Turn,
)
from bot.domain.errors import PapersBotError, PlatformError, StoreError
from bot.ports.inbound import Progress
from bot.ports.keeping import Conversations
from bot.ports.outbound import AnswerStream, Clock
from bot.presentation.problems import failure_line
from bot.use_cases.reading import Reading
from bot.use_cases.said_before import SaidBefore

_log = structlog.get_logger()
_NOT_SHOWN = "an answer could not be shown"
_TOO_OLD = dt.timedelta(minutes=10)
_MOST_TURNS = 8
_NOT_TRIED = {AnswerReason.MODEL_FAILED, AnswerReason.BUDGET}  # the passages stand in for an answer


class _TakenBackError(Exception):
    """The question was deleted or changed while it was being answered."""


class Replier:
    """Answers questions that are in the store."""

    def __init__(self, conversations: Conversations, reading: Reading, clock: Clock) -> None:
        self._conversations = conversations
        self._reading = reading
        self._clock = clock
        self._started = clock.now()

    async def answer(
        self,
        question: Question,
        stream: AnswerStream,
        answerer: Callable[[], Awaitable[Answerer]],
        progress: Progress,
    ) -> bool:
        """Answer a kept question into a stream; a failure is told there, and kept as one.

        False when the question was deleted or changed meanwhile: nothing more is shown then, and
        what it asks now is answered by whoever hears that. What the platform refuses is logged.
        """
        try:
            answer = await self._made(question, stream, answerer, progress)
        except _TakenBackError:
            await _told(stream.leave())
            return False
        except PlatformError as error:
            _log.warning(_NOT_SHOWN, because=str(error))
            await self._ended(question, None, stream, stream.leave())
        except PapersBotError as error:
            if not await self._is_asked(question, otherwise=True):
                await _told(stream.leave())
                return False
            _log.warning("a question is not answered", because=str(error))
            line = failure_line(error, question.language)
            await self._ended(question, None, stream, stream.abort(line))
        else:
            kept = None if answer.reason in _NOT_TRIED else answer
            await self._ended(question, kept, stream, stream.finish(answer))
        return True

    async def _made(
        self,
        question: Question,
        stream: AnswerStream,
        answerer: Callable[[], Awaitable[Answerer]],
        progress: Progress,
    ) -> Answer:
        """The answer, its statements shown. Raises `_TakenBackError`, a `PapersBotError`."""
        if stream.post is not None:
            await self._conversations.begin_answer(question, stream.post)
        papers = [await self._read(paper, progress) for paper in question.papers]
        history = await self._history(question)
        asked = Asked(papers, question.text, question.language, history)

        async def check_still_asked() -> None:
            if not await self._is_asked(question):
                raise _TakenBackError

        async def show(statement: Statement) -> None:
            await check_still_asked()
            await stream.show(statement)

        answer = await (await answerer()).answer(asked, show)
        await check_still_asked()
        return answer

    async def _is_asked(self, question: Question, *, otherwise: bool | None = None) -> bool:
        """Whether it was neither deleted nor changed; `otherwise` where the store does not tell."""
        try:
            now = await self._conversations.question(question.place, question.message)
        except StoreError:
            if otherwise is None:
                raise
            return otherwise
        return now is not None and now.message_text == question.message_text

    async def _ended(
        self,
        question: Question,
        answer: Answer | None,
        stream: AnswerStream,
        telling: Awaitable[None],
    ) -> None:
        """Told first, kept in any case: a question must not be answered a second time."""
        shown = True
        try:
            shown = await _told(telling)
        finally:
            try:
                if stream.post is not None:
                    await self._conversations.begin_answer(question, stream.post)
                await self._conversations.keep_answer(question, answer if shown else None)
            except StoreError as error:
                _log.warning("an answer is not kept", because=str(error))

    async def left_over(self, platform: str) -> tuple[list[Question], list[Question]]:
        """Questions that a crash left without an answer: those to answer now, and those too old.

        What was asked since this program started is being answered. The old ones count as failed
        from now on: their askers are to be told to ask again.
        """
        now = self._clock.now()
        waiting = await self._conversations.open_questions()
        before = (q for q in waiting if q.asked_at <= self._started)
        left = [question for question in before if question.place.platform == platform]
        fresh = [q for q in left if now - q.asked_at <= _TOO_OLD]
        old = [q for q in left if now - q.asked_at > _TOO_OLD]
        for question in old:
            await self._conversations.keep_answer(question, None)
        return fresh, old

    async def _read(self, given: ThreadPaper, progress: Progress) -> ReadPaper:
        return await self._reading.known_by(given.paper.id, progress, sample=given.sample)

    async def _history(self, question: Question) -> list[Turn]:
        """What was asked and answered about the same papers in the thread before.

        Outside of a thread only what the same person asked lately counts: others asked for
        themselves alone, and nothing of that is told on.
        """
        turns: list[Turn] = []
        before = await self._conversations.answered_before(question, _MOST_TURNS)
        if question.place.thread is None:
            asked = SaidBefore(questions=before)
            before = list(asked.by_one(question.author, question.asked_at).questions)
        for earlier in before:
            statements = earlier.answer.statements if earlier.answer else ()
            said = " ".join(statement.text for statement in statements)
            turns.append(Turn(author="person", text=earlier.text, at=earlier.asked_at))
            if said:
                turns.append(Turn(author="bot", text=said[:2_000], at=earlier.asked_at))
        return turns[-_MOST_TURNS:]


async def _told(telling: Awaitable[None]) -> bool:
    """Whether the platform took the end of an answer."""
    try:
        await telling
    except PlatformError as error:
        _log.warning(_NOT_SHOWN, because=str(error))
        return False
    return True
