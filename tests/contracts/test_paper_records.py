"""`PaperRecords`: the fake and arXiv keep the same promises."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import SourceError
from bot.ports.outbound import PaperRecords
from tests.builders import record
from tests.fakes import FakeClock, FakeRecords
from tests.gateways import sources_at
from tests.servers.loopback import status
from tests.servers.upstream import Upstream

KNOWN = ("2602.00001", "astro-ph/0601001")


@pytest.fixture(params=["fake", "real"])
async def any_records(
    request: pytest.FixtureRequest, upstream: Upstream, clock: FakeClock
) -> AsyncIterator[PaperRecords]:
    if request.param == "fake":
        yield FakeRecords(*(record(paper_id) for paper_id in KNOWN))
        return
    upstream.records = {paper_id: {} for paper_id in KNOWN}
    async with sources_at(upstream, clock) as sources:
        yield sources.records


async def test_records_come_by_id(any_records: PaperRecords) -> None:
    """New and old ids, in whatever order they were asked for."""
    found = await any_records.fetch_records([KNOWN[1], KNOWN[0]])

    assert {paper_id: record.id for paper_id, record in found.items()} == {i: i for i in KNOWN}


async def test_unknown_ids_are_missing(any_records: PaperRecords) -> None:
    """The papers around them keep their own records."""
    found = await any_records.fetch_records(["2602.99999", KNOWN[0], "2602.99998"])

    assert list(found) == [KNOWN[0]]


async def test_nothing_asked_is_nothing_found(any_records: PaperRecords) -> None:
    """A day without papers asks for none."""
    assert await any_records.fetch_records([]) == {}


async def test_a_failure_is_an_error_of_the_source(
    any_records: PaperRecords, upstream: Upstream
) -> None:
    """The digest goes on without records, and says so."""
    upstream.next("/api/query", status(403))
    if isinstance(any_records, FakeRecords):
        any_records.failure = SourceError("forbidden")

    with pytest.raises(SourceError):
        await any_records.fetch_records(KNOWN)
