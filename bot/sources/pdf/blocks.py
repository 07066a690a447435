"""Lines that belong together, and the text that they make."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from bot.sources.pdf.columns import Placed

Block = list[Placed]
SMALL = 0.93  # of the usual size: footnotes, often captions and tables

_BULLET = re.compile(r"[•◦▪●‣∙■]\s*\S?|(\(?(\d{1,2}|[a-z]|[ivx]{2,4})[.)]|\[\d+\])\s")
_SURE_BULLET = re.compile(r"[•◦▪●‣∙■]")
_LONGEST_WORD = 60  # characters
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_ENDS = re.compile(r"[.!?:;][)\]”\"’']*$")


class Measures:
    """What is usual in a document: its size of type, its line spacing, its words."""

    def __init__(self, lines: Sequence[Placed]) -> None:
        sizes: Counter[float] = Counter()
        self._words: Counter[str] = Counter()
        for placed in lines:
            text = placed.line.text
            sizes[round(placed.line.size * 2) / 2] += len(text)
            self._words.update(_WORD.findall(_BROKEN.sub("", text).casefold()))
        self.size = sizes.most_common(1)[0][0] if sizes else 10.0
        drops = [
            above.line.base - below.line.base
            for above, below in pairwise(lines)
            if above.flow == below.flow
            and abs(above.line.size - self.size) < 0.5
            and abs(below.line.size - self.size) < 0.5
        ]
        usual = [drop for drop in drops if 0.8 * self.size < drop < 3 * self.size]
        self.spacing = median(usual) / self.size if usual else 1.2

    def joined(self, texts: Iterable[str]) -> str:
        """One text from several, words that were broken between two made whole.

        The hyphen stays where the document writes the word with it elsewhere and never without.
        """
        whole = ""
        for text in texts:
            broken = _BROKEN.search(whole[-_LONGEST_WORD:])
            following = _WORD.match(text)
            if not broken or not following:
                glue = "" if whole.endswith("-") and text[:1].isalnum() else " "
                whole = f"{whole}{glue}{text}" if whole else text
            elif self._keeps_hyphen(broken[1], following[0]):
                whole += text
            else:
                whole = whole[:-1] + text
        return whole

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        closed, hyphened = (first + second).casefold(), f"{first}-{second}".casefold()
        if self._words[closed] or self._words[hyphened]:
            return not self._words[closed]
        return "-" in first or second[0].isupper()


def blocks_of(lines: Sequence[Placed], measures: Measures) -> list[Block]:
    """Paragraphs, headings, rows: whatever space, indentation or style sets apart."""
    blocks: list[Block] = []
    for placed in lines:
        if blocks and not _parts(blocks[-1], placed, measures):
            blocks[-1].append(placed)
        else:
            blocks.append([placed])
    return blocks


def is_short(placed: Placed) -> bool:
    """Whether a line ends well before its column does."""
    return placed.right - placed.line.right > 0.12 * (placed.right - placed.left)


def _parts(block: Block, placed: Placed, measures: Measures) -> bool:
    """Whether `placed` begins a new block."""
    last, line = block[-1].line, placed.line
    size, drop = max(last.size, line.size), last.base - line.base
    if block[-1].flow != placed.flow:
        return True
    if drop < 0.6 * size:  # the same row: parts of a formula, cells
        return False
    usual = measures.spacing * size
    is_note = line.marked and line.size < SMALL * measures.size
    if is_note or drop > 1.3 * usual or _SURE_BULLET.match(line.text):
        return True
    if min(len(last.text), len(line.text)) > 2 and _restyled(
        block, placed, loose=drop > 1.1 * usual
    ):
        return True
    if last.bold and line.bold:
        return False  # a heading of several lines hangs
    over = is_short(block[-1]) and bool(_ENDS.search(last.text) or _BULLET.match(line.text))
    return over or _indented(block, placed)


def _restyled(block: Block, placed: Placed, *, loose: bool) -> bool:
    """Whether the type changes. A paragraph may begin with a line of bold, filled to its end."""
    last, line = block[-1].line, placed.line
    if abs(last.size - line.size) > 0.08 * max(last.size, line.size):
        return True
    return last.bold != line.bold and (loose or is_short(block[-1]))


def _indented(block: Block, placed: Placed) -> bool:
    """Whether a line is set in as the first of a paragraph is."""
    line, first = placed.line, block[0].line
    edge = min(other.line.left for other in block[1:] or block)
    if _BULLET.match(first.text) and len(block) == 1:
        return False  # what follows a bullet hangs
    return 0.7 * line.size < line.left - edge < 4 * line.size and len(line.cells) == 1
