"""Puts the product together from settings: the one place that knows every part."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from bot.clock import SystemClock
from bot.digest.build import DigestBuilder
from bot.digest.collect import Collector
from bot.digest.entry import EntryMaker
from bot.digest.records import RecordReader
from bot.domain.conversation import Answer
from bot.domain.digest import Digest, DigestEntry
from bot.domain.errors import SettingsError, StoreError
from bot.domain.language import Language
from bot.log import set_up_logging
from bot.ports.inbound import Check, DigestWish, EngineChoice, EntryWish, Progress, Step
from bot.ports.outbound import Clock, LanguageModel
from bot.retrieval import LexicalPassages
from bot.settings import Settings, load_settings
from bot.sources import Sources, open_sources
from bot.storage import SqlStore, open_store
from bot.use_cases.ask import ask
from bot.use_cases.doctor import examine
from bot.use_cases.paper import paper_entry
from bot.use_cases.thumbnails import fetch_thumbnails


@asynccontextmanager
async def open_app(
    *, settings: Settings | None = None, clock: Clock | None = None
) -> AsyncIterator["App"]:
    """A `PapersApp` over what the settings name; everything is closed at the end."""
    settings = settings or load_settings()
    clock = clock or SystemClock()
    set_up_logging(settings.papers_log_level, settings.papers_log_format, settings.secrets)
    _make_data_dir(settings)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings.database, clock))
        token = settings.hf_token.get_secret_value() if settings.hf_token else None
        sources = await stack.enter_async_context(
            open_sources(
                huggingface=settings.hf_base_url,
                huggingface_thumbnails=settings.hf_thumbnails_base_url,
                arxiv_api=settings.arxiv_api,
                token=token,
                contact=settings.papers_contact,
                seconds=settings.papers_http_timeout,
                pace=store,
                clock=clock,
            )
        )
        yield App(settings, store, sources, clock, stack)


def _make_data_dir(settings: Settings) -> None:
    if settings.database_url is not None:
        return
    try:
        settings.papers_data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot make the data directory {settings.papers_data_dir}: {error.strerror}; "
            "set PAPERS_DATA_DIR to a directory that can be written"
        ) from error


class App:
    """`PapersApp`. The model's client is opened when it is first needed: importing it is slow."""

    def __init__(
        self,
        settings: Settings,
        store: SqlStore,
        sources: Sources,
        clock: Clock,
        stack: AsyncExitStack,
    ) -> None:
        self._settings = settings
        self._store = store
        self._sources = sources
        self._clock = clock
        self._stack = stack
        self._opened_model: LanguageModel | None = None

    async def digest(self, wish: DigestWish, progress: Progress) -> Digest:
        """A date's digest."""
        builder = await self._builder("extractive" if _bare(wish) else wish.engine)
        digest = await builder.digest(wish, self.language(wish), progress)
        await self._tell_cost(progress)
        return digest

    async def week(self, wish: DigestWish, progress: Progress) -> Digest:
        """The most upvoted papers of seven days."""
        builder = await self._builder(wish.engine)
        digest = await builder.week(wish, self.language(wish), progress)
        await self._tell_cost(progress)
        return digest

    async def paper(self, reference: str, wish: EntryWish, progress: Progress) -> DigestEntry:
        """An entry for any arXiv paper."""
        entry = await paper_entry(
            reference,
            self.language(wish),
            progress,
            source=self._sources.papers,
            records=self._sources.records,
            entries=await self._entries(wish.engine),
        )
        await self._tell_cost(progress)
        return entry

    async def thumbnails(self, digest: Digest, progress: Progress) -> Mapping[str, bytes]:
        """JPEG bytes by paper id."""
        return await fetch_thumbnails(digest, self._sources.thumbnails, progress)

    async def ask(self, entry: DigestEntry, question: str) -> Answer:
        """An answer about the paper of an entry."""
        return await ask(entry, question, store=self._store, passages=LexicalPassages())

    async def doctor(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works."""
        settings = self._settings
        yield Check(
            name="settings",
            state="good",
            finding=f"language {settings.papers_language}, data in {settings.papers_data_dir}",
        )
        checks = examine(
            source=self._sources.papers,
            records=self._sources.records,
            model=await self._model("auto"),
            store=self._store,
            clock=self._clock,
        )
        async for check in checks:
            yield check

    def language(self, wish: EntryWish) -> Language:
        """The language of a wish: its own, or the configured one."""
        return wish.language or self._settings.papers_language

    async def _builder(self, engine: EngineChoice) -> DigestBuilder:
        sources = self._sources
        return DigestBuilder(
            collector=Collector(sources.papers, sources.sample, self._store, self._clock),
            records=RecordReader(sources.records, self._store, self._clock),
            entries=await self._entries(engine),
        )

    async def _entries(self, engine: EngineChoice) -> EntryMaker:
        return EntryMaker(
            full_text=self._sources.full_text,
            model=await self._model(engine),
            store=self._store,
            clock=self._clock,
        )

    async def _model(self, engine: EngineChoice) -> LanguageModel | None:
        settings = self._settings
        if engine == "extractive" or (engine == "auto" and not settings.wants_model):
            return None
        if settings.openai_model is None:
            raise SettingsError(
                "no model is set: give OPENAI_API_KEY (or OPENAI_BASE_URL) and OPENAI_MODEL, or "
                "use --engine extractive"
            )
        if self._opened_model is None:
            from bot.llm import open_model  # noqa: PLC0415  # its client takes a second to import
            from bot.llm.budget import Budget  # noqa: PLC0415

            key = settings.openai_api_key
            self._opened_model = await self._stack.enter_async_context(
                open_model(
                    base_url=settings.openai_base_url,
                    api_key=key.get_secret_value() if key else None,
                    model=settings.openai_model,
                    seconds=settings.openai_timeout,
                    concurrency=settings.papers_model_concurrency,
                    budget=Budget(self._store, self._clock, settings.papers_daily_tokens),
                    clock=self._clock,
                )
            )
        return self._opened_model

    async def _tell_cost(self, progress: Progress) -> None:
        used = await self._store.usage(self._clock.now().date())
        if self._opened_model is None:
            return
        cost = self._settings.cost(used.prompt_tokens, used.completion_tokens)
        price = "" if cost is None else f", ${cost:.3f}"
        progress(
            Step(
                stage="done",
                subject=f"model use today (UTC): {used.calls} calls, {used.tokens:,} tokens{price}",
            )
        )


def _bare(wish: DigestWish) -> bool:
    """Offline means no network, so no model unless one was asked for by name."""
    return wish.offline and wish.engine == "auto"
