"""Passages for a question: by its words alone, whatever else stands in it."""

import unicodedata

import pytest

from bot.domain.evidence import PaperText
from bot.retrieval import LexicalPassages
from tests.builders import text

PAPER = text(
    "Shears prunes a language model in four steps.",
    "Each step needs a single GPU for an hour.",
    "The authors' code is at https://github.com/example/shears_code.",
    "On a naïve baseline the model loses 1,000 points AND more.",
    "가지치기 이후에도 모델의 정확도가 유지된다.",
)


async def found(question: str, paper: PaperText = PAPER, limit: int = 5) -> list[str]:
    """The first words of what was found."""
    passages = await LexicalPassages().search(paper, question, limit)
    return [" ".join(passage.text.split()[:2]) for passage in passages]


async def test_the_best_passage_comes_first() -> None:
    """More of the question's words, and rarer ones, go before its place in the paper."""
    assert await found("Which GPU does a pruning step of the model need?") == [
        "Each step",
        "Shears prunes",
        "On a",
    ]


async def test_equal_passages_keep_the_order_of_the_paper() -> None:
    """The reader meets them as in the text."""
    same = text(*[f"Shears is pass {n}." for n in "dcab"])

    passages = await LexicalPassages().search(same, "shears", 3)

    assert [passage.text[-2] for passage in passages] == ["d", "c", "a"]


@pytest.mark.parametrize(
    "question",
    [
        '"GPU',
        "(GPU",
        "GPU)",
        "GPU*",
        "-GPU",
        "NOT GPU",
        "^GPU",
        "text:GPU",
        "{section}: GPU",
        "NEAR(GPU, 2)",
        "GPU OR",
        "GPU;",
        "'); DROP TABLE passage; -- GPU",
        "GPU\x00",
        "\ud800GPU",
        "\u200bGPU\ufeff",
        "**GPU**",
    ],
)
async def test_signs_of_a_query_language_are_only_signs(question: str) -> None:
    """People quote, bracket and shout; none of it is a command."""
    assert await found(question) == ["Each step"]


@pytest.mark.parametrize(
    ("question", "passages"),
    [
        ("AND", []),
        ("what AND how", []),
        ("NEAR", []),
        ("How are you?", []),
        ("What's it?", []),
        ("🙂🙂", []),
        ("", []),
        ("...", []),
        ("정확도가", ["가지치기 이후에도"]),
        ("이 논문은 무엇을 다루나요?", []),
        ("shears_code", ["The authors'"]),
        ("1,000", ["On a"]),
        ("PRUNED", ["Shears prunes"]),
        ("naive", ["On a"]),
        (unicodedata.normalize("NFD", "naïve"), ["On a"]),
        (unicodedata.normalize("NFD", "정확도가"), ["가지치기 이후에도"]),
    ],
)
async def test_a_question_finds_what_shares_its_words(question: str, passages: list[str]) -> None:
    """Function words, contractions and pictures carry no subject; spelling and form don't matter."""
    assert await found(question) == passages


@pytest.mark.parametrize(
    "question",
    ["GPU " * 500, " ".join(f"word{n}" for n in range(400)) + " GPU", "x" * 1_996 + " GPU"],
)
async def test_a_long_question_is_only_long(question: str) -> None:
    """Two thousand characters, the most that a platform sends us."""
    assert await found(question) == ["Each step"]


async def test_no_more_than_asked_for() -> None:
    """The answer has room for a few."""
    assert await found("model step", limit=1) == ["Shears prunes"]
