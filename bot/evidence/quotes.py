"""Finds a quote verbatim in a text.

Two texts are the same when they differ only in Unicode composition, white space, soft hyphens and
line-end hyphenation, ligatures, quotation marks, dashes and minus signs. Case, words, digits and
every other character have to agree, and a quote never begins or ends inside a word or number.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_SAME = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),  # the point is that they look alike
    **_LIGATURES,
}
_LONG_DASHES = "—―"
_SOFT_HYPHEN = "\u00ad"
_LETTER = r"[^\W\d_]"
# A text that was put on one line has a space where the line ended.
_LINE_END = re.compile(rf"(?<=\w)[-‐]\s+(?=\w)|{_SOFT_HYPHEN}\s*")
_BETWEEN_LETTERS = re.compile(rf"(?<={_LETTER})[-‐]\s+(?={_LETTER})")
# ASCII that stands for itself; what follows it may combine with its last character.
_PLAIN = re.compile(r"[!-,./-_a-~]+(?=[\x00-\x7f]|\Z)")
_LONGEST_CLUSTER = 30  # composing takes the square of it; the stream-safe limit of UAX #15
_BROKEN = "\n"  # in the comparable form: a hyphen that belongs to the word or to the line's end

# Letters and digits of scripts that put spaces between words.
_WORDLY = r"[^\W_\u3040-\u9fff\uac00-\ud7a3]"
_INSIDE = re.compile(
    rf"(?<={_WORDLY})(?=['{_BROKEN}-]?{_WORDLY})|(?<={_WORDLY}['{_BROKEN}-])(?={_WORDLY})"
    r"|(?<=\d)(?=[.,:]\d)|(?<=\d[.,:])(?=\d)|(?<=[-<>≤≥±~≈/^{])(?=\d)|(?<=[-<>≤≥±~≈]\s)(?=\d)|(?<=\d)(?=[/^])"
    r"|(?<=\d)(?=\s?\\?%|\s(?:percent|hundred|thousand|million|billion|trillion|times)\b)"
    r"|(?<=\d[ \\])(?=\\?%)"
)


class Span(NamedTuple):
    """Characters `start` to `end` of the text searched."""

    start: int
    end: int


class _Normal(NamedTuple):
    """The comparable form of a text, and where in the text each of its characters stands."""

    text: str
    starts: list[int]
    ends: list[int]


def find_quote(quote: str, text: str) -> Span | None:
    """Where `quote` stands in `text`, none when it does not. The first place of several."""
    needle = _normal(quote).text.strip(" ")
    if not needle:
        return None
    hay = _normal(text)
    for start, end in _occurrences(needle, hay.text):
        if not _cuts(start, hay, text) and not _cuts(end, hay, text):
            return Span(hay.starts[start], hay.ends[end - 1])
    return None


def _occurrences(needle: str, hay: str) -> Iterator[tuple[int, int]]:
    if _BROKEN not in needle and _BROKEN not in hay:
        at = hay.find(needle)
        while at >= 0:
            yield at, at + len(needle)
            at = hay.find(needle, at + 1)
        return
    pattern = re.compile("".join(_either_way(needle)))
    found = pattern.search(hay)
    while found:
        yield found.span()
        found = pattern.search(hay, found.start() + 1)


def _either_way(needle: str) -> Iterator[str]:
    """A pattern for `needle` where a broken word is the same as a whole or a hyphenated one."""
    for character, following in zip(needle, [*needle[1:], ""], strict=True):
        if character in {_BROKEN, "-"}:
            yield f"[-{_BROKEN}]" + ("?" if character == _BROKEN else "")
        else:
            yield re.escape(character)
            if character.isalpha() and following.isalpha():
                yield f"{_BROKEN}?"


def _cuts(at: int, hay: _Normal, text: str) -> bool:
    """Whether a boundary at `at` would cut a word or a number in two."""
    if any(text[start] in _LONG_DASHES for start in hay.starts[max(0, at - 1) : at + 1]):
        return False
    return _INSIDE.match(hay.text, at) is not None


@lru_cache(maxsize=256)  # a passage is searched for many quotes
def _normal(text: str) -> _Normal:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        if plain := _PLAIN.match(text, at):
            end = plain.end()
            out.append(plain[0])
            starts.extend(range(at, end))
            ends.extend(range(at + 1, end + 1))
        else:
            same, end = _piece(text, at)
            if same and (same != " " or (out and out[-1] != " ")):
                out.append(same)
                starts.extend([at] * len(same))
                ends.extend([end] * len(same))
        at = end
    return _Normal("".join(out), starts, ends)


def _piece(text: str, at: int) -> tuple[str, int]:
    """What stands at `at` in its comparable form, and its end in the text."""
    if line_end := _LINE_END.match(text, at):
        if text[at] == _SOFT_HYPHEN:
            return "", line_end.end()
        return (_BROKEN if _BETWEEN_LETTERS.match(text, at) else "-"), line_end.end()
    end = at + 1
    if text[at].isspace():
        return " ", end
    while end < len(text) and end - at < _LONGEST_CLUSTER and _joins(text[end]):
        end += 1
    composed = unicodedata.normalize("NFC", text[at:end])
    return "".join(_SAME.get(character, character) for character in composed), end


def _joins(character: str) -> bool:
    """Combining marks, and conjoining Hangul after its first letter."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff"
