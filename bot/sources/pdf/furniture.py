"""What a page carries beside the text: running headers and footers, page and line numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bot.sources.pdf.lines import Cell, Line, Page

_MARGIN_LINES = 3  # how many lines from the edge a header or footer may reach
_ALIGNED = 2.5  # points
_FEWEST_NUMBERS = 8  # lines a page, before numbers in the margin count as line numbers
_PAGE_NUMBER = re.compile(
    r"(page\s*)?[-–—\s]*(\d{1,4}|[ivxl]{1,6})[-–—\s]*((of|/)\s*\d{1,4})?", re.IGNORECASE
)


def without_furniture(pages: list[Page]) -> list[Page]:
    """The pages with nothing but their text."""
    pages = [page._replace(lines=_unnumbered(page.lines)) for page in pages]
    repeated = _repeated(pages)
    return [page._replace(lines=_between(page, repeated)) for page in pages]


def _unnumbered(lines: list[Line]) -> list[Line]:
    """Lines without the line numbers of a review copy."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    heights: dict[Cell, float] = {}
    for line in lines:
        for cell in {line.cells[0], line.cells[-1]}:
            if re.fullmatch(r"\d{1,4}", cell.text):
                heights[cell] = line.base
                columns[round(cell.right / _ALIGNED)].append(cell)
    numbers: set[Cell] = set()
    for at, cells in columns.items():
        near = sorted(cells + columns.get(at + 1, []), key=lambda cell: -heights[cell])
        steps = Counter(int(b.text) - int(a.text) for a, b in pairwise(near))
        if len(near) >= _FEWEST_NUMBERS and (steps[1] or steps[5]) >= 0.8 * (len(near) - 1):
            left, right = min(c.left for c in near), max(c.right for c in near)
            beside = sum(c.left < right and c.right > left for line in lines for c in line.cells)
            if beside <= len(near) + 2:
                numbers.update(near)
    return list(_stripped(lines, numbers)) if numbers else lines


def _stripped(lines: list[Line], numbers: set[Cell]) -> Iterator[Line]:
    for line in lines:
        if cells := tuple(cell for cell in line.cells if cell not in numbers):
            yield line._replace(cells=cells)


def _repeated(pages: list[Page]) -> set[tuple[str, int]]:
    """What stands at the same height of several pages, but for its digits."""
    seen = Counter(
        key
        for page in pages
        for key in {_key(line) for lines in _margins(page) for line in lines[:_MARGIN_LINES]}
    )
    enough = 2 if len(pages) < 6 else 3
    return {key for key, count in seen.items() if count >= enough}


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.base / 4)


def _margins(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines from the top down, and from the bottom up."""
    down = sorted(page.lines, key=lambda line: -line.base)
    return down, down[::-1]


def _between(page: Page, repeated: set[tuple[str, int]]) -> list[Line]:
    gone: list[Line] = []
    for lines in _margins(page):
        for line in lines[:_MARGIN_LINES]:
            alone = len(lines) < 2 or abs(line.base - lines[1].base) > 1.2 * line.size
            number = line is lines[0] and alone and _PAGE_NUMBER.fullmatch(line.text)
            if _key(line) in repeated or number:
                gone.append(line)
            elif line.base != lines[0].base:  # a header may have a left and a right part
                break
    return [line for line in page.lines if line not in gone]
