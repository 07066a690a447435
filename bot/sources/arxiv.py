"""arXiv's public record, from its Atom API: <https://info.arxiv.org/help/api/user-manual.html>.

All ids go into one request; arXiv asks for at least three seconds between requests over all
machines together (<https://info.arxiv.org/help/api/tou.html>).
"""

import datetime as dt
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.domain.base import clip
from bot.domain.errors import SourceError
from bot.domain.paper import ArxivRecord, parse_paper_reference
from bot.ports.outbound import Pace
from bot.sources.fetch import Fetcher

GAP = 3.1
_MAX_BYTES = 16 * 2**20
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_WITHDRAWN = re.compile(
    r"\b(?:this|the)\s+(?:\w+\s+){0,3}?(?:has|have|is|was)\s+(?:been\s+)?withdrawn\b"
    r"|^\W*withdrawn\b",
    re.IGNORECASE,
)


class ArxivRecords:
    """`PaperRecords` over the Atom API."""

    def __init__(self, fetcher: Fetcher, pace: Pace, base: str) -> None:
        self._fetcher = fetcher
        self._pace = pace
        self._base = base.rstrip("/")

    async def fetch_records(self, ids: Sequence[str]) -> dict[str, ArxivRecord]:
        """Records by id, the latest version of each. Ids it does not know are missing."""
        if not ids:
            return {}
        await self._pace.wait("arxiv", GAP)
        return await self._fetcher.get(
            f"{self._base}/api/query",
            read_feed,
            params={"id_list": ",".join(ids), "max_results": str(len(ids))},
            max_bytes=_MAX_BYTES,
        )


def read_feed(body: bytes) -> dict[str, ArxivRecord]:
    """The records of an Atom feed, in any of the shapes arXiv has served."""
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        said = clip(body[:80].decode("utf-8", "replace"), 80)
        raise SourceError(
            f"arXiv answered with something else than a feed: {said!r}", retryable=True
        ) from error
    records: dict[str, ArxivRecord] = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        address = _text(entry, f"{_ATOM}id") or ""
        if "/api/errors" in address:
            raise SourceError(f"arXiv refused the request: {_text(entry, f'{_ATOM}summary')}")
        if record := _record(entry, address):
            records[record.id] = record
    return records


def _record(entry: Element, address: str) -> ArxivRecord | None:
    try:
        paper_id, version = parse_paper_reference(address)
    except ValueError:
        return None
    title = _text(entry, f"{_ATOM}title")
    if title is None:
        return None
    comment = _text(entry, f"{_ARXIV}comment")
    return ArxivRecord(
        id=paper_id,
        version=version or 1,
        title=clip(title, 500),
        authors=tuple(
            clip(name, 200)
            for author in entry.iter(f"{_ATOM}author")
            if (name := _text(author, f"{_ATOM}name"))
        ),
        abstract=_text(entry, f"{_ATOM}summary"),
        categories=tuple(
            clip(term, 60) for c in entry.iter(f"{_ATOM}category") if (term := c.get("term"))
        ),
        comment=comment,
        doi=_text(entry, f"{_ARXIV}doi", 60),
        journal_ref=_text(entry, f"{_ARXIV}journal_ref"),
        published_at=_time(_text(entry, f"{_ATOM}published")),
        updated_at=_time(_text(entry, f"{_ATOM}updated")),
        withdrawn=bool(comment and _WITHDRAWN.search(comment)),
    )


def _text(element: Element, tag: str, limit: int = 2_000) -> str | None:
    if tag == f"{_ATOM}summary":
        limit = 20_000
    return clip(element.findtext(tag) or "", limit) or None


def _time(value: str | None) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(value).astimezone(dt.UTC) if value else None
    except ValueError:
        return None
