"""Which papers of a day, and in which order."""

import datetime as dt
from collections.abc import Iterable

from bot.digest.tag import Tag, matches
from bot.domain.paper import Paper

_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


def rank(papers: Iterable[Paper]) -> list[Paper]:
    """By upvotes; ties by the earlier submission to the daily list, then by id. Each id once."""
    once = {paper.id: paper for paper in papers}
    return sorted(
        once.values(),
        key=lambda paper: (-(paper.upvotes or 0), paper.submitted_at or _LAST, paper.id),
    )


def about(papers: Iterable[Paper], topics: tuple[Tag, ...]) -> list[Paper]:
    """The papers that match any of the topics; all of them when there is none."""
    return [p for p in papers if not topics or any(matches(topic, p) for topic in topics)]
