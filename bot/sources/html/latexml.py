"""What the elements of a page are in a paper: LaTeXML's classes first, then HTML's own tags.

Classes: <https://math.nist.gov/~BMiller/LaTeXML/manual/schema/> names the elements, and the page
writes each as `ltx_` and its name.
"""

import re
from collections.abc import Mapping
from enum import IntEnum, auto
from functools import lru_cache
from typing import NamedTuple


class Role(IntEnum):
    """What an element does with the text in it."""

    INLINE = auto()  # it flows on
    BREAK = auto()  # a space goes before and after it
    BLOCK = auto()  # it stands apart
    PARAGRAPH = auto()  # it stands apart, and blocks inside it do not
    LIST = auto()
    ITEM = auto()
    RUN_IN = auto()  # a heading in the line of its text, such as "Theorem 2."
    HEADING = auto()
    TITLE = auto()
    ASIDE = auto()  # a part with a name but no rank, such as the abstract
    TABLE = auto()
    ROW = auto()
    CELL = auto()
    CAPTION = auto()
    FOOTNOTE = auto()
    FORMULA = auto()
    TEX = auto()  # a formula's source inside it
    DOCUMENT = auto()  # the paper, on a page that has more
    PAGE_TITLE = auto()
    WATERMARK = auto()
    PICTURE = auto()  # a drawing: only boxes of text in it are read
    BOX = auto()
    SKIPPED = auto()


class Mark(NamedTuple):
    """An element's role; a heading's rank, 1 the highest; a name or a sign that goes with it."""

    role: Role
    rank: int = 0
    name: str = ""


_SECTION = 2
_RANKS = {
    "chapter": 1,
    "part": _SECTION,  # the sections under it are what people call the top level
    "section": _SECTION,
    "appendix": _SECTION,
    "bibliography": _SECTION,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
_ASIDES = {
    "abstract": "Abstract",
    "keywords": "Keywords",
    "classification": "Classification",
    "acknowledgements": "Acknowledgements",
}
_FOOTNOTES = {"ltx_role_footnote", "ltx_role_footnotetext", "ltx_role_endnote"}
_CLASSES = {
    "ltx_document": Mark(Role.DOCUMENT),
    "ltx_title_document": Mark(Role.TITLE),
    **{f"ltx_title_{name}": Mark(Role.HEADING, rank, name) for name, rank in _RANKS.items()},
    **{f"ltx_title_{name}": Mark(Role.SKIPPED) for name in _ASIDES},
    **{f"ltx_{name}": Mark(Role.ASIDE, _SECTION, label) for name, label in _ASIDES.items()},
    "ltx_title": Mark(Role.RUN_IN),
    "ltx_minipage": Mark(Role.BOX),
    **dict.fromkeys(("ltx_para", "ltx_listing"), Mark(Role.PARAGRAPH)),
    **dict.fromkeys(("ltx_p", "ltx_theorem", "ltx_proof", "ltx_float"), Mark(Role.BLOCK)),
    **dict.fromkeys(
        (
            *("ltx_equation", "ltx_equationgroup", "ltx_eqn_table", "ltx_eqn_row", "ltx_eqn_cell"),
            *("ltx_break", "ltx_listingline", "ltx_tag_item"),
        ),
        Mark(Role.BREAK),
    ),
    **dict.fromkeys(("ltx_itemize", "ltx_enumerate", "ltx_description"), Mark(Role.LIST)),
    "ltx_item": Mark(Role.ITEM),
    "ltx_tabular": Mark(Role.TABLE),
    "ltx_tr": Mark(Role.ROW),
    "ltx_td": Mark(Role.CELL),
    "ltx_caption": Mark(Role.CAPTION),
    "ltx_note": Mark(Role.SKIPPED),  # thanks, addresses, page ranges; footnotes are told apart
    "ltx_picture": Mark(Role.PICTURE),
    "abstract": Mark(Role.ASIDE, _SECTION, "Abstract"),
    **dict.fromkeys(
        (
            *("ltx_ERROR", "ltx_note_mark", "ltx_note_type", "ltx_tag_note", "ltx_listing_data"),
            *("ltx_authors", "ltx_dates", "ltx_date", "ltx_rdf", "ltx_biblist", "ltx_index"),
            *("ltx_TOC", "ltx_toclist", "ltx_pagination", "ltx_page_navbar", "ltx_page_header"),
            *("ltx_page_footer", "ltx_page_logo", "package-alerts", "sr-only"),
        ),
        Mark(Role.SKIPPED),
    ),
}
_TAGS = {
    **{f"h{rank}": Mark(Role.HEADING, rank) for rank in range(1, 7)},
    **dict.fromkeys(("p", "pre", "dl", "blockquote"), Mark(Role.PARAGRAPH)),
    **dict.fromkeys(
        "body div section article main header aside figure center address hr details".split(),
        Mark(Role.BLOCK),
    ),
    **dict.fromkeys(("br", "dt", "dd", "thead", "tbody", "tfoot", "summary"), Mark(Role.BREAK)),
    **dict.fromkeys(("ul", "ol", "menu"), Mark(Role.LIST)),
    "li": Mark(Role.ITEM, name="•"),
    "table": Mark(Role.TABLE),
    "tr": Mark(Role.ROW),
    **dict.fromkeys(("td", "th"), Mark(Role.CELL)),
    **dict.fromkeys(("caption", "figcaption"), Mark(Role.CAPTION)),
    "math": Mark(Role.FORMULA),
    "annotation": Mark(Role.TEX),
    "title": Mark(Role.PAGE_TITLE),
    "svg": Mark(Role.PICTURE),
    **dict.fromkeys(
        (
            *"script style template noscript nav footer dialog form button select".split(),
            *"textarea iframe object audio video canvas annotation-xml rt rp".split(),
        ),
        Mark(Role.SKIPPED),
    ),
}
INLINE, SKIPPED = Mark(Role.INLINE), Mark(Role.SKIPPED)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def mark_of(tag: str, attributes: Mapping[str, str]) -> Mark:
    """What an element is. What a browser does not show, or shows twice, is skipped."""
    if not attributes:
        return _known(tag, "")
    if attributes.get("id") == "watermark-tr":
        return Mark(Role.WATERMARK)
    if (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN.search(attributes.get("style", ""))
        or (tag == "annotation" and "tex" not in attributes.get("encoding", ""))
    ):
        return SKIPPED
    return _known(tag, attributes.get("class", "")[:200])


@lru_cache(maxsize=2_000)
def _known(tag: str, classes: str) -> Mark:
    names = classes.split()
    if _FOOTNOTES.intersection(names):
        return Mark(Role.FOOTNOTE)
    if "ltx_ERROR" in names:
        return Mark(Role.SKIPPED)
    known = [_CLASSES[name] for name in names if name in _CLASSES]
    # "ltx_title" says less than the kind of title beside it.
    known.sort(key=lambda mark: mark.role is Role.RUN_IN)
    return known[0] if known else _TAGS.get(tag, INLINE)
