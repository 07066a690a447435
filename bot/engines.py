"""What does the work behind each engine: the model (opened when first needed), entries, answers."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib import import_module

from bot.answers.answer import Answerer
from bot.digest.build import DigestBuilder
from bot.digest.collect import Collector
from bot.digest.entry import EntryMaker
from bot.digest.records import RecordReader
from bot.domain.errors import SettingsError
from bot.ports.inbound import EngineChoice, Progress, Step
from bot.ports.outbound import Clock, LanguageModel
from bot.reading.reader import TextReader
from bot.retrieval import open_passages
from bot.settings import Settings
from bot.sources.gateway import Sources
from bot.storage import SqlStore


@dataclass(frozen=True)
class Gateways:
    """What the engines stand on."""

    settings: Settings
    store: SqlStore
    sources: Sources
    texts: TextReader
    clock: Clock


class Engines:
    """The language model's client takes a second to import: it waits until somebody asks for it."""

    def __init__(self, gateways: Gateways, stack: AsyncExitStack) -> None:
        self._given = gateways
        self._stack = stack
        self._opened: LanguageModel | None = None
        self._opening = asyncio.Lock()
        self._told_calls = 0
        self.embeddings = gateways.settings.papers_embeddings
        self._passages = open_passages(embeddings=self.embeddings)
        self._answerers: dict[bool, Answerer] = {}

    async def builder(self, engine: EngineChoice) -> DigestBuilder:
        """Builds digests."""
        given = self._given
        return DigestBuilder(
            collector=Collector(
                given.sources.papers, given.sources.sample, given.store, given.clock
            ),
            records=RecordReader(given.sources.records, given.store, given.clock),
            entries=await self.entries(engine),
        )

    async def entries(self, engine: EngineChoice) -> EntryMaker:
        """Makes entries of digests."""
        given = self._given
        return EntryMaker(
            texts=given.texts,
            scope=given.settings.papers_digest_scope,
            model=await self.model(engine),
            store=given.store,
            clock=given.clock,
        )

    async def answerer(self, engine: EngineChoice) -> Answerer:
        """Answers questions; one for each engine, so that the same question is made once."""
        model = await self.model(engine)
        answerer = self._answerers.get(model is None)
        if answerer is None:
            answerer = self._answerers[model is None] = Answerer(
                passages=self._passages,
                model=model,
                store=self._given.store,
                clock=self._given.clock,
                crosses_languages=self.embeddings,
            )
        return answerer

    async def model(self, engine: EngineChoice) -> LanguageModel | None:
        """The model, none for an engine without one. Raises `SettingsError`."""
        settings = self._given.settings
        if engine == "extractive" or (engine == "auto" and not settings.wants_model):
            return None
        if settings.openai_model is None:
            raise SettingsError(
                "no model is set: give OPENAI_API_KEY (or OPENAI_BASE_URL) and OPENAI_MODEL, or "
                "use --engine extractive"
            )
        async with self._opening:  # many may ask at once
            if self._opened is None:
                self._opened = await self._open(settings.openai_model)
        return self._opened

    async def _open(self, name: str) -> LanguageModel:
        given, settings = self._given, self._given.settings
        self._told_calls = (await given.store.usage(given.clock.now().date())).calls
        await asyncio.to_thread(import_module, "bot.llm")
        from bot.llm import open_model  # noqa: PLC0415  # its client takes a second to import
        from bot.llm.budget import Budget  # noqa: PLC0415

        key = settings.openai_api_key
        return await self._stack.enter_async_context(
            open_model(
                base_url=settings.openai_base_url,
                api_key=key.get_secret_value() if key else None,
                model=name,
                seconds=settings.openai_timeout,
                concurrency=settings.papers_model_concurrency,
                budget=Budget(given.store, given.clock, settings.papers_daily_tokens),
                clock=given.clock,
            )
        )

    async def tell_cost(self, progress: Progress) -> None:
        """Say what the day's model calls have cost, when there was one since it was said last."""
        if self._opened is None:
            return
        used = await self._given.store.usage(self._given.clock.now().date())
        if used.calls == self._told_calls:
            return
        self._told_calls = used.calls
        cost = self._given.settings.cost(used.prompt_tokens, used.completion_tokens)
        calls = "1 call" if used.calls == 1 else f"{used.calls:,} calls"
        price = "" if cost is None else f", ${cost:.3f}"
        progress(
            Step(
                stage="done",
                subject=f"model use today (UTC): {calls}, {used.tokens:,} tokens{price}",
            )
        )
