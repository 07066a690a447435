"""Which blocks are headings, and of what level."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.sources.pdf.blocks import Block, Measures

_LONGEST = 120  # characters
_KNOWN = re.compile(
    r"(abstract|introduction|(related|previous|prior) works?|background|preliminaries|methods?|methodology"
    r"|(experiments?|experimental)( results| setup| settings)?|results( and discussion)?|evaluation"
    r"|discussions?|conclusions?( and future work)?|future work|limitations?|ethics statement"
    r"|broader impacts?|acknowledge?ments?|references|bibliography|literature cited|works cited"
    r"|appendix|appendices|supplement(ary|al)( materials?)?)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:(?:appendix|section)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z](?:\.\d{1,2}){0,3}|[IVX]{1,5})"
    r"(?P<dot>[.:)]?)\s+(?P<title>[^\W\d_].*)"
)
_REFERENCES = re.compile(r"references|bibliography|(literature|works) cited", re.IGNORECASE)
_APPENDIX = re.compile(r"(appendi|supplement)", re.IGNORECASE)


class Heading(NamedTuple):
    """A heading; `level` 1 is a chapter."""

    title: str
    level: int
    size: float
    bold: bool

    @property
    def bare(self) -> str:
        """The title without its number."""
        numbered = _NUMBERED.fullmatch(self.title)
        return (numbered["title"] if numbered else self.title).rstrip(" .:")

    @property
    def is_sure(self) -> bool:
        """Whether its words or its number show that it is one, and not its looks alone."""
        return self.level > 0 or _KNOWN.fullmatch(self.bare) is not None

    @property
    def opens_references(self) -> bool:
        """Whether a list of works follows."""
        return _REFERENCES.fullmatch(self.bare) is not None

    def ends(self, references: "Heading") -> bool:
        """Whether the list under `references` is over here."""
        alike = abs(self.size - references.size) < 0.5 and self.bold == references.bold
        return alike or _APPENDIX.match(self.bare) is not None


def heading_of(block: Block, text: str, measures: Measures) -> Heading | None:
    """The heading that a block is; its level where the number tells it, else 0."""
    line = block[0].line
    if len(block) > 3 or len(text) > _LONGEST or not re.search(r"[^\W\d_]{2}", text):
        return None
    if any(len(placed.line.cells) > 2 for placed in block):
        return None
    size = line.size / measures.size
    stands_out = size > 1.08 or (line.bold and size > 0.88)
    numbered = _NUMBERED.fullmatch(text)
    if _KNOWN.fullmatch((numbered["title"] if numbered else text).rstrip(" .:")):
        stands_out = True
    elif numbered:
        capital = numbered["title"].isupper() or numbered["title"][0].isupper()
        stands_out |= capital and (line.italic or numbered["title"].isupper())
    if not stands_out or re.search(r"[,;?!]$|[.]$" if not numbered else r"[,;]$", text):
        return None
    if not text[0].isalnum() or text[0].islower():
        return None
    return Heading(text, _level(numbered), line.size, line.bold)


def _level(numbered: re.Match[str] | None) -> int:
    if numbered is None:
        return 0
    return numbered["number"].count(".") + 1


def levelled(headings: Sequence[Heading]) -> list[Heading]:
    """Headings with the levels that their style tells where their number does not."""
    roman = any(re.match(r"(II|III|IV|VI)\.?\s", heading.title) for heading in headings)
    tops = [h.size for h in headings if h.level == 1 or (not h.level and _KNOWN.fullmatch(h.bare))]
    top = max(tops, key=tops.count) if tops else max((h.size for h in headings), default=0.0)
    found = []
    for heading in headings:
        level = heading.level
        if roman and re.match(r"[A-H]\.\s", heading.title):
            level = 2
        elif not level:
            level = 1 if heading.size > top - 0.4 or _KNOWN.fullmatch(heading.bare) else 2
        found.append(heading._replace(level=level))
    return found
