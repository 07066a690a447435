"""A paper's HTML page in passages, as arXiv serves it or as its authors wrote it.

The page is read as a stream of tags: no tree is built, so neither its depth nor its size matters,
and reading stops where the caps are reached. Nothing is fetched and no entity is defined.
"""

import re
from itertools import islice, takewhile

from lxml import etree  # type: ignore[import-untyped]  # it brings no types

from bot.domain.base import clip
from bot.domain.errors import SourceError
from bot.domain.evidence import Origin, PaperText, TextForm
from bot.domain.paper import parse_paper_reference
from bot.sources.html.galley import MOST_CHARACTERS, MOST_PIECES
from bot.sources.html.latexml import Role
from bot.sources.html.page import Page
from bot.sources.pieces import laid_out

_CHUNK = 64 * 1024
_HEAD = 16 * 1024
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|section|div|h1|p)\b", re.IGNORECASE)
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?"
    rb"((?:iso-8859|windows|latin|euc|koi8|gb|big5|shift)[-_]?\w{0,8})",
    re.IGNORECASE,
)


def looks_like_html(body: bytes) -> bool:
    """Whether the beginning of `body` holds a tag that pages have."""
    return _TAG.search(_decoded(body[:_HEAD])) is not None


def read_html(body: bytes) -> PaperText:
    """The paper on a page; of an endless one its beginning. Takes linear time, blocking.

    Id and version are those of arXiv's watermark. Raises `SourceError` when there is no text.
    """
    markup = _decoded(body).encode()
    page = _read(markup, latexml=b"ltx_document" in markup)
    if not page.galley.pieces and page.latexml:
        page = _read(markup, latexml=False)
    found = islice(laid_out(Origin.PAPER, page.galley.pieces), MOST_PIECES)
    passages = tuple(takewhile(lambda passage: passage.start < MOST_CHARACTERS, found))
    if not passages:
        raise SourceError("the HTML page holds no text")
    paper_id, version = _stamped(page.galley.said.get(Role.WATERMARK, ""))
    return PaperText(
        paper_id=paper_id,
        version=version,
        title=clip(page.title, 500) or None,
        form=TextForm.HTML,
        passages=passages,
    )


def _stamped(watermark: str) -> tuple[str | None, int | None]:
    """Id and version in a line such as "arXiv:2602.00001v1 [cs.CL] 10 Feb 2026"."""
    try:
        return parse_paper_reference(watermark.partition(" ")[0])
    except ValueError:
        return None, None


def _read(markup: bytes, *, latexml: bool) -> Page:
    page = Page(latexml=latexml)
    parser = etree.HTMLParser(target=page, encoding="utf-8")
    try:
        for start in range(0, len(markup), _CHUNK):
            if page.full:
                break
            parser.feed(markup[start : start + _CHUNK])
        parser.close()
    except etree.LxmlError as error:
        raise SourceError("the HTML page is empty") from error
    return page


def _decoded(body: bytes) -> str:
    """The page's text: UTF-8 unless it says otherwise."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(body, 0, _HEAD)
    try:
        return body.decode(declared[1].decode() if declared else "utf-8-sig", "replace")
    except LookupError:
        return body.decode("utf-8-sig", "replace")
