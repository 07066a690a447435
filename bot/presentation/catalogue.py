"""The words of the product in each language, one TOML file each."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from bot.domain.digest import FallbackReason, Notice, NoticeKind, Provenance
from bot.domain.evidence import Origin, Scope
from bot.domain.language import Language
from bot.domain.rating import Rating, SignalName
from bot.domain.section import Absence, AbsenceReason, Section


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProvenanceWords(_Strict):
    """Parts of the line that says where an entry's words come from."""

    llm: str
    extractive: str
    sample: str
    imported: str
    checked: str
    dropped: str
    fallback: dict[FallbackReason, str]


class AnswerWords(_Strict):
    """What is said around an answer."""

    no_model: str
    no_model_sample: str
    no_passage: str
    not_in_paper: str
    which_paper: str
    prompt: str


class Catalogue(_Strict):
    """Every word shown to readers. A file that lacks one, or has one too many, does not load."""

    language: Language
    upvotes: str
    difficulty: str
    confidence: str
    tags: str
    links: str
    code: str
    project: str
    evidence: str
    ask: str
    why_rating: str
    found: str
    not_found: str
    no_tags: str
    source_summary: str
    unchecked: str
    sample_heading: str
    daily_title: str
    weekly_title: str
    thumbnail_alt: str
    ratings: dict[Rating, str]
    signals: dict[SignalName, str]
    headings: dict[str, str]
    scopes: dict[Scope, str]
    origins: dict[Origin, str]
    absences: dict[AbsenceReason, str]
    notices: dict[NoticeKind, str]
    provenance: ProvenanceWords
    answer: AnswerWords
    writing_style: str

    def heading(self, section: Section) -> str:
        """The heading of a section; that of the details says what was read."""
        if section.kind == "details":
            return self.headings[f"details_{section.scope.value}"]
        return self.headings[section.kind]

    def absence(self, absence: Absence) -> str:
        """Why a section is empty."""
        return absence.text or self.absences[absence.reason]

    def notice(self, notice: Notice) -> str:
        """A notice as a sentence."""
        if notice.kind is NoticeKind.IMPORTED:
            return notice.detail or ""
        return self.notices[notice.kind].replace("{detail}", notice.detail or "")

    def provenance_line(self, provenance: Provenance) -> str:
        """Where an entry's words come from, in one line."""
        words = self.provenance
        parts: list[str] = []
        if provenance.fallback:
            parts.append(words.fallback[provenance.fallback])
        if provenance.sample:
            parts.append(words.sample)
        elif provenance.model:
            parts.append(words.llm.replace("{model}", provenance.model))
            parts.append(self.scopes[provenance.scope])
            parts.append(words.checked)
        else:
            parts.append(words.extractive)
        if provenance.dropped:
            parts.append(words.dropped.replace("{count}", str(provenance.dropped)))
        if provenance.paper_version:
            parts.append(f"arXiv v{provenance.paper_version}")
        return " · ".join(parts)


@cache
def catalogue(language: Language) -> Catalogue:
    """The catalogue of a language."""
    path = files("bot.presentation") / "catalogues" / f"{language.value}.toml"
    return Catalogue.model_validate(
        {"language": language, **tomllib.loads(path.read_text(encoding="utf-8"))}
    )
