"""Units as they are written after a number, in English, Korean, Japanese and Chinese.

Those of `COUNTED` are things that are counted rather than measured: a paper may leave their noun
out where a statement has it, so a bare number of the quotes may stand for them.
"""

import re

_THE = r"(?:개의?\s|個の|[个個])?"  # between a number and what it counts
_FORMS = {
    "%p": r"(?:\\?%\s?(?:[pP]|points?|포인트)|퍼센트\s?포인트|percent(?:age)?[ -]points?|pp)(?![A-Za-z])"
    r"|パーセント・?ポイント|[个個]?百分[点點]",
    "pt": r"points?(?![A-Za-z])|포인트|ポイント|[个個]点",
    "%": r"\\?[%％]|percent(?![A-Za-z])|퍼센트|프로(?![젝그세토파])|パーセント",
    # Not the sign between two sides (16×16) or before a thing (8×A100).
    "x": r"[xX×](?!\s?[A-Z]*\d)(?![A-Za-z])|(?:\\?[Tt]imes|-?fold)(?![A-Za-z])|배(?![치열포])|倍",
    "ms": r"(?:ms|milliseconds?)(?![A-Za-z])|밀리초|毫秒|ミリ秒",
    "s": r"(?:s|sec|seconds?)(?![A-Za-z])|초(?!기)|秒",
    "min": r"(?:min|minutes?)(?![A-Za-z])|분(?![야의류기석할포])|分(?![の之类類])",
    "h": r"(?:GPU[ -]?)?(?:(?:h|hrs?|hours?)(?![A-Za-z])|시간)|時間|个?小时",
    "day": r"(?:GPU[ -]?)?days?(?![A-Za-z])|일(?=간|[이에을의만은씩도] ?|[\s.,]|\Z)|日(?!本)|天(?![文气然])",
    "week": r"weeks?(?![A-Za-z])|주(?=간|[가를로에의만는씩도]|[\s.,]|\Z)|週間?|周(?![围期])|[个個]?星期",
    "month": r"months?(?![A-Za-z])|개월|달(?=간|[이에을의만은씩도]|[\s.,]|\Z)|[ヶか个個カヵ]月",
    "year": r"years?(?![A-Za-z])|년(?![도생])|年(?![度代])",
    "KB": r"[Kk]B(?![A-Za-z])",
    "MB": r"MB(?![A-Za-z])",
    "GB": r"GB(?![A-Za-z])",
    "TB": r"TB(?![A-Za-z])",
    "fps": r"(?:fps|FPS|frames per second)(?![A-Za-z])",
    "Hz": r"Hz(?![A-Za-z])",
    "kHz": r"[kK]Hz(?![A-Za-z])",
    "MHz": r"MHz(?![A-Za-z])",
    "GHz": r"GHz(?![A-Za-z])",
    "$": r"(?:dollars?|USD)(?![A-Za-z])|달러|ドル|美元",
    "€": r"(?:euros?|EUR)(?![A-Za-z])|유로|ユーロ|欧元",
    "₩": r"KRW(?![A-Za-z])|원(?=[이을의에으입]|[\s.,]|\Z)|ウォン|韩元",
    "¥": r"(?:yen|JPY)(?![A-Za-z])|엔(?=[이을의에으입]|[\s.,]|\Z)|円|日元",
    "10^": r"orders?[ -]of[ -]magnitude|[个個]?(?:数量级|數量級)",
    "tokens": rf"tokens?(?![A-Za-z])|{_THE}(?:토큰|トークン|词元|token)",
    "parameters": rf"param(?:eter)?s?(?![A-Za-z])|{_THE}(?:파라미터|매개변수|パラメータ|参数)",
    "characters": rf"char(?:acter)?s?(?![A-Za-z])|{_THE}(?:글자|文字|字符)",
    "epochs": r"epochs?(?![A-Za-z])|에폭|에포크|エポック",
    "steps": r"steps?(?![A-Za-z])|스텝|ステップ",
    "GPUs": r"(?:GPU|TPU)s?(?![A-Za-z])|[个個]GPU",
}
_NAMES = list(_FORMS)
UNIT = re.compile(
    r"[\s-]?(?:" + "|".join(f"(?P<u{n}>{form})" for n, form in enumerate(_FORMS.values())) + ")"
)
SHARES = frozenset({"%", "%p", "x"})
COUNTED = frozenset({"epochs", "steps", "GPUs"})
# What speaks of a unit without a number before it.
_SPOKEN = {
    "h": r"\bhours?\b|시간|時間|小时",
    "day": r"\bda(?:ys?|ily)\b|일간|日|天",
    "week": r"\bweek|주간|週|周",
    "month": r"\bmonth|개월|月",
    "year": r"\byear|\bannual|년|年",
    "tokens": r"token|토큰|トークン|词元",
    "parameters": r"param|\bmodels?\b|LLM|\bweights?\b|\d(?-i:[BM])\b|파라미터|매개변수|모델|パラメータ|モデル|参数|模型",
    "characters": r"\bchar|글자|문자|文字|字符",
    "fps": r"fps|frames? per|frame rate",
    "$": r"\$|dollar|USD|달러|ドル|美元",
    "€": r"€|euro|EUR",
    "₩": r"₩|\bwon\b|KRW|원",
    "¥": r"¥|yen\b|JPY|円|エン",
}
_SPOKEN_OF = {unit: re.compile(words, re.IGNORECASE) for unit, words in _SPOKEN.items()}
_OF_WHAT = re.compile(
    r"(?:(?P<parameters>파라미터|매개변수|パラメータ|参数)|(?P<tokens>토큰|トークン)"
    r"|(?P<characters>글자|문자|文字|字符))"
    r"\s?[가-힣は数が]{0,2}\s?(?:약|총|約|约)?\s?\Z"
)
_MONEY = {"$": "$", "€": "€", "₩": "₩", "¥": "¥"}
_FORMULA = re.compile(r"[^$]{0,40}\$")  # LaTeX, where "$7$" costs nothing


def unit_at(text: str, start: int, end: int) -> tuple[str, int]:
    """The unit of the number that stands from `start` to `end`, and where it ends."""
    if found := UNIT.match(text, end):
        return _NAMES[int((found.lastgroup or "u0")[1:])], found.end()
    sign = _MONEY.get(text[start - 1 : start], "")
    if sign and not (sign == "$" and _FORMULA.match(text, end)):
        return sign, end
    if text.startswith(("개", "個", "个"), end + text.startswith(" ", end)):
        before = _OF_WHAT.search(text, max(0, start - 20), start)
        return (before.lastgroup or "" if before else ""), end
    return "", end


def spoken_of(text: str) -> frozenset[str]:
    """The units that a bare number of this text may have."""
    return COUNTED | {unit for unit, words in _SPOKEN_OF.items() if words.search(text)}
