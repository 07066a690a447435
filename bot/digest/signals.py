"""Signals in a text: what each looks like in words, with the sentence as its evidence.

The same cues test what a model reports: a quote that is verbatim but does not speak of the signal
does not count, so a paper cannot be talked into a rating.
"""

import re

from bot.domain.evidence import Evidence, Origin, PaperText, Passage
from bot.domain.rating import Signal, SignalName
from bot.evidence.numbers import numbers_in
from bot.evidence.sentences import split_sentences

_RELEASED = (
    r"(?:(?:is|are|been|being)\s+(?:\w+\s+){0,2}?(?:available|released|open[- ]?sourced|public)"
    r"|publicly\s+(?:available|released)|available\s+(?:at|on|here|online))"
)
_WE_RELEASE = (
    r"(?:we|authors)\s+(?:\w+\s+){0,3}?(?:release|open[- ]?source|publish|provide|share)\w*"
)


def _given(things: str) -> str:
    return rf"\b{things}\b[^.]{{0,80}}?{_RELEASED}|{_WE_RELEASE}[^.]{{0,80}}?\b{things}\b"


_CUES = {
    SignalName.CODE: rf"{_given('(?:code|codebase|implementation|repository|toolkit|library)')}"
    r"|github\.com/|^Code repository: ",
    SignalName.WEIGHTS: _given(r"(?:models?|weights|checkpoints?)"),
    SignalName.DATA: _given(r"(?:data|datasets?|benchmarks?|corpus|corpora)"),
    SignalName.LICENCE: r"\blicen[cs]ed?\b|\bapache[- ]2|\bCC[- ]BY",
    SignalName.COMPUTE: r"\b(?:GPUs?|TPUs?|[AHB]\d00s?|GPU[- ](?:hours|days)|FLOPs?)\b",
    SignalName.NO_TRAINING: r"\b(?:training|tuning)[- ]free\b|\bplug[- ]and[- ]play\b"
    r"|\bwithout (?:any |additional |further |extra |model )*(?:re-?training|training|fine-?tuning)",
    SignalName.BASELINES: r"\b(?:outperform|surpass|exceed)\w*|\bbaselines?\b|\bstate[- ]of[- ]the[- ]art"
    r"|\bcompared? (?:to|with|against)\b|\b(?:better|faster|higher|lower) than\b"
    r"|\bover (?:prior|existing|previous|strong)\b|\bSOTA\b",
    SignalName.ABLATIONS: r"\bablat\w+",
    SignalName.BENCHMARKS: r"\b(?:benchmarks?|datasets|tasks|environments)\b",
    SignalName.VARIANCE: r"\b(?:random )?seeds\b|\bstandard deviations?\b|\bconfidence intervals?\b"
    r"|\bstatistical(?:ly)? significan\w+|±",
    SignalName.HUMAN_EVALUATION: r"\bhuman (?:evaluat\w+|annotators?|raters?|judge?ments?|stud(?:y|ies)"
    r"|preference stud)|\buser stud(?:y|ies)|\bexpert (?:evaluat|review|rating)\w*",
    SignalName.LIMITATIONS: r"\blimitations?\b|\bfuture work\b|\bremains? (?:\w+ ){0,2}?(?:challenging"
    r"|limited|difficult|bottleneck|open)|\bstruggles?\b|\bfails? (?:to|on|in|when)\b",
    SignalName.PEER_REVIEW: r"\b(?:accepted|to appear|published|oral|spotlight|poster)\b"
    r"|^Journal reference: |^DOI: (?!10\.48550)",
}
_PATTERNS = {name: re.compile(cue, re.IGNORECASE) for name, cue in _CUES.items()}
# A promise is not a release, and other people's limits are not the paper's.
_PROMISE = re.compile(
    r"\bwill (?:be|soon|release|open)|\bupon (?:acceptance|publication)|\bsoon\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:existing|previous|prior|current|recent|these|traditional|conventional|most|many|such)\s"
    r"(?:\w+[- ]){0,4}?(?:methods?|approaches|models?|systems?|works?|agents?|benchmarks?|studies"
    r"|frameworks?|techniques|evaluations?|metrics|algorithms)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\b\d{1,3}\b|\b[a-z]+\b)\s+(?:[\w-]+\s+){0,4}?(?:benchmarks|datasets|tasks|environments)\b",
    re.IGNORECASE,
)
_RELEASES = {SignalName.CODE, SignalName.WEIGHTS, SignalName.DATA}
_RECORD_ONLY = {SignalName.PEER_REVIEW}
_MOST_EVIDENCE = 2


def speaks_of(name: SignalName, quote: str, origin: Origin) -> bool:
    """Whether these words, from there, are about the signal."""
    if name in _RECORD_ONLY and origin is not Origin.ARXIV_RECORD:
        return False
    if not _PATTERNS[name].search(quote):
        return False
    if name in _RELEASES and _PROMISE.search(quote):
        return False
    if name is SignalName.LIMITATIONS and _OTHERS.search(quote):
        return False
    return not (name is SignalName.BENCHMARKS and _benchmark_is_only_named(quote))


def _benchmark_is_only_named(quote: str) -> bool:
    """Whether it is as in "We present X, a benchmark", which says nothing of how many the work was tested on."""
    return re.search(r"\b(?:on|across|over|from|using|of)\b", quote, re.IGNORECASE) is None


def count_of(name: SignalName, quote: str) -> int | None:
    """How many benchmarks, datasets or tasks the words count, where they do."""
    if name is not SignalName.BENCHMARKS:
        return None
    counts = [
        int(number.value)
        for match in _COUNTED.finditer(quote)
        for number in numbers_in(match[0])
        if number.unit == "" and 1 <= number.value <= 500 and number.value == int(number.value)
    ]
    return max(counts, default=None)


def find_signals(text: PaperText) -> tuple[Signal, ...]:
    """Every signal, in the order of their names, found or not."""
    sentences = [evidence for passage in text.quotable for evidence in _sentences(passage)]
    return tuple(_signal(name, sentences) for name in SignalName)


def _sentences(passage: Passage) -> list[Evidence]:
    return [
        Evidence(
            quote=passage.text[start:end],
            origin=passage.origin,
            section=passage.section,
            start=passage.start + start,
            end=passage.start + end,
        )
        for start, end in split_sentences(passage.text)
    ]


def _signal(name: SignalName, sentences: list[Evidence]) -> Signal:
    found = [s for s in sentences if speaks_of(name, s.quote, s.origin)]
    counts = [count for s in found if (count := count_of(name, s.quote))]
    return Signal(
        name=name, evidence=tuple(found[:_MOST_EVIDENCE]), count=max(counts, default=None)
    )
