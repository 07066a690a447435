"""What backs a statement: the paper's text in passages, claims, and their verbatim quotes."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.domain.base import Label, LongText, Model, Prose, Title
from bot.domain.paper import PaperId

Offset = Annotated[int, Field(ge=0)]


class Scope(StrEnum):
    """How much of the paper was read."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full_text"


class Origin(StrEnum):
    """Whose words a passage holds."""

    PAPER = "paper"
    HUGGING_FACE = "huggingface"
    ARXIV_RECORD = "arxiv_record"
    SAMPLE = "sample"


class PassageKind(StrEnum):
    """What a passage is in the paper's layout."""

    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TABLE = "table"
    FOOTNOTE = "footnote"
    AUTHORS = "authors"  # a line of the record


class TextForm(StrEnum):
    """What a paper's text was read from."""

    ABSTRACT = "abstract"
    HTML = "html"
    PDF = "pdf"


class Passage(Model):
    """A stretch of text under a heading.

    `section` is the nearest heading above it, `chapter` the top-level one where that is another.
    `start` is its offset in characters in the text of its origin, whose passages stand one after
    the other with one line break between two.
    """

    origin: Origin
    section: Label
    text: LongText
    start: Offset = 0
    chapter: Label | None = None
    kind: PassageKind = PassageKind.PARAGRAPH

    @property
    def heading(self) -> str:
        """The headings over it, the chapter's first."""
        return f"{self.chapter} › {self.section}" if self.chapter else self.section


class Lack(StrEnum):
    """Why less than the full text was read. `untold`: an older program kept a sentence instead."""

    NO_TEXT = "no_text"
    UNREACHABLE = "unreachable"
    NOT_ASKED = "not_asked"
    BEGINNING = "beginning"
    UNTOLD = "untold"

    @classmethod
    def _missing_(cls, value: object) -> "Lack | None":
        return cls.UNTOLD if isinstance(value, str) else None


class PaperText(Model):
    """What was read of one paper: its passages in reading order, the public record last.

    `paper_id` and `version` are none where the text does not tell them (a file). `lacking` says why
    it is not the full text.
    """

    paper_id: PaperId | None
    title: Title | None = None
    version: Annotated[int, Field(ge=1)] | None = None
    form: TextForm = TextForm.ABSTRACT
    lacking: Lack | None = None
    passages: tuple[Passage, ...]

    @property
    def scope(self) -> Scope:
        """How much of the paper that is."""
        return Scope.ABSTRACT if self.form is TextForm.ABSTRACT else Scope.FULL_TEXT

    @property
    def quotable(self) -> tuple[Passage, ...]:
        """The passages that may serve as evidence: a sample's text never does."""
        return tuple(p for p in self.passages if p.origin is not Origin.SAMPLE)


class Evidence(Model):
    """A verbatim quote and its place: characters `start` to `end` of the text of its origin.

    `paper_id` is told where quotes of several papers stand together.
    """

    quote: Prose
    origin: Origin
    section: Label
    start: Offset
    end: Offset
    paper_id: PaperId | None = None

    @model_validator(mode="after")
    def _covers_something(self) -> Self:
        if self.start >= self.end:
            raise ValueError("a quote ends after it starts")
        return self


class Claim(Model):
    """An English statement about the paper and the quotes that back it."""

    id: Annotated[int, Field(ge=1)]
    text: Prose
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, max_length=5)]
