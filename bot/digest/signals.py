"""Signals in a text: what each looks like in words, with the sentence as its evidence.

The same cues test what a model reports: a quote that is verbatim but does not speak of the signal
does not count, so a paper cannot be talked into a rating.
"""

import re

from bot.domain.evidence import Evidence, Origin, PaperText, Passage
from bot.domain.rating import Signal, SignalName
from bot.evidence.numbers import numbers_in
from bot.evidence.sentences import split_sentences

# What turns a thing into nobody's or other people's.
_NOT_OURS = r"(?!(?:that|which|not|never|rarely|seldom|yet|prior|existing|previous|other)\b)"
_RELEASED = (
    rf"(?:(?:is|are|been|being)\s+(?:{_NOT_OURS}\w+\s+){{0,2}}?"
    r"(?:available|released|open[- ]?sourced|public)"
    r"|(?:publicly|freely)\s+(?:available|released)|available\s+(?:at|on|here|online))"
)
_WE = r"\b(?:we|authors)\s+(?:(?:also|\w+ly)\s+)?"
_WE_RELEASE = rf"{_WE}(?:release|open[- ]?source|publish|share)d?\b"
# Between a verb and its object there is a list of things, never another clause.
_LIST = r"\s(?:(?!that\b|which\b|to\b|for\b|of\b|on\b|built\b)[\w'’,()-]+\s){0,7}?"
_TESTED = (
    r"\b(?:experiment|evaluat|test|result|outperform|surpass|perform|achiev|improv|gain|accura|score"
    r"|state[- ]of[- ]the[- ]art|demonstrat|validat|reach|reduc|attain)"
)
_ON_BENCHMARKS = r"\b(?:on|across|over|in)\s(?:[\w'’.,()+-]+\s){0,7}?(?:benchmarks?|datasets?|tasks|environments)\b"


def _given(things: str) -> str:
    return (
        rf"\b{things}\b(?:[\s,]+{_NOT_OURS}[\w'’/-]+){{0,6}}?[\s,]+{_RELEASED}"
        rf"|{_WE_RELEASE}{_LIST}{things}\b"
    )


_CODE = "(?:code|codebase|implementation|repository|repo|toolkit|library)"
_DATA = "(?:data|datasets?|benchmarks?|corpus|corpora)"
_CUES = {
    SignalName.CODE: rf"{_given(_CODE)}|{_WE}provide{_LIST}{_CODE}\b"
    r"|\bcode:\s*(?:https?://|github\.com)|https?://github\.com/[^\s,]+$|^Code repository: ",
    SignalName.WEIGHTS: _given(r"(?:models?|weights|checkpoints?)")
    + rf"|{_WE}provide{_LIST}(?:weights|checkpoints?)\b",  # a "unified model" is provided unseen
    SignalName.DATA: _given(_DATA) + rf"|{_WE}provide{_LIST}{_DATA}\b",
    SignalName.LICENCE: r"\bunder (?:the |an? )?[\w.+ -]{0,30}licen[cs]e\b|\blicen[cs]ed under\b"
    r"|\bapache[- ]2|\bMIT licen[cs]e|\bCC[- ]BY",
    SignalName.COMPUTE: r"\b(?:single|one|two|four|eight|\d+)\s*(?:x|×)?\s*(?:(?!on\b|than\b|of\b|for\b)[\w-]+\s){0,3}?[GT]PUs?\b"
    r"|\b[GT]PU[- ](?:hours|days)\b|\b(?:on|with|using)\s(?:an?\s)?(?:NVIDIA\s)?(?:[AHBVL]\d{2,3}|RTX\s?\d{4})\b",
    SignalName.NO_TRAINING: r"\b(?:training|tuning)[- ]free\b(?! (?:\w+ )?(?:methods|baselines|approaches|alternatives|counterparts|solvers)\b)|\bplug[- ]and[- ]play\b(?!.{0,20}modules)"
    r"|\bwithout (?:any |additional |further |extra |model )*(?:re-?training|training|fine-?tuning)",
    SignalName.BASELINES: r"\b(?:outperform|surpass|exceed)\w*|\bbaselines?\b|\bcompared? (?:to|with|against)\b"
    r"|\bstate[- ]of[- ]the[- ]art (?:results?|performance|accuracy|scores?)"
    r"|\b(?:better|faster|higher|lower) than\b|\bover (?:prior|existing|previous|strong)\b",
    SignalName.ABLATIONS: r"\bablat\w+",
    SignalName.BENCHMARKS: rf"{_TESTED}.*{_ON_BENCHMARKS}|{_ON_BENCHMARKS}.*{_TESTED}",
    SignalName.VARIANCE: r"\b(?:random|\d+|three|four|five|ten|multiple|across) seeds\b|±"
    r"|\bstandard deviations?\b|\b(?:with|report|\d+\s?%) confidence intervals?\b"
    r"|\bstatistical(?:ly)? significan\w+",
    SignalName.HUMAN_EVALUATION: r"\bhuman (?:evaluat\w+\b(?! (?:is|are|remains?)\b)|raters?|stud(?:y|ies)|preference stud\w+)"
    r"|\buser stud(?:y|ies)|\bexpert (?:evaluat|rating)\w*|\bjudged by (?:humans?|experts?)",
    SignalName.LIMITATIONS: r"\blimitations? of (?:our (?:\w+ )?(?:method|approach|work|study|paper)|this (?:work|study|paper))"
    r"|\bour (?:own )?limitations?\b"
    r"|\bour (?:\w+ ){0,3}?(?:(?:is|are) limited (?:to|by)|fails|struggles|cannot)\b"
    r"|\bwe (?:acknowledge|discuss) (?:\w+ ){0,3}?(?:limitations?|limits)\b(?! (?:of|in) (?!our\b|this (?:work|study|paper)))",
    # Not a word of an address, nor the DOI of a preprint or of a deposited file.
    SignalName.PEER_REVIEW: r"(?<![/.\w-])(?:accepted (?:at|to|by|in|for|as)|to appear (?:at|in)"
    r"|published (?:in|at|as|by)(?! https?:)|(?:\d{4}|\()\W{0,3}(?:oral|spotlight|poster)"
    r"|(?:oral|spotlight|poster) (?:at|paper at|presentation at))\b(?![/.-]\w)|^Journal reference: |^DOI: (?!10\.(?:48550|5281)/)",
}
_PATTERNS = {name: re.compile(cue, re.IGNORECASE) for name, cue in _CUES.items()}
# A promise is not a release.
_PROMISE = re.compile(
    r"\bwill\b|\b(?:plan|intend)\w* to\b|\bupon (?:acceptance|publication)|\bsoon\b", re.IGNORECASE
)
# What is said to be missing, or saved, is not there.
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|cannot|if|without|little|lack\w*|need for|instead of|rather than|replac\w+|existing|prior)"
    r"|n['’]t)\s(?:\w+\s)?\Z",
    re.IGNORECASE,
)
_BEFORE = 40  # characters before a cue that may deny it
_COUNTED = re.compile(
    r"\b(?:on|across|over|in)\s+(?:all\s+|a total of\s+)?(?:\d{1,3}|[a-z]+)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:benchmarks|datasets|tasks|environments)\b",
    re.IGNORECASE,
)
_RELEASES = {SignalName.CODE, SignalName.WEIGHTS, SignalName.DATA}
# Where a signal may stand beside the paper's own text.
_RECORDS = {SignalName.CODE: {Origin.HUGGING_FACE}, SignalName.PEER_REVIEW: {Origin.ARXIV_RECORD}}
_MOST_EVIDENCE = 2


def speaks_of(name: SignalName, quote: str, origin: Origin) -> bool:
    """Whether these words, from there, are about the signal."""
    if origin is Origin.PAPER and name is SignalName.PEER_REVIEW:
        return False
    if origin is not Origin.PAPER and origin not in _RECORDS.get(name, ()):
        return False
    if name in _RELEASES and _PROMISE.search(quote):
        return False
    cues = _PATTERNS[name].finditer(quote)
    if name is SignalName.BASELINES:  # "does not outperform" compares too
        return any(cues)
    return not all(
        _DENIED.search(quote, max(0, cue.start() - _BEFORE), cue.start()) for cue in cues
    )


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
