"""Papers are read once a version; when the full text is not to be had, that is said."""

import asyncio
import datetime as dt

import pytest

from bot.domain.errors import NotFound, SourceError
from bot.domain.evidence import Lack, Origin, PaperText, Passage, Scope, TextForm
from bot.domain.paper import Paper
from bot.reading.reader import TextReader
from tests.builders import ABSTRACT, paper, record
from tests.fakes import FakeClock, FakeFullText, FakeStore, Heard

PAPER = paper(arxiv=record(version=2), code_url="https://github.com/example/shears")


def full(version: int | None = 2, *sections: str) -> PaperText:
    passages = tuple(
        Passage(origin=Origin.PAPER, section=s, text=f"Words of {s}.", start=20 * n)
        for n, s in enumerate(sections or ("Abstract", "1 Method"))
    )
    return PaperText(paper_id=PAPER.id, version=version, form=TextForm.HTML, passages=passages)


class Shelf:
    """A reader and what it stands on."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.arxiv = FakeFullText(full())
        self.store = FakeStore(clock)
        self.heard = Heard()
        self.reader = TextReader(self.arxiv, self.store, clock)

    async def read(self, given: Paper = PAPER, *, network: bool = True) -> PaperText:
        return await self.reader.read(given, self.heard, network=network)


@pytest.fixture
def shelf(clock: FakeClock) -> Shelf:
    return Shelf(clock)


async def test_the_full_text_comes_with_the_public_record(shelf: Shelf) -> None:
    """Whether the code is released is answered from either."""
    text = await shelf.read()

    assert text.scope is Scope.FULL_TEXT
    assert [p.text for p in text.passages][:2] == ["Words of Abstract.", "Words of 1 Method."]
    assert "Code repository: https://github.com/example/shears" in [p.text for p in text.passages]


async def test_a_version_is_fetched_once(shelf: Shelf) -> None:
    """Also when two ask at the same moment; a new version is fetched anew."""
    await asyncio.gather(shelf.read(), shelf.read())
    await shelf.read()
    await shelf.read(PAPER.model_copy(update={"arxiv": record(version=3)}))

    assert shelf.arxiv.fetched == ["2602.00001v2", "2602.00001v3"]


async def test_the_record_is_always_the_newest(shelf: Shelf) -> None:
    """Code may be published after the text was kept."""
    await shelf.read(PAPER.model_copy(update={"code_url": None}))

    text = await shelf.read()

    assert "Code repository: https://github.com/example/shears" in [p.text for p in text.passages]


async def test_a_text_without_an_abstract_gets_that_of_the_record(shelf: Shelf) -> None:
    """A reader of pages may miss it."""
    shelf.arxiv.texts[PAPER.id] = full(2, "1 Method")

    text = await shelf.read()

    assert (text.passages[0].section, text.passages[0].text) == ("Abstract", ABSTRACT)
    assert len({(p.origin, p.start) for p in text.passages}) == len(text.passages)


@pytest.mark.parametrize(
    ("failure", "lack", "minutes"),
    [
        (NotFound("arXiv has no text of it"), Lack.NO_TEXT, 6 * 60),
        (SourceError("arXiv is down"), Lack.UNREACHABLE, 10),
    ],
)
async def test_what_cannot_be_had_is_said_and_asked_for_again_later(
    shelf: Shelf, failure: SourceError, lack: Lack, minutes: int
) -> None:
    """Not at every question; sooner when arXiv was only away."""
    shelf.arxiv.failure = failure

    first = await shelf.read()
    await shelf.read()
    shelf.arxiv.failure = None
    shelf.clock.time += dt.timedelta(minutes=minutes + 1)
    later = await shelf.read()

    assert (first.scope, first.lacking) == (Scope.ABSTRACT, lack)
    assert shelf.heard.degraded == [f"only the abstract of {PAPER.id}: {failure}"]
    assert later.scope is Scope.FULL_TEXT
    assert len(shelf.arxiv.fetched) == 2


async def test_a_text_that_never_comes_does_not_hold_anybody_up(clock: FakeClock) -> None:
    """After the time that is given the abstract serves."""

    class Silent(FakeFullText):
        async def fetch(self, paper_id: str, version: int | None) -> PaperText:
            return await asyncio.Event().wait() or full()  # type: ignore[return-value]

    reader = TextReader(Silent(), FakeStore(clock), clock, seconds=0.01)

    text = await reader.read(PAPER, Heard())

    assert (text.scope, text.lacking) == (Scope.ABSTRACT, Lack.UNREACHABLE)


async def test_without_a_network_what_was_kept_serves(shelf: Shelf) -> None:
    """And nothing is fetched."""
    before = await shelf.read(network=False)
    await shelf.read()
    after = await shelf.read(network=False)

    assert (before.scope, before.lacking) == (Scope.ABSTRACT, Lack.NOT_ASKED)
    assert after.scope is Scope.FULL_TEXT


async def test_a_sample_is_never_read_from_arxiv(shelf: Shelf) -> None:
    """Its text is ours, and stands in for nothing."""
    text = await shelf.read(paper(sample=True))

    assert text.quotable == ()
    assert shelf.arxiv.fetched == []


async def test_papers_are_recalled_apart_from_samples_and_by_age(shelf: Shelf) -> None:
    """The bundled day and the real one may hold the same paper."""
    await shelf.reader.remember(PAPER)
    day = dt.timedelta(days=1)

    assert await shelf.reader.recall(PAPER.id, sample=True) is None
    assert await shelf.reader.recall(PAPER.id, sample=False, younger_than=day) == PAPER
    shelf.clock.time += 2 * day
    assert await shelf.reader.recall(PAPER.id, sample=False, younger_than=day) is None
    assert await shelf.reader.recall(PAPER.id, sample=False) == PAPER
