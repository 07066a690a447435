"""What the product hears and answers."""

from collections.abc import Awaitable, Callable
from functools import partial

from bot.answers.language import language_of
from bot.app.parts import Parts
from bot.domain.conversation import (
    Answer,
    IncomingMessage,
    Question,
    Thread,
    ThreadPaper,
    Verdict,
)
from bot.domain.language import Language
from bot.domain.limits import Limits
from bot.domain.message import Message
from bot.domain.place import Place
from bot.ports.inbound import AskWish, EngineChoice, Heard, Progress, Show
from bot.ports.outbound import Platform
from bot.use_cases.ask import ask
from bot.use_cases.at_hand import PapersAtHand
from bot.use_cases.choose import choose
from bot.use_cases.forget import forget_me
from bot.use_cases.hear import Listener
from bot.use_cases.reply import Replier
from bot.use_cases.respond import Responder
from bot.use_cases.retract import remove_orphans, retract

Rating = Callable[[str, Language, Progress], Awaitable[Message]]
FetchList = Callable[[Progress], Awaitable[None]]


class Talk:
    """The part of `PapersApp` that is about people and what they ask."""

    def __init__(self, parts: Parts, rating: Rating, fetch_list: FetchList) -> None:
        settings, conversations = parts.settings, parts.storage.conversations
        self._default = settings.papers_language
        self._fetch_list = fetch_list
        self._engines = parts.engines
        self._reading = parts.reading
        self._conversations = conversations
        self._clock = parts.clock
        self._at_hand = PapersAtHand(parts.storage.deliveries, parts.storage.store)
        self._limits = Limits(
            by_person=settings.papers_questions_by_person,
            in_channel=settings.papers_questions_in_channel,
        )
        self._listener = Listener(
            conversations, parts.storage.receipts, self._at_hand, parts.clock, self._limits
        )
        self._replier = Replier(conversations, parts.reading, parts.clock)
        self._responder = Responder(
            conversations, self._replier, rating, self._hear_again, parts.clock
        )

    async def ask(self, wish: AskWish, show: Show, progress: Progress) -> Answer:
        """An answer; its statements are shown as they pass the check."""
        answer = await ask(
            wish,
            self._default,
            show,
            progress,
            reading=self._reading,
            answerer=await self._engines.answerer(wish.engine),
        )
        await self._engines.tell_cost(progress)
        return answer

    async def open_thread(self, thread: Thread) -> None:
        """The bot has begun a thread."""
        await self._conversations.open_thread(thread)

    async def thread(self, place: Place) -> Thread | None:
        """The bot's own thread at a place."""
        return await self._conversations.thread(place)

    async def hear(self, message: IncomingMessage) -> Heard:
        """What to do about a message."""
        return await self._listener.hear(message, self._default)

    async def _hear_again(self, heard: Heard, progress: Progress) -> Heard:
        """What to do about a question that lacked papers, once those of the newest day are there."""
        await self._fetch_list(progress)
        return await self._listener.hear_again(heard, self._default)

    async def respond(
        self, heard: Heard, platform: Platform, progress: Progress, engine: EngineChoice = "auto"
    ) -> None:
        """Do what `hear` found is to be done."""
        answerer = partial(self._engines.answerer, engine)
        await self._responder.respond(heard, platform, progress, answerer)

    async def _resume_questions(self, name: str, platform: Platform, progress: Progress) -> None:
        """Answer what a crash left of a platform's questions."""
        answerer = partial(self._engines.answerer, "auto")
        await self._responder.resume(name, platform, progress, answerer)

    async def choose(self, place: Place, message: str, paper_id: str) -> Heard:
        """The paper of a question that was unclear is named by a button."""
        return await choose(
            place,
            message,
            paper_id,
            self._default,
            conversations=self._conversations,
            at_hand=self._at_hand,
            clock=self._clock,
        )

    async def retract(self, place: Place, message: str) -> bool:
        """A message was deleted: forget its question; whether it asked one."""
        return await retract(place, message, self._conversations)

    async def remove_orphans(self, name: str, platform: Platform) -> None:
        """Remove the answers whose questions were taken back."""
        await remove_orphans(name, platform, self._conversations)

    async def left_over(self, platform: str) -> tuple[list[Question], list[Question]]:
        """Questions that a crash left: those to answer now, and those too old for that."""
        return await self._replier.left_over(platform)

    async def judge(self, place: Place, message: str, author: str, verdict: Verdict) -> bool:
        """Keep what a reader thinks of an answer; whether there is such a question.

        An answer is shown before it is kept, and one that failed is kept as none: both are judged.
        """
        question = await self._conversations.question(place, message)
        if question is None:
            return False
        await self._conversations.keep_verdict(question, author, verdict)
        return True

    async def papers_at(self, place: Place) -> tuple[ThreadPaper, ...]:
        """Those that people speak of at a place."""
        return await self._at_hand.papers(place)

    async def forget_me(self, place: Place, author: str, *, everywhere: bool = False) -> int:
        """Delete what a person has asked."""
        return await forget_me(place, author, self._conversations, everywhere=everywhere)

    async def forget_workspace(self, platform: str, workspace: str) -> int:
        """Delete what was kept of a workspace's people."""
        return await self._conversations.forget_workspace(platform, workspace)

    def language_of(self, question: str) -> Language:
        """The language that a question is asked in."""
        return language_of(question, self._default)
