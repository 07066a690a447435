"""From the lines of a PDF's pages to its title and its text under headings."""

import re
from itertools import takewhile
from typing import NamedTuple

from bot.sources.pdf.blocks import Block, Measures, blocks_of
from bot.sources.pdf.columns import reading_order
from bot.sources.pdf.furniture import without_furniture
from bot.sources.pdf.headings import heading_of
from bot.sources.pdf.lines import Page
from bot.sources.pdf.text import pieces_of
from bot.sources.pieces import Piece

_STAMP = re.compile(r"arXiv:(?P<id>\S+?)(?:v(?P<version>\d+))?\s*\[")
_LEADERS = re.compile(r"(\.\s?){5,}\s*\d{1,3}$")  # a line of a table of contents
_TOP = 12  # blocks of the first page that may be the title
_LONG_TITLE = 400  # characters


class Layout(NamedTuple):
    """What a PDF holds. `paper_id` and `version` are none without arXiv's stamp in the margin."""

    title: str | None
    paper_id: str | None
    version: int | None
    pieces: list[Piece]


def laid_out_pages(pages: list[Page]) -> Layout:
    """The text of a paper in reading order, without its list of references."""
    stamp = _STAMP.search(pages[0].edge) if pages else None
    lines = reading_order(without_furniture(pages))
    lines = [placed for placed in lines if not _LEADERS.search(placed.line.text)]
    measures = Measures(lines)
    blocks = blocks_of(lines, measures)
    title = _title(blocks, measures)
    body = [block for block in blocks if block not in title]
    return Layout(
        title=_text(title, measures) or None,
        paper_id=stamp["id"] if stamp else None,
        version=int(stamp["version"]) if stamp and stamp["version"] else None,
        pieces=pieces_of(body, measures),
    )


def _title(blocks: list[Block], measures: Measures) -> list[Block]:
    """The largest type at the top of the first page, if it is no heading and larger than usual."""
    first = [block for block in blocks if block[0].page == 0][:_TOP]
    largest = max((block[0].line.size for block in first), default=0.0)
    above = list(takewhile(lambda block: block[0].line.size < largest - 0.5, first))
    found = list(takewhile(lambda block: block[0].line.size > largest - 0.5, first[len(above) :]))
    text = _text(found, measures)
    heading = heading_of(found[0], text, measures) if found else None
    if largest < 1.1 * measures.size or len(text) > _LONG_TITLE or (heading and heading.is_sure):
        return []
    return found


def _text(blocks: list[Block], measures: Measures) -> str:
    return measures.joined(placed.line.text for block in blocks for placed in block)
