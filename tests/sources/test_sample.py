"""The bundled day, for when there is no network."""

import datetime as dt

import pytest

from bot.domain.errors import NotFound
from bot.sources.sample import SAMPLE_DATE, SamplePapers


async def test_the_sample_day_is_five_marked_papers() -> None:
    """Each says that it is a sample, or its text would pass for the paper's own."""
    source = SamplePapers()

    papers = source.read_day(await source.fetch_day(SAMPLE_DATE)).papers

    assert [paper.sample for paper in papers] == [True] * 5
    assert sorted(papers, key=lambda p: p.upvotes or 0, reverse=True) == list(papers)


async def test_another_day_is_not_in_the_sample() -> None:
    """It never stands in for a day that was asked for."""
    with pytest.raises(NotFound, match="the bundled sample day is 2026-02-16, not 2026-02-17"):
        await SamplePapers().fetch_day(dt.date(2026, 2, 17))
