"""Tags from a controlled vocabulary: what a paper is about, and the topics to filter by."""

import re
import tomllib
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


@dataclass(frozen=True)
class Tag:
    """A tag and what it goes by. `order` is its place in the vocabulary."""

    name: str
    words: re.Pattern[str]
    categories: frozenset[str]
    order: int


@cache
def vocabulary() -> tuple[Tag, ...]:
    """The tags of `tags.toml`."""
    table = tomllib.loads((files("bot.digest") / "tags.toml").read_text(encoding="utf-8"))
    return tuple(
        Tag(
            name=name,
            words=_pattern(entry["words"]),
            categories=frozenset(entry.get("categories", ())),
            order=order,
        )
        for order, (name, entry) in enumerate(table.items())
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Whole words; one word with a capital inside (RAG, MoE) is matched as written."""
    alternatives = []
    for word in sorted(words, key=len, reverse=True):
        as_written = word.isalnum() and any(c.isupper() for c in word[1:])
        stem = re.sub(r"(?:\\-|\\ )", "[-‐‑– ]", re.escape(word))
        alternatives.append(f"{stem}s?" if as_written else f"(?i:{stem}s?)")
    return re.compile(rf"(?<![\w]){'(?:' + '|'.join(alternatives) + ')'}(?![\w])")


def tags_of(paper: Paper) -> tuple[str, ...]:
    """At most eight tags, those the paper speaks of most first."""
    scored = [(_score(tag, paper), tag) for tag in vocabulary()]
    about = [(score, tag) for score, tag in scored if score >= _ENOUGH]
    about.sort(key=lambda pair: (-pair[0], pair[1].order))
    return tuple(tag.name for _, tag in about[:_MOST_TAGS])


def _score(tag: Tag, paper: Paper) -> float:
    in_title = len(tag.words.findall(paper.title))
    in_keywords = sum(1 for keyword in paper.keywords if tag.words.search(keyword))
    in_abstract = len(tag.words.findall(paper.abstract))
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
        topic.words.search(text) for text in texts
    )
