"""Hugging Face Daily Papers, from the raw JSON of `/api/daily_papers` and `/api/papers/{id}`.

Tolerant of what is missing or new, strict on id, title, abstract and upvotes. The client library
drops fields that the raw JSON has, so it is not used.
"""

import datetime as dt
import ipaddress
import json
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from bot.domain.base import Label, Name, Url, clip, single_line
from bot.domain.errors import DayNotOpen, SourceError
from bot.domain.paper import Paper, SourceSummary, parse_paper_reference
from bot.domain.snapshot import DailyList, Snapshot
from bot.ports.outbound import Clock
from bot.sources.fetch import BadStatus, Fetcher

_PAGE = 100
_MOST_PAGES = 10
_MAX_BYTES = 20 * 2**20
# Until this day an entry's publishedAt was the time it was put on the list; since then it is not.
_PUBLISHED_AT_MEANT_SUBMITTED = dt.date(2025, 3, 10)
_URL = TypeAdapter(Url)
_NAME: TypeAdapter[str] = TypeAdapter(Name)
_LABEL: TypeAdapter[str] = TypeAdapter(Label)


class HuggingFacePapers:
    """`PaperSource` over the public API; `token` only raises the rate limit."""

    def __init__(self, fetcher: Fetcher, clock: Clock, base: str, token: str | None) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._base = base.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else None

    async def fetch_day(self, date: dt.date) -> Snapshot:
        """All pages of a date, until an empty one or one that repeats what is known."""
        fetched_at = self._clock.now()
        pages: list[str] = []
        seen: set[str] = set()
        for number in range(_MOST_PAGES):
            text = await self._page(date, number)
            ids = {str(_fields(entry).get("id")) for entry in json.loads(text)}
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
            return await self._fetcher.get(
                f"{self._base}/api/daily_papers",
                _page_text,
                params=params,
                headers=self._headers,
                max_bytes=_MAX_BYTES,
            )
        except BadStatus as error:
            if error.status == 400 and "date" in error.body:
                raise DayNotOpen(
                    f"Hugging Face has no list for {date} yet: a day opens at 00:00 UTC"
                ) from error
            raise

    def read_day(self, snapshot: Snapshot) -> DailyList:
        """The papers of a snapshot in upstream's order, each id once."""
        papers: dict[str, Paper] = {}
        unusable: list[str] = []
        for page in snapshot.pages:
            for entry in json.loads(_page_text(page.encode())):
                try:
                    paper = _paper(_fields(entry), _of(entry, dict), snapshot.date)
                except ValueError as error:
                    unusable.append(clip(str(error), 300))
                else:
                    papers.setdefault(paper.id, paper)
        return DailyList(papers=tuple(papers.values()), unusable=tuple(dict.fromkeys(unusable)))

    async def fetch_paper(self, paper_id: str) -> Paper:
        """One paper from `/api/papers/{id}`."""
        fields = await self._fetcher.get(
            f"{self._base}/api/papers/{paper_id}",
            _object,
            headers=self._headers,
            max_bytes=_MAX_BYTES,
        )
        try:
            return _paper(fields, {}, self._clock.now().date())
        except ValueError as error:
            raise SourceError(f"Hugging Face's entry for {paper_id}: {error}") from error


def _json(body: bytes) -> Any:
    if body.lstrip()[:1] == b"<":
        raise SourceError("Hugging Face answered with a web page instead of data", retryable=True)
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"Hugging Face's answer is broken JSON ({len(body)} bytes)", retryable=True
        ) from error


def _page_text(body: bytes) -> str:
    page = _json(body)
    if not isinstance(page, list):
        raise SourceError("Hugging Face answered with something else than a list of papers")
    return body.decode("utf-8", "replace")


def _object(body: bytes) -> dict[str, Any]:
    value = _json(body)
    if not isinstance(value, dict):
        raise SourceError("Hugging Face answered with something else than a paper")
    return value


def _of(value: object, kind: type[dict[str, Any]]) -> dict[str, Any]:
    return value if isinstance(value, kind) else {}


def _fields(entry: object) -> dict[str, Any]:
    """The substance of a daily entry is in its `paper`."""
    return _of(_of(entry, dict).get("paper"), dict)


def _paper(fields: dict[str, Any], entry: dict[str, Any], date: dt.date) -> Paper:
    """Raises `ValueError` with a line for people when something that matters is missing."""
    given = fields.get("id")
    if not isinstance(given, str):
        raise ValueError("an entry without an id")
    try:
        paper_id, _ = parse_paper_reference(given)
    except ValueError as error:
        raise ValueError(f"an entry with the id {clip(given, 40)!r}") from error
    title = _text(fields.get("title"), 500) or _text(entry.get("title"), 500)
    abstract = _text(fields.get("summary"), 20_000) or _text(entry.get("summary"), 20_000)
    upvotes = fields.get("upvotes")
    if title is None:
        raise ValueError(f"{paper_id} has no title")
    if abstract is None:
        raise ValueError(f"{paper_id} has no abstract")
    if type(upvotes) is not int or upvotes < 0:
        raise ValueError(f"{paper_id} has no upvotes")
    return Paper(
        id=paper_id,
        title=title,
        abstract=abstract,
        upvotes=upvotes,
        authors=_authors(fields.get("authors")),
        keywords=_labels(fields.get("ai_keywords")),
        published_at=_time(fields.get("publishedAt")),
        submitted_at=_submitted_at(fields, entry, date),
        code_url=_own_address(fields.get("githubRepo")),
        project_url=_own_address(fields.get("projectPage")),
        thumbnail_url=_own_address(entry.get("thumbnail")),
        source_summary=_source_summary(fields),
    )


def _text(value: object, limit: int) -> str | None:
    return (clip(value, limit) or None) if isinstance(value, str) else None


def _time(value: object) -> dt.datetime | None:
    try:
        time = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return time.replace(tzinfo=time.tzinfo or dt.UTC).astimezone(dt.UTC) if time else None


def _submitted_at(
    fields: dict[str, Any], entry: dict[str, Any], date: dt.date
) -> dt.datetime | None:
    if time := _time(fields.get("submittedOnDailyAt")):
        return time
    if date <= _PUBLISHED_AT_MEANT_SUBMITTED:
        return _time(entry.get("publishedAt"))
    return None


def _authors(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else []
    names = (_text(_of(person, dict).get("name"), 200) for person in people)
    return tuple(name for name in names if name)


def _labels(value: object) -> tuple[str, ...]:
    words = value if isinstance(value, list) else []
    lines = (single_line(word) for word in words if isinstance(word, str))
    return tuple(line for line in lines if 0 < len(line) <= 60)


def _own_address(value: object) -> str | None:
    """An http(s) address with a named host; people type these, so anything else is left out."""
    try:
        url = _URL.validate_python(value.strip() if isinstance(value, str) else value)
        parts = urlsplit(url)
        host = parts.hostname or ""
    except (ValidationError, ValueError):
        return None
    if "." not in host or parts.username or parts.password or _is_number(host):
        return None
    return url


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _source_summary(fields: dict[str, Any]) -> SourceSummary | None:
    text = _text(fields.get("ai_summary"), 2_000)
    if text is None:
        return None
    return SourceSummary(
        text=text, credit="Hugging Face", model=_text(fields.get("ai_summary_model"), 60)
    )
