"""Which part of a paper each passage belongs to: by its headings, else by where it stands."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from bot.domain.evidence import Origin, PaperText, Passage, PassageKind


class Part(StrEnum):
    """A part that papers have, whatever its heading is."""

    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    RELATED = "related work"
    METHOD = "method"
    RESULTS = "results"
    LIMITATIONS = "limitations"
    CONCLUSION = "conclusion"
    AVAILABILITY = "availability"
    APPENDIX = "appendix"
    BACK_MATTER = "back matter"
    RECORD = "public record"


_NUMBER = re.compile(
    r"\A(?:(?i:appendix|section)\s+)?(?:\d+(?:\.\d+)*|[IVX]+(?:\.\d+)*|[A-Z](?:\.\d+)*)[.:)]?\s+(?=\S)",
)
_LETTERED = re.compile(r"[A-HJ-UWYZ](?:\.\d+)*[.:)]?\s+\S")
_APPENDIX = re.compile(r"appendi(?:x|ces)\b|supplement", re.IGNORECASE)
# The first that fits: "Results and Discussion" are results, "Discussion and Limitations" limits.
_HEADINGS = {
    Part.ABSTRACT: r"^abstract\W*$",
    Part.BACK_MATTER: r"^(?:acknowledg|references$|bibliography|funding|competing"
    r"|author |contributors$|(?:conflicts?|declarations?) of)|\bchecklist\b",
    Part.AVAILABILITY: r"\b(?:availability|reproducib\w+|code and data|data and code|release)\b",
    # Not "Limitations of existing methods", which others have.
    Part.LIMITATIONS: r"^(?!.*\blimit\w* (?:of|in|to) (?!our\b|this\b|the (?:proposed|present))).*"
    r"\b(?:limitations?|limits|failure (?:cases|modes)|threats to validity)\b"
    r"|\b(?:broader|societal|social|ethical) (?:impacts?|implications?)|^impact statement"
    r"|^ethic(?:s|al)\b|^(?:potential )?risks\b",
    Part.RELATED: r"\b(?:related (?:work|stud|research|literature)|(?:prior|previous) work|literature)"
    r"|^background|^preliminar",
    Part.RESULTS: r"\b(?:results?|experiment\w*|evaluat\w+|analys[ei]s|ablations?|comparisons?"
    r"|findings?|(?:case|user) stud(?:y|ies)|empirical|performance|benchmarking|simulations?"
    r"|observations?|applications?)\b",
    Part.CONCLUSION: r"\b(?:conclu(?:sions?|ding)|discussions?|final remarks|takeaways?|outlook"
    r"|future (?:works?|directions?))\b|^(?:closing|summary)\b",
    Part.INTRODUCTION: r"\bintroduction\b|^motivation|^overview$",
    Part.METHOD: r"\b(?:method\w*|approach(?:es)?|models?|modell?ing|architectur\w+|framework"
    r"|algorithms?|systems?|(?:pre-?)?training|implementation|problem|data|datasets?|setup"
    r"|formulation|pipeline|construction)\b",
}
_PATTERNS = {part: re.compile(words, re.IGNORECASE) for part, words in _HEADINGS.items()}
# What a section says of itself, whatever the chapter around it.
_EVERYWHERE = {Part.LIMITATIONS, Part.AVAILABILITY, Part.BACK_MATTER}
_ONLY_ONCE = {Part.INTRODUCTION, Part.METHOD, Part.RESULTS}
_RECORDS = {Origin.HUGGING_FACE, Origin.ARXIV_RECORD}
_LONGEST_ABSTRACT = 2_500  # characters; arXiv takes 1,920
# Where parts end in a paper without headings, as shares of its characters.
_HALF = 0.5
_BY_PLACE = ((0.15, Part.INTRODUCTION), (_HALF, Part.METHOD), (0.88, Part.RESULTS))


def without_number(heading: str) -> str:
    """A heading without "3.2", "IV." or "Appendix B" before its words."""
    return _NUMBER.sub("", heading.strip(), count=1)


def part_named(heading: str) -> Part | None:
    """The part that a heading names, none when it is a title of its own."""
    words = without_number(heading)
    return next((part for part, pattern in _PATTERNS.items() if pattern.search(words)), None)


def parts_of(text: PaperText) -> tuple[Part, ...]:
    """The part of each passage, in the order of the passages."""
    found = iter(_parts([p for p in text.passages if p.origin not in _RECORDS]))
    return tuple(Part.RECORD if p.origin in _RECORDS else next(found) for p in text.passages)


class _Chapter(NamedTuple):
    """What stands under one top-level heading; `place` is the share of the paper before it."""

    heading: str
    passages: list[Passage]
    named: Part | None
    place: float


def _parts(passages: list[Passage]) -> Iterator[Part]:
    chapters = list(_chapters(passages))
    named = {chapter.named for chapter in chapters} - {None, Part.ABSTRACT, Part.BACK_MATTER}
    if not named:
        yield from _by_place(chapters)
        return
    seen: set[Part] = set()
    for chapter in chapters:
        part = _part_of_chapter(chapter, seen, named)
        if part is not Part.BACK_MATTER or seen & _ONLY_ONCE:  # a first page thanks as well
            seen.add(part)
        for passage in chapter.passages:
            yield _part_of_section(passage.section, part)


def _chapters(passages: list[Passage]) -> Iterator[_Chapter]:
    length = sum(len(passage.text) for passage in passages) or 1
    at = 0
    for heading, group in groupby(passages, key=lambda p: p.chapter or p.section):
        members = list(group)
        yield _Chapter(heading, members, part_named(heading), at / length)
        at += sum(len(passage.text) for passage in members)


def _part_of_chapter(chapter: _Chapter, seen: set[Part], named: set[Part | None]) -> Part:
    part = chapter.named
    if part is not None and (part in _EVERYWHERE or part is Part.ABSTRACT):
        return part
    if all(passage.kind is PassageKind.CAPTION for passage in chapter.passages):
        return Part.RESULTS  # collected from all over the paper
    if _is_appendix(chapter, seen):
        return Part.APPENDIX
    return part or _part_untold(chapter, seen, named)


def _is_appendix(chapter: _Chapter, seen: set[Part]) -> bool:
    if _APPENDIX.match(chapter.heading) or Part.APPENDIX in seen:
        return True
    if not seen & {Part.CONCLUSION, Part.BACK_MATTER}:
        return False
    part = chapter.named
    return part is None or part in seen & _ONLY_ONCE or bool(_LETTERED.match(chapter.heading))


def _part_untold(chapter: _Chapter, seen: set[Part], named: set[Part | None]) -> Part:
    """That of a chapter whose title is its own, by what stands around it."""
    if not seen - {Part.ABSTRACT}:  # authors and links, or an introduction of another name
        return Part.ABSTRACT if Part.INTRODUCTION in named else Part.INTRODUCTION
    late = Part.RESULTS in seen if Part.RESULTS in named else chapter.place > _HALF
    return Part.RESULTS if late else Part.METHOD


def _part_of_section(section: str, chapter: Part) -> Part:
    own = part_named(section)
    if own in _EVERYWHERE and chapter is not Part.BACK_MATTER:
        return own
    if own is Part.RELATED and chapter in {Part.INTRODUCTION, Part.RESULTS}:
        return own
    return own if own is Part.RESULTS and chapter is Part.METHOD else chapter


def _by_place(chapters: list[_Chapter]) -> Iterator[Part]:
    """Parts of a paper whose headings say nothing, if it has any."""
    length = sum(len(p.text) for chapter in chapters for p in chapter.passages) or 1
    at = 0
    for chapter in chapters:
        begin = at
        for passage in chapter.passages:
            part = next((part for end, part in _BY_PLACE if at / length < end), Part.CONCLUSION)
            # Where no heading was found after the abstract, all that follows stands under it.
            too_long = chapter.named is Part.ABSTRACT and at - begin > _LONGEST_ABSTRACT
            yield part if too_long or chapter.named is None else chapter.named
            at += len(passage.text)
