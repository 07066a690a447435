"""Papers: what the sources tell of one, and how one is named and linked."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from bot.domain.base import Label, LongText, Model, Moment, Name, Prose, Title, Url

_NEW_STYLE = r"[0-9]{4}\.[0-9]{4,5}"
_OLD_STYLE = r"[a-z]{1,8}(?:-[a-z]{1,8})?(?:\.[A-Z]{2})?/[0-9]{7}"
_VERSION = r"[1-9][0-9]{0,2}"
_ID = re.compile(f"(?:{_NEW_STYLE}|{_OLD_STYLE})")
ID_IN_TEXT = rf"(?:{_NEW_STYLE}|{_OLD_STYLE})(?:v{_VERSION})?"  # a pattern; ids may have a version
_REFERENCE = re.compile(
    rf"(?:(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/)|arxiv:)?"
    rf"(?P<id>{_NEW_STYLE}|{_OLD_STYLE})(?:v(?P<version>{_VERSION}))?(?:\.pdf|\.md)?/?(?:[?#].*)?",
    re.IGNORECASE,
)


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(f"not an arXiv id: {value[:60]!r} (such as 2602.10388 or math.GT/0309136)")
    return value


def _check_path(value: str) -> str:
    """No scheme, no host, nothing that ends an image in Markdown."""
    if not re.fullmatch(r"[\w%.~-][\w%.~/-]*", value):
        raise ValueError("expected a percent-encoded relative path such as images/Shears_img.jpg")
    return value


PaperId = Annotated[str, StringConstraints(max_length=40), AfterValidator(_check_id)]
Upvotes = Annotated[int, Field(ge=0, lt=10**9)]
RelativePath = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_check_path)]


def parse_paper_reference(text: str) -> tuple[str, int | None]:
    """Id and version from an arXiv id or an arXiv or Hugging Face address.

    Forms: <https://info.arxiv.org/help/arxiv_identifier.html>. Raises `ValueError`.
    """
    match = _REFERENCE.fullmatch(text.strip())
    if match is None or not _ID.fullmatch(match["id"]):
        raise ValueError(
            f"{text.strip()[:80]!r} is not an arXiv id or address; give one such as 2602.10388 "
            "or https://arxiv.org/abs/2602.10388"
        )
    return match["id"], int(match["version"]) if match["version"] else None


def paper_named(text: str) -> str | None:
    """The paper that the whole text names, by its id and the version that is given; else none."""
    try:
        paper, version = parse_paper_reference(text)
    except ValueError:
        return None
    return f"{paper}v{version}" if version else paper


class SourceSummary(Model):
    """The summary that a source's own model wrote: shown credited, never as a claim."""

    text: Prose
    credit: Label
    model: Label | None = None


class ArxivRecord(Model):
    """What arXiv's public record says of a paper's latest version."""

    id: PaperId
    version: Annotated[int, Field(ge=1)]
    title: Title
    authors: tuple[Name, ...] = ()
    abstract: LongText | None = None
    categories: tuple[Label, ...] = ()
    comment: Prose | None = None
    doi: Label | None = None
    journal_ref: Prose | None = None
    published_at: Moment | None = None
    updated_at: Moment | None = None
    withdrawn: bool = False


class Paper(Model):
    """One arXiv paper as its sources give it. Times are UTC.

    `upvotes` is none for a paper that is not on Hugging Face; `submitted_at` is when it was put
    on the daily list. `sample` marks a paper of the bundled day, whose abstract is not its own.
    """

    id: PaperId
    title: Title
    abstract: LongText
    upvotes: Upvotes | None
    authors: tuple[Name, ...] = ()
    keywords: tuple[Label, ...] = ()
    published_at: Moment | None = None
    submitted_at: Moment | None = None
    code_url: Url | None = None
    project_url: Url | None = None
    thumbnail_url: Url | None = None
    source_summary: SourceSummary | None = None
    arxiv: ArxivRecord | None = None
    sample: bool = False

    @property
    def categories(self) -> tuple[str, ...]:
        """ArXiv categories, empty when arXiv was not asked or did not answer."""
        return self.arxiv.categories if self.arxiv else ()

    @property
    def withdrawn(self) -> bool:
        """Whether arXiv's record says that it was withdrawn."""
        return self.arxiv is not None and self.arxiv.withdrawn

    @property
    def version(self) -> int | None:
        """The latest version arXiv knows, none when arXiv did not answer."""
        return self.arxiv.version if self.arxiv else None


class Links(Model):
    """The paper's own addresses: the only ones ever posted for it."""

    huggingface: Url
    arxiv: Url
    pdf: Url
    code: Url | None = None
    project: Url | None = None

    @classmethod
    def of(cls, paper_id: str, *, code: str | None = None, project: str | None = None) -> Self:
        """The canonical links of an id."""
        return cls(
            huggingface=f"https://huggingface.co/papers/{paper_id}",
            arxiv=f"https://arxiv.org/abs/{paper_id}",
            pdf=f"https://arxiv.org/pdf/{paper_id}",
            code=code,
            project=project,
        )


class PaperRef(Model):
    """What a digest entry shows of its paper. `thumbnail_file` is relative to the Markdown file."""

    id: PaperId
    title: Title
    upvotes: Upvotes | None
    links: Links
    authors: tuple[Name, ...] = ()
    thumbnail_url: Url | None = None
    thumbnail_file: RelativePath | None = None

    @model_validator(mode="after")
    def _links_belong_to_the_paper(self) -> Self:
        own = Links.of(self.id)
        given = self.links
        if (given.huggingface, given.arxiv, given.pdf) != (own.huggingface, own.arxiv, own.pdf):
            raise ValueError(f"the links are not those of paper {self.id}")
        return self

    @classmethod
    def of(cls, paper: Paper) -> Self:
        """The reference of a paper, before its thumbnail is fetched."""
        return cls(
            id=paper.id,
            title=paper.title,
            upvotes=paper.upvotes,
            links=Links.of(paper.id, code=paper.code_url, project=paper.project_url),
            authors=paper.authors,
            thumbnail_url=paper.thumbnail_url,
        )
