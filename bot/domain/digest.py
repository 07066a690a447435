"""A date's digest: its entries, what they rest on, and what the reader should know of them."""

import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bot.domain.base import Label, Model, Moment, Name, Prose
from bot.domain.evidence import Claim, Lack, Scope, TextForm
from bot.domain.language import Language
from bot.domain.paper import PaperRef, SourceSummary
from bot.domain.rating import Rating, Signal
from bot.domain.section import SECTION_ORDER, Section
from bot.domain.snapshot import LeftOut


class Edition(StrEnum):
    """Settled: the day is over. Live: the running day so far, still moving."""

    SETTLED = "settled"
    LIVE = "live"


class Engine(StrEnum):
    """Who chose the words: a language model, or sentences taken from the paper as they stand."""

    LLM = "llm"
    EXTRACTIVE = "extractive"


class FallbackReason(StrEnum):
    """Why an entry that a model was to write is an extract."""

    UNAVAILABLE = "model_unavailable"
    REFUSED = "model_refused"
    INVALID = "model_output_invalid"
    BUDGET = "budget_exceeded"


class PromptRef(Model):
    """A prompt file and its version."""

    id: Label
    version: Annotated[int, Field(ge=1)]


class Provenance(Model):
    """Where an entry's words come from.

    `form` is what the text was read from, where that is told; `lacking` says why less
    than the full text served where that was wanted.
    """

    engine: Engine
    scope: Scope
    created_at: Moment
    model: Name | None = None
    prompts: tuple[PromptRef, ...] = ()
    paper_version: Annotated[int, Field(ge=1)] | None = None
    form: TextForm | None = None
    lacking: Lack | None = None
    fallback: FallbackReason | None = None
    dropped: Annotated[int, Field(ge=0)] = 0
    sample: bool = False
    withdrawn: bool = False

    @model_validator(mode="after")
    def _no_engine_passes_for_the_other(self) -> Self:
        if (self.engine is Engine.LLM) != (self.model is not None):
            raise ValueError("what a model wrote names the model, an extract names none")
        if self.engine is Engine.LLM and (self.fallback or self.sample):
            raise ValueError("a fallback and a sample are extracts")
        return self

    @model_validator(mode="after")
    def _says_one_thing_of_what_was_read(self) -> Self:
        abstract = self.scope is Scope.ABSTRACT
        if self.form is not None and abstract != (self.form is TextForm.ABSTRACT):
            raise ValueError("the form and the scope of what was read do not fit")
        if self.lacking not in {None, Lack.BEGINNING} and not abstract:
            raise ValueError("a full text that was read does not lack")
        return self


Tags = Annotated[tuple[Label, ...], Field(max_length=20)]


class DigestEntry(Model):
    """One paper of a digest.

    Without `provenance` it is imported: shown as "imported, not checked", and `note` is the line
    that stood in its place.
    """

    rank: Annotated[int, Field(ge=1)]
    paper: PaperRef
    tags: Tags
    difficulty: Rating
    confidence: Rating
    sections: tuple[Section, ...]
    claims: tuple[Claim, ...] = ()
    signals: tuple[Signal, ...] = ()
    source_summary: SourceSummary | None = None
    provenance: Provenance | None = None
    note: Prose | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        order = [SECTION_ORDER.index(section.kind) for section in self.sections]
        if order != sorted(set(order)):
            raise ValueError(f"sections stand once each in the order {', '.join(SECTION_ORDER)}")
        known = {claim.id for claim in self.claims}
        if any(set(s.claims) - known for section in self.sections for s in section.sentences):
            raise ValueError("a sentence rests on a claim that the entry does not have")
        if self.provenance is not None and self.note is not None:
            raise ValueError("only an imported entry has a note")
        return self


class NoticeKind(StrEnum):
    """What a reader of the whole digest should know."""

    SAMPLE = "sample"
    LIVE = "live"
    EMPTY_DAY = "empty_day"
    EMPTY_WEEK = "empty_week"
    NO_MATCH = "no_match"
    ARXIV_MISSING = "arxiv_missing"
    LEFT_OUT = "left_out"
    WITHDRAWN = "withdrawn"
    IMPORTED = "imported"


_WITHOUT_DETAIL = {NoticeKind.SAMPLE, NoticeKind.EMPTY_DAY, NoticeKind.EMPTY_WEEK}


class Notice(Model):
    """A notice; `detail` is a time, ids or topics, or an imported notice's text.

    `left_out` are entries that were; `detail` then says how many more.
    """

    kind: NoticeKind
    detail: Prose | None = None
    left_out: tuple[LeftOut, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_is_about(self) -> Self:
        optional = self.kind is NoticeKind.NO_MATCH or bool(self.left_out)
        if not optional and (self.detail is None) != (self.kind in _WITHOUT_DETAIL):
            raise ValueError(f"a notice of the kind {self.kind} and its detail do not fit")
        if self.kind is not NoticeKind.IMPORTED and len(self.detail or "") > 500:
            raise ValueError("a notice's detail has at most 500 characters")
        return self


class Digest(Model):
    """The digest of an edition date (a UTC day; for a week, its last day)."""

    date: dt.date
    language: Language
    edition: Edition = Edition.SETTLED
    period: Literal["day", "week"] = "day"
    notices: tuple[Notice, ...] = ()
    entries: Annotated[tuple[DigestEntry, ...], Field(max_length=10)]

    @model_validator(mode="after")
    def _ranked(self) -> Self:
        if [entry.rank for entry in self.entries] != list(range(1, len(self.entries) + 1)):
            raise ValueError("entries are ranked 1, 2, 3 … in order")
        if len({entry.paper.id for entry in self.entries}) < len(self.entries):
            raise ValueError("a paper stands in a digest once")
        return self
