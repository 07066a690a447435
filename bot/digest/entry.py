"""Entries of a digest, all papers at once: read, then extract and write, or take verbatim; rate."""

import asyncio
from collections.abc import Sequence
from typing import Literal, NamedTuple

from bot.aside import aside
from bot.digest.extract import CheckedExtract, asked_signals, extract
from bot.digest.extractive import extract_verbatim
from bot.digest.rate import confidence, difficulty
from bot.digest.signals import find_signals
from bot.digest.tag import tags_of
from bot.digest.write import CheckedWriting, write
from bot.domain.digest import DigestEntry, Engine, FallbackReason, Provenance
from bot.domain.errors import BudgetExceeded, ModelError, ModelRefused, ModelUnavailable
from bot.domain.evidence import Claim, PaperText
from bot.domain.language import Language
from bot.domain.paper import Paper, PaperRef
from bot.domain.rating import Signal
from bot.domain.section import Section
from bot.kept import keep, kept, key_of
from bot.ports.inbound import Progress, Step
from bot.ports.keeping import Store
from bot.ports.outbound import Clock, LanguageModel
from bot.presentation.catalogue import catalogue
from bot.reading.choose import choose
from bot.reading.reader import TextReader
from bot.reading.record import abstract_of
from bot.reading.shown import as_prompt

DigestScope = Literal["auto", "abstract"]


class _Words(NamedTuple):
    """What an engine says of a paper, and where it comes from."""

    sections: tuple[Section, ...]
    claims: tuple[Claim, ...]
    signals: tuple[Signal, ...]
    provenance: Provenance


class EntryMaker:
    """Makes entries. `model` none: the extractive engine writes everything.

    `scope` is what a model reads: the full text where it is to be had, or the abstract alone.
    """

    def __init__(
        self,
        *,
        texts: TextReader,
        model: LanguageModel | None,
        store: Store,
        clock: Clock,
        scope: DigestScope = "auto",
    ) -> None:
        self._texts = texts
        self._model = model
        self._store = store
        self._clock = clock
        self._scope = scope

    async def make(
        self, papers: Sequence[Paper], language: Language, progress: Progress, *, network: bool
    ) -> list[DigestEntry]:
        """The entries of papers in their order, ranked from 1, all made at once.

        Without `network` nothing is fetched: the full texts that were kept serve, else the abstracts.
        """
        making = (
            self._entry(rank, paper, language, progress, network=network)
            for rank, paper in enumerate(papers, start=1)
        )
        return list(await asyncio.gather(*making))

    async def _entry(
        self, rank: int, paper: Paper, language: Language, progress: Progress, *, network: bool
    ) -> DigestEntry:
        await self._texts.remember(paper)
        words = await self._words(paper, language, progress, network=network)
        extract_ = words.provenance.engine is Engine.EXTRACTIVE
        return DigestEntry(
            rank=rank,
            paper=PaperRef.of(paper),
            tags=tags_of(paper),
            difficulty=difficulty(words.signals),
            confidence=confidence(words.signals),
            sections=words.sections,
            claims=words.claims,
            signals=words.signals,
            source_summary=paper.source_summary if extract_ else None,
            provenance=words.provenance,
        )

    async def _words(
        self, paper: Paper, language: Language, progress: Progress, *, network: bool
    ) -> _Words:
        """By the model; a paper whose model calls fail is an extract, labelled, never cached."""
        if self._model is None or paper.sample:
            return self._taken(paper, language)
        text = abstract_of(paper)
        if self._scope == "auto":
            text = await self._texts.read(paper, progress, network=network)
        try:
            return await self._written(self._model, paper, text, language, progress)
        except ModelError as error:
            progress(Step(stage="degraded", subject=paper.title, detail=str(error)))
            return self._taken(paper, language, _why(error))

    def _taken(
        self, paper: Paper, language: Language, fallback: FallbackReason | None = None
    ) -> _Words:
        text = abstract_of(paper)
        verbatim = extract_verbatim(paper, text, catalogue(language).sample_heading)
        return _Words(
            sections=verbatim.sections,
            claims=verbatim.claims,
            signals=find_signals(text),
            provenance=Provenance(
                engine=Engine.EXTRACTIVE,
                scope=text.scope,
                form=text.form,
                created_at=self._clock.now(),
                paper_version=paper.version,
                fallback=fallback,
                sample=paper.sample,
                withdrawn=paper.withdrawn,
            ),
        )

    async def _written(
        self,
        model: LanguageModel,
        paper: Paper,
        text: PaperText,
        language: Language,
        progress: Progress,
    ) -> _Words:
        prompts = (model.prompt("digest/extract"), model.prompt("digest/write"))
        style = catalogue(language).writing_style
        shown, prompt = await aside(_shown, text)
        context = str(model.prompt("digest/paper").version)
        read = (paper.id, paper.title, text.form.value, prompt, context)
        extract_key = key_of(*read, model.name, str(prompts[0].version), asked_signals())
        write_key = key_of(extract_key, language.value, str(prompts[1].version), style)

        extracted = await kept(self._store, "extract", extract_key, CheckedExtract)
        if extracted is None:
            progress(Step(stage="read", subject=paper.title))
            extracted = await extract(model, paper, text, shown)
            await keep(self._store, "extract", extract_key, extracted)

        written = await kept(self._store, "write", write_key, CheckedWriting)
        if written is None:
            progress(Step(stage="write", subject=paper.title, detail=language.english_name))
            fresh = await write(model, paper, shown, extracted.claims, language, style)
            written = fresh.model_copy(update={"written_at": self._clock.now()})
            await keep(self._store, "write", write_key, written)

        return _Words(
            sections=written.sections,
            claims=extracted.claims,
            signals=extracted.signals,
            provenance=Provenance(
                engine=Engine.LLM,
                scope=text.scope,
                form=text.form,
                lacking=text.lacking,
                created_at=written.written_at or self._clock.now(),
                model=model.name,
                prompts=prompts,
                paper_version=text.version,
                dropped=extracted.dropped + written.dropped,
                withdrawn=paper.withdrawn,
            ),
        )


def _shown(text: PaperText) -> tuple[PaperText, str]:
    """What a model is shown of a text, and how."""
    shown = choose(text)
    return shown, as_prompt(shown)


def _why(error: ModelError) -> FallbackReason:
    if isinstance(error, BudgetExceeded):
        return FallbackReason.BUDGET
    if isinstance(error, ModelRefused):
        return FallbackReason.REFUSED
    if isinstance(error, ModelUnavailable):
        return FallbackReason.UNAVAILABLE
    return FallbackReason.INVALID
