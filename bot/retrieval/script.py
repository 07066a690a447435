"""Which script a text is in, by which a question in another language than its paper is told."""

import re
from enum import Enum
from functools import lru_cache

from bot.domain.evidence import PaperText

# Of the characters. A Korean paper has more than this of Hangul; an English one about Korean has
# less.
_MAIN = 0.1
_KEPT = 16  # papers


class Script(Enum):
    """Of Korean, Japanese, Chinese, and of all other languages.

    In the order in which they tell: Korean and Japanese have Han signs too, Chinese has no kana.
    """

    HANGUL = "\u1100-\u11ff\uac00-\ud7a3"
    KANA = "\u3040-\u30ff\uff66-\uff9f"
    HAN = "\u3400-\u9fff"
    OTHER = ""


_LETTERS = [(s, re.compile(f"[{s.value}]")) for s in Script if s is not Script.OTHER]


def asks_across(question: str, text: PaperText) -> bool:
    """Whether a question is in another script than its paper.

    One sign tells of a question: its Latin letters are names and terms.
    """
    return _script(question, least=0) is not _main_script(text)


@lru_cache(maxsize=_KEPT)
def _main_script(text: PaperText) -> Script:
    return _script("\n".join(passage.text for passage in text.passages), least=_MAIN)


def _script(text: str, *, least: float) -> Script:
    """The first that more than `least` of the characters are in."""
    enough = least * len(text)
    return next((s for s, letters in _LETTERS if len(letters.findall(text)) > enough), Script.OTHER)
