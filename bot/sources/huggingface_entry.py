"""An entry of Hugging Face Daily Papers, from raw JSON to a paper.

Tolerant of what is missing or new, strict on id, title, abstract and upvotes.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.domain.base import clip, single_line
from bot.domain.paper import Paper, SourceSummary, Upvotes, parse_paper_reference
from bot.domain.snapshot import Flaw, LeftOut
from bot.sources.addresses import code_address, page_address, picture_address
from bot.sources.moment import moment_of
from bot.sources.tex import plain_signs

_log = structlog.get_logger()

# Until this day an entry's publishedAt was the time it was put on the list; since then it is not.
_PUBLISHED_AT_MEANT_SUBMITTED = dt.date(2025, 3, 10)
_MOST_AUTHORS, _MOST_KEYWORDS = 2_000, 100  # real entries have up to 664 and a dozen
_UPVOTES: TypeAdapter[int] = TypeAdapter(Upvotes)


class UnusableError(Exception):
    """An entry lacks something that matters."""

    def __init__(self, flaw: Flaw, about: str | None = None) -> None:
        self.left_out = LeftOut(flaw=flaw, about=about or None)
        super().__init__(flaw.replace("_", " "))


def fields_of(entry: object) -> dict[str, Any]:
    """The substance of a daily entry, which is in its `paper`."""
    return _object(_object(entry).get("paper"))


def paper_of(fields: dict[str, Any], date: dt.date, around: object = None) -> Paper:
    """The paper of `fields`, on the list of `date`; `around` is the daily entry that holds them.

    Raises `UnusableError` when something that matters is missing.
    """
    entry = _object(around)
    given = fields.get("id")
    if not isinstance(given, str):
        raise UnusableError(Flaw.NO_ID)
    try:
        paper_id, _ = parse_paper_reference(given)
    except ValueError as error:
        raise UnusableError(Flaw.WRONG_ID, clip(given, 40)) from error
    title = _prose(fields.get("title"), 500) or _prose(entry.get("title"), 500)
    abstract = _prose(fields.get("summary"), 20_000) or _prose(entry.get("summary"), 20_000)
    if title is None:
        raise UnusableError(Flaw.NO_TITLE, paper_id)
    if abstract is None:
        raise UnusableError(Flaw.NO_ABSTRACT, paper_id)
    try:
        upvotes = _UPVOTES.validate_python(fields.get("upvotes"), strict=True)
    except ValueError as error:
        raise UnusableError(Flaw.NO_UPVOTES, paper_id) from error
    try:
        return _paper(
            fields, entry, date, id=paper_id, title=title, abstract=abstract, upvotes=upvotes
        )
    except ValidationError as error:
        raise UnusableError(Flaw.UNREADABLE, paper_id) from error


def _paper(fields: dict[str, Any], entry: dict[str, Any], date: dt.date, **known: Any) -> Paper:
    return Paper(
        **known,
        authors=_authors(fields.get("authors")),
        keywords=_labels(fields.get("ai_keywords")),
        published_at=moment_of(fields.get("publishedAt")),
        submitted_at=_submitted_at(fields, entry, date),
        code_url=_address(fields, "githubRepo", code_address),
        project_url=_address(fields, "projectPage", page_address),
        thumbnail_url=_address(entry, "thumbnail", picture_address),
        source_summary=_source_summary(fields),
    )


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object, limit: int) -> str | None:
    return (clip(value, limit) or None) if isinstance(value, str) else None


def _prose(value: object, limit: int) -> str | None:
    return _text(plain_signs(value), limit) if isinstance(value, str) else None


def _submitted_at(
    fields: dict[str, Any], entry: dict[str, Any], date: dt.date
) -> dt.datetime | None:
    if time := moment_of(fields.get("submittedOnDailyAt")):
        return time
    if date <= _PUBLISHED_AT_MEANT_SUBMITTED:
        return moment_of(entry.get("publishedAt"))
    return None


def _authors(value: object) -> tuple[str, ...]:
    people = value[:_MOST_AUTHORS] if isinstance(value, list) else []
    names = (_text(_object(person).get("name"), 200) for person in people)
    return tuple(name for name in names if name)


def _labels(value: object) -> tuple[str, ...]:
    words = value[:_MOST_KEYWORDS] if isinstance(value, list) else []
    lines = (single_line(word) for word in words if isinstance(word, str))
    return tuple(line for line in lines if 0 < len(line) <= 60)


def _address(given: dict[str, Any], name: str, read: Callable[[object], str | None]) -> str | None:
    """An address that may be posted as the paper's own; what else stands there is left out."""
    typed = given.get(name)
    address = read(typed)
    if typed and address is None:
        _log.info("an address is left out", field=name, typed=clip(str(typed), 100))
    return address


def _source_summary(fields: dict[str, Any]) -> SourceSummary | None:
    text = _text(fields.get("ai_summary"), 2_000)
    if text is None:
        return None
    return SourceSummary(
        text=text, credit="Hugging Face", model=_text(fields.get("ai_summary_model"), 60)
    )
