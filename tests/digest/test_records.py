"""arXiv's records: asked once a day, kept for replays, missed aloud."""

import datetime as dt

import pytest

from bot.digest.records import RecordReader
from bot.domain.errors import SourceError
from tests.builders import paper, record
from tests.fakes import FakeClock, FakeRecords, FakeStore, Heard

PAPERS = [paper("2602.00001"), paper("2602.00002")]


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords(record("2602.00001", version=3))


@pytest.fixture
def reader(records: FakeRecords, clock: FakeClock) -> RecordReader:
    return RecordReader(records, FakeStore(clock), clock)


async def test_all_papers_go_into_one_request(
    reader: RecordReader, records: FakeRecords, heard: Heard
) -> None:
    """arXiv asks for few requests; a paper it does not know has no record."""
    known = await reader.read(PAPERS, heard, network=True)

    assert records.asked == [("2602.00001", "2602.00002")]
    assert [p.version for p in known] == [3, None]
    assert heard.degraded == []


async def test_a_second_build_on_the_same_day_asks_only_for_what_is_missing(
    reader: RecordReader, records: FakeRecords, heard: Heard
) -> None:
    """Records change once a day at most."""
    await reader.read(PAPERS[:1], heard, network=True)
    await reader.read(PAPERS, heard, network=True)

    assert records.asked == [("2602.00001",), ("2602.00002",)]


async def test_the_next_day_asks_again(
    reader: RecordReader, records: FakeRecords, clock: FakeClock, heard: Heard
) -> None:
    """A paper may have been withdrawn since."""
    await reader.read(PAPERS[:1], heard, network=True)
    clock.time += dt.timedelta(days=1)
    records.records["2602.00001"] = record("2602.00001", version=4, withdrawn=True)

    known = await reader.read(PAPERS[:1], heard, network=True)

    assert known[0].arxiv is not None
    assert known[0].arxiv.withdrawn


async def test_when_arxiv_is_down_it_is_said_and_the_last_records_serve(
    reader: RecordReader, records: FakeRecords, clock: FakeClock, heard: Heard
) -> None:
    """A digest is built all the same."""
    await reader.read(PAPERS, heard, network=True)
    clock.time += dt.timedelta(days=1)
    records.failure = SourceError("arXiv is down")

    known = await reader.read(PAPERS, heard, network=True)

    assert [p.version for p in known] == [3, None]
    assert heard.degraded == ["arXiv did not answer: arXiv is down"]


async def test_without_a_network_what_was_kept_serves(
    reader: RecordReader, records: FakeRecords, heard: Heard
) -> None:
    """A replay asks nobody."""
    await reader.read(PAPERS[:1], heard, network=True)

    known = await reader.read(PAPERS, heard, network=False)

    assert len(records.asked) == 1
    assert [p.version for p in known] == [3, None]


async def test_what_arxiv_does_not_know_is_not_asked_again_today(
    reader: RecordReader, records: FakeRecords, heard: Heard
) -> None:
    """A rebuild waits for nobody."""
    await reader.read(PAPERS, heard, network=True)

    await reader.read(PAPERS, heard, network=True)

    assert len(records.asked) == 1


async def test_asking_for_one_paper_does_not_make_another_fresh(
    reader: RecordReader, records: FakeRecords, clock: FakeClock, heard: Heard
) -> None:
    """Its withdrawal would be missed."""
    records.records["2602.00002"] = record("2602.00002")
    await reader.read(PAPERS, heard, network=True)
    clock.time += dt.timedelta(days=1)
    records.records["2602.00002"] = record("2602.00002", withdrawn=True)
    await reader.read(PAPERS[:1], heard, network=True)

    known = await reader.read(PAPERS, heard, network=True)

    assert known[1].arxiv is not None
    assert known[1].arxiv.withdrawn
