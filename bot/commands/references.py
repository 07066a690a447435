"""Papers as people type them before a question."""

import re

from bot.domain.paper import paper_named

# What Koreans, Japanese and Chinese hang on to an id: 2602.10388의 데이터셋은?
_PARTICLE = re.compile("(?<=[0-9])(?:에서는|에서|에는|[의은는이가을를에]|では|[のは的])$")


def read_reference(words: list[str]) -> tuple[str, int] | None:
    """The paper that the first words name, and how many of them do; none when they do not.

    The paper comes as its id, with the version if one is given. Quotation marks and
    brackets around it and "arXiv:" before it are understood.
    """
    if not words:
        return None
    apart = len(words) > 1 and words[0].casefold().rstrip(":") == "arxiv"
    first = words[1] if apart else words[0]
    paper = paper_named(_PARTICLE.sub("", first.strip("\"'<>()[],;:")))
    return (paper, 1 + apart) if paper else None
