"""Any arXiv paper: from Hugging Face where it has one, with arXiv's record, or from that alone."""

from bot.domain.errors import InputError, NotFound, SourceError, Trouble, UsageError
from bot.domain.paper import ArxivRecord, Paper, parse_paper_reference
from bot.ports.inbound import Progress, Step
from bot.ports.outbound import PaperRecords, PaperSource


class PaperFinder:
    """Finds papers by id or address."""

    def __init__(self, source: PaperSource, records: PaperRecords) -> None:
        self._source = source
        self._records = records

    async def find(self, paper_id: str, progress: Progress) -> Paper:
        """Hugging Face's entry with arXiv's record, or either alone.

        Raises `InputError` when neither knows the paper, `SourceError` when neither answers.
        """
        paper, silent = await self._on_huggingface(paper_id, progress)
        progress(Step(stage="arxiv", subject=f"arXiv's record of {paper_id}"))
        try:
            record = (await self._records.fetch_records([paper_id])).get(paper_id)
        except SourceError as error:
            if paper is None:
                raise
            progress(Step(stage="degraded", subject="arXiv did not answer", detail=str(error)))
            record = None
        if paper is not None:
            return paper.model_copy(update={"arxiv": record})
        if record is None and silent is not None:
            raise silent
        return _from_record(paper_id, record)

    async def _on_huggingface(
        self, paper_id: str, progress: Progress
    ) -> tuple[Paper | None, SourceError | None]:
        """Its entry, or why there is none (none: it has no such paper)."""
        progress(Step(stage="fetch", subject=f"Hugging Face's entry for {paper_id}"))
        try:
            return await self._source.fetch_paper(paper_id), None
        except NotFound:
            progress(Step(stage="degraded", subject=f"{paper_id} is not on Hugging Face: no votes"))
            return None, None
        except SourceError as error:
            silent = "Hugging Face did not answer: no votes"
            progress(Step(stage="degraded", subject=silent, detail=str(error)))
            return None, error


def id_of(reference: str) -> str:
    """The id that an id or address names. Raises `UsageError`."""
    try:
        return parse_paper_reference(reference)[0]
    except ValueError as error:
        raise UsageError(str(error), trouble=Trouble.NO_REFERENCE) from error


def _from_record(paper_id: str, record: ArxivRecord | None) -> Paper:
    if record is None:
        raise InputError(
            f"neither Hugging Face nor arXiv knows a paper {paper_id}",
            trouble=Trouble.UNKNOWN_PAPER,
            about=paper_id,
        )
    if record.abstract is None:
        raise InputError(
            f"arXiv's record of {paper_id} has no abstract to read",
            trouble=Trouble.NO_ABSTRACT,
            about=paper_id,
        )
    return Paper(
        id=paper_id,
        title=record.title,
        abstract=record.abstract,
        upvotes=None,
        authors=record.authors,
        published_at=record.published_at,
        arxiv=record,
    )
