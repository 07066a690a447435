"""Names in a statement: what has capitals inside, digits, or a capital where none is due."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.evidence.numbers import read_numbers

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-.'’][A-Za-z0-9]+)*(?:\+{1,2}(?![A-Za-z0-9]))?")
_VERSION = re.compile(
    r"\b(?P<name>[A-Z][A-Za-z]{1,30}) (?P<version>\d{1,2}(?:\.\d{1,2})?)(?![\w%]|\.\d)"
)
# GPT-3.5 is no GPT-3, and GSM8K+ no GSM8K.
_WORD = re.compile(r"(?:[a-z]*\d+(?:\.\d+)+|[a-z0-9])[a-z0-9]*(?:\+{1,2}(?![a-z0-9]))?")
_CJK = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
# Words of the trade that name no particular thing.
_COMMON = frozenset(
    "ai ml nlp llm mllm vlm vla rl gpu cpu tpu api sota ram vram ui ux ci cd poc sdk cli json pdf url 2d 3d 4d "
    "gb mb tb kb ms hz khz mhz ghz fps".split()
)
# "Llama outperforms …": what does something at the head of a sentence and is no plain word.
_DOES = (
    "is has was achieves beats combines cuts delivers does enables exceeds fails gains generalizes generates "
    "handles helps improves increases introduces keeps lags learns makes matches needs outperforms performs "
    "proposes provides reaches reduces removes requires runs scales scores sets shows solves supports surpasses "
    "takes trails underperforms uses wins works achieved beat improved outperformed reached scored surpassed"
)
_SUBJECT = re.compile(
    rf"(?:\A|[.!?]\s)[\"“(]?(?P<word>[A-Z][a-z]{{2,}})\s(?:{'|'.join(_DOES.split())})\s"
)
_NO_NAME_ENDS = re.compile(
    r"(?:[tsc]ion|ing|[ae]n[ct]e|cy|ment|ness|[il]ty|ism|sis|age|ory|ure|ship|ics|ogy|raphy|th|ss|er|or|is)\Z"
)
_NO_NAMES = frozenset(
    "this that such each one another all any some both most every everything nothing much more less here there "
    "who what which while when where how why she its our their today work paper study research code data model "
    "method approach system framework benchmark dataset result experiment analysis technique task test case goal "
    "idea key main text image video audio speech noise speed cost recall loss time scale size search human "
    "knowledge language input output context scene motion attack defense defence design space rank sample reward "
    "prompt token agent graph tree layer weight bias gain drop rate prior early late recent current existing only".split()
)
_STEM = 5  # letters
_MOST_WORDS = 6  # of one name


def unknown_names(statement: str, sources: Iterable[str]) -> list[str]:
    """The names of a statement that none of the sources has, not even as an acronym's words."""
    sources = list(sources)
    known = [_known(source) for source in sources]
    names = [n for n in names_in(statement) if not _is_known("".join(_words(n)), n, known)]
    return [*_strange_subjects(statement, sources), *names]


def with_versions(statement: str, sources: Sequence[str]) -> str:
    """The statement with a version as part of its name where a source has it so: Llama-3.1."""

    def joined(match: re.Match[str]) -> str:
        name = rf"\b{match['name']}-?{re.escape(match['version'])}(?!\d|\.\d)"
        known = any(re.search(name, source, re.IGNORECASE) for source in sources)
        return f"{match['name']}-{match['version']}" if known else match[0]

    return _VERSION.sub(joined, statement)


def _strange_subjects(statement: str, sources: Iterable[str]) -> Iterator[str]:
    known = " ".join(sources).lower()
    return (word for word in named_subjects(statement) if word.lower()[:_STEM] not in known)


def named_subjects(statement: str) -> Iterator[str]:
    """First words of English sentences that are likely names, for all that any is capital there."""
    for match in _SUBJECT.finditer(statement):
        word = match["word"].lower()
        if word not in _NO_NAMES and not _NO_NAME_ENDS.search(word):
            yield match["word"]


def _is_known(joined: str, name: str, known: Sequence[tuple[frozenset[str], str]]) -> bool:
    if joined in _COMMON or any(joined in runs for runs, _ in known):
        return True
    return _is_acronym(name) and any(_words(name)[0] in initials for _, initials in known)


@lru_cache(maxsize=256)  # a quote backs more than one statement
def _known(source: str) -> tuple[frozenset[str], str]:
    """What a name may be in this text, and the first letters of its words."""
    words = _words(source)
    return frozenset(_runs(words)), "".join(word[0] for word in words)


def names_in(statement: str) -> list[str]:
    """The Latin-letter names of a statement, in any language."""
    first_may_be_a_word = not _CJK.search(statement)
    names: list[str] = []
    for match in _TOKEN.finditer(statement):
        token = re.sub("['’]s$", "", match[0])
        if token[0].isdigit() and not any(reading.in_name for reading in read_numbers(token)):
            continue  # a number with its unit
        first = first_may_be_a_word and _begins_sentence(statement, match.start())
        names.extend(_named_parts(token, first=first))
    return names


def _named_parts(token: str, *, first: bool) -> Iterator[str]:
    """GPT-4 of "GPT-4-level": the rest of a compound is plain words."""
    run: list[str] = []
    for number, part in enumerate([*token.split("-"), ""]):
        if part and _looks_like_a_name(part, first=first and number == 0):
            run.append(part)
        elif run:
            name = "-".join(run)
            run.clear()
            if len(name.rstrip("+")) > 1 and not name.isdigit():
                yield name


def _looks_like_a_name(part: str, *, first: bool) -> bool:
    if any(c.isupper() for c in part[1:]) or any(c.isdigit() for c in part):
        return True
    return part[0].isupper() and not first


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"'([“‘")
    return not before or before[-1] in ".!?:;"


def _is_acronym(name: str) -> bool:
    """As in RAG, MoE, VLMs."""
    return name.isalpha() and sum(c.isupper() for c in name) >= 2


def _words(text: str) -> list[str]:
    """In lower case and the singular."""
    words = (word.removesuffix("s") for word in _WORD.findall(text.lower()))
    return [word for word in words if word]


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Every few words that follow each other, in one: Self-RAG is SelfRAG."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            yield "".join(words[start:end])
