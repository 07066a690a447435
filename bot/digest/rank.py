"""Which papers of a day, and in which order."""

import datetime as dt
from collections.abc import Iterable

from bot.digest.tag import Tag, matches
from bot.domain.paper import Paper

_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


def rank(papers: Iterable[Paper]) -> list[Paper]:
    """By upvotes; ties by the earlier submission to the daily list, then by id.

    A paper that is listed twice (it may stand on two days of a week) counts with its most upvotes.
    """
    ranked = sorted(
        papers, key=lambda paper: (-(paper.upvotes or 0), paper.submitted_at or _LAST, paper.id)
    )
    best: dict[str, Paper] = {}
    for paper in ranked:
        best.setdefault(paper.id, paper)
    return list(best.values())


def about(papers: Iterable[Paper], topics: tuple[Tag, ...]) -> list[Paper]:
    """The papers that match any of the topics; all of them when there is none."""
    return [p for p in papers if not topics or any(matches(topic, p) for topic in topics)]
