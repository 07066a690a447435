"""The trade's words in Korean, Japanese and Chinese, for papers in English."""

import re
import tomllib
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from bot.retrieval.words import composed, words_of

_SPACE = re.compile(r"\s+")


def asked_words(question: str) -> list[str]:
    """The words of a question as `words_of` gives them, then the English for its terms."""
    return words_of(question) + words_of(" ".join(english_of(question)))


def english_of(question: str) -> list[str]:
    """The English for each term in a question, in order; none for one in English.

    Terms are found within words, since particles and endings are joined to them; a longer one goes
    before those within it. The table is `terms.toml`.
    """
    forms, pattern = _table()
    return [
        english
        for match in pattern.finditer(composed(question))
        for english in forms[_SPACE.sub("", match.group())]
    ]


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, list[str]], re.Pattern[str]]:
    """The English by form without spaces, and a pattern of all forms, the longest first."""
    text = (files("bot.retrieval") / "terms.toml").read_text(encoding="utf-8")
    english: defaultdict[str, list[str]] = defaultdict(list)
    spaced: dict[str, str] = {}
    for words, languages in tomllib.loads(text).items():
        for form in (form for forms in languages.values() for form in forms):
            english[form.replace(" ", "")].append(words)
            spaced[form.replace(" ", "")] = form.replace(" ", r"\s*")
    longest_first = sorted(spaced, key=len, reverse=True)
    return dict(english), re.compile("|".join(spaced[form] for form in longest_first))
