"""Signals in a text: who may state what where, with the sentence as evidence.

The same rules test what a model reports: a quote that is verbatim but does not speak of the signal,
or stands where others' work is told, does not count, so a paper cannot be talked into a rating.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.digest.cues import IN_ABSTRACT, IN_BODY, RELEASES, count_of, speaks_of
from bot.domain.evidence import Evidence, Origin, PaperText, Passage, PassageKind
from bot.domain.rating import Signal, SignalName
from bot.evidence.sentences import split_sentences
from bot.reading.chapters import Part, parts_of
from bot.reading.shown import heading_of

N = SignalName
# Where a signal may stand beside the paper's own text.
_RECORDS = {N.CODE: {Origin.HUGGING_FACE}, N.PEER_REVIEW: {Origin.ARXIV_RECORD}}
_FRONT = {Part.ABSTRACT, Part.INTRODUCTION, Part.CONCLUSION, Part.AVAILABILITY}
_TESTS = {Part.ABSTRACT, Part.INTRODUCTION, Part.RESULTS, Part.CONCLUSION}
_BODY = {*_FRONT, Part.METHOD, Part.RESULTS, Part.LIMITATIONS, Part.APPENDIX}
# In which parts of the paper each may stand; none: only in a record. Related work tells of others,
# the back matter of whatever a checklist asks.
_PARTS: Mapping[SignalName, Collection[Part]] = {
    N.CODE: _FRONT,
    N.WEIGHTS: _FRONT,
    N.DATA: _FRONT,
    N.LICENCE: _FRONT,
    N.COMPUTE: _BODY,
    N.NO_TRAINING: {Part.ABSTRACT, Part.INTRODUCTION, Part.CONCLUSION},
    N.BASELINES: _TESTS,
    N.ABLATIONS: _BODY,
    N.BENCHMARKS: _TESTS,
    N.VARIANCE: {Part.ABSTRACT, Part.RESULTS, Part.CONCLUSION, Part.APPENDIX},
    N.HUMAN_EVALUATION: {*_TESTS, Part.APPENDIX},
    N.LIMITATIONS: {Part.ABSTRACT, Part.RESULTS, Part.LIMITATIONS, Part.CONCLUSION, Part.APPENDIX},
    N.PEER_REVIEW: (),
}
# A section of this name is about the signal, whatever its sentences say.
_SECTIONS = {
    N.LIMITATIONS: re.compile(r"\blimit(?:ation)?s?\b|\bthreats to validity\b", re.IGNORECASE),
    N.ABLATIONS: re.compile(r"\bablations?\b", re.IGNORECASE),
}
_CITES = re.compile(
    r"\bet al\b|\([^()]*\b(?:19|20)\d\d[a-z]?\)|\[\d+(?:\s*[,–-]\s*\d+)*\]|BIBREF\d"
)
_KNOWN = re.compile(r"\bto (?:the best of )?our knowledge\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:we|our|ours|us)\b|\bthis (?:paper|work|study|article)\b", re.IGNORECASE)
_PRESENTS = re.compile(
    rf"{_OURS.pattern}|\b(?:introduc|present|propos)(?:es|ed|ing)\b|\bhere\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"(?:(?:al)?though|while|however|yet|but)?\W*"
    r"(?:such|existing|prior|previous|recent|current|most|many) (?:[\w-]+ ){0,2}?"
    r"(?:approaches|methods|models|systems|works?|studies)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(r"\b(?:experiments?|tables?|fig(?:ures?)?)\b", re.IGNORECASE)
_GIVEN_HERE = re.compile(r"https?://|\bgithub\b|\bcode:", re.IGNORECASE)
_TEXTS_OWN = re.compile(
    r"\bopen[- ]access\b|\bthis (?:article|paper|work|manuscript|preprint)\b|\bcopyright",
    re.IGNORECASE,
)
_MOST_EVIDENCE, _MOST_WITH_REPORTED = 2, 5


class _Sentence(NamedTuple):
    """A sentence and where it stands: `start` counts from the beginning of its passage.

    `opening`: it stands in the abstract before the paper speaks of itself.
    """

    words: str
    start: int
    passage: Passage
    part: Part
    opening: bool = False


def _states(name: SignalName, sentence: _Sentence) -> bool:
    """Whether a sentence, there, states the signal of this paper's own work."""
    origin = sentence.passage.origin
    if origin is not Origin.PAPER:
        return origin in _RECORDS.get(name, ()) and speaks_of(name, sentence.words)
    if not _may_stand(name, sentence):
        return False
    if _is_in_its_section(name, sentence):
        return True
    cues = IN_ABSTRACT if sentence.part is Part.ABSTRACT else IN_BODY
    return speaks_of(name, sentence.words, cues) and _is_ours(name, sentence)


def _may_stand(name: SignalName, sentence: _Sentence) -> bool:
    if sentence.part in _PARTS[name]:
        return True
    footnote = sentence.passage.kind is PassageKind.FOOTNOTE and sentence.part in _BODY
    return footnote and name in RELEASES and _OURS.search(sentence.words) is not None


def _is_in_its_section(name: SignalName, sentence: _Sentence) -> bool:
    if name is N.LIMITATIONS and sentence.part is not Part.LIMITATIONS:
        return False  # "Limitations of prior methods"
    return name in _SECTIONS and _SECTIONS[name].search(heading_of(sentence.passage)) is not None


def _is_ours(name: SignalName, sentence: _Sentence) -> bool:
    """Abstracts speak of the work itself; elsewhere a sentence may tell of others."""
    words = sentence.words
    if name is N.LICENCE and _TEXTS_OWN.search(words):
        return False  # that of the text, not of the work
    if _OURS.search(_KNOWN.sub("", words)):
        return True
    if _OTHERS.match(words):
        return False
    if sentence.part is Part.ABSTRACT:
        return name in RELEASES or not sentence.opening
    if sentence.part is Part.INTRODUCTION:
        return name in RELEASES and _GIVEN_HERE.search(words) is not None
    return not _CITES.search(words) or _SHOWN.search(words) is not None


def find_signals(
    text: PaperText, reported: Mapping[SignalName, Collection[Evidence]] = MappingProxyType({})
) -> tuple[Signal, ...]:
    """Every signal, in the order of their names, found or not.

    `reported` are places that a model named: the sentence there is judged by the same rules.
    """
    sentences = _sentences(text)
    return tuple(_signal(name, sentences, reported.get(name, ())) for name in SignalName)


def _sentences(text: PaperText) -> list[_Sentence]:
    sentences = [
        _Sentence(passage.text[start:end], start, passage, part)
        for passage, part in zip(text.passages, parts_of(text), strict=True)
        if passage.origin is not Origin.SAMPLE
        for start, end in split_sentences(passage.text)
    ]
    abstract = [i for i, one in enumerate(sentences) if one.part is Part.ABSTRACT]
    opening = set(abstract[: _opening(sentences[i].words for i in abstract)])
    return [one._replace(opening=i in opening) for i, one in enumerate(sentences)]


def _opening(abstract: Iterable[str]) -> int:
    """How many sentences an abstract spends on the state of its field before it turns to itself.

    One that turns to itself in its last third only spoke of itself by name all along.
    """
    presents = [_PRESENTS.search(words) is not None for words in abstract]
    first = presents.index(True) if True in presents else 0
    return first if 3 * first <= 2 * len(presents) else 0


def _signal(name: SignalName, sentences: list[_Sentence], reported: Collection[Evidence]) -> Signal:
    found = [sentence for sentence in sentences if _states(name, sentence)]
    counts = [count for sentence in found if (count := count_of(name, sentence.words))]
    shown = [
        *found[:_MOST_EVIDENCE],
        *(s for s in found[_MOST_EVIDENCE:] if any(_holds(s, place) for place in reported)),
    ]
    return Signal(
        name=name,
        evidence=tuple(_evidence(sentence) for sentence in shown[:_MOST_WITH_REPORTED]),
        count=max(counts, default=None),
    )


def _holds(sentence: _Sentence, quote: Evidence) -> bool:
    """Whether a quote begins in a sentence: a part may speak of what the whole denies."""
    at = quote.start - sentence.passage.start - sentence.start
    return sentence.passage.origin is quote.origin and 0 <= at < len(sentence.words)


def _evidence(sentence: _Sentence) -> Evidence:
    start = sentence.passage.start + sentence.start
    return Evidence(
        quote=sentence.words,
        origin=sentence.passage.origin,
        section=sentence.passage.section,
        start=start,
        end=start + len(sentence.words),
    )
