"""Reads what is asked about: papers by id or address, papers of a thread, documents."""

import datetime as dt

from bot.answers.material import ReadPaper
from bot.domain.errors import InputError, SourceError, Trouble, UsageError
from bot.domain.paper import Paper, PaperRef
from bot.ports.inbound import Document, Progress
from bot.ports.outbound import FullText
from bot.reading.reader import TextReader
from bot.use_cases.find import PaperFinder, id_of

_STILL_GOOD = dt.timedelta(hours=12)


class Reading:
    """What the sources say of a paper is asked for at most twice a day, its text once a version."""

    def __init__(self, finder: PaperFinder, texts: TextReader, full_text: FullText) -> None:
        self._finder = finder
        self._texts = texts
        self._full_text = full_text

    async def paper(self, reference: str, progress: Progress) -> ReadPaper:
        """A paper by id or address, with its full text where that is to be had."""
        paper_id = id_of(reference)
        paper = await self._texts.recall(paper_id, sample=False, younger_than=_STILL_GOOD)
        if paper is None:
            paper = await self._finder.find(paper_id, progress)
            await self._texts.remember(paper)
        return await self._read(paper, progress)

    async def known_by(self, paper_id: str, progress: Progress, *, sample: bool) -> ReadPaper:
        """A paper of a digest. Raises `UsageError` for a sample that was never shown."""
        paper = await self._texts.recall(paper_id, sample=sample)
        if paper is not None:
            return await self._read(paper, progress)
        if sample:
            raise UsageError(
                f"the sample text of {paper_id} was not read: build its digest anew",
                trouble=Trouble.NO_SAMPLE,
            )
        return await self.paper(paper_id, progress)

    async def _read(self, paper: Paper, progress: Progress) -> ReadPaper:
        return ReadPaper(PaperRef.of(paper), await self._texts.read(paper, progress))

    async def document(self, document: Document) -> ReadPaper:
        """A page or PDF of one's own."""
        try:
            text = await self._full_text.read(document.content)
        except SourceError as error:
            raise InputError(f"{document.name}: {error}") from error
        if text.title is None:
            text = text.model_copy(update={"title": document.name})
        return ReadPaper(None, text)
