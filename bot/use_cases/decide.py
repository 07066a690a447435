"""What a message is to the bot: pure functions over what is known of its thread."""

from typing import NamedTuple

from bot.answers.intent import Intent, holds_question, intent_of
from bot.answers.route import By, Chosen, Doubt, Unclear, may_speak, which_papers
from bot.domain.base import single_line
from bot.domain.conversation import (
    LONGEST_QUESTION,
    HeardKind,
    IncomingMessage,
    Question,
    Thread,
    ThreadPaper,
)
from bot.use_cases.said_before import SaidBefore

_WITHOUT_QUESTION = {
    Intent.EMPTY: HeardKind.EMPTY,
    Intent.CHATTER: HeardKind.SILENT,
    Intent.BEYOND: HeardKind.BEYOND,
}


class Decision(NamedTuple):
    """What to do, why, and with which words; `picks_up` is whose paper is named by the message."""

    kind: HeardKind
    why: str
    text: str
    papers: tuple[ThreadPaper, ...] = ()
    numbers: tuple[int, ...] = ()
    picks_up: Question | None = None


def decide(message: IncomingMessage, thread: Thread | None, before: SaidBefore) -> Decision:
    """Whether to speak about a message, what of it is the question, and about which papers."""
    reason = may_speak(message, thread, before.spoken())
    if not reason.speaks:
        return Decision(HeardKind.SILENT, reason, message.text)
    papers = thread.papers if thread else ()
    which = which_papers(
        message.text,
        papers,
        about=message.about,
        replied_to=message.reply_to,
        talked_of=before.talked_of(message.reply_to, papers),
    )
    text, waited = single_line(message.text), None
    if isinstance(which, Chosen):
        text = single_line(which.text)
        waited = before.waiting(message.author) if _only_names(which) else None
        text = waited.text if waited else text
    numbered = isinstance(which, Chosen) and which.by is By.NUMBER
    intent = intent_of(text, after_answer=before.answered and not numbered)
    if (kind := _WITHOUT_QUESTION.get(intent)) is not None:
        return Decision(kind, intent, text)
    if intent is Intent.WHY_RATING and isinstance(which, Chosen):
        return Decision(HeardKind.WHY_RATING, which.by, text, which.papers[:1])
    if max(len(text), len(single_line(message.text))) > LONGEST_QUESTION:
        return Decision(HeardKind.TOO_LONG, "too long", text)
    return _asked(text, which, waited)


def _only_names(which: Chosen) -> bool:
    """Whether a message says which paper is meant and asks nothing: "2", "Shears", a button."""
    return which.by in {By.NUMBER, By.TITLE, By.ABOUT} and not holds_question(which.text)


def _asked(text: str, which: Chosen | Unclear, waited: Question | None) -> Decision:
    if isinstance(which, Chosen):
        return Decision(HeardKind.QUESTION, which.by, text, which.papers, picks_up=waited)
    kind = HeardKind.TWO_AT_MOST if which.doubt is Doubt.TOO_MANY else HeardKind.WHICH_PAPER
    return Decision(kind, which.doubt, text, which.candidates, which.numbers)
