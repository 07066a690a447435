"""Numbers that count nothing: of tables and sections, references, years, ranks, dimensions, sizes.

"Table 3" backs no "three tasks". Only where a statement counts things does it matter; anywhere
else ("in 2024", "the 7B model") such a number may be said again.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.evidence.numbers import Number, Reading, read_numbers
from bot.evidence.units import COUNTED, spoken_of

_BEFORE = re.compile(
    r"(?:\b(?:tab(?:les?|\.)|sec(?:tions?|\.)|fig(?:ures?|s?\.)|eq(?:uations?|s?\.)|appendix|chapters?|algorithms?|theorem"
    r"|lemma|pages?|p\.|no\.|version|top-)\s?|§\s?|\bet al\.,?\s|[표식절그림図表式图]\s|상위\s?|上位|前)\(?\Z|\[(?:\d{1,3}[,–-]\s?)*\Z",
    re.IGNORECASE,
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATES = re.compile(
    rf"(?:\b(?:in|since|until|by|during|from|of|year|(?:{_MONTHS})\w*\.?)\s|\()\Z", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_THINGS = re.compile(
    r"\s(?!(?:models?|params?|times|is|as|was|has|does|its|this|thus|plus|less|versus|vs|across|besides|towards"
    r"|shows|gives|lists|reports|uses|presents|compares|provides|describes|summarizes|illustrates|contains)\b)[a-z]+s\b"
    r"|\s?(?:개(?!월)|가지|종|명|편|건|곳|쌍|대(?=[의가를로에\s])|벤치마크|데이터셋|모델|과제|작업|태스크|층|つ|[个個](?!月)|种|種|件|人|枚|台|社|家|项|項|名)"
)
_OF_SIZE = re.compile(r"\s?(?:모델|models?\b|モデル|模型)")
_REACH = 24


def counted_things(statement: str) -> Iterator[Number]:
    """The numbers of a statement that say how many things there are."""
    for reading in read_numbers(statement):
        number = reading.number
        if reading.in_name or number.unit not in {"", *COUNTED} or is_label(statement, reading):
            continue
        if number.unit or (
            _THINGS.match(statement, reading.end) and not _is_size(statement, reading)
        ):
            yield number


def backs_a_count(quote: str, reading: Reading) -> bool:
    """Whether a number of a quote may say how many things there are."""
    unit = reading.number.unit
    counts = not unit or unit in COUNTED or unit == "x"
    return counts and not reading.in_name and not is_label(quote, reading)


def is_label(text: str, reading: Reading) -> bool:
    """Whether a number names a place or a date."""
    start = reading.start
    if _BEFORE.search(text, max(0, start - _REACH), start):
        return True
    dates = _YEAR.match(text, start) and _DATES.search(text, max(0, start - _REACH), start)
    return bool(dates) and not _THINGS.match(text, reading.end)


def _is_size(text: str, reading: Reading) -> bool:
    if reading.number.value < Decimal(10**6):
        return False
    return bool(_OF_SIZE.match(text, reading.end) or spoken_of(text) & {"tokens", "characters"})
