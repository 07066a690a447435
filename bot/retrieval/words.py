"""The words of a text as retrieval compares them."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

import Stemmer  # type: ignore[import-not-found]

_ACCENT = re.compile("[\u0300-\u036f]")
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_WORD = re.compile(rf"(?P<cjk>[{_CJK}]+)|\d+(?:[.,]\d+)+|[^\W{_CJK}]+")
# Of GPUs, LLMs and H100s: Porter2 takes the s only after a syllable, and never of "us".
_ABBREVIATIONS = re.compile(r"(?:[b-df-hj-np-tv-z0-9]{2,}(?<!s)|[cgnt]pu)s")
# Function words carry no subject; without this they decide the order of short passages. The
# single letters are the ends of "what's" and "don't".
_STOP = frozenset(
    "a about an and any are as at be been by can could did do does for from had has have how i if "
    "in into is it its made may me much of on or our paper shall should so than that the their "
    "them there these they this those to us was we were what when where which while who whom "
    "why will with would you your s t d m ll re ve".split()
)
# What people ask about and what papers write of it differ: "how big" is answered by "in total".
_RELATED_BY_HAND = """
dataset data corpus corpora benchmark collection sample
size large big many number total amount
baseline compare comparison previous state outperform
evaluate evaluation metric measure score accuracy f1 precision recall bleu rouge
result performance improvement improve outperform achieve gain better
model architecture network layer
method approach technique algorithm framework propose
train pretrain pretrained learn finetune
annotate annotation annotator label crowdsource agreement
limitation drawback weakness fail future challenge
code release available github public download
experiment setup setting implementation evaluate
hyperparameter parameter rate batch epoch optimizer dimension
cost time speed latency gpu hour compute memory
contribution propose present introduce novel
participant human user subject worker
goal aim purpose objective motivation
reason cause because due explain
language english multilingual
task problem
define definition refer denote
advantage benefit strength better
effect impact influence affect
"""
_stem = Stemmer.Stemmer("english").stemWords


def composed(text: str) -> str:
    """Without accents, in one Unicode form, so that the same letters compare equal."""
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFKD", text)))


def words_of(text: str) -> list[str]:
    """In order, in lower case, without accents, function words and English endings.

    Chinese, Japanese and Korean come as overlapping pairs of characters, for want of a
    dictionary. The stemmer is Snowball's Porter2 (https://snowballstem.org).
    """
    found: list[str] = []
    for match in _WORD.finditer(composed(text).lower()):
        word = match.group()
        if match["cjk"] and len(word) > 1:
            found.extend(one + other for one, other in pairwise(word))
        elif word not in _STOP:
            found.append(word[:-1] if _ABBREVIATIONS.fullmatch(word) else word)
    stems: list[str] = _stem(found)
    return stems


def _related_by_word() -> dict[str, frozenset[str]]:
    related: dict[str, frozenset[str]] = {}
    for line in _RELATED_BY_HAND.split("\n"):
        group = frozenset(words_of(line))
        for word in group:
            related[word] = related.get(word, frozenset()) | group
    return related


_RELATED = _related_by_word()


def related_to(words: Iterable[str]) -> set[str]:
    """The words that papers use where a question has one of `words`, without these."""
    asked = set(words)
    return {other for word in asked for other in _RELATED.get(word, ())} - asked
