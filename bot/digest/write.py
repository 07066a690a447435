"""Step two of the llm engine: the sections in the digest's language, from checked claims alone."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import BaseModel, Field

from bot.aside import aside
from bot.domain.base import Model, Moment
from bot.domain.errors import ModelOutputInvalid
from bot.domain.evidence import Claim, PaperText, Scope
from bot.domain.language import Language
from bot.domain.paper import Paper
from bot.domain.section import Absence, AbsenceReason, Section, Sentence, make_section
from bot.evidence.gate import Fault, FaultKind, disagreement
from bot.evidence.sanitise import foreign_mark, other_language, plain
from bot.ports.outbound import LanguageModel
from bot.reading.shown import as_prompt, without_markers

_MOST = {
    "one_line": 1,
    "key_points": 4,
    "developer_view": 3,
    "applications": 4,
    "risks": 4,
    "details": 8,
}
_LONGEST = 600


class WrittenSentence(BaseModel):
    """As a model gives it: the numbers of its claims, then its text."""

    claims: list[int]
    text: str


class Writing(BaseModel):
    """The answer to `digest/write`."""

    one_line: WrittenSentence
    key_points: list[WrittenSentence]
    developer_view: list[WrittenSentence]
    applications: list[WrittenSentence]
    risks: list[WrittenSentence]
    details: list[WrittenSentence]


class RepairedSentence(WrittenSentence):
    """As a model gives it; `number` is that of the refused sentence."""

    number: int


class SentenceRepair(BaseModel):
    """The answer to `digest/write_repair`."""

    sentences: list[RepairedSentence]


class CheckedWriting(Model):
    """The sections whose sentences passed, and how many sentences did not."""

    sections: tuple[Section, ...]
    dropped: int = Field(default=0, ge=0)
    written_at: Moment | None = None


class _Draft(NamedTuple):
    section: str
    written: WrittenSentence


async def write(
    model: LanguageModel,
    paper: Paper,
    text: PaperText,
    claims: Sequence[Claim],
    language: Language,
    style: str,
) -> CheckedWriting:
    """The six sections. `style` tells how the language is written here. Raises `ModelError`."""
    inputs = {
        "title": without_markers(paper.title),
        "text": as_prompt(text),
        "language": language.english_name,
        "style": style,
        "claims": "\n".join(_claim_lines(claim) for claim in claims),
    }
    answer = await model.complete("digest/write", inputs, Writing)
    drafts = list(_drafts(answer))
    check = _SentenceCheck(paper, claims, language)
    faults = await aside(check.faults, drafts)
    if faults:
        shown = "\n".join(
            f"{n}. ({drafts[n].section}) claims {drafts[n].written.claims[:16]}: "
            f"{plain(drafts[n].written.text)[:400]}\n   refused: {fault.detail}"
            for n, fault in faults.items()
        )
        repair = await model.complete(
            "digest/write_repair", {**inputs, "faults": shown}, SentenceRepair
        )
        for mended in repair.sentences[: len(drafts)]:
            if mended.number in faults and check.fault(mended) is None:
                drafts[mended.number] = _Draft(drafts[mended.number].section, mended)
                del faults[mended.number]
    return _checked(answer, drafts, faults, text)


def _drafts(answer: Writing) -> Iterator[_Draft]:
    yield _Draft("one_line", answer.one_line)
    for name in list(_MOST)[1:]:
        for written in getattr(answer, name)[: _MOST[name]]:
            yield _Draft(name, written)


def _claim_lines(claim: Claim) -> str:
    quotes = " | ".join(evidence.quote for evidence in claim.evidence)
    return f"{claim.id}. {claim.text}\n   quotes: {quotes}"


class _SentenceCheck:
    """The gate for a sentence that rests on claims."""

    def __init__(self, paper: Paper, claims: Sequence[Claim], language: Language) -> None:
        self._title = paper.title
        self._claims = {claim.id: claim for claim in claims}
        self._language = language

    def faults(self, drafts: Sequence[_Draft]) -> dict[int, Fault]:
        """Of the drafts that have one, by their numbers."""
        found = ((number, self.fault(draft.written)) for number, draft in enumerate(drafts))
        return {number: fault for number, fault in found if fault}

    def fault(self, sentence: WrittenSentence) -> Fault | None:
        text = plain(sentence.text)
        numbers = dict.fromkeys(sentence.claims)
        known = [self._claims[number] for number in numbers if number in self._claims]
        if not known or len(known) < len(numbers):
            return Fault(FaultKind.NO_QUOTE, "it does not rest on claims from the list")
        if not text or len(text) > _LONGEST:
            return Fault(FaultKind.LENGTH, f"it is empty or longer than {_LONGEST} characters")
        quotes = [evidence.quote for claim in known for evidence in claim.evidence]
        return (
            foreign_mark(text, [*quotes, self._title])
            or other_language(text, self._language)
            or disagreement(text, quotes, [self._title])
        )


def _checked(
    answer: Writing, drafts: list[_Draft], faults: dict[int, Fault], text: PaperText
) -> CheckedWriting:
    kept: dict[str, list[Sentence]] = {name: [] for name in _MOST}
    for number, draft in enumerate(drafts):
        if number not in faults:
            sentence = Sentence(
                text=plain(draft.written.text),
                claims=tuple(dict.fromkeys(draft.written.claims)),
            )
            if sentence.text not in {known.text for known in kept[draft.section]}:
                kept[draft.section].append(sentence)
    if not kept["one_line"] and not kept["key_points"] and not kept["details"]:
        reason = next(iter(faults.values())).detail if faults else "it is empty"
        raise ModelOutputInvalid(f"nothing the model wrote passed the check: {reason}")
    return CheckedWriting(
        sections=tuple(
            _section(name, sentences, text.scope, written=bool(getattr(answer, name)))
            for name, sentences in kept.items()
        ),
        dropped=len(faults),
    )


def _section(name: str, sentences: list[Sentence], scope: Scope, *, written: bool) -> Section:
    if sentences:
        return make_section(name, sentences=tuple(sentences), scope=scope)
    reason = AbsenceReason.NOTHING_CHECKED if written else AbsenceReason.NOT_STATED
    return make_section(name, absent=Absence(reason=reason), scope=scope)
