"""The words of the product in each language, one TOML file each."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from bot.domain.conversation import Answer
from bot.domain.digest import Digest, Notice, NoticeKind, Provenance
from bot.domain.errors import PlatformProblem, Trouble
from bot.domain.evidence import Lack, Origin, Scope, TextForm
from bot.domain.language import Language
from bot.domain.rating import Rating, SignalName
from bot.domain.section import SECTION_ORDER, Absence, AbsenceReason, Section
from bot.domain.snapshot import Flaw, LeftOut
from bot.presentation.words import (
    AnswerWords,
    ChatWords,
    CommandWords,
    ModalWords,
    ProvenanceWords,
    Strict,
    each,
)

_HEADINGS = (*SECTION_ORDER[:-1], *(f"details_{scope}" for scope in Scope))


class Catalogue(Strict):
    """Every word shown to readers. A file that lacks one, or has one too many, does not load."""

    language: Language
    upvotes: str
    difficulty: str
    confidence: str
    tags: str
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
    lacking_model: str
    thread_title: str
    ask_here: str
    thumbnail_alt: str
    ratings: Annotated[dict[Rating, str], each(Rating)]
    signals: Annotated[dict[SignalName, str], each(SignalName)]
    headings: Annotated[dict[str, str], each(_HEADINGS)]
    scopes: Annotated[dict[Scope, str], each(Scope)]
    origins: Annotated[dict[Origin, str], each(Origin)]
    absences: Annotated[dict[AbsenceReason, str], each(AbsenceReason)]
    problems: Annotated[dict[PlatformProblem, str], each(PlatformProblem)]
    troubles: Annotated[dict[Trouble, str], each(Trouble)]
    notices: Annotated[dict[NoticeKind, str], each(NoticeKind)]
    flaws: Annotated[dict[Flaw, str], each(Flaw)]
    provenance: ProvenanceWords
    answer: AnswerWords
    commands: CommandWords
    modal: ModalWords
    chat: ChatWords
    writing_style: str
    answer_style: str

    def title(self, digest: Digest) -> str:
        """The heading of a digest. Every language keeps the form that the Markdown reader knows."""
        title = self.daily_title if digest.period == "day" else self.weekly_title
        return title.replace("{date}", str(digest.date)).replace(
            "{count}", str(len(digest.entries))
        )

    def heading(self, section: Section) -> str:
        """The heading of a section; that of the details says what was read."""
        if section.kind == "details":
            return self.headings[f"details_{section.scope.value}"]
        return self.headings[section.kind]

    def absence(self, absence: Absence) -> str:
        """Why a section is empty."""
        return self.absences[absence.reason].replace("{text}", absence.text or "")

    def notice(self, notice: Notice) -> str:
        """A notice as a sentence."""
        flaws = [self._flaw(one) for one in notice.left_out]
        detail = ", ".join([*flaws, *([notice.detail] if notice.detail else [])])
        return self.notices[notice.kind].replace("{detail}", detail).strip()

    def _flaw(self, one: LeftOut) -> str:
        return self.flaws[one.flaw].replace("{about}", one.about or "").strip()

    def provenance_line(self, provenance: Provenance) -> str:
        """Where an entry's words come from, in one line."""
        words = self.provenance
        if provenance.sample:
            parts = [words.sample]
        elif provenance.model:
            author = words.llm.replace("{model}", provenance.model)
            read = self._read(provenance.scope, provenance.form, provenance.lacking)
            parts = [author, read, words.checked]
        else:
            parts = [self.extract(provenance), words.verbatim]
        if provenance.withdrawn:
            parts.insert(0, words.withdrawn)
        if provenance.dropped:
            parts.append(words.dropped.replace("{count}", str(provenance.dropped)))
        if provenance.paper_version:
            parts.append(f"arXiv v{provenance.paper_version}")
        return " · ".join(parts)

    def extract(self, provenance: Provenance) -> str:
        """Why an entry is an extract."""
        fallback = provenance.fallback
        return self.provenance.fallback[fallback] if fallback else self.provenance.extractive

    def read_line(self, answer: Answer) -> str:
        """Who wrote an answer, and what was read for it."""
        parts = [self._read(answer.scope, answer.form, answer.lacking)]
        if answer.provenance and answer.provenance.model:
            parts.insert(0, self.provenance.llm.replace("{model}", answer.provenance.model))
        return " · ".join(parts)

    def _read(self, scope: Scope, form: TextForm | None, lacking: Lack | None) -> str:
        """How much of a paper was read, from what, or why no more of it."""
        read = self.provenance.lacking[lacking] if lacking else self.scopes[scope]
        return f"{read} ({form.upper()})" if form and scope is Scope.FULL_TEXT else read


@cache
def catalogue(language: Language) -> Catalogue:
    """The catalogue of a language."""
    path = files("bot.presentation") / "catalogues" / f"{language.value}.toml"
    return Catalogue.model_validate(
        {"language": language, **tomllib.loads(path.read_text(encoding="utf-8"))}
    )
