"""Brings a text into the form in which two texts that say the same are the same characters.

Only form goes: Unicode composition, white space, soft hyphens, ligatures, the shapes of quotation
marks, dashes and minus signs. Where a line ended at a hyphen nobody can tell whether the hyphen
belongs to the word; `BROKEN` stands there.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
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
_LETTER = r"[^\W\d_]"
# A text that was put on one line has a space where the line ended.
_LINE_END = re.compile(rf"(?<=\w)[-‐]\s+(?=\w)|{_SOFT_HYPHEN}\s*")
_BETWEEN_LETTERS = re.compile(rf"(?<={_LETTER})[-‐]\s+(?={_LETTER})")
# Characters that stand for themselves; what follows them may combine with the last.
_ITSELF = r"!-,./-_a-~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
_PLAIN = re.compile(rf"[{_ITSELF}]+(?:[ -][{_ITSELF}]+)*(?=[\x00-\x7f{_ITSELF}]|\Z)")
_LONGEST_CLUSTER = 30  # composing takes the square of it; the stream-safe limit of UAX #15
BROKEN = "\n"  # a hyphen that belongs to the word or to the line's end
HYPHENS = f"-{BROKEN}"
_JOINT = re.compile(rf"[{HYPHENS}]+")


class _Piece(NamedTuple):
    """Characters `start` to `end` of the original; if not `plain`, they became others, together."""

    start: int
    end: int
    plain: bool


class Bare(NamedTuple):
    """A comparable text without its hyphens; some were `dropped` before each of `places`."""

    text: str
    places: list[int]
    dropped: list[int]  # characters, from the beginning

    def in_text(self, at: int) -> int:
        """Where the character at `at` stands in the text with its hyphens."""
        number = bisect_right(self.places, at)
        return at + (self.dropped[number - 1] if number else 0)


class Comparable(NamedTuple):
    """The comparable form of a text, and where in the original each of its pieces stands."""

    text: str
    begins: list[int]
    pieces: list[_Piece]
    bare: Bare

    def start(self, at: int) -> int:
        """Where in the original the character at `at` starts."""
        number = bisect_right(self.begins, at) - 1
        piece = self.pieces[number]
        return piece.start + (at - self.begins[number] if piece.plain else 0)

    def end(self, at: int) -> int:
        """Where in the original the character at `at` ends."""
        piece = self.pieces[bisect_right(self.begins, at) - 1]
        return self.start(at) + 1 if piece.plain else piece.end


def comparable(text: str) -> Comparable:
    """The comparable form, in time linear in the text."""
    out: list[str] = []
    pieces: list[_Piece] = []
    for same, piece in _pieces(text):
        if same and (same != " " or (out and out[-1] != " ")):
            out.append(same)
            pieces.append(piece)
    whole = "".join(out)
    begins = [0, *accumulate(map(len, out))][:-1]
    return Comparable(whole, begins, pieces, bare(whole))


def _pieces(text: str) -> Iterator[tuple[str, _Piece]]:
    at = 0
    while at < len(text):
        if plain := _PLAIN.match(text, at):
            yield plain[0], _Piece(at, plain.end(), plain=True)
            at = plain.end()
        else:
            same, end = _changed(text, at)
            yield same, _Piece(at, end, plain=False)
            at = end


def _changed(text: str, at: int) -> tuple[str, int]:
    """What stands at `at` in its comparable form, and its end in the text."""
    if line_end := _LINE_END.match(text, at):
        if text[at] == _SOFT_HYPHEN:
            return "", line_end.end()
        return (BROKEN if _BETWEEN_LETTERS.match(text, at) else "-"), line_end.end()
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


def bare(text: str) -> Bare:
    """A comparable text apart from its hyphens."""
    found = list(_JOINT.finditer(text))
    dropped = list(accumulate(len(match[0]) for match in found))
    places = [m.end() - gone for m, gone in zip(found, dropped, strict=True)]
    return Bare(_JOINT.sub("", text), places, dropped)
