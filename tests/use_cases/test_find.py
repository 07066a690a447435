"""Papers are found by id or address."""

import pytest

from bot.domain.errors import InputError, SourceError, UsageError
from bot.use_cases.find import PaperFinder, id_of
from tests.builders import ABSTRACT, paper, record
from tests.fakes import FakeClock, FakeRecords, FakeSource, Heard

ID = "2602.00001"


class Sources:
    """Hugging Face and arXiv."""

    def __init__(self, clock: FakeClock) -> None:
        self.papers = FakeSource(clock)
        self.records = FakeRecords()
        self.heard = Heard()
        self.finder = PaperFinder(self.papers, self.records)


@pytest.fixture
def sources(clock: FakeClock) -> Sources:
    return Sources(clock)


@pytest.mark.parametrize(
    "reference",
    [
        ID,
        f"{ID}v3",
        f"arXiv:{ID}",
        f"https://arxiv.org/pdf/{ID}v3.pdf",
        f"https://huggingface.co/papers/{ID}",
    ],
)
def test_an_address_names_a_paper(reference: str) -> None:
    """People paste what they have."""
    assert id_of(reference) == ID


@pytest.mark.parametrize("reference", ["", "2602", "https://example.org/2602.00001", "Shears"])
def test_what_names_none_is_wrong_usage(reference: str) -> None:
    """With an example that works."""
    with pytest.raises(UsageError, match=r"such as 2602\.10388"):
        id_of(reference)


async def test_both_sources_tell_what_they_know(sources: Sources) -> None:
    """Votes from one, the version from the other; without votes they are unknown, not none."""
    sources.papers.known[ID] = paper(upvotes=7)
    for paper_id, version in ((ID, 3), ("2602.00002", 1)):
        sources.records.records[paper_id] = record(paper_id, version=version, abstract=ABSTRACT)

    both = await sources.finder.find(ID, sources.heard)
    arxiv_alone = await sources.finder.find("2602.00002", sources.heard)

    assert (both.upvotes, both.version) == (7, 3)
    assert (arxiv_alone.upvotes, arxiv_alone.version) == (None, 1)


async def test_when_neither_answers_that_is_the_failure(sources: Sources) -> None:
    """Silence is not "no such paper"."""
    sources.papers.failure = SourceError("HTTP 503")
    with pytest.raises(SourceError, match="HTTP 503"):
        await sources.finder.find(ID, sources.heard)

    sources.papers.failure = None
    with pytest.raises(InputError, match="neither Hugging Face nor arXiv knows"):
        await sources.finder.find(ID, sources.heard)
