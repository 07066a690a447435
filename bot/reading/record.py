"""What is known of a paper without fetching anything: its abstract and its public record."""

from collections.abc import Iterator

from bot.domain.base import clip
from bot.domain.evidence import Lack, Origin, PaperText, Passage, PassageKind
from bot.domain.paper import Paper

_AUTHORS_A_LINE = 50


def abstract_of(paper: Paper, *, lacking: Lack | None = None) -> PaperText:
    """The abstract, then the public record; `lacking` says why it is not the full text."""
    origin = Origin.SAMPLE if paper.sample else Origin.PAPER
    abstract = Passage(origin=origin, section="Abstract", text=paper.abstract)
    return PaperText(
        paper_id=paper.id,
        title=paper.title,
        version=paper.version,
        lacking=lacking,
        passages=(abstract, *record_of(paper)),
    )


def record_of(paper: Paper) -> tuple[Passage, ...]:
    """What Hugging Face and arXiv say of the paper, line by line."""
    return (
        *_passages(Origin.HUGGING_FACE, "Hugging Face", _huggingface_lines(paper)),
        *_passages(Origin.ARXIV_RECORD, "arXiv record", _arxiv_lines(paper)),
    )


def _passages(origin: Origin, section: str, lines: Iterator[str]) -> Iterator[Passage]:
    start = 0
    for line in lines:
        text = clip(line, 2_000)
        authors = text.startswith(("Authors: ", "Further authors: "))
        kind = PassageKind.AUTHORS if authors else PassageKind.PARAGRAPH
        yield Passage(origin=origin, section=section, text=text, start=start, kind=kind)
        start += len(text) + 1


def _huggingface_lines(paper: Paper) -> Iterator[str]:
    if paper.submitted_at:
        yield f"Put on Hugging Face Daily Papers: {paper.submitted_at:%Y-%m-%d}"
    if paper.published_at:
        yield f"Published on arXiv: {paper.published_at:%Y-%m-%d}"
    if paper.code_url:
        yield f"Code repository: {paper.code_url}"
    if paper.project_url:
        yield f"Project page: {paper.project_url}"
    for start in range(0, len(paper.authors), _AUTHORS_A_LINE):  # some papers have hundreds
        some = ", ".join(paper.authors[start : start + _AUTHORS_A_LINE])
        yield f"Further authors: {some}" if start else f"Authors: {some}"


def _arxiv_lines(paper: Paper) -> Iterator[str]:
    record = paper.arxiv
    if record is None:
        return
    yield f"Version: v{record.version}"
    if record.published_at:
        yield f"First submitted: {record.published_at:%Y-%m-%d}"
    if record.updated_at:
        yield f"This version: {record.updated_at:%Y-%m-%d}"
    if record.categories:
        yield f"Categories: {', '.join(record.categories)}"
    if record.comment:
        yield f"Comments: {record.comment}"
    if record.journal_ref:
        yield f"Journal reference: {record.journal_ref}"
    if record.doi:
        yield f"DOI: {record.doi}"
