"""How well texts match weighted words."""

import pytest

from bot.retrieval.bm25 import Bm25

TEXTS = ["ink ink ink ink", "ink paper", "ink stamp", "quill paper", ""]
INDEX = Bm25([text.split() for text in TEXTS])


@pytest.mark.parametrize(
    ("words", "best"),
    [
        (["ink", "stamp"], "ink stamp"),
        (["paper", "quill"], "quill paper"),
        (["ink"], "ink ink ink ink"),
        (["ink", "paper"], "ink paper"),
    ],
    ids=["a rare word", "a rare word beside one", "repetition", "two words before repetition"],
)
def test_the_best_match_scores_highest(words: list[str], best: str) -> None:
    """Rare words tell more than frequent ones, other words more than the same again."""
    scores = INDEX.scores(dict.fromkeys(words, 1.0))

    assert TEXTS[scores.index(max(scores))] == best


def test_a_rare_word_is_worth_more_than_a_frequent_one() -> None:
    """A word that every passage has tells nothing about this one."""
    _, paper, stamp, *_ = INDEX.scores({"ink": 0.0, "paper": 1.0, "stamp": 1.0})

    assert stamp > paper


def test_a_shorter_text_with_the_same_words_scores_higher() -> None:
    """It is about them, the longer one mentions them."""
    short, long = Bm25([["ink"], ["ink", *"abcdefgh"]]).scores({"ink": 1.0})

    assert short > long


@pytest.mark.parametrize("texts", [[], [[]], [["ink"]]])
def test_what_does_not_stand_there_scores_nothing(texts: list[list[str]]) -> None:
    """An empty paper, an empty passage."""
    assert Bm25(texts).scores({"stamp": 1.0}) == [0.0] * len(texts)
