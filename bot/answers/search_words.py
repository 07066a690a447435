"""What to look for in the paper: the question's words, those before it, or their translation."""

import re

import structlog
from pydantic import BaseModel

from bot.answers.material import Asked
from bot.domain.base import Model
from bot.domain.errors import BudgetExceeded, ModelError
from bot.kept import keep, kept, key_of
from bot.ports.keeping import Store
from bot.ports.outbound import LanguageModel
from bot.reading.shown import without_markers

_log = structlog.get_logger()
_LEANING = 14  # words
_REFERS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|that|those|these|this|there|he|she|same)\b"
    r"|\A(?:and|but|so|then|also|why|what about|how about)\b"
    r"|그럼|그러면|그거|그것|그건|그게|그\s|왜|거기|이거|이건|それ|その|では|なぜ|どうして|那|它|为什么",
    re.IGNORECASE,
)


class SearchWords(BaseModel):
    """The answer to `answers/search_words`."""

    words: str


class _Kept(Model):
    words: str


def follow_up(asked: Asked) -> str:
    """The question, with the one before it where it leans on that ("why?", "그 크기는?")."""
    question = asked.question
    leans = len(question.split()) <= _LEANING and _REFERS_BACK.search(question)
    return f"{question} {asked.previous}".strip() if asked.previous and leans else question


async def translated(model: LanguageModel, store: Store, asked: Asked) -> str:
    """Words in the paper's language, asked of the model once, beside the question's own.

    Where the model gives none the question is looked for as it stands. Raises `BudgetExceeded`.
    """
    words = follow_up(asked)
    parts = (asked.title, words, model.name, str(model.prompt("answers/search_words").version))
    key = key_of(*parts)
    known = await kept(store, "search_words", key, _Kept)
    if known is None:
        inputs = {
            "title": without_markers(asked.title),
            "question": without_markers(words),
            "language": asked.papers[0].language.english_name,
        }
        try:
            found = await model.complete("answers/search_words", inputs, SearchWords)
        except BudgetExceeded:
            raise
        except ModelError as error:
            why = type(error).__name__  # the message may hold the question
            _log.info("no search words: looking for the question as it is", because=why)
            return words
        known = _Kept(words=found.words[:400])
        if asked.shareable:
            await keep(store, "search_words", key, known)
    return f"{known.words} {words}"
