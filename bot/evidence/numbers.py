"""Numbers by value and unit, the same in English, Korean, Japanese and Chinese.

A number that is part of a name (GPT-2, Qwen3, 3D) is no number here. "One" and its like are left
out: they are articles and pronouns more often than counts.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_ENGLISH = {
    **{
        word: value
        for value, word in enumerate(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen twenty".split(),
            start=2,
        )
    },
    **{
        word: ten * 10
        for ten, word in enumerate(
            "thirty forty fifty sixty seventy eighty ninety".split(), start=3
        )
    },
}
_MAGNITUDE = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 1_000,
    "m": 10**6,
    "b": 10**9,
    "t": 10**12,
    "백": 100,
    "천": 1_000,
    "만": 10_000,
    "십만": 100_000,
    "백만": 10**6,
    "천만": 10**7,
    "억": 10**8,
    "조": 10**12,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "亿": 10**8,
    "億": 10**8,
}
_KOREAN = {
    **{
        word: value
        for value, word in enumerate(
            "두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), start=2
        )
    },
    "둘": 2,
    "셋": 3,
    "넷": 4,
    "스무": 20,
}
_KOREAN_COUNTER = "개|가지|종|번|명|배|단계|편|건|곳|쌍|차례|언어|모델|데이터|벤치마크|분야|과제|방법|축|층|영역|유형|부분|측면|방식|도메인|작업|실험"
_HAN = {c: v for v, c in enumerate("二三四五六七八九十", start=2)} | {"两": 2, "兩": 2}
_HAN_COUNTER = "个|個|種|种|つ|倍|項|项|類|类|階|阶|段|名|次|回|人|本|篇"
_PERCENT = r"\s?(?:%|％|percent(?:age points?)?\b|퍼센트|프로\b|パーセント|百分点)"
_TIMES = r"\s?(?:[x×]\b|×|times\b|-?fold\b|배|倍)"
_MAGNITUDES = "|".join(sorted((m for m in _MAGNITUDE if len(m) > 1), key=len, reverse=True))
_HAN_MAGNITUDES = "백|천|만|십만|백만|천만|억|조|百|千|万|亿|億"

_NUMBER = re.compile(
    rf"""
    (?P<digits>(?<![A-Za-z\d.])(?<![A-Za-z]-)\d+(?:,\d{{3}})*(?:\.\d+)?(?![\d]))
        (?:\s?(?P<scale>{_MAGNITUDES}|{_HAN_MAGNITUDES}|[kKMBT](?![A-Za-z])))?
    | \b(?P<word>{"|".join(_ENGLISH)})(?:-(?P<ones>two|three|four|five|six|seven|eight|nine))?\b
        (?:\s(?P<wordscale>hundred|thousand|million|billion|trillion)\b)?
    | (?<![가-힣])(?P<korean>{"|".join(sorted(_KOREAN, key=len, reverse=True))})
        (?=\s?(?:{_KOREAN_COUNTER})|\s[A-Za-z])
    | (?P<han>[{"".join(_HAN)}])(?={_HAN_COUNTER})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAME_TAIL = re.compile(r"(?:D|d)\b|-?[A-Z]{2,}|[a-z]+\d")
_UNIT = re.compile(rf"(?P<percent>{_PERCENT})|(?P<times>{_TIMES})", re.IGNORECASE)


class Number(NamedTuple):
    """A value and its unit: `%`, `x` (a ratio), or none of these."""

    value: Decimal
    unit: str


def numbers_in(text: str) -> list[Number]:
    """The numbers of a text in reading order."""
    return list(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        value = _value(match)
        if match["digits"] and not match["scale"] and _NAME_TAIL.match(text, match.end()):
            continue
        unit = _UNIT.match(text, match.end())
        yield Number(value, "" if unit is None else "%" if unit["percent"] else "x")


def _value(match: re.Match[str]) -> Decimal:
    if digits := match["digits"]:
        return Decimal(digits.replace(",", "")) * _MAGNITUDE.get((match["scale"] or "").lower(), 1)
    if word := match["word"]:
        base = _ENGLISH[word.lower()] + (_ENGLISH[match["ones"].lower()] if match["ones"] else 0)
        return Decimal(base * _MAGNITUDE.get((match["wordscale"] or "").lower(), 1))
    if korean := match["korean"]:
        return Decimal(_KOREAN[korean])
    return Decimal(_HAN[match["han"]])


_LISTED = re.compile(
    r"[^,;:()]+(?:,\s*(?:and|or|와|및)?\s*[^,;:().]+)*,?\s*(?:and|or|및)\s+[^,;:().]+"
)


def counts_in(text: str) -> set[int]:
    """How many items each list in the text names: "LLaMA, Mistral, and Qwen" counts three."""
    counts: set[int] = set()
    for match in _LISTED.finditer(text):
        parts = re.split(r",\s*(?:and|or|및)\s+|\s+(?:and|or|및)\s+|,\s*", match[0])
        counts.add(len([part for part in parts if part.strip()]))
    return counts
