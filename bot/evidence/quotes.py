"""Finds a quote verbatim in a text.

Two texts are the same when they differ only in Unicode composition, white space, soft hyphens and
line-end hyphenation, ligatures, quotation marks, dashes and minus signs. Case, words, digits and
every other character have to agree, and a quote never begins or ends inside a word or number.
"""

import re
import unicodedata
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
_SOFT_HYPHEN = "\u00ad"
_LINE_END_HYPHEN = re.compile(r"(?<=\w)-[ \t]*\r?\n\s*(?=\w)")


class Span(NamedTuple):
    """Characters `start` to `end` of the text searched."""

    start: int
    end: int


def find_quote(quote: str, text: str) -> Span | None:
    """Where `quote` stands in `text`, none when it does not. The first place of several."""
    needle = _normal(quote)[0].strip(" ")
    if not needle:
        return None
    for joined_hyphen in ("", "-"):
        hay, starts = _normal(text, joined_hyphen)
        at = hay.find(needle)
        while at >= 0:
            end = at + len(needle)
            if not _cuts(hay, at) and not _cuts(hay, end):
                return Span(starts[at], starts[end - 1] + _width(text, starts, end))
            at = hay.find(needle, at + 1)
        if not _LINE_END_HYPHEN.search(text):
            return None
    return None


def _width(text: str, starts: list[int], end: int) -> int:
    """How many characters of the text the last normal character stands for."""
    following = starts[end] if end < len(starts) else len(text)
    width = following - starts[end - 1]
    last = text[starts[end - 1] : following]
    return max(1, len(last.rstrip(f" \t\r\n{_SOFT_HYPHEN}"))) if width > 1 else 1


def _cuts(text: str, at: int) -> bool:
    """Whether a boundary at `at` would cut a word or a number in two."""
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if _is_wordly(before) and _is_wordly(after):
        return True
    if before.isdigit() and after == "%":
        return True
    inside_number = after in ".,:" and text[at + 1 : at + 2].isdigit() and before.isdigit()
    after_point = before in ".,:" and text[at - 2 : at - 1].isdigit() and after.isdigit()
    after_minus = before == "-" and after.isdigit()
    return inside_number or after_point or after_minus


def _is_wordly(character: str) -> bool:
    """Letters and digits of scripts that put spaces between words."""
    return character.isalnum() and not _is_cjk(character)


def _is_cjk(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3"


def _normal(text: str, joined_hyphen: str = "") -> tuple[str, list[int]]:
    """The comparable form of `text`, and the index in `text` where each of its characters began."""
    out: list[str] = []
    starts: list[int] = []
    at = 0
    while at < len(text):
        if hyphen := _LINE_END_HYPHEN.match(text, at):
            if joined_hyphen:
                out.append(joined_hyphen)
                starts.append(at)
            at = hyphen.end()
            continue
        end = _cluster_end(text, at)
        cluster = text[at:end]
        if cluster.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                starts.append(at)
        elif cluster != _SOFT_HYPHEN:
            for character in unicodedata.normalize("NFC", cluster):
                for same in _SAME.get(character, character):
                    out.append(same)
                    starts.append(at)
        at = end
    return "".join(out), starts


def _cluster_end(text: str, at: int) -> int:
    """The end of a base character with its combining marks or its conjoining Hangul."""
    end = at + 1
    while end < len(text) and (
        unicodedata.combining(text[end]) or "\u1160" <= text[end] <= "\u11ff"
    ):
        end += 1
    return end
