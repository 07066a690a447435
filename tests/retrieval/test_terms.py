"""The trade's words in Korean, Japanese and Chinese."""

import tomllib
import unicodedata
from importlib.resources import files

import pytest

from bot.retrieval import LexicalPassages
from bot.retrieval.terms import asked_words, english_of
from bot.retrieval.words import words_of
from tests.builders import text

TABLE: dict[str, dict[str, list[str]]] = tomllib.loads(
    (files("bot.retrieval") / "terms.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("정확도가", ["accuracy"]),
        ("데이터셋에서는?", ["dataset"]),
        ("데이터  셋에서는?", ["dataset"]),
        ("데이터만", ["data"]),
        ("학습률과 학습", ["learning rate", "training"]),
        (unicodedata.normalize("NFD", "정확도가"), ["accuracy"]),
        ("学習率はいくつですか", ["learning rate", "number"]),
        ("モデルサイズ", ["model", "size"]),
        ("ﾓﾃﾞﾙ", ["model"]),
        ("训练数据集有多大？", ["training", "dataset", "size"]),
        ("GPU 메모리", ["memory"]),
    ],
)
def test_a_term_is_found_within_a_word(question: str, english: list[str]) -> None:
    """Particles and endings are joined to it; the longer term is the one that is meant."""
    assert english_of(question) == english


@pytest.mark.parametrize(
    "question",
    [
        "How big is the model?",
        "이 논문은 무엇을 다루나요?",
        "이번 역할은?",
        "저 리소스는?",
        "🙂",
        "",
    ],
)
def test_what_is_no_term_brings_no_english(question: str) -> None:
    """A part of another word would answer what nobody asked."""
    assert english_of(question) == []


def test_every_form_of_the_table_is_found() -> None:
    """None is hidden by another, too short to mean one thing, or without a word to look for."""
    for english, languages in TABLE.items():
        assert words_of(english)
        assert set(languages) == {"ko", "ja", "zh"}
        for form in (form for forms in languages.values() for form in forms):
            assert len(form) > 1
            assert english in english_of(form), form


def test_the_words_of_the_question_stay() -> None:
    """Names are written alike in all languages; a Korean paper has the Korean words."""
    words = asked_words("Shears의 정확도")

    assert set(words_of("Shears의 정확도 accuracy")) == set(words)


@pytest.mark.parametrize(
    "question", ["코드가 공개되어 있나요?", "コードは公開されていますか？", "代码公开了吗？"]
)
async def test_an_english_paper_is_found_without_a_model(question: str) -> None:
    """Whoever has configured nothing asks in their language too."""
    paper = text(
        "Shears prunes a model.",
        "Submitted on 1 May.",
        "Code repository: https://github.com/example/shears",
    )

    assert await LexicalPassages().search(paper, question, 5) == [paper.passages[2]]


async def test_a_term_weighs_as_much_as_an_english_word() -> None:
    """A related word, which is nobody's word, comes after both."""
    paper = text("The corpus is old.", "The dataset is new.")

    assert await LexicalPassages().search(paper, "데이터셋", 1) == [paper.passages[1]]


async def test_a_long_question_in_korean_is_only_long() -> None:
    """Ten thousand characters of terms."""
    paper = text("Shears prunes a model.")

    assert await LexicalPassages().search(paper, "모델의" * 3_333, 5) == [paper.passages[0]]
