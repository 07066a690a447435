"""What to do about a message: nothing, one line, or a question that is kept at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.answers.intent import Intent, holds_question, intent_of
from bot.answers.language import language_of
from bot.answers.route import By, Chosen, Doubt, Unclear, may_speak, which_papers
from bot.domain.base import single_line
from bot.domain.conversation import (
    LONGEST_QUESTION,
    HeardKind,
    IncomingMessage,
    Question,
    QuestionState,
    Remark,
    Thread,
    ThreadPaper,
)
from bot.domain.language import Language
from bot.ports.inbound import Heard
from bot.ports.keeping import Conversations
from bot.ports.outbound import Clock
from bot.use_cases.at_hand import PapersAtHand
from bot.use_cases.find import id_of
from bot.use_cases.said_before import SaidBefore, ranks_of

_WITHOUT_QUESTION = {
    Intent.EMPTY: HeardKind.EMPTY,
    Intent.CHATTER: HeardKind.SILENT,
    Intent.BEYOND: HeardKind.BEYOND,
}
# Nothing of these is kept but that they were heard; the others are kept as questions.
_TOLD_ONCE = set(HeardKind) - {HeardKind.QUESTION, HeardKind.WHICH_PAPER}


@dataclass(frozen=True)
class Limits:
    """Questions that one person, and all in one channel, may ask within a clock hour."""

    by_person: int
    in_channel: int


class Listener:
    """Hears what is written. Whoever brings a message need not know the rules."""

    def __init__(
        self, conversations: Conversations, at_hand: PapersAtHand, clock: Clock, limits: Limits
    ) -> None:
        self._conversations = conversations
        self._at_hand = at_hand
        self._clock = clock
        self._limits = limits

    async def hear(self, message: IncomingMessage, otherwise: Language) -> Heard:
        """What to do about a message. A question is kept before this returns.

        `otherwise` is the language of what tells none, where the thread has none either. What
        comes a second time is silent; a question whose text was changed is asked anew. Where the
        new text asks nothing, the answer to the old one stays: others may have read it and gone
        on from there, and whoever wants it gone deletes the message. Outside of a thread nothing
        hangs together: what others asked in the channel for themselves alone is no context.

        Raises `UsageError` when `message.about` is no paper, `StoreError`.
        """
        if message.about is not None:
            message = message.model_copy(update={"about": id_of(message.about)})
        place, conversations = message.place, self._conversations
        thread = await self._thread(message, otherwise)
        language = thread.language if thread else otherwise
        known = await conversations.question(place, message.id)
        if known is not None and known.message_text == _said(message):
            return _again(message, language)
        together = thread is not None and place.thread is not None
        remarks = await conversations.remarks(place) if together else []
        questions = await conversations.questions(place) if together else []
        decision = _decide(message, thread, SaidBefore.of(message, remarks, questions))
        heard = await self._acted(message, decision, language_of(decision.text, language))
        if heard.kind is HeardKind.REPEATED or _told_before(heard, message, remarks):
            return _again(message, language)
        if thread is not None and together:
            remark = Remark(
                message=message.id,
                author=message.author,
                at=self._clock.now(),
                kind=heard.kind,
                ranks=_about(heard, thread),
            )
            await conversations.keep_remark(place, remark)
        return heard

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
        self, message: IncomingMessage, decision: "_Decision", language: Language
    ) -> Heard:
        heard = Heard(
            kind=decision.kind,
            place=message.place,
            message=message.id,
            language=language,
            why=decision.why,
            papers=decision.papers,
            numbers=decision.numbers,
        )
        if decision.kind in _TOLD_ONCE:
            return heard
        if (again := await self._asked_too_much(message)) is not None:
            return heard.model_copy(update={"kind": HeardKind.TOO_MANY, "again_at": again})
        question = _question(message, decision, language, self._clock.now())
        if not await self._conversations.keep_question(question):
            return _again(message, language)
        if decision.kind is HeardKind.WHICH_PAPER:
            return heard
        kept = await self._conversations.question(question.place, question.message)
        return heard.model_copy(update={"question": kept or question})

    async def _asked_too_much(self, message: IncomingMessage) -> dt.datetime | None:
        """When one may ask again; none when one may now. Edits and refused questions count too."""
        hour = self._clock.now().replace(minute=0, second=0, microsecond=0)
        place = message.place
        person, channel = await self._conversations.count_question(place, message.author, hour)
        if person <= self._limits.by_person and channel <= self._limits.in_channel:
            return None
        return hour + dt.timedelta(hours=1)


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


def _told_before(heard: Heard, message: IncomingMessage, remarks: Sequence[Remark]) -> bool:
    known = next((remark.kind for remark in remarks if remark.message == message.id), None)
    return heard.kind in _TOLD_ONCE and heard.kind is known


class _Decision(NamedTuple):
    """What to do, why, and with which words."""

    kind: HeardKind
    why: str
    text: str
    papers: tuple[ThreadPaper, ...] = ()
    numbers: tuple[int, ...] = ()


def _decide(message: IncomingMessage, thread: Thread | None, before: SaidBefore) -> _Decision:
    reason = may_speak(message, thread, before.spoken())
    if not reason.speaks:
        return _Decision(HeardKind.SILENT, reason, message.text)
    papers = thread.papers if thread else ()
    which = which_papers(
        message.text,
        papers,
        about=message.about,
        replied_to=message.reply_to,
        talked_of=before.talked_of(message.reply_to, papers),
    )
    text = single_line(message.text)
    if isinstance(which, Chosen):
        text = single_line(which.text)
        waited = before.waiting(message.author) if _only_names(which) else None
        text = waited.text if waited else text
    numbered = isinstance(which, Chosen) and which.by is By.NUMBER
    intent = intent_of(text, after_answer=before.answered and not numbered)
    if (kind := _WITHOUT_QUESTION.get(intent)) is not None:
        return _Decision(kind, intent, text)
    if intent is Intent.WHY_RATING and isinstance(which, Chosen):
        return _Decision(HeardKind.WHY_RATING, which.by, text, which.papers[:1])
    if max(len(text), len(single_line(message.text))) > LONGEST_QUESTION:
        return _Decision(HeardKind.TOO_LONG, "too long", text)
    return _asked(text, which)


def _only_names(which: Chosen) -> bool:
    """Whether a message says which paper is meant and asks nothing: "2", "Shears", a button."""
    return which.by in {By.NUMBER, By.TITLE, By.ABOUT} and not holds_question(which.text)


def _asked(text: str, which: Chosen | Unclear) -> _Decision:
    if isinstance(which, Chosen):
        return _Decision(HeardKind.QUESTION, which.by, text, which.papers)
    kind = HeardKind.TWO_AT_MOST if which.doubt is Doubt.TOO_MANY else HeardKind.WHICH_PAPER
    return _Decision(kind, which.doubt, text, which.candidates, which.numbers)


def _question(
    message: IncomingMessage, decision: _Decision, language: Language, now: dt.datetime
) -> Question:
    """To be answered, or waiting for its paper to be named."""
    clear, written = decision.kind is HeardKind.QUESTION, single_line(message.text)
    return Question(
        place=message.place,
        message=message.id,
        author=message.author,
        text=decision.text,
        written=written if written and written != decision.text else None,
        about=message.about,
        language=language,
        asked_at=now,
        papers=decision.papers if clear else (),
        state=QuestionState.OPEN if clear else QuestionState.UNCLEAR,
    )
