"""What the product makes and reads of papers."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping

from bot.app.parts import Parts
from bot.domain.digest import Digest, DigestEntry
from bot.domain.evidence import PaperText
from bot.domain.found import Found
from bot.domain.language import Language
from bot.domain.message import Message
from bot.ports.inbound import DigestWish, Document, EntryWish, Progress, Step
from bot.presentation.digest import rating_message
from bot.under_way import UnderWay, showing
from bot.use_cases.at_hand import newest_day, newest_digest, note_digest, note_list
from bot.use_cases.paper import paper_entry
from bot.use_cases.search import keep_digest, search
from bot.use_cases.thumbnails import fetch_thumbnails


class Papers:
    """The part of `PapersApp` that is about papers, whoever asks."""

    def __init__(self, parts: Parts) -> None:
        self._settings = parts.settings
        self._sources = parts.sources
        self._engines = parts.engines
        self._finder = parts.finder
        self._reading = parts.reading
        self._archive = parts.storage.archive
        self._store = parts.storage.store
        self._texts = parts.texts
        self._clock = parts.clock
        self._under_way: UnderWay[Step, Digest] = UnderWay()
        self._listing: UnderWay[Step, None] = UnderWay()

    async def digest(self, wish: DigestWish, progress: Progress) -> Digest:
        """A date's digest."""

        async def build(progress: Progress) -> Digest:
            builder = await self._engines.builder("extractive" if _bare(wish) else wish.engine)
            digest = await builder.digest(wish, self.language(wish), progress)
            if not wish.topics:
                await note_digest(digest, self._store)
            return await self._kept(digest, progress)

        return await self._once("day", wish, build, progress)

    async def newest(self, language: Language) -> Digest | None:
        """The newest digest that was built, as it is kept."""
        return await newest_digest(language, self._store)

    async def fetch_list(self, progress: Progress) -> None:
        """Have the newest day's papers at hand."""
        known = await newest_day(self._store)
        yesterday = self._clock.now().date() - dt.timedelta(days=1)
        if known is not None and known.date >= yesterday:
            return

        async def fetch(progress: Progress) -> None:
            builder = await self._engines.builder("extractive")
            date, papers = await builder.top(DigestWish(), progress)
            for paper in papers:
                await self._texts.remember(paper)
            await note_list(date, papers, self._settings.papers_language, self._store)

        await self._listing.join("newest", fetch, showing(progress))

    async def week(self, wish: DigestWish, progress: Progress) -> Digest:
        """The most upvoted papers of seven days."""

        async def build(progress: Progress) -> Digest:
            builder = await self._engines.builder(wish.engine)
            digest = await builder.week(wish, self.language(wish), progress)
            return await self._kept(digest, progress)

        return await self._once("week", wish, build, progress)

    async def _kept(self, digest: Digest, progress: Progress) -> Digest:
        await keep_digest(digest, self._archive)
        await self._engines.tell_cost(progress)
        return digest

    async def _once(
        self,
        period: str,
        wish: DigestWish,
        build: Callable[[Progress], Awaitable[Digest]],
        progress: Progress,
    ) -> Digest:
        """What many wish for at once, such as a hundred channels in the morning, is built once."""
        key = f"{period} {self.language(wish)} {wish.model_dump_json()}"
        return await self._under_way.join(key, build, showing(progress))

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

    async def rating(self, paper_id: str, language: Language, progress: Progress) -> Message:
        """Why a paper is rated as it is: by its newest entry, or by one made now."""
        entry = await self._archive.entry(paper_id, language)
        if entry is None:
            entry = await self.paper(paper_id, EntryWish(language=language), progress)
        return rating_message(entry, language)

    async def thumbnails(self, digest: Digest, progress: Progress) -> Mapping[str, bytes]:
        """JPEG bytes by paper id."""
        return await fetch_thumbnails(digest, self._sources.thumbnails, progress)

    async def text(self, reference: str, progress: Progress) -> PaperText:
        """What is read of any arXiv paper."""
        return (await self._reading.paper(reference, progress)).text

    async def read_document(self, document: Document) -> PaperText:
        """What is read of an HTML page or a PDF."""
        return (await self._reading.document(document)).text

    async def search(self, words: str) -> list[Found]:
        """The best ten papers of everything digested."""
        return await search(words, self._archive)

    async def days(self) -> list[dt.date]:
        """The days whose digests were built."""
        return await self._archive.days(25)

    def language(self, wish: EntryWish) -> Language:
        """The language of a wish: its own, or the configured one."""
        return wish.language or self._settings.papers_language


def _bare(wish: DigestWish) -> bool:
    """Offline means no network, so no model unless one was asked for by name."""
    return wish.offline and wish.engine == "auto"
