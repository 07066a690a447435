"""Passages for a question: by its words, whatever else stands in it."""

import unicodedata

import pytest

from bot.domain.evidence import Origin, PaperText, Passage, PassageKind
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
    same = text("Shears is pass two.", "Shears is pass one.")

    assert await found("shears", same) == ["Shears is", "Shears is"]
    assert await LexicalPassages().search(same, "shears", 1) == [same.passages[0]]


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
        ("GPUs", ["Each step"]),
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
    ["GPU " * 2_500, " ".join(f"word{n}" for n in range(1_500)) + " GPU", "x" * 9_996 + " GPU"],
)
async def test_a_long_question_is_only_long(question: str) -> None:
    """Ten thousand characters, more than a platform sends us."""
    assert await found(question) == ["Each step"]


async def test_no_more_than_asked_for() -> None:
    """The answer has room for a few."""
    assert await found("model step", limit=1) == ["Shears prunes"]


def passage(words: str, **fields: object) -> Passage:
    """A paragraph of the paper's third section."""
    given = {"origin": Origin.PAPER, "section": "Set-up", "text": words}
    return Passage.model_validate({**given, **fields})


def paper(*passages: Passage) -> PaperText:
    """Passages as a paper."""
    return PaperText(paper_id=None, passages=passages)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How big is the dataset?", "The corpus holds 4,000 letters."),
        ("Which baselines are there?", "We outperform two earlier systems."),
        ("Is the code released?", "It is on GitHub."),
    ],
)
async def test_papers_answer_in_words_of_their_own(question: str, answer: str) -> None:
    """People ask for a dataset; the paper calls it a corpus."""
    assert await found(question, text("Shears prunes.", answer)) == [" ".join(answer.split()[:2])]


async def test_a_word_of_the_question_counts_more_than_a_related_one() -> None:
    """Otherwise the thesaurus answers instead of the reader's question."""
    assert await found("dataset", text("The corpus is old.", "The dataset is new."), 1) == [
        "The dataset"
    ]


async def test_one_place_that_answers_lifts_a_long_paragraph() -> None:
    """The words stand together in one of them and far apart in the other."""
    filler = " ".join(f"Letter {n} was read by nobody at all." for n in range(12))
    apart = passage(f"Rubber stamps came first. {filler} The ink was red.", section="A")
    together = passage(f"{filler} The ink of rubber stamps was red. {filler}", section="B")

    assert await LexicalPassages().search(paper(apart, together), "red rubber stamps", 1) == [
        together
    ]


async def test_a_heading_speaks_for_its_passages() -> None:
    """A limitation is seldom called one in its own sentence."""
    told = passage("Small models lose their wits.", chapter="Limitations", section="Scale")

    assert await found("limitations?", paper(passage("Shears prunes."), told)) == ["Small models"]


async def test_a_caption_goes_before_a_paragraph_that_says_the_same() -> None:
    """What people ask for is often in a table or a figure, and the caption names it."""
    said = passage("Speed of five models.", section="A")
    caption = passage("Speed of five models.", section="B", kind=PassageKind.CAPTION)

    assert await LexicalPassages().search(paper(said, caption), "speed?", 2) == [caption, said]


async def test_neighbours_that_match_support_each_other_within_a_section() -> None:
    """A thought that goes on over two paragraphs is about the matter, not a remark on it."""
    alone = passage("Ink is cheap here.", section="Costs")
    one, other = passage("Ink is thick here."), passage("Ink is black here.")

    found = await LexicalPassages().search(paper(alone, one, other), "ink", 3)

    assert found == [one, other, alone]


@pytest.mark.parametrize("document", [paper(), text("Shears.")], ids=["empty", "one word"])
async def test_a_paper_may_be_short_or_empty(document: PaperText) -> None:
    """A file may hold nothing but a title."""
    assert await LexicalPassages().search(document, "GPU?", 5) == []


async def test_another_paper_is_not_answered_from_the_last_one() -> None:
    """Indexes are kept; what they are kept under is the text."""
    await found("GPU", text("A GPU is needed."))

    assert await found("GPU", text("No card is needed.")) == []
