"""Which paper a message links to or names."""

import re
from collections.abc import Iterator
from typing import Any

from bot.domain.paper import ID_IN_TEXT, paper_named

_LINKED = re.compile(
    rf"(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|\barxiv:\s?)({ID_IN_TEXT})(?![\w])",
    re.IGNORECASE,
)
# Alone, an id has to have a month in it: other numbers look like ids, too.
_NAMED = re.compile(
    r"(?<![\w./-])([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}(?:v[1-9][0-9]?)?)(?![\w/-]|\.\d)", re.ASCII
)
_DEEPEST = 12


def paper_in(*parts: Any) -> str | None:
    """The id of the first paper, with its version where one is given; a link goes before an id.

    `parts` are those of the message in which links stand, as the platform's JSON has them: text,
    blocks, embeds. All strings in them are read, nested twelve deep at most.
    """
    texts = [text for part in parts for text in _texts(part)]
    for pattern in (_LINKED, _NAMED):
        for text in texts:
            for found in pattern.finditer(text):
                if (paper := paper_named(found[1])) is not None:
                    return paper
    return None


def _texts(part: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif depth < _DEEPEST and isinstance(part, list | dict):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _texts(inner, depth + 1)
