"""`FullText`: the fake and the abstract's reader keep the same promises."""

import pytest

from bot.domain.evidence import Origin, Scope
from bot.ports.outbound import FullText
from bot.sources.abstract import AbstractText
from tests.builders import ABSTRACT, paper
from tests.fakes import FakeFullText


@pytest.fixture(params=[FakeFullText, AbstractText])
def full_text(request: pytest.FixtureRequest) -> FullText:
    made: FullText = request.param()
    return made


async def test_the_papers_words_come_first(full_text: FullText) -> None:
    """What was read is named, and begins at the beginning of the paper's text."""
    text = await full_text.read(paper("2602.00001"))

    first = text.passages[0]
    assert (text.paper_id, text.scope) == ("2602.00001", Scope.ABSTRACT)
    assert (first.origin, first.section, first.text) == (Origin.PAPER, "Abstract", ABSTRACT)
    assert first.start == 0


async def test_nothing_of_a_sample_can_be_quoted(full_text: FullText) -> None:
    """The text under a sample's title is ours."""
    text = await full_text.read(paper(sample=True))

    assert [passage.origin for passage in text.passages] == [Origin.SAMPLE]
    assert text.quotable == ()
