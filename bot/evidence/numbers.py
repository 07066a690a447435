"""Numbers by value and unit, the same in English, Korean, Japanese and Chinese.

A number that is part of a name (GPT-2, Qwen3, 3D) is no number here, nor is the place in an order
(두 번째, 第三). "One" and its like are left out: they are articles and pronouns more often than
counts.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.numerals import NUMERAL, scale_of, value_of
from bot.evidence.shares import read_shares
from bot.evidence.units import SHARES, unit_at

_HEAD = re.compile(r"(?<![A-Za-z\d_.@+-])[A-Za-z][A-Za-z\d_.@+-]*\Z")
_HEAD_OF_NUMBER = re.compile(r"[a-z]+-")  # top-5, rank-16
_TAIL_OF_NUMBER = re.compile(r"[xX]\d|(?:st|nd|rd|th|bit|[kMG]?Hz|fps|FPS|px|[cmk]?m)\b")
_TAIL_OF_NAME = re.compile(r"[A-Za-z]|-[Dd](?![A-Za-z])")
_LONGEST_HEAD = 60
_MOST_MAGNITUDES = 30
_IN_ORDER = re.compile(r"\s?(?:번\s?째|つ目|番目)")
_IN_DATE = re.compile(r".*(?:[월月년年]\s?\d{1,2}|(?<!\d)(?:19|20)\d\d)")  # 5월 3일, 2026년
_SIGN = re.compile(
    r"(?:\A|(?<!\d\s)(?<=[\s(\[=:|,~≈$><{/はがでを为是]))[-–]\Z|\bminus\s\Z|마이너스\s?\Z|マイナス\Z|[负負]\Z"
)
_RANGE = re.compile(r"\s?(?:--?|[–—~〜～]|to|에서|から)\s?")


class Number(NamedTuple):
    """A value and its unit: `%`, `%p` (percentage points), `x` (a ratio), `GB` …; "" for none."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.value.normalize():f}{self.unit}"

    def agrees(self, quoted: "Number") -> bool:
        """Whether a quoted number says the same.

        A statement may leave out the unit of a time or size, but not that of a share, and it may
        not bring in one. What a paper calls points may be percentage points, never percent.
        """
        if self.value != quoted.value:
            return False
        if self.unit in {"", quoted.unit}:
            return self.unit == quoted.unit or quoted.unit not in SHARES
        return {self.unit, quoted.unit} == {"pt", "%p"} or (self.unit, quoted.unit) == ("pt", "")


class Backing:
    """Numbers that back others, found by their values."""

    def __init__(self, numbers: Iterable[Number]) -> None:
        self._by_value: dict[Decimal, set[Number]] = {}
        for number in numbers:
            self._by_value.setdefault(number.value, set()).add(number)

    def of(self, number: Number) -> Iterator[Number]:
        """Those that say the same as `number`, see `Number.agrees`."""
        return filter(number.agrees, self._by_value.get(number.value, ()))


class Reading(NamedTuple):
    """A number with its place: characters `start` to `end`, the unit too.

    `scale` is the million in "3 million"; `in_name` tells that it belongs to a name; `negative`
    that it has a minus sign, which its value leaves out: a fall by 2 may be given as -2.
    """

    start: int
    end: int
    number: Number
    scale: int = 1
    in_name: bool = False
    negative: bool = False


def numbers_in(text: str) -> list[Number]:
    """The numbers of a text in reading order."""
    return [reading.number for reading in read_numbers(text) if not reading.in_name]


@lru_cache(maxsize=1_024)  # a quote is read by more than one rule and for more than one statement
def read_numbers(text: str) -> tuple[Reading, ...]:
    """The same with those in names. The first of a range has the scale and unit of the last."""
    readings: list[Reading] = []
    read: set[int] = set()  # where characters of shares stand
    for share, value in read_shares(text):
        readings.append(Reading(*share.span(), Number(value, "%")))
        read.update(range(*share.span()))
    last: Reading | None = None
    begin_of_last = len(text)
    for match in reversed(list(NUMERAL.finditer(text))):
        if match.start() in read:
            continue
        unit, end = _unit(text, match)
        follows = last if _RANGE.fullmatch(text, end, begin_of_last) else None
        count = _value(text, match, unit or (follows.number.unit if follows else ""))
        if count is None:
            continue
        number, in_name = Number(count, unit), _in_name(text, match, end)
        negative = _SIGN.search(text, max(0, match.start() - 8), match.start()) is not None
        reading = Reading(match.start(), end, number, scale_of(match), in_name, negative)
        last = _as_first_of_range(reading, follows) if follows else reading
        begin_of_last = match.start()
        readings.append(last)
    return tuple(sorted(map(_as_ratio, readings)))


def _value(text: str, match: re.Match[str], unit: str) -> Decimal | None:
    if _IN_ORDER.match(text, match.end()) or text.endswith(("第", "제"), 0, match.start()):
        return None
    value = value_of(match)
    return Decimal(1) if value is None and unit == "10^" else value


def _as_ratio(reading: Reading) -> Reading:
    """Two orders of magnitude are 100 times."""
    value, unit = reading.number
    if unit != "10^" or value > _MOST_MAGNITUDES:
        return reading
    return reading._replace(number=Number(Decimal(10) ** value, "x"))


def _as_first_of_range(first: Reading, last: Reading) -> Reading:
    value = first.number.value * last.scale
    if first.in_name or first.scale > 1 or first.number.unit or value > last.number.value:
        return first
    return first._replace(number=Number(value, last.number.unit), scale=last.scale)


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    unit, end = unit_at(text, match.start(), match.end())
    if unit in {"day", "month", "year"} and _IN_DATE.fullmatch(
        text, max(0, match.start() - 2), match.end()
    ):
        return "", end
    return unit, end


def _in_name(text: str, match: re.Match[str], end: int) -> bool:
    if not match["digits"]:
        return False
    head = _HEAD.search(text, max(0, match.start() - _LONGEST_HEAD), match.start())
    if head and not _HEAD_OF_NUMBER.fullmatch(head[0]):
        return True
    if match["scale"] or end > match.end() or _TAIL_OF_NUMBER.match(text, end):
        return False
    return _TAIL_OF_NAME.match(text, end) is not None
