"""How numbers are spelled: digits with a scale, words of English and Korean, Han digits."""

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
_KOREAN_ONES = {
    word: value
    for words, value in (
        ("한 하나", 1),
        ("두 둘", 2),
        ("세 셋", 3),
        ("네 넷", 4),
        ("다섯", 5),
        ("여섯", 6),
        ("일곱", 7),
        ("여덟", 8),
        ("아홉", 9),
    )
    for word in words.split()
}
_KOREAN_TENS = {
    word: ten * 10
    for ten, word in enumerate("열 스물 서른 마흔 쉰 예순 일흔 여든 아흔".split(), start=1)
}
_KOREAN = (
    _KOREAN_ONES
    | _KOREAN_TENS
    | {"스무": 20}
    | {t + o: ten + one for t, ten in _KOREAN_TENS.items() for o, one in _KOREAN_ONES.items()}
)
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
HAN_DIGITS = "".join([*_HAN, *_HAN_SCALE])
_SINO_ONES, _SINO_SCALE = "일이삼사오육칠팔구", "십백천만억"
_SINO_TO_HAN = str.maketrans(_SINO_ONES + _SINO_SCALE, "一二三四五六七八九十百千万億")
_SPELLED = "|".join(_SPELLED_SCALE)
_ASIAN = "백만|천만|백|천|만(?!큼)|억|조(?![각건합])|百|千|万|亿|億"
_KOREAN_COUNTER = (
    "개|가지|종|번|명|배|단계|편|건|곳|쌍|차례|언어|모델|데이터|벤치마크|분야|과제|방법|축|층|영역|유형"
    "|부분|측면|방식|도메인|작업|실험"
)
_HAN_COUNTER = (
    "个|個|種|种|つ|倍|項|项|類|类|階|阶|段|名|回|人|篇|组|組|步|层|層|点|大|款|件|套|轮|言語|语言"
    "|天|周|週|日|[ヶか个個]月|社|家|参数|パラメータ|トークン|token|词元|モデル|データ|ベンチ|タスク|模型|任务|方法|数据|百分|[%％]|パーセント|以上|以下|未満|を超|年|枚|件|本の|台"
)
# Fewer than after 두 and 세: 일만 is "only work" as well as 10,000.
_SINO_COUNTER = (
    "개|가지|종|번|명|배(?![치열포])|단계|편|건|곳|쌍|언어|시간|초(?!기)|년|점|포인트|퍼센트|프로(?![젝그세토파])|%"
    "|토큰|달러|만"
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
    | (?<![가-힣\d])(?<![수몇\d]\s)(?P<sino>(?:[{_SINO_ONES}]?[{_SINO_SCALE}])+[{_SINO_ONES}]?)
        (?:(?=\s(?:{_SINO_COUNTER}))|(?<=[{_SINO_ONES}{_SINO_SCALE}]{{2}})(?=(?:{_SINO_COUNTER}))
        |(?<=[십백천])(?=배(?![치열포])|개))
    | (?<![\d第数數几幾上好{HAN_DIGITS}])(?P<han>[{HAN_DIGITS}]+)
        (?=\s?(?:{_HAN_COUNTER})|(?:(?<=[{HAN_DIGITS}]{{2}})|(?<=[百千万億]))の)
    """,
    re.VERBOSE,
)
_POWER = re.compile(
    r"(?<![\w.,])(?:(?P<times>\d+(?:\.\d+)?)\s?(?:[×x*·]|\\times|\\cdot)\s?)?10\s?"
    r"(?:\^\s?(?:\{\s?(?P<power>[-–+]?\d{1,2})\s?\}|(?P<bare>[-–+]?\d{1,2}))|(?(times)\s?(?P<low>[-–]\s?\d{1,2})(?![\d.])|(?!)))"
)
_SPACED = re.compile(r"(?<![\w.,])(?:\d{1,3}(?: \d{3}){2,}|\d{1,3} 000)(?![.,]?\d)")
_ASIAN_PART = re.compile(rf"({_DIGITS})\s?({_ASIAN})?")


def in_digits(text: str) -> str:
    """The text with powers of ten and spaced digits written in one: 5 × 10^{-3} is 5e-3."""
    return _SPACED.sub(lambda match: match[0].replace(" ", ","), _POWER.sub(_in_e, text))


def _in_e(match: re.Match[str]) -> str:
    power = (match["power"] or match["bare"] or match["low"]).translate(
        {ord(" "): None, ord("–"): "-", ord("+"): None}
    )
    return f"{match['times'] or 1}e{power}"


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
    elif match["sino"]:
        value = han_value(match["sino"].translate(_SINO_TO_HAN))
    else:
        value = han_value(match["han"])
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


def han_value(digits: str) -> int:
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
