"""A question about a paper, two, or a document, each read first."""

import asyncio

from bot.answers.answer import Answerer, beyond
from bot.answers.intent import Intent, intent_of
from bot.answers.language import language_of
from bot.answers.material import Asked
from bot.domain.base import single_line
from bot.domain.conversation import LONGEST_QUESTION, Answer
from bot.domain.errors import UsageError
from bot.domain.language import Language
from bot.ports.inbound import AskWish, Progress, Show
from bot.use_cases.reading import Reading


async def ask(
    wish: AskWish,
    fallback: Language,
    show: Show,
    progress: Progress,
    *,
    reading: Reading,
    answerer: Answerer,
) -> Answer:
    """The answer, in the question's language. `fallback` is for a question that tells none."""
    question = checked_question(wish.question)
    language = wish.language or language_of(question, fallback)
    if intent_of(question, after_answer=True) is not Intent.QUESTION:
        return beyond(wish.document.name if wish.document else wish.references[0], language)
    if wish.document is not None:
        papers = [await reading.document(wish.document)]
    else:
        papers = list(await asyncio.gather(*(reading.paper(r, progress) for r in wish.references)))
    return await answerer.answer(Asked(papers, question, language), show)


def checked_question(question: str) -> str:
    """The question on one line. Raises `UsageError` when it is empty or too long."""
    line = single_line(question)
    if not line:
        raise UsageError("the question is empty; ask such as: which benchmarks are used?")
    if len(line) > LONGEST_QUESTION:
        raise UsageError(
            f"the question is too long ({len(line):,} characters); ask in at most "
            f"{LONGEST_QUESTION:,}"
        )
    return line
