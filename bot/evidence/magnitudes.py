"""Rough numbers, known by their magnitude alone: dozens, hundreds of thousands, 수백, 数千, 几十."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.evidence.numbers import Number

_PLURALS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_FACTORS = {"tens": 1, "hundreds": 2}
_ASIAN = {"십": 1, "백": 2, "천": 3, "만": 4, "억": 8, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "億": 8}  # fmt: skip
_BETWEEN = {
    "두어": (2, 4),
    "두세": (2, 4),
    "두서너": (2, 5),
    "서너": (3, 5),
    "너댓": (4, 6),
    "네댓": (4, 6),
    "대여섯": (5, 7),
    "열두어": (12, 14),
}
_ROUGH = re.compile(
    rf"""
    \b(?P<dozens>dozens)\b
    | \b(?:(?P<factor>tens|hundreds)\sof\s)?(?P<plural>{"|".join(_PLURALS)})s\b
    | \b(?:several|a\sfew)\s(?:(?P<hundred>hundred)\s)?(?P<few>{"|".join(_PLURALS)})\b
    | (?<![가-힣])(?:수|몇\s?)(?P<korean>[십백천]?[만억]|[십백천])(?=\s?(?:여\s?)?(?:개|명|장|번|건|편|시간|년|가지|종|배|%|만|곳|회|억|[A-Z]))
    | (?<![가-힣\d])(?P<over>[십백천만])여(?=\s?(?:개|명|장|번|건|편|종|배|곳|[가-힣]*\s?벤치))
    | (?P<hanover>[十百千万])[余餘多](?=[个個种種项類类名人])
    | (?<![가-힣])(?P<between>두어|두세|두서너|서너|너댓|네댓|대여섯|열두어)(?=\s?(?:개|명|장|번|건|편|종|배|곳|가지))
    | (?:[数數几幾]|(?<!以)上)(?P<han>[十百千]?[万亿億]|[十百千])
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Rough(NamedTuple):
    """From `low` to below `high`, as `words` say."""

    words: str
    low: int
    high: int


def unbacked_magnitude(
    statement: str, quotes: Iterable[str], numbers: Iterable[Number]
) -> str | None:
    """The first rough number of a statement that neither is in its quotes nor fits their numbers."""
    rough = list(_read(statement))
    if not rough:
        return None
    quoted = [other for quote in quotes for other in _read(quote)]
    values = [number.value for number in numbers]
    for words, low, high in rough:
        if not any(other.low < high and low < other.high for other in quoted) and not any(
            low <= value < high for value in values
        ):
            return words
    return None


def _read(text: str) -> Iterator[Rough]:
    for match in _ROUGH.finditer(text):
        if match["dozens"]:
            yield Rough(match[0], 20, 100)
        elif word := match["plural"] or match["few"]:
            low = 10 ** _PLURALS[word.lower()]
            if factor := match["factor"] or (match["hundred"] and "hundreds"):
                low *= 10 ** _FACTORS[factor.lower()]
            wide = match["plural"] and not match["factor"] and low > 100
            yield Rough(match[0], low, low * (1_000 if wide else 10))
        elif over := match["over"] or match["hanover"]:
            low = 10 ** _ASIAN[over]
            yield Rough(match[0], low, 2 * low)
        elif match["between"]:
            yield Rough(match[0], *_BETWEEN[match["between"]])
        else:
            low = 10 ** sum(_ASIAN[unit] for unit in match["korean"] or match["han"])
            yield Rough(match[0], low, low * 10)
