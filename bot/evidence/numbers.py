"""Numbers by value and unit, the same in English, Korean, Japanese and Chinese.

A number that is part of a name (GPT-2, Qwen3, 3D) is no number here, nor is the place in an order
(두 번째, 第三). "One" and its like are left out: they are articles and pronouns more often than
counts.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from bot.evidence.numerals import NUMERAL, scale_of, value_of

_UNITS = {
    "%p": r"(?:\\?%\s?(?:[pP]|points?|포인트)|퍼센트\s?포인트|percent(?:age)?[ -]points?|pp)(?![A-Za-z])"
    r"|パーセント・?ポイント|[个個]?百分[点點]",
    "%": r"\\?%|％|percent(?![A-Za-z])|퍼센트|프로(?![젝그세토파])|パーセント",
    # Not the sign between two sides (16×16) or before a thing (8×A100).
    "x": r"[xX×](?!\s?[A-Z]*\d)(?![A-Za-z])|(?:\\?[Tt]imes|-?fold)(?![A-Za-z])|배(?![치열포])|倍",
    "ms": r"(?:ms|milliseconds?)(?![A-Za-z])|밀리초|毫秒|ミリ秒",
    "s": r"(?:s|sec|seconds?)(?![A-Za-z])|초(?!기)|秒",
    "min": r"(?:min|minutes?)(?![A-Za-z])|분(?![야의류기석할포])|分(?![の之类類])",
    "h": r"(?:h|hrs?|hours?)(?![A-Za-z])|시간|時間|小时",
    "day": r"days?(?![A-Za-z])",
    "MB": r"MB(?![A-Za-z])",
    "GB": r"GB(?![A-Za-z])",
    "TB": r"TB(?![A-Za-z])",
}
_UNIT = re.compile(
    r"[\s-]?(?:" + "|".join(f"(?P<u{n}>{form})" for n, form in enumerate(_UNITS.values())) + ")"
)
_SHARES = {"%", "%p", "x"}
_HEAD = re.compile(r"(?<![A-Za-z\d_.@+-])[A-Za-z][A-Za-z\d_.@+-]*\Z")
_HEAD_OF_NUMBER = re.compile(r"[a-z]+-")  # top-5, rank-16
_TAIL_OF_NUMBER = re.compile(r"[xX]\d|(?:st|nd|rd|th|bit|[kMG]?Hz|fps|FPS|px|[cmk]?m)\b")
_TAIL_OF_NAME = re.compile(r"[A-Za-z]|-[Dd](?![A-Za-z])")
_LONGEST_HEAD = 60
_IN_ORDER = re.compile(r"\s?(?:번\s?째|つ目|番目)")
_RANGE = re.compile(r"\s?(?:--?|[–—~〜～]|to|에서|から)\s?")


class Number(NamedTuple):
    """A value and its unit: `%`, `%p` (percentage points), `x` (a ratio), `GB` …; "" for none."""

    value: Decimal
    unit: str

    def agrees(self, quoted: "Number") -> bool:
        """Whether a quoted number says the same.

        A statement may leave out the unit of a time or size, but not that of a share, and it may
        not bring in one.
        """
        same_unit = self.unit == quoted.unit or (self.unit == "" and quoted.unit not in _SHARES)
        return self.value == quoted.value and same_unit


class Reading(NamedTuple):
    """A number, how it is scaled (the million in "3 million"), and whether it belongs to a name."""

    number: Number
    scale: int
    in_name: bool


def numbers_in(text: str) -> list[Number]:
    """The numbers of a text in reading order."""
    return [reading.number for reading in read_numbers(text) if not reading.in_name]


def read_numbers(text: str) -> list[Reading]:
    """The same with those in names. The first of a range has the scale and unit of the last."""
    readings: list[Reading] = []
    begin_of_next = len(text)
    for match in reversed(list(NUMERAL.finditer(text))):
        value, scale = value_of(match), scale_of(match)
        if (
            value is None
            or _IN_ORDER.match(text, match.end())
            or text.endswith(("第", "제"), 0, match.start())
        ):
            continue
        unit, end = _unit(text, match)
        reading = Reading(Number(value, unit), scale, _in_name(text, match, end))
        if readings and _RANGE.fullmatch(text, end, begin_of_next):
            reading = _as_first_of_range(reading, readings[-1])
        readings.append(reading)
        begin_of_next = match.start()
    return readings[::-1]


def _as_first_of_range(first: Reading, last: Reading) -> Reading:
    value = first.number.value * last.scale
    if first.in_name or first.scale > 1 or first.number.unit or value > last.number.value:
        return first
    return Reading(Number(value, last.number.unit), last.scale, in_name=False)


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The unit and where it ends."""
    if found := _UNIT.match(text, match.end()):
        return list(_UNITS)[int((found.lastgroup or "u0")[1:])], found.end()
    return ("%" if text.endswith("百分之", 0, match.start()) else ""), match.end()


def _in_name(text: str, match: re.Match[str], end: int) -> bool:
    if not match["digits"]:
        return False
    head = _HEAD.search(text, max(0, match.start() - _LONGEST_HEAD), match.start())
    if head and not _HEAD_OF_NUMBER.fullmatch(head[0]):
        return True
    if match["scale"] or end > match.end() or _TAIL_OF_NUMBER.match(text, end):
        return False
    return _TAIL_OF_NAME.match(text, end) is not None
