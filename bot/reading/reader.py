"""Reads papers: the full text of each version is fetched once and kept."""

import asyncio
import datetime as dt
from collections import defaultdict

from bot.domain.base import Model, Moment, clip
from bot.domain.errors import NotFound, SourceError
from bot.domain.evidence import Lack, Origin, PaperText, Passage
from bot.domain.paper import Paper
from bot.kept import keep, kept
from bot.ports.inbound import Progress, Step
from bot.ports.keeping import Store
from bot.ports.outbound import Clock, FullText
from bot.reading.record import abstract_of, record_of

_LOOK_AGAIN_AFTER = dt.timedelta(hours=6)  # new papers get their HTML after a while
_TRY_AGAIN_AFTER = dt.timedelta(minutes=10)  # arXiv did not answer


class _Known(Model):
    """What the sources said of a paper, and when."""

    paper: Paper
    at: Moment


class _Missing(Model):
    """That there was no full text, and why: arXiv is not asked again at every question."""

    until: Moment
    reason: Lack


class TextReader:
    """`seconds` is the longest that fetching a full text may take; after that the abstract serves."""

    def __init__(
        self, full_text: FullText, store: Store, clock: Clock, *, seconds: float = 60.0
    ) -> None:
        self._full_text = full_text
        self._store = store
        self._clock = clock
        self._seconds = seconds
        self._one_at_a_time: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def remember(self, paper: Paper) -> None:
        """Keep what the sources say of a paper, for the questions that follow."""
        known = _Known(paper=paper, at=self._clock.now())
        await keep(self._store, "paper", _paper_key(paper.id, sample=paper.sample), known)

    async def recall(
        self, paper_id: str, *, sample: bool, younger_than: dt.timedelta = dt.timedelta.max
    ) -> Paper | None:
        """The paper that was kept. A sample never stands in for the real one."""
        known = await kept(self._store, "paper", _paper_key(paper_id, sample=sample), _Known)
        if known is None or self._clock.now() - known.at > younger_than:
            return None
        return known.paper

    async def read(self, paper: Paper, progress: Progress, *, network: bool = True) -> PaperText:
        """The full text with the public record, or the abstract with it, saying why."""
        if paper.sample:
            return abstract_of(paper)
        key = f"{paper.id}v{paper.version}" if paper.version else paper.id
        async with self._one_at_a_time[key]:
            text = await kept(self._store, "text", key, PaperText)
            if text is None and network:
                text = await self._fetch(paper, key, progress)
        if text is None:
            missing = await kept(self._store, "no_text", key, _Missing)
            reason = missing.reason if missing else Lack.NOT_ASKED
            return abstract_of(paper, lacking=reason)
        return _with_abstract(text, paper)

    async def _fetch(self, paper: Paper, key: str, progress: Progress) -> PaperText | None:
        missing = await kept(self._store, "no_text", key, _Missing)
        if missing is not None and self._clock.now() < missing.until:
            return None
        progress(Step(stage="text", subject=f"the text of {paper.title}"))
        try:
            async with asyncio.timeout(self._seconds):
                text = await self._full_text.fetch(paper.id, paper.version)
        except (SourceError, TimeoutError) as error:
            why = clip(str(error) or f"arXiv took longer than {self._seconds:.0f} s", 300)
            none = isinstance(error, NotFound)
            stage = "abstract" if none else "degraded"
            progress(Step(stage=stage, subject=f"only the abstract of {paper.id}", detail=why))
            wait = _LOOK_AGAIN_AFTER if none else _TRY_AGAIN_AFTER
            lack = Lack.NO_TEXT if none else Lack.UNREACHABLE
            known = _Missing(until=self._clock.now() + wait, reason=lack)
            await keep(self._store, "no_text", key, known)
            return None
        await keep(self._store, "text", key, text)
        return text


def _paper_key(paper_id: str, *, sample: bool) -> str:
    return f"sample/{paper_id}" if sample else paper_id


def _with_abstract(text: PaperText, paper: Paper) -> PaperText:
    """What was kept is the paper's own text alone: the record may have changed since.

    A reader of pages may miss the abstract; the record always has it.
    """
    passages = text.passages
    if not any(p.section.lower() == "abstract" for p in passages):
        end = passages[-1].start + len(passages[-1].text) + 1 if passages else 0
        abstract = Passage(origin=Origin.PAPER, section="Abstract", text=paper.abstract, start=end)
        passages = (abstract, *passages)
    return text.model_copy(
        update={
            "paper_id": paper.id,
            "title": paper.title,
            "version": text.version or paper.version,
            "passages": (*passages, *record_of(paper)),
        }
    )
