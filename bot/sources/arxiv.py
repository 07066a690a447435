"""arXiv's public record, from its Atom API: <https://info.arxiv.org/help/api/user-manual.html>.

All ids go into one request; arXiv asks for at least three seconds between requests over all
machines together (<https://info.arxiv.org/help/api/tou.html>).
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.domain.base import clip
from bot.domain.errors import SourceError
from bot.domain.paper import ArxivRecord, parse_paper_reference
from bot.ports.keeping import Pace
from bot.sources.fetch import Fetcher
from bot.sources.moment import moment_of
from bot.sources.tex import plain_signs
from bot.sources.withdrawn import is_withdrawn

GAP = 3.1
_MAX_BYTES = 16 * 2**20
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


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
        records = await self._fetcher.get(
            f"{self._base}/api/query",
            read_feed,
            params={"id_list": ",".join(ids), "max_results": str(len(ids))},
            max_bytes=_MAX_BYTES,
            turn=lambda: self._pace.wait("arxiv", GAP),
        )
        return {i: records[name] for i in ids if (name := _canonical(i)) in records}


def read_feed(body: bytes) -> dict[str, ArxivRecord]:
    """The records of an Atom feed by canonical id, in any of the shapes arXiv has served."""
    feed = _feed(body)
    records: dict[str, ArxivRecord] = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        address = _text(entry, f"{_ATOM}id") or ""
        if "/api/errors" in address:
            raise SourceError(f"arXiv refused the request: {_text(entry, f'{_ATOM}summary')}")
        if record := _record(entry, address):
            records[_canonical(record.id)] = record
    return records


def _feed(body: bytes) -> Element:
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise _no_feed(body) from error
    if feed.tag != f"{_ATOM}feed":
        raise _no_feed(body)
    return feed


def _no_feed(body: bytes) -> SourceError:
    said = clip(body[:80].decode("utf-8", "replace"), 80)
    return SourceError(f"arXiv answered with something else than a feed: {said!r}", retryable=True)


def _canonical(paper_id: str) -> str:
    """arXiv answers for `math.GT/0309136` with `math/0309136`."""
    return re.sub(r"\.[A-Z]{2}/", "/", paper_id)


def _record(entry: Element, address: str) -> ArxivRecord | None:
    try:
        paper_id, version = parse_paper_reference(address)
    except ValueError:
        return None
    title = _text(entry, f"{_ATOM}title")
    if title is None:
        return None
    abstract = _text(entry, f"{_ATOM}summary", 20_000)
    comment = _text(entry, f"{_ARXIV}comment")
    return ArxivRecord(
        id=paper_id,
        version=version or 1,
        title=clip(plain_signs(title), 500),
        authors=tuple(
            clip(name, 200)
            for author in entry.iter(f"{_ATOM}author")
            if (name := _text(author, f"{_ATOM}name"))
        ),
        abstract=abstract and plain_signs(abstract),
        categories=tuple(
            clip(term, 60) for c in entry.iter(f"{_ATOM}category") if (term := c.get("term"))
        ),
        comment=comment,
        doi=_doi(entry),
        journal_ref=_text(entry, f"{_ARXIV}journal_ref"),
        published_at=moment_of(_text(entry, f"{_ATOM}published")),
        updated_at=moment_of(_text(entry, f"{_ATOM}updated")),
        withdrawn=is_withdrawn(comment or "", abstract or ""),
    )


def _text(element: Element, tag: str, limit: int = 2_000) -> str | None:
    return clip(element.findtext(tag) or "", limit) or None


def _doi(entry: Element) -> str | None:
    """The DOI; half of one would name nothing."""
    doi = _text(entry, f"{_ARXIV}doi")
    return doi if doi and len(doi) <= 60 else None
