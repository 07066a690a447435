"""Hugging Face Daily Papers, from the raw JSON of `/api/daily_papers` and `/api/papers/{id}`.

The client library drops fields that the raw JSON has, so it is not used.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.domain.base import single_line
from bot.domain.errors import DayNotOpen, SourceError, Trouble
from bot.domain.paper import Paper
from bot.domain.snapshot import DailyList, LeftOut, Snapshot
from bot.ports.outbound import Clock
from bot.sources.fetch import BadStatus, Fetcher
from bot.sources.huggingface_entry import UnusableError, fields_of, paper_of

Parsed = TypeVar("Parsed")
_PAGE = 100
_MOST_PAGES = 10
_MAX_BYTES = 20 * 2**20


class HuggingFacePapers:
    """`PaperSource` over the public API; `token` only raises the rate limit."""

    def __init__(self, fetcher: Fetcher, clock: Clock, base: str, token: str | None) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._base = base.rstrip("/")
        self._headers = {"Authorization": f"Bearer {single_line(token)}"} if token else None

    async def fetch_day(self, date: dt.date) -> Snapshot:
        """All pages of a date, until an empty one or one that repeats what is known."""
        fetched_at = self._clock.now()
        pages: list[str] = []
        seen: set[str] = set()
        for number in range(_MOST_PAGES):
            text = await self._page(date, number)
            ids = {str(fields_of(entry).get("id")) for entry in json.loads(text)}
            if pages and not ids - seen:
                break
            pages.append(text)
            seen |= ids
            if not ids:
                break
        return Snapshot(date=date, fetched_at=fetched_at, pages=tuple(pages))

    async def _page(self, date: dt.date, number: int) -> str:
        params = {"date": date.isoformat(), "limit": str(_PAGE), "p": str(number)}
        try:
            return await self._get("/api/daily_papers", _page_text, params)
        except BadStatus as error:
            names_date = re.search(r"\bdate\b", error.body) is not None
            if error.status == 400 and names_date and date >= self._clock.now().date():
                raise DayNotOpen(
                    f"Hugging Face has no list for {date} yet: a day opens at 00:00 UTC",
                    trouble=Trouble.DAY_NOT_OPEN,
                    about=date,
                ) from error
            raise

    async def _get(
        self,
        path: str,
        parse: Callable[[bytes], Parsed],
        params: Mapping[str, str] | None = None,
    ) -> Parsed:
        try:
            return await self._fetcher.get(
                f"{self._base}{path}",
                parse,
                params=params,
                headers=self._headers,
                max_bytes=_MAX_BYTES,
            )
        except BadStatus as error:
            if error.status == 401 and self._headers:
                raise SourceError(
                    "Hugging Face refuses the token; mend HF_TOKEN or unset it: none is needed"
                ) from error
            raise

    def read_day(self, snapshot: Snapshot) -> DailyList:
        """The papers of a snapshot in upstream's order, each id once."""
        papers: dict[str, Paper] = {}
        unusable: list[LeftOut] = []
        for page in snapshot.pages:
            for entry in _list(page.encode()):
                try:
                    paper = paper_of(fields_of(entry), snapshot.date, entry)
                except UnusableError as error:
                    unusable.append(error.left_out)
                else:
                    papers.setdefault(paper.id, paper)
        return DailyList(papers=tuple(papers.values()), unusable=tuple(dict.fromkeys(unusable)))

    async def fetch_paper(self, paper_id: str) -> Paper:
        """One paper from `/api/papers/{id}`."""
        fields = await self._get(f"/api/papers/{paper_id}", _object)
        try:
            return paper_of(fields, self._clock.now().date())
        except UnusableError as error:
            raise SourceError(f"Hugging Face's entry for {paper_id}: {error}") from error


def _json(body: bytes) -> Any:
    if body.lstrip()[:1] == b"<":
        raise SourceError("Hugging Face answered with a web page instead of data", retryable=True)
    try:
        return json.loads(_decoded(body))
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"Hugging Face's answer is broken JSON ({len(body)} bytes)", retryable=True
        ) from error


def _decoded(body: bytes) -> str:
    return body.decode("utf-8-sig")


def _page_text(body: bytes) -> str:
    _list(body)
    return _decoded(body)


def _list(body: bytes) -> list[Any]:
    page = _json(body)
    if not isinstance(page, list):
        raise SourceError("Hugging Face answered with something else than a list of papers")
    return page


def _object(body: bytes) -> dict[str, Any]:
    value = _json(body)
    if not isinstance(value, dict):
        raise SourceError("Hugging Face answered with something else than a paper")
    return value
