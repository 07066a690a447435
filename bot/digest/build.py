"""From a wish to a digest: collect, rank, read, then every paper at once: extract, rate, write."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.digest.collect import Collector, Day
from bot.digest.extract import CheckedExtract, extract
from bot.digest.extractive import extract_verbatim
from bot.digest.kept import keep, kept
from bot.digest.rank import about, rank
from bot.digest.rate import confidence, difficulty
from bot.digest.read import as_prompt, keep_text
from bot.digest.records import RecordReader
from bot.digest.signals import find_signals
from bot.digest.tag import Tag, find_topics, tags_of
from bot.digest.write import CheckedWriting, write
from bot.domain.base import clip
from bot.domain.digest import (
    Digest,
    DigestEntry,
    Engine,
    FallbackReason,
    Notice,
    NoticeKind,
    PromptRef,
    Provenance,
)
from bot.domain.errors import BudgetExceeded, ModelError, ModelRefused, ModelUnavailable
from bot.domain.evidence import Claim, PaperText
from bot.domain.language import Language
from bot.domain.paper import Paper, PaperRef
from bot.domain.rating import Signal
from bot.domain.section import Section
from bot.ports.inbound import DigestWish, Progress, Step
from bot.ports.outbound import Clock, FullText, LanguageModel, Store
from bot.presentation.catalogue import catalogue

_SPARE = 5


@dataclass(frozen=True)
class _Made:
    """An entry's content before it is put together."""

    sections: tuple[Section, ...]
    claims: tuple[Claim, ...]
    signals: tuple[Signal, ...]
    engine: Engine
    model: str | None = None
    prompts: tuple[PromptRef, ...] = ()
    written_at: dt.datetime | None = None
    fallback: FallbackReason | None = None
    dropped: int = 0


class DigestBuilder:
    """Builds digests and entries. `model` none: the extractive engine writes everything."""

    def __init__(
        self,
        *,
        collector: Collector,
        records: RecordReader,
        full_text: FullText,
        model: LanguageModel | None,
        store: Store,
        clock: Clock,
    ) -> None:
        self._collector = collector
        self._records = records
        self._full_text = full_text
        self._model = model
        self._store = store
        self._clock = clock

    async def digest(self, wish: DigestWish, language: Language, progress: Progress) -> Digest:
        """The digest of the wish's day. Raises a `PapersBotError`."""
        topics = find_topics(wish.topics)
        day = await self._collector.collect(wish, progress)
        network = not (wish.offline or wish.replay)
        chosen, notices = await self._choose([day], wish, topics, progress, network=network)
        if topics and day.papers and not chosen:
            detail = clip(", ".join(wish.topics), 500)
            notices.append(Notice(kind=NoticeKind.NO_MATCH, detail=detail))
        return Digest(
            date=day.date,
            language=language,
            edition=day.edition,
            notices=tuple(notices),
            entries=tuple(await self.entries(chosen, language, progress)),
        )

    async def week(self, wish: DigestWish, language: Language, progress: Progress) -> Digest:
        """The most upvoted papers of seven days, as their snapshots have them."""
        days = await self._collector.week(wish.date, progress)
        chosen, notices = await self._choose(days, wish, (), progress, network=True)
        notices = [n for n in notices if n.kind is not NoticeKind.EMPTY_DAY]
        if not any(day.papers for day in days):
            notices.append(Notice(kind=NoticeKind.EMPTY_WEEK))
        return Digest(
            date=days[0].date,
            language=language,
            period="week",
            notices=tuple(notices),
            entries=tuple(await self.entries(chosen, language, progress)),
        )

    async def _choose(
        self,
        days: Sequence[Day],
        wish: DigestWish,
        topics: tuple[Tag, ...],
        progress: Progress,
        *,
        network: bool,
    ) -> tuple[list[Paper], list[Notice]]:
        """The top papers of days that are not withdrawn, and what the reader should know."""
        candidates = rank(paper for day in days for paper in day.papers)
        if not topics:
            candidates = candidates[: wish.top + _SPARE]
        known, lacking = list(candidates), None
        if not any(paper.sample for paper in candidates):
            known, lacking = await self._records.read(candidates, progress, network=network)
        chosen = [p for p in about(known, topics) if not _withdrawn(p)][: wish.top]
        notices = [notice for day in days for notice in day.notices]
        return chosen, [*notices, *_notices(known, chosen, lacking)]

    async def entries(
        self, papers: Sequence[Paper], language: Language, progress: Progress
    ) -> list[DigestEntry]:
        """The entries of papers in their order, all made at once."""
        making = (self._entry(n, p, language, progress) for n, p in enumerate(papers, start=1))
        return list(await asyncio.gather(*making))

    async def _entry(
        self, rank_: int, paper: Paper, language: Language, progress: Progress
    ) -> DigestEntry:
        text = await self._full_text.read(paper)
        await keep_text(self._store, text, sample=paper.sample)
        made = await self._make(paper, text, language, progress)
        return DigestEntry(
            rank=rank_,
            paper=PaperRef.of(paper),
            tags=tags_of(paper),
            difficulty=difficulty(made.signals),
            confidence=confidence(made.signals),
            sections=made.sections,
            claims=made.claims,
            signals=made.signals,
            source_summary=paper.source_summary if made.engine is Engine.EXTRACTIVE else None,
            provenance=Provenance(
                engine=made.engine,
                scope=text.scope,
                created_at=made.written_at or self._clock.now(),
                model=made.model,
                prompts=made.prompts,
                paper_version=paper.version,
                fallback=made.fallback,
                dropped=made.dropped,
                sample=paper.sample,
                withdrawn=_withdrawn(paper),
            ),
        )

    async def _make(
        self, paper: Paper, text: PaperText, language: Language, progress: Progress
    ) -> _Made:
        """By the model; a paper whose model calls fail is an extract, labelled, never cached."""
        if self._model is None or paper.sample:
            return self._extractive(paper, text, language)
        try:
            return await self._written(self._model, paper, text, language, progress)
        except ModelError as error:
            progress(Step(stage="degraded", subject=paper.title, detail=str(error)))
            return self._extractive(paper, text, language, _why(error))

    def _extractive(
        self,
        paper: Paper,
        text: PaperText,
        language: Language,
        fallback: FallbackReason | None = None,
    ) -> _Made:
        verbatim = extract_verbatim(paper, text, catalogue(language).sample_heading)
        return _Made(
            sections=verbatim.sections,
            claims=verbatim.claims,
            signals=find_signals(text),
            engine=Engine.EXTRACTIVE,
            fallback=fallback,
        )

    async def _written(
        self,
        model: LanguageModel,
        paper: Paper,
        text: PaperText,
        language: Language,
        progress: Progress,
    ) -> _Made:
        prompts = (model.prompt("digest/extract"), model.prompt("digest/write"))
        style = catalogue(language).writing_style
        extract_key = _key(
            paper.id, model.name, str(prompts[0].version), paper.title, as_prompt(text)
        )
        write_key = _key(extract_key, language.value, str(prompts[1].version), style)

        extracted = await kept(self._store, "extract", extract_key, CheckedExtract)
        if extracted is None:
            progress(Step(stage="read", subject=paper.title))
            extracted = await extract(model, paper, text)
            await keep(self._store, "extract", extract_key, extracted)

        written = await kept(self._store, "write", write_key, CheckedWriting)
        if written is None:
            progress(Step(stage="write", subject=paper.title, detail=language.english_name))
            fresh = await write(model, paper, text, extracted.claims, language, style)
            written = fresh.model_copy(update={"written_at": self._clock.now()})
            await keep(self._store, "write", write_key, written)

        return _Made(
            sections=written.sections,
            claims=extracted.claims,
            signals=extracted.signals,
            engine=Engine.LLM,
            model=model.name,
            prompts=prompts,
            written_at=written.written_at,
            dropped=extracted.dropped + written.dropped,
        )


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _withdrawn(paper: Paper) -> bool:
    return paper.arxiv is not None and paper.arxiv.withdrawn


def _notices(known: Sequence[Paper], chosen: Sequence[Paper], lacking: str | None) -> list[Notice]:
    """What is missing of arXiv's records, and who is missing because of them."""
    unknown = [paper.id for paper in chosen if paper.arxiv is None and not paper.sample]
    if unknown and lacking is None:
        lacking = f"arXiv has no record of {', '.join(unknown)}"
    withdrawn = [paper.id for paper in known if _withdrawn(paper)]
    told = [
        (NoticeKind.ARXIV_MISSING, lacking),
        (NoticeKind.WITHDRAWN, ", ".join(withdrawn)),
    ]
    return [Notice(kind=kind, detail=clip(detail, 500)) for kind, detail in told if detail]


def _why(error: ModelError) -> FallbackReason:
    if isinstance(error, BudgetExceeded):
        return FallbackReason.BUDGET
    if isinstance(error, ModelRefused):
        return FallbackReason.REFUSED
    if isinstance(error, ModelUnavailable):
        return FallbackReason.UNAVAILABLE
    return FallbackReason.INVALID
