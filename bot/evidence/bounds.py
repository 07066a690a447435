"""Bounds of a number: "up to 40%" is not 40%, and "at least 40%" is its opposite.

Read strictly where they stand beside a number; where only their presence matters, broadly.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.evidence.numbers import Backing, Number, read_numbers


class Bound(StrEnum):
    """Which end of what is possible a number is."""

    MOST = "at most"
    LEAST = "at least"


_BEFORE = {
    Bound.MOST: r"\bup to|\bat (?:the )?most|\bno(?:t)? more than|\b(?:less|fewer) than|\bmax(?:imum)? of|≤|<=?|\bbelow"
    r"|최대|最大で?|最多|至多|高达|多达|不超过|不到",
    Bound.LEAST: r"\bat least|\bnot? (?:less|fewer) than|(?<!no )(?<!not )\b(?:more|greater) than|\bminimum of"
    r"|≥|>=?|최소|적어도|少なくとも|至少|超过|超過|逾",
}
_AFTER = {
    Bound.MOST: r"이하|미만|이내|以下|以内|未満|未满|or (?:less|fewer)\b",
    Bound.LEAST: r"이상(?!치|\s?(?:탐지|징후|현상|감지|행동))|초과|以上|を超|超え|or more\b|\+(?!\s?\d)|[이가를을]?\s?넘",
}
_STANDS_BEFORE = {
    bound: re.compile(
        rf"(?:{words})\s?(?:(?:about|around|roughly|nearly|약|約|约)\s?)?\Z", re.IGNORECASE
    )
    for bound, words in _BEFORE.items()
}
_STANDS_AFTER = {
    bound: re.compile(rf"\s?(?:[^\W\d]{{1,8}}?\s?){{0,2}}?(?:{words})", re.IGNORECASE)
    for bound, words in _AFTER.items()
}
_SPEAKS_OF = {
    Bound.MOST: re.compile(
        rf"{_BEFORE[Bound.MOST]}|{_AFTER[Bound.MOST]}|\b(?:as (?:much|many|high|large|long|fast)|max\w*|peak|best|highest"
        r"|within|under|below|lower|limit\w*|top|reach\w*|scal\w+|ceiling|cap(?:ped|s)?|(?:not|n't|never|without|cannot) (?:\w+ )?exceed\w*|to(?=\s\S?\d)|<)"
        r"|까지|최고|이르|달하|달한|달했|최댓|넘지|以内|이내|まで|最高|上限|达到|达|達|以下",
        re.IGNORECASE,
    ),
    Bound.LEAST: re.compile(
        rf"{_BEFORE[Bound.LEAST]}|{_AFTER[Bound.LEAST]}|\b(?:over|above|beyond|exceed\w*|surpass\w*|greater|larger|higher"
        r"|longer|more|least|min\w*|from|(?:hundred|thousand|million|billion)s)\b|[+>]|여\s?[개명가종편]|초과|넘|웃도|상회|최소|余|超|多",
        re.IGNORECASE,
    ),
}
# Words that are often no bounds in quotes ("gains over two baselines"), but are not to be added.
_WEAKLY_BEFORE = {
    Bound.MOST: re.compile(r"\b(?:under|less than)\s\Z", re.IGNORECASE),
    Bound.LEAST: re.compile(
        r"\b(?:over|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|beyond)\s\Z", re.IGNORECASE
    ),
}
_NEARLY_BEFORE = re.compile(
    r"(?:\b(?:nearly|almost|just under|close to)|거의|ほぼ|将近|接近|近)\s?\Z", re.IGNORECASE
)
_NEARLY_AFTER = re.compile(r"\s?(?:에\s)?가까[이운]|近く")
_ABOUT = re.compile(
    r"\b(?:nearly|almost|about|approx\w*|around|roughly|close|up to|under|below|some|over|above|more than|or so)\b|[~≈∼≃<>]|\\sim"
    r"|\\approx|약\s?|거의|가까|ほぼ|約|约|近|左右",
    re.IGNORECASE,
)
_EXACTLY = re.compile(
    r"(?:\b(?:exactly|precisely)|정확히|ちょうど|正好|恰好|整整)\s?\Z", re.IGNORECASE
)
_DURATIONS = {"h", "day", "week", "month", "year", "epochs", "steps"}  # "over two years": in them
_LEAST_WEAKLY = 10  # below it, "over three baselines" compares with three
_NEAR = 15
_REACH = 40  # characters that are read on each side
_OTHER = {Bound.MOST: Bound.LEAST, Bound.LEAST: Bound.MOST}


class _Bounded(NamedTuple):
    """A number, its bound, and the bounds that the words near it may stand for."""

    number: Number
    bound: Bound | None
    near: frozenset[Bound]
    weak: Bound | None = None
    nearly: bool = False
    exactly: bool = False
    about: bool = False


def bound_differs(statement: str, quotes: Sequence[str]) -> str | None:
    """How a number of the statement is bounded other than in its quotes; none when it is not."""
    stated = dict.fromkeys(_read(statement))
    if not stated:
        return None
    quoted: dict[Number, set[_Bounded]] = {}
    for quote in quotes:
        for read in _read(quote):
            quoted.setdefault(read.number, set()).add(read)
    numbers, spoken_of = Backing(quoted), _spoken_of("; ".join(quotes))
    about = any(map(_ABOUT.search, quotes))
    for number, bound, near, weak, nearly, exactly, _ in stated:
        theirs = [read for other in numbers.of(number) for read in quoted[other]]
        bounds = {read.bound for read in theirs}
        if bound is None and bounds and None not in bounds and not bounds & near:
            return f"its quotes say {' or '.join(sorted(filter(None, bounds)))} {number}"
        possible = bounds.union(*(read.near for read in theirs)) if theirs else spoken_of
        if (nearly and not about) or (exactly and theirs and all(read.about for read in theirs)):
            return f"its quotes do not say that it is {'nearly' if nearly else 'exactly'} {number}"
        given = bound or weak
        if given and (given not in possible or bounds == {_OTHER[given]}):
            return f"{given} {number} is not in its quotes"
    return None


def _read(text: str) -> Iterator[_Bounded]:
    for reading in read_numbers(text):
        if not reading.in_name:
            before = text[max(0, reading.start - _REACH) : reading.start]
            after = text[reading.end : reading.end + _REACH]
            near = _spoken_of(text[max(0, reading.start - _REACH) : reading.end + _REACH])
            number = reading.number
            weakly = number.unit not in _DURATIONS and (
                number.unit or number.value >= _LEAST_WEAKLY
            )
            weak = (
                bound for bound, words in _WEAKLY_BEFORE.items() if weakly and words.search(before)
            )
            yield _Bounded(
                number,
                next(_beside(before, after), None),
                near,
                next(weak, None),
                bool(_NEARLY_BEFORE.search(before) or _NEARLY_AFTER.match(after)),
                bool(_EXACTLY.search(before)),
                bool(_ABOUT.search(before[-_NEAR:])),
            )


def _spoken_of(text: str) -> frozenset[Bound]:
    return frozenset(bound for bound, words in _SPEAKS_OF.items() if words.search(text))


def _beside(before: str, after: str) -> Iterator[Bound]:
    for bound in Bound:
        if _STANDS_BEFORE[bound].search(before) or _STANDS_AFTER[bound].match(after):
            yield bound
