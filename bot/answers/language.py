"""The language a message is written in."""

import re

from bot.answers.own_words import composed
from bot.domain.language import Language

_LATIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_ENGLISH = frozenset(
    "a about all an and any are as at be both by can could did do does explain for from had has have how "
    "i if in is it its me no not of on one or our should tell than that the their them there these "
    "they this those to use used was we were what what's when where which who why will with would you".split()
)
_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_KOREAN_END = re.compile(r"[요까나다지죠니냐야]\s*[?？.!~]*\s*\Z")
_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def language_of(text: str, default: Language = Language.EN) -> Language:
    """The language a message is written in, `default` where no word of it tells.

    Told by script. English terms in a Korean sentence do not make it English, and a foreign word
    that an English sentence is about does not make that another language. Japanese is told from
    Chinese by its kana.
    """
    text = composed(text)
    hangul, kana, han = (len(script.findall(text)) for script in (_HANGUL, _KANA, _HAN))
    latin = _LATIN_WORD.findall(text)
    asian = hangul + kana + han
    if asian and not _frames(latin, asian, text):
        if hangul >= max(kana, 1) and hangul * 2 >= han:
            return Language.KO
        return Language.JA if kana * 10 >= han and kana else Language.ZH
    told = any(word.lower() in _ENGLISH or (len(word) > 2 and word[1:].islower()) for word in latin)
    return Language.EN if told else default


def _frames(latin: list[str], asian: int, text: str) -> bool:
    """Whether the sentence is English, and what is not Latin in it is what it speaks of."""
    if _KOREAN_END.search(text[-200:]):
        return False
    english = sum(word.lower() in _ENGLISH for word in latin)
    letters = sum(map(len, latin))
    ends_latin = re.search(r"[a-z]['’\")\]]*[\s?!.]*$", text[-200:], re.IGNORECASE) is not None
    return english >= 2 and (asian * 4 < letters or (ends_latin and asian < letters))
