"""Scores for rankings of passages: how early, and how much of, the evidence is found.

Texts are compared without regard to case, white space, hidden characters and the forms of
quotation marks and dashes. A passage hits when it holds an evidence string, lies inside one
(20 characters or more), or shares at least half of the shorter one's word 4-grams (8 words or
more) with it.
"""

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

BUDGET = 10_000  # characters
BOOTSTRAP_SAMPLES = 2_000
GRAM = 4
_HIDDEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_SIGNS = (
    {ord(sign): "'" for sign in "\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4"}
    | {ord(sign): '"' for sign in "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"}
    | {ord(sign): "-" for sign in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"}
)
Grams = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Score:
    """Of one question."""

    reciprocal_rank: float
    hit_at_1: float
    hit_at_5: float
    recall: float  # of the evidence strings, within BUDGET characters


def plain(text: str) -> str:
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text)).translate(_SIGNS)
    return " ".join(text.replace("''", '"').split()).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))


def _grams(words: Sequence[str], size: int) -> Grams:
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def share(part: str, whole: Sequence[str]) -> float:
    """Of the word 4-grams of `part`, those that stand in `whole`."""
    words = _words(part)
    size = min(GRAM, len(words))
    if not size or len(whole) < size:
        return 0.0
    grams, there = _grams(words, size), _grams(whole, size)
    return sum(count for gram, count in grams.items() if gram in there) / grams.total()


def overlaps(passage: str, evidence: str) -> bool:
    one, other = plain(passage), plain(evidence)
    if not one or not other:
        return False
    if other in one or (one in other and len(one) >= 20):
        return True
    short, long = (passage, evidence) if len(one) <= len(other) else (evidence, passage)
    return len(_words(short)) >= 8 and share(short, _words(long)) >= 0.5


def score(passages: Sequence[str], evidence: Sequence[str]) -> Score:
    """Of passages, best first."""
    hits = (n for n, p in enumerate(passages, 1) if any(overlaps(p, e) for e in evidence))
    rank = next(hits, 0)
    within = "\n".join(passages)[:BUDGET]
    text, words = plain(within), _words(within)
    found = [e for e in evidence if plain(e) in text or share(e, words) >= 0.8]
    return Score(
        reciprocal_rank=1 / rank if rank else 0.0,
        hit_at_1=float(rank == 1),
        hit_at_5=float(0 < rank <= 5),
        recall=len(found) / len(evidence),
    )


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Paired bootstrap: the middle 95 % of the mean over resampled questions."""
    dice = random.Random(0)
    means = sorted(
        fmean(dice.choices(differences, k=len(differences))) for _ in range(BOOTSTRAP_SAMPLES)
    )
    return means[int(0.025 * BOOTSTRAP_SAMPLES)], means[int(0.975 * BOOTSTRAP_SAMPLES)]
