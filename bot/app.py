"""Puts the product together from settings: the one place that knows every part."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from bot.answers.language import language_of
from bot.clock import SystemClock
from bot.domain.conversation import Answer, IncomingMessage, Question, Thread, Verdict
from bot.domain.delivery import Place
from bot.domain.digest import Digest, DigestEntry
from bot.domain.errors import StoreError
from bot.domain.evidence import PaperText
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.status import Status
from bot.engines import Engines, Gateways
from bot.log import set_up_logging
from bot.ports.inbound import (
    AskWish,
    Check,
    DigestWish,
    Document,
    EngineChoice,
    EntryWish,
    Heard,
    Progress,
    Show,
)
from bot.ports.outbound import AnswerStream, Clock
from bot.reading.reader import TextReader
from bot.settings import Settings, load_settings
from bot.sources.gateway import Sources, open_sources
from bot.storage import Storage, open_storage
from bot.use_cases.ask import ask
from bot.use_cases.doctor import examine
from bot.use_cases.find import PaperFinder
from bot.use_cases.forget import forget_me, forget_old
from bot.use_cases.hear import Limits, Listener
from bot.use_cases.paper import paper_entry
from bot.use_cases.reading import Reading
from bot.use_cases.reply import Replier
from bot.use_cases.search import keep_digest, search
from bot.use_cases.status import status
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
        storage = await stack.enter_async_context(open_storage(settings.database, clock))
        token = settings.hf_token.get_secret_value() if settings.hf_token else None
        sources = await stack.enter_async_context(
            open_sources(
                huggingface=settings.hf_base_url,
                huggingface_thumbnails=settings.hf_thumbnails_base_url,
                arxiv_api=settings.arxiv_api,
                arxiv=settings.arxiv_site,
                token=token,
                contact=settings.papers_contact,
                seconds=settings.papers_http_timeout,
                pace=storage.store,
                clock=clock,
            )
        )
        await forget_old(settings.papers_keep_days, storage.conversations, clock)
        yield App(settings, storage, sources, clock, stack)


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
    """`PapersApp` over what is open."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        sources: Sources,
        clock: Clock,
        stack: AsyncExitStack,
    ) -> None:
        self._settings = settings
        self._store = storage.store
        self._sources = sources
        self._clock = clock
        texts = TextReader(sources.full_text, storage.store, clock)
        self._engines = Engines(Gateways(settings, storage.store, sources, texts, clock), stack)
        self._finder = PaperFinder(sources.papers, sources.records)
        self._reading = Reading(self._finder, texts, sources.full_text)
        self._conversations = storage.conversations
        self._archive = storage.archive
        limits = Limits(settings.papers_questions_by_person, settings.papers_questions_in_channel)
        self._listener = Listener(storage.conversations, clock, limits)
        self._replier = Replier(storage.conversations, self._reading, clock)

    async def digest(self, wish: DigestWish, progress: Progress) -> Digest:
        """A date's digest."""
        builder = await self._engines.builder("extractive" if _bare(wish) else wish.engine)
        digest = await builder.digest(wish, self.language(wish), progress)
        await keep_digest(digest, self._archive)
        await self._engines.tell_cost(progress)
        return digest

    async def week(self, wish: DigestWish, progress: Progress) -> Digest:
        """The most upvoted papers of seven days."""
        builder = await self._engines.builder(wish.engine)
        digest = await builder.week(wish, self.language(wish), progress)
        await keep_digest(digest, self._archive)
        await self._engines.tell_cost(progress)
        return digest

    async def paper(self, reference: str, wish: EntryWish, progress: Progress) -> DigestEntry:
        """An entry for any arXiv paper."""
        entry = await paper_entry(
            reference,
            self.language(wish),
            progress,
            finder=self._finder,
            entries=await self._engines.entries(wish.engine),
        )
        await self._engines.tell_cost(progress)
        return entry

    async def thumbnails(self, digest: Digest, progress: Progress) -> Mapping[str, bytes]:
        """JPEG bytes by paper id."""
        return await fetch_thumbnails(digest, self._sources.thumbnails, progress)

    async def text(self, reference: str, progress: Progress) -> PaperText:
        """What is read of any arXiv paper."""
        return (await self._reading.paper(reference, progress)).text

    async def read_document(self, document: Document) -> PaperText:
        """What is read of an HTML page or a PDF."""
        return (await self._reading.document(document)).text

    async def ask(self, wish: AskWish, show: Show, progress: Progress) -> Answer:
        """An answer; its statements are shown as they pass the check."""
        answer = await ask(
            wish,
            self._settings.papers_language,
            show,
            progress,
            reading=self._reading,
            answerer=await self._engines.answerer(wish.engine),
        )
        await self._engines.tell_cost(progress)
        return answer

    async def open_thread(self, thread: Thread) -> None:
        """The bot has begun a thread."""
        await self._conversations.open_thread(thread)

    async def hear(self, message: IncomingMessage) -> Heard:
        """What to do about a message."""
        return await self._listener.hear(message, self._settings.papers_language)

    async def answer(
        self, question: Question, stream: AnswerStream, engine: EngineChoice, progress: Progress
    ) -> None:
        """Answer a kept question into a stream."""
        answerer = partial(self._engines.answerer, engine)
        await self._replier.answer(question, stream, answerer, progress)

    async def left_over(self, platform: str) -> tuple[list[Question], list[Question]]:
        """Questions that a crash left: those to answer now, and those too old for that."""
        return await self._replier.left_over(platform)

    async def judge(self, question: Question, author: str, verdict: Verdict) -> None:
        """Keep what a reader thinks of an answer."""
        await self._conversations.keep_verdict(question, author, verdict)

    async def forget_question(self, place: Place, message: str) -> Question | None:
        """Delete a question whose message was deleted."""
        return await self._conversations.forget_question(place, message)

    async def forget_me(self, place: Place, author: str) -> int:
        """Delete what a person has asked."""
        return await forget_me(place, author, self._conversations)

    async def search(self, words: str) -> list[Found]:
        """The best ten papers of everything digested."""
        return await search(words, self._archive)

    async def status(self) -> Status:
        """Figures of the running UTC day."""
        return await status(
            store=self._store,
            conversations=self._conversations,
            archive=self._archive,
            clock=self._clock,
            daily_tokens=self._settings.papers_daily_tokens,
            retention_days=self._settings.papers_keep_days,
        )

    async def doctor(self) -> AsyncIterator[Check]:
        """Whether everything needed is there and works."""
        settings = self._settings
        yield Check(
            name="settings",
            state="good",
            finding=f"language {settings.papers_language}, data in {settings.papers_data_dir}, "
            f"questions kept {settings.papers_keep_days} days",
        )
        checks = examine(
            source=self._sources.papers,
            records=self._sources.records,
            model=await self._engines.model("auto"),
            store=self._store,
            clock=self._clock,
            embeddings=self._engines.embeddings,
        )
        async for check in checks:
            yield check

    def today(self) -> dt.date:
        """The running UTC day."""
        return self._clock.now().date()

    def language_of(self, question: str) -> Language:
        """The language that a question is asked in."""
        return language_of(question, self._settings.papers_language)

    def language(self, wish: EntryWish) -> Language:
        """The language of a wish: its own, or the configured one."""
        return wish.language or self._settings.papers_language


def _bare(wish: DigestWish) -> bool:
    """Offline means no network, so no model unless one was asked for by name."""
    return wish.offline and wish.engine == "auto"
