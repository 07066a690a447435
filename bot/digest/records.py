"""arXiv's records of papers: asked once a day, kept for replays."""

import datetime as dt
from collections.abc import Sequence

from bot.domain.base import Model
from bot.domain.errors import SourceError
from bot.domain.paper import ArxivRecord, Paper
from bot.kept import keep, kept
from bot.ports.inbound import Progress, Step
from bot.ports.keeping import Store
from bot.ports.outbound import Clock, PaperRecords


class _Answer(Model):
    """What arXiv said of a paper on a day; records change once a day at most."""

    asked_on: dt.date
    record: ArxivRecord | None


class RecordReader:
    """Adds arXiv's records to papers. All that have to be asked for go into one request."""

    def __init__(self, records: PaperRecords, store: Store, clock: Clock) -> None:
        self._records = records
        self._store = store
        self._clock = clock

    async def read(
        self, papers: Sequence[Paper], progress: Progress, *, network: bool
    ) -> list[Paper]:
        """The papers with the records that arXiv has; where it cannot be asked, the last known."""
        known = {p.id: await kept(self._store, "arxiv", p.id, _Answer) for p in papers}
        today = self._clock.now().date()
        stale = [i for i, answer in known.items() if answer is None or answer.asked_on != today]
        if stale and network:
            progress(Step(stage="arxiv", subject=f"arXiv records ({len(stale)})"))
            try:
                known |= await self._ask(stale, today)
            except SourceError as error:
                progress(Step(stage="degraded", subject="arXiv did not answer", detail=str(error)))
        records = {i: answer and answer.record for i, answer in known.items()}
        return [p.model_copy(update={"arxiv": records[p.id]}) for p in papers]

    async def _ask(self, ids: Sequence[str], today: dt.date) -> dict[str, _Answer | None]:
        records = await self._records.fetch_records(ids)
        answers: dict[str, _Answer | None] = {}
        for paper_id in ids:
            answer = _Answer(asked_on=today, record=records.get(paper_id))
            await keep(self._store, "arxiv", paper_id, answer)
            answers[paper_id] = answer
        return answers
