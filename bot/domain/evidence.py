"""What backs a statement: the paper's text in passages, claims, and their verbatim quotes."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.domain.base import Label, LongText, Model, Prose
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


class Passage(Model):
    """A stretch of text; `start` is its offset in characters in the text of its origin."""

    origin: Origin
    section: Label
    text: LongText
    start: Offset = 0


class PaperText(Model):
    """What was read of one paper: its passages in reading order, the public record last."""

    paper_id: PaperId
    scope: Scope
    passages: tuple[Passage, ...]

    @property
    def quotable(self) -> tuple[Passage, ...]:
        """The passages that may serve as evidence: a sample's text never does."""
        return tuple(p for p in self.passages if p.origin is not Origin.SAMPLE)


class Evidence(Model):
    """A verbatim quote and its place: characters `start` to `end` of the text of its origin."""

    quote: Prose
    origin: Origin
    section: Label
    start: Offset
    end: Offset

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
