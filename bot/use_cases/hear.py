"""What to do about a message: nothing, one line, or a question that is kept at once."""

import asyncio
import datetime as dt

from bot.answers.language import language_of
from bot.domain.base import single_line
from bot.domain.conversation import (
    HeardKind,
    IncomingMessage,
    Question,
    QuestionState,
    Remark,
    Thread,
)
from bot.domain.errors import TooMany
from bot.domain.known import Known
from bot.domain.language import Language
from bot.domain.limits import Limits
from bot.ports.inbound import Heard
from bot.ports.keeping import Conversations, Receipts
from bot.ports.outbound import Clock
from bot.use_cases.at_hand import PapersAtHand, talked_on
from bot.use_cases.decide import Decision, decide
from bot.use_cases.find import id_of
from bot.use_cases.said_before import SaidBefore, ranks_of

# Nothing of these is kept but that they were heard; the others are kept as questions.
_TOLD_ONCE = set(HeardKind) - {HeardKind.QUESTION, HeardKind.WHICH_PAPER}
_LOOKS_BACK = 50  # remarks, and questions, of a thread


class Listener:
    """Hears what is written. Whoever brings a message need not know the rules."""

    def __init__(
        self,
        conversations: Conversations,
        receipts: Receipts,
        at_hand: PapersAtHand,
        clock: Clock,
        limits: Limits,
    ) -> None:
        self._conversations = conversations
        self._receipts = receipts
        self._at_hand = at_hand
        self._clock = clock
        self._limits = limits

    async def hear(self, message: IncomingMessage, otherwise: Language) -> Heard:
        """What to do about a message. A question is kept before this returns.

        `otherwise` is the language of what tells none, where the thread has none either. What
        comes a second time is silent, as is what was deleted or changed since, in whichever order
        that came; a question whose text was changed is asked anew. Where the new text asks nothing, the answer to the old one stays: others may have read it and gone
        on from there, and whoever wants it gone deletes the message. Outside of a thread only what the
        same person said lately hangs together: others asked in the channel for themselves alone.

        Raises `UsageError` when `message.about` is no paper, `StoreError`.
        """
        if message.about is not None:
            message = message.model_copy(update={"about": id_of(message.about)})
        thread, known, before = await self._around(message, otherwise)
        language = thread.language if thread else otherwise
        if known.outdated or (known.question and known.question.message_text == _said(message)):
            return _again(message, language)
        decision = decide(message, thread, before)
        heard = await self._acted(message, decision, language_of(decision.text, language))
        told = known.remark is not None and heard.kind is known.remark.kind
        if heard.kind is HeardKind.REPEATED or (told and heard.kind in _TOLD_ONCE):
            return _again(message, language)
        await self._note(heard, message.author, thread)
        return heard

    async def hear_again(self, heard: Heard, otherwise: Language) -> Heard:
        """What to do about a question that lacked papers when it was heard, now that some are known.

        It was counted and kept then. Nothing where it was deleted meanwhile, changed or answered.
        Raises `StoreError`.
        """
        place, conversations = heard.place, self._conversations
        question = await conversations.question(place, heard.message)
        if question is None or question.state is not QuestionState.UNCLEAR:
            return heard.model_copy(update={"kind": HeardKind.REPEATED})
        message = IncomingMessage(
            place=place,
            id=question.message,
            author=question.author,
            text=question.written or question.text,
            edited_at=question.edited_at,
            mentions_bot=True,
            about=question.about,
        )
        thread, _, before = await self._around(message, otherwise)
        decision = decide(message, thread, before)
        again = _heard(message, decision, heard.language)
        if again.kind is HeardKind.QUESTION:
            opened = await conversations.name_papers(question, *decision.papers)
            kind = HeardKind.QUESTION if opened else HeardKind.REPEATED
            again = again.model_copy(update={"question": opened, "kind": kind})
        elif again.kind is not HeardKind.WHICH_PAPER:
            await conversations.keep_answer(question, None)  # it is a line that is said, no answer
        await self._note(again, question.author, thread)
        return again

    async def _note(self, heard: Heard, author: str, thread: Thread | None) -> None:
        """Keep that somebody wrote to the bot, or in a thread of its own."""
        if thread is None:
            return
        remark = Remark(
            message=heard.message,
            author=author,
            at=self._clock.now(),
            kind=heard.kind,
            ranks=_about(heard, thread) if heard.place.thread is not None else (),
        )
        await self._conversations.keep_remark(heard.place, remark)

    async def _around(
        self, message: IncomingMessage, otherwise: Language
    ) -> tuple[Thread | None, Known, SaidBefore]:
        """The thread of a message, what is known of it, and what was said before that counts."""
        thread, known = await asyncio.gather(
            self._thread(message, otherwise), self._conversations.recall(message, _LOOKS_BACK)
        )
        before = SaidBefore(known.remarks, known.questions)
        if message.place.thread is None:
            before = before.by_one(message.author, self._clock.now(), message.reply_to)
            thread = talked_on(thread, before.asked_about(message.reply_to), message, otherwise)
        return thread, known, before

    async def _thread(self, message: IncomingMessage, otherwise: Language) -> Thread | None:
        """The bot's thread at the place; where there is none, a message for the bot begins one."""
        thread = await self._conversations.thread(message.place)
        if thread is not None or not (message.mentions_bot or message.direct):
            return thread
        begun = await self._at_hand.thread(message, otherwise)
        if begun is not None and begun.place.thread is not None:
            await self._conversations.open_thread(begun)
        return begun

    async def _acted(
        self, message: IncomingMessage, decision: Decision, language: Language
    ) -> Heard:
        heard = _heard(message, decision, language)
        if decision.kind in _TOLD_ONCE:
            return heard
        question = _question(message, decision, language, self._clock.now())
        try:
            if not await self._conversations.keep_question(question, self._limits):
                return _again(message, language)
        except TooMany as error:
            return await self._refused(message, heard, error)
        if decision.kind is HeardKind.WHICH_PAPER:
            return heard
        kept = await self._conversations.question(question.place, question.message)
        return heard.model_copy(update={"question": kept or question})

    async def _refused(self, message: IncomingMessage, heard: Heard, why: TooMany) -> Heard:
        """Whoever asks too much in a channel is told so once an hour, and then not answered."""
        place, hour = message.place, self._limits.hour(self._clock.now())
        key = (
            "too many",
            place.platform,
            place.workspace,
            place.channel,
            message.author,
            str(hour),
        )
        if message.direct or await self._receipts.first_time("\x1f".join(key)):
            refused = {"kind": HeardKind.TOO_MANY, "papers": (), "again_in": why.minutes}
            return heard.model_copy(update=refused)
        return heard.model_copy(update={"kind": HeardKind.SILENT, "papers": (), "why": "too many"})


def _heard(message: IncomingMessage, decision: Decision, language: Language) -> Heard:
    return Heard(
        kind=decision.kind,
        place=message.place,
        message=message.id,
        language=language,
        why=decision.why,
        papers=decision.papers,
        numbers=decision.numbers,
    )


def _about(heard: Heard, thread: Thread) -> tuple[int, ...]:
    """The ranks of the thread's papers that were talked of; those to choose from were not."""
    chosen = heard.papers if heard.kind is HeardKind.WHY_RATING else ()
    about = heard.question.papers if heard.question is not None else chosen
    return tuple(ranks_of(about, thread.papers))


def _said(message: IncomingMessage) -> str:
    """What a message says, with the paper that it names: the same words of another ask anew."""
    return single_line(f"{message.about or ''} {message.text}")


def _again(message: IncomingMessage, language: Language) -> Heard:
    """What came a second time: it is answered, or its answer is on its way."""
    return Heard(
        kind=HeardKind.REPEATED,
        place=message.place,
        message=message.id,
        language=language,
        why="heard before",
    )


def _question(
    message: IncomingMessage, decision: Decision, language: Language, now: dt.datetime
) -> Question:
    """To be answered, where its paper was asked for if it was; or waiting for it to be named."""
    waited = decision.picks_up
    clear, written = decision.kind is HeardKind.QUESTION, single_line(message.text)
    return Question(
        place=message.place,
        message=message.id,
        author=message.author,
        text=decision.text,
        written=written if written and written != decision.text else None,
        about=message.about,
        edited_at=message.edited_at,
        picks_up=waited.message if waited else None,
        language=language,
        asked_at=now,
        papers=decision.papers if clear else (),
        state=QuestionState.OPEN if clear else QuestionState.UNCLEAR,
        post=waited.post if waited else None,
    )
