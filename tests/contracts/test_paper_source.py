"""`PaperSource`: the fake and Hugging Face keep the same promises."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from bot.domain.errors import DayNotOpen, NotFound
from bot.domain.snapshot import Snapshot
from bot.ports.outbound import PaperSource
from tests.builders import DAY, daily_entry, paper
from tests.fakes import FakeClock, FakeSource
from tests.gateways import sources_at
from tests.servers.upstream import Upstream


@dataclass
class Arranged:
    """A source, and how a test lays papers into it."""

    source: PaperSource
    lay: Callable[[dt.date, list[str]], None]
    know: Callable[[str], None]
    close_from: Callable[[dt.date], None]


def arranged_fake(clock: FakeClock) -> Arranged:
    fake = FakeSource(clock)

    def close(_: dt.date) -> None:
        fake.failure = DayNotOpen("not open")

    return Arranged(
        source=fake,
        lay=lambda date, ids: fake.days.update({date: [paper(i) for i in ids]}),
        know=lambda paper_id: fake.known.update({paper_id: paper(paper_id)}),
        close_from=close,
    )


@pytest.fixture(params=["fake", "real"])
async def arranged(
    request: pytest.FixtureRequest, upstream: Upstream, clock: FakeClock
) -> AsyncIterator[Arranged]:
    if request.param == "fake":
        yield arranged_fake(clock)
        return

    def lay(date: dt.date, ids: list[str]) -> None:
        upstream.days[date.isoformat()] = [daily_entry(i) for i in ids]

    def know(paper_id: str) -> None:
        upstream.papers[paper_id] = daily_entry(paper_id)["paper"]

    def close_from(date: dt.date) -> None:
        upstream.open_until = date - dt.timedelta(days=1)

    async with sources_at(upstream, clock) as sources:
        yield Arranged(sources.papers, lay, know, close_from)


async def test_a_day_is_fetched_raw_and_then_read(arranged: Arranged, clock: FakeClock) -> None:
    """The snapshot says which day it is and when it was taken; its papers keep their order."""
    arranged.lay(DAY, ["2602.00002", "2602.00001"])

    taken = await arranged.source.fetch_day(DAY)
    daily = arranged.source.read_day(taken)

    assert (taken.date, taken.fetched_at, taken.settled) == (DAY, clock.now(), True)
    assert [p.id for p in daily.papers] == ["2602.00002", "2602.00001"]
    assert daily.unusable == ()


async def test_a_snapshot_is_read_alike_at_any_time(arranged: Arranged) -> None:
    """A ranking can be replayed from what was stored, whatever upstream says by then."""
    arranged.lay(DAY, ["2602.00001"])
    stored = (await arranged.source.fetch_day(DAY)).model_dump_json()
    arranged.lay(DAY, ["2602.00009"])

    daily = arranged.source.read_day(Snapshot.model_validate_json(stored))

    assert [p.id for p in daily.papers] == ["2602.00001"]


async def test_a_day_without_papers_is_empty(arranged: Arranged) -> None:
    """A weekend is an answer, not an error."""
    taken = await arranged.source.fetch_day(DAY)

    assert arranged.source.read_day(taken).papers == ()


async def test_a_day_that_has_not_opened_is_told_apart(
    arranged: Arranged, clock: FakeClock
) -> None:
    """The caller falls back to the day before; for a failure it would wait."""
    today = clock.now().date()
    arranged.close_from(today)

    with pytest.raises(DayNotOpen):
        await arranged.source.fetch_day(today)


async def test_one_paper_is_had_by_its_id(arranged: Arranged) -> None:
    """Any paper can be asked for, whichever day it stood on."""
    arranged.know("2602.00001")

    assert (await arranged.source.fetch_paper("2602.00001")).id == "2602.00001"


async def test_an_unknown_paper_is_not_found(arranged: Arranged) -> None:
    """Another source may know it."""
    with pytest.raises(NotFound):
        await arranged.source.fetch_paper("2602.00001")
