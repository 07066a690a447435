"""`Passages`: the fake and the searches keep the same promises."""

import numpy as np
import pytest

from bot.ports.outbound import Passages
from bot.retrieval import LexicalPassages
from bot.retrieval.semantic import FusedPassages, Vectors
from tests.builders import text
from tests.fakes import FakePassages

PAPER = text("Shears prunes models.", "It needs a GPU.", "Shears keeps accuracy.")


class Meaningless:
    """An encoder to which nothing is near anything."""

    def encode(self, texts: list[str]) -> Vectors:
        return np.zeros((len(texts), 4), dtype=np.float32)


def fused() -> Passages:
    return FusedPassages(Meaningless())


@pytest.fixture(params=[FakePassages, LexicalPassages, fused])
def passages(request: pytest.FixtureRequest) -> Passages:
    made: Passages = request.param()
    return made


async def test_what_shares_a_word_is_found(passages: Passages) -> None:
    """The passages are the paper's own, with their places."""
    assert await passages.search(PAPER, "what about Shears then?", 5) == [
        PAPER.passages[0],
        PAPER.passages[2],
    ]


async def test_no_more_than_asked_for(passages: Passages) -> None:
    """The first ones are the ones to show."""
    assert await passages.search(PAPER, "shears", 1) == [PAPER.passages[0]]


@pytest.mark.parametrize("question", ["", "🙂", "bananas", "바나나"])
async def test_nothing_is_found_where_nothing_matches(passages: Passages, question: str) -> None:
    """A passage that has nothing to do with it would be shown as the nearest."""
    assert await passages.search(PAPER, question, 5) == []
