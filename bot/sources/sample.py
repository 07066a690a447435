"""The bundled sample day, for when there is no network: always labelled as a sample.

Titles, ids, authors, votes and links are real; the text under each title is our own, not the
paper's, so it is never evidence.
"""

import datetime as dt
import json
from importlib.resources import files

from bot.domain.errors import NotFound
from bot.domain.paper import Paper
from bot.domain.snapshot import DailyList, Snapshot

SAMPLE_DATE = dt.date(2026, 2, 16)


class SamplePapers:
    """`PaperSource` of one day."""

    async def fetch_day(self, date: dt.date) -> Snapshot:
        """The bundled day, whichever way it is asked for; raises `NotFound` for any other."""
        if date != SAMPLE_DATE:
            raise NotFound(f"the bundled sample day is {SAMPLE_DATE}, not {date}")
        text = (files("bot.sources") / "sample_day.json").read_text(encoding="utf-8")
        return Snapshot(
            date=SAMPLE_DATE, fetched_at=dt.datetime(2026, 2, 17, tzinfo=dt.UTC), pages=(text,)
        )

    def read_day(self, snapshot: Snapshot) -> DailyList:
        """The five papers, each marked as a sample."""
        papers = [Paper.model_validate(fields) for fields in json.loads(snapshot.pages[0])]
        return DailyList(
            papers=tuple(paper.model_copy(update={"sample": True}) for paper in papers)
        )

    async def fetch_paper(self, paper_id: str) -> Paper:
        """One of the five."""
        daily = self.read_day(await self.fetch_day(SAMPLE_DATE))
        for paper in daily.papers:
            if paper.id == paper_id:
                return paper
        raise NotFound(f"{paper_id} is not in the bundled sample day")
