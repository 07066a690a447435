"""Names in a statement: what has capitals inside, digits, or a capital where none is due."""

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-+.'/][A-Za-z0-9]+)*\+*")
_WORD = re.compile(r"[a-z0-9]+")
# Words of the trade that name no particular thing.
_COMMON = frozenset({"ai", "ml", "nlp", "gpu", "gpus", "cpu", "api", "llm", "llms", "sota"})


def unknown_names(statement: str, sources: Iterable[str]) -> list[str]:
    """The names of a statement that none of the sources has, not even as an acronym's words."""
    source = " ".join(sources)
    words = _WORD.findall(source.lower())
    known = set(words) | {word.removesuffix("s") for word in words}
    joined = "".join(words)
    initials = "".join(word[0] for word in words)
    return [
        name
        for name in names_in(statement)
        if not all(
            part in known or part.removesuffix("s") in known or part in _COMMON
            for part in _WORD.findall(name.lower())
        )
        and not _is_acronym(name, initials)
        and not (len(name) > 4 and "".join(_WORD.findall(name.lower())) in joined)
    ]


def names_in(statement: str) -> list[str]:
    """The Latin-letter names of a statement, in any language."""
    names: list[str] = []
    for match in _TOKEN.finditer(statement):
        token = match[0].removesuffix("'s")
        first = _begins_sentence(statement, match.start())
        if _looks_like_a_name(token, first=first):
            names.append(token)
    return names


def _looks_like_a_name(token: str, *, first: bool) -> bool:
    if any(c.isupper() for c in token[1:]) or any(c.isdigit() for c in token):
        return True
    return token[0].isupper() and not first and len(token) > 1


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"'([")
    return not before or before[-1] in ".!?:;。"


def _is_acronym(name: str, initials: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", name.removesuffix("s"))
    return len(letters) >= 2 and letters == name.removesuffix("s") and letters.lower() in initials
