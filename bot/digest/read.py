"""What is known of the papers beyond the daily list: arXiv's record and their text."""

import datetime as dt
import re
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from bot.domain.base import Model
from bot.domain.errors import SourceError
from bot.domain.evidence import Origin, PaperText
from bot.domain.paper import ArxivRecord, Paper
from bot.ports.inbound import Progress, Step
from bot.ports.outbound import Clock, PaperRecords, Store


class _KeptRecords(Model):
    """arXiv's answers of a day: they change once a day at most."""

    asked_on: dt.date
    records: dict[str, ArxivRecord]


_KEPT = TypeAdapter(_KeptRecords)
_AUTHORS = ("Authors: ", "Further authors: ")


class RecordReader:
    """Asks arXiv once a day for a date's papers, and keeps the answer for replays."""

    def __init__(self, records: PaperRecords, store: Store, clock: Clock) -> None:
        self._records = records
        self._store = store
        self._clock = clock

    async def read(
        self, date: dt.date, papers: Sequence[Paper], progress: Progress, *, network: bool
    ) -> tuple[list[Paper], str | None]:
        """The papers with their records, and what is lacking, said in a line (none: nothing)."""
        kept = await self._kept(date)
        fresh = kept.asked_on == self._clock.now().date()
        missing = [p.id for p in papers if not fresh or p.id not in kept.records]
        lacking: str | None = None
        if missing and network:
            progress(Step(stage="arxiv", subject=f"arXiv records ({len(missing)})"))
            try:
                kept = await self._ask(date, kept, missing)
            except SourceError as error:
                lacking = str(error)
        elif any(paper.id not in kept.records for paper in papers):
            lacking = "arXiv was not asked"
        known = [p.model_copy(update={"arxiv": kept.records.get(p.id)}) for p in papers]
        return known, lacking

    async def _kept(self, date: dt.date) -> _KeptRecords:
        text = await self._store.cached("arxiv", date.isoformat())
        if text is None:
            return _KeptRecords(asked_on=dt.date.min, records={})
        try:
            return _KEPT.validate_json(text)
        except ValidationError:  # an older program wrote another form
            return _KeptRecords(asked_on=dt.date.min, records={})

    async def _ask(self, date: dt.date, kept: _KeptRecords, missing: list[str]) -> _KeptRecords:
        answer = await self._records.fetch_records(missing)
        now = _KeptRecords(asked_on=self._clock.now().date(), records={**kept.records, **answer})
        await self._store.cache("arxiv", date.isoformat(), now.model_dump_json())
        return now


async def keep_text(store: Store, text: PaperText, *, sample: bool) -> None:
    """Keep what was read, for the questions that follow."""
    await store.cache("text", _text_key(text.paper_id, sample=sample), text.model_dump_json())


async def kept_text(store: Store, paper_id: str, *, sample: bool) -> PaperText | None:
    """What was read of a paper, none if it never was."""
    kept = await store.cached("text", _text_key(paper_id, sample=sample))
    try:
        return None if kept is None else PaperText.model_validate_json(kept)
    except ValidationError:  # an older program wrote another form
        return None


def _text_key(paper_id: str, *, sample: bool) -> str:
    """A sample's text never stands in for the paper's own."""
    return f"sample/{paper_id}" if sample else paper_id


def for_model(text: PaperText) -> PaperText:
    """What a model is shown and may quote.

    No sample, and no list of authors: nothing is claimed of them, some papers have hundreds, and
    a name is whatever somebody typed.
    """
    kept = (
        passage
        for passage in text.quotable
        if passage.origin is Origin.PAPER or not passage.text.startswith(_AUTHORS)
    )
    return text.model_copy(update={"passages": tuple(kept)})


def as_prompt(text: PaperText) -> str:
    """The passages under their sections' names, as a prompt shows them."""
    lines: list[str] = []
    section = ""
    for passage in for_model(text).passages:
        if passage.section != section:
            section = passage.section
            lines.append(f"\n[{section}]")
        lines.append(without_markers(passage.text))
    return "\n".join(lines).strip()


def without_markers(text: str) -> str:
    """`text` without what looks like a prompt's marker line: no paper can end its own data block."""
    return re.sub("={3,}", lambda run: " ".join(run[0]), text)
