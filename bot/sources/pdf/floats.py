"""What does not belong to the running text: captions, tables, labels in figures, footnotes."""

import re
from collections.abc import Sequence

from bot.sources.pdf.blocks import SMALL, Block

_CAPTION = re.compile(
    r"(?P<what>fig(ure|\.)?|tab(le|\.)?|algorithm|listing|scheme)\s*"
    r"(\d{1,3}|[IVXL]{1,6}|[A-Z]\.?\d{1,2})(\.\d{1,2})?[a-z]?\s*(?P<sign>[:.|—–]|$)?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?:]$")
_NOTE = re.compile(r"[\d∗*†‡§¶©]|https?:")


def caption_of(block: Block, text: str) -> re.Match[str] | None:
    """The label that makes a block a caption: with a sign after it, or in bold by itself."""
    found = _CAPTION.match(text)
    if found and (found["sign"] or block[0].line.bold) and found[0][0].isupper():
        return found
    return None


def about_table(caption: re.Match[str]) -> bool:
    """Whether a caption speaks of a table."""
    return caption["what"].lower().startswith("tab")


def is_scrap(block: Block, *, small: float = 0.0) -> bool:
    """Whether a block is rows of cells or labels, no running text. `small`: type up to this is."""
    lines = [placed.line for placed in block]
    if sum(len(line.cells) > 1 for line in lines) * 2 >= len(lines):
        return True
    if max(line.size for line in lines) <= small:
        return True
    column = block[0].right - block[0].left
    wide = sum(line.right - line.left for line in lines) / len(lines) / column
    inset = all(
        min(placed.line.left - placed.left, placed.right - placed.line.right) > 0.04 * column
        for placed in block
    )
    return wide < 0.3 or ((wide < 0.55 or inset) and not _SENTENCE.search(lines[-1].text))


def is_table(block: Block) -> bool:
    """Whether a block is a table even without a caption beside it."""
    return sum(len(placed.line.cells) > 2 for placed in block) >= max(3, 0.7 * len(block))


def table_text(blocks: Sequence[Block]) -> str:
    """Rows of cells: cells parted by bars, rows by semicolons."""
    rows: list[list[tuple[float, str]]] = []
    base = None
    for placed in (placed for block in blocks for placed in block):
        line = placed.line
        if base is None or abs(base - line.base) > 0.5 * line.size:
            rows.append([])
            base = line.base
        rows[-1] += [(cell.left, cell.text) for cell in line.cells]
    return " ; ".join(" | ".join(text for _, text in sorted(row)) for row in rows)


def footnotes_of(blocks: Sequence[Block], size: float) -> set[int]:
    """The places of the footnotes: small type, at the foot of its column."""
    heights = [placed.line.base for block in blocks for placed in block]
    middle = (min(heights, default=0.0) + max(heights, default=0.0)) / 2
    found: set[int] = set()
    noted: set[int] = set()  # flows with a footnote so far, from below
    ended: set[int] = set()  # flows whose foot has been passed
    for at in range(len(blocks) - 1, -1, -1):
        first, block = blocks[at][0], blocks[at]
        small = max(placed.line.size for placed in block) < SMALL * size and len(block) < 12
        sign = first.line.marked or _NOTE.match(first.line.text) or first.page == 0
        low = first.line.base < middle and first.flow not in ended
        if low and small and (sign or first.flow in noted):
            found.add(at)
            noted.add(first.flow)
        else:
            ended.add(first.flow)
    return found


def floats_of(
    blocks: Sequence[Block], captions: dict[int, re.Match[str]], text: set[int], size: float
) -> tuple[dict[int, list[int]], set[int]]:
    """The blocks of each captioned table by the place of its caption, and the labels in figures.

    `text` holds the places that are surely neither. A caption stands above or below: on the side
    where there is more.
    """
    tables: dict[int, list[int]] = {}
    labels: set[int] = set()
    taken = text | set(captions)
    for at, caption in captions.items():
        small = SMALL * size if about_table(caption) else 0.0
        sides = [_scraps_from(at, step, blocks, taken, small) for step in (-1, 1)]
        near = max(sides, key=lambda side: sum(len(p.line.cells) for i in side for p in blocks[i]))
        taken |= set(near)
        if about_table(caption):
            tables[at] = sorted(near)
        else:
            labels |= set(near)
    return tables, labels


def _scraps_from(
    at: int, step: int, blocks: Sequence[Block], taken: set[int], small: float
) -> list[int]:
    """The places of what is no running text from a caption up or down its page."""
    found: list[int] = []
    beside = at + step
    while (
        0 <= beside < len(blocks)
        and beside not in taken
        and blocks[beside][0].page == blocks[at][0].page
        and is_scrap(blocks[beside], small=small)
    ):
        found.append(beside)
        beside += step
    return found
