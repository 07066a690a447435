"""What a model wrote is text from outside: plain words pass, anything that acts does not."""

import re
from typing import assert_never

from bot.domain.base import single_line
from bot.domain.language import Language
from bot.evidence.gate import Fault, FaultKind

_EMPHASIS = re.compile(r"(\*\*|__|`+)(?=\S)(.+?)(?<=\S)\1")
_LIST_MARK = re.compile(r"^(?:[-*•]\s+|#{1,6}\s+|>\s+)+")
_ACTS = re.compile(
    r"https?:|www\.|\b[\w.-]+\.(?:com|net|org|io|ai|dev|me|gg|ly|xyz|app)/|<[/!@#&]?\w|\]\("
    r"|(?<!\w)@\w|javascript:|discord\.gg",
    re.IGNORECASE,
)
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[ぁ-ヿ]")
_HAN = re.compile("[一-鿿]")
_LATIN = re.compile("[A-Za-z]")


def plain(text: str) -> str:
    """On one line, without the marks of emphasis and lists that models put around words."""
    text = _LIST_MARK.sub("", single_line(text))
    return _EMPHASIS.sub(r"\2", text)


def foreign_mark(text: str) -> Fault | None:
    """A link, a mention or markup in words that have no need of any."""
    if match := _ACTS.search(text):
        return Fault(
            FaultKind.FOREIGN_MARK, f"links, mentions and markup do not belong: {match[0]!r}"
        )
    return None


def other_language(text: str, language: Language) -> Fault | None:
    """A statement that is not in the language asked for. Technical terms may stay English."""
    hangul, kana, han, latin = (len(p.findall(text)) for p in (_HANGUL, _KANA, _HAN, _LATIN))
    asian = hangul + kana + han
    match language:
        case Language.KO:
            fits = hangul >= 4 and hangul > kana + han and hangul * 6 >= latin
        case Language.JA:
            fits = kana >= 2 and kana + han > hangul and (kana + han) * 6 >= latin
        case Language.ZH:
            fits = han >= 4 and han > kana * 3 and hangul == 0 and han * 6 >= latin
        case Language.EN:
            fits = latin >= 4 and asian * 4 <= latin
        case _:
            assert_never(language)
    if fits:
        return None
    return Fault(FaultKind.LANGUAGE, f"it is not written in {language.english_name}")
