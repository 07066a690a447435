"""From what a reader of pages finds to passages: lengths, labels and offsets in one place."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.domain.base import clip, single_line
from bot.domain.evidence import Origin, Passage, PassageKind

_LONGEST = 2_000  # characters: what a quote may have, and about 500 tokens
_LABEL = 60
# "et al.", "Fig." and their like end no sentence.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!(?i:\b(?:al|cf|eq|vs)\.))(?<!(?i:\b(?:eqs|fig|sec|tab|ref|i\.e|e\.g)\.))"
    r"[)\]\"'”’]*\s+(?=[^\W\d_a-z]|\d)|(?<=[。！？])"
)
_ROW_END = re.compile(r" ;(?= )")


class Piece(NamedTuple):
    """A stretch of text as it was found, with the headings over it."""

    section: str
    text: str
    chapter: str | None = None
    kind: PassageKind = PassageKind.PARAGRAPH


def laid_out(origin: Origin, pieces: Iterable[Piece]) -> Iterator[Passage]:
    """The passages of one origin in reading order. What is too long is split at sentences."""
    start = 0
    for piece in pieces:
        section = clip(piece.section, _LABEL) or "Text"
        chapter = clip(piece.chapter or "", _LABEL) or None
        ends = _ROW_END if piece.kind is PassageKind.TABLE else _SENTENCE_END
        for text in _short_enough(single_line(piece.text), ends):
            yield Passage(
                origin=origin,
                section=section,
                chapter=None if chapter == section else chapter,
                kind=piece.kind,
                text=text,
                start=start,
            )
            start += len(text) + 1


def _short_enough(text: str, ends: re.Pattern[str]) -> Iterator[str]:
    """`text` in parts, each ending where `ends` finds an end early enough, else at a space."""
    start = 0
    while len(text) - start > _LONGEST:
        least, most = start + _LONGEST // 4, start + _LONGEST
        found = [end.end() for end in ends.finditer(text, least, most)]
        cut = found[-1] if found else text.rfind(" ", least, most) + 1 or most
        yield text[start:cut].strip()
        start = cut
    if rest := text[start:].strip():
        yield rest
