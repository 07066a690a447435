"""The extractive engine: verbatim sentences of the abstract, for when there is no model.

What it shows stands in the paper as it is, so each sentence is its own claim and evidence. A
sample's text is not the paper's: it is shown under a heading that says so and backs nothing.
"""

from dataclasses import dataclass

from bot.digest.salience import choose
from bot.domain.evidence import Claim, Evidence, Origin, PaperText, Passage, Scope
from bot.domain.paper import Paper
from bot.domain.section import (
    SECTION_ORDER,
    Absence,
    AbsenceReason,
    Section,
    Sentence,
    make_section,
)
from bot.evidence.sentences import split_sentences

_MOST_SENTENCES = 60


@dataclass(frozen=True)
class Extract:
    """Sections filled with verbatim sentences, and the claims that those sentences are."""

    sections: tuple[Section, ...]
    claims: tuple[Claim, ...]


def extract_verbatim(paper: Paper, text: PaperText, sample_heading: str) -> Extract:
    """The entry of a paper without a model. `sample_heading` stands over a sample's passages."""
    passage = text.passages[0]
    claims = tuple(_claims(passage))
    sentences = [Sentence(text=claim.text, claims=(claim.id,)) for claim in claims]
    chosen = choose(paper.title, [claim.text for claim in claims])
    picked = {
        "one_line": [sentences[chosen.summary]],
        "key_points": [sentences[index] for index in chosen.key_points],
        "details": sentences,
    }
    if passage.origin is Origin.SAMPLE:
        picked = {kind: _as_sample(kind, some, sample_heading) for kind, some in picked.items()}
        claims = ()
    return Extract(
        sections=tuple(_section(kind, picked.get(kind)) for kind in SECTION_ORDER),
        claims=claims,
    )


def _claims(passage: Passage) -> list[Claim]:
    claims: list[Claim] = []
    for number, (start, end) in enumerate(split_sentences(passage.text)[:_MOST_SENTENCES], start=1):
        words = passage.text[start:end]
        place = Evidence(
            quote=words,
            origin=passage.origin,
            section=passage.section,
            start=passage.start + start,
            end=passage.start + start + len(words),
        )
        claims.append(Claim(id=number, text=words, evidence=(place,)))
    return claims


def _as_sample(kind: str, sentences: list[Sentence], heading: str) -> list[Sentence]:
    """Under the heading: every item of a list, the first sentence of a paragraph."""
    return [
        Sentence(text=f"[{heading}] {s.text}" if kind == "key_points" or n == 0 else s.text)
        for n, s in enumerate(sentences)
    ]


def _section(kind: str, sentences: list[Sentence] | None) -> Section:
    if sentences is None:
        return make_section(kind, absent=Absence(reason=AbsenceReason.NEEDS_MODEL))
    if not sentences:
        return make_section(kind, absent=Absence(reason=AbsenceReason.TOO_SHORT))
    return make_section(kind, sentences=tuple(sentences), scope=Scope.ABSTRACT)
