"""What is asked about is read once: the sources are not asked again at every question."""

import datetime as dt

import pytest

from bot.domain.errors import SourceError, UsageError
from bot.domain.evidence import Lack, Scope
from bot.ports.inbound import Document
from tests.builders import ABSTRACT, paper, record
from tests.fakes import Heard
from tests.full_texts import full_text
from tests.use_cases.conftest import Shelf

ID = "2602.00001"


async def test_the_sources_are_asked_twice_a_day_at_most(shelf: Shelf, heard: Heard) -> None:
    """A thread with ten questions costs one look-up; a new version is seen the same day."""
    shelf.put()
    shelf.records.records[ID] = record(version=1)
    for _ in range(3):
        await shelf.reading.paper(ID, heard)
    assert len(shelf.records.asked) == 1

    shelf.records.records[ID] = record(version=2)
    await shelf.clock.sleep(13 * 3_600)

    assert (await shelf.reading.paper(ID, heard)).text.version == 2


async def test_the_full_text_is_read_where_there_is_one(shelf: Shelf, heard: Heard) -> None:
    """Otherwise the abstract, and why."""
    shelf.put()
    shelf.put("2602.00002")
    shelf.full_text.texts[ID] = full_text(("Abstract", [ABSTRACT]), ("1 Method", ["We cut."]))

    read = await shelf.reading.paper(f"https://arxiv.org/abs/{ID}", heard)
    lacking = await shelf.reading.paper("2602.00002", heard)

    assert (read.text.scope, read.text.lacking) == (Scope.FULL_TEXT, None)
    assert read.ref is not None
    assert read.title == "Shears: Pruning without Regret"
    assert (lacking.text.scope, lacking.text.lacking) == (Scope.ABSTRACT, Lack.NO_TEXT)


async def test_a_paper_of_a_digest_is_known_while_the_sources_are_down(
    shelf: Shelf, heard: Heard
) -> None:
    """Its thread goes on, days later as well."""
    await shelf.texts.remember(paper())
    shelf.source.failure = shelf.records.failure = SourceError("HTTP 503")
    await shelf.clock.sleep(dt.timedelta(days=3).total_seconds())

    assert (await shelf.reading.known_by(ID, heard, sample=False)).ref is not None
    with pytest.raises(SourceError, match="HTTP 503"):
        await shelf.reading.known_by("2602.00002", heard, sample=False)


async def test_a_sample_never_stands_in_for_the_paper(shelf: Shelf, heard: Heard) -> None:
    """Nor the paper for its sample: the one's text is ours."""
    await shelf.texts.remember(paper(abstract="A made up abstract.", sample=True))
    shelf.put()

    sample = await shelf.reading.known_by(ID, heard, sample=True)
    real = await shelf.reading.known_by(ID, heard, sample=False)

    assert sample.text.passages[0].text == "A made up abstract."
    assert real.text.passages[0].text == ABSTRACT
    with pytest.raises(UsageError, match="build its digest anew"):
        await shelf.reading.known_by("2602.00002", heard, sample=True)


async def test_a_document_of_ones_own_is_no_known_paper(shelf: Shelf) -> None:
    """Nothing is fetched for it."""
    read = await shelf.reading.document(Document(name="mine.html", content=b"Some words."))

    assert (read.ref, read.title) == (None, "mine.html")
    assert read.text.passages[0].text == "Some words."
    assert shelf.records.asked == []
