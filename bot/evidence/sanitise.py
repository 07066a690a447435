"""What a model wrote is text from outside: plain words pass, anything that acts does not."""

import re
from collections.abc import Sequence
from typing import assert_never

from bot.domain.base import single_line
from bot.domain.language import Language
from bot.evidence.characters import legible, seen, strange_word
from bot.evidence.gate import Fault, FaultKind

_EMPHASIS = re.compile(r"(\*\*|__|`{1,3})(?=\S)(.+?)(?<=\S)\1")
# Before a number, "> 90 %" and "- 3" are words of the statement.
_LIST_MARK = re.compile(r"^(?:(?:[*•·]|#{1,6}|\d{1,2}[.)]|[-–>](?=\s+\D))\s+)+")
_ACTS = re.compile(
    r"://|(?<![a-z\d])(?:www\.|javascript:)|\]\("
    r"|(?<![a-z\d-])[a-z\d-]+\.(?:(?!(?:cpp|py|js)/)[a-z]{2,}/\S"
    r"|(?:com|net|org|info|xyz|gg|ly|me)(?![a-z\d]))"
    r"|\]\[|\|\||~~|mailto:|//[a-z\d]|(?<=[a-z\d])@[a-z\d-]+\.[a-z]"
    r"|<[/!?@#&:a-z]|@(?:everyone|here|channel)(?![a-z\d])|(?<!\w)@[^\W\d]",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?<![a-z\d.])[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?![a-z\d])", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_HAN = re.compile("[一-鿿]")
_LATIN = re.compile("[A-Za-z]")
_MOST_READ = 2_000  # characters: far beyond what any sentence may have
_MOST_MARKS = 4  # inside each other
_FEWEST = 2  # letters of the language: a key point may be "Shears 제안"


def plain(text: str) -> str:
    """On one line, without the marks of emphasis and lists that models put around words.

    Nor with characters that nobody sees: the words that are checked are those that are shown.
    """
    text = single_line(seen(text[:_MOST_READ]))
    for _ in range(_MOST_MARKS):
        text = _LIST_MARK.sub("", _EMPHASIS.sub(r"\2", text))
    return text


def foreign_mark(text: str, sources: Sequence[str] = ()) -> Fault | None:
    """A link, a mention or markup in words that have no need of any, or letters in disguise.

    What looks like a domain passes only as a name that one of `sources` has, such as Node.js, and
    so do letters of other scripts.
    """
    known = " ".join(sources).lower()
    plainly = legible(text)
    domains = (m for m in _DOMAIN.finditer(plainly) if m[0].lower() not in known)
    if match := _ACTS.search(plainly) or next(domains, None):
        return Fault(
            FaultKind.FOREIGN_MARK,
            f"links, mentions and markup do not belong in the text: {match[0]!r}",
        )
    if word := strange_word(text, sources):
        return Fault(
            FaultKind.FOREIGN_MARK, f"letters of another script that no quote has: {word!r}"
        )
    return None


def other_language(text: str, language: Language) -> Fault | None:
    """A statement that is not in the language asked for. Technical terms may stay English."""
    hangul, kana, han, latin = (len(p.findall(text)) for p in (_HANGUL, _KANA, _HAN, _LATIN))
    other = sum(c.isalpha() for c in text) - hangul - kana - han - latin
    match language:
        case Language.KO:
            own, fits = hangul, hangul > kana + han
        case Language.JA:
            own, fits = kana + han, kana > 0 and kana + han > hangul
        case Language.ZH:
            own, fits = han, kana == hangul == 0
        case Language.EN:
            own, fits = latin, (hangul + kana + han) * 4 <= latin
        case _:
            assert_never(language)
    if fits and own >= _FEWEST and own * 8 >= latin and own >= other * 4:
        return None
    return Fault(FaultKind.LANGUAGE, f"it is not written in {language.english_name}")
