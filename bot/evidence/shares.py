"""Shares said without a percent sign: a half, two thirds, 1/8, 3분의 1, 三分の二, 四成, 3割, 3할."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import gcd

from bot.evidence.numerals import HAN_DIGITS, han_value

_TOPS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine".split(), start=1)
} | {"a": 1, "an": 1}
_PARTS = {
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}
_SINO = "일이삼사오육칠팔구십백"
_TO_HAN = str.maketrans(_SINO, "一二三四五六七八九十百")
_ENGLISH = "|".join(_PARTS)
_ASIAN_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,9}})?|[{HAN_DIGITS}]{{1,9}}|[{_SINO}]{{1,9}})"
_SHARE = re.compile(
    rf"""
    (?P<half>\b(?:half|halv(?:es?|ed|ing))\b(?!-|\s(?:precision|life|a\sdozen))|절반|(?<![가-힣])반(?:으로|토막)
        |(?<!大)半分(?!布)|半減|(?<!统)(?<!統)一半(?!导|導)|减半|減半)
    | (?<![\w/.,%$^{{}}-])(?P<top>\d{{1,3}})/(?P<bottom>\d{{1,3}})(?:th|rd)?(?![\w/%$^{{}}-]|[.,]\d)
    | \b(?P<many>{"|".join(_TOPS)}|\d)[ -](?P<parts>{_ENGLISH})s\b
    | \b(?:one-|(?:one|an?)[ ](?=\w+(?:\s(?:of|the|as|less|fewer|more|lower|smaller|faster)\b|[,.;)]|\Z)))
        (?P<part>{_ENGLISH})\b
    | (?<![\d.])(?P<of>{_ASIAN_NUMBER})\s?(?:분의\s?|分の|分之)(?P<take>{_ASIAN_NUMBER})
    | (?<![\d.第])(?P<tenths>\d(?:\.\d)?|[一二三四五六七八九两])\s?
        (?:割(?![り当引合])|成(?![分本像就员員為为熟功长長果立绩績])|할(?![당인수때머것줄]))
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_shares(text: str) -> Iterator[tuple[re.Match[str], Decimal]]:
    """Each share with its value in percent: 66.6667 for two thirds."""
    for match in _SHARE.finditer(text):
        top, bottom = _fraction(match)
        if bottom and 0 < top <= bottom and not _two_sides(match):
            yield match, round(100 * top / bottom, 4)


def _two_sides(match: re.Match[str]) -> bool:
    """As in 8/16 bits: nobody writes a half like that."""
    return bool(match["top"]) and gcd(int(match["top"]), int(match["bottom"])) > 1


def _fraction(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    if match["half"]:
        return Decimal(1), Decimal(2)
    if match["top"]:
        return Decimal(match["top"]), Decimal(match["bottom"])
    if match["tenths"]:
        return _value(match["tenths"]), Decimal(10)
    if match["of"]:
        return _value(match["take"]), _value(match["of"])
    top = (match["many"] or "one").lower()
    part = (match["parts"] or match["part"]).lower()
    return Decimal(_TOPS.get(top) or top), Decimal(_PARTS[part])


def _value(number: str) -> Decimal:
    if number[0].isdigit():
        return Decimal(number)
    return Decimal(han_value(number.translate(_TO_HAN)))
