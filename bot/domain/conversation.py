"""Questions, answers, and the thread they stand in."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.domain.base import Label, Model, Moment, Name, Prose
from bot.domain.digest import Provenance
from bot.domain.evidence import Evidence, Passage, Scope
from bot.domain.paper import PaperRef


class Statement(Model):
    """A sentence of an answer with the quotes that back it."""

    text: Prose
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, max_length=5)]


class AnswerReason(StrEnum):
    """Why an answer holds no statement."""

    NO_MODEL = "no_model"
    NOT_IN_PAPER = "not_in_paper"
    NO_PASSAGE = "no_passage"


class Answer(Model):
    """Statements, or the reason why there is none with the nearest passages, verbatim."""

    paper: PaperRef
    scope: Scope
    statements: tuple[Statement, ...] = ()
    reason: AnswerReason | None = None
    passages: tuple[Passage, ...] = ()
    provenance: Provenance | None = None

    @model_validator(mode="after")
    def _answered_or_not(self) -> Self:
        if bool(self.statements) == (self.reason is not None):
            raise ValueError("an answer has either statements or the reason why it has none")
        return self

    @property
    def abstained(self) -> bool:
        """Whether nothing is claimed."""
        return not self.statements


class Turn(Model):
    """One message of a conversation. Kept 30 days by default."""

    author: Literal["person", "bot"]
    text: Prose
    at: Moment


class Conversation(Model):
    """A thread about a digest or a paper, with its stored turns."""

    platform: Label
    workspace: Name
    channel: Name
    thread: Name
    papers: tuple[PaperRef, ...]
    turns: tuple[Turn, ...] = ()
