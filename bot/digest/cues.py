"""What each signal looks like in the words of one sentence."""

import re
from collections.abc import Mapping

from bot.domain.rating import SignalName
from bot.evidence.numbers import numbers_in

# What turns a thing into nobody's or other people's.
_NOT_OURS = r"(?!(?:that|which|not|never|rarely|seldom|yet|prior|existing|previous|other|using)\b)"
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

_ON_TESTS = _ON_BENCHMARKS.replace("|in)", ")")


def _given(things: str) -> str:
    return (
        rf"\b{things}\b(?:[\s,]+{_NOT_OURS}[\w'’/-]+){{0,6}}?[\s,]+{_RELEASED}"
        rf"|{_WE_RELEASE}{_LIST}{things}\b"
    )


_PLUS_MINUS = r"\d[\s{}()$\\,%_^]{0,6}(?:±|\\pm)[\s{}]{0,3}\.?\d"  # as it stands, or as TeX
_CODE = "(?:codes?|codebase|implementation|repository|repo|toolkit|library)"
_DATA = "(?:data|datasets?|benchmarks?|corpus|corpora)"
_CODE_SAID = (
    rf"{_given(_CODE)}|{_WE}provide{_LIST}{_CODE}\b|^Code repository: "
    r"|\bcode(?: and \w+)?(?: \w+){0,2}:\s*(?:https?://|github\.com)"
)
# A repository at the end of a sentence, unless it is one of data alone.
_CODE_LINKED = (
    rf"^(?!(?!.*\b(?:codes?|frameworks?|harness)\b).*\b{_DATA}\b).*https?://github\.com/[^\s,]+$"
)
_CUES = {
    SignalName.CODE: f"{_CODE_SAID}|{_CODE_LINKED}",
    SignalName.WEIGHTS: _given(r"(?:models?(?! (?:\w+ )?scripts?\b)|weights|checkpoints?)")
    + rf"|{_WE}provide{_LIST}(?:weights|checkpoints?)\b",  # a "unified model" is provided unseen
    SignalName.DATA: _given(_DATA) + rf"|{_WE}provide{_LIST}{_DATA}\b",
    SignalName.LICENCE: r"\bunder (?:the |an? )?[\w.+ -]{0,30}licen[cs]e\b|\blicen[cs]ed under\b"
    r"|\bapache[- ]2|\bMIT licen[cs]e|\bCC[- ]BY",
    SignalName.COMPUTE: r"\b(?:single|one|two|four|eight|\d+)\s*(?:x|×)?\s*(?:(?!on\b|than\b|of\b|for\b)[\w-]+\s){0,3}?[GT]PUs?\b"
    r"|\b[GT]PU[- ](?:hours|days)\b|\b(?:on|with|using)\s(?:an?\s)?(?:NVIDIA\s)?"
    r"(?:[AHV]100|[AH]800|A40|H20|H200|L40S?|B200|GB200|RTX\s?A?\d{4})s?\b",
    SignalName.NO_TRAINING: r"\b(?:training|tuning)[- ]free\b(?! (?:\w+ )?(?:methods|baselines|approaches|alternatives|counterparts|solvers)\b)|\bplug[- ]and[- ]play\b(?!.{0,20}modules)"
    r"|\bwithout (?:any |additional |further |extra |model )*(?:re-?training|training|fine-?tuning)"
    r"(?!.{0,40}\bfrom scratch)",
    SignalName.BASELINES: r"\b(?:outperform|surpass|exceed)\w*|\bbaselines?\b|\bcompared? (?:to|with|against)\b"
    r"|\bstate[- ]of[- ]the[- ]art (?:results?|performance|accuracy|scores?)"
    r"|\b(?:better|faster|higher|lower) than\b|\bover (?:prior|existing|previous|strong)\b",
    SignalName.ABLATIONS: r"\bablat\w+",
    SignalName.BENCHMARKS: rf"{_TESTED}.*{_ON_BENCHMARKS}|{_ON_BENCHMARKS}.*{_TESTED}",
    SignalName.VARIANCE: rf"\b(?:random|\d+|three|four|five|ten|multiple|across) seeds\b|{_PLUS_MINUS}"
    r"|\bstandard deviations?\b|\b(?:with|report|\d+\s?%) confidence intervals?\b"
    r"|\bstatistical(?:ly)? significan\w+|\berror bars\b|\bt-tests?\b|\bp\s?(?:[<≤]\s?0?\.\d|=\s?0?\.0\d)"
    r"|\bover (?:\w+ )?(?:random |independent |different )?(?:runs|trials)\b",
    SignalName.HUMAN_EVALUATION: r"\bhuman (?:evaluat\w+\b(?! (?:is|are|remains?)\b)|raters?|stud(?:y|ies)|preference stud\w+)"
    r"|\bhuman (?:judges?|annotators?) (?:\w+ )?(?:rate|judge|prefer|compare|assess)\w*"
    r"|\buser stud(?:y|ies)|\bexpert (?:evaluat|rating)\w*|\bjudged by (?:humans?|experts?)",
    SignalName.LIMITATIONS: r"\blimitations? of (?:our (?:\w+ )?(?:method|approach|work|study|paper)|this (?:work|study|paper))"
    r"|\bour (?:own )?limitations?\b|\b(?:one|another|a|the main|key) limitation (?:of our|of this|here|is)\b"
    r"|\bour (?:\w+ ){0,3}?(?:(?:is|are) limited (?:to|by)|fails|struggles|cannot)\b"
    r"|\bwe (?:acknowledge|discuss) (?:\w+ ){0,3}?(?:limitations?|limits)\b(?! (?:of|in) (?!our\b|this (?:work|study|paper)))",
    # Not a word of an address, nor the DOI of a preprint or of a deposited file.
    SignalName.PEER_REVIEW: r"(?<![/.\w-])(?:accepted (?:at|to|by|in|for|as)|to appear (?:at|in)"
    r"|published (?:in|at|as|by)(?! https?:)|(?:\d{4}|\()\W{0,3}(?:oral|spotlight|poster)"
    r"|(?:oral|spotlight|poster) (?:at|paper at|presentation at))\b(?![/.-]\w)|^Journal reference: |^DOI: (?!10\.(?:48550|5281)/)",
}
# Abstracts tell what the work did; the rest of a paper compares and tests in passing as well.
_CUES_IN_BODY = {
    SignalName.CODE: _CODE_SAID,  # others' code is linked too
    SignalName.LICENCE: r"\b(?:released?|available|distributed|shared|published?|open[- ]?sourced?)\b.{0,40}?"
    rf"(?:{_CUES[SignalName.LICENCE]})|\blicen[cs]ed under\b",  # others' works have licences too
    SignalName.BASELINES: r"\b(?:outperform|surpass)\w*|\bbaselines?\b|\b(?:better|faster) than\b"
    r"|\bcompar\w+ (?:[\w'’,()-]+ ){0,6}?(?:baselines?|methods|models|approaches|systems|competitors)\b"
    r"|\bstate[- ]of[- ]the[- ]art (?:results?|performance|accuracy|scores?)",
    SignalName.BENCHMARKS: rf"{_TESTED}.*{_ON_TESTS}|{_ON_TESTS}.*{_TESTED}",
}
IN_ABSTRACT = {name: re.compile(cue, re.IGNORECASE) for name, cue in _CUES.items()}
IN_BODY = IN_ABSTRACT | {n: re.compile(cue, re.IGNORECASE) for n, cue in _CUES_IN_BODY.items()}
# A promise is not a release.
_PROMISE = re.compile(
    r"\bwill\b|\b(?:plan|intend)\w* to\b|\bupon (?:acceptance|publication)|\bsoon\b"
    r"|\b(?:up)?on (?:\w+ )?request\b",
    re.IGNORECASE,
)
# What is said to be missing, or saved, is not there.
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|cannot|if|without|little|lack\w*|limited|few|scarce|need for|instead of|rather than|replac\w+|existing|prior)"
    r"|n['’]t)\s(?:\w+\s)?\Z",
    re.IGNORECASE,
)
_NAMES_BENCHMARKS = re.compile(_ON_BENCHMARKS, re.IGNORECASE)
_BEFORE = 40  # characters before a cue that may deny it
_COUNTED = re.compile(
    r"\b(?:on|across|over|in)\s+(?:all\s+|a total of\s+)?(?:\d{1,3}|[a-z]+)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:benchmarks|datasets|tasks|environments)\b",
    re.IGNORECASE,
)
RELEASES = {SignalName.CODE, SignalName.WEIGHTS, SignalName.DATA}


def speaks_of(
    name: SignalName, words: str, cues: Mapping[SignalName, re.Pattern[str]] = IN_ABSTRACT
) -> bool:
    """Whether a sentence states the signal. It is not denied, and no promise."""
    if name in RELEASES and _PROMISE.search(words):
        return False
    if name is SignalName.BENCHMARKS and not _NAMES_BENCHMARKS.search(words):
        return False  # looking for both orders of the words takes the square of their number
    found = cues[name].finditer(words)
    if name is SignalName.BASELINES:  # "does not outperform" compares too
        return any(found)
    return not all(
        _DENIED.search(words, max(0, cue.start() - _BEFORE), cue.start()) for cue in found
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
