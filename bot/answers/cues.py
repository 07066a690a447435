"""The words by which messages are told apart, of all languages together: people mix them."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def found(kind: str) -> re.Pattern[str]:
    """Finds any of the cues of a kind in `own_words`."""
    return re.compile(_alternatives(kind))


def without_opening(text: str, kind: str) -> str:
    """`text` without the cues of a kind that it begins with and the signs after them."""
    match = _opening(kind).match(text)
    return text[match.end() :] if match else text


@cache
def _opening(kind: str) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*+(?:(?>{_alternatives(kind)})(?![가-힣])[\W_]*+)*+")


@cache
def only(*kinds: str) -> re.Pattern[str]:
    """Fully matches a text of nothing but cues of these kinds, with any signs between them.

    What matches first at a place is never reconsidered, so that matching takes linear time.
    """
    alternatives = "|".join(_alternatives(kind) for kind in kinds)
    return re.compile(rf"[\W_]*+(?:(?>{alternatives})[\W_]*+)++")


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("bot.answers") / "cues.toml").read_text(encoding="utf-8"))


def _alternatives(kind: str) -> str:
    """Phrases stand before words, so that "good morning" is not taken for "good" and a rest."""
    cues = [cue for language in _table().values() for cue in language.get(kind, "").split()]
    cues.sort(key=lambda cue: "_" not in cue)
    return "|".join(_whole_word(cue.replace("_", " ")) for cue in cues)


def _whole_word(cue: str) -> str:
    """Korean, Japanese and Chinese have no boundary between a word and what is glued to it."""
    return rf"(?<![a-z])(?:{cue})(?![a-z])" if re.search("[a-z]", cue) else cue
