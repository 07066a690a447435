"""An entry for any paper: from Hugging Face with arXiv's record, or from the record alone."""

import pytest

from bot.digest.entry import EntryMaker
from bot.domain.digest import DigestEntry
from bot.domain.errors import InputError, SourceError, UsageError
from bot.domain.language import Language
from bot.presentation.catalogue import catalogue
from bot.reading.reader import TextReader
from bot.use_cases.find import PaperFinder
from bot.use_cases.paper import paper_entry
from tests.builders import ABSTRACT, paper, record
from tests.fakes import FakeClock, FakeFullText, FakeRecords, FakeSource, FakeStore, Heard

ID = "2602.00001"


class World:
    """What an entry is made from."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.source = FakeSource(clock)
        self.records = FakeRecords()
        self.heard = Heard()

    async def entry(self, reference: str = ID) -> DigestEntry:
        store = FakeStore(self.clock)
        texts = TextReader(FakeFullText(), store, self.clock)
        entries = EntryMaker(texts=texts, model=None, store=store, clock=self.clock)
        return await paper_entry(
            reference,
            Language.KO,
            self.heard,
            finder=PaperFinder(self.source, self.records),
            entries=entries,
        )


@pytest.fixture
def world(clock: FakeClock) -> World:
    return World(clock)


async def test_a_paper_on_hugging_face_has_votes_and_its_arxiv_version(world: World) -> None:
    """Both sources say what they know."""
    world.source.known[ID] = paper(upvotes=7)
    world.records.records[ID] = record(version=3)

    entry = await world.entry(f"https://huggingface.co/papers/{ID}")

    assert entry.paper.upvotes == 7
    assert entry.provenance is not None
    assert entry.provenance.paper_version == 3


async def test_a_paper_only_on_arxiv_has_no_votes(world: World) -> None:
    """Not zero: unknown."""
    world.records.records[ID] = record(abstract=ABSTRACT)

    entry = await world.entry()

    assert entry.paper.upvotes is None


async def test_without_arxiv_hugging_faces_entry_is_enough(world: World) -> None:
    """What is lacking is said."""
    world.source.known[ID] = paper()
    world.records.failure = SourceError("arXiv is down")

    entry = await world.entry()

    assert entry.provenance is not None
    assert entry.provenance.paper_version is None
    assert world.heard.degraded == ["arXiv did not answer: arXiv is down"]


async def test_when_only_arxiv_could_know_its_failure_is_the_failure(world: World) -> None:
    """Silence is not "no such paper"."""
    world.records.failure = SourceError("arXiv is down")

    with pytest.raises(SourceError, match="arXiv is down"):
        await world.entry()


@pytest.mark.parametrize(
    ("known", "said"),
    [(None, "neither Hugging Face nor arXiv knows"), (record(), "has no abstract to read")],
)
async def test_a_paper_that_cannot_be_read_is_said(world: World, known: object, said: str) -> None:
    """One line instead of an entry about nothing."""
    if known:
        world.records.records[ID] = record()

    with pytest.raises(InputError, match=said):
        await world.entry()


async def test_what_names_no_paper_is_wrong_usage(world: World) -> None:
    """With an example; nothing is fetched."""
    with pytest.raises(UsageError, match=r"give one such as 2602\.10388"):
        await world.entry("the one about pruning")
    assert world.records.asked == []


async def test_a_withdrawn_paper_says_so_in_its_entry(world: World) -> None:
    """Somebody asked for it by name: it is shown, with the warning in the line on its origin."""
    world.source.known[ID] = paper()
    world.records.records[ID] = record(withdrawn=True)

    entry = await world.entry()

    assert entry.provenance is not None
    assert (
        catalogue(Language.KO).provenance_line(entry.provenance).startswith("저자나 arXiv가 철회")
    )


async def test_without_hugging_face_arxivs_record_is_enough(world: World) -> None:
    """A server that is down is no reason to know nothing of a paper."""
    world.source.failure = SourceError("HTTP 503")
    world.records.records[ID] = record(abstract=ABSTRACT)

    entry = await world.entry()

    assert entry.paper.upvotes is None
    assert world.heard.degraded == ["Hugging Face did not answer: no votes: HTTP 503"]
