"""Tags from a controlled vocabulary: what a paper is about, and the topics to filter by."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from bot.domain.errors import UsageError
from bot.domain.paper import Paper

_MOST_TAGS = 8
# A tag must be about the paper: one mention in the abstract is not enough, one in the title is.
_TITLE, _KEYWORD, _ABSTRACT, _CATEGORY = 3.0, 2.0, 1.0, 1.0
_ENOUGH = 2.0
# What may follow in a keyword that is about the tag all the same.
_TAIL = re.compile(
    r"(?:[- ](?:based|models?|frameworks?|methods?|tasks?|systems?|algorithms?|architectures?"
    r"|techniques?|approach(?:es)?|modules?|pipelines?|agents?|training|learning|generation|diffusion"
    r"|reduction|mitigation|detection|abilit(?:y|ies)|capabilit(?:y|ies))){0,2}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tag:
    """A tag and what it goes by. `order` is its place in the vocabulary.

    `words` matches what it goes by, in a group, and phrases that mean something else, in none;
    `sure` what says in one mention that a paper is about it.
    """

    name: str
    words: re.Pattern[str]
    sure: re.Pattern[str] | None
    categories: frozenset[str]
    order: int

    def mentions(self, text: str) -> list[re.Match[str]]:
        """Where a text speaks of it."""
        return [match for match in self.words.finditer(text) if match["word"]]

    def heads(self, keyword: str) -> bool:
        """Whether a keyword is about it: "agent memory" is about memory, "memory leak" is not."""
        return any(_TAIL.fullmatch(keyword, match.end()) for match in self.mentions(keyword))


@cache
def vocabulary() -> tuple[Tag, ...]:
    """The tags of `tags.toml`."""
    table = tomllib.loads((files("bot.digest") / "tags.toml").read_text(encoding="utf-8"))
    return tuple(
        Tag(
            name=name,
            words=_pattern(entry["words"], entry.get("but", ())),
            sure=_pattern(entry["sure"]) if "sure" in entry else None,
            categories=frozenset(entry.get("categories", ())),
            order=order,
        )
        for order, (name, entry) in enumerate(table.items())
    )


def _pattern(words: Iterable[str], but: Iterable[str] = ()) -> re.Pattern[str]:
    others = "".join(f"{_phrase(phrase)}|" for phrase in _longest_first(but))
    named = "|".join(f"{_phrase(word)}s?" for word in _longest_first(words))
    return re.compile(rf"(?<![\w])(?:{others}(?P<word>{named}))(?![\w])")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _phrase(words: str) -> str:
    """Whole words; one word with a capital inside (RAG, MoE) is matched as written."""
    as_written = words.isalnum() and any(c.isupper() for c in words[1:])
    stem = re.sub(r"(?:\\-|\\ )", "[-‐‑– ]", re.escape(words))
    return stem if as_written else f"(?i:{stem})"


def tags_of(paper: Paper) -> tuple[str, ...]:
    """At most eight tags, those the paper speaks of most first."""
    scored = [(_score(tag, paper), tag) for tag in vocabulary()]
    about = [(score, tag) for score, tag in scored if score >= _ENOUGH]
    about.sort(key=lambda pair: (-pair[0], pair[1].order))
    return tuple(tag.name for _, tag in about[:_MOST_TAGS])


def _score(tag: Tag, paper: Paper) -> float:
    in_title = len(tag.mentions(paper.title))
    in_keywords = sum(tag.heads(keyword) for keyword in paper.keywords)
    in_abstract = len(tag.mentions(paper.abstract))
    in_abstract += bool(tag.sure and tag.sure.search(paper.abstract))
    in_category = bool(tag.categories & set(paper.categories))
    return (
        _TITLE * min(in_title, 1)
        + _KEYWORD * min(in_keywords, 2)
        + _ABSTRACT * min(in_abstract, 3)
        + _CATEGORY * in_category
    )


def find_topics(names: tuple[str, ...]) -> tuple[Tag, ...]:
    """The vocabulary's tags for names or words that people typed. Raises `UsageError`."""
    return tuple(_find_topic(name) for name in names)


def _find_topic(name: str) -> Tag:
    name = name.strip()
    for tag in vocabulary():
        if tag.name.lower() == name.lower():
            return tag
    for tag in vocabulary():
        if re.fullmatch(tag.words.pattern, name, re.IGNORECASE):  # people type "vlm"
            return tag
    known = {tag.name.lower(): tag.name for tag in vocabulary()}
    near = [known[match] for match in get_close_matches(name.lower(), known, n=3, cutoff=0.6)]
    hint = f"; near it: {', '.join(near)}" if near else "; such as LLM, Agent, Video Generation"
    raise UsageError(f"no topic is called {name[:60]!r}{hint}")


def matches(topic: Tag, paper: Paper) -> bool:
    """Whether any of the topic's words or categories stands anywhere in what is known of it."""
    texts = (paper.title, paper.abstract, *paper.keywords)
    return bool(topic.categories & set(paper.categories)) or any(
        topic.mentions(text) for text in texts
    )
