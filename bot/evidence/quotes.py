"""Finds a quote verbatim in a text.

Two texts are the same when they differ only in Unicode composition, white space, soft hyphens and
line-end hyphenation, ligatures, quotation marks, dashes and minus signs. Case, words, digits and
every other character have to agree, and a quote never begins or ends inside a word or number.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.comparable import BROKEN, HYPHENS, Comparable, bare, comparable

_LONG_DASHES = "—―"
_MOST_DOUBTFUL = 200  # places: in prose a few, in a text that is all hyphens thousands
_EITHER_WAY = frozenset({"", "-", BROKEN})
_BEFORE_EACH = re.compile(rf"([{HYPHENS}]*)(?:[^{HYPHENS}]|\Z)")
# Letters and digits of scripts that put spaces between words.
_WORDLY = r"[^\W_\u3040-\u9fff\uac00-\ud7a3]"
_INSIDE = re.compile(
    rf"(?<={_WORDLY})(?=['{BROKEN}-]?{_WORDLY})|(?<={_WORDLY}['{BROKEN}-])(?={_WORDLY})"
    r"|(?<=\d)(?=[.,:]\d)|(?<=\d[.,:])(?=\d)|(?<=[-<>≤≥±~≈/^{])(?=\d)|(?<=[-<>≤≥±~≈]\s)(?=\d)|(?<=\d)(?=[/^])"
    r"|(?<=\d)(?=\s?\\?%|\s(?:percent|hundred|thousand|million|billion|trillion|times)\b)"
    r"|(?<=\d[ \\])(?=\\?%)|(?<=\d)(?=\s?×\s?10)|(?<=×)(?=\s?10)|(?<=×\s)(?=10)"
    r"|(?<=\d)(?=\s\d{3}\s\d{3}\b)|(?<=\d)(?=\s000\b)|(?<=\d\s)(?=000\b)|(?<=\d\s)(?=\d{3}\s\d{3}\b)"
)


class Span(NamedTuple):
    """Characters `start` to `end` of the text searched."""

    start: int
    end: int


def find_quote(quote: str, text: str) -> Span | None:
    """Where `quote` stands in `text`, none when it does not. The first place of several."""
    return next(find_all(quote, text), None)


def find_all(quote: str, text: str) -> Iterator[Span]:
    """Every place where `quote` stands in `text`, in order. A text asked again is quick."""
    hay = _searched(text)
    for start, end in _occurrences(comparable(quote).text.strip(" "), hay):
        if not _cuts(start, hay, text) and not _cuts(end, hay, text):
            yield Span(hay.start(start), hay.end(end - 1))


_searched = lru_cache(maxsize=16)(comparable)  # a whole paper is searched for many quotes


def _occurrences(needle: str, hay: Comparable) -> Iterator[tuple[int, int]]:
    """Found without hyphens, in one pass, then compared with them."""
    words = bare(needle).text
    before = len(needle) - len(needle.lstrip(HYPHENS))
    after = len(needle) - len(needle.rstrip(HYPHENS))
    at = hay.bare.text.find(words) if words else -1
    doubtful = 0
    while at >= 0 and doubtful < _MOST_DOUBTFUL:
        start = max(0, hay.bare.in_text(at) - before)
        end = hay.bare.in_text(at + len(words) - 1) + 1 + after
        found = hay.text[start:end]
        doubtful += BROKEN in needle or BROKEN in found
        if _same(needle, found):
            yield start, end
        at = hay.bare.text.find(words, at + 1)


def _same(one: str, other: str) -> bool:
    """Whether hyphens stand at the same places, where a line's end may have or be one."""
    if one == other or (BROKEN not in one and BROKEN not in other):
        return one == other
    pairs = zip(_BEFORE_EACH.findall(one), _BEFORE_EACH.findall(other), strict=False)
    return all(
        ours == theirs or (BROKEN in (ours, theirs) and {ours, theirs} <= _EITHER_WAY)
        for ours, theirs in pairs
    )


def _cuts(at: int, hay: Comparable, text: str) -> bool:
    """Whether a boundary at `at` would cut a word or a number in two."""
    beside = range(max(0, at - 1), min(at + 1, len(hay.text)))
    if any(text[hay.start(place)] in _LONG_DASHES for place in beside):
        return False
    return _INSIDE.match(hay.text, at) is not None
