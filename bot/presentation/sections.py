"""What the sections of an entry say, each sentence with the numbers of the quotes it rests on."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from bot.domain.digest import DigestEntry
from bot.domain.message import Block, Bullets, Context, Heading, Paragraph, RichText, Span
from bot.domain.section import (
    AbsenceReason,
    Applications,
    Details,
    DeveloperView,
    KeyPoints,
    OneLineSummary,
    Risks,
    Section,
    Sentence,
)
from bot.presentation.backing import backing
from bot.presentation.catalogue import Catalogue


def section_blocks(entry: DigestEntry, words: Catalogue) -> Iterator[Block]:
    """Every section under its heading, then the quotes."""
    numbers = _claim_numbers(entry)
    for section in entry.sections:
        if not _needs_model(section):
            yield Heading(level=3, text=_plain(words.heading(section)))
            yield _content(section, words, numbers)
    if lacking := [words.heading(section) for section in entry.sections if _needs_model(section)]:
        line = words.lacking_model.replace("{sections}", ", ".join(lacking))
        yield Context(text=_plain(line))
    if quotes := list(_quotes(entry, words, numbers)):
        yield from (Heading(level=3, text=_plain(words.evidence)), *quotes)


def _plain(words: str) -> RichText:
    return (Span(text=words),)


def _needs_model(section: Section) -> bool:
    """Said once of all of them: each by itself is a heading over nothing."""
    return section.absent is not None and section.absent.reason is AbsenceReason.NEEDS_MODEL


def _claim_numbers(entry: DigestEntry) -> dict[int, int]:
    """The claims behind what a model wrote, numbered as they come; an extract is its own quote."""
    if entry.provenance is None or entry.provenance.model is None:
        return {}
    used = (claim for s in entry.sections for sentence in s.sentences for claim in sentence.claims)
    return {claim: number for number, claim in enumerate(dict.fromkeys(used), start=1)}


def _content(section: Section, words: Catalogue, numbers: Mapping[int, int]) -> Block:
    if section.absent is not None:
        return Paragraph(text=(Span(text=words.absence(section.absent), style="emphasis"),))
    sentences = [_sentence(sentence, numbers) for sentence in section.sentences]
    match section:
        case OneLineSummary() | DeveloperView() | Details():
            spaced = [span for sentence in sentences for span in (Span(text=" "), *sentence)][1:]
            return Paragraph(text=tuple(spaced))
        case KeyPoints() | Applications() | Risks():
            return Bullets(items=tuple(sentences))
        case _:
            assert_never(section)


def _sentence(sentence: Sentence, numbers: Mapping[int, int]) -> RichText:
    """Its text and the numbers of the quotes it rests on."""
    marks = "".join(f"[{numbers[claim]}]" for claim in sentence.claims if claim in numbers)
    return (Span(text=sentence.text), *([Span(text=f" {marks}")] if marks else []))


def _quotes(entry: DigestEntry, words: Catalogue, numbers: Mapping[int, int]) -> Iterator[Block]:
    claims = {claim.id: claim for claim in entry.claims}
    for claim, number in numbers.items():
        for e in claims[claim].evidence:
            yield backing(e.origin, e.section, e.quote, words, entry.paper.links, f"[{number}] ")
