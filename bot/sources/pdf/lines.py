"""From glyphs in the order of painting to lines of text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# TeX paints an accent and the letter under it as two glyphs.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c",
    "¸": "\u0327", "˚": "\u030a", "¯": "\u0304", "˙": "\u0307", "˘": "\u0306", "˝": "\u030b",
}  # fmt: skip
_RAISED, _LOWERED = "\ue000", "\ue001"  # private use: no document's letters
_POWER = re.compile(rf"((?<![\d.,])\d{{1,2}}){_RAISED}(?=\d)|(\d){_RAISED}(?=[-−]\d)")
_MARK = re.compile(rf"([^\W\d_]{{3}}|[.,;:”\"\d]){_RAISED}[\d,∗*†‡§¶]{{1,5}}{_LOWERED}?")
_FEWEST_GLYPHS = 200  # before what runs along an edge makes a page one that lies on its side
_CELL_GAP = 1.15  # ems: wider than a justified space, narrower than what parts two columns


class Glyph(NamedTuple):
    """A character and its place in points: edges along the line, and the baseline's height.

    A glyph of no size is a space between two others. `turn` is the direction of writing in quarter
    turns, which the place already allows for.
    """

    character: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    turn: int


class Cell(NamedTuple):
    """Text on one line without a gap that is wider than a space."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """Cells side by side, painted one after the other. `size` and style are those of most of it."""

    cells: tuple[Cell, ...]
    base: float
    size: float
    bold: bool
    italic: bool
    marked: bool = False  # begins with a raised sign, as a footnote does

    @property
    def left(self) -> float:
        """The left edge."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """The right edge."""
        return max(cell.right for cell in self.cells)

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(cell.text for cell in self.cells)


class Page(NamedTuple):
    """A page's upright lines in the order of painting, and what is written up or down its edge."""

    number: int
    lines: list[Line]
    edge: str


def lines_of(number: int, glyphs: Sequence[Glyph]) -> Page:
    """The lines of a page. The direction of most glyphs is upright, the others are its edge."""
    turns = Counter(glyph.turn for glyph in glyphs if glyph.size)
    upright = max(turns, key=lambda turn: turns[turn], default=0)
    if turns[upright] < _FEWEST_GLYPHS:
        upright = 0
    lines = [_line(run) for run in _runs(g for g in glyphs if g.turn == upright)]
    edge = "".join(glyph.character for glyph in glyphs if glyph.turn != upright)
    return Page(number, _mended([line for line in lines if line]), edge)


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that stand on one line."""
    run: list[Glyph] = []
    main = last = None
    for glyph in glyphs:
        if not glyph.size:
            run.append(glyph)
            continue
        if main is None or last is None or not _goes_on(main, last, glyph):
            if main:
                yield run
            run, main = [], glyph
        elif glyph.size > main.size * 1.1:
            main = glyph
        run.append(glyph)
        last = glyph
    if main:
        yield run


def _goes_on(main: Glyph, last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands on the line of `main`, to the right of `last` or over its index."""
    low = max(main.base - 0.2 * main.size, glyph.base - 0.2 * glyph.size)
    high = min(main.base + 0.7 * main.size, glyph.base + 0.7 * glyph.size)
    shared = (high - low) / (0.9 * min(main.size, glyph.size))
    back = 0.5 * glyph.size if glyph.size > 0.9 * main.size else 3 * glyph.size
    return shared > 0.4 and glyph.left > last.left - back


def _line(run: list[Glyph]) -> Line | None:
    """The line that a run of glyphs makes; none if nothing of it can be read."""
    inked = [glyph for glyph in run if glyph.size]
    weights = Counter((glyph.size, glyph.base) for glyph in inked)
    size, base = max(weights, key=lambda kind: (weights[kind], kind[0]))
    raised = [g.size < 0.85 * size and g.base > base + 0.15 * size for g in inked]
    cells = [cell for cell in _cells(run, iter(raised)) if cell.text]
    if not cells:
        return None
    letters = [glyph for glyph in inked if glyph.character.isalnum()] or inked
    return Line(
        cells=tuple(cells),
        base=base,
        size=size,
        bold=sum(glyph.bold for glyph in letters) > 0.9 * len(letters),
        italic=sum(glyph.italic for glyph in letters) > 0.8 * len(letters),
        marked=raised[0],
    )


def _cells(run: list[Glyph], raised: Iterator[bool]) -> Iterator[Cell]:
    text, left, right, spaced, up = "", 0.0, 0.0, False, False
    last: Glyph | None = None
    for glyph in run:
        if not glyph.size:
            spaced = True
            continue
        gap, was_up, up = glyph.left - right, up, next(raised)
        if last and gap > _CELL_GAP * min(glyph.size, last.size):
            yield Cell(_tidy(text), left, right)
            text, spaced = "", False
        if not text:
            left, right = glyph.left, glyph.right
        elif spaced or gap > 0.2 * glyph.size:
            text += " "
        if up != was_up:
            text += _RAISED if up else _LOWERED
        text = _accented(text, last, glyph)
        right, last, spaced = max(right, glyph.right), glyph, False
    yield Cell(_tidy(text), left, right)


def _accented(text: str, last: Glyph | None, glyph: Glyph) -> str:
    """`text` and one more character, under the accent at its end if that stands over it."""
    accent = _ACCENTS.get(last.character) if last and glyph.character.isalpha() else None
    if last and accent and glyph.left - 1 < (last.left + last.right) / 2 < glyph.right + 1:
        return text.rstrip()[:-1] + glyph.character + accent
    return text + glyph.character


def _tidy(text: str) -> str:
    """Composed, on one line, without ligatures; what is raised is a power or a mark, which goes."""
    text = _MARK.sub(r"\1", _POWER.sub(r"\1\2^", text))
    text = re.sub(f"[{_RAISED}{_LOWERED}]", "", text).translate(_LIGATURES)
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip()


def _mended(lines: list[Line]) -> list[Line]:
    """Lines that were painted in several strokes, such as links after the words around them."""
    mended: list[Line] = []
    for line in lines:
        before = mended[-1] if mended else None
        if (
            before
            and abs(before.base - line.base) < 0.3 * line.size
            and -0.2 * line.size < line.left - before.right < _CELL_GAP * line.size
        ):
            glue = Cell(
                f"{before.cells[-1].text} {line.cells[0].text}",
                before.cells[-1].left,
                line.cells[0].right,
            )
            mended[-1] = before._replace(cells=(*before.cells[:-1], glue, *line.cells[1:]))
        else:
            mended.append(line)
    return mended
