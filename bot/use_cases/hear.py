"""What to do about a message: nothing, one line, or a question that is kept at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from bot.answers.intent import Intent, holds_question, intent_of, language_of
from bot.answers.route import By, Chosen, Doubt, Spoken, Unclear, may_speak, which_papers
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
from bot.ports.outbound import Clock, Conversations

_WITHOUT_QUESTION = {
    Intent.EMPTY: HeardKind.EMPTY,
    Intent.CHATTER: HeardKind.SILENT,
    Intent.BEYOND: HeardKind.BEYOND,
}
# Nothing of these is kept but that they were heard; the others are kept as questions.
_TOLD_ONCE = set(HeardKind) - {HeardKind.QUESTION, HeardKind.WHICH_PAPER}
_HEARD_BEFORE = "heard before"


@dataclass(frozen=True)
class Limits:
    """Questions that one person, and all in one channel, may ask within a clock hour."""

    by_person: int
    in_channel: int


class Listener:
    """Hears what is written. Whoever brings a message need not know the rules."""

    def __init__(self, conversations: Conversations, clock: Clock, limits: Limits) -> None:
        self._conversations = conversations
        self._clock = clock
        self._limits = limits

    async def hear(self, message: IncomingMessage, otherwise: Language) -> Heard:
        """What to do about a message. A question is kept before this returns.

        `otherwise` is the language of what tells none, where the thread has none either. What
        comes a second time is silent; a question whose text was changed is asked anew.
        """
        place, conversations = message.place, self._conversations
        thread = await conversations.thread(place)
        language = thread.language if thread else otherwise
        known = await conversations.question(place, message.id)
        if known is not None and known.message_text == single_line(message.text):
            return _again(language)
        remarks = await conversations.remarks(place) if thread else []
        questions = await conversations.questions(place) if thread else []
        decision = _decide(message, thread, _Before.of(message, remarks, questions))
        if decision.kind in _TOLD_ONCE and _came_of(message, remarks) is decision.kind:
            return _again(language)
        heard = await self._acted(message, decision, language_of(decision.text, language))
        if thread is not None and heard.why != _HEARD_BEFORE:
            remark = Remark(
                message=message.id, author=message.author, at=self._clock.now(), kind=heard.kind
            )
            await conversations.keep_remark(place, remark)
        return heard

    async def _acted(
        self, message: IncomingMessage, decision: "_Decision", language: Language
    ) -> Heard:
        heard = Heard(
            kind=decision.kind, language=language, why=decision.why, papers=decision.papers
        )
        if decision.kind in _TOLD_ONCE:
            return heard
        if (again := await self._asked_too_much(message)) is not None:
            return heard.model_copy(update={"kind": HeardKind.TOO_MANY, "again_at": again})
        question = _question(message, decision, language, self._clock.now())
        if not await self._conversations.keep_question(question):
            return _again(language)
        if decision.kind is HeardKind.WHICH_PAPER:
            return heard
        kept = await self._conversations.question(question.place, question.message)
        return heard.model_copy(update={"question": kept or question})

    async def _asked_too_much(self, message: IncomingMessage) -> dt.datetime | None:
        """When one may ask again; none when one may now."""
        hour = self._clock.now().replace(minute=0, second=0, microsecond=0)
        place = message.place
        by_person = await self._conversations.count_by_author(place, message.author, hour)
        in_channel = await self._conversations.count_in_channel(place, hour)
        if by_person < self._limits.by_person and in_channel < self._limits.in_channel:
            return None
        return hour + dt.timedelta(hours=1)


def _again(language: Language) -> Heard:
    """What came a second time: it is answered, or its answer is on its way."""
    return Heard(kind=HeardKind.SILENT, language=language, why=_HEARD_BEFORE)


def _came_of(message: IncomingMessage, remarks: Sequence[Remark]) -> HeardKind | None:
    """What came of a message when it was heard before."""
    return next((remark.kind for remark in remarks if remark.message == message.id), None)


class _Decision(NamedTuple):
    """What to do, why, and with which words."""

    kind: HeardKind
    why: str
    text: str
    papers: tuple[ThreadPaper, ...] = ()


def _decide(message: IncomingMessage, thread: Thread | None, before: "_Before") -> _Decision:
    reason = may_speak(message, thread, before.spoken())
    if not reason.speaks:
        return _Decision(HeardKind.SILENT, reason, message.text)
    which = which_papers(
        message.text,
        thread.papers if thread else (),
        about=message.about,
        replied_to=message.reply_to,
        talked_of=before.talked_of(message.reply_to),
    )
    text = single_line(message.text)
    if isinstance(which, Chosen):
        text = single_line(which.text)
        waited = before.waiting(message.author) if _only_names(which) else None
        text = waited.text if waited else text
    intent = intent_of(text, after_answer=before.answered)
    if (kind := _WITHOUT_QUESTION.get(intent)) is not None:
        return _Decision(kind, intent, text)
    if intent is Intent.WHY_RATING and isinstance(which, Chosen):
        return _Decision(HeardKind.WHY_RATING, which.by, text, which.papers[:1])
    if len(single_line(message.text)) > LONGEST_QUESTION:
        return _Decision(HeardKind.TOO_LONG, "too long", text)
    return _asked(text, which)


def _only_names(which: Chosen) -> bool:
    """Whether a message says which paper is meant and asks nothing: "2", "Shears", a button."""
    return which.by in {By.NUMBER, By.TITLE, By.ABOUT} and not holds_question(which.text)


def _asked(text: str, which: Chosen | Unclear) -> _Decision:
    if isinstance(which, Chosen):
        return _Decision(HeardKind.QUESTION, which.by, text, which.papers)
    kind = HeardKind.TWO_AT_MOST if which.doubt is Doubt.TOO_MANY else HeardKind.WHICH_PAPER
    return _Decision(kind, which.doubt, text, which.candidates)


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
        language=language,
        asked_at=now,
        papers=decision.papers if clear else (),
        state=QuestionState.OPEN if clear else QuestionState.UNCLEAR,
    )


@dataclass(frozen=True)
class _Before:
    """What was said in a thread before a message: an edited one is heard again in its place."""

    remarks: Sequence[Remark] = ()
    questions: Sequence[Question] = ()

    @classmethod
    def of(
        cls, message: IncomingMessage, remarks: Sequence[Remark], questions: Sequence[Question]
    ) -> "_Before":
        return cls(
            tuple(takewhile(lambda remark: remark.message != message.id, remarks)),
            tuple(takewhile(lambda question: question.message != message.id, questions)),
        )

    @property
    def answered(self) -> bool:
        return any(question.answer for question in self.questions)

    def talked_of(self, replied_to: str | None) -> list[int]:
        """The ranks of the papers of the answer replied to, or else of those last asked about."""
        clear = [question for question in self.questions if question.papers]
        replied = [q for q in clear if replied_to is not None and q.post == replied_to]
        return [paper.rank for question in (replied or clear)[-1:] for paper in question.papers]

    def waiting(self, author: str) -> Question | None:
        """The newest question of a person whose paper is still to be named."""
        theirs = [q for q in self.questions if q.author == author]
        newest = theirs[-1] if theirs else None
        return newest if newest and newest.state is QuestionState.UNCLEAR else None

    def spoken(self) -> list[Spoken]:
        """Who wrote, and where the bot answered."""
        answered = {q.message: q for q in self.questions if q.answer}
        spoken: list[Spoken] = []
        for remark in self.remarks:
            spoken.append(Spoken(author=remark.author, id=remark.message))
            question = answered.get(remark.message)
            asks_back = remark.kind is HeardKind.WHICH_PAPER
            if question or asks_back:
                post = question.post if question else None
                reply = Spoken(
                    "", by_bot=True, answering=remark.author, asks_back=asks_back, id=post
                )
                spoken.append(reply)
        return spoken
