"""The full text of a paper from arXiv: its HTML page, or else its PDF."""

import re
from http import HTTPStatus

from bot.aside import aside
from bot.domain.errors import NotFound, SourceError
from bot.domain.evidence import PaperText
from bot.ports.keeping import Pace
from bot.sources.arxiv import GAP
from bot.sources.fetch import BadStatus, Fetcher
from bot.sources.html.document import looks_like_html, read_html
from bot.sources.pdf.process import read_pdf

_LARGEST_HTML = 30 * 2**20
_LARGEST_PDF = 40 * 2**20
_PDF_WITHIN = 1024  # bytes that may stand before a PDF's own beginning
_STUB = 1_000  # characters: a page with fewer is perhaps a list of files, or broke off


class ArxivText:
    """`FullText` over arXiv's site: <https://info.arxiv.org/about/accessible_HTML.html>."""

    def __init__(self, fetcher: Fetcher, pace: Pace, base: str) -> None:
        self._fetcher = fetcher
        self._pace = pace
        self._base = base.rstrip("/")

    async def fetch(self, paper_id: str, version: int | None) -> PaperText:
        """The text of a version (none: the latest), which is the one that arXiv says it served.

        Raises `NotFound` when neither the HTML nor the PDF can be read, `SourceError`.
        """
        name = paper_id if version is None else f"{paper_id}v{version}"
        text: PaperText | None = None
        try:
            text = await self._html(name, paper_id)
            lack = "only a stub of an HTML page of it"
        except SourceError as error:
            lack = _lack_of_html(error)
        if text is None or sum(len(p.text) for p in text.passages) < _STUB:
            text = await self._pdf(name, text, lack)
        return text.model_copy(update={"paper_id": paper_id, "version": text.version or version})

    async def read(self, document: bytes) -> PaperText:
        """The text of an HTML page or a PDF. Raises `SourceError` when it is neither or empty."""
        if b"%PDF-" in document[:_PDF_WITHIN]:
            return await read_pdf(document)
        if looks_like_html(document):
            return await aside(read_html, document)
        raise SourceError("this is neither an HTML page nor a PDF")

    async def _html(self, name: str, paper_id: str) -> PaperText:
        body = await self._get(f"{self._base}/html/{name}", _LARGEST_HTML)
        text = await aside(read_html, body)
        if text.paper_id is not None and _short(text.paper_id) != _short(paper_id):
            raise SourceError(f"arXiv answered with another paper, {text.paper_id}")
        return text

    async def _pdf(self, name: str, stub: PaperText | None, lack: str) -> PaperText:
        """The PDF's text, or the stub of a page when there is no such."""
        try:
            return await read_pdf(await self._get(f"{self._base}/pdf/{name}", _LARGEST_PDF))
        except SourceError as error:
            if error.retryable or isinstance(error, BadStatus):
                raise
            if stub is not None:
                return stub
            why = "no PDF" if isinstance(error, NotFound) else str(error)
            raise NotFound(f"arXiv has {lack} and {why}") from error

    async def _get(self, url: str, max_bytes: int) -> bytes:
        return await self._fetcher.get(
            url, bytes, max_bytes=max_bytes, turn=lambda: self._pace.wait("arxiv", GAP)
        )


def _lack_of_html(error: SourceError) -> str:
    """Why the PDF is asked for; raises when the page may be there another time.

    arXiv answers 500 when it has lost a conversion
    (<https://github.com/arXiv/arxiv-browse>, `browse/controllers`).
    """
    lost = isinstance(error, BadStatus) and error.status == HTTPStatus.INTERNAL_SERVER_ERROR
    if error.retryable and not lost:
        raise error
    return "no HTML of it" if isinstance(error, NotFound) else f"no usable HTML of it ({error})"


def _short(paper_id: str) -> str:
    """arXiv answers for `math.GT/0309136` with `math/0309136`."""
    return re.sub(r"\.[A-Z]{2}/", "/", paper_id)
