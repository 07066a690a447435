"""`Passages` by words: BM25 over the paper's passages and over their sentences two by two."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.aside import aside
from bot.domain.evidence import PaperText, Passage, PassageKind
from bot.retrieval.bm25 import Bm25
from bot.retrieval.terms import asked_words
from bot.retrieval.words import related_to, words_of

# Set on QASPER, ArgSciChat and COVID-QA by halves of their papers (benchmarks/qa.py); around
# these values the figures are flat.
_RELATED = 0.4  # of a related word, beside 1 of the question's own
_BESIDE = 0.2  # of a passage's score goes to its neighbours in the section
_CAPTION = 1.2
_KEPT = 16  # indexes; that of a paper of 30,000 characters takes about 1 MiB

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])\s*")


def sentences_of(passage: Passage) -> list[str]:
    """Roughly: good enough to weigh, not to quote."""
    return [part for part in _SENTENCE_END.split(passage.text) if part]


class LexicalIndex:
    """The words of one paper.

    A passage scores by all its words and by the two neighbouring sentences that match best, half
    and half: so a long paragraph is found by the one place that answers (Callan 1994, "Passage-
    Level Evidence in Document Retrieval"). Its headings count as words of it.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        whole: list[list[str]] = []
        windows: list[list[str]] = []
        self._owners: list[int] = []
        for index, passage in enumerate(passages):
            sentences = [words_of(sentence) for sentence in sentences_of(passage)]
            heading = words_of(f"{passage.chapter or ''} {passage.section}")
            whole.append([word for sentence in sentences for word in sentence] + heading)
            pairs = list(pairwise(sentences))
            windows += [one + other for one, other in pairs] or sentences
            self._owners += [index] * (len(pairs) or len(sentences))
        self._whole = Bm25(whole)
        self._windows = Bm25(windows)
        self._boosts = [_CAPTION if p.kind is PassageKind.CAPTION else 1.0 for p in passages]
        self._together = [
            (one.origin, one.chapter, one.section) == (other.origin, other.chapter, other.section)
            for one, other in pairwise(passages)
        ]

    def scores(self, question: str) -> list[float]:
        """Of each passage; 0 where neither a word of the question stands nor a related one.

        A term in Korean, Japanese or Chinese counts as its English words.
        """
        asked = asked_words(question)
        words = dict.fromkeys(related_to(asked), _RELATED) | dict.fromkeys(asked, 1.0)
        best = [0.0] * len(self._boosts)
        for owner, score in zip(self._owners, self._windows.scores(words), strict=True):
            best[owner] = max(best[owner], score)
        own = [
            boost * (score + window) / 2
            for boost, score, window in zip(
                self._boosts, self._whole.scores(words), best, strict=True
            )
        ]
        mixed = list(own)
        for index, together in enumerate(self._together):
            if together and own[index] and own[index + 1]:
                mixed[index] += _BESIDE * own[index + 1]
                mixed[index + 1] += _BESIDE * own[index]
        return mixed


@lru_cache(maxsize=_KEPT)
def lexical_index(text: PaperText) -> LexicalIndex:
    """The index of a paper that was asked about lately is kept."""
    return LexicalIndex(text.passages)


def best_first(text: PaperText, scores: Sequence[float], limit: int) -> list[Passage]:
    """At most `limit` passages that score above 0; equals in the order of the paper."""
    ranked = sorted(range(len(scores)), key=lambda index: -scores[index])
    return [text.passages[index] for index in ranked[:limit] if scores[index] > 0]


class LexicalPassages:
    """Needs no server and no model."""

    async def search(self, text: PaperText, question: str, limit: int) -> list[Passage]:
        """At most `limit` passages with a word of the question or a related one, best first."""
        return await aside(_search, text, question, limit)


def _search(text: PaperText, question: str, limit: int) -> list[Passage]:
    return best_first(text, lexical_index(text).scores(question), limit)
