"""What each signal looks like in the words of one sentence."""

import re
from collections.abc import Mapping

from bot.domain.rating import SignalName
from bot.evidence.numbers import numbers_in

# What turns a thing into nobody's or other people's.
_NOT_OURS = (
    r"(?!(?:that|which|not|never|rarely|seldom|yet|prior|existing|previous|other|using|relevant"
    r"|increasingly|widely|(?:is|are|was|were) trained|trained on)\b)"
)
_RELEASED = (
    rf"(?:(?:is|are|been|being)\s+(?:{_NOT_OURS}\w+\s+){{0,2}}?"
    r"(?:available|released|open[- ]?sourced|public(?:ly (?:available|released)|(?! (?!available\b)[a-z])\b))"
    r"|(?:publicly|freely)\s+(?:available|released)|(?:available|released)\s+(?:at|on|here|online)"
    r"|can\s+be\s+(?:found|accessed|downloaded)\s+(?:at|on|in|here|from|via))"
)
_WE = r"\b(?:we|authors)\s+(?:have\s+)?(?:(?:also|\w+ly)\s+)?"
_WE_RELEASE = rf"{_WE}(?:release|open[- ]?source|publish|share)d?\b"
# Between a verb and its object there is a list of things, never another clause.
_LIST = r"\s(?:(?!that\b|which\b|to\b|for\b|of\b|on\b|built\b)[\w'’,()-]+\s){0,7}?"
_TESTED = (
    r"(?<!\bfor )(?<!\bto )\b(?:experiment|evaluat|test|result|outperform|surpass|perform|achiev|improv|gain|accura|score"
    r"|state[- ]of[- ]the[- ]art|demonstrat|validat|reach|reduc|attain)"
)
_THINGS = r"\s(?:[\w'’.,()+-]+\s){0,7}?(?:benchmarks?|datasets?|tasks|environments)\b"
_ON_BENCHMARKS = rf"(?<!\btrained )(?<!\btraining )\b(?:on|across|over){_THINGS}"
_TESTED_IN = rf"(?<!\bfor )(?<!\bto )\b(?:evaluate[ds]?|evaluations|experiments|validated?|tested)\s[^,.;]{{0,40}}?\bin{_THINGS}"


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
    r"|\bcodes?(?: and \w+)?(?: \w+){0,2}:\s*(?:https?://|github\.com)"
    rf"|{_WE}open[- ]?sourced?{_LIST}(?:pipeline|framework|system|engine|platform)\b"
)
# A repository at the end of a sentence, unless it is one of data alone.
_CODE_LINKED = rf"^(?!(?!.*\b(?:codes?|frameworks?|harness)\b).*\b{_DATA}\b).*https?://github\.com/[^\s,]+(?: \.)?$"
# Whom one is compared with: other methods, by what they are or by name.
_METHODS = (
    r"(?:methods?|models?|baselines?|approach(?:es)?|systems?|works?|techniques?|frameworks?|algorithms?"
    r"|counterparts?|alternatives?|competitors?|attempts|predecessors?|agents?|optimizers?|policies"
    r"|variants?|implementations?|schemes?|solutions?|tools|prompting|decoding|pooling|batching"
    r"|inference|unmasking|(?:fine-?)?tuning|learning|training(?! (?:steps?|data|sets?|time)\b)"
    r"|SOTA|state[- ]of[- ]the[- ]art)\b"
)
_NOT_INSIDE = "(?:of|that|which|across|different|various|diverse|multiple|several)"
_RIVAL = rf"\s(?:(?!{_NOT_INSIDE}\b)[\w'’./()+-]+\s){{0,5}}?(?:{_METHODS}|(?-i:[A-Z])\w)"
_RIVALS = _RIVAL.replace("/()", "/,()")  # in the midst of a sentence a comma goes on with them
_EXCEEDED = _RIVAL.replace("methods?|models?", "methods|models").replace("systems?", "systems")
# A baseline that something is measured against. One that is offered, or subtracted, compares nothing.
_BASELINE = (
    r"\b(?:over|than|against|below|versus|vs\.?|relative to|competitive with|parity with|superior to"
    r"|from|as the|match\w*|beats?|lead(?:s|ing)|improv\w+|approach\w*|strongest|competitive"
    r"|(?:compar|benchmark|evaluat)\w*"
    r"|two|three|four|five|six|seven|eight|nine|ten|several|multiple|various|\d+)"
    r"\s(?:(?!(?:for|as|in|that|set)\b)[\w'’.,/@()+-]+\s){0,8}?(?:baselines\b|baseline\b(?! of\b))"
    r"|\bbaseline (?:score|performance|accuracy)\b|\bbaselines (?:degrade|struggle|fail|die|fall|suffer)\b"
    r"|\bfor the baselines\b"
)
_COMPARES = (
    r"\b(?:outperform|surpass)\w*|\bmatch\w*(?: or|/) (?:even )?exceed\w*|\bexceed\w* the performance of\b"
    rf"|\bexceed(?:s|ed|ing)?{_EXCEEDED}|{_BASELINE}"
    rf"|\bcompar(?:ed?|able|ing|ison) (?:to|with|against){_RIVAL}|(?-i:\bcompared) (?:to|with){_RIVALS}"
    rf"|\b(?:competitive|on[- ]par|superior|relative)(?: \w+)? (?:to|with){_RIVAL}|\brivals?{_RIVAL}"
    rf"|\b(?:improv\w+|gains?|speed-?ups?|advantages?) (?:over|upon){_RIVALS}"
    r"|\b(?:achiev|set|establish|reach|deliver|obtain|attain|advanc|yield|demonstrat|provid|push)\w*"
    rf"(?: (?!{_NOT_INSIDE}\b)[\w()-]+){{0,4}}? (?:state[- ]of[- ]the[- ]art|(?-i:SOTA))\b"
    r"|\bstate[- ]of[- ]the[- ]art (?:results?|performance|accuracy|scores?)(?! of\b)"
    r"|\b(?:better|faster|slower|higher|lower|cheaper|efficient|accurate) than(?! (?:[\d<>~≈$]|humans?\b))"
    r"|\bsuperiority (?:of|over)\b|\bover (?:prior|existing|previous|strong)\b"
)
_CUES = {
    SignalName.CODE: f"{_CODE_SAID}|{_CODE_LINKED}",
    SignalName.WEIGHTS: _given(r"(?:models?(?! (?:\w+ )?scripts?\b)|weights|checkpoints?)")
    + rf"|{_WE}provide{_LIST}(?:weights|checkpoints?)\b",  # a "unified model" is provided unseen
    SignalName.DATA: _given(_DATA) + rf"|{_WE}provide{_LIST}{_DATA}\b",
    SignalName.LICENCE: r"\bunder (?:the |an? )?[\w.+ -]{0,30}licen[cs]e\b|\blicen[cs]ed under\b"
    r"|\bapache[- ]2|\bMIT licen[cs]e|\bCC[- ]BY",
    SignalName.COMPUTE: r"\b(?:single|one|two|four|eight|\d+)\s*(?:x|×)?\s*(?:(?!on\b|than\b|of\b|for\b|fewer\b|less\b|tasks\b)[\w-]+\s){0,3}?[GT]PUs?\b(?! kernels?\b)"
    r"|(?<!% )(?<!\bfewer )\b[GT]PU[- ](?:hours|days)\b|\b(?:on|with|using)\s(?:an?\s)?(?:NVIDIA\s)?"
    r"(?:[AHV]100|[AH]800|A40|H20|H200|L40S?|B200|GB200|RTX\s?A?\d{4})s?\b",
    SignalName.NO_TRAINING: r"\b(?:training|tuning)[- ]free\b(?! (?:\w+ )?(?:methods|baselines|approaches|alternatives|counterparts|solvers)\b)|\bplug[- ]and[- ]play\b(?!.{0,20}modules|.{0,60}\b(?:RL|reinforcement)\b)"
    r"|\bwithout (?:any |additional |further |extra |model )*(?:re-?training|training|fine-?tuning)"
    r"(?!.{0,40}\bfrom scratch| on\b)",
    SignalName.BASELINES: _COMPARES,
    SignalName.ABLATIONS: r"\bablat\w+",
    SignalName.BENCHMARKS: rf"{_TESTED}.*{_ON_BENCHMARKS}|{_ON_BENCHMARKS}.*{_TESTED}|{_TESTED_IN}",
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
    SignalName.BASELINES: rf"\b(?:outperform|surpass)\w*|{_BASELINE}|\b(?:better|faster) than\b(?! [\d<>~≈$])"
    r"|\bcompar\w+ (?:[\w'’,()-]+ ){0,6}?(?:baselines?|methods|models|approaches|systems|competitors)\b"
    r"|\bstate[- ]of[- ]the[- ]art (?:results?|performance|accuracy|scores?)",
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
    r"|n['’]t)\s(?:\w+\s)?\Z|\b(?:no|neither|without) (?:[\w-]+ ){1,4}(?:or|nor)\s\Z",
    re.IGNORECASE,
)
_NAMES_BENCHMARKS = re.compile(rf"{_ON_BENCHMARKS}|\bin{_THINGS}", re.IGNORECASE)
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
