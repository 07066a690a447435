"""From blocks to pieces of text under their headings."""

import re
from collections.abc import Sequence

from bot.domain.evidence import PassageKind
from bot.sources.pdf.blocks import Block, Measures, is_short
from bot.sources.pdf.floats import (
    caption_of,
    floats_of,
    footnotes_of,
    is_scrap,
    is_table,
    table_text,
)
from bot.sources.pdf.headings import Heading, heading_of, levelled
from bot.sources.pieces import Piece

_ENDS = re.compile(r"[.!?:;][)\]”\"’']*$")
_RUN_IN = re.compile(r"(abstract|summary)\s*[—–:.-]+\s*(?=[^\W_])", re.IGNORECASE)
_FORMULA = re.compile(r"[=<>≤≥∈∑∏∫√≈∼∝→(){}|+−^]|\(\d+\)$")
_FRONT = "Authors"  # what stands between the title and the abstract

Role = Heading | PassageKind | None


def pieces_of(blocks: Sequence[Block], measures: Measures) -> list[Piece]:
    """The text without its list of references; what floats stands after what it interrupts."""
    texts = [measures.joined(placed.line.text for placed in block) for block in blocks]
    written = _Written(measures)
    for block, text, role in zip(blocks, *_roles(blocks, texts, measures), strict=True):
        match role:
            case None:
                pass
            case Heading():
                written.open(role)
            case PassageKind.PARAGRAPH:
                written.go_on(block, text)
            case _:
                written.set_aside(text, role)
    written.close()
    return written.pieces


def _roles(
    blocks: Sequence[Block], texts: list[str], measures: Measures
) -> tuple[list[str], list[Role]]:
    """What each block is, and the text of tables put in rows."""
    captions = {
        at: found for at, block in enumerate(blocks) if (found := caption_of(block, texts[at]))
    }
    headings = _headings(blocks, texts, captions, measures)
    notes = footnotes_of(blocks, measures.size) - set(captions)
    tables, labels = floats_of(blocks, captions, set(headings) | notes, measures.size)
    captioned = {at for places in tables.values() for at in places}
    roles: list[Role] = [PassageKind.PARAGRAPH for _ in blocks]
    for at, block in enumerate(blocks):
        if at in captions:
            roles[at] = PassageKind.CAPTION
        elif at in headings:
            roles[at] = headings[at]
        elif at in notes:
            roles[at] = PassageKind.FOOTNOTE
        elif at in labels:
            roles[at] = None
        elif at not in captioned and is_table(block):
            tables[at] = [at]
    for places in tables.values():
        for at in places:
            roles[at] = None
        if places:
            roles[places[0]] = PassageKind.TABLE
            texts[places[0]] = table_text([blocks[at] for at in places])
    return texts, roles


def _headings(
    blocks: Sequence[Block],
    texts: list[str],
    captions: dict[int, re.Match[str]],
    measures: Measures,
) -> dict[int, Heading]:
    found = {
        at: heading
        for at, block in enumerate(blocks)
        if at not in captions and (heading := heading_of(block, texts[at], measures))
        # A label in a figure may be large or bold too, but no text follows it.
        if heading.is_sure
        or (at + 1 < len(blocks) and at + 1 not in captions and not is_scrap(blocks[at + 1]))
    }
    start = next((at for at, heading in found.items() if heading.is_sure), 0)
    found = {at: heading for at, heading in found.items() if at >= start}  # names may be in bold
    return dict(zip(found, levelled(list(found.values())), strict=True))


class _Written:
    """The pieces so far, and the paragraph that may go on."""

    def __init__(self, measures: Measures) -> None:
        self.pieces: list[Piece] = []
        self._measures = measures
        self._section = _FRONT
        self._chapter: str | None = None
        self._references: Heading | None = None
        self._paragraph: list[str] = []
        self._last: Block = []
        self._aside: list[Piece] = []

    def open(self, heading: Heading) -> None:
        """Begin a section; a list of references ends only where a heading like its own stands."""
        if self._references and not heading.ends(self._references):
            return
        self.close()
        self._references = heading if heading.opens_references else None
        self._section = heading.title
        self._chapter = heading.title if heading.level == 1 else self._chapter

    def go_on(self, block: Block, text: str) -> None:
        """More text: of the same paragraph, or the next."""
        if self._section == _FRONT and (run_in := _RUN_IN.match(text)):
            self.close()
            self._section, text = "Abstract", text[run_in.end() :]
        elif not self._continues(block, text):
            self.close()
        self._paragraph.append(text)
        self._last = block

    def set_aside(self, text: str, kind: PassageKind) -> None:
        """A float or a footnote."""
        if not (self._references and kind is PassageKind.FOOTNOTE):
            self._aside.append(Piece(self._section, text, self._chapter, kind))

    def close(self) -> None:
        """End the paragraph."""
        if self._paragraph and not self._references:
            text = self._measures.joined(self._paragraph)
            self.pieces.append(Piece(self._section, text, self._chapter))
        self.pieces += self._aside
        self._paragraph, self._last, self._aside = [], [], []

    def _continues(self, block: Block, text: str) -> bool:
        if not self._last:
            return False
        if _is_formula(block):
            return self._last[-1].page == block[0].page
        if _ENDS.search(self._paragraph[-1]) and not self._paragraph[-1].endswith((":", ";")):
            return False
        first = block[0]
        beyond = self._last[-1].flow != first.flow
        set_in = first.line.left - first.left > 0.7 * first.line.size
        return text[0].islower() or (beyond and not set_in and not is_short(self._last[-1]))


def _is_formula(block: Block) -> bool:
    """Whether a block is set in the middle and holds more signs than words."""
    column = block[0].right - block[0].left
    return all(
        placed.line.left - placed.left > 0.06 * column and _FORMULA.search(placed.line.text)
        for placed in block
    )
