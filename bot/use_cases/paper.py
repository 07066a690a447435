"""An entry for any arXiv paper: from Hugging Face where it has one, else from arXiv's record."""

from bot.digest.entry import EntryMaker
from bot.domain.digest import DigestEntry
from bot.domain.errors import InputError, NotFound, SourceError, UsageError
from bot.domain.language import Language
from bot.domain.paper import ArxivRecord, Paper, parse_paper_reference
from bot.ports.inbound import Progress, Step
from bot.ports.outbound import PaperRecords, PaperSource


async def paper_entry(
    reference: str,
    language: Language,
    progress: Progress,
    *,
    source: PaperSource,
    records: PaperRecords,
    entries: EntryMaker,
) -> DigestEntry:
    """The entry of the paper that an id or address names."""
    try:
        paper_id, _ = parse_paper_reference(reference)
    except ValueError as error:
        raise UsageError(str(error)) from error
    paper = await _find(paper_id, progress, source, records)
    return (await entries.make([paper], language, progress))[0]


async def _find(
    paper_id: str, progress: Progress, source: PaperSource, records: PaperRecords
) -> Paper:
    """Hugging Face's entry with arXiv's record, or either alone."""
    progress(Step(stage="fetch", subject=f"Hugging Face's entry for {paper_id}"))
    paper: Paper | None = None
    silent: SourceError | None = None
    try:
        paper = await source.fetch_paper(paper_id)
    except NotFound:
        progress(Step(stage="degraded", subject=f"{paper_id} is not on Hugging Face: no votes"))
    except SourceError as error:
        silent = error
        progress(
            Step(
                stage="degraded", subject="Hugging Face did not answer: no votes", detail=str(error)
            )
        )
    progress(Step(stage="arxiv", subject=f"arXiv's record of {paper_id}"))
    try:
        record = (await records.fetch_records([paper_id])).get(paper_id)
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


def _from_record(paper_id: str, record: ArxivRecord | None) -> Paper:
    if record is None:
        raise InputError(f"neither Hugging Face nor arXiv knows a paper {paper_id}")
    if record.abstract is None:
        raise InputError(f"arXiv's record of {paper_id} has no abstract to read")
    return Paper(
        id=paper_id,
        title=record.title,
        abstract=record.abstract,
        upvotes=None,
        authors=record.authors,
        published_at=record.published_at,
        arxiv=record,
    )
