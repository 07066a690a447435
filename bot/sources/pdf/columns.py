"""The order in which the lines of a page are read: bands of one or two columns, top down."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bot.sources.pdf.lines import Line, Page

_FEWEST_LINES = 3  # of text in each column, before a page counts as having two
_STEP = 3  # points


class Placed(NamedTuple):
    """A line in its column, whose edges are in points.

    `flow` is the same for lines that stand under one another without anything between.
    """

    line: Line
    page: int
    flow: int
    left: float
    right: float


class _Gutter(NamedTuple):
    left: float
    right: float


def reading_order(pages: list[Page]) -> list[Placed]:
    """All lines of all pages as a person would read them."""
    placed: list[Placed] = []
    flow = 0
    for page in pages:
        gutter = _gutter(page.lines)
        lines = list(_parted(page.lines, gutter)) if gutter else page.lines
        for side in _flows(lines, gutter):
            flow += 1
            left, right = _edges(side, lines, gutter)
            placed += [Placed(line, page.number, flow, left, right) for line in side]
    return placed


def _gutter(lines: list[Line]) -> _Gutter | None:
    """The empty strip between two columns, none where there is one column."""
    cells = [cell for line in lines for cell in line.cells]
    left = min((cell.left for cell in cells), default=0.0)
    right = max((cell.right for cell in cells), default=0.0)
    width = right - left
    crossing = {
        x: sum(len(cell.text) for cell in cells if cell.left < x < cell.right)
        for x in range(int(left + 0.3 * width), int(left + 0.7 * width), _STEP)
    }
    fewest = min(crossing.values(), default=0)
    middle = min(
        (x for x in crossing if crossing[x] <= fewest * 1.1),
        key=lambda x: abs(x - (left + right) / 2),
        default=0,
    )
    prose = [cell for cell in cells if cell.right - cell.left > 0.25 * width]
    on_left = [cell.right for cell in prose if cell.right <= middle]
    on_right = [cell.left for cell in prose if cell.left >= middle]
    if min(len(on_left), len(on_right)) < _FEWEST_LINES:
        return None
    return _Gutter(max(on_left), min(on_right))


def _parted(lines: list[Line], gutter: _Gutter) -> Iterator[Line]:
    """Lines of both columns that were painted as one, each for itself; rows of tables stay."""
    width = gutter.left - min(line.left for line in lines)
    both: list[tuple[Line, Line]] = []
    for line in lines:
        left = tuple(cell for cell in line.cells if cell.right <= gutter.left + _STEP)
        right = tuple(cell for cell in line.cells if cell.left >= gutter.right - _STEP)
        if left and right and len(left) + len(right) == len(line.cells):
            both.append((line._replace(cells=left), line._replace(cells=right)))
        else:
            yield line
    full = sum(min(part.right - part.left for part in parts) > 0.8 * width for parts in both)
    for left_part, right_part in both:
        if 2 * full >= len(both):
            yield from (left_part, right_part)
        else:
            yield left_part._replace(cells=left_part.cells + right_part.cells)


def _flows(lines: list[Line], gutter: _Gutter | None) -> Iterator[list[Line]]:
    """Runs of lines that are read one after the other."""
    left: list[Line] = []
    right: list[Line] = []
    wide: list[Line] = []
    for line in sorted(lines, key=lambda line: (-round(line.base / _STEP), line.left)):
        if gutter is None or _is_wide(line, gutter) or (wide and _ends(wide[-1], line, lines)):
            yield from (side for side in (left, right) if side)
            left, right = [], []
            wide.append(line)
        else:
            if wide:
                yield wide
                wide = []
            (left if line.left + line.right < gutter.left + gutter.right else right).append(line)
    yield from (side for side in (left, right, wide) if side)


def _is_wide(line: Line, gutter: _Gutter) -> bool:
    return line.left < gutter.left - _STEP and line.right > gutter.right + _STEP


def _ends(wide: Line, line: Line, lines: list[Line]) -> bool:
    """Whether a short line is the last one of the wide text above it."""
    return (
        abs(wide.left - line.left) < _STEP
        and abs(wide.size - line.size) < 0.5
        and wide.base - line.base < 1.5 * line.size
        and not any(
            other.left > line.right and abs(other.base - line.base) < _STEP for other in lines
        )
    )


def _edges(side: list[Line], lines: list[Line], gutter: _Gutter | None) -> tuple[float, float]:
    """The edges of the column in which `side` stands."""
    if gutter:
        if all(line.right <= gutter.right for line in side):
            lines = [line for line in lines if line.right <= gutter.right]
        elif all(line.left >= gutter.left for line in side):
            lines = [line for line in lines if line.left >= gutter.left]
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    return float(lefts.most_common(1)[0][0]), rights[int(0.9 * (len(rights) - 1))]
