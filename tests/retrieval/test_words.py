"""The words that retrieval compares."""

import pytest

from bot.retrieval.words import related_to, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What is the Pruning of models?", ["prune", "model"]),
        ("1,000 of 4.1% in v2.0", ["1,000", "4.1", "v2", "0"]),
        ("GPUs, TPUs, LLMs and H100s", ["gpu", "tpu", "llm", "h100"]),
        ("CSS, ms, corpus", ["css", "ms", "corpus"]),
        ("shears_code", ["shears_cod"]),
        ("F1-score", ["f1", "score"]),
        ("정확도가", ["정확", "확도", "도가"]),
        ("GPU가 몇", ["gpu", "가", "몇"]),
        ("数据集", ["数据", "据集"]),
        ("ガ行", ["ガ行"]),
        ("ﬁne-tuned naïve", ["fine", "tune", "naiv"]),
        ("\ud800 \x00 \u200b 🙂", []),
    ],
)
def test_words_are_what_is_left_of_their_forms(text: str, words: list[str]) -> None:
    """A question and a passage rarely bend a word alike; Korean joins particles to it."""
    assert words_of(text) == words


def test_related_words_are_others() -> None:
    """A word of the question keeps its own weight."""
    related = related_to(words_of("Which datasets and benchmarks?"))

    assert "corpus" in related
    assert not related & {"dataset", "benchmark"}


def test_a_word_that_no_group_has_brings_none() -> None:
    """Names of methods mean themselves."""
    assert related_to(["shear"]) == set()
