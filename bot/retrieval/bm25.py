"""BM25: how well each of some short texts matches weighted words."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

_K1 = 1.2
# Low, because most passages of a paper are one thought long and a longer one only says more.
_B = 0.3


class Bm25:
    """An inverted index that holds what each word adds to each text's score.

    Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond"; the
    gains are computed when indexing, as in Lù 2024, "BM25S".
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._size = len(texts)
        found: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for index, words in enumerate(texts):
            for word, count in Counter(words).items():
                found[word][index] = count
        average = sum(map(len, texts)) / max(1, self._size) or 1.0
        floors = [_K1 * (1 - _B + _B * len(words) / average) for words in texts]
        # Dictionaries of numbers, unlike tuples, give the garbage collector nothing to do.
        self._gains = {word: self._weighed(counts, floors) for word, counts in found.items()}

    def _weighed(self, counts: dict[int, int], floors: list[float]) -> dict[int, float]:
        rarity = math.log(1 + (self._size - len(counts) + 0.5) / (len(counts) + 0.5))
        most = rarity * (_K1 + 1)
        return {index: most * count / (count + floors[index]) for index, count in counts.items()}

    def scores(self, words: Mapping[str, float]) -> list[float]:
        """Of each text, in order; 0 where none of the words stands in it."""
        sums = [0.0] * self._size
        for word, weight in words.items():
            for index, gain in self._gains.get(word, {}).items():
                sums[index] += weight * gain
        return sums
