"""How numbers are spelled: in digits with a scale, in words of English and Korean, in Han digits."""

import re
from decimal import Decimal

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        start=2,
    )
} | {word: ten * 10 for ten, word in enumerate(_TENS, start=2)}
_KOREAN = {
    word: value
    for value, word in enumerate("두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), start=2)
} | {"둘": 2, "셋": 3, "넷": 4, "스무": 20}
_HAN = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"两": 2, "兩": 2}
_HAN_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10**4, "亿": 10**8, "億": 10**8}
_KOREAN_SCALE = {
    unit: 10**zeros
    for unit, zeros in zip("백 천 만 백만 천만 억 조".split(), (2, 3, 4, 6, 7, 8, 12), strict=True)
}
_SPELLED_SCALE = {
    unit: 10**zeros
    for unit, zeros in zip(
        "hundred thousand million billion trillion".split(), (2, 3, 6, 9, 12), strict=True
    )
}
_LETTER_SCALE = {"k": 1_000, "K": 1_000, "M": 10**6, "B": 10**9, "b": 10**9, "T": 10**12}
_SCALE: dict[str, int] = {**_HAN_SCALE, **_KOREAN_SCALE, **_SPELLED_SCALE, **_LETTER_SCALE}
_HAN_DIGITS = "".join([*_HAN, *_HAN_SCALE])
_SPELLED = "|".join(_SPELLED_SCALE)
_ASIAN = "백만|천만|백|천|만(?!큼)|억|조(?![각건합])|百|千|万|亿|億"
_KOREAN_COUNTER = (
    "개|가지|종|번|명|배|단계|편|건|곳|쌍|차례|언어|모델|데이터|벤치마크|분야|과제|방법|축|층|영역|유형"
    "|부분|측면|방식|도메인|작업|실험"
)
_HAN_COUNTER = (
    "个|個|種|种|つ|倍|項|项|類|类|階|阶|段|名|回|人|篇|组|組|步|层|層|点|大|款|件|套|轮|言語|语言"
    "|モデル|データ|ベンチ|タスク|模型|任务|方法|数据|百分"
)
_DIGITS = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(?:[eE][-−]?\d{1,2})?(?!\d)"

NUMERAL = re.compile(
    rf"""
    (?P<asian>(?:{_DIGITS}\s?(?:{_ASIAN})\s?)+(?:\d+(?:,\d{{3}})*)?(?<!\s))
    | (?P<digits>{_DIGITS})(?:\s?(?P<scale>(?i:{_SPELLED})|(?:k|K|M|B|b|T)(?![A-Za-z])))?
    | (?i:\b(?P<word>{"|".join(_ENGLISH)}|an?|one)(?:-(?P<ones>two|three|four|five|six|seven|eight|nine))?
        (?:\s(?P<wordscale>{_SPELLED}))?\b)
    | (?<![가-힣])(?P<korean>{"|".join(sorted(_KOREAN, key=len, reverse=True))})
        (?:(?=\s?(?:{_KOREAN_COUNTER}))|(?<=[두세네])(?=\s[A-Za-z가-힣]))
    | (?<![\d第数數几幾{_HAN_DIGITS}])(?P<han>[{_HAN_DIGITS}]+)(?=\s?(?:{_HAN_COUNTER}))
    """,
    re.VERBOSE,
)
_ASIAN_PART = re.compile(rf"({_DIGITS})\s?({_ASIAN})?")


def value_of(match: re.Match[str]) -> Decimal | None:
    """The value of a `NUMERAL`; none for "one", "a", 一 alone, which count nothing."""
    if match["asian"]:
        parts = _ASIAN_PART.findall(match["asian"])
        return sum((_decimal(digits) * _SCALE.get(scale, 1) for digits, scale in parts), Decimal())
    if match["digits"]:
        return _decimal(match["digits"]) * _scale(match["scale"])
    if match["word"]:
        word, ones = match["word"].lower(), (match["ones"] or "").lower()
        value = (_ENGLISH.get(word, 1) + _ENGLISH.get(ones, 0)) * _scale(match["wordscale"])
    elif match["korean"]:
        value = _KOREAN[match["korean"]]
    else:
        value = _han_value(match["han"])
    return Decimal(value) if value > 1 else None


def scale_of(match: re.Match[str]) -> int:
    """What the digits of a `NUMERAL` are multiplied by."""
    if match["asian"]:
        return _SCALE.get(_ASIAN_PART.findall(match["asian"])[-1][1], 1)
    return _scale(match["scale"])


def _scale(word: str | None) -> int:
    return _SCALE.get(word or "", _SCALE.get((word or "").lower(), 1))


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("−", "-"))


def _han_value(digits: str) -> int:
    """As in 二十三 and 三百万: a scale multiplies what stands before it."""
    value, small = 0, 0
    for digit in digits:
        scale = _HAN_SCALE.get(digit)
        if scale is None:
            small = _HAN[digit]
        elif scale < 10**4:
            value, small = value + (small or 1) * scale, 0
        else:
            value, small = (value + small or 1) * scale, 0
    return value + small
