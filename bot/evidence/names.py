"""Names in a statement: what has capitals inside, digits, or a capital where none is due."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.evidence.numbers import read_numbers

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-.'’][A-Za-z0-9]+)*")
_WORD = re.compile(r"[a-z0-9]+")
_CJK = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
# Words of the trade that name no particular thing.
_COMMON = frozenset(
    "ai ml nlp llm mllm vlm vla rl gpu cpu tpu api sota ram vram ui ux ci cd poc sdk cli json pdf url 2d 3d 4d "
    "gb mb tb kb ms hz khz mhz ghz fps".split()
)
_MOST_WORDS = 6  # of one name


def unknown_names(statement: str, sources: Iterable[str]) -> list[str]:
    """The names of a statement that none of the sources has, not even as an acronym's words."""
    known = set(_COMMON)
    initials: list[str] = []
    for source in sources:
        words = _words(source)
        known.update(_runs(words))
        initials.append("".join(word[0] for word in words))
    return [
        name
        for name in names_in(statement)
        if "".join(_words(name)) not in known
        and not (_is_acronym(name) and any(_words(name)[0] in some for some in initials))
    ]


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
            if len(name) > 1 and not name.isdigit():
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
